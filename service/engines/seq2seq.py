"""What both sequence-to-sequence backends share: texts are framed, batched, decoded and turned into text again.

A backend (`ct2.py`, `torch_seq2seq.py`) only searches: token sequences in, token sequences out. The two roles,
translator and summarizer, are the same for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from math import ceil
from pathlib import Path
from typing import ClassVar, Protocol

from service.engines.alignment import links, token_spans
from service.engines.base import Budget, Decoding, Document, Draft, Hypothesis, ModelSpec, Runtime
from service.engines.families import Frame, frame_for, prefix_of
from service.engines.tokenization import Tokenizer, load_tokenizer
from service.errors import EngineFailed, ModelUnusable, StisloError
from service.text.repair import clean
from service.text.sentences import split
from service.text.words import count_words
from service.types import Alignment, Pair

# A translation may have twice its source's tokens and ten more: languages differ in length by less, loops by much more.
_GROWTH, _SLACK = 2, 10
# A summary gets a quarter more tokens than its budget of words needs, and always room for one long sentence: what is
# too long is cut at a sentence end later, and a sentence that was never finished is lost.
_BUDGET_MARGIN, _ONE_SENTENCE = 1.25, 64
# Texts whose tokens are kept in memory for a while, and the longest of them: sentences, not articles.
_REMEMBERED, _REMEMBERED_CHARACTERS = 1024, 300
# Times a good batch that are decoded at once where a call has more.
_CALL = 2
# Positions kept free for the tokens that outputs start with and the one that they end with.
_FRAME_ROOM = 4
# Tokens a word, where the document has too few words to tell.
_TOKENS_A_WORD, _ENOUGH_WORDS = 2.0, 20


@dataclass(frozen=True, slots=True)
class Batch:
    """Framed sources that are decoded together, and the frame of each. `decoding.max_tokens` is set and fits the model.

    The frames of one model force equally many tokens.
    """

    sources: Sequence[Sequence[str]]
    frames: Sequence[Frame]
    decoding: Decoding


@dataclass(frozen=True, slots=True)
class Output:
    """One decoded sequence without frame and end token; `score` = mean log-probability a token, end included."""

    tokens: Sequence[str]
    score: float | None
    finished: bool


@dataclass(frozen=True, slots=True)
class Parallel:
    """Framed sources, the frame of all of them, and the tokens of a translation of each, without frame and end."""

    sources: Sequence[Sequence[str]]
    frame: Frame
    targets: Sequence[Sequence[str]]


class TokenBackend(Protocol):
    """Searches for the best outputs. Safe for threads."""

    @property
    def positions(self) -> int | None:
        """The longest sequence, in or out, that the model has positions for; None where there is no such limit."""
        ...

    @property
    def batch_tokens(self) -> int:
        """The most padded source tokens that are worth decoding together."""
        ...

    @property
    def starts(self) -> bool:
        """Whether the model's own files say what outputs start with."""
        ...

    def generate(self, batch: Batch) -> list[list[Output]]:
        """For each source its outputs, best first."""
        ...

    def attention(self, parallel: Parallel) -> list[Sequence[Sequence[float]]]:
        """For each target what its tokens attend to as they are written: a row a target token, a column a source
        token."""
        ...

    def unknown(self, tokens: set[str]) -> set[str]:
        """Those of the tokens that the model's vocabulary does not have."""
        ...

    def close(self) -> None:
        """Frees the memory."""
        ...


