"""Writes small PDFs: text at places, in any script, and whatever a test wants to be wrong."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PAGE = (595, 842)
_WIDTH = 500  # of every letter, in thousandths of its size


@dataclass(frozen=True)
class Text:
    """A line of text: `x` and `y` from the lower left corner of the page, in points."""

    text: str
    x: float = 72
    y: float = 700
    size: float = 11
    bold: bool = False
    before: str = ""  # operators, such as a colour


def text_pdf(pages: Iterable[Iterable[Text]], *, info: Mapping[str, str] | None = None, language: str = "") -> bytes:
    """A PDF with these lines on its pages. Fonts are named only, but say which letters they draw."""
    contents = [b"\n".join(map(_show, lines)) for lines in pages]
    return pdf([_page(content) for content in contents], info=info, language=language)


def column(lines: Iterable[str], *, x: float = 72, y: float = 700, size: float = 11, leading: float = 14) -> list[Text]:
    """Lines below each other."""
    return [Text(line, x, y - number * leading, size) for number, line in enumerate(lines)]


def pdf(
    pages: list[tuple[str, bytes]],
    *,
    info: Mapping[str, str] | None = None,
    language: str = "",
    more: Iterable[bytes] = (),
) -> bytes:
    """A PDF of pages, each what its dictionary says besides and its content stream. `more` are further objects."""
    objects: list[bytes] = [b"", b"", *_fonts(), b""]
    information = len(objects)
    said_of_it = (info or {}).items()
    objects[-1] = b"<< %s >>" % b" ".join(b"/%s %s" % (key.encode(), _string(value)) for key, value in said_of_it)
    kids = []
    for said, content in pages:
        objects.append(stream(content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
            b" /Resources << /Font << /R 3 0 R /B 4 0 R >> >> %s >>" % (*PAGE, len(objects), said.encode())
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R %s >>" % (b"/Lang %s" % _string(language) if language else b"")
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return assemble([*objects, *more], trailer=b"/Root 1 0 R /Info %d 0 R" % information)


def assemble(objects: list[bytes], *, trailer: bytes) -> bytes:
    """A file of numbered objects, the first is 1, with its table of them."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def stream(content: bytes, *, said: bytes = b"") -> bytes:
    """A compressed stream object."""
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), said, packed)


def _page(content: bytes) -> tuple[str, bytes]:
    return "", content


def _show(line: Text) -> bytes:
    codes = line.text.encode("utf-16-be").hex().encode()
    font = b"B" if line.bold else b"R"
    return b"BT %s /%s %.2f Tf 1 0 0 1 %.2f %.2f Tm <%s> Tj ET" % (
        line.before.encode(),
        font,
        line.size,
        line.x,
        line.y,
        codes,
    )


def _string(text: str) -> bytes:
    return b"<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode() + b">"


def _fonts() -> list[bytes]:
    """A regular and a bold font whose codes are UTF-16, as objects 3 to 6."""
    unicode = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"4 beginbfrange <0000> <04FF> <0000> <2000> <22FF> <2000> <F000> <F0FF> <F000> <FB00> <FB06> <FB00>\n"
        b"endbfrange\n"
        b"endcmap end end"
    )
    said = b"/Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 5 0 R /DescendantFonts [6 0 R]"
    font = b"<< %s /BaseFont /%%s >>" % said
    descendant = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW %d"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>" % _WIDTH
    )
    return [font % b"Plain", font % b"Plain-Bold", stream(unicode), descendant]
