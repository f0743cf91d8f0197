"""The services that are compared: how each is started, asked and read. All run the same weights with the same beam."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.load import Address, Call, post
from benchmarks.peers.libretranslate import AS_SHIPPED, BY_HAND, libretranslate
from benchmarks.servers import Server, ours, running
from benchmarks.weights import BASE, SUMMARIZER, installed

OURS, WHOLE, FIREFOX = "Stislo", "Stislo, whole vocabulary", "Stislo, Firefox"
FLASK, SHIPPED, TUNED = "Flask + transformers", "LibreTranslate as shipped", "LibreTranslate tuned by hand"

Texts = str | Sequence[str]


@dataclass(frozen=True)
class Contestant:
    """A service: `start` runs it, the others make its calls (text or texts, address) and read its answers.

    `translation` gives what the text became, a string or a list as was sent; `summary` gives the summary in French.
    """

    name: str
    start: Callable[[], AbstractContextManager[Server]]
    translate: Callable[[Texts, Address], Call]
    translation: Callable[[Any], Any]
    summarize: Callable[[str, Address], Call] | None = None
    summary: Callable[[Any], str] | None = None


def stislo(name: str, environ: Mapping[str, str], log: Path, *, quality: str = "balanced", **more: str) -> Contestant:
    """Ours, with further settings by their variables' names; no answer is taken from a cache."""

    def translate(text: Texts, address: Address) -> Call:
        body = {"text": text, "source_language": "en", "target_languages": ["fr"], "quality": quality, "cache": False}
        return post("/v1/translations", body, address)

    def summarize(text: str, address: Address) -> Call:
        body = {"text": text, "source_language": "en", "target_languages": ["fr"], "engine": "seq2seq"}
        return post("/v1/summaries", {**body, "quality": quality, "cache": False}, address)

    return Contestant(
        name,
        lambda: ours({**environ, **more}, log=log),
        translate,
        lambda answer: answer["translations"][0]["text"],
        summarize,
        lambda answer: answer["summaries"][0].get("text", ""),
    )


def plain_flask(build: Path, log: Path) -> Contestant:
    """Flask and transformers, the way that they are usually put together."""
    translator, summarizer = (installed(id_, build).folder / "hf" for id_ in (BASE, SUMMARIZER))
    command = [sys.executable, "-m", "benchmarks.peers.plain_flask", "--port", "0"]
    command += ["--translator", str(translator), "--summarizer", str(summarizer), "--beams", "4"]
    return Contestant(
        FLASK,
        lambda: running(command, {}, probe="/health", log=log),
        lambda text, address: post("/translate", {"text": text}, address),
        lambda answer: answer["translation"],
        lambda text, address: post("/summarize", {"text": text}, address),
        lambda answer: answer["translation"],
    )


def libretranslates(build: Path, log: Path) -> list[Contestant]:
    """LibreTranslate as it comes, and with its settings tuned by hand. It does not summarize."""
    folder = installed(BASE, build).folder

    def contestant(name: str, tuning: Mapping[str, str]) -> Contestant:
        return Contestant(
            name,
            lambda: libretranslate(folder / "ct2", folder / "hf/source.spm", tuning, log=log),
            lambda text, address: post("/translate", {"q": text, "source": "en", "target": "fr"}, address),
            lambda answer: answer["translatedText"],
        )

    return [
        contestant(SHIPPED, AS_SHIPPED),
        contestant(TUNED, BY_HAND),
    ]
