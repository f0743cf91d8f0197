from __future__ import annotations

import codecs
import os
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.charsets import codec_of
from service.articles.decoding import decode_html, decode_text
from service.errors import UnreadableFile
from tests.support.growth import grows
from tests.text.strategies import law

PAGES = Path(__file__).parent / "pages"
# What the older encodings do not have.
PLAIN = str.maketrans("’“”—–\u202f", '\'""--\xa0')
PLAINER = PLAIN | str.maketrans("«»", '""')
UKRAINIAN = (PAGES / "report_uk.txt").read_text(encoding="utf-8")
FRENCH = (PAGES / "news_fr.txt").read_text(encoding="utf-8").replace("\u202f", "\xa0")
ENGLISH = "The café’s owner – a naïve man, he says – paid £4 for “proper” coffee. " * 3
SHORT = {"uk": "Привіт, Європо!", "fr": "Ça coûte cher, déjà.", "en": "A naïve café"}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *(
            (UKRAINIAN, name)
            for name in ("utf-8", "windows-1251", "utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "utf-32")
        ),
        *((UKRAINIAN.translate(PLAINER), name) for name in ("koi8-u", "iso-8859-5")),
        *((FRENCH, name) for name in ("utf-8", "windows-1252", "utf-16-le", "utf-16-be")),
        *((FRENCH.translate(PLAIN), name) for name in ("iso-8859-15", "mac-roman")),
        (FRENCH.translate(PLAIN).replace("€", "F"), "iso-8859-1"),
        *((ENGLISH, name) for name in ("utf-8", "windows-1252", "utf-16-le", "utf-16-be")),
        ("Вчера в Перми открыли мост для трамваев.", "koi8-r"),
        ("Wczoraj otwarto nowy most przez Wisłę, którym będą jeździć rowery.", "windows-1250"),
        ("Χθες στην Αθήνα άνοιξε μια νέα γέφυρα για τα τραμ.", "windows-1253"),
    ],
)
def test_text_is_read_in_whatever_it_is_encoded(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert decode_text(data) == text
    assert decode_html(data) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((SHORT["uk"], name) for name in ("windows-1251", "koi8-u", "utf-8", "utf-16-le", "utf-16-be")),
        *((SHORT["fr"], name) for name in ("windows-1252", "iso-8859-15", "utf-8", "utf-16-le")),
        *((SHORT["en"], name) for name in ("windows-1252", "utf-8", "utf-16-be")),
    ],
)
def test_a_few_words_are_enough(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-u", "utf-8"])
@pytest.mark.parametrize(
    "charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16", "no-such-thing", "utf-7", "rot13", ""]
)
def test_a_wrong_declaration_does_not_win(encoding: str, charset: str) -> None:
    data = f'<meta charset="{charset}"><p>{SHORT["uk"]} '.encode() + UKRAINIAN.translate(PLAINER).encode(encoding)
    assert decode_text(data, charset).endswith("агророзвитку.\n")
    assert decode_html(data).endswith("агророзвитку.\n")


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="windows-1251">', "windows-1251"),
        ("<META CHARSET=KOI8-U>", "koi8-u"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-5">', "iso-8859-5"),
        ('<?xml version="1.0" encoding="windows-1251"?>', "windows-1251"),
        ("<!-- <meta charset=iso-8859-1> --><meta charset='x-cp1251'>", "windows-1251"),
        ('<meta name="a" content="b"><meta charset=gb2312>', "gb18030"),
        ("<meta charset=shift_jis>", "cp932"),
    ],
)
def test_a_page_is_believed_about_itself(head: str, encoding: str) -> None:
    text = {"gb18030": "一座新桥", "cp932": "新しい橋です"}.get(encoding, "міст")
    assert decode_html(head.encode() + text.encode(encoding)) == head + text


def test_what_http_says_goes_before_what_the_page_says() -> None:
    data = "<meta charset=koi8-u>Міст через річку".encode("windows-1251")
    assert decode_html(data, "windows-1251").endswith("Міст через річку")


