"""The last step: what was written and translated becomes an answer that says how it came about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service import __version__
from service.pipeline.checks import (
    Finding,
    examine_language,
    examine_length,
    examine_support,
    judges_language,
    merge,
    report,
)
from service.pipeline.keys import TEXT_RULES
from service.pipeline.limits import limits_for
from service.pipeline.summarize import Written
from service.pipeline.translate import Translated, joiner
from service.text.number_words import LANGUAGES
from service.types import (
    Check,
    CheckName,
    Quality,
    Step,
    Style,
    Summary,
    SummaryRequest,
    SummarySentence,
    Translation,
    TranslationRequest,
)

# What an article may put before the items of its own lists.
_COMPARED = {f"{source}-{target}" for source in LANGUAGES for target in LANGUAGES}
_BULLET = re.compile(r"^[-*+•‣◦▪●–]\s+")


def finish_summary(language: str, written: Written, translated: Translated, request: SummaryRequest) -> Summary:
    """The summary in `language`: the sentences that were written, less those that stayed wrong in translation (as long
    as others are right) and those that its ceiling has no room for.
    """
    limits = limits_for(request.style, request.length, request.max_words)
    everything = [
        SummarySentence(text, sentence.sources)
        for text, sentence in zip(translated.texts, written.sentences, strict=True)
    ]
    blamed = {finding.sentence for finding in translated.left if not finding.weak}
    sound = [sentence for index, sentence in enumerate(everything) if index not in blamed] or everything
    kept = sound[: limits.trim([sentence.text for sentence in sound])]
    final = [sentence.text for sentence in kept]

    written_left = written.left
    seen, left = [*translated.seen, *translated.left], list(translated.left)
    if len(sound) < len(everything):
        left = [finding for finding in left if finding.sentence not in blamed]
    if len(kept) < len(sound):
        seen.append(Finding("length", "the translation was longer than the ceiling; its last sentences were left out"))
    if translated.steps:
        left.extend(examine_language(" ".join(final), language, source=" ".join(written.texts())))
        left.extend(examine_length(final, limits))
        if not limits.kept_by(written.texts()):  # what was too long before translation has just been looked at again
            written_left = tuple(finding for finding in written.left if finding.name != "length")
    checks = merge(
        report(written.seen, written_left, skipped=_skipped(written.texts())),
        report([*seen, *left], [*left, *examine_support(kept)], skipped=_skipped(final, translated.steps)),
    )
    steps = (*written.steps, *translated.steps)
    return Summary(
        language=language,
        text=_layout(final, language, request.style, written.gaps if len(kept) == len(everything) else ()),
        sentences=tuple(kept),
        steps=steps,
        checks=checks,
        degraded=written.degraded,
        signature=signature(steps, request.quality),
    )


def finish_translation(
    language: str, request: TranslationRequest, rows: Sequence[tuple[str, Translated]]
) -> Translation:
    """All texts of a request in `language`, in the order asked; `rows` holds each text and its run."""
    texts = tuple(text for text, _ in rows)
    runs = list({id(run): run for _, run in rows}.values())
    seen = [finding for run in runs for finding in run.seen]
    left = [finding for run in runs for finding in run.left]
    for (text, run), source in zip(rows, request.texts, strict=True):
        if run.steps:
            left.extend(examine_language(text, language, source=source))
    skipped = ("support", *_skipped(texts, [step for run in runs for step in run.steps]))
    checks: tuple[Check, ...] = report([*seen, *left], left, skipped=skipped)
    steps = tuple(step for run in runs for step in run.steps)
    return Translation(language, texts, steps, checks, signature(steps, request.quality))


def signature(steps: Sequence[Step], quality: Quality) -> str:
    """Everything that decided the output, readable: what ran, in order, the decoding, the rules and the version.

    Two answers with different signatures may differ for the same input; a cache must not mix them.
    """
    ran = [
        f"{step.task}:{step.languages}:{step.engine}"
        + (f":{step.model}@{step.revision}:{step.recipe}" if step.model else "")
        for step in steps
    ]
    return "|".join([*ran, f"quality:{quality}", f"rules:{TEXT_RULES}", f"stislo:{__version__}"])


def _layout(sentences: Sequence[str], language: str, style: Style, gaps: Sequence[str]) -> str:
    if style == "bullets":
        return "\n".join(f"- {_BULLET.sub('', sentence)}" for sentence in sentences)
    if style == "paragraph" and gaps:
        return "".join(part for pair in zip(sentences, (*gaps, ""), strict=True) for part in pair)
    return joiner(language).join(sentences)


def _skipped(texts: Sequence[str], steps: Sequence[Step] = ()) -> tuple[CheckName, ...]:
    """The checks that texts made by these translation steps are not put to."""
    skipped: tuple[CheckName, ...] = () if judges_language(" ".join(texts)) else ("language",)
    return skipped if all(step.languages in _COMPARED for step in steps) else ("names", *skipped)
