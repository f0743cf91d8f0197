"""Text to tokens and back, the same for both backends. Tokens are strings, as CTranslate2 takes them.

`transformers` would do the same, but importing its tokenizers loads torch (2.8 s, 230 MB), some of them change state
in every call and may not be shared by threads, and all read `</s>` in a caller's text as the end of the text. What is
used here is safe for threads and reads special tokens in a text as text.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Container, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from service.engines.base import ModelSpec
from service.engines.families import layout_of
from service.engines.plain_marks import PlainMarks

if TYPE_CHECKING:
    import tokenizers
    from sentencepiece import SentencePieceProcessor

TOKENIZER_FILE = "tokenizer.json"
_UNKNOWN = "<unk>"
_SPECIAL = frozenset({"<s>", "</s>", "<pad>", _UNKNOWN})
_NOT_TEXT = re.compile(r">>\w+<<|__[a-z]{2,3}__|madeupword\d+")  # as one token; the same letters in a text are several


class Tokenizer(Protocol):
    """Cuts texts into a model's tokens without framing them, and joins tokens to a text."""

    def pieces(self, texts: Sequence[str]) -> list[list[str]]:
        """The tokens of each text, none of them special; none at all for white space."""
        ...

    def prefix(self, text: str) -> list[str]:
        """The tokens of a prefix from the catalogue, where special tokens are what they are. Not safe for threads."""
        ...

    def target_pieces(self, text: str) -> list[str]:
        """The tokens that a text is written with in the target language."""
        ...

    def text(self, tokens: Sequence[str]) -> str:
        """The text that output tokens spell; special tokens are left out."""
        ...

    def unknown(self, tokens: Sequence[str]) -> str:
        """What those of a text's tokens spell that the vocabulary does not have."""
        ...

    @property
    def plain_marks(self) -> bool:
        """Whether the vocabulary has no typographic quotes or apostrophes."""
        ...


class SentencePieceTokenizer:
    """For vocabularies numbered apart from their SentencePiece models (Marian, M2M100)."""

    def __init__(self, source: Path, target: Path, *, vocabulary: Container[str], prefix_is_token: bool) -> None:
        from sentencepiece import SentencePieceProcessor

        self._source = SentencePieceProcessor(model_file=str(source))
        self._target = self._source if target == source else SentencePieceProcessor(model_file=str(target))
        self._vocabulary = vocabulary
        self._prefix_is_token = prefix_is_token
        self._plain = PlainMarks(partial(_is_spelled, self._source, vocabulary))
        self._plain_target = PlainMarks(partial(_is_spelled, self._target, vocabulary))

    @property
    def plain_marks(self) -> bool:
        return self._plain_target.lacks_typography()

    def pieces(self, texts: Sequence[str]) -> list[list[str]]:
        # One thread: by default each call would start as many as there are cores, for microseconds of work.
        lines = [_one_line(self._plain(text)) for text in texts]
        encoded: list[list[str]] = self._source.encode(lines, out_type=str, num_threads=1)
        return encoded

    def prefix(self, text: str) -> list[str]:
        text = text.strip()
        return ([text] if self._prefix_is_token else self.pieces([text])[0]) if text else []

    def unknown(self, tokens: Sequence[str]) -> str:
        return "".join(token.strip("▁") for token in tokens if token not in self._vocabulary)

    def target_pieces(self, text: str) -> list[str]:
        """The tokens that a text is written with in the target language."""
        pieces: list[str] = self._target.encode(_one_line(self._plain_target(text)), out_type=str, num_threads=1)
        return pieces

    def text(self, tokens: Sequence[str]) -> str:
        spoken = [token for token in tokens if token not in _SPECIAL and not _NOT_TEXT.fullmatch(token)]
        return str(self._target.decode(spoken))


def _is_spelled(processor: SentencePieceProcessor, vocabulary: Container[str], text: str) -> bool:
    """Whether a text is cut into pieces that the model knows: those of SentencePiece may be more than it was trained
    with.
    """
    pieces: list[str] = processor.encode(f"a{text}a", out_type=str, num_threads=1)
    return all(piece in vocabulary for piece in pieces if not _is_word(piece.strip("▁")))


def _is_word(piece: str) -> bool:
    """Whether a piece is nothing but letters and digits; a half is none of them."""
    return all(character.isalpha() or character.isdecimal() for character in piece)


