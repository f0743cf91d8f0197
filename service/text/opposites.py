"""Words that say the opposite of each other: `accept` and `refuse`, `few` and `many`.

A translation may deny the one (`did not accept`) for the other (`refused`). It says something else where its word, or
what it denies, is the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from service.text.beginnings import Beginnings
from service.text.languages.language import word_set
from service.text.words import words

_LANGUAGES = ("en", "fr", "uk")
_ENDINGS = {"en": 4, "fr": 6, "uk": 6}
_LONGEST, _LONGEST_WORD = 120, 40
_BACK = {"en": 4, "fr": 4, "uk": 3}

# Oppositions, divided by semicolons, of one side or two; of each side what its words begin with in English, French and
# Ukrainian. An underscore stands for the space between two words; these, and what ends with a full stop, are whole.
# What begins with an equals sign says nothing behind a denial: no train on Sunday evening.
_ROWS = """
agree accept approv adopted. adopts. / accept approuv consent adopté. adoptée. / ухвалив. ухвалила. ухвалили.
  погоди погодж прийня прийма схвал
| refus reject declin rebuff turn_down turned_down block veto / refus rejet rejette repouss bloqu
  / відмов відхил відкину блоку заблоку;
confirm admit acknowledg / confirm reconnu. reconnaît. reconnaissent. admet. avou / підтверд визна зізна
| deny deni refut rule_out ruled_out rules_out dismiss / nie. nient. nié. niée. nier. démen réfut écarte écarté
  écarter exclu contest / запереч спросту виключи виключа;
allow permit permission authoris authoriz legalis legaliz / autoris permis. permet. permett permission légalis /
  дозвол дозвіл легаліз
| ban. bans. banned. banning. prohibit forbid forbade outlaw / interdi prohib proscri / заборон;
many. numerous / nombreux. nombreuses. beaucoup. / багато. чимало. численн
| few. / peu_de peu_d rares. / мало. небагато. мало_хто одиниці.;
likely. / probable. probablement. vraisemblable / імовірн ймовірн
| unlikely. / improbable peu_probable / малоймовірн навряд.;
possible. possibly. / possible. possibles. / можлив
| impossib / impossib / неможлив;
succeed success managed. manages. / réuss parven parvien / вдало вдаєт вдаст вдала. зміг. змогл зумі успішн
| fail unsuccessful unable. / échou échec incapab / провал невдал неспромож нездатн;
guilty. convicted. / coupable / винен. винн винуват
| innocent acquit / innocent acquitt / невинн невинуват виправда;
surviv alive / surviv vivant / вижи вціл
| died. dead. killed. kills. / mort. morts. morte. mortes. tué. tués. décéd / загин помер. померл вбит;
sober / sobre / тверез
| drunk. intoxicated. inebriated. / ivre alcoolisé / п'ян нетверез;
open. opens. opened. reopen / ouvert. ouverte. ouverts. ouvertes. ouvre. ouvrir ouvrira rouvr / відкри відчин
| clos. closed. closes. closing. closure shut. shuts. / ferme. fermé ferment. fermera fermeture / закри зачин;
arrested. detain jailed. / interpell incarcér écrou / затрима заарешт ув'язн
| released. releases. freed. / libér relâch / відпусти;
rise. rises. rose. risen. rising. increas grew. grows. growing. climb soar surge jump
  / croît. croissent. augment hauss progress grimp bondi / зрос зріс
  зроста підвищ збільш подорожча
| fall. falls. fell. fallen. falling. shrinking. declining.
  drop decreas slump plung shrank. shrink / baiss chut recul dimin
  / впав. впала. впали. впало. впаде.
  падін знизи знижу зменш скорот подешевша;
