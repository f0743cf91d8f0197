"""Openings that are not the news: a scene that a feature begins with, an anniversary, a phrase that makes curious."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.text.clauses import grammar_of
from service.text.clauses.grammar import Grammar, Tag, listed, tokens_of
from service.text.clauses.parts import FINITE

_SCENES = {
    "en": re.compile(
        r"(?:on (?:mon|tues|wednes|thurs|fri|satur|sun)days\b|on (?:most|any given|some) |every (?:morning|evening"
        r"|night|day|week|spring|summer|autumn|fall|winter|year|mon|tues|wednes|thurs|fri|satur|sun|january|february"
        r"|march|april|may|june|july|august|september|october|november|december)|each (?:morning|evening"
        r"|night|day|week|spring|summer|autumn|winter|year)\b|most (?:mornings|evenings|nights|days)\b|once an? "
        r"|(?:it is|it's) (?:\w+ ){0,3}(?:morning|evening|night|past|a\.?m|p\.?m|o'clock|dawn|dusk|noon)\b"
        r"|(?:\w+ ){1,2}years ago (?:this|today|on|in)\b|as (?:dawn|night|the sun|dusk) |the (?:smell|scent"
        r"|sound|silence) "
        r"|picture (?:this|the)|imagine |for (?:as long as|most of (?:his|her) life)|it was (?:just |still "
        r"|a )?(?:\w+ )?"
        r"(?:before|after|past|dark|dawn|raining|snowing|midnight|noon|cold|hot|quiet)\b|there (?:is"
        r"|was) a (?:smell|silence))",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?:chaque (?:matin|soir|jour|nuit|semaine|été|hiver|année|lundi|mardi|mercredi|jeudi|vendredi|samedi"
        r"|dimanche)\b|tous les (?:matins|soirs|jours|étés|hivers|ans|lundis|mardis|mercredis|jeudis"
        r"|vendredis|samedis|dimanches)|toutes les (?:nuits|semaines)|il est (?:à peine |presque |bientôt )?"
        r"(?:\d{1,2} ?h|\w+ heures|midi|minuit)"
        r"|il y a (?:\w+ )?ans (?:cette|ce|jour)|(?:le|la) (?:soleil|nuit|jour|brume) (?:se|tombe|vient|n')"
        r"|l['’]odeur |le silence |imaginez|chaque (?:printemps"
        r"|automne|mois|fois)|tous les (?:mois|printemps|jeudis)|il (?:fait|faisait) (?:nuit|froid|chaud"
        r"|encore)|on (?:dirait"
        r"|entend) )",
        re.IGNORECASE,
    ),
    "uk": re.compile(
        r"(?:щоранку|щовечора|щоночі|щодня|щотижня|щоліта|щозими|щороку|щосуботи|щонеділі|щопонеділка|щоп['’ʼ]ятниці"
        r"|кожного (?:ранку|вечора|дня|літа|року)|кожної (?:весни|осені|зими|неділі|суботи)|щомісяця|щочетверга"
        r"|щосереди|щовівторка|щовесни|щоосені|пахне |пахло |уявіть|тиша\b|кожного разу|о \w+ ранку на "
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
        r" dernier|le \d{1,2} (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre"
        r"|décembre)"
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
_CLOCK = {
    "en": re.compile(
        r"(?:at|by|around|just (?:before|after)|shortly (?:before|after)) (?:\d{1,2}(?:[:.]\d\d)?|\w+)"
        r"(?: ?[ap]\.?m\.?| o['’]clock| in the (?:morning|evening|afternoon)|,? (?:dawn|dusk|sunrise|midnight))",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?:à|a|vers|il est|dès) (?:peine )?(?:\d{1,2} ?h(?:eures?)?(?: ?\d\d)?|\w+ heures|l['’]aube|midi|minuit)\b",
        re.IGNORECASE,
    ),
    "uk": re.compile(
        r"(?:о|об|близько|ще до) (?:\d{1,2}[:.]\d\d|\w+ (?:ранку|ранці|вечора|годині|ночі)"
        r"|світанк\w+)\b",
        re.IGNORECASE,
    ),
}
_GESTURES = listed(
    "stands stood sits sat leans leaned stares stared kneels knelt smiles smiled grins wipes wiped stirs stirred "
    "pours poured unlocks unlocked flips counts scrubs peers peered gazes gazed squints strolls sips sipped hums "
    "lights kneads loaded loads tends compte regarde regardait sourit souriait verse pousse pousses enfile scrute "
    "caresse essuie grimpe allume arpente arpentait attend attendait tient tenait marche marchait pétrit s'assoit "
    "s'installe contemple serre ajuste déambule trottine світиться світилося місить стоїть стояв стояла сидить "
    "сидів сиділа тримає тримав тримала дивиться дивився дивилася рахує відчиняє наливає усміхається усміхнувся "
    "всміхається чекає гладить витирає ходить перебирає вмикає розливає несе поправляє гойдається обіймає "
    "вдивляється крутить"
)
_DECIDED = {
    "en": re.compile(
        r"\b(?:ha(?:s|ve) (?:proposed|approved|agreed|voted|launched|opened|closed|ruled|ordered|banned|begun"
        r"|started|found"
        r"|asked|offered|called|promised|warned|raised|cut|pledged|rejected|backed)|plans? to|(?:is"
        r"|are) (?:expected|set|due)"
        r" to|according to (?:a|an|new|the)|(?:said|announced|reported|found) (?:on|last|this|that)|will (?:be"
        r"|open|close"
        r"|start|begin|receive|pay|end))\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:vien(?:t|nent) d['’e]|(?:a|ont) (?:annoncé|proposé|approuvé|voté|lancé|ouvert|fermé|décidé"
        r"|ordonné|interdit"
        r"|promis|rejeté|adopté|montré|confirmé|présenté|signé)|(?:va|vont|devrait|devraient|doit"
        r"|doivent) \w+(?:er|ir|re)"
        r"|selon (?:une?|le|la|les)|prévoi(?:t|ent))\b",
        re.IGNORECASE,
    ),
    "uk": re.compile(
        r"\b(?:план\w+ (?:\w+ти|\w+тися)|ухвали\w+|затверди\w+|оголоси\w+|запусти\w+|відкри(?:в|ла|ли)"
        r"|закри(?:в|ла|ли)"
        r"|вирішил?\w*|пропону\w+|виділи\w+|заборони\w+|за даними|згідно з|випіка\w+|отрима(?:в|ла|ли)|зросл?\w*)\b",
        re.IGNORECASE,
    ),
}
_NOW = re.compile(
    r"(?:now|today|these days|aujourd['’]hui|désormais|тепер|нині|зараз|сьогодні)\b,? (?=[A-ZÀ-ÞА-ЯЄІЇҐ«“\"]"
    r"|the |le |la |les )",
    re.IGNORECASE,
)
_LEAST_NAMES, _FAR = 2, 20
_LONGEST = 600  # characters
_SHOWN, _NEAR, _MOST_NAMES = 2, 8, 4
_STATES = listed("devient deviennent constitue constituent reste restent demeure becomes remains faces face plans стає")
_PRESENT = {
    "en": re.compile(r"(?<!s)s$"),
    "fr": re.compile(r"(?<!é)e$|ent$|[aeiouyn]t$|d$"),
    "uk": re.compile(r"(?:є|е|ить|їть|ать|ять|уть|ють|ться)$"),
}


def is_scene(sentence: str, language: str) -> bool:
    """Whether a first sentence shows what is every day so, or was years ago, before the report says what is new."""
    scene = _SCENES.get(language)
    if scene is None:
        return False
    return scene.match(sentence.lstrip("—– ")) is not None or _is_moment(sentence, language)


def opens_with_scene(sentences: Sequence[str], language: str) -> bool:
    """Whether the first of these sentences shows somebody or something as it is, in the present, with no day, figure,
    body or source, nor the second, and one behind them says what happened when.
    """
    grammar = grammar_of(language)
    if grammar is None or len(sentences) <= _SHOWN or _CLOCK[language].match(sentences[0]):
        return grammar is not None and is_scene(sentences[0], language)
    if any(_NEWS[language].search(each) or _DECIDED[language].search(each) for each in sentences[:_SHOWN]):
        return False
    return _shows(sentences[0], grammar, language) and any(
        _is_news(each, language) and _is_weighty(each, language) for each in sentences[_SHOWN:_NEAR]
    )


def _shows(sentence: str, grammar: Grammar, language: str) -> bool:
    if len(sentence) > _LONGEST:
        return False
    tokens = grammar.tag(tokens_of(sentence, elided=grammar.elides))
    official = grammar.authorities | grammar.reports | grammar.decisions | grammar.charges
    if any(each.lower in official or (each.text.isupper() and len(each.text) > 2) for each in tokens):
        return False
    figures = [each for each in tokens if each.text[0].isdigit() and each.tag is Tag.NUMBER]
    verb = next((each for each in tokens if each.tag in FINITE), None)
    names = sum(each.text[0].isupper() for each in tokens[1:])
    if len(figures) > 1 or names > _MOST_NAMES:
        return False
    if verb is None:  # of all verbs, those of scenes are the rarest
        return language == "en" and not any(each.lower.endswith("ed") for each in tokens)
    if verb.tag is not Tag.VERB or verb.lower in grammar.tells | _STATES:
        return False
    if language == "en":
        return verb.lower not in grammar.pasts and not verb.lower.endswith("ed")
    return _is_present(verb.lower, language)


def _is_weighty(sentence: str, language: str) -> bool:
    """Whether it has a figure or tells a decision."""
    return any(map(str.isdigit, sentence)) or _DECIDED[language].search(sentence) is not None


def _is_moment(sentence: str, language: str) -> bool:
    """Whether somebody is shown in the middle of doing something, with no day on which it was, or what hour it is."""
    clock = _CLOCK[language].match(sentence)
    told = _NEWS[language].search(sentence) is not None or _DECIDED[language].search(sentence) is not None
    if told or any(map(str.isdigit, sentence[clock.end() if clock else 0 :])):
        return False
    verb = _main_verb(sentence, language)
    return verb is not None and (verb in _GESTURES or (clock is not None and _is_present(verb, language)))


def _main_verb(sentence: str, language: str) -> str | None:
    grammar = grammar_of(language)
    if grammar is None or len(sentence) > _LONGEST:
        return None
    tokens = grammar.tag(tokens_of(sentence, elided=grammar.elides))
    return next((each.lower for each in tokens[:_FAR] if each.tag is Tag.VERB or each.lower in _GESTURES), None)


def _is_present(verb: str, language: str) -> bool:
    return _PRESENT[language].search(verb) is not None


def is_cliche(sentence: str, language: str) -> bool:
    """Whether a first sentence is a phrase that announces news without telling it."""
    cliche = _CLICHES.get(language)
    return cliche is not None and cliche.search(sentence) is not None


def names_its_own(sentence: str, language: str) -> bool:
    """Whether it speaks of nobody by a pronoun alone: whoever is meant may be named before the pronoun."""
    leaning = _LEANS_ON_NAMES.get(language)
    found = leaning.search(sentence) if leaning is not None else None
    return found is None or sum(word[0].isupper() for word in sentence[: found.start()].split()[1:]) >= _LEAST_NAMES


def news_behind(sentences: Sequence[str], standing: Sequence[int], language: str) -> int | None:
    """The first of the sentences that stand alone which says when something new happened, or what was decided, and
    whose names it has itself; None where none does. `standing` are the numbers of those behind the scene.
    """
    near = (number for number in standing if number < _SOUGHT and names_its_own(sentences[number], language))
    return next((number for number in near if _is_news(sentences[number], language)), None)


def tells_the_state(sentence: str, language: str) -> bool:
    """Whether it says how things are now, with a name and a figure, behind what was: `Now Lowick Bread sells`."""
    body = sentence[found.end() :] if (found := _NOW.match(sentence)) else ""
    return any(map(str.isdigit, body)) and any(map(str.isupper, body)) and names_its_own(body, language)


def without_now(sentence: str, language: str) -> str:
    """The sentence without the `Now` that it opens with, where it tells the state of things."""
    found = _NOW.match(sentence) if tells_the_state(sentence, language) else None
    body = sentence[found.end() :] if found else sentence
    return body[:1].upper() + body[1:]


def _is_news(sentence: str, language: str) -> bool:
    if language not in _NEWS:
        return False
    if _NEWS[language].search(sentence):
        return True
    named = sum(word[0].isupper() for word in sentence.split()[1:]) >= _LEAST_NAMES
    return _DECIDED[language].search(sentence) is not None and (named or any(map(str.isdigit, sentence)))
