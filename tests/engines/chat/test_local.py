"""Chat models on torch and on CTranslate2: answers as of `transformers.generate`, streamed, stopped, cancelled."""

from __future__ import annotations

import gc
import shutil
import threading
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from service.engines.base import Backend, Runtime
from service.engines.chat.backend import ChatBackend, Sampling, Truncated, Turn
from service.engines.chat.local import LocalChat
from service.errors import Cancelled, DeadlineExceeded, EngineFailed, ModelUnusable
from service.runtime.ticket import Ticket
from tests.engines.chat.conftest import FLOAT32, ChatModel, ChatModels, Chats
from tests.standins.random_checkpoints import SENTENCES

TURNS = [Turn("system", "Summarize in Ukrainian."), Turn("user", SENTENCES[3])]
LONG = [Turn("system", "Summarize in Ukrainian."), Turn("user", " ".join(SENTENCES[:16]))]
SAMPLING = Sampling(max_tokens=48)


def said(
    chat: ChatBackend, turns: list[Turn] = TURNS, sampling: Sampling = SAMPLING, ticket: Ticket | None = None
) -> tuple[str, bool]:
    """The whole answer, and whether it came to its end."""
    pieces: list[str] = []
    try:
        for piece in chat.stream(turns, sampling, ticket or Ticket(60)):
            assert piece
            pieces.append(piece)
    except Truncated:
        return "".join(pieces), False
    return "".join(pieces), True


@pytest.fixture(scope="session")
def references(chat_models: ChatModels) -> Any:
    """Gives a stand-in as transformers loads it: tokenizer, model."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    loaded: dict[str, tuple[Any, Any]] = {}

    def get(name: str) -> tuple[Any, Any]:
        if name not in loaded:
            folder = chat_models(name).folder / "hf"
            loaded[name] = (
                AutoTokenizer.from_pretrained(folder),
                AutoModelForCausalLM.from_pretrained(folder).eval(),
            )
        return loaded[name]

    return get


def generated(reference: tuple[Any, Any], prompt: list[int], sampling: Sampling) -> tuple[str, bool]:
    """What `transformers.generate` makes of a prompt, and whether it came to an end."""
    import torch

    tokenizer, model = reference
    config = model.generation_config
    ends = [config.eos_token_id] if isinstance(config.eos_token_id, int) else list(config.eos_token_id)
    ends += [id_ for id_ in [tokenizer.convert_tokens_to_ids("<|eot_id|>")] if id_ not in (None, *ends)]
    sequences = model.generate(
        torch.tensor([prompt]),
        do_sample=False,
        temperature=None,
        top_p=None,
        top_k=None,
        max_new_tokens=sampling.max_tokens,
        eos_token_id=ends,
        pad_token_id=ends[0],
    )
    own = sequences[0][len(prompt) :].tolist()
    return tokenizer.decode(own, skip_special_tokens=True), own[-1] in ends


@pytest.mark.parametrize("turns", [TURNS, LONG], ids=["short", "long"])
def test_answers_are_those_of_transformers_token_for_token(
    chat: LocalChat, name: str, references: Any, turns: list[Turn]
) -> None:
    prompt = chat._tokenizer.tokens(turns)
    if len(prompt) > chat.window:
        assert (name, chat.name) == ("gemma3", "ctranslate2:float32")
        with pytest.raises(EngineFailed, match="fewer than 256"):
            said(chat, turns)
        return
    if turns is LONG:
        assert len(prompt) > 512  # read in more than one part
    expected = generated(references(name), prompt, SAMPLING)
    assert said(chat, turns) == expected
    assert len(expected[0]) > 20


@pytest.mark.parametrize("spelling", ["{}", " {}", "{}\n"])
def test_tokens_are_counted_as_they_are_read(chat: LocalChat, spelling: str) -> None:
    turns = [TURNS[0], Turn("user", spelling.format(SENTENCES[-1]))]
    assert chat.count_tokens(turns) == len(chat._tokenizer.tokens(turns))
    assert chat.count_tokens(turns) > chat.count_tokens([TURNS[0], Turn("user", "-")])


def test_text_comes_in_many_pieces(chat: LocalChat) -> None:
    stream = chat.stream(TURNS, SAMPLING, Ticket(60))
    assert len([next(stream) for _ in range(5)]) == 5
    stream.close()


def test_an_answer_ends_where_the_model_ends_it(chats: Chats, backend: Backend, references: Any) -> None:
    """Every token in turn is made the one that ends an answer, as if the model had been trained so."""
    chat = chats("llama", backend)
    prompt = chat._tokenizer.tokens(TURNS)
    whole, _ = said(chat)
    tokenizer, model = references("llama")
    import torch

    own = model.generate(torch.tensor([prompt]), do_sample=False, max_new_tokens=20, pad_token_id=0)[0][len(prompt) :]
    ends = chat._ends
    try:
        for at in (0, 4, 11):
            chat._ends = ends | {int(own[at])}
            first = own.tolist().index(int(own[at]))
            text, finished = said(chat)
            assert finished
            assert text == tokenizer.decode(own[:first])
            assert whole.startswith(text)
    finally:
        chat._ends = ends


def test_an_answer_that_is_cut_off_says_so(chat: LocalChat) -> None:
    long, _ = said(chat)
    short, finished = said(chat, sampling=Sampling(max_tokens=5))
    assert not finished
    assert long.startswith(short.rstrip("�"))
    assert short != long


def test_a_stop_text_ends_the_answer_and_is_not_part_of_it(chat: LocalChat) -> None:
    whole, _ = said(chat)
    for at, size in ((6, 1), (9, 4), (12, 7)):
        stop = whole[at : at + size]
        text, finished = said(chat, sampling=replace(SAMPLING, stop=("never to be seen", stop)))
        assert finished
        assert text == whole[: whole.index(stop)]


def test_a_stop_text_that_does_not_come_holds_nothing_back(chat: LocalChat) -> None:
    whole, finished = said(chat)
    assert said(chat, sampling=replace(SAMPLING, stop=(whole[-3:] + "?",))) == (whole, finished)


def test_an_answer_ends_with_the_window(chat_models: ChatModels, backend: Backend) -> None:
    model = chat_models("qwen3")
    wide = model.load(backend)
    prompt = wide.count_tokens(TURNS)
    narrow = ChatModel(model.folder, replace(model.spec, window=prompt + 3)).load(backend)
    assert (wide.window, narrow.window) == (2048, prompt + 3)
    text, finished = said(narrow)
    assert not finished
    assert text == said(wide, sampling=Sampling(max_tokens=3))[0]
    with pytest.raises(EngineFailed, match=rf"has {narrow.count_tokens(LONG)} tokens; .* fewer than {prompt + 3}"):
        said(narrow, LONG)
    wide.close()
    narrow.close()


@pytest.mark.parametrize(("backend", "window"), [("torch", 2048), ("ctranslate2", 256)])
def test_ctranslate2_reads_no_more_than_layers_that_slide_can_see(chats: Chats, backend: Backend, window: int) -> None:
    assert chats("gemma3", backend).window == window


def test_the_catalogue_cannot_widen_the_window(chat_models: ChatModels) -> None:
    model = chat_models("llama")
    wide = ChatModel(model.folder, replace(model.spec, window=100_000)).load("torch")
    assert wide.window == 2048
    wide.close()


def test_repeats_are_punished_the_same_on_both(chats: Chats, name: str) -> None:
    """Only the answer's own: what the conversation says may be said again."""
    sampling = replace(SAMPLING, repetition_penalty=1.3)
    first, second = (said(chats(name, backend), sampling=sampling) for backend in ("torch", "ctranslate2"))
    assert first == second
    assert first != said(chats(name, "torch"))


