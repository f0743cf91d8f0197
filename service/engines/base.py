"""What an engine is: two protocols, the values that cross them, and the catalogue entry that an engine is made from.

An engine is made by `EngineClass(folder, spec, runtime)`, may be called from many threads at the same time, and holds
no state of a request. Whoever calls an engine checks what comes back (`pipeline/`): engines are trusted to try, never
to be right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, Protocol, TypeGuard, runtime_checkable

from service.engines.chat.backend import ChatBackend
from service.types import Alignment, Pair, Quality, Style

Family = Literal["marian", "bart", "mbart", "mbart50", "m2m100", "nllb", "t5", "pegasus", "other"]
Backend = Literal["ctranslate2", "torch"]
ModelTask = Literal["summarize", "translate", "chat"]


@dataclass(frozen=True, slots=True)
class Decoding:
    """How hypotheses are searched for. Lengths are target tokens; `max_tokens` None = from the source's length.

    `shortlist` allows an engine to look among a shortlist of likely tokens only, where it has one that covers the text.
    """

    beam_size: int = 4
    length_penalty: float = 1.0
    repetition_penalty: float = 1.0
    no_repeat_ngram_size: int = 0
    min_tokens: int = 0
    max_tokens: int | None = None
    num_hypotheses: int = 1
    shortlist: bool = True

    def retry(self) -> Decoding:
        """The decoding to try when this one looped or lost its way: greedy, repeats punished, every token allowed."""
        return replace(
            self, beam_size=1, num_hypotheses=1, repetition_penalty=1.2, no_repeat_ngram_size=3, shortlist=False
        )


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One output text, artefacts removed. `tokens` = its length; `score` = mean log-probability if known.

    Found with a shortlist, a score is relative to it: the tokens left out have no share, so it is a little higher.
    `finished` is False where decoding stopped at the length limit, so the text may lack its end.
    """

    text: str
    tokens: int
    score: float | None = None
    finished: bool = True


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """A file of a model that is known by its hash and size, and may be had compressed (zstd) under another hash.

    `place` is where it lies at a source, as a path.
    """

    name: str
    sha256: str
    bytes: int
    place: str = ""
    packed_sha256: str = ""
    packed_bytes: int = 0

    @property
    def download_bytes(self) -> int:
        """What fetching it takes."""
        return self.packed_bytes or self.bytes


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """One entry of models.toml. `pairs` (or `any_pair` over `languages`) for translators, `languages` for summarizers.

    A chat model follows instructions: it summarizes each of its `languages` and translates between any two of them. How
    well is not said: that it can is a fact of the catalogue, when it is asked to is decided by the plan.

    `backend` is the only one that runs the model, None where the settings' does. `codes` maps our language codes to
    the model's own (`uk` -> `ukr`, `ukr_Cyrl`, `uk_XX`); `source_prefix` is put before every input with `{target}`
    replaced by the target's code (`>>{target}<<`); `forced_bos` likewise names the first output token. `download_mb` is
    what a pull fetches, `disk_mb` what stays; `window` is the longest input in tokens, of a chat model conversation and
    answer together.

    With `files`, these are the model, and `sources` are where they may be had, tried in order: addresses that hold
    `{name}` or `{place}` of a file, or `hub:owner/name`, a repository that may have it under any name. `repo` then only
    says whose they are. `grade` compares translators: with `quality: best`, a higher one goes first.
    """

    id: str
    task: ModelTask
    repo: str
    revision: str
    family: Family
    licence: str
    commercial_use: bool
    attribution: str
    languages: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    any_pair: bool = False
    engine: str = "seq2seq"
    backend: Backend | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    source_prefix: str = ""
    forced_bos: str = ""
    window: int = 512
    download_mb: int = 0
    disk_mb: int = 0
    memory_mb: int = 0
    smoke: Mapping[str, str] = field(default_factory=dict)
    decoding: Mapping[Quality, Decoding] = field(default_factory=dict)
    sha256: Mapping[str, str] = field(default_factory=dict)
    files: tuple[PinnedFile, ...] = ()
    sources: tuple[str, ...] = ()
    grade: int = 0

    def translates(self, pair: Pair) -> bool:
        """Whether this model translates from `pair.source` to `pair.target`."""
        if self.task == "summarize" or pair.source == pair.target:
            return False
        return pair in self.pairs or ((self.any_pair or self.task == "chat") and {*pair} <= {*self.languages})

    def summarizes(self, language: str) -> bool:
        """Whether this model summarizes articles in `language`, in that language."""
        return self.task in ("summarize", "chat") and language in self.languages

    def code(self, language: str) -> str:
        """The model's own code of a language."""
        return self.codes.get(language, language)

    def recipe(self, quality: Quality, shortlist: str = "", prompts: str = "") -> str:
        """A short hash of what decides the output at a quality level, beside the model's own files: this entry, the
        `shortlist_id` of the engine where the decoding looks at it, and the identity of all `prompts` where the model
        is given some."""
        decoding = self.decoding_for(quality)
        decided = (
            decoding,
            self.family,
            self.source_prefix,
            self.forced_bos,
            sorted(self.codes.items()),
            self.window,
            shortlist if decoding.shortlist else "",
            *([prompts] if self.task == "chat" else []),
        )
        return sha256(repr(decided).encode()).hexdigest()[:8]

    def decoding_for(self, quality: Quality) -> Decoding:
        """The decoding of a quality level; `balanced` where the catalogue names no other. `best` has no shortlist."""
        decoding = self.decoding.get(quality) or self.decoding.get("balanced") or Decoding()
        return replace(decoding, shortlist=False) if quality == "best" else decoding


