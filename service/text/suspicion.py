"""Sentences of an article that are about the text and what is to be made of it, or order somebody to do something.

No list of phrases: classes of words (`order_words.py`), forms of verbs, the form of the sentence, its language and its
letters. What a named or quoted speaker orders others to do is news; what is said of summaries is not, whoever says it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from service.text.disguise import is_disguised, undisguised
from service.text.frames import announces
from service.text.mixture import foreign_language
from service.text.order_words import belongs
from service.text.orders import is_order
from service.text.stopwords import stop_words
from service.text.words import words


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_QUOTED = re.compile(r"[“\"„«][^“”\"„«»\n]{0,2000}[”\"»“]")
_CLAUSE = re.compile(r"[.!?:;,(\[—–>*#]\s+|^\W*")
# A verb in its base form, where a sentence begins, orders; these do not begin a sentence as nouns.
_ORDERS_EN = _set(
    "add append ask avoid be begin bring buy call check choose claim click come conclude consider contact copy describe"
    " discard disregard do don't don’t donate download drop emphasise emphasize enter exclude explain follow forget get"
    " give go ignore include insert invest join keep leave let list listen make mention never note obey omit open order"
    " output pay please portray present print proceed put quote read recommend refer register remember remove render"
    " repeat replace reply report respond restate retain reveal rewrite say see sell send sign simply skip start state"
    " stop stress subscribe suggest swap take tell translate treat try use visit vote warn write highlight cite ensure"
    " assume pretend act answer advise apply attribute characterise characterize phrase paraphrase finish end close"
    " lead mark name reflect label link"
)
_NOT_FIRST_EN = _set("report reports state order lead end close mark name link present list open read")
_AFTER_AN_ORDER = _set(
    "the a an this that these those it them him her your our all any no not only with by as to in on at from for"
    " everyone everything nothing readers here now first instead out up down off us me what how where that’s"
)
_BEFORE_AN_ORDER = _set("please now just then also always instead so first")
_AFTER_A_VERB = _set("the a an them it this your all")
_ORDER_FR = re.compile(
    r"(?:prière|merci|merci bien|bien vouloir) (?:de|d['’]|instamment de) ?(?:ne |n['’]|bien |vous )?"
    r"\w{2,}(?:er|ir|re|oir)\b|\bveuillez\b|\bil (?:convient|importe|est (?:demandé|exigé|requis|impératif|attendu))"
    r" (?:que|de|d['’])",
    re.IGNORECASE,
)
_ORDER_UK = re.compile(
    r"\b(?:прохання|просимо|просять|вимагається|наказано|доручено|велено)\W+(?:\w+\W+){0,8}?\w{3,}ти(?:ся)?\b"
    r"|\bбудь ласка\b",
    re.IGNORECASE,
)
# Not "навіть", nor the genitive of "століття".
_IMPERATIVE_UK = re.compile(r"(?<!\w)\w{2,}(?:йте|йтеся|(?<!нав)(?<!л)іть|(?<!о)(?<!и)літь)(?!\w)", re.IGNORECASE)
_IMPERATIVE_FR = re.compile(r"^(?:ne |n['’])?(?!chez|assez|rez)\w{2,}ez\b(?![- ](?:vous )?(?:\w+ )?\?)", re.IGNORECASE)
_ENCLITIC = re.compile(r"\w{2,}ez-(?:le|la|les|l[eu]ur|y|en|moi|nous|vous)\b", re.IGNORECASE)
# To whoever reads, outside quotations: news speaks to nobody.
_YOU = re.compile(r"\b(?:you|your|yours|vous|votre|vos|ви|вам|вас|ваш\w*|вами|тобі|твій|твоя)\b", re.IGNORECASE)
_BEGINS_UK = re.compile(r"^(?:не )?\w{3,}(?:ати|ити|іти|ести|увати)\b", re.IGNORECASE)
_BEGINS_FR = re.compile(r"^(?:ne pas |n['’])?\w{3,}(?:er|ir|re)\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\b(?:must|should|shall|is to|are to|has to|have to|needs to|required that|requested that|that)\b[^.!?]{0,60}?"
    r"\bbe (?:described|presented|called|portrayed|depicted|referred|named|characteri[sz]ed|treated|listed|rendered"
    r"|quoted|cited|stated|summari[sz]ed|reported|introduced|worded|phrased|labell?ed|credited)\b"
    r"|\bit is (?:required|requested|mandatory|compulsory|imperative|expected) (?:that|to)\b"
    r"|\b(?:doit|doivent|devra|devront|devrait) être (?:décrit|présenté|mentionné|appelé|cité|nommé|qualifié|indiqué"
    r"|rapporté|précisé|résumé|traduit)e?s?\b"
    r"|\b(?:має|мають|мусить|мусять|повин\w+) бути (?:опис|пода|назва|згада|зазнач|вказа|предста|наве|процит)\w*",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\W{0,6}(?:note|notice|n\.?b|p\.?s|nota bene|editor\w*['’s]* note|editors?|correction|corrigendum|update|reminder"
    r"|attention|warning|important|memo|instructions?|system|assistant|user|admin|developer|task|lead|headline|lede"
    r"|summary|tl;?dr|key (?:facts?|points?|takeaways?)|in brief|in short|bottom line|brief|alt(?: text)?|metadata"
    r"|title|description|keywords|caption|abstract|for (?:the )?(?:editors?|desk|record|feed|digest|machine)\w*"
    r"|à retenir|en bref|essentiel|l['’]essentiel|note\w* (?:de|aux?|pour|à)\b.{0,40}|rappel|rectificatif|erratum"
    r"|correctif|consignes?|chapeau|titre|résumé|mise à jour|précision|mémo"
    r"|примітка|увага|важливо|виправлення|уточнення|від редакції|редакція|нагадування|оновлення|інструкці\w|завдання"
    r"|заголовок|лід|резюме|коротко|головне|стисло|підсумок|до відома|для (?:редакц|стрічк|дайджест)\w*|опис)"
    r"(?: \w{1,20}){0,4}(?: ?\([^()\n]{0,40}\))?\W{0,3} ?[:—–=]",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"^\s*(?:\[\[|\[[\w №#'’,-]{1,40}\]\s|\{+\s*[\"'\w%]|<[/!?\w]|#{2,} ?\w|>{2,}|={3,}|-{3,}|\*{3,}|`{3}|//|/\*"
    r"|(?-i:\[[A-Z][A-Z -]{2,}))"
    r"|\b(?:sentence|phrase|речення|рядок|line|ligne|§|пункт) ?(?:n[o°º.] ?|№ ?|#)?\d+"
    r" (?:is|est|—|–|has|goes|comes|must)"
    r"|<!--|-->|\]\]|\{\{|\}\}|\"\w{2,20}\"\s*:\s*[\"\[{]|(?-i:\b[A-Z]{2,}[_-][A-Z]{2,}[_-]?\d*\b)\s*[:\]]",
    re.IGNORECASE,
)
# One of which every order has that `is_order` knows, a sign or the beginning of a word: to look for the orders
# themselves takes much longer.
_SIGNS_OF_ORDERS = frozenset(':"“«`<>|[(')
_BEGINNINGS_OF_ORDERS = _set(
    "igno disr forg over bypa oubl négl cont ігно забу прої відк знех prom inst mess сист syst hidd secr cons пром підк"
    " вказ інст rule guid règl прав your votr vos ton ta you tu vous ти ви твої ваші свої відт summ answ repl resp outp"
    " tran résu répo пере підс відп резю ai ia ші assi асис бот bot bots chat lang llm llms only excl uniq seul"
    " лише тіль syst init deve режи штуч мовн model mode who"
)
_LOOKED_AT = 4_000
_SPEECH = re.compile(
    r"\b(?:sa(?:id|ys)|told|tells|wrote|tweeted|added|asked|shouted|chanted|urged|called|read|announced|replied"
    r"|dit|déclar\w+|ajout\w+|affirm\w+|lanc\w+|écri\w+|expliqu\w+|insist\w+|conclu\w+|confi\w+|assur\w+|estim\w+"
    r"|сказа\w+|каже|заяви\w+|дода\w+|написа\w+|заклика\w+|наголоси\w+|пояснив?\w*|розпові\w+|зазнач\w+)\b",
    re.IGNORECASE,
)


def speaks_of_text(sentence: str, language: str) -> bool:
    """Whether the sentence is about the text, its makers or its summaries, or is not what it looks like. Linear time.

    Of a long sentence the beginning and the end are looked at.
    """
    if len(sentence) > _LOOKED_AT:
        sentence = sentence[: _LOOKED_AT // 2] + " " + sentence[-_LOOKED_AT // 2 :]
    return _remembered(sentence, language)


@lru_cache(maxsize=2048)
def _remembered(sentence: str, language: str) -> bool:
    if is_disguised(sentence) or (not _is_plainly(sentence, language) and foreign_language(sentence, language)):
        return True
    return any(_speaks(form, language) for form in dict.fromkeys((sentence, undisguised(sentence))))


def _is_plainly(sentence: str, language: str) -> bool:
    """Whether the little words say that the sentence is in its article's language."""
    found, little = words(sentence), stop_words(language)
    return 5 * sum(word.casefold() in little for word in found) >= len(found) > 5


