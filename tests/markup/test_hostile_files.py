"""Files that are small to send and dear to read are refused before anything is read of them."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from service.errors import FileTooLarge, StisloError, UnreadableFile
from service.markup import files
from service.markup.document import MarkedText
from service.markup.files import FileLimits, read_marked_file
from tests.markup.test_files import archive

LIMITS = FileLimits(4_000_000, 20_000)
WORD = '<w:document xmlns:w="urn:w"><w:body>{}<w:p><w:r><w:t>word</w:t></w:r></w:p></w:body></w:document>'
NOISE = random.Random(5).randbytes(200_000).hex()


def docx(body: str, **members: str) -> bytes:
    return archive({"word/document.xml": WORD.format(body), **members})


def sheet(cells: str) -> bytes:
    return archive({"xl/sharedStrings.xml": f"<sst><si><t>word</t></si>{cells}</sst>"})


# As small archives: squeezed as bombs are, or with noise among them, so that nobody sees it by their size.
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a gigabyte's beginning": ("a.docx", lambda: docx("", padding="0" * 5_000_000)),
    "deep tables": ("a.docx", lambda: docx("<w:tbl>" * 5_000 + "</w:tbl>" * 5_000)),
    "many empty paragraphs": ("a.docx", lambda: docx(f"<!--{NOISE}-->" + "<w:p/>" * 20_000)),
    "many properties": (
        "a.docx",
        lambda: docx("<w:p>" + "".join(f'<w:r><w:i w:v="{n}"/><w:t>w</w:t></w:r>' for n in range(6_000)) + "</w:p>"),
    ),
    "many attributes": ("a.docx", lambda: docx("<w:p " + " ".join(f"a{n}=''" for n in range(2_000)) + "/>")),
    "many cells": ("a.xlsx", lambda: sheet("".join(f"<si><t>{n}</t></si>" for n in range(6_000)))),
    "many parts": ("a.pptx", lambda: archive({f"ppt/slides/{n}.xml": "<a/>" for n in range(1_100)})),
    "parts that are many together": (
        "a.odt",
        lambda: archive({f"{name}.xml": f"<a>{'<b>word</b>' * 6_000}</a>" for name in ("content", "styles")}),
    ),
    "entities": ("a.docx", lambda: archive({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})),
    "declarations that hide tags": (
        "a.odt",
        lambda: archive({"content.xml": "<!DOCTYPE a [<!-- ] > <text:p> -->]><text:p xmlns:text='u'>word</text:p>"}),
    ),
    "an encoding of nobody": (
        "a.docx",
        lambda: archive({"word/document.xml": '<?xml version="1.0" encoding="rot13"?><a>word</a>'}),
    ),
    "no archive": ("a.docx", lambda: b"PK\x03\x04word"),
    "tags": ("a.html", lambda: b"<p>word" * 20_001),
    "tags that never end": ("a.htm", lambda: b"word " + b"<" * 20_001),
    "brackets": ("a.md", lambda: b"word " + b"[" * 20_001),
    "lines": ("a.txt", lambda: b"word\n" * 20_001),
    "messages": ("a.po", lambda: b'msgid "word"\nmsgstr ""\n' * 10_001),
    "cues": ("a.srt", lambda: b"1\n00:00:00,000 --> 00:00:01,000\nword\n\n" * 5_001),
}


def never(*arguments: object, **options: object) -> MarkedText:
    raise AssertionError("it was read")


@pytest.mark.parametrize("case", HOSTILE)
def test_it_is_refused_before_it_is_read(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for ending, (wanted, _, media_type) in files._ARCHIVES.items():
        monkeypatch.setitem(files._ARCHIVES, ending, (wanted, never, media_type))
    for ending, (_, media_type) in files._TEXTS.items():
        monkeypatch.setitem(files._TEXTS, ending, (never, media_type))
    name, data = HOSTILE[case]
    with pytest.raises(StisloError) as refused:
        read_marked_file(data(), name, (), limits=LIMITS, field="file")
    assert isinstance(refused.value, FileTooLarge | UnreadableFile)
    assert refused.value.status in (413, 422)


@pytest.mark.parametrize(("name", "text"), [("a.html", b"<p>word"), ("a.txt", b"word\n"), ("a.md", b"[word")])
def test_what_keeps_the_limit_is_read(name: str, text: bytes) -> None:
    read_marked_file(text * 1000, name, (), limits=FileLimits(1, 1000), field="file")
    with pytest.raises(FileTooLarge):
        read_marked_file(text * 1001, name, (), limits=FileLimits(1, 1000), field="file")
