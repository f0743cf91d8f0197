"""The page's words: every one is translated, none is left over, and the server picks the right ones."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from service.app import create_app
from service.errors import StisloError
from service.settings import Settings
from service.web.page import assets, catalogue
from service.web.page.catalogue import FOLDER, interface
from service.web.page.words import words
from tests.support.fake_service import FakeService

PAGE = FOLDER.parent
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
KEYWORDS = {"_": None, "say": None, "forms": (1, 2)}

translated = pytest.mark.parametrize("code", ["fr", "uk"])


@pytest.fixture
def client() -> FlaskClient:
    return create_app(Settings(), FakeService().as_service()).test_client()


@translated
def test_every_word_of_the_page_is_translated_and_no_other(code: str) -> None:
    said = {
        message[:2] if isinstance(message, tuple) else message
        for _, _, message, _, _ in extract_from_dir(PAGE, METHODS, keywords=KEYWORDS)
    }
    with (FOLDER / code / "LC_MESSAGES" / "page.po").open("rb") as file:
        found = {message.id: message for message in read_po(file) if message.id}

    assert found.keys() == said
    for message in found.values():
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms), message.id
        wanted = set(re.findall(r"{\w+}", str(message.id))) - {"{n}"}
        assert all(wanted <= set(re.findall(r"{\w+}", str(form))) for form in forms), message.id


def test_numbers_have_the_forms_of_their_language() -> None:
    one, many = "{n} word", "{n} words"
    assert interface("en").forms(one, many) == {"one": one, "other": many}
    assert interface("fr").forms(one, many) == {"one": "{n} mot", "other": "{n} mots"}
    assert interface("uk").forms(one, many) == {
        "one": "{n} слово",
        "few": "{n} слова",
        "many": "{n} слів",
        "other": "{n} слів",
    }


def test_what_the_script_says_is_known_and_what_is_known_is_said() -> None:
    script = "".join(path.read_text(encoding="utf-8") for path in assets.FOLDER.glob("*.js"))
    known = {key for key in words(interface("en")) if not key.startswith("check.")} - {"problems"}
    # The script builds the names of a model's states from the events.
    missing = {key for key in known if f'"{key}"' not in script} - {"downloading", "loading"}
    asked = set(re.findall(r'\b(?:say|count)\("(\w+)"', script))

    assert missing == set()
    assert asked <= known


def test_problems_that_have_words_exist() -> None:
    def codes(kind: type[StisloError]) -> set[str]:
        return {kind.code}.union(*(codes(child) for child in kind.__subclasses__()))

    assert words(interface("uk"))["problems"].keys() <= codes(StisloError)


@pytest.mark.parametrize(
    ("address", "accepted", "code"),
    [
        ("/", "", "en"),
        ("/", "de", "en"),
        ("/", "uk-UA,uk;q=0.9,en;q=0.8", "uk"),
        ("/", "de,fr-CA;q=0.5", "fr"),
        ("/?lang=fr", "uk", "fr"),
        ("/?lang=xx", "uk", "uk"),
        ("/models?lang=uk", "en", "uk"),
        ("/translator", "fr", "fr"),
    ],
)
def test_the_page_speaks_the_language_that_is_asked_for(
    client: FlaskClient, address: str, accepted: str, code: str
) -> None:
    response = client.get(address, headers={"Accept-Language": accepted})

    assert f'<html lang="{code}">' in response.text
    assert response.headers["Content-Language"] == code
    assert response.headers["Vary"] == "Accept-Language"
    # Only a language that was chosen goes along to other pages.
    assert (f'href="/models?lang={code}"' in response.text.replace(f'href="/models?lang={code}" hreflang', "")) == (
        f"lang={code}" in address
    )


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere(client: FlaskClient) -> None:
    response = client.get("/")
    policy = response.headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy and "http" not in policy
    assert "frame-ancestors 'none'" in policy and "require-trusted-types-for 'script'" in policy
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! type=\"(?:module|application/json)\")", response.text)
    assert re.findall(r'(?:src|href)="(https?:[^"]*)', response.text) == []


def test_files_of_the_page_stay_in_caches_as_long_as_they_are_the_same(client: FlaskClient) -> None:
    [address] = re.findall(r'src="(/page/[^"]+main\.js)"', client.get("/").text)
    with client.get(address) as response:
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response.mimetype == "text/javascript"
    with client.get("/page/0/main.js") as response:
        assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert client.get("/page/0/..%2Fviews.py").status_code == 404
    assert client.get("/page/0/nothing.js").status_code == 404


def test_the_page_says_what_the_settings_allow() -> None:
    client = create_app(Settings(fetch=False, max_file_bytes=5000), FakeService().as_service()).test_client()
    text = client.get("/").text
    assert 'value="url"' not in text and 'data-max-file="5000"' in text


def test_words_are_data_that_cannot_end_early(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue.Interface, "say", lambda self, message: "</script><b>")
    [block] = re.findall(r'<script type="application/json" id="words">(.*?)</script>', client.get("/").text)
    assert json.loads(block)["copied"] == "</script><b>"


def test_no_file_names_a_registry() -> None:
    here = Path(__file__).parent
    assert not list(here.glob("package-lock.json")) and not list(here.glob(".npmrc"))
