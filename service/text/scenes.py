"""Openings that are not the news: a scene that a feature begins with, an anniversary, a phrase that makes curious."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SCENES = {
    "en": re.compile(
        r"(?:on (?:mon|tues|wednes|thurs|fri|satur|sun)days\b|on (?:most|any given|some) |every (?:morning|evening"
        r"|night|day|week|spring|summer|autumn|winter|year|mon|tues|wednes|thurs|fri|satur|sun)|each (?:morning|evening"
        r"|night|day|week|spring|summer|autumn|winter|year)\b|most (?:mornings|evenings|nights|days)\b|once an? "
        r"|(?:it is|it's) (?:\w+ ){0,3}(?:morning|evening|night|past|a\.?m|p\.?m|o'clock|dawn|dusk|noon)\b"
        r"|(?:\w+ ){1,2}years ago (?:this|today|on|in)\b|as (?:dawn|night|the sun|dusk) )",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?:chaque (?:matin|soir|jour|nuit|semaine|été|hiver|année|lundi|mardi|mercredi|jeudi|vendredi|samedi"
        r"|dimanche)\b|tous les (?:matins|soirs|jours|étés|hivers|ans|lundis|mardis|mercredis|jeudis"
        r"|vendredis|samedis|dimanches)|toutes les (?:nuits|semaines)|il est (?:à peine |presque |bientôt )?"
        r"(?:\d{1,2} ?h|\w+ heures|midi|minuit)"
        r"|il y a (?:\w+ )?ans (?:cette|ce|jour)|(?:le|la) (?:soleil|nuit|jour|brume) (?:se|tombe|vient|n'))",
        re.IGNORECASE,
    ),
    "uk": re.compile(
        r"(?:щоранку|щовечора|щоночі|щодня|щотижня|щоліта|щозими|щороку|щосуботи|щонеділі|щопонеділка|щоп['’ʼ]ятниці"
        r"|кожного (?:ранку|вечора|дня|літа|року)|кожної (?:весни|осені|зими|неділі|суботи)|о \w+ ранку на "
        r"|коли (?!\S+ \S*(?:ув|ив|ав|ів|ла|ли|ло)\b)(?:\S+ ){1,3}\S+(?:ає|яє|иває|ває|є|ить|їть|ать|ять|уть|ють)\b"
        r"|\w+ років тому (?:цього|саме|сьогодні))",
        re.IGNORECASE,
    ),
}
_CLICHES = {
    "en": re.compile(
        r"\b(?:bad|good) news for\b|\b(?:brace|braced) (?:themselves|yourself)\b|\bspare a thought\b|\bthink again\b"
        r"|\bwill have to be patient\b|\bmove over\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\bprendre leur mal en patience\b|\b(?:mauvaise|bonne) nouvelle pour\b|\bs['’]armer de patience\b"
        r"|\bc['’]est la (?:fin|douche froide)\b|\bavis aux\b|\bqu['’]on se le dise\b",
        re.IGNORECASE,
    ),
    "uk": re.compile(
        r"\b(?:погана|добра|гарна) новина для\b|\bзапастися терпінням\b|\bдоведеться потерпіти\b|\bувага[,!]",
        re.IGNORECASE,
    ),
}
_NEWS = {
    "en": re.compile(
        r"\b(?:(?:on|last|this|next) (?:mon|tues|wednes|thurs|fri|satur|sun)day(?!s)|this (?:week|month|year|spring"
        r"|summer|autumn|winter)|last (?:week|month)|yesterday|today|tonight|from (?:mon|tues|wednes|thurs|fri|satur"
        r"|sun)day|on (?:\d{1,2} )?(?:january|february|march|april|may|june|july|august|september|october"
        r"|november|december)|has (?:announced|written|published|opened|won|been"
        r"|decided)|have (?:announced|been|decided))\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:(?<!chaque )(?<!les )(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b(?! matin et)"
        r"|cette (?:semaine|année)|ce (?:mois|week-end|printemps)|hier|la semaine (?:dernière|prochaine)|le mois"
        r" dernier|le \d{1,2} (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
        r"|cet (?:été|hiver|automne)|vient d['’e])",
        re.IGNORECASE,
    ),
    "uk": re.compile(
        r"\b(?:цього (?:тижня|місяця|року|літа)|цієї (?:весни|осені|зими|суботи|неділі)|минулого (?:тижня|місяця)"
        r"|[ву] (?:понеділок|вівторок|середу|четвер|п['’ʼ]ятницю|суботу|неділю)|вчора|учора|сьогодні|напередодні"
        r"|\d{1,2} (?:січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня))\b",
        re.IGNORECASE,
    ),
}
_LEANS_ON_NAMES = {
    "en": re.compile(r"\b(?:he|she|they|him|them|her|his|their)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:elles?|ils?(?! y a)|lui|eux)\b", re.IGNORECASE),
    "uk": re.compile(r"\b(?:йому|їй|їм|його|її|їх|нього|неї|них|ним|нею|він|вона|вони)\b", re.IGNORECASE),
}
_SOUGHT = 12  # sentences


def is_scene(sentence: str, language: str) -> bool:
    """Whether a first sentence shows what is every day so, or was years ago, before the report says what is new."""
    scene = _SCENES.get(language)
    return scene is not None and scene.match(sentence.lstrip("—– ")) is not None


def is_cliche(sentence: str, language: str) -> bool:
    """Whether a first sentence is a phrase that announces news without telling it."""
    cliche = _CLICHES.get(language)
    return cliche is not None and cliche.search(sentence) is not None


def names_its_own(sentence: str, language: str) -> bool:
    """Whether it speaks of nobody by a pronoun alone."""
    leaning = _LEANS_ON_NAMES.get(language)
    return leaning is None or not leaning.search(sentence)


def news_behind(sentences: Sequence[str], standing: Sequence[int], language: str) -> int | None:
    """The first of the sentences that stand alone which says when something new happened and whose names it has itself;
    None where none does. `standing` are the numbers of those behind the scene.
    """
    news = _NEWS.get(language)
    found = (number for number in standing if news is not None and number < _SOUGHT and news.search(sentences[number]))
    return next((number for number in found if names_its_own(sentences[number], language)), None)