def test_chance_is_repeatable_with_a_seed(chats: Chats) -> None:
    chat = chats("qwen3", "torch")
    warm = replace(SAMPLING, temperature=1.5)
    first, again, other = (said(chat, sampling=replace(warm, seed=seed))[0] for seed in (1, 1, 2))
    assert first == again != other
    assert said(chat, sampling=warm)[0] != said(chat, sampling=warm)[0]


def test_chance_chooses_on_ctranslate2_too(chats: Chats) -> None:
    warm = replace(SAMPLING, temperature=1.5)
    assert len({said(chats("qwen3", "ctranslate2"), sampling=warm)[0] for _ in range(4)}) > 1


ENDLESS = Sampling(max_tokens=100_000)


@pytest.fixture
def endless(chat_models: ChatModels, backend: Backend) -> Iterator[LocalChat]:
    """A model that one conversation has for itself, and whose answers never end within the tests' patience."""
    model = chat_models("llama")
    chat = model.load(backend, replace(FLOAT32, inter_threads=1))
    chat._window = 200_000
    chat._ends = frozenset({-1}) if backend == "torch" else frozenset({2})
    yield chat
    chat.close()


class TestGivingUp:
    def test_a_closed_stream_ends_the_work(self, endless: LocalChat) -> None:
        stream = endless.stream(TURNS, ENDLESS, Ticket(60))
        next(stream)
        stream.close()
        assert said(endless, sampling=Sampling(max_tokens=2), ticket=Ticket(20))[0]

    def test_a_forgotten_stream_ends_the_work(self, endless: LocalChat) -> None:
        stream = endless.stream(TURNS, ENDLESS, Ticket(60))
        next(stream)
        del stream
        gc.collect()
        assert said(endless, sampling=Sampling(max_tokens=2), ticket=Ticket(20))[0]

    def test_a_cancelled_ticket_ends_the_answer(self, endless: LocalChat) -> None:
        ticket = Ticket(60)
        stream = endless.stream(TURNS, ENDLESS, ticket)
        next(stream)
        ticket.cancel()
        with pytest.raises(Cancelled):
            next(stream)
        assert said(endless, sampling=Sampling(max_tokens=2), ticket=Ticket(20))[0]

    def test_a_ticket_that_is_spent_starts_nothing(self, endless: LocalChat) -> None:
        with pytest.raises(DeadlineExceeded):
            next(endless.stream(TURNS, ENDLESS, Ticket(-1)))

    def test_who_waits_for_a_place_loses_patience(self, endless: LocalChat) -> None:
        busy = endless.stream(TURNS, ENDLESS, Ticket(60))
        next(busy)
        with pytest.raises(DeadlineExceeded):
            next(endless.stream(TURNS, SAMPLING, Ticket(0.2)))
        ticket = Ticket(60)
        errors: list[Exception] = []

        def wait() -> None:
            try:
                next(endless.stream(TURNS, SAMPLING, ticket))
            except Cancelled as error:
                errors.append(error)

        waiting = threading.Thread(target=wait)
        waiting.start()
        ticket.cancel()
        waiting.join(60)
        assert len(errors) == 1
        busy.close()

    def test_who_waits_for_a_place_gets_it(self, endless: LocalChat) -> None:
        busy = endless.stream(TURNS, ENDLESS, Ticket(60))
        next(busy)
        answers: list[str] = []
        waiting = threading.Thread(target=lambda: answers.append(said(endless)[0]))
        waiting.start()
        busy.close()
        waiting.join(60)
        assert answers == [said(endless)[0]]


