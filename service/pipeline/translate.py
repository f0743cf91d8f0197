"""Texts go in, the same texts in another language come out: as many as went in, in order, white space kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace

from service.engines.base import Decoding, Hypothesis, ModelSpec, Translator, aligns, has_own_window, takes_criticism
from service.engines.plain_marks import is_typographic
from service.errors import EngineFailed, StisloError
from service.pipeline.certainty import Certainty, added_up, of_owners
from service.pipeline.chat_checks import examine_chat_segment, examine_translated_order, rejected
from service.pipeline.checks import Finding, badness, examine_segment, examine_segments
from service.pipeline.engines import Engines
from service.pipeline.keys import ModelIdentity, SegmentKeys
from service.pipeline.plan import Hop, Route
from service.pipeline.recall import Recall
from service.pipeline.unspelled import examine_unspelled
from service.runtime.engines import RequestEngine
from service.runtime.ticket import Ticket
from service.text.captions import Casing, in_casing, without_added_stop
from service.text.cells import cells
from service.text.chunks import split_long
from service.text.emoji import restore
from service.text.spelled_signs import signs_back
from service.text.typography import typeset
from service.types import Alignment, Pair, Quality, Step

# No tokenizer puts so many characters into a token on average; tokenizing a segment of 100,000 letters takes seconds.
_CHARACTERS_A_TOKEN = 16
# The legs of a route up to some point.
_Key = tuple[tuple[str, Pair], ...]
_UNSPACED_LANGUAGES = frozenset({"zh", "ja", "th", "lo", "km", "my", "yue", "bo", "dz"})


@dataclass(frozen=True, slots=True)
class Translated:
    """Texts in the target language, and how they came about: `seen` was wrong on the way, `left` still is.

    A finding's `sentence` is the index of the text that it is about. `certainties` and `alternatives` are those of each
    text, or of none.
    """

    texts: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    seen: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()
    certainties: tuple[Certainty | None, ...] = ()
    alternatives: tuple[tuple[str, ...], ...] = ()

    def wrong(self) -> frozenset[int]:
        """The indices of the texts that are certainly wrong."""
        return frozenset(each.sentence for each in self.left if not each.weak and each.sentence is not None)

    def all_wrong(self) -> bool:
        """Whether there are texts, and every one is certainly wrong."""
        return 0 < len(self.texts) == len(self.wrong())


class TranslationStage:
    """Runs routes for one request. `quality` decides the beams; nothing is started once the ticket is spent.

    What `recall` remembers is not asked of an engine again.
    """

    def __init__(self, engines: Engines, *, quality: Quality, ticket: Ticket, recall: Recall) -> None:
        self._engines = engines
        self._quality: Quality = quality
        self._ticket = ticket
        self._recall = recall

    def run(self, texts: Sequence[str], route: Route) -> Translated:
        """`texts` along `route`. A route without hops gives them back unchanged."""
        translated = Translated(tuple(texts))
        for hop in route.hops:
            translated = self._continue(translated, hop)
        return translated

    def run_all(
        self,
        texts: Sequence[str],
        routes: Sequence[Route],
        *,
        on_done: Callable[[int, Translated | StisloError], None] = lambda index, outcome: None,
    ) -> list[Translated | StisloError]:
        """`texts` along every route at once, one outcome a route. A leg that several routes share is run once.

        `on_done` is called in this thread with the index of each route and its outcome as soon as that is there.
        """
        done: dict[_Key, Translated | StisloError] = {(): Translated(tuple(texts))}
        ends: dict[_Key, list[int]] = {}
        for index, route in enumerate(routes):
            ends.setdefault(_key(route, len(route.hops)), []).append(index)
        for index in ends.get((), ()):
            on_done(index, done[()])
        for depth in range(1, max((len(route.hops) for route in routes), default=0) + 1):
            legs = {_key(route, depth): route.hops[depth - 1] for route in routes if len(route.hops) >= depth}
            for key, outcome in self._try_all({key: (done[key[:-1]], hop) for key, hop in legs.items()}):
                done[key] = outcome
                for index in ends.get(key, ()):
                    on_done(index, outcome)
        return [done[_key(route, len(route.hops))] for route in routes]

    def _try_all(
        self, legs: Mapping[_Key, tuple[Translated | StisloError, Hop]]
    ) -> Iterator[tuple[_Key, Translated | StisloError]]:
        """Every hop from its start, all at once, first done first; they share the batcher's queue."""
        if len(legs) == 1:
            [(key, (start, hop))] = legs.items()
            yield key, self._try(start, hop)
            return
        with ThreadPoolExecutor(max_workers=len(legs), thread_name_prefix="hop") as executor:
            running = {executor.submit(self._try, start, hop): key for key, (start, hop) in legs.items()}
            for future in as_completed(running):
                yield running[future], future.result()

    def _try(self, start: Translated | StisloError, hop: Hop) -> Translated | StisloError:
        if isinstance(start, StisloError):
            return start
        try:
            return self._continue(start, hop)
        except StisloError as error:
            return error

    def _continue(self, start: Translated, hop: Hop) -> Translated:
        began = time.perf_counter()
        with self._engines.lease(hop.model, self._ticket) as leased:
            texts, seen, left, sure = self._translate(start.texts, hop, leased)
        step = Step(
            task="translate",
            engine=leased.name,
            model=hop.model.id,
            revision=leased.commit,
            recipe=leased.recipe(hop.model, self._quality),
            milliseconds=(time.perf_counter() - began) * 1000,
            languages=str(hop.pair),
        )
        if start.certainties:
            sure = [added_up(each) for each in zip(start.certainties, sure, strict=True)]
        return Translated(tuple(texts), (*start.steps, step), (*start.seen, *seen), (*start.left, *left), tuple(sure))

    def alternatives(
        self, texts: Sequence[str], route: Route, given: Sequence[str], count: int
    ) -> list[tuple[str, ...]]:
        """Up to `count` other translations of each text than the `given` one, best first: the next best of each of its
        sentences by the last model, as far as they pass the checks of sentences. None where the engine gives one.
        """
        start, hop = self.run(texts, Route(route.hops[:-1])).texts, route.hops[-1]
        with self._engines.lease(hop.model, self._ticket) as leased:
            layouts = self._laid_out(start, hop, leased)
            segments = [segment for layout in layouts for segment in layout.segments]
            usual = hop.model.decoding_for(self._quality)
            decoding = replace(usual, num_hypotheses=count + 1, beam_size=max(usual.beam_size, count + 1))
            found = leased.translator().translate(segments, hop.pair, decoding) if segments else []
            typographic = _is_to_be_typeset(start, leased)
        if len(found) != len(segments):
            raise EngineFailed(f"The engine gave {len(found)} translations for {len(segments)} segments.")
        said = iter(
            [
                [
                    _as_source_has(each.text, segment, hop.pair.target, typographic=typographic)
                    for each in row
                    if not examine_segment(segment, each.text, hop.pair)
                ]
                for segment, row in zip(segments, found, strict=True)
            ]
        )
        others = []
        for layout, text in zip(layouts, given, strict=True):
            rows = [next(said) for _ in layout.segments]
            depth = max(map(len, rows), default=0) if all(rows) else 0
            filled = [
                layout.fill(iter([row[min(k, len(row) - 1)] for row in rows]), hop.pair.target) for k in range(depth)
            ]
            others.append(tuple(each for each in dict.fromkeys(filled) if each != text)[:count])
        return others

    def align(self, sources: Sequence[str], targets: Sequence[str], route: Route) -> list[Alignment]:
        """The alignment of each source with a translation of it, where the engine can tell; empty for others, and
        where there are other languages on the way."""
        nothing: list[Alignment] = [()] * len(sources)
        if len(route.hops) != 1 or not sources:
            return nothing
        [hop] = route.hops
        self._ticket.check()
        with self._engines.lease(hop.model, self._ticket) as leased:
            engine = leased.engine
            if not aligns(engine):
                return nothing
            try:
                found = engine.align(sources, targets, hop.pair)
            except EngineFailed:  # the translation is there; its markup is placed without
                return nothing
        return found if len(found) == len(sources) else nothing

    def _translate(
        self, texts: Sequence[str], hop: Hop, leased: RequestEngine
    ) -> tuple[list[str], list[Finding], list[Finding], list[Certainty | None]]:
        layouts = self._laid_out(texts, hop, leased)
        segments = [segment for layout in layouts for segment in layout.segments]
        hypotheses = self._call(leased, hop, segments, hop.model.decoding_for(self._quality))
        outputs, seen, left = self._repair(segments, [each.text for each in hypotheses], leased, hop)
        sure = [
            Certainty.of(said) if output == said.text else None
            for output, said in zip(outputs, hypotheses, strict=True)
        ]
        left += examine_unspelled(leased.unspelled(segments), outputs)
        typographic = _is_to_be_typeset(texts, leased)
        owners = [index for index, layout in enumerate(layouts) for _ in layout.segments]
        stream = iter(
            [
                _as_source_has(output, segment, hop.pair.target, typographic=typographic)
                for output, segment in zip(outputs, segments, strict=True)
            ]
        )
        results = [layout.fill(stream, hop.pair.target) for layout in layouts]
        stuck = [
            Finding("language", "a part that no model can read was left as it is", index)
            for index, each in enumerate(layouts)
            if each.stuck
        ]
        left = [*_of_texts(left, owners), *stuck]
        return results, _of_texts(seen, owners), left, [*of_owners(sure, owners, len(texts))]

    def _laid_out(self, texts: Sequence[str], hop: Hop, leased: RequestEngine) -> list[_Layout]:
        """Each text cut into what the model reads, within its window for this pair."""
        engine, model = leased.translator(), hop.model
        if has_own_window(engine):
            model = replace(model, window=engine.segment_window(hop.pair))
        return [_Layout.of(text, hop.pair, engine, model, self._ticket) for text in texts]

    def _repair(
        self, segments: Sequence[str], outputs: list[str], leased: RequestEngine, hop: Hop
    ) -> tuple[list[str], list[Finding], list[Finding]]:
        """Segments that came out wrong are translated again another way; the better of the two stays.

        A segment that nothing came back for stays in the source language, so that no text is lost in silence.
        """
        instructed = takes_criticism(leased.engine)
        examine = examine_chat_segment if instructed else examine_segment
        findings = examine_segments(segments, outputs, hop.pair)
        if instructed:
            findings = [
                [*found, *examine_translated_order(segment, output)]
                for found, segment, output in zip(findings, segments, outputs, strict=True)
            ]
        wrong = [index for index, found in enumerate(findings) if found]
        seen = _numbered(findings)
        if wrong:
            drafts = [(outputs[i], findings[i]) for i in wrong]
            again = self._again(leased, hop, [segments[i] for i in wrong], drafts)
            for index, output in zip(wrong, again, strict=True):
                found = examine(segments[index], output, hop.pair)
                if badness(found) < badness(findings[index]):
                    outputs[index], findings[index] = output, found
                if not outputs[index].strip() or (instructed and _is_obedient(findings[index])):
                    outputs[index] = segments[index]
                    findings[index] = [Finding("language", "a sentence could not be translated and was left as it is")]
        return outputs, seen, _numbered(findings)

    def _again(
        self, leased: RequestEngine, hop: Hop, segments: Sequence[str], drafts: Sequence[tuple[str, list[Finding]]]
    ) -> list[str]:
        """Another output for each segment: a chat model is told what was wrong, others decode another way."""
        decoding = hop.model.decoding_for(self._quality)
        engine = leased.engine
        if not takes_criticism(engine):
            return [each.text for each in self._call(leased, hop, segments, decoding.retry())]
        self._ticket.check()
        told = [rejected([text] if text.strip() else [], findings) for text, findings in drafts]
        found = engine.translate_again(segments, hop.pair, decoding, told)
        return [hypotheses[0].text if hypotheses else "" for hypotheses in found]

    def _call(self, leased: RequestEngine, hop: Hop, segments: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        """One output a segment, in order, remembered or made now."""
        self._ticket.check()
        engine = leased.translator()

        def ask(asked: Sequence[str]) -> list[Hypothesis]:
            hypotheses = engine.translate(asked, hop.pair, decoding)
            if len(hypotheses) != len(asked):
                raise EngineFailed(f"The engine gave {len(hypotheses)} translations for {len(asked)} segments.")
            return [found[0] if found else Hypothesis("", 0) for found in hypotheses]

        if not segments:
            return []
        recipe = leased.recipe(hop.model, self._quality)
        identity = ModelIdentity(hop.model.id, leased.commit, leased.name, recipe)
        return self._recall.translate(segments, SegmentKeys(identity, hop.pair, decoding), ask)


def _is_to_be_typeset(texts: Sequence[str], leased: RequestEngine) -> bool:
    """Whether texts whose authors care for their marks come from a model that knows plain ones only."""
    return leased.plain_marks and any(map(is_typographic, texts))


def _as_source_has(output: str, segment: str, target: str, *, typographic: bool) -> str:
    """A translation with the marks of its language, if wanted, and with the emoji and signs of its segment."""
    typeset_output = typeset(output, target) if typographic and output != segment else output
    return restore(signs_back(typeset_output, segment, target), segment)


def _is_obedient(findings: Sequence[Finding]) -> bool:
    """Whether an output is no translation but what somebody talked a model into."""
    return any(finding.name == "support" and not finding.weak for finding in findings)


def _numbered(findings: Sequence[Sequence[Finding]]) -> list[Finding]:
    return [replace(finding, sentence=index) for index, found in enumerate(findings) for finding in found]


def _of_texts(findings: Sequence[Finding], owners: Sequence[int]) -> list[Finding]:
    """Findings about segments, said of the texts that the segments are parts of."""
    return [replace(finding, sentence=owners[finding.sentence or 0]) for finding in findings]


@dataclass(frozen=True, slots=True)
class _Layout:
    """A text as a row of literal strings and of gaps (None) that translated segments fill, in order.

    `stuck` says that some of its letters are among the literals, because not even one of them fits the window.
    """

    parts: tuple[str | None, ...]
    segments: tuple[str, ...]
    stuck: bool = False
    casings: tuple[Casing | None, ...] = ()

    @classmethod
    def of(cls, text: str, pair: Pair, engine: Translator, model: ModelSpec, ticket: Ticket) -> _Layout:
        ticket.check()
        found = cells(text, pair.source)
        cores = [cell.core for cell in found if cell.core]
        short = [core for core in cores if len(core) <= _longest(model)]
        counts = iter(engine.count_tokens(short))
        lengths = iter([(core, next(counts) if len(core) <= _longest(model) else model.window + 1) for core in cores])
        parts: list[str | None] = []
        segments: list[str] = []
        casings: list[Casing | None] = []
        stuck = False
        for cell in found:
            if not cell.core:
                parts.append(_gap(cell.head, parts, pair.target) if cell.head.isspace() else cell.head)
                continue
            _separate(parts, pair)
            sentence, tokens = next(lengths)
            whole = tokens <= model.window
            parts.append(cell.head)
            for index, part in enumerate([sentence] if whole else _cut(sentence, engine, model, ticket)):
                if index:
                    parts.append(joiner(pair.target))
                if whole or _fits(part, engine, model):
                    parts.append(None)
                    segments.append(part.strip())
                    casings.append(cell.casing)
                else:
                    parts.append(part)
                    stuck = True
            parts.append(cell.tail)
        return cls(tuple(parts), tuple(segments), stuck, tuple(casings))

    def fill(self, outputs: Iterator[str], language: str) -> str:
        """The text with the next outputs, in `language`, in its gaps, as many as it has."""
        shapes = zip(self.segments, self.casings, strict=True)

        def next_shaped() -> str:
            segment, cased = next(shapes)
            return in_casing(without_added_stop(next(outputs).strip(), segment), cased, language)

        return "".join(next_shaped() if part is None else part for part in self.parts)


def _longest(model: ModelSpec) -> int:
    """Characters beyond which a segment cannot fit the window, so that its tokens need not be counted."""
    return model.window * _CHARACTERS_A_TOKEN


def _fits(segment: str, engine: Translator, model: ModelSpec) -> bool:
    return len(segment) <= _longest(model) and engine.count_tokens([segment])[0] <= model.window


def _cut(sentence: str, engine: Translator, model: ModelSpec, ticket: Ticket) -> list[str]:
    def fits(part: str) -> bool:
        ticket.check()
        return _fits(part, engine, model)

    return split_long(sentence, fits)


def _gap(white_space: str, parts: Sequence[str | None], target: str) -> str:
    """White space between sentences as the target writes it: no single space where the script uses none."""
    between = parts[-2:] == [None, ""]
    return "" if between and white_space == " " and target in _UNSPACED_LANGUAGES else white_space


def _separate(parts: list[str | None], pair: Pair) -> None:
    """A space between two sentences that the source's script writes without one, where the target's needs it."""
    if parts[-2:] == [None, ""] and pair.source in _UNSPACED_LANGUAGES and pair.target not in _UNSPACED_LANGUAGES:
        parts.append(" ")


def _key(route: Route, depth: int) -> _Key:
    return tuple((hop.model.id, hop.pair) for hop in route.hops[:depth])


def joiner(language: str) -> str:
    """What stands between two sentences of a paragraph in this language."""
    return "" if language in _UNSPACED_LANGUAGES else " "
