"""Files of all kinds that are expensive for code that looks at a part of them more than a few times."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from zipfile import ZipFile

from tests.support.hostile_pages import SENTENCE, Made, nest, run
from tests.support.packages import chapter, docx, epub, odt, package
from tests.support.pdf import pdf

Packed = Callable[[int], bytes]


def packed(made: Made, pack: Callable[[str], bytes]) -> Packed:
    """A file of what is made."""
    return lambda length: pack(made(length))


_W = "<w:p><w:r><w:t>A line of text.</w:t></w:r></w:p>"
_STYLED = '<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:rPr><w:rStyle w:val="s0"/></w:rPr><w:t>a</w:t></w:r></w:p>'
_WORD_UNITS = {
    "paragraphs": _W, "runs": ("<w:p>", "<w:r><w:t>ha</w:t></w:r>", "</w:p>"),
    "breaks": ("<w:p><w:r>", "<w:br/>", "</w:r></w:p>"), "tabs": ("<w:p><w:r>", "<w:tab/>", "</w:r></w:p>"),
    "joined": "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
    "rows": ("<w:tbl>", "<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>", "</w:tbl>"),
    "cells": ("<w:tbl><w:tr>", "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>", "</w:tr></w:tbl>"),
    "tables": "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    "boxes": ("<w:p><w:r>", "<w:txbxContent><w:p><w:r><w:t>a</w:t></w:r></w:p></w:txbxContent>", "</w:r></w:p>"),
    "styled": _STYLED,
    "texts": ("<w:p><w:r>", "<w:t>a </w:t>", "</w:r></w:p>"),
    "properties": ("<w:p><w:pPr>", "<w:x/>", "</w:pPr></w:p>"),
    "trPr": ("<w:tbl><w:tr><w:trPr>", "<w:x/>", "</w:trPr></w:tr></w:tbl>"),
    "attributes": ("<w:p><w:r><w:t ", 'a{}="" ', ">a</w:t></w:r></w:p>"),
    "spaces": ("<w:p><w:r><w:t>", " ", "a</w:t></w:r></w:p>"),
    "letters": ("<w:p><w:r><w:t>", "a", "</w:t></w:r></w:p>"),
    "numbers": ("<w:p><w:r><w:rPr><w:sz w:val='", "9", "'/></w:rPr><w:t>a</w:t></w:r></w:p>"),
    "colours": ("<w:p><w:r><w:rPr><w:color w:val='", "f", "'/></w:rPr><w:t>a</w:t></w:r></w:p>"),
    "colours_of_digits": ("<w:p><w:r><w:rPr><w:color w:val='", "9", "'/></w:rPr><w:t>a</w:t></w:r></w:p>"),
}  # fmt: skip
_WORD_NESTS = (
    ("<w:sdt>", "</w:sdt>"), ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
    ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"), ("<w:p>", "</w:p>"),
    ("<w:tbl><w:tr>", "</w:tr></w:tbl>"),
    ("<w:tbl><w:tr><w:tc><w:p/><w:tbl/>", "</w:tc></w:tr></w:tbl>"), ("<w:x>", "</w:x>"),
    ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"), ("<w:tr>", "</w:tr>"), ("<w:tc>", "</w:tc>"),
    ("<w:tbl>", "</w:tbl>"), ("<w:r>", "</w:r>"),
)  # fmt: skip
_CELL = "<table:table-cell><text:p>a</text:p></table:table-cell>"
_OPEN_UNITS = {
    "paragraphs": "<text:p>A line.</text:p>", "spans": ("<text:p>", "<text:span>ha </text:span>", "</text:p>"),
    "spaces": ("<text:p>", "<text:s/>", "</text:p>"), "breaks": ("<text:p>", "<text:line-break/>", "</text:p>"),
    "rows": ("<table:table>", f"<table:table-row>{_CELL}</table:table-row>", "</table:table>"),
    "boxes": ("<text:p>", "<draw:frame><draw:text-box><text:p>a</text:p></draw:text-box></draw:frame>", "</text:p>"),
    "cells": ("<table:table><table:table-row>", _CELL, "</table:table-row></table:table>"),
    "styled": '<text:p text:style-name="s0">a</text:p>', "letters": ("<text:p>", "a", "</text:p>"),
    "attributes": ("<text:p ", 'a{}="" ', ">a</text:p>"),
}  # fmt: skip
_OPEN_NESTS = (
    ("<text:section>", "</text:section>"), ("<text:list><text:list-item>", "</text:list-item></text:list>"),
    ("<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>"),
    ("<text:p><text:span>", "</text:span></text:p>"), ("<text:span>", "</text:span>"),
    ("<text:p><draw:frame><draw:text-box>", "</draw:text-box></draw:frame></text:p>"),
    ("<table:table><table:table-row>", "</table:table-row></table:table>"),
    ("<text:p><draw:frame>", "</draw:frame></text:p>"), ("<text:a>", "</text:a>"),
)  # fmt: skip
_STACK = 80  # as deep as XML may be nested, nearly: 256 elements


def _made(what: str | Sequence[str]) -> Made:
    return run("", what) if isinstance(what, str) else run(*what)


def _stacked(begins: str, ends: str, inside: str) -> Made:
    """Many stacks of elements, each about as deep as XML is read."""
    deep = max(1, _STACK * 2 // (begins.count("<") + 1))
    one = begins * deep + inside + ends * deep
    return lambda length: one * max(1, length // len(one))


def _bases(number: int, step: int | None) -> Callable[[int], int]:
    """The style that each style builds on: so many further, or the next one in a circle."""
    return lambda n: (n + 1) % number if step is None else n + step


def _words() -> Iterator[tuple[str, Packed]]:
    for name, what in _WORD_UNITS.items():
        yield f"docx of {name}", packed(_made(what), docx)
    for begins, ends in _WORD_NESTS:
        yield f"docx of stacked {begins}", packed(_stacked(begins, ends, _W), docx)
        yield f"docx of nested {begins}", packed(nest(begins, ends, inside=_W), docx)
    styled = run("", _STYLED)
    for name, parent in {"one on the other": 1, "in a circle": None, "on themselves": 0}.items():

        def chained(length: int, parent: int | None = parent) -> bytes:
            number = max(2, length // 2 // 90)
            base = _bases(number, parent)
            styles = "".join(
                f'<w:style w:styleId="s{n}"><w:name w:val="Style {n}"/><w:basedOn w:val="s{base(n)}"/></w:style>'
                for n in range(number)
            )
            return docx(styled(length // 2), styles=styles)

        yield f"docx of styles {name}", chained


def _opens() -> Iterator[tuple[str, Packed]]:
    for name, what in _OPEN_UNITS.items():
        yield f"odt of {name}", packed(_made(what), odt)
    for begins, ends in _OPEN_NESTS:
        inside = "<text:p>A line of text.</text:p>"
        yield f"odt of stacked {begins}", packed(_stacked(begins, ends, inside), odt)
        yield f"odt of nested {begins}", packed(nest(begins, ends, inside=inside), odt)
    styled = run("", '<text:p text:style-name="s0">a</text:p>')
    for name, parent in {"one on the other": 1, "in a circle": None, "on themselves": 0}.items():

        def chained(length: int, parent: int | None = parent) -> bytes:
            number = max(2, length // 2 // 60)
            base = _bases(number, parent)
            styles = "".join(
                f'<style:style style:name="s{n}" style:parent-style-name="s{base(n)}"/>' for n in range(number)
            )
            return odt(styled(length // 2), styles=styles)

        yield f"odt of styles {name}", chained


def _books() -> Iterator[tuple[str, Packed]]:
    for unit in (
        "<p>a</p>",
        "<br/>",
        "<a",
        "<a/>",
        "<a ",
        "< ",
        "</",
        "<x{}/>",
        "&amp;",
        "<div>",
        "<body ",
        "<nav ",
        "<section a='",
        "<body epub:type",
        "<p/>",
        "<p />",
        "<p a",
        "<b:",
        "<a-",
        "/>",
        "<a b=c ",
        "<!--",
        "\n",
    ):
        yield (
            f"epub of {unit!r}",
            packed(run("", unit), lambda text: epub({"a.xhtml": chapter(f"<p>{SENTENCE}</p>{text}")})),
        )
        yield (
            f"epub beginning with {unit!r}",
            packed(run("", unit), lambda text: epub({"a.xhtml": f"<html {text}<p>{SENTENCE}"})),
        )
    yield (
        "epub of chapters",
        lambda length: epub({f"{n}.xhtml": chapter("<p>A line of text.</p>") for n in range(max(1, length // 400))}),
    )
    for unit in ("-", "a-", "a1", "toc-"):
        yield (
            f"epub of a long name of {unit!r}",
            lambda length, unit=unit: epub({f"{unit * (length // len(unit) // 4)}é.xhtml": chapter("<p>A line.</p>")}),
        )
    yield "epub of one chapter often", lambda length: _often(length)
    yield (
        "epub of long names",
        lambda length: epub({f"{'a-1' * (length // 300)}{n}.xhtml": chapter("<p>A line.</p>") for n in range(20)}),
    )


def _often(length: int) -> bytes:
    """A book whose spine names the same large chapter again and again."""
    book = epub({"a.xhtml": chapter(f"<p>{SENTENCE * (length // 2 // len(SENTENCE))}</p>")})
    return _with_spine(book, length // 2 // 22)


def _with_spine(book: bytes, times: int) -> bytes:
    with ZipFile(BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = next(name for name in parts if name.endswith(".opf"))
    parts[name] = parts[name].replace(b'<itemref idref="i0"/>', b'<itemref idref="i0"/>' * times)
    return package(parts)


_OPERATORS = (
    b"(ab) Tj ", b"[(a) 1 (b)] TJ ", b"T* (a) Tj ", b"q ", b"q Q ", b"BT ET ", b"BT (a) Tj ET ", b"1 0 0 1 9 9 cm ",
    b"1 0 0 1 9 9 Tm (a) Tj ", b"0 -9 Td (ab) Tj ", b"9 0 Td (a) Tj ", b"1 g ", b"3 Tr ", b"/R 11 Tf ",
    b"0 0 9 9 re f ", b"( ", b"(", b"[", b"<", b"<<", b"<< /a ", b"/", b"/a ", b"1 ", b"1", b"%", b"\n", b"BI ",
    b"BI ID ", b"ID ", b"EI ", b"\\", b"(\\", b") ", b"> ", b"BMC ", b"BDC EMC ", b"/a BMC (b) Tj ", b"<0041> Tj ",
    b"0 9 TD (a) Tj ", b"(a) ' ",
    b"9 Ts ", b"- ", b". ", b"Do ", b"/F Do ", b"100 Tz ", b"9 TL ", b"(a\n) Tj ", b"(Heading) Tj 0 -30 Td ",
    b"(-) Tj ", b"(a-) Tj 0 -12 Td ", b"[(a) -3000 (b)] TJ ",
)  # fmt: skip


def _pdfs() -> Iterator[tuple[str, Packed]]:
    for unit in _OPERATORS:
        yield (
            f"PDF of {unit!r}",
            lambda length, unit=unit: pdf([("", b"BT /R 11 Tf 72 700 Td " + unit * (length // len(unit)) + b" ET")]),
        )
        yield (
            f"PDF of {unit!r} on pages",
            lambda length, unit=unit: pdf(
                [("", b"BT /R 11 Tf 72 700 Td " + unit * 20 + b" ET")] * max(1, length // 20 // (len(unit) + 20))
            ),
        )
    yield "PDF of pages", lambda length: pdf([("", b"BT /R 11 Tf 72 700 Td (A line) Tj ET")] * (length // 200))


FILES: dict[str, Packed] = {**dict(_words()), **dict(_opens()), **dict(_books()), **dict(_pdfs())}
