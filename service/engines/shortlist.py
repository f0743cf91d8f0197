"""Shortlists: the target tokens that a text may need, so that the output layer computes those and no others.

`ct2/vmap.txt` is CTranslate2's vocabulary map: tokens that are always candidates, and for a source piece the rarer
ones that it may lead to (`shortlist_probe.py` finds them). `ct2/shortlist.json` says how often each source piece was
looked at while the map was made, which is the gate: text with a piece that was not looked at often enough is decoded
with the full vocabulary. `learned/shortlist.jsonl` holds what was found since, in an audit and in text that had to be
decoded with the full vocabulary: candidates that were missing, and pieces that have passed the gate by now. It is no
part of the installed model, may vanish or be cut short without harm, and takes effect when the model is loaded next.

Absent files mean no shortlist. A map that is not the one that `shortlist.json` was written for is a broken model.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from service.engines.base import ModelSpec

VMAP, FACTS, LEARNED = "vmap.txt", "shortlist.json", "learned/shortlist.jsonl"
ALWAYS = 8_000
_FORMAT = 1
# What was found missing joins the map at the rarest pieces of the text that it was found in: they carry the content,
# and lines of frequent pieces are in every batch.
_CARRIERS = 3
_MOST_LEARNED_BYTES = 1_000_000
_MOST_PENDING = 20_000  # pieces
_log = logging.getLogger(__name__)

Lines = dict[str, tuple[str, ...]]
TokenVocabulary = Callable[[], Iterable[str]]
"""Reads the model's target tokens; slow."""


@dataclass(frozen=True, slots=True)
class Observations:
    """How the map was made: `always` = size that was asked for of its first part, `needed` = the gate's threshold.

    `pieces` are the source's, most frequent first: how often each was seen, and how often in the end without anything
    that the map had lacked.
    """

    always: int
    needed: int
    pieces: Mapping[str, tuple[int, int]]

    def covered(self) -> frozenset[str]:
        """The pieces that pass the gate."""
        return frozenset(piece for piece, (_, clean) in self.pieces.items() if clean >= self.needed)


def may_have_shortlist(spec: ModelSpec) -> bool:
    """Whether shortlists are made for this kind of model: Marian's, whose target pieces come with probabilities."""
    return spec.task == "translate" and spec.engine == "seq2seq" and spec.family == "marian" and not spec.any_pair


def write_shortlist(folder: Path, lines: Mapping[str, Sequence[str]], observations: Observations) -> None:
    """Writes both files to a model's `ct2` folder; the line of the empty source piece is what is always a candidate."""
    text = _vmap(lines)
    (folder / VMAP).write_text(text, encoding="utf-8", newline="\n")
    facts = {
        "format": _FORMAT,
        "always": observations.always,
        "needed": observations.needed,
        "vmap": sha256(text.encode()).hexdigest(),
        "pieces": observations.pieces,
    }
    (folder / FACTS).write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")


