"""Every built-in prompt as models get it, in files. `python -m tests.prompts.snapshots` writes them anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from service.engines.base import Document, Problems
from service.engines.chat.fence import Fence
from service.engines.chat.prompts import Prompt, PromptLibrary, Rendered
from service.engines.chat.variables import to_repair, to_summarize, to_translate
from service.pipeline.limits import limits_for
from service.types import Length, Pair, Style

FOLDER = Path(__file__).parent / "snapshots"
LANGUAGES = ("en", "fr", "uk")
FENCE = Fence("0123456789abcdef", "fedcba9876543210")
MARKED = Fence("0123456789abcdef", "fedcba9876543210", mark="¦")

ARTICLES = {
    "en": Document(
        (
            "The library of Norby opens again on 3 May, after a fire had closed it for two years.",
            "The repair cost 2.4 million euros.",
            "Its director, Anna Holm, expects 900 visitors a day.",
        ),
        (0, 0, 1),
        "en",
        "Norby has its library back",
    ),
    "fr": Document(
        (
            "La bibliothèque de Norby rouvre le 3 mai, deux ans après l’incendie qui l’avait fermée.",
            "Les travaux ont coûté 2,4 millions d’euros.",
            "Sa directrice, Anna Holm, attend 900 visiteurs par jour.",
        ),
        (0, 0, 1),
        "fr",
        "Norby retrouve sa bibliothèque",
    ),
    "uk": Document(
        (
            "Бібліотека в Норбю знову відчиняється 3 травня: два роки тому її закрила пожежа.",
            "Ремонт коштував 2,4 мільйона євро.",
            "Директорка Анна Гольм чекає на 900 відвідувачів щодня.",
        ),
        (0, 0, 1),
        "uk",
        "Норбю повертає собі бібліотеку",
    ),
}
WRONG = Problems(("25", "1999"), ("Anna Berg",), wrong_language=True, too_long=True, repeated=True, unreadable=True)


def renderings(prompt: Prompt, target: str) -> Iterator[tuple[str, Rendered]]:
    """What a prompt becomes for a target language: every style and length, or every kind of text, with its name."""
    other = "fr" if target == "uk" else "uk" if target == "en" else "en"
    if prompt.task.endswith("summarize"):
        document = ARTICLES[other if prompt.direct else target]
        for style in prompt.styles or get_args(Style):
            for length in get_args(Length):
                yield f"{style}, {length}", summarize(prompt, document, target, style, length)
        yield "paragraph, medium, datamarked", summarize(prompt, document, target, "paragraph", "medium", MARKED)
        yield "paragraph, medium, as JSON", summarize(prompt, document, target, "paragraph", "medium", as_json=True)
    else:
        yield "alone", translate(prompt, Pair(other, target))
        terms = [("library", "bibliothèque"), ("fire", "incendie")]
        yield "with context and glossary", translate(prompt, Pair(other, target), context=2, glossary=terms)
        yield "datamarked", translate(prompt, Pair(other, target), fence=MARKED)


def summarize(
    prompt: Prompt,
    document: Document,
    target: str,
    style: Style,
    length: Length,
    fence: Fence = FENCE,
    *,
    as_json: bool = False,
) -> Rendered:
    budget = limits_for(style, length, None).budget()
    variables = to_summarize(prompt, fence, document, budget, target, as_json=as_json)
    if prompt.task == "repair_summarize":
        variables |= to_repair(fence, f"{ARTICLES[target].sentences[1]} [2]", WRONG)
    return prompt.render(**variables)


def translate(
    prompt: Prompt, pair: Pair, *, context: int = 0, glossary: list[tuple[str, str]] | None = None, fence: Fence = FENCE
) -> Rendered:
    sentences = ARTICLES[pair.source].sentences
    around = " ".join(sentences[:context])
    variables = to_translate(prompt, fence, sentences[2], pair, context=around, glossary=glossary or ())
    if prompt.task == "repair_translate":
        variables |= to_repair(fence, ARTICLES[pair.target].sentences[1], WRONG)
    return prompt.render(**variables)


def snapshots() -> dict[str, str]:
    """File names and what belongs into them: each distinct system part once, then each user part."""
    files = {}
    for prompt in PromptLibrary.load().prompts:
        for target in prompt.languages or LANGUAGES:
            parts: dict[tuple[str, str], list[str]] = {}
            for name, rendered in renderings(prompt, target):
                parts.setdefault(("system", rendered.system), []).append(name)
                parts.setdefault(("user", rendered.user), []).append(name)
            ordered = sorted(parts.items(), key=lambda part: part[0][0])
            files[f"{prompt.id}--{target}.txt"] = "\n".join(
                f"===== {kind} ({'; '.join(names)})\n{text}\n" for (kind, text), names in ordered
            )
    return files


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    wanted = snapshots()
    for path in FOLDER.glob("*.txt"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