class FastTokenizer:
    """For everything that has a `tokenizer.json`, or can be turned into one. `lead` stands before every text that is
    not empty: byte-level vocabularies have a word after a space and one at the beginning of a text as two tokens.
    """

    def __init__(self, tokenizer: tokenizers.Tokenizer, lead: str = "") -> None:
        # A published tokenizer.json may cut or pad by itself; too long a text must be refused, not cut.
        tokenizer.no_truncation()
        tokenizer.no_padding()
        tokenizer.encode_special_tokens = True
        self._tokenizer = tokenizer
        self._lead = lead
        added = tokenizer.get_added_tokens_decoder().values()
        self._special = _SPECIAL | {token.content for token in added if token.special}
        self._control = self._special - {_UNKNOWN}

    @property
    def plain_marks(self) -> bool:
        return False

    def pieces(self, texts: Sequence[str]) -> list[list[str]]:
        lines = [self._lead + line if (line := _one_line(text)) else "" for text in texts]
        encoded = [
            self._tokens(line, each)
            for line, each in zip(lines, self._tokenizer.encode_batch(lines, add_special_tokens=False), strict=True)
        ]
        # Unigram models have their control tokens among the pieces, and find them in a text that spells them.
        for index, tokens in enumerate(encoded):
            if not self._control.isdisjoint(tokens):
                line = self._apart(lines[index])
                encoded[index] = self._tokens(line, self._tokenizer.encode(line, add_special_tokens=False))
        return encoded

    def unknown(self, tokens: Sequence[str]) -> str:
        return "".join(token for token in tokens if self._tokenizer.token_to_id(token) is None)

    def target_pieces(self, text: str) -> list[str]:
        """The tokens that a text is written with in the target language: in any."""
        return self.pieces([text])[0]

    def prefix(self, text: str) -> list[str]:
        self._tokenizer.encode_special_tokens = False
        tokens: list[str] = self._tokenizer.encode(text.strip(), add_special_tokens=False).tokens
        self._tokenizer.encode_special_tokens = True
        return tokens

    def text(self, tokens: Sequence[str]) -> str:
        return str(self._tokenizer.decoder.decode([token for token in tokens if token not in self._special]))

    @staticmethod
    def _tokens(line: str, encoding: tokenizers.Encoding) -> list[str]:
        """The tokens, unknown ones spelled as in the text, for a decoder that copies."""
        tokens: list[str] = encoding.tokens
        if _UNKNOWN in tokens:
            spans = zip(tokens, encoding.offsets, strict=True)
            tokens = [line[start:end] if token == _UNKNOWN else token for token, (start, end) in spans]
        return tokens

    def _apart(self, line: str) -> str:
        for token in self._control:
            line = line.replace(token, f"{token[0]} {token[1:]}")
        return line


def _one_line(text: str) -> str:
    """The text as models were trained on it: a wrapped line is no longer wrapped, spaces are plain and single."""
    return " ".join(text.split())


def load_tokenizer(folder: Path, spec: ModelSpec) -> Tokenizer:
    """The tokenizer of the model installed in `folder`. What is wrong with its files is raised as it comes."""
    layout = layout_of(spec)
    if layout.pieces:
        source, target = (folder / "hf" / name for name in layout.pieces)
        vocabulary = json.loads((folder / "hf" / "vocab.json").read_text(encoding="utf-8"))
        return SentencePieceTokenizer(source, target, vocabulary=vocabulary, prefix_is_token=layout.prefix_is_token)
    import tokenizers

    lead = " " if spec.source_prefix.isspace() else ""
    ready = folder / "ct2" / TOKENIZER_FILE
    if ready.exists():
        return FastTokenizer(tokenizers.Tokenizer.from_file(str(ready)), lead)
    reference = _reference(folder / "hf")
    if reference is None:
        raise ValueError("a tokenizer of this family was expected to be a fast one")
    return FastTokenizer(reference, lead)


def save_tokenizer(source: Path, target: Path) -> None:
    """Writes the tokenizer of the checkpoint in `source` to `target/tokenizer.json`, for `load_tokenizer` to find.

    To be called as a model is converted: its engine then starts without importing transformers and torch. Families
    that need no such file get none.
    """
    if (tokenizer := _reference(source)) is not None:
        tokenizer.save(str(target / TOKENIZER_FILE))


def _reference(folder: Path) -> tokenizers.Tokenizer | None:
    """The fast tokenizer that transformers makes of a checkpoint's files, None where it makes a slow one."""
    from transformers import AutoTokenizer

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Marian's recommends a package for text that is not sent to it
        loaded = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    backend: tokenizers.Tokenizer | None = getattr(loaded, "backend_tokenizer", None)
    return backend
