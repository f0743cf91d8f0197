"""The engine: exact sentences, what the package says piece by piece, and what must not be asked of it."""

from __future__ import annotations

from pathlib import Path

import pytest
import sentencepiece

from service.engines.base import Decoding, Hypothesis, Translator
from service.engines.firefox.files import ModelFiles
from service.engines.firefox.translator import FirefoxTranslator
from service.errors import EngineFailed
from service.types import Pair
from tests.engines.firefox.conftest import Loaded
from tests.engines.firefox.reference import Reference
from tests.standins import heldout_pairs
from tests.standins.grammar.forms import Language
from tests.support.students import STUDENTS, folder_of

PAIRS: list[tuple[Language, Language]] = [("en", "fr"), ("en", "uk"), ("fr", "en"), ("uk", "en")]
LIMIT_BYTES = 3_000_000
GREEDY = Decoding(beam_size=1)
EN_FR = Pair("en", "fr")


@pytest.fixture
def engine(loaded: Loaded) -> FirefoxTranslator:
    return loaded(EN_FR)


def one(engine: FirefoxTranslator, text: str) -> Hypothesis:
    [[hypothesis]] = engine.translate([text], EN_FR, GREEDY)
    return hypothesis


def test_the_students_are_small() -> None:
    assert sum(path.stat().st_size for path in STUDENTS.rglob("*") if path.is_file()) <= LIMIT_BYTES


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_heldout_sentences_come_out_to_the_letter(loaded: Loaded, source: Language, target: Language) -> None:
    pairs = heldout_pairs(source, target, 100, seed=5)
    engine = loaded(Pair(source, target))
    assert isinstance(engine, Translator)
    found = engine.translate([text for text, _ in pairs], Pair(source, target), GREEDY)
    wrong = [(got[0].text, want) for got, (_, want) in zip(found, pairs, strict=True) if got[0].text != want]
    assert len(wrong) <= 1
    assert all(got[0].finished for got in found)


def test_a_sentence_in_three_languages(loaded: Loaded) -> None:
    text = "The new rules will take effect on 24 December."
    french, ukrainian = (
        loaded(Pair("en", target)).translate([text], Pair("en", target), GREEDY)[0][0].text for target in ("fr", "uk")
    )
    assert french == "Les nouvelles règles entreront en vigueur le 24 décembre."
    assert ukrainian == "Нові правила набудуть чинності 24 грудня."


@pytest.mark.parametrize(("source", "target"), PAIRS)
@pytest.mark.parametrize("listed", [True, False], ids=["shortlist", "all"])
def test_the_package_says_what_the_reference_says_piece_by_piece(
    source: Language, target: Language, listed: bool
) -> None:
    from fxtranslate import Translator as Package

    files = ModelFiles.of(folder_of(Pair(source, target)))
    shortlist = files.shortlist if listed else None
    vocabulary = files.source_vocabulary.read_bytes()
    package = Package(files.weights.read_bytes(), vocabulary, vocabulary, shortlist.read_bytes() if shortlist else None)
    processor = sentencepiece.SentencePieceProcessor(model_proto=vocabulary)
    reference = Reference(ModelFiles(files.weights, files.source_vocabulary, files.target_vocabulary, shortlist))
    for text, _ in heldout_pairs(source, target, 4, seed=6):
        ids = reference.greedy([*processor.encode(text), 0])
        assert package.translate(text) == processor.decode(ids)
        assert processor.encode(package.translate(text)) == ids


@pytest.mark.parametrize("text", ["", " ", "\n\t\u00a0"])
def test_nothing_is_translated_into_nothing(engine: FirefoxTranslator, text: str) -> None:
    assert one(engine, text) == Hypothesis("", 0)


def test_white_space_of_any_kind_is_one_space(engine: FirefoxTranslator) -> None:
    source, target = heldout_pairs("en", "fr", 1, seed=8)[0]
    assert one(engine, f"\n{source.replace(' ', chr(10))} \u2003").text == target


def test_a_text_beyond_the_window_is_refused_and_not_cut(engine: FirefoxTranslator) -> None:
    text = "The rules " * 100
    [length] = engine.count_tokens([text])
    assert length > 128
    with pytest.raises(EngineFailed, match=f"{length} tokens .* reads 120 at most"):
        one(engine, text)


def test_a_word_without_end_is_refused_at_once(engine: FirefoxTranslator) -> None:
    started = engine.stats().started
    with pytest.raises(EngineFailed, match="reads 120 at most"):
        one(engine, "x" * 100_000)
    assert engine.stats().started == started


def test_half_characters_are_refused(engine: FirefoxTranslator) -> None:
    assert engine.count_tokens(["\ud800"]) == engine.count_tokens(["?"])
    with pytest.raises(EngineFailed, match="half characters"):
        one(engine, "The \ud800 rules.")


def test_another_direction_is_refused(engine: FirefoxTranslator) -> None:
    with pytest.raises(EngineFailed, match="does not work from 'fr' to 'en'"):
        engine.translate(["Bonjour."], Pair("fr", "en"), GREEDY)


class Spelling:
    """A crew that answers what it is told to."""

    def __init__(self, answer: str) -> None:
        self._answer = answer

    def translate(self, text: str) -> str:
        return self._answer


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Oui <0xF0><0x9F><0x99><0x82>.", "Oui 🙂."),
        ("<0xE6><0xBC><0xA2>字", "漢字"),
        ("cut <0xF0><0x9F> off", "cut off"),
    ],
)
def test_bytes_become_characters(
    engine: FirefoxTranslator, monkeypatch: pytest.MonkeyPatch, said: str, meant: str
) -> None:
    monkeypatch.setattr(engine, "_crew", Spelling(said))
    assert one(engine, "The rules.").text == meant
    assert one(engine, "What <0xF0> means.").text == " ".join(said.split())


def test_an_output_that_was_cut_at_the_end_says_so(engine: FirefoxTranslator, monkeypatch: pytest.MonkeyPatch) -> None:
    [length] = engine.count_tokens(["The rules."])
    monkeypatch.setattr(engine, "_crew", Spelling("la " * (2 * length + 4)))
    assert not one(engine, "The rules.").finished
    monkeypatch.setattr(engine, "_crew", Spelling("Les règles."))
    assert one(engine, "The rules.").finished


def test_neither_torch_nor_ctranslate2_is_loaded(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = f"""
import sys
from pathlib import Path
from service.engines.base import Decoding, Runtime
from service.engines.registry import engine_class
from service.types import Pair
from tests.engines.firefox.conftest import installed
from tests.support.students import student
pair = Pair("en", "fr")
spec = student(pair, ["hub:a/b"])
engine = engine_class(spec, "ctranslate2")(installed(pair, Path({str(tmp_path / "model")!r})), spec, Runtime())
engine.translate(["The rules."], pair, Decoding())
engine.close()
loaded = {{name.split(".")[0] for name in sys.modules}}
assert not loaded & {{"torch", "transformers", "ctranslate2"}}, loaded
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=STUDENTS.parents[2], timeout=60)
