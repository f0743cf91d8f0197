"""Files that are small to send and dear to read."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from tests.support.packages import WORD, chapter, docx, epub, odt, package
from tests.support.pdf import assemble, pdf, stream, text_pdf

MEGABYTE = 1 << 20
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3I2H"), struct.Struct("<4s6H3I5H2I"), struct.Struct("<4s4H2IH")
_LAUGHS = "<!DOCTYPE lol [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
LAUGHS = f"{_LAUGHS}]>"
EXTERNAL = "<!DOCTYPE x [<!ENTITY secret SYSTEM 'file:///etc/passwd'>]>"


def deflated(beginning: bytes, filler: bytes, megabytes: int, end: bytes = b"") -> bytes:
    """A deflate stream of so many megabytes of `filler`, made without making them."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    out = compressor.compress(beginning) + compressor.flush(zlib.Z_FULL_FLUSH)
    block = compressor.compress(filler * (MEGABYTE // len(filler))) + compressor.flush(zlib.Z_FULL_FLUSH)
    return out + block * megabytes + compressor.compress(end) + compressor.flush()


def zip_of(name: str, packed: bytes, *, size: int) -> bytes:
    """A zip file with one member, of which it says that it has `size` bytes."""
    spelled = name.encode()
    local = _LOCAL.pack(b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(packed), size, len(spelled), 0) + spelled + packed
    entry = (b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(packed), size, len(spelled), 0, 0, 0, 0, 0, 0)
    central = _CENTRAL.pack(*entry) + spelled
    return local + central + _END.pack(b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _gigabyte(*, size: int) -> bytes:
    start = f"<w:document xmlns:w='{WORD}'><w:body><w:p><w:r><w:t>".encode()
    return zip_of("word/document.xml", deflated(start, b"na ", 1024), size=size)


def _nested_zips() -> bytes:
    data = b"0" * MEGABYTE
    for _ in range(6):
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            for number in range(16):
                archive.writestr(f"{number}.zip", data)
        data = out.getvalue()
    return data


def _laughing_pdf() -> bytes:
    """Forms that draw the next form ten times each, nine deep."""
    forms = 9
    first = 10  # catalog, pages, four objects of fonts, information, content, page come before
    objects = []
    for level in range(forms):
        inner = first + level + 1
        last = level == forms - 1
        content = b"BT /R 11 Tf (ha) Tj ET" if last else b"/F Do " * 10
        resources = b"" if last else b"/Resources << /XObject << /F %d 0 R >> >>" % inner
        objects.append(stream(content, said=b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + resources))
    return _with_form(objects, first)


def _with_form(objects: list[bytes], first: int) -> bytes:
    page = pdf([("", b"/F Do")], more=objects)
    return page.replace(b"/Font << /R 3 0 R /B 4 0 R >>", b"/XObject<</F %02d 0 R>>      " % first)


def _looping_form() -> bytes:
    said = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 10 0 R >> >>"
    return _with_form([stream(b"/F Do /F Do", said=said)], 10)


def _inflating_pdf() -> bytes:
    packed = b"\x78\xda" + deflated(b"BT ", b"(na) Tj ", 300, b" ET")
    content = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << >> >> >>",
            content,
        ],
        trailer=b"/Root 1 0 R",
    )


def _many_operators() -> bytes:
    return pdf([("", b"BT /R 11 Tf 72 700 Td " + b"<0041> Tj 0 -9 Td " * 3_000_000 + b"ET")])


def _object_stream() -> bytes:
    """An object stream that says that it holds a million objects, and is 300 MB."""
    packed = b"\x78\xda" + deflated(b"", b"1 0 ", 300)
    said = b"/Type /ObjStm /N 1000000 /First 8000000 /Length %d /Filter /FlateDecode" % len(packed)
    index = b"".join(struct.pack(">BIB", 2, 2, 0) if n == 1 else struct.pack(">BIB", 1, 9, 0) for n in range(3))
    table = zlib.compress(index)
    head = b"%PDF-1.7\n"
    objects = head + b"2 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\n" % (said, packed)
    entry = struct.pack(">BIB", 0, 0, 0) + struct.pack(">BIB", 2, 2, 0) + struct.pack(">BIB", 1, len(head), 0)
    table = zlib.compress(entry)
    xref = b"/Type /XRef /Size 3 /W [1 4 1] /Root 1 0 R /Length %d /Filter /FlateDecode" % len(table)
    return objects + b"3 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % (
        xref,
        table,
        len(objects),
    )


