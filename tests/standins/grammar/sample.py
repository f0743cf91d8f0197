"""Sampling sentences and whole articles, in three languages at once, from a seed."""

from dataclasses import dataclass
from itertools import pairwise
from random import Random

from .forms import LANGUAGES, Language, Tri
from .names import Split
from .topics import TOPICS, Topic

Sentence = Tri


@dataclass(frozen=True)
class Article:
    """One story told in three languages, with its summary."""

    topic: str
    title: Tri
    paragraphs: tuple[tuple[Tri, ...], ...]
    summary: tuple[Tri, ...]

    def sentences(self, language: Language) -> list[str]:
        return [tri.get(language) for paragraph in self.paragraphs for tri in paragraph]

    def body(self, language: Language, separator: str = "\n\n") -> str:
        """The paragraphs; sentences joined by one space, paragraphs by the separator."""
        return separator.join(" ".join(tri.get(language) for tri in paragraph) for paragraph in self.paragraphs)

    def text(self, language: Language, separator: str = "\n\n") -> str:
        """Title, blank line, paragraphs."""
        return self.title.get(language) + "\n\n" + self.body(language, separator)

    def summary_text(self, language: Language) -> str:
        return " ".join(tri.get(language) for tri in self.summary)


def _paragraphs(rng: Random, sentences: list[Tri]) -> tuple[tuple[Tri, ...], ...]:
    """Two to four paragraphs (one where there are fewer than four sentences)."""
    count = 1 if len(sentences) < 4 else min(rng.randint(2, 4), len(sentences) // 2)
    cuts = sorted(rng.sample(range(1, len(sentences)), count - 1))
    bounds = [0, *cuts, len(sentences)]
    return tuple(tuple(sentences[low:high]) for low, high in pairwise(bounds))


def sample_article(
    rng: Random,
    split: Split,
    *,
    topic: Topic | None = None,
    low: int = 5,
    high: int = 12,
    odd: float = 0.0,
) -> Article:
    """An article of ``low`` to ``high`` sentences; ``odd`` is the share of names spelled freely."""
    topic = topic or rng.choice(TOPICS)
    slots = topic.story(rng, split, odd)
    kinds = list(topic.facts)
    count = min(rng.randint(low, high) - 1, len(kinds))
    told = sorted(rng.sample(range(len(kinds)), count))
    present = [kinds[index] for index in told]
    sentences = [rng.choice(topic.lead), *(rng.choice(topic.facts[kind]) for kind in present)]
    key = [kind for kind in topic.summary_facts if kind in present][:2]
    summary = [topic.summary_lead, *(topic.summary_facts[kind] for kind in key)]
    return Article(
        topic=topic.name,
        title=rng.choice(topic.titles).render(slots),
        paragraphs=_paragraphs(rng, [frame.render(slots) for frame in sentences]),
        summary=tuple(frame.render(slots) for frame in summary),
    )


def frames(topic: Topic) -> list[Tri]:
    """Every frame of a topic."""
    out = [*topic.titles, *topic.lead, topic.summary_lead, *topic.summary_facts.values()]
    for group in topic.facts.values():
        out.extend(group)
    return out


def sample_sentence(rng: Random, split: Split, odd: float = 0.0) -> Sentence:
    """One sentence or title, every frame of the grammar equally likely."""
    topic, frame = rng.choice(_ALL)
    return frame.render(topic.story(rng, split, odd))


def sample_item(rng: Random, split: Split, odd: float = 0.0) -> Sentence:
    """What a translator may meet: a sentence, now and then two, or one without its full stop."""
    tri = sample_sentence(rng, split, odd)
    draw = rng.random()
    if draw < 0.05:
        other = sample_sentence(rng, split, odd)
        return Tri(*(f"{tri.get(name)} {other.get(name)}" for name in LANGUAGES))
    if draw < 0.08:
        return Tri(*(tri.get(name).removesuffix(".") for name in LANGUAGES))
    return tri


_ALL: list[tuple[Topic, Tri]] = [(topic, frame) for topic in TOPICS for frame in frames(topic)]
