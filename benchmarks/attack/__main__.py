"""`make attack`; `make attack ARGS=--quick` is shorter. The exit code says whether all goals were kept."""

from __future__ import annotations

import argparse
import json
import resource
import sys
from pathlib import Path

from rich.console import Console

from benchmarks.attack import bodies, connections, crossing, raw_http, readers, texts, uploads
from benchmarks.attack.run import Outcome, attacked
from benchmarks.attack.table import PAGE, as_json, markdown, renewed, row, show
from benchmarks.attack.target import Attack

ATTACKS: tuple[Attack, ...] = (
    bodies.ATTACKS
    + texts.ATTACKS
    + connections.ATTACKS
    + readers.ATTACKS
    + uploads.ATTACKS
    + crossing.ATTACKS
    + raw_http.ATTACKS
)
_QUICK_S, _QUICK_QUIET_S = 4.0, 1.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="make attack", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="some attacks, and those for a few seconds")
    parser.add_argument("--only", metavar="WORDS", help="attacks with these words in their name or kind")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was seen to a file")
    parser.add_argument("--write", action="store_true", help="put the table into docs/security.md")
    asked = parser.parse_args()
    chosen = [each for each in ATTACKS if _wanted(each, asked.only, quick=asked.quick)]
    if not chosen:
        parser.error("no attack has these words in its name or kind")
    if asked.write and (asked.only or asked.quick):
        parser.error("--write is for whole runs")
    _open_many()
    console = Console()
    outcomes = [_run(attack, console, quick=asked.quick) for attack in chosen]
    show(outcomes, console)
    if asked.json:
        asked.json.write_text(json.dumps(as_json(outcomes), indent=2) + "\n", encoding="utf-8")
    if asked.write:
        PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), markdown(outcomes)), encoding="utf-8")
    sys.exit(1 if any(outcome.failures for outcome in outcomes) else 0)


def _wanted(attack: Attack, words: str | None, *, quick: bool) -> bool:
    if words:
        return words.lower() in f"{attack.kind}: {attack.name}".lower()
    return attack.quick or not quick


def _run(attack: Attack, console: Console, *, quick: bool) -> Outcome:
    seconds = min(_QUICK_S, attack.seconds) if quick else attack.seconds
    outcome = attacked(attack, seconds=seconds, quiet_s=_QUICK_QUIET_S if quick else 2.0)
    console.print(" · ".join(row(outcome)), markup=False, highlight=False, soft_wrap=True)
    return outcome


def _open_many() -> None:
    """Lets this process, and those that it starts, open a thousand connections where the system allows that."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4096 if most == resource.RLIM_INFINITY else min(4096, most)
    if resource.getrlimit(resource.RLIMIT_NOFILE)[0] < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


if __name__ == "__main__":
    main()
