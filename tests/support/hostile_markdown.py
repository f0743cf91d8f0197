"""Markdown documents that are expensive for code that looks at a part more than a few times."""

from __future__ import annotations

from collections.abc import Iterator

from tests.support.adversarial import REPEATED, text_of
from tests.support.hostile_pages import Made, nest, run

_MARKDOWN_UNITS = (
    "[", "]", "![", "[a", "[a](", "[a](b", "[a](<", "[a][", "[a]:", "[a]: b\n", "[^1]", "[^1]: a\n\n", "*", "**",
    "* ", "*a ", "**a", "*a**", "_", "__", "_a ", "a_", "~~", "~~a",
    "`", "``", "`a", "`` ` ", "```\n", "```a\n", "~~~\n", ">", "> ", "> a\n", ">>", "> - ", "- ", "- a\n", "  - a\n",
    "+ ", "1. ", "1. a\n", "1) a\n", "-", "--", "---\n", "***\n", "===\n", "a\n===\n", "#", "# a\n", "# ",
    "|", "|a", "|a|\n|-|\n", "|-", "|a|b|\n", "&", "&amp;", "&#1;", "&#", "&a", "<", "<a", "<a>", "<a ", "<!--",
    "<!-- -->", "<?", "<!A", "<![CDATA[", "</", "</a>", "<http://a>", "<a@b>", "http://a.b ", "\\", "\\[", "\\\\",
    "\n", "\n\n", " ", "    a\n", "\t", "\ta\n", "a\n", "a\n\n", "a  \n", "a ", "*a_ ", "*_", "**_", "[*", "[_](",
    "![a](", "[](", "[]()", "[a]{", "<div>\n", "<div>\n\n", "<b>", "a*b", "a_b", "*a*", "![[", "[a]([b](", "\u200b",
    "é", "“", "!",
    "- - ", "> > a\n", "- a\n\n  b\n\n", "1. - ", "`*", "*`", "[`", "title: a\n", "...\n", "a: b\n", "{} ",
    "[{}]: /x\n", "[{}] ", "[x{}][y]", "&{};", "<x{}>", "# {}\n", "- {}\n", "|{}", "lang: en\n",
)  # fmt: skip


def _markdown() -> Iterator[tuple[str, Made]]:
    for unit in _MARKDOWN_UNITS:
        for before in ("", "a", "> ", "- ", "[a", "|a|\n|-|\n|", "---\n", "<div>\n", "[a]: /b\n\n", "```\n", "*"):
            yield f"{before!r} and {unit!r}", run(before, unit)
        yield f"{unit!r} and an end", run("", unit, "*]`)>_~~ a")
    for unit in REPEATED:
        yield f"text of {unit!r}", lambda length, unit=unit: text_of(unit, length)
    for begins, ends in (
        ("[", "](a)"),
        ("*", "*"),
        ("**", "**"),
        ("![", "](a)"),
        ("_", "_"),
        ("[", "]"),
        ("(", ")"),
        ("<", ">"),
        ("`", "`"),
        ("~~", "~~"),
        ("*a", " b*"),
        ("[a](", ")"),
        ("**a ", "**"),
    ):
        yield f"nested {begins}", nest(begins, ends, inside="a")
    for step in ("- ", "> ", "1. ", "* "):
        yield (
            f"stairs of {step!r}",
            lambda length, step=step: "".join(f"{step * n}a\n" for n in range(int((2 * length / len(step)) ** 0.5))),
        )
        yield (
            f"indented stairs of {step!r}",
            lambda length, step=step: "".join(f"{'  ' * n}{step}a\n" for n in range(int(length**0.5))),
        )
    yield "code spans of growing length", lambda length: "".join("a" + "`" * n for n in range(int((2 * length) ** 0.5)))
    yield (
        "references",
        lambda length: (
            "".join(f"[{n}]: /a\n" for n in range(length // 24)) + "".join(f"[{n}] " for n in range(length // 12))
        ),
    )
    yield "long reference, often", lambda length: f"[a]: /{'b' * (length // 2)}\n\n" + "[a] " * (length // 8)
    yield "table of many columns", lambda length: "|a" * (length // 4) + "|\n" + "|-" * (length // 4) + "|\n"
    yield (
        "table of many columns and short rows",
        lambda length: "|a" * (length // 8) + "|\n" + "|-" * (length // 8) + "|\n" + "a|\n" * (length // 8),
    )


MARKDOWN: dict[str, Made] = dict(_markdown())
