"""Two settings make a chat server usable; wrong ones are named at the start, and a key is never shown."""

from __future__ import annotations

import pytest

from service.errors import ConfigurationError
from service.settings import Settings

URL, MODEL = "STISLO_CHAT_URL", "STISLO_CHAT_MODEL"


def test_two_settings_are_enough() -> None:
    settings = Settings.from_env({URL: "http://127.0.0.1:8000/v1/", MODEL: " qwen3 "})
    assert (settings.chat_url, settings.chat_model, settings.chat_key) == ("http://127.0.0.1:8000/v1", "qwen3", None)
    assert (settings.chat_window, settings.chat_concurrency, settings.chat_timeout_s) == (None, None, 60.0)


@pytest.mark.parametrize("url", ["https://llm.example.org", "http://[::1]:8000/v1", "http://vllm:8000/v1"])
def test_addresses_of_servers(url: str) -> None:
    assert Settings.from_env({URL: url, MODEL: "m"}).chat_url == url


@pytest.mark.parametrize(
    "url",
    ["127.0.0.1:8000", "ftp://host/v1", "http://", "http:///v1", "http://host:port/v1", "http://host:99999/v1",
     "http://ho st/v1", "http://me:pass@host/v1", "http://host/v1?key=1", "http://host/v1#top", "http://хост/v1",
     "http://[::1/v1", "http://host/v1\n"],
)  # fmt: skip
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match=URL) as raised:
        Settings.from_env({URL: url, MODEL: "m"})
    assert "pass" not in raised.value.detail


@pytest.mark.parametrize("model", [None, "", "  "])
def test_a_server_needs_a_model(model: str | None) -> None:
    with pytest.raises(ConfigurationError, match=MODEL):
        Settings.from_env({URL: "http://127.0.0.1:8000/v1"} | ({MODEL: model} if model is not None else {}))


def test_a_key_is_cleaned_and_hidden() -> None:
    settings = Settings.from_env({"STISLO_CHAT_KEY": "sk-secret\n"})
    assert settings.chat_key is not None
    assert settings.chat_key.get_secret_value() == "sk-secret"
    assert "sk-secret" not in repr(settings) + str(settings.model_dump())
    assert Settings.from_env({"STISLO_CHAT_KEY": " "}).chat_key is None


def test_a_key_that_cannot_be_sent_is_refused_and_not_shown() -> None:
    with pytest.raises(ConfigurationError, match="STISLO_CHAT_KEY") as raised:
        Settings.from_env({"STISLO_CHAT_KEY": "se\ncret"})
    assert "cret" not in raised.value.detail.replace("STISLO_CHAT_KEY", "")
