"""The last step: what was written and translated becomes an answer that says how it came about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from service.pipeline.checks import (
    Finding,
    examine_language,
    examine_support,
    judges_language,
    merge,
    report,
)
from service.pipeline.documents import shown_text
from service.pipeline.job import Job
from service.pipeline.keys import TEXT_RULES
from service.pipeline.limits import Limits
from service.pipeline.own_words import Written
from service.pipeline.terms import terms_revision
from service.pipeline.translate import Translated, joiner
from service.pipeline.whole_articles import split_title
from service.text.cues import is_terminated
from service.text.names import names
from service.text.normalize import normalize
from service.text.numbers import LANGUAGES, read
from service.types import (
    Check,
    CheckName,
    Quality,
    Step,
    Style,
    Summary,
    SummarySentence,
    Translation,
    TranslationRequest,
)
from service.version import VERSION

_PAUSES = (",", "،", "、", "，", "–", "—", "-")
_WIDE_MARKS = frozenset({"zh", "ja", "yue"})
# The full stop of a sentence that has no other, so that it ends no abbreviation.
_STOP = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[^\W\d_]{3}[»”\"]))\.$|。$")
# What an article may put before the items of its own lists.
_COMPARED = {f"{source}-{target}" for source in LANGUAGES for target in LANGUAGES}
_BULLET = re.compile(r"^[-*+•‣◦▪●–]\s+|^[-•‣◦▪●–](?=[^\W\d_])")


def finish_summary(
    job: Job, language: str, written: Written, translated: Translated, *, shorter: bool = False
) -> Summary | None:
    """The summary in `language`: the sentences that were written, less those that stayed wrong in translation (as long
    as others are right), as much of it as its ceiling has room for; None where that is nothing. Degraded where not one
    sentence was translated rightly.

    `shorter` says that this stands in for something that was too long in this language.
    """
    request, limits = job.request, job.limits
    useless = translated.all_wrong()
    blamed = frozenset[int]() if useless else translated.wrong()
    fitting = limits.fit(translated.texts, language, without=blamed)
    if not fitting:
        return None
    kept = tuple(SummarySentence(text, written.sentences[index].sources) for index, text in fitting)
    if not translated.steps:
        kept = tuple(replace(each, text=written.printed(each.text, each.sources)) for each in kept)
    final = [sentence.text for sentence in kept]

    seen = [*translated.seen, *translated.left]
    left = [finding for finding in translated.left if finding.sentence not in blamed]
    if shorter:
        seen.append(Finding("length", "the translation was longer than the ceiling; less is said"))
    elif len(kept) < len(translated.texts) - len(blamed):
        seen.append(Finding("length", "the translation was longer than the ceiling; sentences were left out"))
    if any(text != translated.texts[index] for index, text in fitting):
        seen.append(Finding("length", "a sentence was too long for the ceiling; what only adds to it was left out"))
    if translated.steps:
        left.extend(examine_language(" ".join(final), language, source=" ".join(written.texts())))
    # What was too long before translation, or for a tighter ceiling, has just been looked at again.
    within = limits.kept_by(written.texts()) and not shorter
    written_left = [finding for finding in written.left if within or finding.name != "length"]
    places = {index: place for place, (index, _) in enumerate(fitting)}
    written_left, left = _placed(written_left, places), _placed(left, places)
    skipped = _skipped(written.texts(), written.language, _across(written.steps))
    checks = merge(
        report(written.seen, written_left, skipped=skipped),
        report([*seen, *left], [*left, *examine_support(kept)], skipped=_skipped(final, language, translated.steps)),
    )
    steps = (*written.steps, *translated.steps)
    return Summary(
        language=language,
        text=_layout(final, language, request.style, written.gaps if final == [*translated.texts] else ()),
        sentences=kept,
        steps=steps,
        checks=checks,
        degraded=written.degraded or useless,
        signature=signature(steps, request.quality, terms_revision(request)),
    )


def finish_title(language: str, written: Written, translated: Translated, limits: Limits) -> str | None:
    """The headline in `language`, without the full stop of a sentence; None where anything at all is wrong with it."""
    if written.left or translated.left or len(translated.texts) != 1 or not limits.kept_by(translated.texts):
        return None
    title = normalize(translated.texts[0])
    if translated.steps and examine_language(title, language, source=" ".join(written.texts())):
        return None
    if not translated.steps:
        title = written.printed(title, written.sentences[0].sources)
    return _STOP.sub("", title) or None


@dataclass(frozen=True, slots=True)
class TextRow:
    """One text of a request: the one at a place in a run."""

    run: Translated
    place: int

    @property
    def text(self) -> str:
        return self.run.texts[self.place]

    def confidence(self) -> float | None:
        """None where it is not known how sure the model was."""
        found = self.run.certainties[self.place] if self.run.certainties else None
        return found.confidence() if found else None

    def alternatives(self) -> tuple[str, ...]:
        """Other translations of the text."""
        return self.run.alternatives[self.place] if self.run.alternatives else ()


def finish_translation(language: str, request: TranslationRequest, rows: Sequence[TextRow]) -> Translation:
    """All texts of a request in `language`, in the order asked."""
    texts = tuple(row.text for row in rows)
    runs = list({id(row.run): row.run for row in rows}.values())
    seen = [finding for run in runs for finding in run.seen]
    left = [finding for run in runs for finding in run.left]
    shown = texts if request.format == "text" else tuple(shown_text(text, request.format) for text in texts)
    for text, row, source in zip(shown, rows, request.texts, strict=True):
        if row.run.steps:
            left.extend(examine_language(text, language, source=source))
    skipped = _skipped(shown, language, [step for run in runs for step in run.steps])
    skipped["support"] = "a translation is compared sentence by sentence"
    # Sentences are those of a summary.
    left = [replace(finding, sentence=None) for finding in left]
    checks: tuple[Check, ...] = report([*seen, *left], left, skipped=skipped)
    steps = tuple(step for run in runs for step in run.steps)
    title, texts = split_title(request, texts)
    told = rows[len(rows) - len(texts) :]
    return Translation(
        language,
        texts,
        steps,
        checks,
        signature(steps, request.quality, terms_revision(request)),
        title,
        tuple(row.confidence() for row in told),
        tuple(row.alternatives() for row in told) if request.alternatives else (),
    )


def signature(steps: Sequence[Step], quality: Quality, terms: str = "") -> str:
    """Everything that decided the output, readable: what ran, in order, the decoding, the revision of the terms that
    were asked for, the rules and the version.

    Two answers with different signatures may differ for the same input; a cache must not mix them.
    """
    ran = [
        f"{step.task}:{step.languages}:{step.engine}"
        + (f":{step.model}@{step.revision}:{step.recipe}" if step.model else "")
        for step in steps
    ]
    glossary = [f"glossary:{terms}"] if terms else []
    return "|".join([*ran, f"quality:{quality}", *glossary, f"rules:{TEXT_RULES}", f"stislo:{VERSION}"])


def _layout(sentences: Sequence[str], language: str, style: Style, gaps: Sequence[str]) -> str:
    if style == "bullets":
        return "\n".join(f"- {item}" for item in _alike([_BULLET.sub("", sentence) for sentence in sentences]))
    if style == "paragraph" and gaps:
        return "".join(part for pair in zip(sentences, (*gaps, ""), strict=True) for part in pair)
    items = [_BULLET.sub("", sentence) for sentence in sentences]
    between = (_between(one, following, language) for one, following in pairwise(items))
    return "".join(part for pair in zip(items, (*between, ""), strict=True) for part in pair)


def _alike(items: Sequence[str]) -> list[str]:
    """The items of a list with one style of ending: a heading among sentences gets the mark that those have."""
    ended = {item[-1:] for item in items if is_terminated(item)}
    if "." not in ended:
        return [*items]
    pauses = " ".join(["", *_PAUSES])
    return [item if is_terminated(item) else item.rstrip(pauses) + "." for item in items]


def _between(one: str, following: str, language: str) -> str:
    """What stands between two sentences of a paragraph. Headings and items of a list end with nothing, so they get a
    mark after them; two would become one sentence."""
    if is_terminated(one) or one.endswith(_PAUSES):
        return joiner(language)
    wide = not joiner(language) and language in _WIDE_MARKS
    if is_terminated(following):
        return "。" if wide else ". "
    return "；" if wide else "; "


def _across(steps: Sequence[Step]) -> list[Step]:
    """The steps that wrote a summary in another language than that of what they read."""
    return [step for step in steps if step.task == "summarize" and step.languages and "-" in step.languages]


def _placed(findings: Sequence[Finding], places: Mapping[int, int]) -> list[Finding]:
    """The findings with the sentences that they blame by their places in the summary, where they still have one."""
    return [
        finding if finding.sentence is None else replace(finding, sentence=places.get(finding.sentence))
        for finding in findings
    ]


def _skipped(texts: Sequence[str], language: str, steps: Sequence[Step] = ()) -> dict[CheckName, str]:
    """The checks that had nothing to compare in texts made by these translation steps, and why."""
    text = " ".join(texts)
    skipped: dict[CheckName, str] = {}
    if not all(step.languages in _COMPARED for step in steps):
        skipped["names"] = "names are not compared between these languages"
    elif not names(text, language):
        skipped["names"] = "the text has no name"
    if not read(text, language).claims:
        skipped["numbers"] = "the text states no number"
    if not judges_language(text):
        skipped["language"] = "the text is too short for its language to be told"
    return skipped
