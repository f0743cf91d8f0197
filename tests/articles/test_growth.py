"""Nothing that a stranger sends makes a function over articles take more than linear time.

Every public function of `service/articles/` that reads a page, a file, an address or a part of them stands in the
table; one that is missing there fails the test, as does one that is gone.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.articles import (
    attributes,
    blocks,
    bylines,
    cascade,
    columns,
    completion,
    dialects,
    epub_parts,
    front_matter,
    furniture,
    head,
    html,
    initials,
    json_ld,
    kinds,
    lines,
    main_text,
    markdown,
    metadata,
    mojibake,
    page_notes,
    page_parts,
    pdf_lines,
    prose,
    raised,
    repeats,
    selectors,
    styles,
    superscripts,
    symbols,
    titles,
    visibility,
    walls,
)
from service.articles.fetch import refresh, urls
from service.articles.lines import Line
from service.articles.prose import Metadata
from service.errors import StisloError
from tests.support.adversarial import REPEATED, numbered, text_of
from tests.support.growth import growing

FOLDER = Path(blocks.__file__).parent
LENGTH = 500
DATA = "<script type=application/ld+json>"

# What the patterns over pages, style sheets, lines of a PDF and metadata are made of.
UNITS = (
    "rgba(", "rgba(0,", "rgba(0,0,0,0)", "hsla(", "hsla(/0", "translate(", "translate3d(-", "-9", "-  ", "scale(0",
    "inset(", "rect(", "color:", "color:#", ":", ";", "a:b;", "/*", "*/", "/**/", ".9", "px", "9px",
    "#fff", "!important", "display:none;", "0 ", ",", "(", ")", "{", "}", "{}", "a{", "a{b:c}", "@media x{",
    ".a{color:red}", ".a .b{color:red}", "a,", "<!--", "-->", "<![CDATA[", "</", "<p>", "<p>a", "</p>", "<p a=",
    "<p a='",
    '<p a="', "a=b ", "=", "= ", "<script>", "<style>", "<title>", "&amp;", "&#1;", "&#x", "&nbsp;",
    "<b hidden>a</b>c", "<div hidden>", '<div aria-hidden="true">', "<div aria-hidden=true><h1>", "<main>",
    "<article>", "<tr><td>",
    "<table><tr><td>a", "<br>", "<br><br>", "<li>a", "<a href=x>a</a>", "<meta name=author content='Ann X'>",
    "<script type='application/ld+json'>{}</script>", "<?xml ", "<!doctype ", "<?xml?>", "<!-- -->",
    "....", ". . ", "· ", "|", "| a ", "(1)", "1)", "i", "iv", "p. 1", "page ", "of 1", "•", "• ", "a-", "-\u2010",
    "a\u00ad", "A", "A\n", "---\n", "title: a\n", "date: 2024-01-01\n", "...\n", "- a\n", "> a\n", "# a\n",
    "|a|\n|-|\n", "[a]: b\n",
    "untitled ", "document ", "microsoft word ", "no title", ".pdf", "word-", "(1) ", "_", "utilisateur ", "unknown",
    "2024-", "D:2024", "20240101", "read also ", "advertisement ", "il vous reste 1", "subscribe ", "by 2024 ",
    "12:30 ",
    "charset=", "; a=b", ";", '"', "\\", "%", "%41", "@", "//", "[::1]", "[", "]", "?", "#", "xn--", "é", "。", "..",
    "\x00", "\x0b", "\ufffe", "\ud800", "\ue000", "fi", "\ufb01",
)  # fmt: skip


def tried(work: Callable[[str], object]) -> Callable[[str], object]:
    """The same for whatever is refused with an error of ours."""

    def attempt(text: str) -> object:
        try:
            return work(text)
        except StisloError:
            return None

    return attempt


def tree(work: Callable[[Any], object]) -> Callable[[str], object]:
    def on_a_tree(text: str) -> object:
        root = blocks.parse(f"<html><body>{text}", field="html")
        return root if root is None else work(root)

    return tried(on_a_tree)


def page(text: str) -> list[list[Line]]:
    """Lines of two pages."""
    said = (
        [part[:2000] for part in text.split("\n")]
        if "\n" in text
        else [text[at : at + 40] for at in range(0, len(text), 40)]
    )
    return [[Line(each, number, 72, 700 - 12 * at, 11) for at, each in enumerate(said)] for number in (0, 1)]


def row(text: str) -> list[Line]:
    """Cells and marks side by side."""
    cells = text.split(" ") if " " in text else [text[at : at + 4] for at in range(0, len(text), 4)]
    return [Line(cell, 0, 50.0 * at, 700, 11) for at, cell in enumerate([*cells, "•", *"•" * (len(text) // 4), "a"])]


def flat(text: str) -> list[Line]:
    return [line for each in page(text) for line in each]


def declared(text: str) -> object:
    style = styles.declarations(f"color:{text};width:{text};transform:{text}")
    return styles.declarations(text), [visibility_of(value) for value in style.values()]


def visibility_of(value: str) -> object:
    value = f"{value} "  # not as it was seen before
    return styles.colour(value), styles.pixels(value), styles.is_transparent(value), styles.mentions(value, "hidden")


def sheet(text: str) -> object:
    element = blocks.parse(f"<p class='a c1' id=b style='{text.replace(chr(39), '')}'>a", field="html")
    return cascade.Cascade([text, f".a{{color:{text};--a:{text};width:var(--a{text}}}"], elements=1).of(element)


TABLE: dict[str, Callable[[str], object]] = {
    "attributes.is_crowded": lambda text: attributes.is_crowded(f"<p {text}") or attributes.is_crowded(text),
    "blocks.blocks": tried(blocks.blocks),
    "blocks.parse": tried(lambda text: blocks.parse(text, field="html")),
    "blocks.is_within": tree(lambda root: blocks.is_within(root, depth=10_000, elements=1_000_000)),
    "blocks.text_blocks": tree(lambda root: list(blocks.text_blocks(root))),
    "blocks.is_line": tree(lambda root: [blocks.is_line(row) for row in root.iter("tr")]),
    "bylines.is_byline": lambda text: bylines.is_byline(text, names=text[:100], leads=True),
    "cascade.Cascade": tried(sheet),
    "cascade.media": lambda text: cascade.media(f"({text})"),
    "columns.in_reading_order": lambda text: columns.in_reading_order(flat(text)),
    "columns.in_reading_order of rows": lambda text: columns.in_reading_order(row(text)),
    "completion.complete": tree(
        lambda root: completion.complete(
            found := list(blocks.text_blocks(root)), [index % 3 == 0 for index, _ in enumerate(found)]
        )
    ),
    "completion.is_sentence": completion.is_sentence,
    "dialects.to_commonmark": lambda text: dialects.to_commonmark(f"{text}\n: {text}\n::: {text}\n`{text}"),
    "epub_parts.chapter": tried(
        lambda text: epub_parts.chapter(
            f"<p class=pagenum>{text}", suspect=True, name=f"{text[:200]}.html", field="file"
        )
    ),
    "front_matter.split": lambda text: [
        front_matter.split(form.format(text))
        for form in ("---\ntitle: {}\n---\n", "+++\na = {}\n+++\n", "{{{}", "% {}", "<!--{}", "---\na:\n {}\n---\n")
    ],
    "furniture.without_furniture": lambda text: furniture.without_furniture(
        [*text.split("\n"), text, text[:120]], headlines=[text, text[:100]], names=text[:100]
    ),
    "head.bound": tree(head.bound),
    "html.read_html": tried(html.read_html),
    "json_ld.bodies": lambda text: tree(lambda root: list(json_ld.bodies(root)))(f"{DATA}{text}"),
    "json_ld.mend": lambda text: tree(json_ld.mend)(f"{DATA}{text}"),
    "json_ld.mend of a string": lambda text: tree(json_ld.mend)(f'{DATA}{{"articleBody":"{text}",}};'),
    "kinds.kind_of": tried(lambda text: kinds.kind_of(text.encode("utf-8", "replace"), name=text, media_type=None)),
    "kinds.charset_of": kinds.charset_of,
    "initials.with_initials": lambda text: initials.with_initials(
        [
            Line(part, 0, 72 + at % 2, 700 - at % 9, 40 if len(part) == 1 else 10)
            for at, part in enumerate(text.split(" "))
        ]
    ),
    "mojibake.is_garbled": lambda text: mojibake.is_garbled([text]),
    "mojibake.restored": lambda text: mojibake.restored([text]),
    "page_notes.notes_last": lambda text: page_notes.notes_last(flat(text)),
    "pdf_lines.lines": lambda text: list(
        pdf_lines.lines(
            [
                pdf_lines.Fragment(part, "seen", 72 + at % 9, 700 - at % 5, 7 + at % 4, 0, False)
                for at, part in enumerate(text.split(" "))
            ],
            0,
        )
    ),
    "pdf_lines.unspaced": pdf_lines.unspaced,
    "lines.usual_size": lambda text: lines.usual_size(flat(text)),
    "lines.without_furniture": lambda text: lines.without_furniture(page(text)),
    "lines.heading": lambda text: lines.heading(flat(text)),
    "lines.paragraphs": lambda text: list(lines.paragraphs(flat(text))),
    "main_text.main_blocks": tree(main_text.main_blocks),
    "markdown.read_markdown": tried(markdown.read_markdown),
    "metadata.about": tree(metadata.about),
    "page_parts.called": tree(lambda root: [page_parts.called(element) for element in root.iter()]),
    "page_parts.is_box": tree(lambda root: [page_parts.is_box(element) for element in root.iter()]),
    "page_parts.is_furniture": tree(lambda root: [page_parts.is_furniture(element) for element in root.iter()]),
    "page_parts.is_menu": tree(lambda root: [page_parts.is_menu(element) for element in root.iter()]),
    "page_parts.is_standfirst": tree(lambda root: [page_parts.is_standfirst(element) for element in root.iter()]),
    "prose.article": tried(
        lambda text: prose.article(
            [text, text], Metadata(text, text, text, text), heading=text, field="file", nothing="Nothing."
        )
    ),
    "prose.author": prose.author,
    "prose.date": prose.date,
    "prose.language": prose.language,
    "prose.paragraph": prose.paragraph,
    "prose.table_row": lambda text: list(prose.table_row([[text], text.split(" ")])),
    "prose.title": prose.title,
    "prose.title that a program makes up": lambda text: [
        found(f"{word}{text[:250]}é!x")
        for found in (prose.title, prose.author)
        for word in ("untitled", "document ", "microsoft word ", "utilisateur ", "office user")
    ],
    "raised.write_out": tree(raised.write_out),
    "repeats.without_repeats": tree(lambda root: repeats.without_repeats(list(blocks.text_blocks(root)))),
    "selectors.read": lambda text: selectors.read(f".a{text}"),
    "selectors.split": lambda text: selectors.split(text, ","),
    "styles.calls": lambda text: list(styles.calls(text, visibility._TRANSLATION)),
    "styles.colour": lambda text: styles.colour(f"{text} "),
    "styles.declarations": declared,
    "styles.is_transparent": lambda text: styles.is_transparent(f"{text} "),
    "styles.length": lambda text: styles.length(f"{text} "),
    "styles.mentions": lambda text: styles.mentions(f"{text} ", "hidden", "clip"),
    "styles.pixels": lambda text: styles.pixels(f"{text} "),
    "refresh.target": lambda text: refresh.target(
        f"<meta http-equiv=refresh content={text}>".encode("utf-8", "replace"), None
    ),
    "superscripts.lowered": lambda text: superscripts.lowered(text, text),
    "superscripts.raised": lambda text: [superscripts.raised(text, text), superscripts.raised("10", text)],
    "symbols.character": lambda text: symbols.character(text, text),
    "symbols.text": lambda text: symbols.text("Symbol", text),
    "titles.headline": lambda text: titles.headline(text, written=text, shared=text, site=text[:100], headings=[text]),
    "titles.without_tags": titles.without_tags,
    "urls.follow": tried(lambda text: urls.follow(urls.parse_url("http://a.org/"), text.encode("utf-8", "replace"))),
    "urls.parse_url": tried(lambda text: [urls.parse_url(f"http://a.org/{text}"), urls.parse_url(f"http://{text}")]),
    "visibility.drop": tree(lambda root: visibility.drop(list(root.iter("b", "p", "i")))),
    "walls.is_consent": lambda text: walls.is_consent([text]),
    "walls.wall": lambda text: walls.wall([text[:800]], text),
    "visibility.remove_unseen": tree(visibility.remove_unseen),
}
# Whole files (test_hostile_files.py) and justext's classes (test_second_opinion.py) have tests of their own.
ELSEWHERE = {
    "archive.open_archive", "archive.read_xml", "cascade.Cascade", "docx.read_docx",
    "docx_styles.traits_of_styles", "docx_styles.script_of", "docx_styles.is_filled", "docx_styles.is_white",
    "docx_styles.is_on", "docx_styles.value_of", "docx_styles.attribute", "docx_styles.name_of",
    "formulas.formula", "alternative.paragraphs_of",
    "epub.read_epub", "odt.read_odt",
    "parse.kind_of_job", "parse.parse",
    "pdf.read_pdf", "pdf_page.lines_of", "plain.read_text", "quiet.silence", "second_opinion.install",
    "second_opinion.revise", "refresh.target", "urls.follow",
    "urls.parse_url",
}  # fmt: skip
# Bytes to letters (test_decoding.py), and the process that parsers run in.
OTHER_MODULES = {
    "charsets",
    "confine",
    "decoding",
    "preload",
    "processes",
    "reader",
    "sandbox",
    "seccomp",
    "wire",
    "worker",
}


def public_functions() -> set[str]:
    return {
        f"{path.stem}.{node.name}"
        for path in FOLDER.glob("*.py")
        if path.stem not in OTHER_MODULES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def test_every_public_function_is_in_the_table() -> None:
    assert public_functions() | ELSEWHERE == {name.partition(" ")[0] for name in TABLE} | ELSEWHERE


@pytest.mark.parametrize("name", TABLE)
def test_time_grows_as_the_text_does(name: str) -> None:
    units = [(unit, lambda length, unit=unit: text_of(unit, length)) for unit in (*UNITS, *REPEATED)]
    forms = [(form, lambda length, form=form: numbered(form, length)) for form in ("a{}=b ", "A{} ", ".c{}{{x:y}} ")]
    assert growing(TABLE[name], [*units, *forms], LENGTH) == []
