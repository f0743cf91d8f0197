"""The part of the page of results that says where elements land in a translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import mean

from benchmarks.quality import Placing

_PLACEMENT = """
## Where markup lands

An element is put around words whose counterparts are known, the sentence is translated, and it is looked which words
the element is around then ([placement.py](../benchmarks/placement.py)): the share of elements that are around exactly
the right words, articles and prepositions before them aside. **F1**: how many of the words are right, the mean of all
pairs. **sentences**: how many come out as they do without an element.

* **names, numbers, nouns** and **parts of templates**: {sentences} sentences a pair and kind from the grammar of the
  stand-ins, which says where each slot went, and of {phrases} phrases between the slots. The stand-ins know a hundred
  templates by heart, so what they attend to says little of the latter; of models that know a language expect more.
* **news**: 200 sentences of NTREX and their translations by professionals, the counterparts annotated by hand. There is
  no model here that made them, so nothing is known of any word but those that are in both: this is the least that is
  to be expected, of free translations too.
* **each text node alone**: what is before, in and after the element is translated each by itself, as most services do.
  **same relative place**: as many words in, in proportion.
* **by words**: what the element's words become where they are translated alone, copied words, numbers, names and the
  order; what Firefox models and chat models have. **and attention**: what the model attended to, too. CTranslate2
  gives a Marian model's first head of the last layer, which makers of published models train to align and the makers
  of the stand-ins did not, of other models and with torch it is the mean of the last layer's heads.

| text | way | engine | {pairs} | F1 | sentences |
| --- | --- | --- | {columns} | ---: | ---: |"""


def placement_section(rows: Sequence[Placing], phrases: int) -> Iterator[str]:
    """Nothing where nothing was measured."""
    if not rows:
        return
    pairs = list(dict.fromkeys(row.pair for row in rows))
    sentences = max(row.sentences for row in rows)
    columns = " | ".join("---:" for _ in pairs)
    yield _PLACEMENT.format(sentences=sentences, phrases=phrases, pairs=" | ".join(pairs), columns=columns)
    for text, way, engine in dict.fromkeys((row.text, row.way, row.engine) for row in rows):
        own = {row.pair: row for row in rows if (row.text, row.way, row.engine) == (text, way, engine)}
        shares = " | ".join(f"{100 * own[pair].right:.0f} %" if pair in own else "" for pair in pairs)
        f1, whole = (f"{100 * mean(getattr(row, name) for row in own.values()):.0f} %" for name in ("f1", "whole"))
        yield f"| {text} | {way} | {engine} | {shares} | {f1} | {whole} |"