safe. safely. / sûr. sûre. sûrs. sûres. / безпечн
| unsafe dangerous hazardous / dangereu / небезпечн;
increase. raise. raised. raises. / relever. relevé. relève. / підняти. підняв. підняли. підвищи
| cut. cuts. lower. lowered. lowers. reduc / abaiss rédui réduct / знизи зменш скоро;
supports. supported. support. backs. backed. favour. favor. / souten soutien. appuie. favorable. favorables. / підтрим
| opposes. opposed. oppose. / oppos / опира. протист виступають_проти виступає_проти;
hire. hired. hires. recruit / embauch recrut / найня наймає наймут
| fire. fired. fires. sacked. dismissed. / licenci limog / звільни. звільнил. звільнив. звільнила. звільнили.;
started. starts. start. began. begins. begin. / commenc débuté. débute. / почав. почала. почали. почнет розпоч
| ended. ends. ceased. / termin achev / завершу заверши закінч припин;
attended. present. / présent. présents. / присутн
| absent. / absent / відсутн;
legal. lawful. / légal. légale. légaux. / законн
| illegal unlawful / illégal / незаконн;
join. joined. joins. / rejoin adhér / приєдна вступи
| leaves. quit. quits. withdrew. withdraws. withdraw. / quitt retir / виходит вийш покину;
above. / au-dessus. / вище. вищий. вища.
| below. / au-dessous. en-dessous. / нижче. нижчий. нижча.;
strengthen / renforc / зміцни посили
| weaken / affaibl / послаби ослаби;
improv / amélior / поліпш покращ
| worsen deteriorat / détérior aggrav empir / погірш;
exceed / dépass / перевищ;
= before. / avant. / перед. напередодні. ще_до дні_до днів_до день_до тиждень_до тижні_до тижнів_до місяць_до місяці_до
  місяців_до рік_до роки_до років_до години_до годин_до хвилин_до
| after. / après. / після.;
effective. / efficace. efficaces. / ефективн дієв
| ineffective / inefficac / неефективн недієв;
recover. recovered. / rétabli. rétablie. / віднови одужав. одужала. одужали. одужати.;
win. wins. won. beat. beats. / gagn remport a_battu ont_battu / перемі перемож вигра обігра здола
| lose. loses. lost. / perd. perdu. perdent. inclin / поступився. поступилася. поступилися.
  програв. програла. програли. програє. поразк;
buy. buys. bought. / achète. achet / купи купує купує. придба
| sell. sells. sold. / vend. vendu. vendent. vendre. / продав. продала. продали. продає. продати. продаж;
= north. northern. / nord. / північ північн
| south. southern. / sud. / півден південь. півдні. півдня.;
= morning. / matin. matinée. / ранок. ранку. вранці. уранці. зранку.
| evening. / soir. soirée. / вечір. вечора. увечері. ввечері.;
= tomorrow. / demain. / завтра.
| yesterday. / hier. / вчора. учора.;
= majority. / majorité. / більшість. більшості. більшістю.
| minority. / minorité. / меншість. меншості. меншістю.;
= deficit. / déficit / дефіцит
| surplus / excédent / профіцит;
= profit. profits. / bénéfice. bénéfices. profit. profits. / прибут
| losses. / pertes. / збитк;
= temporar / provisoire temporaire / тимчасов
| permanent / permanent définiti / постійн;
= voluntary. / facultati / добровільн
| compulsory. mandatory. / obligatoire / обов'язков;
= slightly. lightly. / légèrement. / легко.
| seriously. severely. critically. / grièvement. gravement. / тяжко. важко. серйозно.;
= hot. hottest. / chaud. chaude. chauds. chaudes. / спекотн
| cold. coldest. / froid. froide. froids. froides. / холодн;
encourag / encourag / заохочу заохоти
| discourag / décourag dissuad / відмовля відмови_від;
cheap / bon_marché / дешев
| expensive costly / coûteu / дорог
"""
_FIXED = "="
_DENIALS = {
    "en": word_set("not never no nobody none nothing without neither nor cannot hardly lift lifts lifted"),
    "fr": word_set("ne pas jamais aucun aucune sans ni rien personne non levé levée lève lever"),
    "uk": word_set("не ні ніколи жоден жодна жодне жодного жодної жодному жодній без ніхто нікого"),
}
_WITH_NOT = word_set("ні ніколи жоден жодна жодне жодного жодної жодному жодній ніхто нікого")
_SECOND_HALF = word_set("pas jamais aucun aucune ni rien personne plus guère nul nulle")
_NE = re.compile(r"^(?:ne$|n['’])")
_CLOSED_DOORS = re.compile(r"huis clos|(?:за|при) зачиненими дверима|закритих дверей|behind closed doors|in camera")
_SENTENCE_ENDS, _STOP = re.compile(r"[.!?;…]+(?=\s)"), "."
_FEW = "few"
_NOT_FEW = word_set("a the last past next every quite only these those")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a language, each with its oppositions: their number, and 1 or -1 for the side.

    `first`: the first words of those of two. `fixed`: the oppositions that say nothing behind a denial.
    """

    begun: Beginnings[tuple[int, int]]
    whole: Mapping[str, tuple[int, int]]
    first: frozenset[str]
    fixed: frozenset[int]


