"""What pages of other sites can make a real browser send to this server, and what comes of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Playwright

from service.app import create_app
from service.settings import Settings
from tests.page.conftest import FLAGS, IN_A_BROWSER, serving_app
from tests.page.newsroom import Newsroom
from tests.support.fake_service import SPEC

pytestmark = IN_A_BROWSER

_RULES = "--host-resolver-rules=MAP evil.example 127.0.0.1, MAP myserver 127.0.0.1"
_FORM = """
<form method="post" action="{action}" enctype="multipart/form-data"><input name="text" value="Good news."></form>
"""
_POST = """async ([path, body]) => {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  return [answer.status, (await answer.json()).code ?? null];
}"""


@dataclass
class House:
    """A server that is reached by any name, and a browser to which two names lead to it."""

    page: Page
    port: int
    service: Newsroom

    def at(self, host: str, path: str = "/") -> str:
        return f"http://{host}:{self.port}{path}"


@pytest.fixture
def house(playwright: Playwright) -> Iterator[House]:
    service = Newsroom()
    app = create_app(Settings(host="0.0.0.0", manage_models=True), service.as_service())
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with serving_app(app, Settings(port=0, idle_timeout_s=30, drain_timeout_s=0)) as url:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, _RULES])
        yield House(browser.new_page(), int(url.rpartition(":")[2]), service)
        browser.close()


@pytest.mark.parametrize("target", ["127.0.0.1", "localhost", "myserver"])
def test_a_form_on_another_page_asks_for_nothing(house: House, target: str) -> None:
    house.page.goto("about:blank")
    house.page.set_content(_FORM.format(action=house.at(target, "/v1/summaries")))
    with house.page.expect_response("**/v1/summaries") as waited:
        house.page.evaluate("document.forms[0].submit()")
    assert waited.value.status == 403
    assert house.service.requests == []


def test_a_page_whose_name_was_led_here_manages_nothing(house: House) -> None:
    house.page.goto(house.at("evil.example"))
    before = list(house.service.requests)
    installed = house.page.evaluate(_POST, ["/v1/models", f'{{"id": "{SPEC.id}"}}'])
    summarized = house.page.evaluate(_POST, ["/v1/summaries", '{"text": "Good news."}'])
    assert [installed, summarized] == [[403, "forbidden"]] * 2
    assert house.service.requests == before, "the page itself is all that was served"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "myserver"])
def test_the_own_page_works_by_every_name_of_the_house(house: House, host: str) -> None:
    house.page.goto(house.at(host))
    assert house.page.evaluate(_POST, ["/v1/models", f'{{"id": "{SPEC.id}"}}']) == [200, None]
    assert house.page.evaluate(_POST, ["/v1/summaries", '{"text": "Good news."}']) == [200, None]
