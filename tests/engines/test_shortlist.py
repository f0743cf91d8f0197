"""Shortlists of trained stand-ins, made by the models themselves, against what the full vocabulary gives."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from service.engines.base import Decoding, Runtime, Shortlisting
from service.engines.conversion import convert_checkpoint
from service.engines.ct2 import CT2Translator
from service.engines.shortlist import FACTS, LEARNED, VMAP, Shortlist, read_vmap
from service.engines.shortlist_probe import build_shortlist
from service.errors import ModelUnusable
from service.runtime.audit import Auditor
from service.types import Pair
from tests.standins import TRAINED, TRANSLATORS, heldout_pairs
from tests.standins.specs import translator_spec

PAIR = Pair("fr", "en")
SPEC = replace(translator_spec("fr", "en"), id="standin-fr-en")
GREEDY, FULL = Decoding(beam_size=1), Decoding(beam_size=1, shortlist=False)
# The stand-ins' vocabularies are small, so a small part of them is what is always on the list.
ALWAYS = 400
_SENTENCES = [source for source, _ in heldout_pairs("fr", "en", 150, seed=23)]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The French-English stand-in, converted, without a shortlist."""
    folder = tmp_path_factory.mktemp("shortlists") / "plain"
    shutil.copytree(TRAINED / TRANSLATORS["fr", "en"], folder / "hf")
    convert_checkpoint(folder / "hf", folder / "ct2", "int8")
    return folder


