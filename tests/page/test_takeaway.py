"""What is taken along: text with its sources, files, a link that asks the same again, the request for programs."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.page.conftest import IN_A_BROWSER, Visit
from tests.page.newsroom import ARTICLE, STORY, TITLE
from tests.page.test_journey import ask

pytestmark = IN_A_BROWSER


@pytest.fixture
def done(visit: Visit) -> Page:
    """The page with summaries, and all that can be taken along in sight."""
    page = visit(permissions=["clipboard-read", "clipboard-write"]).open()
    ask(page)
    expect(page.locator("#cards .sentence")).to_have_count(9)
    page.get_by_text("Take along").click()
    return page


def copied(page: Page, button: str) -> str:
    page.evaluate("document.getElementById('said').textContent = ''")
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("#said")).to_contain_text("copied", ignore_case=True)
    return str(page.evaluate("navigator.clipboard.readText()"))


def saved(page: Page, kind: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Download .{kind}").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_all_texts_are_copied_with_or_without_what_they_come_from(done: Page) -> None:
    assert (
        copied(done, "Copy all")
        == "\n\n".join(
            f"{name}\n{' '.join(STORY[code])}"
            for name, code in (("English", "en"), ("French", "fr"), ("Ukrainian", "uk"))
        )
        + "\n"
    )
    text = copied(done, "Copy with sources")
    assert f"2. {STORY['fr'][1]}\n   ← Two boats with electric engines will cross every forty minutes and" in text
    assert "(Made by a machine (distilbart-cnn-12-6, opus-mt-en-fr); check before you publish.)" in text
    assert f"Source: {TITLE}, Marta Quill, 2026-10-17" in text


def test_files_are_what_they_are_called(done: Page, tmp_path: Path) -> None:
    markdown = saved(done, "md", tmp_path).read_text(encoding="utf-8")
    assert markdown.startswith(f"# {TITLE}\n\n## English\n\n{STORY['en'][0]}")
    answer: dict[str, Any] = json.loads(saved(done, "json", tmp_path).read_text(encoding="utf-8"))
    assert [summary["language"] for summary in answer["summaries"]] == ["en", "fr", "uk"]
    with zipfile.ZipFile(saved(done, "docx", tmp_path)) as archive:
        assert archive.testzip() is None
        written = archive.read("word/document.xml").decode()
    assert " ".join(STORY["uk"]) in written and TITLE in written


def test_the_page_reads_its_own_word_files(done: Page, tmp_path: Path) -> None:
    from service.articles.reader import Reader
    from service.settings import Settings
    from service.types import Upload

    data = saved(done, "docx", tmp_path).read_bytes()
    reader = Reader(Settings())
    try:
        article = reader.read(Upload(data, name="summaries.docx"), seconds=60)
    finally:
        reader.close()
    assert STORY["fr"][0] in article.text


def test_a_link_fills_the_form_and_the_server_never_sees_it(done: Page, visit: Visit) -> None:
    done.get_by_text("Headline").click()
    done.locator(".chip", has_text="French").click()
    address = copied(done, "Copy a link to this request")
    start, fragment = address.split("#")
    assert "text=" in fragment and "text" not in start

    visitor = visit()
    page = visitor.open("/#" + fragment)
    expect(page.locator("#text")).to_have_value(ARTICLE)
    assert page.locator("input[name=style]:checked").get_attribute("value") == "headline"
    assert [box.is_checked() for box in page.locator("#targets input[name=target]").all()] == [True, False, True]
    assert "#" not in page.url
    assert not any("Arden" in request.url for request in visitor.sent)
    page.locator("#go").click()
    expect(page.locator(".prose.headline")).to_have_count(2)


def test_the_request_runs_elsewhere(done: Page, visit: Visit) -> None:
    curl = copied(done, "Copy as curl")
    assert "/v1/summaries" in curl and '"target_languages":["en","fr","uk"]' in curl
    program = copied(done, "Copy as Python")
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.splitlines()[1] == f"fr {' '.join(STORY['fr'])}"
