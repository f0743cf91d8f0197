"""What the pipeline may plan with."""

from __future__ import annotations

from pathlib import Path

from service.models.catalog import Catalog
from service.models.installer import Installer
from service.models.store import ModelStore
from service.pipeline.stock import Stock


def test_no_plan_uses_chat_models_yet(tmp_path: Path) -> None:
    catalog = Catalog.load()
    store = ModelStore(tmp_path, catalog=catalog, allow_noncommercial=True)
    stock = Stock(store, Installer(store, "never"), pivot="en")
    planned = stock.inventory().models
    assert [spec.id for spec in planned] == [spec.id for spec in catalog.models if spec.task != "chat"]
    assert len(planned) < len(stock.models())
