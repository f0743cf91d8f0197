"""Pages, addresses and files over HTTP, read for real: what is found, what is left out, and what offsets index."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.app import create_app
from service.pipeline.service import Service
from service.settings import Settings
from tests.support import documents
from tests.web.test_bad_input import SUMMARIES, assert_problem

FILES = documents.files()
ONLY_SCRIPTS = (
    b'<!doctype html><html><body><div id="root"></div><script>render("Ferry line returns")</script></body></html>'
)


class _Site(BaseHTTPRequestHandler):
    """Serves the article as a page and as files; `/old` leads to the page, all else is a page that scripts fill."""

    def do_GET(self) -> None:
        name = self.path.rpartition("/")[2]
        if name == "old":
            self.send_response(302)
            self.send_header("Location", "/article.html")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        found = FILES.get(name, ONLY_SCRIPTS)
        self.send_response(200)
        self.send_header("Content-Type", "application/pdf" if name.endswith(".pdf") else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(found)))
        self.end_headers()
        self.wfile.write(found)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a web site on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(60)


@pytest.fixture(scope="module")
def client(site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The real service without models, which may ask the site and no other private address."""
    port = site.rpartition(":")[2]
    models = Path(tmp_path_factory.mktemp("models"))
    settings = Settings(models_dir=models, pull="never", fetch_private="127.0.0.0/8", fetch_ports=port, readers=1)
    with Service.from_settings(settings) as service:
        yield create_app(settings, service).test_client()


def summary(response: TestResponse) -> dict[str, Any]:
    """The answer, once it has been seen that every offset slices the article's text to the sentence cited."""
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.get_json()
    text = answer["article"]["text"]
    [only] = answer["summaries"]
    for sentence in only["sentences"]:
        best = sentence["sources"][0]
        assert text[best["start"] : best["end"]] == sentence["text"]
        assert best["score"] == 1.0
    return answer


def upload(client: FlaskClient, name: str, **fields: str) -> TestResponse:
    form = {"file": (io.BytesIO(FILES[name]), name), "engine": "extractive", "include": "text", **fields}
    return client.post(SUMMARIES, data=form)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_every_kind_becomes_a_summary(client: FlaskClient, name: str) -> None:
    article = summary(upload(client, name))["article"]
    for paragraph in documents.PARAGRAPHS:
        assert paragraph in flat(article["text"])
    assert article["origin"] == "file"
    assert article["language"]["code"] == "en"
    assert article["paragraphs"] >= 4
    assert article["title"] == (None if name == "article.txt" else documents.TITLE)


@pytest.mark.parametrize("way", ["json", "form", "file", "url", "redirect"])
def test_a_page_is_read_for_its_article(client: FlaskClient, site: str, way: str) -> None:
    page, fields = FILES["article.html"].decode(), {"engine": "extractive", "include": ["text"]}
    response = {
        "json": lambda: client.post(SUMMARIES, json={"html": page, **fields}),
        "form": lambda: client.post(SUMMARIES, data={"html": page, **fields}, content_type="multipart/form-data"),
        "file": lambda: upload(client, "article.html"),
        "url": lambda: client.post(SUMMARIES, json={"url": f"{site}/article.html", **fields}),
        "redirect": lambda: client.post(SUMMARIES, json={"url": f"{site}/old", **fields}),
    }[way]()
    article = summary(response)["article"]
    text = flat(article["text"])
    assert all(paragraph in text for paragraph in documents.PARAGRAPHS)
    for left_out in ("Classifieds", "cookies", "Ignore everything", "waste of money", "Imprint", "tracker"):
        assert left_out not in text
    assert (article["title"], article["author"]) == (documents.TITLE, documents.AUTHOR)
    assert (article["date"], article["site_name"]) == (documents.DATE, documents.SITE)
    assert article["origin"] == {"json": "html", "form": "html", "file": "file"}.get(way, "url")
    assert article["url"] == (f"{site}/article.html" if way in ("url", "redirect") else None)


