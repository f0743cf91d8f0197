"""Bodies that each language names in its own words: banks of nations, unions, ministries.

What a translation makes of one is another one's name only where it names that and not the one of its source.
"""

from __future__ import annotations

from functools import cache

import regex

_LANGUAGES = ("en", "fr", "uk")
# A row is one body: a pattern for each language, divided by slashes; in words where spaces are.
_ROWS = r"""
World Bank / Banque mondiale / Світов\w+ банк\w*
IMF|International Monetary Fund / FMI|Fonds monétaire international / МВФ|Міжнародн\w+ валютн\w+ фонд\w*
ECB|European Central Bank / BCE|Banque centrale européenne / ЄЦБ|Європейськ\w+ центральн\w+ банк\w*
European Commission / Commission européenne / Єврокомісі\w+|Європейськ\w+ комісі\w+
European Parliament / Parlement européen / Європарламент\w*|Європейськ\w+ парламент\w*
European Council / Conseil européen / Європейськ\w+ рад\w+
Council of Europe / Conseil de l['’]Europe / Рад\w+ Європи
European Court|ECHR / CEDH|Cour européenne / ЄСПЛ|Європейськ\w+ суд\w*
Red Cross / Croix-Rouge / Червон\w+ Хрест\w*|Червон\w+ хрест\w*
Red Crescent / Croissant-Rouge / Червон\w+ [Пп]івмісяц\w+
Amnesty / Amnesty / Amnesty|Міжнародн\w+ амністі\w+
Security Council / Conseil de sécurité / Радбез\w*|Рад\w+ [Бб]езпеки
National Bank / Banque nationale / Нацбанк\w*|НБУ|Національн\w+ банк\w*
Supreme Court / Cour suprême / Верховн\w+ [Сс]уд\w*
Constitutional Court / Conseil constitutionnel|Cour constitutionnelle / Конституційн\w+ [Сс]уд\w*|КСУ
House of Commons / Chambre des communes / Палат\w+ [Гг]ромад
House of Lords / Chambre des lords / Палат\w+ [Лл]ордів
"""
_PORTFOLIOS = r"""
econom\w+|Treasury / économie|économique|Bercy / економік\w+|Мінекономіки
financ\w+|Treasury|Chancellor / finances|Bercy / фінанс\w+|Мінфін\w*
defen[cs]e / défense|armées / оборон\w+|Міноборони
health / santé / охорон\w+ здоров['’ʼ]я|МОЗ
education / éducation|enseignement / освіт\w+|Міносвіти
justice / justice|garde des sceaux / юстиці\w+|Мін['’ʼ]юст\w*
interior|home|Home / intérieur / внутрішн\w+ справ|МВС
foreign|Foreign / affaires étrangères|Quai d['’]Orsay / закордонн\w+ справ|МЗС
environment\w*|ecolog\w+ / environnement|écologie|transition écologique / довкілля|екологі\w+|Міндовкілля
agricultur\w+|farm\w* / agriculture / аграрн\w+|сільськ\w+ господарств\w+|агрополітик\w+|Мінагрополітики
cultur\w+ / culture / культур\w+|Мінкультури
energy / énergie / енергетик\w+|Міненерго
transport\w* / transports? / транспорт\w*|Мінтранс\w*
labou?r / travail / праці
sports? / sports? / спорт\w*|Мінспорт\w*
digital\w* / numérique / цифр\w+|Мінцифри
"""
_MINISTRY = {
    "en": r"\b(?:[Mm]inist(?:er|ers|ry)|[Ss]ecretary|[Dd]epartment)\b",
    "fr": r"\b[Mm]inist(?:re|res|ère|ères)\b",
    "uk": r"\b(?:[Мм]іністр|[Мм]іністерств|Мін(?=\p{Ll}{3})|МОЗ\b|МВС\b|МЗС\b)",
}
_LONGEST = 160


def exchanged_body(source: str, output: str, languages: tuple[str, str]) -> str | None:
    """What `output`, a translated sentence, calls the body that it names in the place of the one of `source`."""
    if not {*languages} <= {*_LANGUAGES} or len(source) > _LONGEST:
        return None
    return _exchanged(source, output, languages, "bodies") or _exchanged(source, output, languages, "portfolios")


def _exchanged(source: str, output: str, languages: tuple[str, str], kind: str) -> str | None:
    there = _named(source, languages[0], kind)
    here = _named(output, languages[1], kind) if len(there) == 1 else {}
    return next(iter(here.values())) if len(here) == 1 and there.keys().isdisjoint(here) else None


def _named(text: str, language: str, kind: str) -> dict[int, str]:
    """The bodies, or the portfolios of ministers, that a text names, by number, with what it calls them."""
    if kind == "portfolios" and not regex.search(_MINISTRY[language], text, concurrent=False):
        return {}
    found: dict[int, str] = {}
    for match in _pattern(language, kind).finditer(text, concurrent=False):
        for name, written in match.groupdict().items():
            if written:
                found.setdefault(int(name[1:]), written)
    return found


@cache
def _pattern(language: str, kind: str) -> regex.Pattern[str]:
    rows = (_ROWS if kind == "bodies" else _PORTFOLIOS).strip().splitlines()
    of_language = (row.split(" / ")[_LANGUAGES.index(language)] for row in rows)
    named = "|".join(f"(?P<b{number}>{words})" for number, words in enumerate(of_language))
    return regex.compile(rf"(?<!\w)(?:{named})(?!\w)", regex.IGNORECASE if kind == "portfolios" else 0)
