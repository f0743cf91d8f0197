"""What a topic is: the slots of a story and the frames that tell its facts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from ..forms import Tri, Value
from ..names import Split

Slots = dict[str, Value]


@dataclass(frozen=True)
class Topic:
    """One kind of news.

    ``facts`` are told in this order after the lead, each by one of its frames. ``summary_lead`` is the
    summary's first sentence; the first two facts in ``summary_facts`` (in that order) that the article
    has follow it.
    """

    name: str
    story: Callable[[Random, Split, float], Slots]
    titles: tuple[Tri, ...]
    lead: tuple[Tri, ...]
    facts: Mapping[str, tuple[Tri, ...]]
    summary_lead: Tri
    summary_facts: Mapping[str, Tri]
