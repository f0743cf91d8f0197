"""Zip files of strangers: counted while they are read, and their XML without entities."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from service.articles.archive import open_archive
from service.errors import FileTooLarge, UnreadableFile
from tests.support.bombs import EXTERNAL, LAUGHS, deflated, zip_of
from tests.support.packages import package


def test_members_are_read() -> None:
    with open_archive(package({"a": "one", "b": "two"}), field="file", most_bytes=1000) as archive:
        assert (archive.names(), "a" in archive, "c" in archive) == (["a", "b"], True, False)
        assert archive.read("b") == b"two"
        with pytest.raises(UnreadableFile, match="a part that it needs is missing"):
            archive.read("c")


def test_what_is_unpacked_is_counted_over_all_members() -> None:
    data = package({"a": b"ab" * 300, "b": b"cd" * 300})
    with open_archive(data, field="url", most_bytes=2000) as archive:
        assert len(archive.read("a")) == len(archive.read("a")) == len(archive.read("b")) == 600
        with pytest.raises(FileTooLarge) as caught:
            archive.read("b")
    assert caught.value.errors[0].field == "url"


def test_what_the_file_says_of_itself_is_refused_early() -> None:
    with (
        pytest.raises(FileTooLarge),
        open_archive(package({"a": b"ab" * 300}), field="file", most_bytes=599),
    ):
        pass


def test_a_ratio_that_only_bombs_have_is_refused() -> None:
    data = package({"a": b" " * 3_000_000})
    with open_archive(data, field="file", most_bytes=10_000_000) as archive, pytest.raises(FileTooLarge):
        archive.read("a")


def test_more_members_than_allowed_are_refused() -> None:
    with (
        pytest.raises(FileTooLarge, match="more than 2 files"),
        open_archive(package(dict.fromkeys("abc", "x")), field="file", most_bytes=1000, entries=2),
    ):
        pass


def test_a_member_that_is_longer_than_it_says_is_damaged() -> None:
    data = zip_of("a", deflated(b"", b"x", 5), size=10)
    with open_archive(data, field="file", most_bytes=10_000) as archive, pytest.raises(UnreadableFile):
        archive.read("a")


def test_encrypted_and_strangely_packed_members_are_unreadable() -> None:
    locked = bytearray(package({"a": "one"}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with (
        open_archive(bytes(locked), field="file", most_bytes=100) as archive,
        pytest.raises(UnreadableFile, match="password"),
    ):
        archive.read("a")
    out = BytesIO()
    with ZipFile(out, "w", ZIP_BZIP2) as made:
        made.writestr("a", "x")
    with (
        open_archive(out.getvalue(), field="file", most_bytes=100) as archive,
        pytest.raises(UnreadableFile, match="packed"),
    ):
        archive.read("a")


def test_a_flipped_bit_is_noticed() -> None:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        made.writestr("a", bytes(range(256)) * 4)
    data = bytearray(out.getvalue())
    data[60] ^= 1
    with open_archive(bytes(data), field="file", most_bytes=10_000) as archive, pytest.raises(UnreadableFile):
        archive.read("a")


@pytest.mark.parametrize(
    "content",
    [
        f"{LAUGHS}<a>&a9;</a>",
        f"{EXTERNAL}<x>&secret;</x>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>",
        "<a><b></a>",
        "",
        "<a>" * 1000 + "</a>" * 1000,
    ],
)
def test_xml_with_entities_or_faults_is_refused(content: str) -> None:
    with (
        open_archive(package({"a": content}), field="file", most_bytes=10_000_000) as archive,
        pytest.raises((UnreadableFile, FileTooLarge)),
    ):
        archive.xml("a")


def test_nothing_is_loaded_from_elsewhere() -> None:
    include = "<i:include xmlns:i='http://www.w3.org/2001/XInclude' href='/etc/passwd'/>"
    content = f"<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd'><x>{include}</x>"
    with open_archive(package({"a": content}), field="file", most_bytes=10_000) as archive:
        assert "".join(archive.xml("a").itertext()) == ""
