"""The calls of the soak test, and what is wrong with a reply to each.

Every answer carries a marker of its own text: its translation, spans that must be found in it, its hash.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from random import Random
from typing import Any

from benchmarks.judge import Judge
from benchmarks.load import LEFT, LOST, Address, Call, Reply, post
from tests.standins import SUMMARIZER, TRANSLATORS, heldout_articles, heldout_pairs
from tests.standins.grammar.forms import LANGUAGES


@dataclass(frozen=True, slots=True)
class Item:
    """A call, and what is wrong with a reply to it: None where nothing is."""

    kind: str
    call: Call
    problem: Callable[[Reply], str | None]


class Mix:
    """The calls of the soak test, for a server with the stand-ins."""

    def __init__(self, address: Address, *, each: int = 60) -> None:
        self._address = address
        self._rng = Random("soak mix")
        self.judges: list[Judge] = []
        self.items = [
            *self._sentences(each),
            *self._documents(max(1, each // 6)),
            *self._extracts(each),
            *self._abstracts(max(1, each // 3)),
            *self._nonsense(),
            *self._leavers(max(1, each // 3)),
        ]

    @property
    def judged(self) -> int:
        """Texts so far that were compared with what was expected."""
        return sum(sum(judge.counts.values()) for judge in self.judges)

    @property
    def inexact(self) -> int:
        """Texts so far that a model got not quite right."""
        return sum(judge.counts["inexact"] for judge in self.judges)

    def _judge(self, expected: Sequence[str]) -> Judge:
        self.judges.append(Judge(expected))
        return self.judges[-1]

    def _translation(self, text: str | list[str], source: str, targets: list[str], **fields: Any) -> Call:
        body = {"text": text, "source_language": source, "target_languages": targets, **fields}
        leave_after = body.pop("leave_after", None)
        return post("/v1/translations", body, self._address, leave_after)

    def _sentences(self, each: int) -> list[Item]:
        items = []
        for source, target in TRANSLATORS:
            pairs = heldout_pairs(source, target, each, seed=5)
            judge = self._judge([translation for _, translation in pairs])
            for index, (text, _) in enumerate(pairs):
                call = self._translation(text, source, [target], cache=index % 2 == 0)
                items.append(Item("sentence", call, _sentence_problem(judge, index)))
        return items

    def _documents(self, count: int) -> list[Item]:
        items = []
        for number in range(count):
            french, ukrainian = (heldout_pairs("en", target, 24, seed=100 + number) for target in ("fr", "uk"))
            judges = [self._judge([translation for _, translation in pairs]) for pairs in (french, ukrainian)]
            call = self._translation([text for text, _ in french], "en", ["fr", "uk"], cache=number % 2 == 0)
            items.append(Item("document", call, _document_problem(judges)))
        return items

    def _extracts(self, each: int) -> list[Item]:
        items = []
        for language in LANGUAGES:
            for article in heldout_articles(language, each // 3, seed=6):
                text = article.body
                call = post("/v1/summaries", {"text": text, "engine": "extractive", "length": "short"}, self._address)
                items.append(Item("extractive", call, _extract_problem(text)))
        return items

    def _abstracts(self, count: int) -> list[Item]:
        articles = heldout_articles("en", count, seed=8)
        targets = LANGUAGES
        judges = [self._judge([article.summary[language] for article in articles]) for language in targets]
        items = []
        for index, article in enumerate(articles):
            body = {"text": article.body, "title": article.title, "target_languages": targets, "model": SUMMARIZER}
            call = post("/v1/summaries", {**body, "cache": index % 2 == 0}, self._address)
            items.append(Item("seq2seq", call, _abstract_problem(judges, index, article.body)))
        return items

    def _nonsense(self) -> list[Item]:
        address = self._address
        bad = [
            (422, post("/v1/summaries", {"text": "One. Two.", "max_words": 0}, address)),
            (400, post("/v1/translations", ["not", "an", "object"], address)),
            (400, post("/v1/summaries", {"text": "One. Two.", "colour": "green"}, address)),
            (404, post("/v1/nothing", {}, address)),
            (405, post("/v1/languages", {}, address)),
            (422, post("/v1/summaries", {"text": "   "}, address)),
            (422, self._translation("A word.", "en", ["xx"])),
        ]
        return [Item("nonsense", call, _status_problem(status)) for status, call in bad]

    def _leavers(self, count: int) -> list[Item]:
        items = []
        for number in range(count):
            texts = [text for text, _ in heldout_pairs("en", "uk", 24, seed=200 + number)]
            after = self._rng.uniform(0.001, 0.1)
            call = self._translation(texts, "en", ["uk"], cache=False, leave_after=after)
            items.append(Item("leaver", call, _leaver_problem))
        return items


def _sentence_problem(judge: Judge, index: int) -> Callable[[Reply], str | None]:
    def problem(reply: Reply) -> str | None:
        if reply.status != 200:
            return _unanswered(reply)
        [translation] = reply.json()["translations"]
        return None if judge(index, translation["text"]) else "the translation of another text"

    return problem


def _document_problem(judges: Sequence[Judge]) -> Callable[[Reply], str | None]:
    def problem(reply: Reply) -> str | None:
        if reply.status != 200:
            return _unanswered(reply)
        for judge, translation in zip(judges, reply.json()["translations"], strict=True):
            if len(translation["text"]) != len(judge.expected):
                return "sentences are missing"
            if not all(judge(index, text) for index, text in enumerate(translation["text"])):
                return "the translation of another text"
        return None

    return problem


def _another_article(text: str) -> Callable[[Reply], str | None]:
    """Says why a reply is not that to the article."""
    digest = sha256(text.encode()).hexdigest()

    def problem(reply: Reply) -> str | None:
        if reply.status != 200:
            return _unanswered(reply)
        return None if reply.json()["article"]["sha256"] == digest else "the summary of another article"

    return problem


def _extract_problem(text: str) -> Callable[[Reply], str | None]:
    another = _another_article(text)

    def problem(reply: Reply) -> str | None:
        if (found := another(reply)) is not None:
            return found
        answer = reply.json()
        for sentence in answer["summaries"][0]["sentences"]:
            if not any(text[span["start"] : span["end"]] == sentence["text"] for span in sentence["sources"]):
                return "a sentence that the article does not have"
        return None

    return problem


def _abstract_problem(judges: Sequence[Judge], index: int, text: str) -> Callable[[Reply], str | None]:
    another = _another_article(text)

    def problem(reply: Reply) -> str | None:
        if (found := another(reply)) is not None:
            return found
        answer = reply.json()
        for judge, summary in zip(judges, answer["summaries"], strict=True):
            if summary["status"] != "ok":
                return f"a summary that failed: {summary['error']['code']}"
            if not judge(index, summary["text"]):
                return "the summary of another article"
        return None

    return problem


def _status_problem(status: int) -> Callable[[Reply], str | None]:
    return lambda reply: None if reply.status == status else _unanswered(reply)


def _leaver_problem(reply: Reply) -> str | None:
    return None if reply.status in (LEFT, 200) else _unanswered(reply)


def _unanswered(reply: Reply) -> str:
    return "lost" if reply.status == LOST else f"status {reply.status}"