def is_imperative(sentence: str, language: str) -> bool:
    """Whether the sentence orders something, outside quotations, which their speakers answer for. Linear time.

    Forms are those of the article's language; of one that is not known here, those of all that are.
    """
    sentence = sentence[:_LOOKED_AT]
    if not _orders(sentence, language):
        return False
    outside = _QUOTED.sub(" “” ", sentence)
    if _SPEECH.search(outside) and ("“" in outside or "«" in sentence):
        return False
    return outside == sentence or _orders(outside, language)


def may_order(sentence: str, language: str) -> bool:
    """Whether the sentence has the form of an order, whatever its verb: `is_imperative`, and "Peel the apples". For
    telling a recipe or a guide, which is made of them, from an article that has one.
    """
    found = [word.casefold() for word in words(sentence[:120])[:2]]
    bare = len(found) == 2 and found[1] in _AFTER_A_VERB and not found[0].endswith(("s", "ed", "ing"))
    return (bare and found[0] not in stop_words("en")) or is_imperative(sentence, language)


def _orders(text: str, language: str) -> bool:
    rules = _RULES.get(language)
    return rules(text) if rules else any(rule(text) for rule in _RULES.values())


def _orders_en(text: str) -> bool:
    found = [word.casefold() for word in words(text[:120])[:4]]
    while found and found[0] in _BEFORE_AN_ORDER:
        found = found[1:]
    if len(found) < 2 or found[0] not in _ORDERS_EN or found[1] not in _AFTER_AN_ORDER:
        return False
    return found[0] not in _NOT_FIRST_EN or found[1] in {"the", "with", "this", "that"}