def test_conversations_of_many_threads_do_not_mix(chats: Chats, backend: Backend) -> None:
    chat = chats("qwen3", backend)
    conversations = [[Turn("user", sentence)] for sentence in SENTENCES[:8]]
    expected = [said(chat, turns) for turns in conversations]
    found: dict[int, tuple[str, bool]] = {}

    def ask(index: int) -> None:
        found[index] = said(chat, conversations[index])

    threads = [threading.Thread(target=ask, args=(index,)) for index in range(len(conversations))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[index] for index in range(len(conversations))] == expected
    assert len({text for text, _ in expected}) == len(expected)


def test_a_backend_says_what_it_is(chats: Chats, backend: Backend) -> None:
    chat = chats("gemma3", backend)
    assert chat.name == f"{backend}:float32"
    assert "<end_of_turn>" in chat.special_tokens


def test_int8_answers_too(chat_models: ChatModels, name: str) -> None:
    chat = chat_models(name).load("ctranslate2", Runtime(compute_type="int8"))
    assert chat.name == "ctranslate2:int8"
    assert len(said(chat)[0]) > 10
    chat.close()


@pytest.mark.parametrize("number_format", ["bfloat16", "float16"])
def test_torch_answers_in_half_the_width(chat_models: ChatModels, name: str, number_format: str) -> None:
    chat = chat_models(name).load("torch", Runtime(compute_type=number_format))
    assert len(said(chat)[0]) > 10
    chat.close()


def test_closing_frees_the_memory(chat_models: ChatModels) -> None:
    from service.engines.chat.ct2_chat import CT2Chat
    from service.engines.chat.torch_chat import TorchChat

    on_torch, on_ct2 = (chat_models("llama").load(backend) for backend in ("torch", "ctranslate2"))
    assert isinstance(on_torch, TorchChat)
    assert isinstance(on_ct2, CT2Chat)
    weights = weakref.ref(on_torch._model)
    for chat in (on_torch, on_ct2):
        said(chat)
        chat.close()
    gc.collect()
    assert weights() is None
    assert not on_ct2._generator.model_is_loaded


def test_a_failure_of_the_library_is_one_of_the_engine(chat_models: ChatModels, backend: Backend) -> None:
    chat = chat_models("llama").load(backend)
    chat.close()
    with pytest.raises(EngineFailed, match="random-llama"):
        chat._gate.leave()  # type: ignore[attr-defined]
        said(chat)


@pytest.mark.parametrize(
    ("backend", "file"),
    [
        ("ctranslate2", "ct2/model.bin"),
        ("ctranslate2", "ct2/chat.json"),
        ("ctranslate2", "ct2/tokenizer.json"),
        ("ctranslate2", "ct2/vocabulary.json"),
        ("ctranslate2", "hf/config.json"),
        ("torch", "hf/model-00002-of-00004.safetensors"),
        ("torch", "hf/tokenizer.json"),
    ],
)
def test_a_damaged_folder_is_refused_by_name(
    chat_models: ChatModels, tmp_path: Path, backend: Backend, file: str
) -> None:
    good = chat_models("llama")
    shutil.copytree(good.folder, tmp_path / "model")
    if backend == "torch":
        shutil.rmtree(tmp_path / "model" / "ct2")
    path = tmp_path / "model" / file
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(ModelUnusable, match=r"random-llama.*python -m service models verify random-llama"):
        ChatModel(tmp_path / "model", good.spec).load(backend)