@pytest.mark.parametrize("declared", ["utf-8", "windows-1251", ""])
@pytest.mark.parametrize(
    ("footer", "encoding"),
    [
        ("Усі права захищено, редакція газети", "windows-1251"),
        ("Все права защищены, редакция газеты", "koi8-r"),
        ("Tous droits réservés, société éditrice déposée à Sète", "windows-1252"),
    ],
)
def test_a_few_foreign_bytes_do_not_garble_a_page(declared: str, footer: str, encoding: str) -> None:
    head = f'<meta charset="{declared}"><p>{UKRAINIAN}</p><footer>'
    data = head.encode() + footer.encode(encoding) + b"</footer>"
    assert decode_html(data, declared) == f"{head}{footer}</footer>"


def test_a_broken_character_is_one() -> None:
    data = UKRAINIAN.encode().replace("Полтавщині".encode(), b"\xd0\xd0\x9f\xe2\x80 .", 1)
    assert "\ufffdП\ufffd ." in decode_text(data)


def test_labels_mean_what_they_mean_on_the_web() -> None:
    assert (
        codec_of("ISO-8859-1") == codec_of("latin1") == codec_of("us-ascii") == codec_of(" Windows-1252 ") == "cp1252"
    )
    assert codec_of("GB2312") == "gb18030"
    assert [codec_of(name) for name in ("utf-7", "idna", "unicode_escape", "base64", "\x00", "x" * 99)] == [None] * 6
    assert decode_text("It’s 5 €".encode("cp1252"), "iso-8859-1") == "It’s 5 €"


def test_no_byte_is_left_out() -> None:
    assert decode_text(
        b"caf\xe9 \x81 cr\xe8me, d\xe9j\xe0 vu, \xe9t\xe9, \xe0 c\xf4t\xe9, no\xebl, gar\xe7on, o\xf9"
    ) == ("café \x81 crème, déjà vu, été, à côté, noël, garçon, où")
    assert decode_text("Міст відкрито. ".encode() * 9 + b"\xd0 end") == "Міст відкрито. " * 9 + "\ufffd end"
    assert decode_text(b"") == ""
    assert decode_text(b"old file\r\n\x1a") == "old file\r\n"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + zlib.compress(os.urandom(5000)),
        b"PK\x03\x04\x14\x00\x08\x08" + os.urandom(400),
        os.urandom(4000),
        b"half a text\x00and more",
        codecs.BOM_UTF8 + b"a\x00b",
        bytes(1000),
    ],
)
def test_what_is_not_text_is_refused(data: bytes) -> None:
    for decode in (decode_text, decode_html):
        with pytest.raises(UnreadableFile) as raised:
            decode(data)
        assert raised.value.errors[0].field == "file"


@law
@given(st.text(min_size=1), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_marked_or_valid_unicode_comes_back(text: str, encoding: str) -> None:
    text = "".join(character for character in text if character >= " " and character != "\ufeff") + "міст"
    assert decode_text(text.encode(encoding)) == text


@law
@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "windows-1251", "big5", "utf-16"]))
def test_any_bytes_are_text_or_refused(data: bytes, charset: str | None) -> None:
    try:
        decode_html(data, charset)
    except UnreadableFile:
        assert data


@pytest.mark.parametrize(
    "data",
    [
        UKRAINIAN.encode() * 7_000,
        UKRAINIAN.translate(PLAINER).encode("koi8-u") * 12_000,
        b"A" * 20_000_000,
        b"\xe9" * 20_000_000,
        b"\x81\xfe\xff" * 7_000_000,
    ],
    ids=["utf-8", "koi8-u", "one word", "one letter", "no letters"],
)
def test_time_grows_as_the_data_does(data: bytes) -> None:
    assert not grows(lambda part: decode_html(part, "iso-8859-1"), lambda length: data[:length], len(data) // 16)