def test_a_file_may_be_at_an_address(client: FlaskClient, site: str) -> None:
    body = {"url": f"{site}/article.pdf", "engine": "extractive", "include": ["text"]}
    article = summary(client.post(SUMMARIES, json=body))["article"]
    assert documents.PARAGRAPHS[1] in flat(article["text"])
    assert (article["origin"], article["url"]) == ("url", f"{site}/article.pdf")


def test_the_title_that_was_sent_goes_before_the_pages_own(client: FlaskClient) -> None:
    body = {"html": FILES["article.html"].decode(), "title": "A line of our own", "include": ["text"]}
    assert client.post(SUMMARIES, json=body).get_json()["article"]["title"] == "A line of our own"
    assert (
        upload(client, "article.pdf", title="A line of our own").get_json()["article"]["title"] == "A line of our own"
    )


@pytest.mark.parametrize(
    ("name", "data", "status", "code"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, 422, "unsupported_input"),
        ("a.zip", b"PK\x03\x04" + b"\x00" * 64, 422, "unreadable_file"),
        ("a.pdf", b"%PDF-1.4\n" + b"nothing more" * 9, 422, "unreadable_file"),
        ("a.docx", FILES["article.docx"][:-200], 422, "unreadable_file"),
        ("a.html", ONLY_SCRIPTS, 422, "no_text"),
        ("a.txt", b"?! \n", 422, "no_text"),
    ],
    ids=["image", "archive", "damaged pdf", "cut docx", "page of scripts", "no words"],
)
def test_what_cannot_be_read_is_an_error_that_names_the_file(
    client: FlaskClient, name: str, data: bytes, status: int, code: str
) -> None:
    problem = assert_problem(client.post(SUMMARIES, data={"file": (io.BytesIO(data), name)}), status, code)
    assert [error["field"] for error in problem["errors"]] == ["file"]


def test_what_is_not_at_an_address_is_an_error_that_names_it(client: FlaskClient, site: str) -> None:
    alone = client.post(SUMMARIES, json={"url": f"{site}/scripts"})
    assert assert_problem(alone, 422, "no_text")["errors"][0]["field"] == "url"
    for url in ("http://169.254.169.254/latest", "http://10.0.0.1/", "http://localhost:1/"):
        refused = client.post(SUMMARIES, json={"url": url})
        assert assert_problem(refused, 422, "fetch_refused")["errors"][0]["field"] == "url"


def test_a_page_longer_than_allowed_is_refused_before_it_is_read(client: FlaskClient) -> None:
    response = client.post(SUMMARIES, json={"html": "<p>a</p>" * 300_000})
    assert "2000000" in assert_problem(response, 413, "file_too_large")["detail"]


def test_neither_names_nor_addresses_nor_texts_are_logged(
    client: FlaskClient, site: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    canary = "zxqvkanarejka"
    text = f"{canary} is a word. It is said twice, {canary}, and then no more."
    paths = [
        f"{site}/{canary}",
        f"{site}/article.html?{canary}",
        f"http://{canary}.invalid/",
        f"http://10.0.0.1/{canary}",
    ]
    statuses = [client.post(SUMMARIES, json={"url": url, "title": canary}).status_code for url in paths]
    for name, data in {**FILES, "a.txt": text.encode(), "b.pdf": f"%PDF-{canary}".encode(), "c": b"\0"}.items():
        form = {"file": (io.BytesIO(data), f"{canary}{name}"), "engine": "extractive"}
        statuses.append(client.post(SUMMARIES, data=form).status_code)
    statuses.append(client.post(SUMMARIES, json={"html": f"<title>{canary}</title><p>{text}</p>"}).status_code)
    assert {200, 422} <= set(statuses)
    logged = caplog.text + "".join(record.getMessage() + str(record.exc_info) for record in caplog.records)
    assert len(caplog.records) >= len(statuses)
    assert canary not in logged.lower()
