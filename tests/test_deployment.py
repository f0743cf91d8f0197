"""docs/deployment.md: its unit and its proxies fit the service's own limits."""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path

import pytest

from service.settings import Settings

PAGE = (Path(__file__).parent.parent / "docs" / "deployment.md").read_text(encoding="utf-8")
BLOCKS: dict[str, str] = dict(re.findall(r"```(ini|caddyfile|nginx)\n(.*?)```", PAGE, flags=re.DOTALL))
PROXIES = ("caddyfile", "nginx")


def unit() -> ConfigParser:
    """The systemd unit; a name may stand in it several times, and the last one is what is read here."""
    parsed = ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = lambda optionstr: optionstr  # type: ignore[method-assign]
    parsed.read_string(BLOCKS["ini"])
    return parsed


def test_the_unit_waits_until_requests_have_ended() -> None:
    settings = Settings()
    service = unit()["Service"]
    assert float(service["TimeoutStopSec"]) > settings.drain_timeout_s + settings.drain_notice_s
    assert int(service["LimitNOFILE"]) >= settings.connection_limit + 256
    assert service["ExecStart"].endswith("stislo serve")


def test_the_settings_of_the_unit_are_settings() -> None:
    given = dict(re.findall(r"^Environment=(\w+)=(.+)$", BLOCKS["ini"], flags=re.MULTILINE))
    assert Settings.from_env(given).pull == "never"


@pytest.mark.parametrize("proxy", PROXIES)
def test_proxies_let_through_what_the_service_takes(proxy: str) -> None:
    settings, text = Settings(), BLOCKS[proxy]
    assert f"127.0.0.1:{settings.port}" in text
    assert all(int(seconds) > settings.deadline_s for seconds in re.findall(r"timeout (\d+)s", text))
    [megabytes] = re.findall(r"(?:client_max_body_size|max_size) (\d+)", text)
    assert int(megabytes) * 1_000_000 > max(settings.max_file_bytes, settings.max_body_bytes)
    named = re.search(r"ALLOWED_HOSTS=(\S+)", BLOCKS["ini"])
    assert named is not None and named[1] in text
    assert text.count("{") == text.count("}")


def test_proxies_hold_no_stream_back() -> None:
    assert "proxy_buffering off;" in BLOCKS["nginx"] and "proxy_set_header Host $host;" in BLOCKS["nginx"]
    assert "flush_interval -1" in BLOCKS["caddyfile"]