def said_opposite(source: str, output: str, languages: tuple[str, str]) -> str | None:
    """The word of a translated sentence that says the opposite of what `source` says.

    `languages` are those of source and output. None where a text says both, or denies something else beside.
    """
    if not {*languages} <= {*_LANGUAGES} or len(source) > _LONGEST:
        return None
    here = sides(output, languages[1])
    there = sides(source, languages[0]) if here else {}
    for number in here.keys() & there.keys():
        taken = {side for _, side in here[number]}, {side for _, side in there[number]}
        if len(taken[0]) == len(taken[1]) == 1 and taken[0] != taken[1]:
            return here[number][0][0]
    return None


def says_the_same(source: str, output: str, languages: tuple[str, str]) -> bool:
    """Whether both speak of an opposition and take the same side: `never lost`, `won them all`."""
    if not {*languages} <= {*_LANGUAGES} or len(source) > _LONGEST:
        return False
    texts = ((source, languages[0]), (output, languages[1]))
    if not any(_denies(word.casefold(), language) for text, language in texts for word in words(text)):
        return False  # what denies without a plain word may deny just that: `unlikely to recover`
    here = sides(output, languages[1])
    there = sides(source, languages[0]) if here else {}
    return any(
        {side for _, side in here[number]} == {side for _, side in there[number]}
        for number in here.keys() & there.keys()
    )


@lru_cache(maxsize=4)  # a segment is asked for more than once, and soon
def sides(text: str, language: str) -> dict[int, list[tuple[str, int]]]:
    """For each opposition that a text speaks of, its words in order and the side that each takes, 1 or -1.

    Nothing where the text denies something else.
    """
    if language not in _LANGUAGES:
        return {}
    found: dict[int, list[tuple[str, int]]] = {}
    told = _SENTENCE_ENDS.split(_CLOSED_DOORS.sub(" ", text))
    folded = [word.casefold() for sentence in told for word in (*words(sentence), _STOP)]
    if language == "fr" and _SECOND_HALF.isdisjoint(folded):  # `ne ... que`: only
        folded = [_NE.sub("", word) for word in folded]
    if language == "uk" and "не" in folded:  # `ніхто не`: one denial of two words
        folded = ["" if word in _WITH_NOT else word for word in folded]
    first, fixed = _words(language).first, _words(language).fixed
    denied: set[int] = set()
    for at, word in enumerate(folded):
        named = _oppositions(word, language)
        if word in first and at + 1 < len(folded):
            following = folded[at + 1].replace("’", "'").partition("'")[0] if language == "fr" else folded[at + 1]
            named = _oppositions(f"{word} {following}", language) or named
        for number, side in named:
            if word == _FEW and at and folded[at - 1] in _NOT_FEW:
                continue
            near = _denial(folded, at, language)
            if near and number in fixed:
                continue
            denied.update(near)
            found.setdefault(number, []).append((word, -side if near else side))
    if found and any(at not in denied and _denies(word, language) for at, word in enumerate(folded)):
        return {}
    return found


def _denial(folded: Sequence[str], at: int, language: str) -> list[int]:
    """Where the words stand that deny the one at a place."""
    start = max(0, at - _BACK[language])
    start = next((place + 1 for place in range(at - 1, start - 1, -1) if folded[place] == _STOP), start)
    return [place for place in range(start, at) if _denies(folded[place], language)]


def _denies(word: str, language: str) -> bool:
    if word in _DENIALS[language]:
        return True
    return word.endswith(("n't", "n’t")) if language == "en" else language == "fr" and word.startswith(("n'", "n’"))


@lru_cache(maxsize=16_384)
def _oppositions(word: str, language: str) -> frozenset[tuple[int, int]]:
    known = _words(language)
    if language == "fr":  # `l'interdiction`
        word = word.replace("’", "'").rpartition("'")[2]
    if found := known.whole.get(word):
        return frozenset({found})
    return known.begun.of(word[:_LONGEST_WORD].replace("’", "'"), longest_ending=_ENDINGS[language])


@cache
def _words(language: str) -> _Words:
    begun: list[tuple[str, tuple[int, int]]] = []
    whole: dict[str, tuple[int, int]] = {}
    rows = _ROWS.split(";")
    fixed = frozenset(number for number, row in enumerate(rows) if row.lstrip().startswith(_FIXED))
    for number, opposition in enumerate(row.lstrip().removeprefix(_FIXED) for row in rows):
        for side, row in zip((1, -1), opposition.split("|"), strict=False):
            for word in row.split("/")[_LANGUAGES.index(language)].split():
                if "_" in word or word.endswith("."):
                    whole[word.rstrip(".").replace("_", " ")] = number, side
                else:
                    begun.append((word, (number, side)))
    first = frozenset(word.split()[0] for word in whole if " " in word)
    return _Words(Beginnings(begun), whole, first, fixed)