@dataclass(frozen=True, slots=True)
class Runtime:
    """Where and how an engine computes. `compute_type` and `inter_threads` are resolved, never `auto` or 0.

    Without `shortlist` no engine uses one, whatever the decoding allows.
    """

    device: Literal["cpu", "cuda"] = "cpu"
    compute_type: str = "int8"
    inter_threads: int = 1
    intra_threads: int = 1
    shortlist: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """What a summarizer reads: an article cut into sentences. `paragraphs[i]` is the paragraph of `sentences[i]`."""

    sentences: tuple[str, ...]
    paragraphs: tuple[int, ...]
    language: str
    title: str | None = None

    def text(self) -> str:
        """The document as one string: sentences joined by a space, paragraphs by a line break."""
        parts: list[str] = []
        for index, sentence in enumerate(self.sentences):
            if index:
                parts.append("\n" if self.paragraphs[index] != self.paragraphs[index - 1] else " ")
            parts.append(sentence)
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Budget:
    """How long a summary may be: a ceiling on words and on sentences (for bullets, items), and the style."""

    style: Style
    max_words: int
    max_sentences: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A summary as an engine wrote it: sentences in order. `picked` are indices into the document's sentences where
    the engine took them from there unchanged (one an output sentence), else empty. `cited` are, for each output
    sentence, indices of those that the engine says it rests on; empty where it does not say so. `over_budget` is set
    where nothing fitted and the best short sentence came back whole.
    """

    sentences: tuple[str, ...]
    picked: tuple[int, ...] = ()
    over_budget: bool = False
    cited: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Problems:
    """What is wrong with a draft. `numbers` and `names` are those that the source does not have as they stand there."""

    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    wrong_language: bool = False
    too_long: bool = False
    repeated: bool = False
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """An answer that failed its checks, and what is wrong with it. `text` is empty where it was none at all."""

    text: str
    problems: Problems


OnReplyText = Callable[[str, bool], None]
"""Called with each piece of an answer as it is made, before anything was checked; True with the first one of each
attempt: what came before it is void."""


@runtime_checkable
class Translator(Protocol):
    """Turns segments of one language into segments of another."""

    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        """One list of hypotheses (best first, `decoding.num_hypotheses` long at most) a segment, in order.

        A segment is one sentence; the caller has made sure that it fits the window. Raises EngineFailed.
        """
        ...

    def count_tokens(self, segments: Sequence[str]) -> list[int]:
        """Length of each segment in the model's source tokens, special tokens included."""
        ...

    def close(self) -> None:
        """Frees the memory. The engine is not called again."""
        ...


