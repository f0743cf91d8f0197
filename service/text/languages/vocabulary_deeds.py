"""Verbs of each language by what is done, and the words around them that tell who did it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

_NO_WORD = re.compile(r"(?!)")


@dataclass(frozen=True)
class Deeds:
    """`kinds`: rows `name: beginnings of words / of those where the subject is the other one`. `mutual`: beginnings
    of what both do. `being` before a verb, with one of `by` behind it, tells it in the passive; so do `objects`
    before it. `to`: before whoever gets something. `determiners`: what shows, behind a verb, that no preposition
    stands there. `more` and `less`: beginnings of what is compared, before one of `than`.
    """

    kinds: str
    mutual: str
    more: str
    less: str
    than: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    being: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()
    to: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    objects: re.Pattern[str] = field(default=_NO_WORD)

    def kind(self, word: str) -> tuple[str, bool]:
        """The kind of a verb, and whether its subject is the other one; an empty name where it is of none."""
        return next(
            (found for length in range(len(word), 2, -1) if (found := self._kinds.get(word[:length]))), ("", False)
        )

    def degree(self, word: str) -> int:
        """1 for a word that says more, -1 for less, else 0."""
        return -1 if self._less.match(word) else 1 if self._more.match(word) else 0

    @cached_property
    def kind_names(self) -> frozenset[str]:
        return frozenset(name for name, _ in self._kinds.values()) | {"more"}

    @cached_property
    def mutual_stems(self) -> frozenset[str]:
        return frozenset(self.mutual.split())

    @cached_property
    def _kinds(self) -> dict[str, tuple[str, bool]]:
        found = {}
        for row in self.kinds.split(";"):
            name, _, listed = row.partition(":")
            for turned, words in enumerate(listed.split("/")):
                found.update({word: (name.strip(), bool(turned)) for word in words.split()})
        return found

    @cached_property
    def _more(self) -> re.Pattern[str]:
        return re.compile("|".join(self.more.split()))

    @cached_property
    def _less(self) -> re.Pattern[str]:
        return re.compile("|".join(self.less.split()))


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DEEDS = {
    "en": Deeds(
        kinds="""
        beat: beat beats beaten defeat defeats defeated overcame thrash edged victory knocked dispatched eliminat oust
          / lost loses;
        buy: buy buys buying bought acquir purchas takeover / sell sells selling sold sale;
        save: save saves saved rescu; lend: lend lends lent / borrow; accuse: accus blam; sue: sue sues sued suing;
        attack: attacked attacking assaulted stabbed bit bitten struck; praise: prais hailed lauded;
        criticise: criticis slammed condemn; help: help aided assist; hire: hire hires hired hiring recruit appoint;
        kill: kill shot murder;
        more: outperform exceed surpass overtak overtook outsell outsold outnumber / trail
        """,
        mutual="died dies met meet meets marri marry talk talks agree negot play playe drew face faced betwe said says"
        " year",
        more="more better higher faster bigger larger older greater longer dearer cheaper stronger safer louder taller",
        less="less fewer lower worse slower smaller weaker",
        than=_set("than"),
        before=_set("before"),
        after=_set("after"),
        being=_set("was were is are been be being"),
        by=_set("by"),
        to=_set("to"),
        determiners=_set("the a an two three four five six ten his her its their several"),
    ),
    "fr": Deeds(
        kinds="""
        beat: battu bat battent battre vaincu domin remport emport victoire élimin / inclin perd;
        buy: rachet achet acquis acquér acquiert rachat / vend vendu vente cède céder cédera cédé cession;
        save: sauv secour; accuse: accus reproch plainte; attack: attaqu agress mordu mord; praise: félicit;
        criticise: critiqu; help: aid; hire: embauch recrut engag; kill: tué tue abatt assassin;
        more: dépass surpass devanc distanc
        """,
        mutual="rencon marié mario décéd mouru discu négoc affro jouer année selon",
        more="plus davantage mieux meilleur supérieur",
        less="moins pire inférieur",
        than=_set("que qu'"),
        before=_set("avant"),
        after=_set("après"),
        being=_set("été est était étaient sont être fut"),
        by=_set("par"),
        to=_set("à au aux"),
        determiners=_set("le la les l' un une deux trois quatre cinq six dix son sa ses leur leurs plusieurs"),
    ),
    "uk": Deeds(
        kinds="""
        beat: переміг перемог обігра здола розгром / програ поступ;
        buy: купи купу придба викупи / прода;
        save: вряту рятув витяг винесл виніс; lend: позичив позичил; accuse: звинува обвинува дорік; attack: напад напал
        вкуси; praise: похвал; criticise: розкрит критик; help: допомо допома; hire: найняв найнял;
        kill: вбив убив застрел;
        """,
        mutual="зустр одруж розмо перег грали грає домов загин помер помре",
        more="більш вищ кращ дорожч швидш частіш охоч старш сильніш довш",
        less="менш нижч гірш дешевш повільн рідш",
        than=_set("ніж за від"),
        before=_set("до перед"),
        after=_set("після"),
        objects=re.compile(r"[^\W\d_]{3,}(?:ого|ому|ові|ю)"),
    ),
}
