"""How German says that something is not so."""

from __future__ import annotations

from service.text.languages.language import Negations

NEGATIONS = Negations(
    plain=r"nicht|nie|niemals|kein\w*|nichts|niemand\w*|nirgends|weder",
    hidden=(
        r"ohne|\w+los(?:e[nmrs]?)?|\w+frei(?:e[nmrs]?)?|weiger\w*|lehnt\w*|ablehn\w*|abgelehnt\w*|verwe[hi]\w*"
        r"|verbot\w*|verbiet\w*|fehl\w*|mangel\w*|kaum|selten|wenig\w*|statt|außer|verhinder\w*|vermied\w*"
        r"|vermeid\w*|bestr\w*|scheiter\w*|versäum\w*|nur|erst|verzicht\w*|leer\w*|schwer\w*|frei\w*|verlor\w*"
        r"|verlust\w*"
    ),
    idle=r"nicht (?:nur|zuletzt|bloß|allein|selten)|ob .{0,40} oder nicht|oder nicht|nichts anderes|warum nicht",
    prefixes=("un", "miss", "nicht-", "in", "ab"),
)
