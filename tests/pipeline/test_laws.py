"""The laws of style and length: never over a ceiling, never a cut sentence, never empty; for every engine, whatever it
does, in every language."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service import Article, Service, Settings, SummaryRequest
from service.engines.base import Runtime
from service.errors import EngineFailed, Unusable
from service.models.catalog import Catalog
from service.models.installer import Installer
from service.models.manifest import Installed, record_files, write_ready
from service.models.pool import Pool
from service.models.store import ModelStore
from service.pipeline.limits import limits_for
from service.text.normalize import normalize
from service.text.words import count_words, words
from service.types import EngineChoice, Failure, Length, Style, Summary
from tests.pipeline.conftest import summarizer, translator
from tests.support.fake_engines import Behaviour, FakeSummarizer, FakeTranslator, Naughtiness

LANGUAGES = ("en", "fr", "uk", "ja")
SENTENCES = {
    "en": [
        "The council of Lowick approved the new budget on Monday.",
        "The mayor, who was elected in May, said that the road (built in 1962) would be closed until 12 June.",
        "Two trains an hour now run to the coast, and the journey takes 35 minutes.",
        "“We waited a long time for this,” she told visitors.",
        "It rained.",
        "He added that the work would cost 2.5 million pounds, of which the county pays half, and that nobody in the "
        "town, neither the shopkeepers of the market nor the drivers who cross the bridge twice a day, would have to "
        "pay a toll before the end of the year.",
        "Will it be enough?",
        "Opponents – and there are many of them – want a vote; the council has refused it twice.",
    ],
    "fr": [
        "La mairie de Vauclair a annoncé lundi la fermeture du pont suspendu.",
        "Le pont, qui date de 1930, sera fermé pendant six mois (au moins).",
        "« Nous ne prendrons aucun risque », a déclaré la maire, Hélène Aubert.",
        "Il pleut.",
        "Les commerçants du quartier, qui craignent de perdre une partie de leur clientèle pendant les travaux dont le "
        "coût est estimé à 2,5 millions d’euros, demandent que la navette gratuite qui relie les deux rives circule "
        "aussi le dimanche et les jours de marché, au moins jusqu’à la fin de l’année.",
        "Chaque jour, près de 4 000 voitures empruntent cet ouvrage.",
    ],
    "uk": [
        "У Заріччі в суботу після ремонту знову відкрили дитячу лікарню.",
        "Роботи тривали два роки (з перервами) й коштували 48 мільйонів гривень.",
        "Дощило.",
        "Головна лікарка Ганна Левченко сказала, що перших пацієнтів приймуть уже в понеділок.",
        "До ремонту батьки мусили возити дітей до обласного центру за 70 кілометрів, а взимку, коли дороги замітало "
        "снігом, чекати на швидку по кілька годин, бо найближча бригада виїжджала з сусідньої громади, де теж "
        "бракувало машин, лікарів і пального.",
        "Лікарня обслуговує чотири громади, і в ній є укриття на 300 людей.",
    ],
    "ja": [
        "東京都は月曜日、新しい図書館を開いた。",
        "図書館には八万冊の本がある。",
        "市長は、建設費が十二億円だったこと、工事に三年かかったこと、そして夜九時まで開いていることを説明した。",
        "雨だった。",
    ],
}
ITEMS = {"en": "warm socks", "fr": "des bottes", "uk": "теплі шкарпетки", "ja": "靴下"}
WALL = {"en": "and then ", "fr": "et puis ", "uk": "а потім ", "ja": "それから"}


class Fakes:
    """How the engines of the test that is running behave."""

    writing: ClassVar[Behaviour] = Behaviour()
    translating: ClassVar[Behaviour] = Behaviour()


class Writer(FakeSummarizer):
    def __init__(self, *made_from: Any) -> None:
        super().__init__(behaviour=Fakes.writing)

    def summarize(self, documents: Any, budget: Any, decoding: Any) -> Any:
        self.behaviour = Fakes.writing
        return super().summarize(documents, budget, decoding)


class Interpreter(FakeTranslator):
    """Every translation is two words longer than its source."""

    def __init__(self, *made_from: Any) -> None:
        super().__init__()

    def translate(self, segments: Any, pair: Any, decoding: Any) -> Any:
        self.behaviour = Fakes.translating
        return super().translate(segments, pair, decoding)

    def _translated(self, segment: str, target: str) -> str:
        return f"{segment[:-1]} ja da{segment[-1:]}"


PAIRS = [f"{source}-{target}" for source in LANGUAGES for target in LANGUAGES if source != target]
WRITER = replace(summarizer("writer", "en", "fr", window=200), engine=f"{__name__}:Writer")
INTERPRETER = replace(translator("interpreter", *PAIRS), engine=f"{__name__}:Interpreter")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    root = tmp_path_factory.mktemp("models")
    for spec in (WRITER, INTERPRETER):
        folder = root / spec.id / hashlib.sha1(spec.id.encode()).hexdigest()
        (folder / "hf").mkdir(parents=True)
        (folder / "hf" / "config.json").write_text("{}")
        files = record_files(folder, [folder / "hf" / "config.json"])
        write_ready(
            Installed(folder, spec.id, spec.repo, spec.revision, folder.name, ("torch",), None, "2026-01-01", files)
        )
    values = Settings(models_dir=Path(root), pull="never", cache_mb=0)
    store = ModelStore(root, catalog=Catalog((WRITER, INTERPRETER), {}))
    installer = Installer(store, policy="never")
    with Service(values, store=store, pool=Pool(store, Runtime), installer=installer) as service:
        yield service


@st.composite
def articles(draw: st.DrawFn) -> tuple[str, Article]:
    language = draw(st.sampled_from(LANGUAGES))
    blocks = []
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["prose", "prose", "prose", "list", "heading", "wall"]))
        if kind == "prose":
            chosen = draw(st.lists(st.sampled_from(SENTENCES[language]), min_size=1, max_size=6))
            blocks.append(("" if language == "ja" else draw(st.sampled_from([" ", "  ", "\n"]))).join(chosen))
        elif kind == "list":
            blocks.append("\n".join(f"- {ITEMS[language]} {number}" for number in range(draw(st.integers(1, 5)))))
        elif kind == "heading":
            blocks.append(SENTENCES[language][0].rstrip(".。"))
        else:
            blocks.append((WALL[language] * draw(st.sampled_from([5, 60, 400]))).strip())
    title = draw(st.sampled_from([None, SENTENCES[language][0].rstrip(".。"), SENTENCES[language][-1] * 3]))
    return language, Article("\n\n".join(blocks), title=title)


requests = st.builds(
    lambda written, style, length, max_words, engine, target, extras: SummaryRequest(
        written[1],
        written[0],
        (written[0],) if target is None else (target,),
        style,
        length,
        max_words,
        engine,
        extras=extras,
    ),
    articles(),
    st.sampled_from(get_args(Style)),
    st.sampled_from(get_args(Length)),
    st.sampled_from([None, None, 1, 3, 8, 15, 40, 200]),
    st.sampled_from(["auto", "extractive"]),
    st.sampled_from([None, *LANGUAGES]),
    st.sampled_from([frozenset(), frozenset({"keywords", "title"})]),
)
naughty = st.sampled_from([None, None, *(each for each in get_args(Naughtiness) if each != "stall")])
law = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def hold(request: SummaryRequest, summary: Summary) -> None:
    """Asserts the laws that hold whatever the engines did."""
    limits = limits_for(request.style, request.length, request.max_words)
    texts = [sentence.text for sentence in summary.sentences]
    assert summary.text.strip()
    assert all(text.strip() for text in texts)
    assert 1 <= len(texts) <= limits.max_sentences
    if limits.max_words is not None:
        assert sum(map(count_words, texts)) <= limits.max_words
        assert sum(map(count_words, summary.text.split("\n- "))) <= limits.max_words
    if request.style != "paragraph":
        assert len(summary.text.split("\n")) == len(texts)
    if request.style == "bullets":
        assert all(line.startswith("- ") for line in summary.text.split("\n"))
    if summary.title is not None:
        assert 1 <= count_words(summary.title) <= 17
    for sentence in summary.sentences:
        for source in sentence.sources:
            assert request.article.text[source.start : source.end].strip()  # type: ignore[union-attr]


def is_part(text: str, sentence: str) -> bool:
    """Whether the words of `text` are words of `sentence`, in that order."""
    rest = iter(words(sentence.casefold()))
    return all(word in rest for word in words(text.casefold()))


@law
@given(requests, naughty, naughty)
def test_no_engine_breaks_a_law(
    library: Service, request_: SummaryRequest, writing: Naughtiness | None, translating: Naughtiness | None
) -> None:
    Fakes.writing, Fakes.translating = Behaviour(writing), Behaviour(translating)
    try:
        [found] = library.summarize(request_).summaries
    except EngineFailed:
        assert translating in {"raise", "drop", "add"}
        return
    if isinstance(found, Summary):
        hold(request_, found)
    elif not isinstance(found.error, EngineFailed):
        # A ceiling that nothing keeps: one that was asked for, or a headline's, where no word is worth one.
        assert isinstance(found.error, Unusable), found.error
        assert request_.max_words is not None or request_.style == "headline"
    else:
        assert translating is not None


@law
@given(requests)
def test_the_articles_own_sentences_come_whole_or_without_what_only_adds(
    library: Service, request_: SummaryRequest
) -> None:
    Fakes.writing, Fakes.translating = Behaviour(), Behaviour()
    request = replace(request_, engine="extractive", target_languages=(str(request_.source_language),))
    [found] = library.summarize(request).summaries
    if isinstance(found, Failure) or found.steps[-1].engine in {"title", "keywords"}:
        return
    text = request.article.text  # type: ignore[union-attr]
    for sentence in found.sentences:
        [source] = sentence.sources
        whole = normalize(text[source.start : source.end])
        if normalize(sentence.text) != whole:
            assert is_part(sentence.text, whole)
            assert sentence.text[-1] == whole[-1]
            assert "repaired" in {check.status for check in found.checks}


@law
@given(requests)
def test_what_is_refused_names_a_number_that_works(library: Service, request_: SummaryRequest) -> None:
    Fakes.writing, Fakes.translating = Behaviour(), Behaviour()
    request = replace(request_, max_words=1, style="paragraph")
    [found] = library.summarize(request).summaries
    if isinstance(found, Summary):
        hold(request, found)
        return
    assert isinstance(found.error, Unusable)
    assert [each.field for each in found.error.errors] == ["max_words"]
    [least] = re.findall(r"that works is (\d+)", found.error.detail)
    enough = replace(request, max_words=int(least))
    [found] = library.summarize(enough).summaries
    assert isinstance(found, Summary)
    hold(enough, found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("engine", ["auto", "extractive"])
@pytest.mark.parametrize("length", get_args(Length))
@pytest.mark.parametrize("style", get_args(Style))
def test_every_style_and_length_is_served_in_every_language(
    library: Service, style: Style, length: Length, engine: EngineChoice, language: str
) -> None:
    Fakes.writing, Fakes.translating = Behaviour(), Behaviour()
    text = ("" if language == "ja" else " ").join(SENTENCES[language] * 2)
    request = SummaryRequest(Article(text), language, LANGUAGES, style, length, engine=engine)
    for found in library.summarize(request).summaries:
        assert isinstance(found, Summary)
        hold(request, found)


def test_an_article_within_the_ceiling_is_its_own_summary_in_every_style(library: Service) -> None:
    for style in get_args(Style):
        text = SENTENCES["en"][0]
        [found] = library.summarize(SummaryRequest(Article(text), "en", style=style)).summaries
        assert isinstance(found, Summary)
        assert found.text == (f"- {text}" if style == "bullets" else text)
        assert [step.engine for step in found.steps] == ["passthrough"]


@pytest.mark.parametrize("max_words", [4, 7, 9, 12])
def test_where_a_translation_is_too_long_less_is_said_and_it_is_told(library: Service, max_words: int) -> None:
    Fakes.writing, Fakes.translating = Behaviour(), Behaviour()
    text = " ".join([*SENTENCES["en"][:4], "Rain is forecast.", SENTENCES["en"][6]])
    request = SummaryRequest(Article(text), "en", ("en", "uk"), length="short", max_words=max_words)

    own, translated = library.summarize(request).summaries

    assert isinstance(own, Summary)
    if max_words < 6:  # four words in English are the fewest, and every translation has two more
        assert isinstance(translated, Failure)
        return
    assert isinstance(translated, Summary)
    hold(request, translated)
    [length] = [check for check in translated.checks if check.name == "length"]
    less = translated.sentences[0].sources != own.sentences[0].sources
    assert less == ("less is said" in length.detail)
    assert not less or (length.status, count_words(own.text) + 2 > max_words) == ("repaired", True)
