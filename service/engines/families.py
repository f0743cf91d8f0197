"""What sets the model families apart: the one table of how each frames the token sequences that it reads and writes.

Everything else comes from the model's own files (`checkpoint.py`: start token, tokens never to be generated) or from
the catalogue (`source_prefix`, `forced_bos`, `codes`). What each family leaves in its output: `service/text/repair.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.engines.base import Family, ModelSpec


@dataclass(frozen=True, slots=True)
class Layout:
    """How a family writes a source: tokens, with `{prefix}`, `{text}` and `{language}` (of the source) filled in.

    `pieces` names the SentencePiece files (source, target) of families whose vocabulary numbers are not those of the
    SentencePiece model. `prefix_is_token` says that a source prefix is one token of the vocabulary, not text.
    `language_starts` says that decoding starts from the target language's token, in place of a start token.
    """

    source: str
    pieces: tuple[str, str] | None = None
    prefix_is_token: bool = False
    language_starts: bool = False


_LANGUAGE_FIRST = Layout("{language} {text} </s>")
_PREFIXED = Layout("{prefix} {text} </s>")
_LAYOUTS: Mapping[Family, Layout] = {
    "marian": Layout("{prefix} {text} </s>", pieces=("source.spm", "target.spm"), prefix_is_token=True),
    "bart": Layout("<s> {prefix} {text} </s>"),
    "mbart": Layout("{text} </s> {language}", language_starts=True),
    "mbart50": _LANGUAGE_FIRST,
    "m2m100": Layout(_LANGUAGE_FIRST.source, pieces=("sentencepiece.bpe.model",) * 2),
    "nllb": _LANGUAGE_FIRST,
    "t5": _PREFIXED,
    "pegasus": _PREFIXED,
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The tokens round a source's own (`head`, `tail`), and what its output starts with.

    `start` is the token that decoding starts from, None for the model's own start token; `forced` are the tokens that
    follow it, the same in every output.
    """

    head: tuple[str, ...]
    tail: tuple[str, ...]
    start: str | None = None
    forced: tuple[str, ...] = ()

    @property
    def overhead(self) -> int:
        """Tokens of a source that are not the text's own."""
        return len(self.head) + len(self.tail)

    def tokens(self) -> set[str]:
        """Every token named here: all must be in the model's vocabulary."""
        return {*self.head, *self.tail, *self.forced} | ({self.start} if self.start else set())


def layout_of(spec: ModelSpec) -> Layout:
    """The layout of a catalogue entry's model. mBART models without language tokens (BARThez) are framed like BART."""
    return _LAYOUTS["bart" if spec.family == "mbart" and not spec.forced_bos else spec.family]


def prefix_of(spec: ModelSpec, target: str) -> str:
    """The text before every source, for a target language; empty for most models."""
    return spec.source_prefix.replace("{target}", spec.code(target))


def frame_for(spec: ModelSpec, source: str, target: str, prefix: Sequence[str]) -> Frame:
    """The frame of a language pair; a summarizer's target is its source. `prefix` holds `prefix_of`'s tokens.

    A language's token is `forced_bos` with the language's code in it, for the source as for the target; where
    `forced_bos` names one fixed token, the source's token is the bare code.
    """
    layout = layout_of(spec)
    template = spec.forced_bos if "{target}" in spec.forced_bos else "{target}"
    filled = {"{prefix}": tuple(prefix), "{language}": (template.replace("{target}", spec.code(source)),)}
    parts = layout.source.split()
    at = parts.index("{text}")
    head, tail = (
        tuple(token for part in side for token in filled.get(part, (part,))) for side in (parts[:at], parts[at + 1 :])
    )
    forced = spec.forced_bos.replace("{target}", spec.code(target))
    if layout.language_starts:
        return Frame(head, tail, start=forced)
    return Frame(head, tail, forced=(forced,) if forced else ())