class Model:
    """A model on disk, loaded: what `Seq2SeqTranslator` and `Seq2SeqSummarizer` have in common.

    Raises ModelUnusable where its files are missing, broken or do not fit the catalogue entry.
    """

    backend: ClassVar[type]

    def __init__(self, folder: Path, spec: ModelSpec, runtime: Runtime) -> None:
        self._spec = spec
        self._sources = {pair.source for pair in self._pairs()}
        with _loading(spec):
            self._tokenizer: Tokenizer = load_tokenizer(folder, spec)
            self._remembered = lru_cache(_REMEMBERED)(partial(_tokens, self._tokenizer))
            self._prefixes = {
                pair.target: self._tokenizer.prefix(prefix_of(spec, pair.target)) for pair in self._pairs()
            }
            self._backend: TokenBackend = self.backend(folder, spec, runtime)
        frames = [self._frame(pair) for pair in self._pairs()]
        if strangers := self._backend.unknown({token for frame in frames for token in frame.tokens()}):
            raise ModelUnusable(
                f"The catalogue entry '{spec.id}' uses the tokens {', '.join(sorted(strangers)[:5])}, which the model "
                f"does not have; correct the entry's source_prefix, forced_bos and codes."
            )
        if not self._backend.starts and any(frame.start is None for frame in frames):
            raise ModelUnusable(
                f"The files of the model '{spec.id}' do not say what its outputs start with: neither "
                f"decoder_start_token_id nor bos_token_id stands in config.json or generation_config.json."
            )
        self._overhead = max((frame.overhead for frame in frames), default=0)
        self._window = min(spec.window, self._backend.positions or spec.window)

    def count_tokens(self, segments: Sequence[str]) -> list[int]:
        """Length of each segment in the model's source tokens, special tokens and prefix included."""
        return [len(pieces) + self._overhead for pieces in self._pieces(segments)]

    @property
    def plain_marks(self) -> bool:
        """Whether what the model writes has plain quotes, apostrophes and dashes only: its vocabulary has no others."""
        return self._tokenizer.plain_marks

    def unspelled(self, segments: Sequence[str]) -> list[str]:
        """As `Spelling.unspelled`."""
        return [self._tokenizer.unknown(pieces) for pieces in self._pieces(segments)]

    def close(self) -> None:
        """Frees the memory. The engine is not called again."""
        self._backend.close()

    def _pieces(self, texts: Sequence[str]) -> list[Sequence[str]]:
        """The tokens of each text. On its way a sentence is measured, looked up and decoded: it is cut once."""
        return [
            self._remembered(text) if len(text) <= _REMEMBERED_CHARACTERS else _tokens(self._tokenizer, text)
            for text in texts
        ]

    def _pairs(self) -> list[Pair]:
        """Pairs in which each source and each target that the model works on comes at least once."""
        raise NotImplementedError

    def _frame(self, pair: Pair) -> Frame:
        if pair.source not in self._sources or pair.target not in self._prefixes:
            raise EngineFailed(f"The model '{self._spec.id}' does not work from '{pair.source}' to '{pair.target}'.")
        return frame_for(self._spec, pair.source, pair.target, self._prefixes[pair.target])

    def _generate(
        self, texts: Sequence[Sequence[str]], frames: Sequence[Frame], decodings: Sequence[Decoding]
    ) -> list[list[Hypothesis]]:
        """The hypotheses of each text, given as tokens, each with its own frame and limits. Text without tokens stays
        empty. Raises EngineFailed.
        """
        sources = [(*frame.head, *tokens, *frame.tail) for tokens, frame in zip(texts, frames, strict=True)]
        if too_long := [len(source) for source in sources if len(source) > self._window]:
            raise EngineFailed(
                f"A text of {max(too_long)} tokens was given to the model '{self._spec.id}', which reads "
                f"{self._window} at most; send it in shorter pieces."
            )
        todo = [index for index, tokens in enumerate(texts) if tokens]
        results: list[list[Hypothesis]] = [[Hypothesis("", 0)] for _ in texts]
        # A shortlist holds the candidates of a whole batch: what it does not cover is never in one.
        kinds = ([index for index in todo if decodings[index].shortlist is kind] for kind in (True, False))
        lengths = [len(source) for source in sources]
        most = self._backend.batch_tokens * _CALL
        groups = [group for kind in kinds for group in batched(kind, lengths, most)]
        with _running(self._spec):
            for group in groups:
                decoding = self._widest([decodings[i] for i in group])
                batch = Batch([sources[i] for i in group], [frames[i] for i in group], decoding)
                for index, candidates in zip(group, self._backend.generate(batch), strict=True):
                    limit = decodings[index].max_tokens
                    best = [self._hypothesis(output, limit) for output in candidates]
                    results[index] = list({each.text: each for each in reversed(best)}.values())[::-1]
        return results

    def _widest(self, decodings: Sequence[Decoding]) -> Decoding:
        """One decoding for a batch: the widest length limits of its texts, within the model's positions."""
        longest = max(each.max_tokens or 0 for each in decodings)
        return replace(decodings[0], max_tokens=longest, min_tokens=min(each.min_tokens for each in decodings))

    def _hypothesis(self, output: Output, limit: int | None) -> Hypothesis:
        # A batch is decoded up to its longest limit: a text must not get more for the company that it was in.
        cut = limit is not None and len(output.tokens) + output.finished > limit
        tokens = output.tokens[:limit] if cut else output.tokens
        text = clean(self._tokenizer.text(tokens), self._spec.family)
        return Hypothesis(text, len(tokens), output.score, output.finished and not cut)

    def _bounded(self, decoding: Decoding, max_tokens: int) -> Decoding:
        """The decoding with length limits that the model has positions for."""
        positions = self._backend.positions
        room = max_tokens if positions is None else min(max_tokens, positions - _FRAME_ROOM)
        return replace(decoding, max_tokens=room, min_tokens=min(decoding.min_tokens, room // 2))


class Seq2SeqTranslator(Model):
    """Translates segments. Without `max_tokens`, a translation has 2 n + 10 tokens at most, n those of its source.

    Output that stopped there is not `finished`. White space only comes back as one empty hypothesis without the model
    being asked.
    """

    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        """One list of hypotheses a segment, in order. Raises EngineFailed, also for a segment beyond the window."""
        return self.translate_mixed(segments, [pair] * len(segments), decoding)

    def translate_mixed(
        self, segments: Sequence[str], pairs: Sequence[Pair], decoding: Decoding
    ) -> list[list[Hypothesis]]:
        """As `translate`, each segment in its own pair."""
        frames = {pair: self._frame(pair) for pair in dict.fromkeys(pairs)}
        texts = self._pieces(segments)
        full = replace(decoding, shortlist=False)
        decodings = [
            self._bounded(
                decoding if decoding.shortlist and self._covers(tokens) else full,
                decoding.max_tokens or _GROWTH * len(tokens) + _SLACK,
            )
            for tokens in texts
        ]
        return self._generate(texts, [frames[pair] for pair in pairs], decodings)

    def align(self, segments: Sequence[str], translations: Sequence[str], pair: Pair) -> list[Alignment]:
        """As `Aligning.align`: the model is led along each translation, which takes as long as a greedy search. Beyond
        the model's window nothing is aligned.
        """
        frame = self._frame(pair)
        sources, targets = self._pieces(segments), [self._tokenizer.target_pieces(each) for each in translations]
        lengths = [
            max(len(source) + frame.overhead, len(target) + _FRAME_ROOM)
            for source, target in zip(sources, targets, strict=True)
        ]
        todo = [i for i, length in enumerate(lengths) if length <= self._window and sources[i] and targets[i]]
        found: list[Alignment] = [() for _ in segments]
        with _running(self._spec):
            for group in batched(todo, lengths, self._backend.batch_tokens * _CALL):
                framed = [(*frame.head, *sources[i], *frame.tail) for i in group]
                attention = self._backend.attention(Parallel(framed, frame, [targets[i] for i in group]))
                for index, rows in zip(group, attention, strict=True):
                    here = token_spans(segments[index], sources[index])
                    there = token_spans(translations[index], targets[index])
                    if here is not None and there is not None and len(rows) == len(there):
                        first = len(frame.head)
                        found[index] = links(here, there, [row[first : first + len(here)] for row in rows])
        return found

    def batch_tokens(self, decoding: Decoding) -> int:
        """The most padded source tokens that are worth giving to one call: fewer, the wider the beam."""
        return self._backend.batch_tokens * 2 // (decoding.beam_size + 1)

    def _covers(self, tokens: Sequence[str]) -> bool:
        """Whether a text may be decoded with a shortlist; False where the model has none."""
        return False

    def _pairs(self) -> list[Pair]:
        if not self._spec.any_pair:
            return list(self._spec.pairs)
        ring = (*self._spec.languages[1:], *self._spec.languages[:1])
        return [Pair(source, target) for source, target in zip(self._spec.languages, ring, strict=True)]


class Seq2SeqSummarizer(Model):
    """Summarizes documents. How many tokens a summary may have comes from the budget's words and the number of tokens
    that this tokenizer makes of a word of the document.

    `decoding.max_tokens` is a ceiling above that, and `decoding.min_tokens` is kept up to half of it. A sentence that
    was not finished at the limit is dropped where others remain.
    """

    def summarize(self, documents: Sequence[Document], budget: Budget, decoding: Decoding) -> list[Draft]:
        """One draft a document, in order. Raises EngineFailed, also for a document beyond the window."""
        texts = [document.text() for document in documents]
        tokens = self._pieces(texts)
        frames = [self._frame(Pair(document.language, document.language)) for document in documents]
        limits = (self._limit(text, its, budget, decoding) for text, its in zip(texts, tokens, strict=True))
        written = self._generate(tokens, frames, [self._bounded(decoding, limit) for limit in limits])
        return [_draft(best[0], document.language) for best, document in zip(written, documents, strict=True)]

    def batch_tokens(self, decoding: Decoding) -> int:
        """The most padded source tokens that are worth giving to one call. Articles are long and summaries short."""
        return self._backend.batch_tokens * _CALL

    def _pairs(self) -> list[Pair]:
        return [Pair(language, language) for language in self._spec.languages]

    @staticmethod
    def _limit(text: str, tokens: Sequence[str], budget: Budget, decoding: Decoding) -> int:
        """The most tokens of a summary of `text`."""
        words = count_words(text)
        a_word = len(tokens) / words if words >= _ENOUGH_WORDS else _TOKENS_A_WORD
        limit = max(_ONE_SENTENCE, ceil(budget.max_words * a_word * _BUDGET_MARGIN))
        return min(limit, decoding.max_tokens or limit)


def _draft(hypothesis: Hypothesis, language: str) -> Draft:
    sentences = tuple(sentence.text for sentence in split(hypothesis.text, language))
    if not hypothesis.finished and len(sentences) > 1:
        sentences = sentences[:-1]
    return Draft(sentences)


def batched(indices: Sequence[int], lengths: Sequence[int], budget: int) -> list[list[int]]:
    """The indices in groups of similar length, longest first: no group's padded size (longest x items) exceeds the
    budget, except that of one item alone."""
    groups: list[list[int]] = []
    for index in sorted(indices, key=lambda each: -lengths[each]):
        if groups and lengths[groups[-1][0]] * (len(groups[-1]) + 1) <= budget:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _tokens(tokenizer: Tokenizer, text: str) -> tuple[str, ...]:
    return tuple(tokenizer.pieces([text])[0])


@contextmanager
def _loading(spec: ModelSpec) -> Iterator[None]:
    try:
        yield
    except StisloError:
        raise
    except Exception as error:
        raise ModelUnusable(
            f"The model '{spec.id}' cannot be loaded: its files are missing or broken. "
            f"`python -m service models verify {spec.id}` says what is wrong."
        ) from error


@contextmanager
def _running(spec: ModelSpec) -> Iterator[None]:
    try:
        yield
    except StisloError:
        raise
    except Exception as error:
        raise EngineFailed(f"The model '{spec.id}' failed on a text; try again, or ask for another engine.") from error
