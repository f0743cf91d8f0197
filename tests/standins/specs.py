"""The trained translators as entries of a catalogue."""

from __future__ import annotations

from service.engines.base import ModelSpec
from service.types import Pair
from tests.standins import PREFIXES, TRANSLATORS
from tests.standins.grammar.forms import Language


def translator_spec(source: Language, target: Language) -> ModelSpec:
    """The entry of the stand-in of a direction; its id is the name of its folder in `TRAINED`."""
    name = TRANSLATORS[source, target]
    return ModelSpec(
        id=name,
        task="translate",
        repo=f"standins/{name}",
        revision="main",
        family="marian",
        licence="Apache-2.0",
        commercial_use=True,
        attribution="Stislo, a trained stand-in",
        pairs=(Pair(source, target),),
        source_prefix=">>{target}<< " if name in PREFIXES else "",
        codes={"uk": "ukr"},
    )