@runtime_checkable
class Batching(Protocol):
    """An engine that says how much work makes a good batch for it."""

    def batch_tokens(self, decoding: Decoding) -> int:
        """The most padded source tokens (longest x texts) that are worth giving to one call."""
        ...


@runtime_checkable
class Crewed(Protocol):
    """An engine that works in processes of its own."""

    def stats(self) -> Any:
        """A snapshot of them: numbers that say what they are (`Measure`), and the `model`. Cheap."""
        ...


@runtime_checkable
class Multilingual(Protocol):
    """A translator whose calls may mix pairs."""

    def translate_mixed(
        self, segments: Sequence[str], pairs: Sequence[Pair], decoding: Decoding
    ) -> list[list[Hypothesis]]:
        """As `Translator.translate`, each segment in its own pair."""
        ...


@runtime_checkable
class Shortlisting(Protocol):
    """A translator that may look among a shortlist of likely tokens only: what its callers need to know of it.

    A batch gets the candidates of all its segments, so those that are not covered belong into batches of their own,
    with `shortlist=False` in their decoding; an engine that is given both parts them itself.
    """

    @property
    def shortlist_id(self) -> str:
        """A hash of what decides the candidates, "" where there is no shortlist. Changes with what is learned."""
        ...

    def covered(self, segments: Sequence[str]) -> list[bool]:
        """For each segment, whether it may be decoded with the shortlist. All False where there is none."""
        ...

    def learn(self, segment: str, translation: str) -> int:
        """Takes in what the full vocabulary made of a segment; how many tokens of it the shortlist had lacked.

        If any, segments like it are not covered until the model is loaded again, with the tokens on its shortlist.
        """
        ...

    def observe(self, segment: str, translation: str) -> None:
        """Takes in what the full vocabulary made of a segment that is not covered: in time it will be. Quick."""
        ...


@runtime_checkable
class Summarizer(Protocol):
    """Writes a short text about a long one, in the same language."""

    def summarize(self, documents: Sequence[Document], budget: Budget, decoding: Decoding) -> list[Draft]:
        """One draft a document, in order. The caller has made sure that each document fits the window.

        The budget is what to aim at; the caller cuts at sentence ends what is still too long. Raises EngineFailed.
        """
        ...

    def count_tokens(self, segments: Sequence[str]) -> list[int]:
        """Length of each segment in the model's source tokens, special tokens included."""
        ...

    def close(self) -> None:
        """Frees the memory. The engine is not called again."""
        ...


class OwnWindow(Protocol):
    """An engine whose window depends on what it is asked for: instructions and answer take a part of it."""

    def window_for(self, pair: Pair, budget: Budget) -> int:
        """Tokens that a document may have whose summary is to be written within the budget."""
        ...

    def segment_window(self, pair: Pair) -> int:
        """Tokens that a segment to be translated may have."""
        ...

    def count_document(self, document: Document) -> int:
        """Length of a document in tokens, as the model is given it."""
        ...


class Aligning(Protocol):
    """A translator that knows which words of a segment the words of a translation come from."""

    def align(self, segments: Sequence[str], translations: Sequence[str], pair: Pair) -> list[Alignment]:
        """The alignment of each segment with a translation of it, whoever made that; empty for those that it cannot
        read. Raises EngineFailed.
        """
        ...


class PlainWriting(Protocol):
    """A translator that may know plain quotes, apostrophes and dashes only."""

    @property
    def plain_marks(self) -> bool:
        """Whether it does."""
        ...


