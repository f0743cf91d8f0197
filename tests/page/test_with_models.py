"""The page over the service as it is, with real models: the trained stand-ins. The README's pictures are made here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from service import Service, Settings
from service.models.catalog import Catalog
from service.models.store import ModelStore
from tests.page.conftest import IN_A_BROWSER, Site, Visit, serving
from tests.standins import TRAINED, names
from tests.support.hub import Hub

pytestmark = [*IN_A_BROWSER, pytest.mark.timeout(300)]

ROOT = Path(__file__).parent.parent.parent
CATALOG = ROOT / "tests" / "standins" / "models.toml"
TITLE, ARTICLE = (ROOT / "examples" / "en-agreement.txt").read_text(encoding="utf-8").split("\n\n", 1)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("models")
    catalog = Catalog.load(CATALOG)
    with Hub({f"stislo/{name}": TRAINED / name for name in names()}) as hub:
        store = ModelStore(folder, catalog=catalog, hub_url=hub.url)
        for name in ("standin-bart-en-summary", "standin-marian-en-fr", "standin-marian-en-uk"):
            store.pull(catalog.get(name))
    settings = Settings(models_dir=folder, catalog=CATALOG, pull="never", device="cpu", shortlist=False)
    with Service.from_settings(settings) as service, serving(service) as url:
        yield url


@pytest.fixture
def site(address: str, site: Site) -> Site:
    return Site(address, site.service)


@pytest.mark.parametrize("lang", ["en", "fr", "uk"])
@pytest.mark.parametrize(("name", "width", "height"), [("wide", 1280, 970), ("phone", 390, 844)])
def test_an_article_is_read_in_three_languages(visit: Visit, name: str, lang: str, width: int, height: int) -> None:
    visitor = visit(lang=lang, width=width, height=height)
    page = visitor.open()
    page.locator("#text").fill(ARTICLE.strip())
    page.locator("#go").click()

    expect(page.locator("[data-part=after]:visible")).to_have_count(3, timeout=60_000)
    expect(page.locator(".card").nth(1)).to_contain_text("Autriche")
    expect(page.locator(".card").nth(2)).to_contain_text("Австрі")
    page.locator(".card").nth(2).locator(".sentence").first.click()
    expect(page.locator(".source-mark.on").first).to_be_visible()
    if name == "phone":
        page.locator("#sheet-back").click()
    page.locator(".top" if name == "wide" else ".results").evaluate("(element) => element.scrollIntoView()")
    pictured = {"wide": "en", "phone": "uk"}[name] == lang
    visitor.keep(f"readme-{name}" if pictured else f"{lang}-{width}-models", whole=False)
