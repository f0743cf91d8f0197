"""A browser, our own server in front of a service that does what it is told, and ears for all that goes wrong."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, sync_playwright

from service.app import create_app
from service.settings import Settings
from service.web.server import create_server
from tests.page.newsroom import Newsroom

ROOT = Path(__file__).parent.parent.parent
SCREENSHOTS = ROOT / "build" / "screenshots"
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb"]
# These share one browser, so they stay in one process.
IN_A_BROWSER = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
# What breaks the policy is told to the page before it is told to the console; both are kept.
_LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert path, "there is no Chromium; `python -m tests.page.install` installs it"
    started = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield started
    started.close()


@dataclass
class Site:
    """Our server on loopback, and the service behind it."""

    url: str
    service: Newsroom


@contextmanager
def serving(service: Any, **settings: Any) -> Iterator[str]:
    """The address of a server in front of `service`; closed at the end."""
    chosen = Settings(port=0, **{"idle_timeout_s": 30, **settings})
    with serving_app(create_app(chosen, service), chosen) as url:
        yield url


@contextmanager
def serving_app(app: Flask, settings: Settings) -> Iterator[str]:
    """The address of a server in front of `app`; closed at the end."""
    server = create_server(app, settings)
    thread = threading.Thread(target=server.run, name="server")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.addresses[0][1]}"
    finally:
        server.stop()
        thread.join(60)


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """A server with what the fixture `chosen` of a test says on top of the defaults."""
    service = Newsroom()
    chosen = request.getfixturevalue("chosen") if "chosen" in request.fixturenames else {}
    with serving(service.as_service(), drain_timeout_s=0, **chosen) as url:
        yield Site(url, service)


@pytest.fixture
def chosen(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Settings of a test's own: `@pytest.mark.parametrize("chosen", [{...}], indirect=True)`."""
    return dict(request.param)


@dataclass
class Visitor:
    """Somebody at the page. `errors` are console errors and exceptions: a test that ends with any fails.

    `sent` are the requests that the browser made. A test that provokes an error that the browser itself reports adds
    the beginning of its text to `expected`.
    """

    page: Page
    site: Site
    errors: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    sent: list[Request] = field(default_factory=list)
    scripts: bool = True

    def open(self, path: str = "/") -> Page:
        self.page.goto(self.site.url + path)
        self.page.wait_for_selector("html[data-ready]")
        return self.page

    def keep(self, name: str, *, whole: bool = True) -> Path:
        """A picture of the page as it is, among the run's artefacts."""
        path = SCREENSHOTS / f"{name}.png"
        self.page.screenshot(path=path, full_page=whole, animations="disabled")
        return path

    def heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def saw(self, request: Request) -> None:
        self.sent.append(request)

    def judge(self) -> None:
        violations = cast(list[str], self.page.evaluate("window.violations ?? []")) if self.scripts else []
        heard = [text for text in self.errors if not any(text.startswith(begin) for begin in self.expected)]
        assert heard + violations == []
        asked = {request.url for request in self.sent if not request.url.startswith(("data:", "blob:"))}
        assert {url for url in asked if not url.startswith(self.site.url)} == set(), "the page asked somebody else"


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visit]:
    """Opens a fresh browser: `visit(lang="uk", width=390)`; options of Playwright's contexts are passed on."""
    visitors: list[Visitor] = []

    def enter(*, lang: str = "en", width: int = 1280, height: int = 900, script: str = "", **options: Any) -> Visitor:
        options = {"reduced_motion": "reduce", **options}
        context = browser.new_context(locale=lang, viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(15_000)
        scripts = options.get("java_script_enabled", True)
        if scripts:
            context.add_init_script(_LISTEN + script)
        visitor = Visitor(context.new_page(), site, scripts=scripts)
        visitor.page.on("console", visitor.heard)
        visitor.page.on("pageerror", lambda error: visitor.errors.append(str(error)))
        visitor.page.on("request", visitor.saw)
        visitors.append(visitor)
        return visitor

    yield enter
    try:
        for visitor in visitors:
            visitor.judge()
    finally:
        for visitor in visitors:
            visitor.page.context.close()


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What a slow engine waits for; open again at the end."""
    event = threading.Event()
    yield event
    event.set()
