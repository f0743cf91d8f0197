"""Parsers run elsewhere: in a process without secrets, with limits, that is killed when it has had its time."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable

from service.articles.processes import Ended, Processes, processes
from service.articles.reader_queue import ReaderQueue, ReaderTurn
from service.articles.wire import Job, ParseLimits, decode_answer, encode_job
from service.errors import Cancelled, DeadlineExceeded, FileTooLarge, UnreadableFile
from service.settings import Settings
from service.types import Article, Page, Upload

# Of all members of an archive that are read; a book of a thousand pages has five MB of them.
_UNPACKED_BYTES = 100_000_000
# A character takes up to twelve bytes of JSON; titles and the rest are short.
_BYTES_A_CHARACTER, _BYTES_BESIDES = 12, 100_000
# What of the time that reading may take is enough for most documents.
_FIRST_SLICE = 1 / 40
# Bytes that are read in a second, about, by how they begin: what is packed holds several times as much.
_PACE = ((b"%PDF", 500_000), (b"PK", 400_000), (b"", 2_000_000))
# Not ours, then the system's: it ran out of memory, or the process out of its seconds.
_OF_LIMITS = (-9, -14, -24)  # SIGKILL, SIGALRM, SIGXCPU
_log = logging.getLogger(__name__)


class Sandbox:
    """Reads pages and files in processes of their own, so many at a time, in the order of `ReaderQueue`. Thread-safe.

    Nothing is started before the first one.
    """

    def __init__(self, settings: Settings, how: Processes | None = None) -> None:
        self._settings = settings
        self._queue = ReaderQueue(
            settings.readers or max(2, os.cpu_count() or 1),
            slice_s=settings.read_timeout_s * _FIRST_SLICE,
            wait_s=settings.read_wait_s,
        )
        self._processes = how or processes()
        self._limits = ParseLimits(
            seconds=settings.read_timeout_s,
            memory_mb=settings.read_memory_mb,
            pages=settings.max_pages,
            text_characters=settings.max_text_characters,
            html_characters=settings.max_html_characters,
            unpacked_bytes=max(_UNPACKED_BYTES, settings.max_file_bytes),
        )

    def run(
        self,
        material: Page | Upload,
        *,
        seconds: float,
        gone: Callable[[], bool],
        caller: str = "",
        field: str | None = None,
        url: str | None = None,
    ) -> Article:
        """The article in a page or file, within `seconds`, waiting included, and while `gone` says False.

        `caller` is who shares the readers with others; those without a name count as one.

        Errors name `field`, by default `html` or `file`: FileTooLarge for what takes more room, memory or time than
        allowed, UnsupportedInput, UnreadableFile, NoText, InvalidText, LimitExceeded. Raises DeadlineExceeded and
        Cancelled as the caller's patience has it, Overloaded if no reader is free for long, and Draining after `close`.
        """
        job, data = self._job(material, field, url)
        watch = _Watch(seconds, gone, self._settings.read_timeout_s, job.field)
        most_bytes = self._limits.text_characters * _BYTES_A_CHARACTER + _BYTES_BESIDES
        message = (encode_job(job), data)
        with self._queue.turn(caller, _expected_s(data)) as turn:
            while True:
                self._queue.wait(turn, watch)
                began = time.perf_counter()
                try:
                    ended = self._processes.run(message, _TurnWatch(watch, self._queue, turn), most_bytes=most_bytes)
                    break
                except _PutOff:
                    watch.pause()
                    self._queue.back(turn)
        return _article(ended, job, len(data), time.perf_counter() - began)

    def close(self) -> None:
        """Kills what is still being read."""
        self._processes.close()

    def _job(self, material: Page | Upload, field: str | None, url: str | None) -> tuple[Job, bytes | memoryview]:
        if isinstance(material, Page):
            field = field or "html"
            if len(material.html) > self._limits.html_characters:
                raise FileTooLarge(
                    f"The page is {len(material.html):,} characters long; at most {self._limits.html_characters:,} are "
                    "read. Send the article's own part of it, or its text.",
                    field=field,
                )
            job = Job("page", field, self._limits, title=material.title, url=url or material.url)
            return job, material.html.encode("utf-8", "replace")
        field, most = field or "file", self._settings.max_file_bytes
        if field == "file" and len(material.data) > most:
            raise FileTooLarge(f"The file has {len(material.data):,} bytes; at most {most:,} are read.", field=field)
        job = Job(
            "file",
            field,
            self._limits,
            title=material.title,
            url=url,
            name=material.name,
            media_type=material.media_type,
        )
        return job, material.data


class _Watch:
    """The patience of a caller, and from `begin` on the time that reading may take."""

    def __init__(self, seconds: float, gone: Callable[[], bool], read_timeout_s: float, field: str) -> None:
        self._end = time.monotonic() + seconds
        self._seconds, self._gone, self._read_timeout_s, self._field = seconds, gone, read_timeout_s, field
        self._read_end: float | None = None

    def begin(self) -> None:
        self._read_end = time.monotonic() + self._read_timeout_s

    def pause(self) -> None:
        """It is not being read for a while, and begun again then."""
        self._read_end = None

    def check(self) -> None:
        now = time.monotonic()
        if self._read_end is not None and now >= self._read_end:
            raise FileTooLarge(
                f"Reading it takes more than the {self._read_timeout_s:g} seconds that are allowed; send less, or its "
                "text.",
                field=self._field,
            )
        if now >= self._end:
            raise DeadlineExceeded(f"It was not read within {self._seconds:g} seconds.")
        if self._gone():
            raise Cancelled("The request was given up by whoever sent it.")


class _PutOff(Exception):
    """Somebody else's job goes first."""


class _TurnWatch:
    """The patience of a caller, and that of the others."""

    def __init__(self, watch: _Watch, queue: ReaderQueue, turn: ReaderTurn) -> None:
        self._watch, self._queue, self._turn = watch, queue, turn

    def begin(self) -> None:
        self._watch.begin()

    def check(self) -> None:
        self._watch.check()
        if self._queue.must_stop(self._turn):
            raise _PutOff


def _expected_s(data: bytes | memoryview) -> float:
    start = bytes(data[:4])
    pace = next(pace for beginning, pace in _PACE if start.startswith(beginning))
    return len(data) / pace


def _article(ended: Ended, job: Job, size: int, seconds: float) -> Article:
    """What the process found; raises what it says, or what its end means."""
    try:
        answer = decode_answer(ended.answer, field=job.field)
    except ValueError:
        raise _failure(ended.status, job.field) from None
    _log.debug("read %s of %d bytes in %.0f ms", answer.kind or job.material, size, seconds * 1000)
    if answer.error is not None:
        raise answer.error
    if answer.article is None:
        _log.warning("reading %s of %d bytes failed: %s", answer.kind or job.material, size, answer.crash)
        raise _damaged(job.field)
    return answer.article


def _failure(status: int, field: str) -> FileTooLarge | UnreadableFile:
    _log.warning("a process that read something ended with status %d", status)
    if status in _OF_LIMITS:
        return FileTooLarge("Reading it takes more memory or time than is allowed; send less.", field=field)
    return _damaged(field)


def _damaged(field: str) -> UnreadableFile:
    return UnreadableFile("It is damaged, or not what it says it is; save it anew, or send its text.", field=field)
