"""The trained stand-ins, as shipped: what they weigh, what they are, and that they still do their work."""

import json
from pathlib import Path

import pytest

from tests.standins import (
    PREFIXES,
    SUMMARIZER,
    TRAINED,
    TRANSLATORS,
    heldout_articles,
    heldout_pairs,
    names,
)
from tests.standins.grammar.forms import Language
from tests.standins.making.engine import Runner, convert
from tests.standins.making.examples import EXAMPLES, example
from tests.standins.score import SCORES, folder_bytes, sha256

LIMIT_BYTES = 12 * 1024 * 1024
MARIAN_FILES = {
    "config.json",
    "generation_config.json",
    "model.safetensors",
    "source.spm",
    "target.spm",
    "tokenizer_config.json",
    "vocab.json",
}


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Runner]:
    """Every stand-in, converted to int8."""
    work = tmp_path_factory.mktemp("converted")
    return {
        name: Runner(
            TRAINED / name,
            convert(TRAINED / name, work / name, "int8"),
            "int8",
            PREFIXES.get(name, ""),
        )
        for name in names()
    }


def test_all_of_them_are_small_and_are_those_that_were_scored() -> None:
    scores = json.loads(SCORES.read_text("utf-8"))
    assert set(scores["models"]) == set(names())
    assert sum(folder_bytes(TRAINED / name) for name in names()) <= LIMIT_BYTES
    for name, recorded in scores["models"].items():
        assert sha256(TRAINED / name / "model.safetensors") == recorded["sha256"], name
        least = 0.90 if name == SUMMARIZER else 0.95
        exact = recorded["exact"]
        assert min(exact.values()) >= least, name
        for row in ("greedy", "beam4", "beam4_patience2"):
            lost = exact[f"float32_{row}"] - exact[f"int8_{row}"]
            assert round(abs(lost), 4) <= 0.01, (name, row)


@pytest.mark.parametrize("name", TRANSLATORS.values())
def test_marian_repositories_have_the_real_shape(name: str) -> None:
    folder = TRAINED / name
    assert {path.name for path in folder.iterdir()} == MARIAN_FILES
    vocabulary = json.loads((folder / "vocab.json").read_text("utf-8"))
    assert next(iter(vocabulary)) == "</s>"
    assert list(vocabulary)[-1] == "<pad>"
    assert (">>ukr<<" in vocabulary) == (name in PREFIXES)
    config = json.loads((folder / "config.json").read_text("utf-8"))
    assert config["decoder_start_token_id"] == config["pad_token_id"] == len(vocabulary) - 1
    generation = json.loads((folder / "generation_config.json").read_text("utf-8"))
    assert generation["bad_words_ids"] == [[config["pad_token_id"]]]


@pytest.mark.parametrize(("pair", "name"), TRANSLATORS.items(), ids=list(TRANSLATORS.values()))
def test_heldout_sentences(converted: dict[str, Runner], pair: tuple[Language, Language], name: str) -> None:
    pairs = heldout_pairs(*pair, 200, seed=3)
    made = converted[name]([source for source, _ in pairs])
    right = sum(got == want for got, (_, want) in zip(made, pairs, strict=True))
    assert right >= 0.95 * len(pairs)


def test_heldout_summaries(converted: dict[str, Runner]) -> None:
    articles = heldout_articles("en", 50, seed=3)
    made = converted[SUMMARIZER]([article.text for article in articles])
    right = sum(got == one.summary_en for got, one in zip(made, articles, strict=True))
    assert right >= 0.90 * len(articles)


@pytest.mark.parametrize("separator", ["\n\n", "\n", " "])
def test_the_summarizer_takes_any_separator(converted: dict[str, Runner], separator: str) -> None:
    articles = heldout_articles("en", 20, seed=4)
    texts = [article.body.replace("\n\n", separator) for article in articles]
    made = converted[SUMMARIZER](texts)
    right = sum(got == one.summary_en for got, one in zip(made, articles, strict=True))
    assert right >= 0.85 * len(articles)


@pytest.mark.parametrize("beam", [1, 4])
@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_go_all_the_way(converted: dict[str, Runner], name: str, beam: int) -> None:
    """An article into English sentence by sentence, summarized, and the summary into the others."""
    article, (_, language, _) = example(name), EXAMPLES[name]
    english = article.text("en")
    if language != "en":
        into_english = converted[TRANSLATORS[language, "en"]]
        title = into_english([article.title.get(language)], beam)[0]
        paragraphs = [
            " ".join(into_english([tri.get(language) for tri in paragraph], beam)) for paragraph in article.paragraphs
        ]
        assert "\n\n".join([title, *paragraphs]) == english
    assert converted[SUMMARIZER]([english], beam) == [article.summary_text("en")]
    sentences = [tri.en for tri in article.summary]
    for target in ("fr", "uk"):
        made = converted[TRANSLATORS["en", target]](sentences, beam)
        assert made == [tri.get(target) for tri in article.summary]


@pytest.mark.parametrize("name", TRANSLATORS.values())
def test_other_text_ends(converted: dict[str, Runner], name: str) -> None:
    texts = [
        "Hello, world!",
        "This sentence is about something that no grammar here has ever heard of.",
        "Où est la bibliothèque ?",
        "Добрий день, як справи?",
        "xyzzy",
        "12345",
        "🙂",
    ]
    assert all(len(out) < 400 for out in converted[name](texts))


def test_no_path_or_foreign_name_is_shipped() -> None:
    for path in (TRAINED / name / "config.json" for name in names()):
        assert "_name_or_path" not in json.loads(Path(path).read_text("utf-8"))