class Spelling(Protocol):
    """A translator whose vocabulary may lack characters."""

    def unspelled(self, segments: Sequence[str]) -> list[str]:
        """For each segment those of its characters that the model has no token for, in order; "" where none."""
        ...


class SmallWriter(Protocol):
    """A writer that may have so few parameters that words which its article does not have are its inventions."""

    @property
    def small(self) -> bool:
        """Whether it has."""
        ...


class WritesAnyTarget(Protocol):
    """An engine that sums up a document in any language, and better where it is told what was wrong."""

    def write(
        self,
        document: Document,
        target: str,
        budget: Budget,
        decoding: Decoding,
        *,
        rejected: Rejected | None = None,
        on_text: OnReplyText | None = None,
    ) -> Draft:
        """A summary in `target`; `cited` holds what the model says each sentence rests on. Raises EngineFailed."""
        ...


class TakesCriticism(Protocol):
    """A translator that can be told what was wrong with a translation. What can be told something can be talked into
    something: by the text, too.
    """

    def translate_again(
        self, segments: Sequence[str], pair: Pair, decoding: Decoding, rejected: Sequence[Rejected]
    ) -> list[list[Hypothesis]]:
        """As `Translator.translate`, with one of `rejected` for each segment."""
        ...


# What `isinstance` says of the protocols above, at a hundredth of its cost: a request asks ten times.


def translates(engine: object) -> TypeGuard[Translator]:
    """Whether an engine is a `Translator`."""
    return hasattr(type(engine), "translate")


def summarizes(engine: object) -> TypeGuard[Summarizer]:
    """Whether an engine is a `Summarizer`."""
    return hasattr(type(engine), "summarize")


def converses(engine: object) -> TypeGuard[ChatBackend]:
    """Whether an engine is a `ChatBackend`."""
    return hasattr(type(engine), "stream")


def mixes_pairs(engine: object) -> TypeGuard[Multilingual]:
    """Whether an engine is `Multilingual`."""
    return hasattr(type(engine), "translate_mixed")


def has_shortlists(engine: object) -> TypeGuard[Shortlisting]:
    """Whether an engine is `Shortlisting`."""
    return hasattr(type(engine), "shortlist_id")


def is_crewed(engine: object) -> TypeGuard[Crewed]:
    """Whether an engine is `Crewed`."""
    return hasattr(type(engine), "stats")


def sizes_batches(engine: object) -> TypeGuard[Batching]:
    """Whether an engine is `Batching`."""
    return hasattr(type(engine), "batch_tokens")


def has_own_window(engine: object) -> TypeGuard[OwnWindow]:
    """Whether an engine has its `OwnWindow`."""
    return hasattr(type(engine), "window_for")


def aligns(engine: object) -> TypeGuard[Aligning]:
    """Whether an engine is `Aligning`."""
    return hasattr(type(engine), "align")


def writes_plain(engine: object) -> bool:
    """Whether an engine is `PlainWriting`, and writes plain marks only."""
    return bool(getattr(engine, "plain_marks", False))


def writes_small(engine: object) -> bool:
    """Whether an engine is a `SmallWriter`, and small."""
    return bool(getattr(engine, "small", False))


def spells(engine: object) -> TypeGuard[Spelling]:
    """Whether an engine says what it cannot spell: `Spelling`."""
    return hasattr(type(engine), "unspelled")


def writes_any_target(engine: object) -> TypeGuard[WritesAnyTarget]:
    """Whether an engine `WritesAnyTarget`."""
    return hasattr(type(engine), "write")


def takes_criticism(engine: object) -> TypeGuard[TakesCriticism]:
    """Whether an engine `TakesCriticism`."""
    return hasattr(type(engine), "translate_again")


class EngineClass(Protocol):
    """How engines are made, ours and other people's (`engine = "package.module:Class"` in the catalogue)."""

    def __call__(self, folder: Path, spec: ModelSpec, runtime: Runtime) -> Translator | Summarizer | ChatBackend: ...
