"""What prompts are given: the variables of each task, what they mean, and how they are made from a request.

Everything that comes from outside (article, title, draft, glossary) passes the fence on its way in, so that no template
can forget it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, Protocol

from service.engines.base import Budget, Document, Problems
from service.engines.chat.fence import Fence
from service.types import Pair, Style

PromptTask = Literal["summarize", "translate", "repair_summarize", "repair_translate"]

_EVERY = {
    "begin": "the delimiter that stands before data",
    "end": "the delimiter that stands after data",
    "mark": "the character between words of data in place of a space, none for a space",
    "canary": "a random word that no answer may hold",
    "source_language": "name of the language of the article or text",
    "target_language": "name of the language to write in",
}
_SUMMARIZE = {
    **_EVERY,
    "article": "the article between the delimiters, a numbered sentence a line",
    "style": "paragraph, bullets or headline",
    "max_sentences": "the most sentences, or items of a list",
    "max_words": "the most words of all of it",
    "as_json": "whether the answer is an object of JSON, not lines",
}
_TRANSLATE = {
    **_EVERY,
    "text": "the text to translate, between the delimiters",
    "context": "text around it, between the delimiters, or empty",
    "glossary": "pairs of a term and how it is to be translated",
}
_REPAIR = {
    "draft": "the answer that is to be put right, between the delimiters, or empty",
    "numbers": "numbers of the draft that are not as in the source",
    "names": "names of the draft that the source does not have",
    "wrong_language": "whether the draft is in another language than asked for",
    "too_long": "whether the draft is too long",
    "repeated": "whether the draft repeats itself",
    "unreadable": "whether the draft was not in the form asked for",
}
VARIABLES: Mapping[PromptTask, Mapping[str, str]] = {
    "summarize": _SUMMARIZE,
    "translate": _TRANSLATE,
    "repair_summarize": {**_SUMMARIZE, **_REPAIR},
    "repair_translate": {**_TRANSLATE, **_REPAIR},
}
NEEDED: Mapping[PromptTask, frozenset[str]] = {
    "summarize": frozenset({"article"}),
    "translate": frozenset({"text"}),
    "repair_summarize": frozenset({"article", "draft"}),
    "repair_translate": frozenset({"text", "draft"}),
}


class Addressed(Protocol):
    """What variables depend on of a prompt: what it is for, and the language that it names languages in."""

    @property
    def task(self) -> PromptTask: ...

    @property
    def styles(self) -> tuple[Style, ...]: ...

    @property
    def direct(self) -> bool | None: ...

    @property
    def written_in(self) -> str: ...

    def name_of(self, language: str) -> str: ...


def to_summarize(
    prompt: Addressed, fence: Fence, document: Document, budget: Budget, target: str, *, as_json: bool = False
) -> dict[str, object]:
    """The variables of `summarize`."""
    return {
        **_every(prompt, fence, Pair(document.language, target)),
        "article": fence.article(document.sentences, document.paragraphs, document.title),
        "style": budget.style,
        "max_sentences": budget.max_sentences,
        "max_words": budget.max_words,
        "as_json": as_json,
    }


def to_translate(
    prompt: Addressed,
    fence: Fence,
    text: str,
    pair: Pair,
    *,
    context: str = "",
    glossary: Sequence[tuple[str, str]] = (),
) -> dict[str, object]:
    """The variables of `translate`. `context` is text around it that is not to be translated."""
    return {
        **_every(prompt, fence, pair),
        "text": fence.text(text),
        "context": fence.text(context) if context.strip() else "",
        "glossary": [(fence.word(term), fence.word(translation)) for term, translation in glossary],
    }


def to_repair(fence: Fence, draft: str, problems: Problems) -> dict[str, object]:
    """What `repair_summarize` and `repair_translate` are given on top of the variables of the first attempt."""
    return {
        "draft": fence.text(draft) if draft.strip() else "",
        "numbers": [fence.word(number) for number in problems.numbers],
        "names": [fence.word(name) for name in problems.names],
        "wrong_language": problems.wrong_language,
        "too_long": problems.too_long,
        "repeated": problems.repeated,
        "unreadable": problems.unreadable,
    }


def _every(prompt: Addressed, fence: Fence, pair: Pair) -> dict[str, object]:
    return {
        "begin": fence.begin,
        "end": fence.end,
        "mark": fence.mark,
        "canary": fence.canary,
        "source_language": prompt.name_of(pair.source),
        "target_language": prompt.name_of(pair.target),
    }


def examples(prompt: Addressed) -> Iterator[dict[str, object]]:
    """Values to try a prompt with: everything there, and as little as there can be, in every style."""
    target = prompt.written_in
    source = "fr" if prompt.direct and target == "en" else "en" if prompt.direct else target
    full, bare = Fence("0" * 16, "1" * 16, mark="¦"), Fence("0" * 16, "1" * 16)
    wrong = Problems(("12",), ("Lowick",), True, True, True, True)
    for fence, problems, extra in ((full, wrong, "extra"), (bare, Problems(), "")):
        for style in prompt.styles or ("paragraph", "bullets", "headline"):
            if prompt.task.endswith("summarize"):
                document = Document(("One.", "Two."), (0, 1), source, extra or None)
                budget = Budget(style, 50, 3 if extra else 1)
                values = to_summarize(prompt, fence, document, budget, target, as_json=bool(extra))
            else:
                glossary = [("term", "translation")] if extra else []
                values = to_translate(prompt, fence, "One.", Pair(source, target), context=extra, glossary=glossary)
            if prompt.task.startswith("repair"):
                values |= to_repair(fence, extra, problems)
            yield values
