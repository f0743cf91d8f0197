"""Bytes become text: what they say of themselves is believed as far as it is plausible."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from service.articles.charsets import CONVINCING, codec_of, detect, is_of_many_bytes, plausibility
from service.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Where a page says what it is encoded in (the standard asks for it in the first 1,024 bytes; some come later).
_HEAD = 8192
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META = re.compile(rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\s[^>]*?encoding\s*=\s*[\"']\s*([\w.:-]+)", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ASCII = bytes(range(128))
# UTF-16 of most scripts has every other byte among these: the upper half of Latin, Greek, Cyrillic, punctuation.
_UPPER_HALVES = frozenset(b"\x00\x01\x02\x03\x04\x05\x06\x20\x21")
_SAMPLE = 4096
# What is no UTF-8 in a text that is; a run of such bytes may hold a few characters that look as if they were.
_FOREIGN_BYTE = re.compile("[\udc80-\udcff]")
_FOREIGN = re.compile("[\udc80-\udcff](?:(?:[^\udc80-\udcff<>]{0,3}|[\\x00-;=?-\\x7f]{0,40})[\udc80-\udcff])*")
# So many characters of more than a byte say that a text is UTF-8; so many bytes that none say something, in words.
_FEW_VALID, _FEW_FOREIGN, _WORD_OF_BYTES = 10, 6, 4
# More control characters than this are no text, more broken sequences no UTF-8; less plausible than this, a
# declaration is dropped for what is convincing.
_FEW_CONTROLS, _FEW_BROKEN, _DOUBTFUL = 0.01, 0.05, 0.5


def decode_text(data: bytes, charset: str | None = None, *, field: str = "file") -> str:
    """The text in `data`, without its byte order mark. `charset` is what somebody said that it is encoded in.

    In this order: byte order mark; UTF-16 that has none; UTF-8, if there is more than ASCII and most of it is valid
    (runs of something else are repaired); `charset`; UTF-8 with a few broken places, which become U+FFFD; detection. A
    declaration of one byte a character that makes no words is passed over. Labels mean what they mean on the web
    (ISO-8859-1 is windows-1252); bytes without a meaning in such an encoding become C1 controls. No byte is left out.
    Linear time.

    Raises UnreadableFile, naming `field`, for data that is not text.
    """
    return _decode(data, [charset], field=field)


def decode_html(data: bytes, charset: str | None = None, *, field: str = "file") -> str:
    """As `decode_text`, for a page, which may name its encoding itself. `charset`, that of HTTP, goes before that."""
    head = _COMMENT.sub(b"", data[:_HEAD])
    found = [match[1].decode("ascii", "replace") for match in (_XML.match(head), _META.search(head)) if match]
    # A page whose declaration can be read as ASCII is not encoded in UTF-16, whatever it declares.
    declared = ["utf-8" if (codec_of(label) or "").startswith("utf-16") else label for label in found]
    return _decode(data, [charset, *declared], field=field)


def _decode(data: bytes, declared: list[str | None], *, field: str) -> str:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _text(data[len(mark) :].decode(codec, "replace"), field=field)
    codecs_declared = [known for label in declared if label and (known := codec_of(label))]
    return _text(next(_readings(data, codecs_declared)), field=field)


def _readings(data: bytes, declared: list[str]) -> Iterator[str]:
    if wide := _utf_16(data):
        yield data.decode(wide, "replace")
    if not data.isascii() and (valid := _strictly(data, "utf-8")) is not None:
        yield valid
    if (mostly := _mostly_utf_8(data)) is not None:
        yield mostly
    for codec in declared:
        if not _is_implausible(data, codec) and (text := _fully(data, codec)) is not None:
            yield text
    if data.isascii():
        yield data.decode("ascii")
    mended = data.decode("utf-8", "replace")
    if mended.count("\ufffd") <= _FEW_BROKEN * (len(data) - len(mended)):
        yield mended
    detected = _fully(data, detect(data))
    yield mended if detected is None else detected


def _mostly_utf_8(data: bytes) -> str | None:
    """A text that is UTF-8 but for some runs of bytes, which are repaired; None if it is something else.

    A run is read in the encoding that makes words of all of them, if there is one; else its bytes become U+FFFD.
    """
    if data.isascii():
        return None
    text = data.decode("utf-8", "surrogateescape")
    foreign = len(_FOREIGN_BYTE.findall(text))
    valid = sum(character > "\x7f" for character in text) - foreign
    if valid < max(_FEW_VALID, foreign):
        return None
    runs = [run.encode("utf-8", "surrogateescape") for run in _FOREIGN.findall(text)]
    words = b" ".join(run for run in runs if len(run) >= _WORD_OF_BYTES) if foreign >= _FEW_FOREIGN else b""
    codec = detect(words) if words else "utf-8"
    if codec == "utf-8" or is_of_many_bytes(codec) or plausibility(words, codec) < CONVINCING:
        return data.decode("utf-8", "replace")

    def repaired(run: re.Match[str]) -> str:
        raw = run[0].encode("utf-8", "surrogateescape")
        return raw.decode(codec if len(raw) >= _WORD_OF_BYTES else "utf-8", "replace")

    return _FOREIGN.sub(repaired, text)


def _is_implausible(data: bytes, codec: str) -> bool:
    """Whether a text is not what it was declared as, or if it is, was already found to have broken places."""
    if codec == "utf-8" or (codec.startswith("utf-16") and b"\x00" not in data):
        return True
    if plausibility(data, codec) >= _DOUBTFUL:
        return False
    other = detect(data)
    return other != codec and plausibility(data, other) >= CONVINCING


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _fully(data: bytes, codec: str) -> str | None:
    """The text, bytes that the encoding leaves without a meaning as C1 controls; None if there are many of them."""
    if (text := _strictly(data, codec)) is not None:
        return text
    if is_of_many_bytes(codec):
        return None
    table = bytes(range(256)).decode(codec, "surrogateescape")
    meaningless = bytes(byte for byte, character in enumerate(table) if "\udc80" <= character <= "\udcff")
    high = data.translate(None, _ASCII)
    if len(high) - len(high.translate(None, meaningless)) > max(1, _FEW_BROKEN * len(high)):
        return None
    whole = "".join(chr(byte) if byte in meaningless else character for byte, character in enumerate(table))
    return codecs.charmap_decode(data, "strict", whole)[0]


def _utf_16(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, None if it is something else."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or not _CONTROLS.search(sample.decode("latin-1")):
        return None
    for upper, codec in ((sample[1::2], "utf-16-le"), (sample[::2], "utf-16-be")):
        if sum(byte in _UPPER_HALVES for byte in upper) >= 0.95 * len(upper):
            text = _strictly(sample[: len(sample) & ~1], codec)
            if text and not _CONTROLS.search(text):
                return codec
    return None


def _text(text: str, *, field: str) -> str:
    """`text`, without the mark that ended files once; raises UnreadableFile if it is none."""
    text = text.rstrip("\x1a")
    if "\x00" in text or len(_CONTROLS.findall(text)) > _FEW_CONTROLS * len(text):
        raise UnreadableFile(
            "This is not text: it holds bytes that no text has. Send the file with its right type and name.",
            field=field,
        )
    return text
