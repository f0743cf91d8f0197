"""The folder of glossaries: many writers, damaged files, no room, no rights."""

from __future__ import annotations

import json
import logging
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

from service.errors import GlossaryUnusable, LimitExceeded, Unavailable, UnknownGlossary
from service.glossaries.content import GlossaryContent
from service.glossaries.store import GlossaryStore, is_glossary_id
from service.types import GlossaryTerm

CONTENT = GlossaryContent("Newsroom", "en", (GlossaryTerm("ceasefire", "перемир'я", "uk"),))


def content_of(number: int) -> GlossaryContent:
    terms = tuple(GlossaryTerm(f"term {number} {index}", f"{number}", "uk") for index in range(300))
    return GlossaryContent(f"Number {number}", "en", terms)


@pytest.fixture
def store(tmp_path: Path) -> GlossaryStore:
    return GlossaryStore(tmp_path / "glossaries", most=20)


def file_of(store: GlossaryStore, glossary_id: str) -> Path:
    return store.root / f"{glossary_id}.glossary"


def test_what_was_stored_is_read_listed_replaced_and_deleted(store: GlossaryStore) -> None:
    assert store.heads() == ([], [])
    head = store.create(CONTENT)
    assert is_glossary_id(head.id)
    assert (head.name, head.source_language, head.target_languages, head.entries) == ("Newsroom", "en", ("uk",), 1)
    assert store.read(head.id).content == CONTENT
    assert store.heads() == ([head], [])

    other = store.replace(head.id, content_of(1))
    assert (other.id, other.created, other.name) == (head.id, head.created, "Number 1")
    assert other.revision != head.revision
    assert store.read(head.id).content == content_of(1)

    store.delete(head.id)
    assert store.heads() == ([], [])
    for act in (lambda: store.read(head.id), lambda: store.replace(head.id, CONTENT), lambda: store.delete(head.id)):
        with pytest.raises(UnknownGlossary):
            act()


def test_another_store_of_the_folder_sees_it_at_once_and_nothing_else_is_left_there(store: GlossaryStore) -> None:
    head = store.create(CONTENT)
    assert GlossaryStore(store.root, most=1).read(head.id).content == CONTENT
    assert {path.name for path in store.root.iterdir()} == {f"{head.id}.glossary", ".lock"}


def test_the_revision_is_that_of_the_terms(store: GlossaryStore) -> None:
    one, other = store.create(CONTENT), store.create(GlossaryContent("Another", "en", CONTENT.terms))
    assert one.id != other.id and one.revision == other.revision
    assert GlossaryContent("Newsroom", "fr", CONTENT.terms).revision() != one.revision


@pytest.mark.parametrize("glossary_id", ["", "..", "../secret", "A" * 32, "0" * 31, "0" * 32, "a/b", "\0" * 32])
def test_what_is_no_id_is_unknown(store: GlossaryStore, glossary_id: str) -> None:
    (store.root.parent / "secret.glossary").write_text("{}")
    for act in (store.read, store.delete):
        with pytest.raises(UnknownGlossary):
            act(glossary_id)


def test_a_full_folder_says_so_and_still_replaces(store: GlossaryStore) -> None:
    small = GlossaryStore(store.root, most=1)
    head = small.create(CONTENT)
    with pytest.raises(LimitExceeded, match="At most 1 glossaries are stored"):
        small.create(CONTENT)
    assert small.replace(head.id, content_of(2)).entries == 300
    with pytest.raises(LimitExceeded, match="stores no glossaries"):
        GlossaryStore(store.root, most=0).create(CONTENT)


def _cut(data: bytes) -> bytes:
    return data[:-20]


def _flipped(data: bytes) -> bytes:
    return data.replace("перемир'я".encode(), "перемирья".encode())


def _later(data: bytes) -> bytes:
    head, rest = data.split(b"\n", 1)
    return json.dumps(json.loads(head) | {"format": 2}).encode() + b"\n" + rest


@pytest.mark.parametrize("harm", [_cut, _flipped, _later, lambda _: b"", lambda _: b"\xff\xfe", lambda _: b"[1]\n[]\n"])
def test_a_damaged_file_is_told_without_its_content_and_can_be_replaced_or_deleted(
    store: GlossaryStore, caplog: pytest.LogCaptureFixture, harm: object
) -> None:
    head = store.create(CONTENT)
    path = file_of(store, head.id)
    assert callable(harm)
    path.write_bytes(harm(path.read_bytes()))
    with caplog.at_level(logging.WARNING), pytest.raises(GlossaryUnusable, match="is damaged; store its terms again"):
        store.read(head.id)
    assert head.id in caplog.text
    assert not any(word in caplog.text for word in ("Newsroom", "ceasefire", "перемир", 'format": 2'))
    assert len(store.heads()[0]) + len(store.heads()[1]) == 1

    store.replace(head.id, CONTENT)
    assert store.read(head.id).content == CONTENT
    path.write_bytes(b"")
    store.delete(head.id)
    assert store.heads() == ([], [])


def test_what_a_writer_that_died_left_is_no_glossary_and_goes_with_the_next_change(store: GlossaryStore) -> None:
    head = store.create(CONTENT)
    left = store.root / f".new-{'0' * 32}"
    left.write_bytes(b'{"format":')
    assert store.heads() == ([head], [])
    store.create(CONTENT)
    assert not left.exists()


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = GlossaryStore(tmp_path / "file" / "glossaries", most=5)
    with pytest.raises(Unavailable, match="STISLO_GLOSSARIES_DIR"):
        store.create(CONTENT)
    with pytest.raises(Unavailable, match="STISLO_GLOSSARIES_DIR"):
        store.heads()


def test_a_disk_that_is_full_leaves_what_was_there(store: GlossaryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    head = store.create(CONTENT)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("service.glossaries.store.os.fsync", full)
    with pytest.raises(Unavailable, match="No space left on device"):
        store.replace(head.id, content_of(1))
    assert store.read(head.id).content == CONTENT
    assert {path.name for path in store.root.iterdir()} == {f"{head.id}.glossary", ".lock"}


def _write_often(root: Path, glossary_id: str, number: int) -> int:
    """Replaces one glossary, reads it, and creates others until there is no place; how many that were."""
    store, created = GlossaryStore(root, most=8, patience_s=300), 0
    for turn in range(4):
        store.replace(glossary_id, content_of(10 * number + turn))
        found = store.read(glossary_id)
        assert found.head.entries == 300 and found.content.name == found.head.name
        try:
            store.create(content_of(number))
            created += 1
        except LimitExceeded:
            pass
    return created


def test_processes_and_threads_that_write_at_once_lose_nothing_and_exceed_nothing(store: GlossaryStore) -> None:
    shared = store.create(CONTENT).id
    with (
        ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as processes,
        ThreadPoolExecutor(2) as threads,
    ):
        runs = [processes.submit(_write_often, store.root, shared, number) for number in (1, 2)]
        runs += [threads.submit(_write_often, store.root, shared, number) for number in (3, 4)]
        created = sum(run.result() for run in runs)
    heads, damaged = store.heads()
    assert (created, len(heads), damaged) == (7, 8, [])
    assert all(store.read(head.id).head == head for head in heads)


def test_a_change_waits_for_others_only_so_long(store: GlossaryStore) -> None:
    head = store.create(CONTENT)
    with FileLock(store.root / ".lock"), pytest.raises(Unavailable, match="being changed by others") as caught:
        GlossaryStore(store.root, most=5, patience_s=0).replace(head.id, content_of(1))
    assert caught.value.retry_after == 1
    assert store.read(head.id).content == CONTENT
