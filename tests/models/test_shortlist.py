"""Shortlists in the store: made at install where they pay, for old installs on request, hashed like other files."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from service.engines.base import Decoding, ModelSpec, Runtime, Shortlisting
from service.engines.ct2 import CT2Translator
from service.engines.shortlist import LEARNED
from service.models.progress import InstallEvent
from service.models.shortlist import make_shortlist
from service.models.store import ModelStore
from tests.models.conftest import MakeStore

FILES = {"ct2/vmap.txt", "ct2/shortlist.json"}
SMALL = partial(make_shortlist, always=20)


def test_a_new_install_has_its_shortlist(
    make_store: MakeStore, marian: ModelSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.models.install.make_shortlist", SMALL)
    events: list[InstallEvent] = []
    installed = make_store().pull(marian, progress=events.append)
    assert {*installed.files} >= FILES
    assert [event.phase for event in events][-3:] == ["testing", "probing", "ready"]
    engine = CT2Translator(installed.folder, marian, Runtime())
    assert engine.shortlist_id
    engine.close()


def test_a_small_vocabulary_gets_none(converted: ModelStore, marian: ModelSpec) -> None:
    assert not FILES & {*converted.require(marian).files}
    assert not converted.add_shortlist(marian)


def test_none_is_made_where_shortlists_are_off(make_store: MakeStore, marian: ModelSpec) -> None:
    events: list[InstallEvent] = []
    make_store(shortlist=False).pull(marian, progress=events.append)
    assert "probing" not in {event.phase for event in events}


def test_an_old_install_is_given_one(converted: ModelStore, marian: ModelSpec, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.models.store.make_shortlist", SMALL)
    before = converted.require(marian)
    assert converted.add_shortlist(marian)
    after = converted.require(marian)
    assert {*after.files} - {*before.files} == FILES
    assert converted.verify(marian) == []
    assert after == replace(before, files=after.files)
    assert converted.add_shortlist(marian)
    assert converted.require(marian) == after


def test_what_is_learned_is_no_part_of_the_model(
    converted: ModelStore, marian: ModelSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.models.store.make_shortlist", SMALL)
    converted.add_shortlist(marian)
    folder = converted.require(marian).folder
    learned = folder / LEARNED
    learned.parent.mkdir()
    learned.write_text('{"s": ["x"], "t": ["y"]}\n')
    assert converted.verify(marian) == []
    converted.pull(marian, backends=["torch"])
    assert learned.exists()
    engine = CT2Translator(folder, marian, Runtime())
    assert isinstance(engine, Shortlisting)
    assert engine.translate(["Snow is expected."], marian.pairs[0], Decoding(beam_size=1, max_tokens=5))
    engine.close()
    assert converted.remove(marian)
    assert not folder.exists()


def test_a_model_that_cannot_be_probed_is_installed_without(
    converted: ModelStore, marian: ModelSpec, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("service.models.store.make_shortlist", partial(SMALL, timeout_s=0.01))
    assert not converted.add_shortlist(marian)
    assert "has no shortlist" in caplog.text
    assert converted.verify(marian) == []
