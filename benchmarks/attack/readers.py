"""Pages and files that keep a reader busy, and a reader that does not answer at all."""

from __future__ import annotations

import io
import signal
import zipfile
import zlib
from contextlib import suppress

import psutil

from benchmarks.attack.target import Attack, Tally, Target
from benchmarks.attack.wire import exchange, form, json_request, request, volley

_PAGE = 100_000
_PATH = "/v1/summaries"
# What reading may take by default, and a little more.
_SLOWEST_READ_S = 15.0
_WORKER = "service.articles.worker"


def pages(size: int = _PAGE) -> list[str]:
    """Hostile pages of about so many characters."""

    def run(before: str, unit: str, after: str = "") -> str:
        return f"<html><body>{before}{unit * (size // len(unit))}{after}<p>The council met on Monday in Oslo.</p>"

    return [
        run('<p style="color:', "rgba(", '">x</p>'),
        run('<p style="', "color:rgba(1,", '">x</p>'),
        run('<p style="', "a:b;", '">x</p>'),
        run("<style>", "rgba(", "</style>"),
        run("<style>", "a{b:c}", "</style>"),
        run("<style>", ".a,", "</style>"),
        run("<style>", "/*", "</style>"),
        run("", '<div aria-hidden="true">'),
        run("", "<div hidden>"),
        run("", "<p>"),
        run("", "<table><tr><td>"),
        run("", "<b><i>"),
        run('<script type="application/ld+json">{"headline":"', "<a", '"}</script>'),
        run('<script type="application/ld+json">', "[", "</script>"),
        run('<script type="application/ld+json">{"articleBody":"', "<!--", '"}</script>'),
        run("", "<a"),
        run("", "<!--"),
        run("", "&"),
        run("", "</p"),
        run('<meta name="', "og:", '">'),
        run("<p ", "a=b ", ">x</p>"),
        run('<p class="', "a ", '">x</p>'),
        run("", "„"),
        run("", "<li>1."),
    ]


def hostile_pages(target: Target) -> Tally:
    """Eight at a time, each of 100 KB."""
    payloads = [json_request(target, _PATH, {"html": page, "cache": False}) for page in pages()]
    return volley(target, payloads, threads=8)


def long_pages(target: Target) -> Tally:
    """The same of 1.9 MB."""
    payloads = [json_request(target, _PATH, {"html": page, "cache": False}) for page in pages(1_800_000)]
    return volley(target, payloads, threads=4)


def zipped(members: dict[str, bytes]) -> bytes:
    """An archive of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def pdf(stream: bytes, pages: int = 1) -> bytes:
    """A PDF whose pages share one compressed stream; its cross-reference table is left for the reader to mend."""
    packed = zlib.compress(stream)
    kids = b" ".join(b"%d 0 R" % (10 + number) for number in range(pages))
    parts = [
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Count %d/Kids[%s]>>endobj\n" % (pages, kids),
        b"3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n",
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\n" % (len(packed), packed),
    ]
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>"
    parts += [b"%d 0 obj%sendobj\n" % (10 + number, page) for number in range(pages)]
    return b"".join(parts) + b"trailer<</Root 1 0 R>>\n%%EOF\n"


def files() -> list[tuple[str, bytes]]:
    """Hostile files, by name."""
    word = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY a%d "%s">' % (level, b"&a%s;" % (str(level - 1).encode() if level else b"") * 10)
        for level in range(9)
    )
    rows = b"".join(b"BT /F 9 Tf %d %d Td (a) Tj ET\n" % (number % 600, number % 800) for number in range(60_000))
    return [
        ("zeros.docx", zipped({"word/document.xml": word + b"\0" * 90_000_000})),
        ("paragraphs.docx", zipped({"word/document.xml": word + b"<w:p>" * 3_000_000})),
        ("entities.docx", zipped({"word/document.xml": bomb + b"]><x>&a8;</x>"})),
        ("members.docx", zipped({f"m{number}": b"" for number in range(30_000)})),
        ("book.epub", zipped({"META-INF/container.xml": b"<container>" * 2_000_000})),
        ("text.odt", zipped({"content.xml": b"<office:text>" * 1_500_000})),
        ("stream.pdf", pdf(b"\0" * 90_000_000)),
        ("letters.pdf", pdf(rows)),
        ("pages.pdf", pdf(b"BT /F 9 Tf 9 9 Td (a) Tj ET\n" * 300, pages=990)),
        ("graphics.pdf", pdf(b"q " * 3_000_000)),
        ("objects.pdf", b"%PDF-1.4\n" + b"1 0 obj<<" * 400_000),
        *(
            (f"run{number}.md", (unit * (_PAGE // len(unit))).encode())
            for number, unit in enumerate(
                ("[", "![", "*a", "**", "`", "> ", "- ", "<a", "[a](", "|a", "#", "_a*", "\\")
            )
        ),
        ("long.txt", b"\xfe" * 19_000_000),
        ("lines.txt", b"\n" * 19_000_000),
        ("marks.txt", "\u0301".encode() * 400_000),
    ]


def hostile_files(target: Target) -> Tally:
    """Archives that unpack to a hundred times their size, PDFs without end, Markdown of brackets."""
    payloads = []
    for name, data in files():
        body, kind = form([("file", name, data)])
        payloads.append(request(target, _PATH, body, kind=kind))
    return volley(target, payloads, threads=4)


def stopped_reader(target: Target) -> Tally:
    """The process that readers come from is stopped; what needs it must be answered all the same."""
    tally = Tally()
    page = json_request(target, _PATH, {"html": "<p>The council met on Monday in Oslo.</p>", "cache": False})
    exchange(target.address, page)
    stopped = readers(target.pid)
    if not stopped:
        tally.missed.append("no reader was found to stop")
    for process in stopped:
        process.send_signal(signal.SIGSTOP)
    try:
        volley(target, [page], threads=4, tally=tally)
    finally:
        for process in stopped:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGCONT)
    if tally.slowest_s > _SLOWEST_READ_S:
        tally.missed.append(f"a page took {tally.slowest_s:.0f} s; {_SLOWEST_READ_S:g} s are allowed")
    return tally


def readers(pid: int) -> list[psutil.Process]:
    """The processes below the server that read pages and files."""
    return [each for each in psutil.Process(pid).children(recursive=True) if _WORKER in each.cmdline()]


ATTACKS = (
    Attack(
        "eight hostile pages of 100 KB at a time", "readers", hostile_pages, seconds=12.0, honest="page", quick=True
    ),
    Attack("hostile pages of 1.8 MB", "readers", long_pages, seconds=12.0, honest="page"),
    Attack("hostile files", "readers", hostile_files, seconds=15.0, honest="page"),
    Attack("a reader that is stopped", "readers", stopped_reader, seconds=12.0, quick=True),
)