class Shortlist:
    """The shortlist of one installed model, with what was learned before it was loaded. Safe for threads.

    `folder` is what CTranslate2 is to load: the model's own `ct2`, or a view of it whose map holds what was learned.
    What is learned while it is loaded takes its pieces through the gate's other side until the next load.
    """

    def __init__(self, folder: Path, observations: Observations, digest: str) -> None:
        self._own = folder / "ct2"
        self._learned_path = folder / LEARNED
        self._order = {piece: rank for rank, piece in enumerate(observations.pieces)}
        self._covered = observations.covered()
        self._digest = digest
        self._lock = threading.Lock()
        self._needed = observations.needed
        self._clean: Counter[str] = Counter()
        self._lines: Lines | None = None  # read when they are first asked for, as the next two
        self._always: frozenset[str] = frozenset()
        self._vocabulary: frozenset[str] = frozenset()
        self._pending: dict[str, set[str]] = {}
        self._learned, passed = _read_learned(self._learned_path)
        self._covered |= passed
        self._passed = set(passed)
        self._view: tempfile.TemporaryDirectory[str] | None = None
        self.folder = self._merged() if self._learned else self._own
        self._id = _hash(self._digest, *_sorted(self._learned), *sorted(passed))

    @classmethod
    def load(cls, folder: Path) -> Shortlist | None:
        """The shortlist of the model installed in `folder`, None where it has none. Raises ValueError for a broken one.

        Unreadable files are raised as OSError.
        """
        own = folder / "ct2"
        try:
            text, vmap = (own / FACTS).read_bytes(), (own / VMAP).read_bytes()
        except FileNotFoundError:
            return None
        facts = json.loads(text)
        if facts["format"] != _FORMAT:
            return None
        if facts["vmap"] != sha256(vmap).hexdigest():
            raise ValueError("the vocabulary map is not the one that was made for the model")
        pieces = {piece: (int(seen), int(clean)) for piece, (seen, clean) in facts["pieces"].items()}
        observations = Observations(int(facts["always"]), int(facts["needed"]), pieces)
        return cls(folder, observations, sha256(text).hexdigest())

    @property
    def id(self) -> str:
        """A hash of everything that decides which candidates a text gets; another one after something was learned."""
        return self._id

    def covers(self, pieces: Iterable[str]) -> bool:
        """Whether a source may be decoded with the shortlist: each of its pieces passes the gate."""
        return self._covered.issuperset(pieces)

    def learn(self, source: Sequence[str], target: Sequence[str], vocabulary: TokenVocabulary) -> tuple[str, ...]:
        """Takes in the pieces that the full vocabulary made of a source that is covered; those that the map lacked.

        They are kept for the next load, and until then the source's rarest pieces are not covered.
        """
        with self._lock:
            missing = self._missing(source, target, vocabulary)
            if missing:
                rarest = self._rarest(source)
                self._keep(rarest, missing)
                self._covered = self._covered.difference(rarest)
                self._id = _hash(self._id, rarest, missing)
        return missing

    def observe(self, source: Sequence[str], target: Sequence[str], vocabulary: TokenVocabulary) -> None:
        """Takes in a text that was decoded with the full vocabulary because it is not covered.

        All of it takes effect with the next load. A piece that was met often enough without anything missing passes
        the gate then.
        """
        with self._lock:
            strange = {*source}.intersection(self._order).difference(self._covered, self._passed)
            if not strange:
                return
            if missing := self._missing(source, target, vocabulary):
                self._keep(self._rarest(strange), missing)
                for piece in strange:
                    self._clean.pop(piece, None)
                return
            self._clean.update(strange)
            if passed := sorted(piece for piece in strange if self._clean[piece] >= self._needed):
                self._passed.update(passed)
                _append(self._learned_path, {"passed": passed})

    def _missing(self, source: Sequence[str], target: Sequence[str], vocabulary: TokenVocabulary) -> tuple[str, ...]:
        """Pieces of a translation that its source does not have as candidates; none where the files are gone, as those
        of a model are that was updated or removed while it is in use. The caller holds the lock.
        """
        try:
            if self._lines is None:
                self._lines, self._vocabulary = read_vmap(self._own / VMAP), frozenset(vocabulary())
                self._always = frozenset(self._lines.get("", ()))
        except (OSError, ValueError) as error:
            _log.info("Nothing is learned: the map cannot be read (%s)", type(error).__name__)
            return ()
        lines, rare = self._lines, {*target}.difference(self._always)
        if not rare:
            return ()
        unknown = rare.difference(*(self._candidates(lines, piece) for piece in source))
        return tuple(sorted(unknown.intersection(self._vocabulary)))

    def _rarest(self, pieces: Iterable[str]) -> list[str]:
        return sorted({*pieces}, key=lambda piece: -self._order.get(piece, len(self._order)))[:_CARRIERS]

    def _keep(self, pieces: Sequence[str], missing: Sequence[str]) -> None:
        """Keeps what was missing for the next load, up to a bound. The caller holds the lock."""
        if len(self._pending) >= _MOST_PENDING:
            return
        for piece in pieces:
            self._pending.setdefault(piece, set()).update(missing)
        _append(self._learned_path, {"s": list(pieces), "t": list(missing)})

    def close(self) -> None:
        """Deletes the view, if there is one."""
        if self._view is not None:
            self._view.cleanup()

    def _candidates(self, lines: Lines, piece: str) -> set[str]:
        return {*lines.get(piece, ()), *self._learned.get(piece, ()), *self._pending.get(piece, ())}

    def _merged(self) -> Path:
        """A folder of links to the model's files beside a map that has what was learned.

        Where none can be made, what was learned stays out of the map and its pieces stay uncovered.
        """
        try:
            self._view = tempfile.TemporaryDirectory(prefix="stislo-shortlist-")
            view = Path(self._view.name)
            for path in self._own.iterdir():
                if path.name != VMAP:
                    (view / path.name).symlink_to(path.resolve())
            lines = read_vmap(self._own / VMAP)
            merged = {piece: sorted({*lines.get(piece, ()), *tokens}) for piece, tokens in self._learned.items()}
            (view / VMAP).write_text(_vmap({**lines, **merged}), encoding="utf-8", newline="\n")
        except OSError as error:
            _log.warning("What was learned for %s cannot be used: %s", self._own.parent, error.strerror or error)
            self._covered = self._covered.difference(self._learned)
            self._pending, self._learned = self._learned, {}
            return self._own
        return view


def read_vmap(path: Path) -> Lines:
    """The candidates of each source piece; those of the empty one are candidates always. Raises OSError."""
    lines: Lines = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        piece, tab, tokens = line.partition("\t")
        if tab:
            lines[piece] = tuple(tokens.split(" "))
    return lines


def writable(token: str) -> bool:
    """Whether a token can stand in a vocabulary map, which has white space between tokens."""
    return bool(token) and not any(map(str.isspace, token))


def _vmap(lines: Mapping[str, Sequence[str]]) -> str:
    return "".join(f"{piece}\t{' '.join(tokens)}\n" for piece, tokens in lines.items() if tokens)


def _read_learned(path: Path) -> tuple[dict[str, set[str]], frozenset[str]]:
    """What was missing, and which pieces have passed the gate since. Lines that make no sense, as the last one after a
    power cut, are left out."""
    learned: dict[str, set[str]] = {}
    passed: set[str] = set()
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_LEARNED_BYTES)
    except OSError:
        return learned, frozenset()
    for line in text.split(b"\n"):
        try:
            entry = json.loads(line)
            if "passed" in entry:
                passed.update(map(str, entry["passed"]))
                continue
            source, target = ([str(token) for token in entry[side] if writable(str(token))] for side in ("s", "t"))
        except (ValueError, KeyError, TypeError):
            continue
        for piece in source:
            learned.setdefault(piece, set()).update(target)
    return learned, frozenset(passed)


def _append(path: Path, entry: Mapping[str, Sequence[str]]) -> None:
    """Adds a line in one write, so that processes may share the file. Where that cannot be, memory has to do."""
    line = json.dumps(entry, ensure_ascii=False) + "\n"
    try:
        path.parent.mkdir(exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            if os.fstat(descriptor).st_size < _MOST_LEARNED_BYTES:
                os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)
    except OSError as error:
        _log.info("What was learned is kept in memory only: %s", error.strerror or error)


def _hash(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:12]


def _sorted(found: Mapping[str, set[str]]) -> list[tuple[str, list[str]]]:
    return [(piece, sorted(tokens)) for piece, tokens in sorted(found.items())]