def _tree(kids: bytes) -> bytes:
    return assemble(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 9 /Kids [%s] >>" % kids, b"3 0 R", b"null"],
        trailer=b"/Root 1 0 R",
    )


BOMBS: dict[str, Callable[[], bytes]] = {
    "docx of 1 GB": lambda: _gigabyte(size=1024 * MEGABYTE),
    "docx of 1 GB that says 1 kB": lambda: _gigabyte(size=1000),
    "docx of 50 MB of spaces": lambda: docx(_paragraph("x" + " " * 50_000_000)),
    "docx of a million runs": lambda: docx("<w:p>" + "<w:r><w:t>ha</w:t></w:r>" * 1_500_000 + "</w:p>"),
    "docx of a million different runs": lambda: docx(
        "<w:p>" + "".join(f"<w:r><w:t>{number * 7919}</w:t></w:r>" for number in range(1_000_000)) + "</w:p>"
    ),
    "docx of 100,000 nested elements": lambda: docx("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000),
    "docx of 5,000 members": lambda: docx(_paragraph("x"), more={f"word/{n}.xml": "" for n in range(5000)}),
    "zips in zips": _nested_zips,
    "gzip": lambda: b"\x1f\x8b\x08\x00\x00\x00\x00\x00" + deflated(b"", b"0", 100),
    "laughs in docx": lambda: docx(_paragraph("&a9;"), before=LAUGHS),
    "laughs in odt": lambda: odt("<text:p>&a9;</text:p>", before=LAUGHS),
    "laughs in the package of an epub": lambda: epub(
        {"a.xhtml": chapter("<p>x</p>")}, more={"META-INF/encryption.xml": f"{LAUGHS}<a>&a9;</a>"}
    ),
    "laughs in svg": lambda: f"<?xml version='1.0'?>{LAUGHS}<svg>&a9;</svg>".encode(),
    "external entity in docx": lambda: docx(_paragraph("&secret;"), before=EXTERNAL),
    "external entity in odt": lambda: odt("<text:p>&secret;</text:p>", before=EXTERNAL),
    "odt of a million rows": lambda: odt(
        "<table:table>" + "<table:table-row><table:table-cell/></table:table-row>" * 1_500_000 + "</table:table>"
    ),
    "PDF of 10,000 pages": lambda: text_pdf([[]] * 10_000),
    "PDF that inflates": _inflating_pdf,
    "PDF of 3 million operators": _many_operators,
    "PDF of forms in forms": _laughing_pdf,
    "PDF of a form in itself": _looping_form,
    "PDF of an object stream of 300 MB": _object_stream,
    "PDF of pages in themselves": lambda: _tree(b"2 0 R"),
    "PDF of an object that is itself": lambda: _tree(b"3 0 R"),
    "PDF of a million times a page": lambda: _tree(b"4 0 R " * 1_000_000),
    "PDF of 100,000 arrays in arrays": lambda: pdf([("", b"BT " + b"[" * 100_000 + b" Tj ET")]),
    "HTML of 10,000 nested tags": lambda: b"<html><body>" + b"<div>" * 10_000 + b"deep" + b"</div>" * 10_000,
    "HTML of 5 MB": lambda: b"<html><body>" + b"<p>One more line of the same kind.</p>\n" * 140_000,
    "HTML of a million brackets": lambda: b"<html>" + b"<" * 1_900_000,
    "HTML of unclosed comments": lambda: b"<html><body>" + b"<!-- " * 380_000,
    "a package of nothing": lambda: package({"word/document.xml": b"\x00" * 20 * MEGABYTE}),
}