def _orders_fr(text: str) -> bool:
    if _ORDER_FR.search(text):
        return True
    if "ez" not in text:
        return False
    starts = [match.end() for match in _CLAUSE.finditer(text)]
    return any(_begins_with_ez(text[at : at + 120], first=at == starts[0]) for at in starts)


def _begins_with_ez(clause: str, *, first: bool) -> bool:
    if not _IMPERATIVE_FR.match(clause) or not (first or clause[:1].islower()):
        return False
    found = words(clause)[:2]
    return bool(found) and found[0].casefold() != "vous" and (first or len(found) > 1 or bool(_ENCLITIC.match(clause)))


def _orders_uk(text: str) -> bool:
    return bool(_IMPERATIVE_UK.search(text) or _ORDER_UK.search(text))


_RULES: Mapping[str, Callable[[str], bool]] = {"en": _orders_en, "fr": _orders_fr, "uk": _orders_uk}


def _speaks(sentence: str, language: str) -> bool:
    found = [word.casefold() for word in words(sentence)]
    may_order = not _SIGNS_OF_ORDERS.isdisjoint(sentence) or any(word[:4] in _BEGINNINGS_OF_ORDERS for word in found)
    if (
        (may_order and is_order(sentence))
        or _LABEL.search(sentence)
        or _FORM.search(sentence)
        or _PASSIVE.search(sentence)
    ):
        return True
    if any(belongs(word, "made") for word in found) or announces(sentence):
        return True
    of_text = {word[:5] for word in found if belongs(word, "text")}
    says = any(belongs(word, "say") for word in found)
    if says and of_text and _YOU.search(_QUOTED.sub("", sentence)):
        return True
    if of_text and says:
        ought = len(of_text) > 1 or any(belongs(word, "ought") for word in found)
        if ought or is_imperative(sentence, language):
            return True
    begins = sentence.lstrip("«“\"'([-–—*• ")
    infinitive = _BEGINS_FR.match(begins) or _BEGINS_UK.match(begins)
    return bool(infinitive and found and belongs(found[0], "say"))