@pytest.fixture(scope="module")
def made(plain: Path) -> Path:
    """The same with a shortlist of its own making."""
    folder = plain.parent / "made"
    shutil.copytree(plain, folder)
    assert build_shortlist(folder, SPEC, always=ALWAYS, workers=2)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy that the test may change."""
    shutil.copytree(made, tmp_path / "model")
    return tmp_path / "model"


@contextmanager
def loaded(folder: Path, *, shortlist: bool = True) -> Iterator[CT2Translator]:
    with closing(CT2Translator(folder, SPEC, Runtime(compute_type="int8", shortlist=shortlist))) as engine:
        yield engine


def texts(engine: CT2Translator, segments: list[str], decoding: Decoding) -> list[str]:
    """Each segment alone, so that no other lends it candidates."""
    return [engine.translate([segment], PAIR, decoding)[0][0].text for segment in segments]


def forget(folder: Path, token: str) -> None:
    """Takes a target token off the map."""
    lines = {
        piece: [each for each in tokens if each != token] for piece, tokens in read_vmap(folder / "ct2" / VMAP).items()
    }
    rewrite(folder, lines)


def rewrite(folder: Path, lines: dict[str, list[str]]) -> None:
    from hashlib import sha256

    text = "".join(f"{piece}\t{' '.join(tokens)}\n" for piece, tokens in lines.items() if tokens)
    (folder / "ct2" / VMAP).write_text(text, encoding="utf-8")
    facts = json.loads((folder / "ct2" / FACTS).read_text(encoding="utf-8"))
    facts["vmap"] = sha256(text.encode()).hexdigest()
    (folder / "ct2" / FACTS).write_text(json.dumps(facts), encoding="utf-8")


def needed_word(engine: CT2Translator) -> tuple[str, str]:
    """A covered segment and a word of its translation that is one rare token."""
    assert engine._backend.shortlist is not None
    lines = read_vmap(engine._backend.shortlist.folder / VMAP)
    for segment, covered in zip(_SENTENCES, engine.covered(_SENTENCES), strict=True):
        (text,) = texts(engine, [segment], FULL)
        for token in engine._tokenizer.target_pieces(text) if covered else ():
            if token.startswith("▁") and len(token) > 5 and token not in lines[""]:
                return segment, token
    raise AssertionError("no sentence needs a rare token")


def test_the_map_always_holds_the_frequent_pieces_and_what_spells_the_rest(made: Path) -> None:
    always = {*read_vmap(made / "ct2" / VMAP)[""]}
    vocabulary = json.loads((made / "ct2" / "shared_vocabulary.json").read_text(encoding="utf-8"))
    assert ALWAYS <= len(always) < len(vocabulary)
    assert {"</s>", "<unk>", "▁", ".", "e"} <= always


def test_covered_sentences_come_out_as_with_the_full_vocabulary(made: Path) -> None:
    with loaded(made) as engine:
        covered = [s for s, ok in zip(_SENTENCES, engine.covered(_SENTENCES), strict=True) if ok]
        assert len(covered) > 0.3 * len(_SENTENCES)
        for beams in (1, 4):
            full = texts(engine, covered, Decoding(beam_size=beams, shortlist=False))
            short = texts(engine, covered, Decoding(beam_size=beams))
            assert sum(map(str.__eq__, full, short)) >= 0.95 * len(covered)


def test_the_list_decides_what_can_be_said(folder: Path) -> None:
    with loaded(folder) as engine:
        segment, token = needed_word(engine)
    forget(folder, token)
    word = token.removeprefix("▁")
    with loaded(folder) as engine:
        assert engine.covered([segment]) == [True]
        assert word in texts(engine, [segment], FULL)[0]
        assert word not in texts(engine, [segment], GREEDY)[0]


@pytest.mark.parametrize("decoding", [SPEC.decoding_for("best"), GREEDY.retry()])
def test_best_and_retries_use_every_token(folder: Path, decoding: Decoding) -> None:
    rewrite(folder, {"": ["</s>", "<unk>", "▁the"]})
    with loaded(folder) as engine, loaded(folder, shortlist=False) as off:
        segments = [s for s, ok in zip(_SENTENCES, engine.covered(_SENTENCES), strict=True) if ok][:5]
        assert texts(engine, segments, decoding) == texts(off, segments, decoding)
        assert texts(engine, segments, GREEDY) != texts(engine, segments, FULL)


def test_the_setting_turns_it_off(folder: Path) -> None:
    rewrite(folder, {"": ["</s>", "<unk>", "▁the"]})
    with loaded(folder, shortlist=False) as engine:
        assert engine.shortlist_id == ""
        assert not any(engine.covered(_SENTENCES))
        assert texts(engine, _SENTENCES[:5], GREEDY) == texts(engine, _SENTENCES[:5], FULL)


def test_an_uncovered_segment_gets_the_full_vocabulary_in_any_company(folder: Path) -> None:
    with loaded(folder) as engine:
        covered = [s for s, ok in zip(_SENTENCES, engine.covered(_SENTENCES), strict=True) if ok]
    facts = json.loads((folder / "ct2" / FACTS).read_text(encoding="utf-8"))
    with loaded(folder) as engine:
        pieces = engine._tokenizer.pieces(covered)
    odd = next(
        index for index, each in enumerate(pieces) if set(each) - {p for o in pieces if o is not each for p in o}
    )
    unseen = (set(pieces[odd]) - {p for o in pieces if o is not pieces[odd] for p in o}).pop()
    facts["pieces"][unseen] = [9, 0]
    (folder / "ct2" / FACTS).write_text(json.dumps(facts), encoding="utf-8")
    rewrite(folder, {"": ["</s>", "<unk>", "▁the"]})
    with loaded(folder) as engine:
        company = [covered[odd - 1], covered[odd], covered[odd - 2]]
        assert engine.covered(company) == [True, False, True]
        together = [found[0].text for found in engine.translate(company, PAIR, GREEDY)]
        assert together[1] == texts(engine, [covered[odd]], FULL)[0]
        assert together[0] != texts(engine, [company[0]], FULL)[0]


def test_signs_that_the_model_has_not_seen_are_not_covered(made: Path) -> None:
    with loaded(made) as engine:
        assert engine.covered(["🦆 漢字", ""]) == [False, True]


def test_what_is_learned_takes_effect_at_the_next_load(folder: Path) -> None:
    with loaded(folder) as engine:
        segment, token = needed_word(engine)
    forget(folder, token)
    with loaded(folder) as engine:
        (full,) = texts(engine, [segment], FULL)
        before = engine.shortlist_id
        assert engine.learn(segment, full) == 1
        assert engine.learn(segment, full) == 0
        assert engine.covered([segment]) == [False]
        assert texts(engine, [segment], GREEDY) == [full]
        during = engine.shortlist_id
    with loaded(folder) as engine:
        assert engine.covered([segment]) == [True]
        assert texts(engine, [segment], GREEDY) == [full]
        assert len({before, during, engine.shortlist_id}) == 3
        assert engine._backend.shortlist is not None
        view = engine._backend.shortlist.folder
        assert view != folder / "ct2"
    assert not view.exists()


def test_text_that_is_not_covered_is_covered_once_it_was_met_often_enough(folder: Path) -> None:
    with loaded(folder) as engine:
        segment = next(s for s, ok in zip(_SENTENCES, engine.covered(_SENTENCES), strict=True) if ok)
        (full,) = texts(engine, [segment], FULL)
        pieces = engine._tokenizer.pieces([segment])[0]
    facts = json.loads((folder / "ct2" / FACTS).read_text(encoding="utf-8"))
    strange = max(pieces, key=lambda piece: list(facts["pieces"]).index(piece))
    facts["pieces"][strange] = [0, 0]
    (folder / "ct2" / FACTS).write_text(json.dumps(facts), encoding="utf-8")

    with loaded(folder) as engine:
        before = engine.shortlist_id
        for _ in range(facts["needed"]):
            assert engine.covered([segment]) == [False]
            engine.observe(segment, full)
        assert engine.covered([segment]) == [False]
        assert engine.shortlist_id == before  # what is stored stays valid while the model is loaded
    with loaded(folder) as engine:
        assert engine.covered([segment]) == [True]
        assert engine.shortlist_id != before
        assert texts(engine, [segment], GREEDY) == [full]


def test_text_that_lacks_something_is_learned_from_and_not_yet_covered(folder: Path) -> None:
    with loaded(folder) as engine:
        segment, token = needed_word(engine)
        (full,) = texts(engine, [segment], FULL)
    forget(folder, token)
    facts = json.loads((folder / "ct2" / FACTS).read_text(encoding="utf-8"))
    with loaded(folder) as engine:
        pieces = engine._tokenizer.pieces([segment])[0]
    strange = max(pieces, key=lambda piece: list(facts["pieces"]).index(piece))
    facts["pieces"][strange] = [0, 0]
    (folder / "ct2" / FACTS).write_text(json.dumps(facts), encoding="utf-8")

    with loaded(folder) as engine:
        before = engine.shortlist_id
        for _ in range(facts["needed"]):
            engine.observe(segment, full)
    with loaded(folder) as engine:
        assert engine.covered([segment]) == [False]  # the first time something was missing
        assert engine.shortlist_id != before
        assert engine.learn(segment, full) == 0  # nothing is any more
        for _ in range(facts["needed"]):
            engine.observe(segment, full)
    with loaded(folder) as engine:
        assert engine.covered([segment]) == [True]
        assert texts(engine, [segment], GREEDY) == [full]


def test_a_model_that_was_removed_while_in_use_learns_nothing_and_fails_nobody(folder: Path) -> None:
    with loaded(folder) as engine:
        shutil.rmtree(folder / "ct2")
        engine.observe("Un pont xyz.", "A bridge xyz.")
        assert engine.learn(_SENTENCES[0], "A bridge.") == 0


def test_an_audit_finds_what_the_map_lacks(folder: Path) -> None:
    with loaded(folder) as engine:
        segment, token = needed_word(engine)
    forget(folder, token)
    with loaded(folder) as engine:
        auditor = Auditor(1.0)
        audit = auditor.sample(engine, [segment], PAIR, GREEDY, engine.translate([segment], PAIR, GREEDY))
        assert audit is not None
        full = engine.translate(audit.segments, audit.pair, audit.decoding)
        auditor.compare(audit, full)
        stats = auditor.stats()
        assert (stats.compared, stats.differing, stats.unexplained, stats.learned) == (1, 1, 0, 1)
        assert stats.similarity < 100
    with loaded(folder) as engine:
        assert engine.covered([segment]) == [True]
        assert engine.translate([segment], PAIR, GREEDY)[0][0].text == full[0][0].text


def test_a_read_only_model_learns_in_memory(folder: Path) -> None:
    with loaded(folder) as engine:
        segment, token = needed_word(engine)
    forget(folder, token)
    # A file in the folder's place: nothing can be written there, whoever the tests run as.
    (folder / "learned").write_text("")
    with loaded(folder) as engine:
        (full,) = texts(engine, [segment], FULL)
        assert engine.learn(segment, full) == 1
        assert engine.covered([segment]) == [False]
    with loaded(folder) as engine:
        assert engine.covered([segment]) == [True]


def test_damage_to_what_was_learned_does_no_harm(folder: Path) -> None:
    (folder / LEARNED).parent.mkdir()
    (folder / LEARNED).write_bytes(
        b'{"s": ["a b"], "t": ["x"]}\n[]\n{"s": 1}\n\xff\n{"s": ["\xe2\x96\x81le"], "t": ["nonsense"]}\n{"s": ["\xe2'
    )
    with loaded(folder) as engine, loaded(folder, shortlist=False) as off:
        segment = next(s for s, ok in zip(_SENTENCES, engine.covered(_SENTENCES), strict=True) if ok)
        assert texts(engine, [segment], GREEDY) == texts(off, [segment], GREEDY)


def without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / "ct2" / name).unlink()


@pytest.mark.parametrize("damage", [without(VMAP), without(FACTS)])
def test_without_one_of_its_files_there_is_no_shortlist(folder: Path, damage: Callable[[Path], None]) -> None:
    damage(folder)
    with loaded(folder) as engine:
        assert isinstance(engine, Shortlisting)
        assert engine.shortlist_id == ""
        assert engine.learn(_SENTENCES[0], "The anything.") == 0
        assert texts(engine, _SENTENCES[:3], GREEDY) == texts(engine, _SENTENCES[:3], FULL)


@pytest.mark.parametrize("name", [VMAP, FACTS])
def test_a_broken_one_is_a_broken_model(folder: Path, name: str) -> None:
    path = folder / "ct2" / name
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ModelUnusable, match=r"models verify standin-fr-en"), loaded(folder):
        pass


def test_the_same_model_makes_the_same_shortlist(plain: Path, made: Path, tmp_path: Path) -> None:
    shutil.copytree(plain, tmp_path / "again")
    build_shortlist(tmp_path / "again", SPEC, always=ALWAYS, workers=1)
    first, again = Shortlist.load(made), Shortlist.load(tmp_path / "again")
    assert first is not None and again is not None
    assert first.id == again.id


def test_pieces_that_time_ran_out_for_are_not_covered(plain: Path, tmp_path: Path) -> None:
    shutil.copytree(plain, tmp_path / "hasty")
    assert build_shortlist(tmp_path / "hasty", SPEC, always=ALWAYS, seconds=0)
    with loaded(tmp_path / "hasty") as engine:
        assert not any(engine.covered(_SENTENCES))
        assert engine.shortlist_id


def test_a_vocabulary_that_is_hardly_larger_needs_none(plain: Path) -> None:
    assert not build_shortlist(plain, SPEC)
    assert not (plain / "ct2" / VMAP).exists()
