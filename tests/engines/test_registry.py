from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from service.engines.base import Backend, ModelSpec, Summarizer, Translator
from service.engines.chat.local import LocalChat
from service.engines.registry import engine_class
from service.errors import ConfigurationError
from tests.standins.random_models import CHATS, MODELS

TRANSLATOR, SUMMARIZER = MODELS["marian"].spec, MODELS["bart"].spec


@pytest.mark.parametrize(
    ("spec", "backend", "name"),
    [
        (TRANSLATOR, "ctranslate2", "CT2Translator"),
        (SUMMARIZER, "ctranslate2", "CT2Summarizer"),
        (TRANSLATOR, "torch", "TorchTranslator"),
        (SUMMARIZER, "torch", "TorchSummarizer"),
    ],
)
def test_a_sequence_to_sequence_entry_gets_the_backends_class_of_its_task(
    spec: ModelSpec, backend: Backend, name: str
) -> None:
    found = engine_class(spec, backend)
    assert isinstance(found, type)
    assert found.__name__ == name
    assert issubclass(found, Translator if spec.task == "translate" else Summarizer)


@pytest.mark.parametrize(("backend", "name"), [("ctranslate2", "CT2Chat"), ("torch", "TorchChat")])
def test_a_chat_entry_gets_the_backends_chat_class(backend: Backend, name: str) -> None:
    found = engine_class(CHATS["qwen3"].spec, backend)
    assert isinstance(found, type)
    assert found.__name__ == name
    assert issubclass(found, LocalChat)


def test_an_entry_may_name_an_engine_of_somebody_elses() -> None:
    theirs = replace(TRANSLATOR, engine="tests.support.fake_engines:FakeTranslator")
    assert isinstance(engine_class(theirs, "ctranslate2"), type)


@pytest.mark.parametrize(
    ("engine", "message"),
    [
        ("no_such_package.engines:Engine", "No module named 'no_such_package'.*Install the package"),
        ("tests.support.fake_engines:NoSuchClass", "no attribute 'NoSuchClass'"),
        ("tests.support.fake_engines:_LOOP", "not a class"),
        ("seq2sec", "'seq2sec'; use seq2seq, or .*package.module:Class"),
        ("package.module:", "use seq2seq"),
        (":Class", "use seq2seq"),
    ],
)
def test_an_engine_that_cannot_be_imported_is_a_mistake_in_the_catalogue(engine: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message) as caught:
        engine_class(replace(TRANSLATOR, engine=engine), "ctranslate2")
    assert TRANSLATOR.id in caught.value.detail


def test_asking_for_a_class_imports_no_library() -> None:
    program = (
        "import sys\n"
        "from service.engines.registry import engine_class\n"
        "from tests.standins.random_models import CHATS, MODELS\n"
        "for backend in ('ctranslate2', 'torch'):\n"
        "    for name in ('marian', 'bart'):\n"
        "        engine_class(MODELS[name].spec, backend)\n"
        "    engine_class(CHATS['qwen3'].spec, backend)\n"
        "print(sorted({'torch', 'transformers', 'ctranslate2', 'sentencepiece', 'tokenizers'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
