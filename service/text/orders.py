"""Sentences of an article that speak to whoever processes it, and not to its readers.

Known by their words, in English, French and Ukrainian. That is a weak defence by itself: it finds attacks of the usual
kind, and says nothing of others. Honest articles have such sentences too, where they quote an attack.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SAY = (
    r"say|print|write|repeat|output|reply|respond|answer|append|include|add|insert|begin|start|end|finish|state|show|reveal"
    r"|tell|send|translate"
)
# The singular is the third person too ("ajoute-t-il"), so that it is an order only where a sentence begins with it.
_DIS = r"dis|écris|réponds|répète|ajoute|affiche|commence|termine|insère|révèle|montre|envoie|traduis"
_DITES = r"dites|écrivez|répondez|répétez|ajoutez|affichez|commencez|terminez|insérez|révélez|montrez|envoyez|traduisez"
_SKAZHY = (
    r"скаж(?:и|іть)|напиш(?:и|іть)|повтор(?:и|іть)|дода(?:й|йте)|відповіда(?:й|йте)|вивед(?:и|іть)|почн(?:и|іть)"
    r"|закінч(?:и|іть)|встав(?:те)?|покаж(?:и|іть)|розкри(?:й|йте)|надішл(?:и|іть)|переклад(?:и|іть)"
)
_AI = r"(?:ai|assistants?|language models?|chatbots?|bots?|summari[sz]ers?|llms?)"
_IA = r"(?:ia|assistante?s?|modèles? de langage|robots?)"
_SHI = r"(?:ші|асистент\w*|штучн\w+ інтелект\w*|мовн\w+ модел\w*|бот\w*)"
_AT_A_START = (
    r"(?:^|[.!?:;,(\[—–>*#-])\s*"
    r"(?:\W{0,8}\b(?:please|now|instead|then|just|only|svp|maintenant|plutôt|будь ласка|тепер)\b\W{0,8})?"
)
_PATTERNS = (
    # Forget what you were told.
    r"(?<!who )(?<!not )(?<!n't )(?<!n’t )\b(?:ignore|disregard|forget|override|bypass)\b"
    r".{0,60}\b(?:instructions?|prompts?|rules?|guidelines|directions|orders"
    r"|told|said|above|before)\b",
    r"(?<!qui )(?<!n['’])\b(?:ignore[zr]?|oublie[zr]?|négligez|contourne[zr]?)\b"
    r".{0,60}\b(?:instructions?|consignes?|règles|directives|ordres"
    r"|précède|dit|précédente?s?)\b",
    r"(?<!не )\b(?:ігноруй(?:те)?|забудь(?:те)?|проігноруй(?:те)?|відкинь(?:те)?|знехтуй(?:те)?)\b.{0,60}"
    r"(?:інструкц|вказівк|правил|наказ|підказк|сказан|попередн)",
    # Of prompts, and of those who are given them.
    r"\b(?:system|hidden|secret|initial|developer) (?:prompt|message|instructions?|mode)\b|\bsystem override\b",
    r"\b(?:prompt|message|instructions?|consignes|mode) (?:système|cachée?s?|secrète?s?|initiale?s?|développeur)\b",
    r"(?:системн|прихован|секретн|початков)\w* (?:підказк|промпт|інструкц|вказівк|повідомлен|правил)|режим розробника",
    r"\byour (?:prompt|instructions|rules|guidelines)\b|\bvos (?:instructions|consignes|règles)\b"
    r"|(?:твої|ваші|свої) (?:інструкц|правил|вказівк)",
    r"\byou are (?:now|no longer)\b|\btu es (?:maintenant|désormais)\b|\bvous êtes (?:maintenant|désormais)\b"
    r"|\bти тепер\b|\bви тепер\b|\bвідтепер (?:ти|ви)\b",
    # News is of such machines too ("rules for AI"): only what is said to them goes on behind a sign.
    rf"\bas an ai\b|\b(?:note to|dear|attention) (?:the |all |any )?{_AI}\b"
    rf"|\b(?:to|for) (?:the |all |any )?{_AI}(?:\s*[:!—–]| readers?\b)"
    rf"|\b(?:ai|llm) (?:assistant|model)s? (?:reading|processing|(?:must|should) (?:{_SAY}|mention|ignore))\b",
    rf"\bchère?s? (?:l['’])?{_IA}\b|\b(?:à|aux|pour) (?:l['’]|les? )?{_IA}\s*[:!—–]",
    rf"\b(?:увага,?|шановн\w+) {_SHI}\b|\bдля {_SHI}\s*[:!—–]",
    r"\b(?:your|any|every) (?:summary|answer|reply|response|output|translation) (?:must|should|has to|is to|with)\b"
    r"|\b(?:the|this) (?:summary|output) (?:must|should|has to|is to)\b"
    r"|\bin (?:your (?:summary|answer|reply|response|output|translation)|the (?:summary|output))\b",
    r"\b(?:votre|ton|ta) (?:résumé|réponse|traduction) (?:doit|devra|avec)\b|\ble résumé (?:doit|devra)\b"
    r"|\bdans (?:votre|ton|ta) (?:résumé|réponse)\b",
    r"\b(?:(?:тво\w+|ваш\w*|сво\w+) (?:переказ|підсумк|відповід|переклад|резюме)|[ув] (?:переказ|підсумк|резюме))\w* "
    r"(?:має|мусить|повин|дода|лише|тільки)",
    r"\b(?:whoever|anyone who|everyone who|you who) (?:summari[sz]es?|translates?|reads?) this\b",
    r"\b(?:when|while|before|after|instead of) (?:summari[sz]ing|translating|answering)\b"
    r"|\bau lieu de (?:résumer|traduire)\b"
    r"|\bзамість (?:переказ|переклад|підсум)",
    # Tokens of chat templates, and turns that are none.
    r"<\||\|>|[‹<＜]/?\|?(?:system|user|assistant|data-|im_|start_of|end_of|s>)|[\[(]/?(?:INST|SYS)|<<SYS>>",
    r"^\W*(?:system|assistant|user|developer|admin|human|système|utilisateur|система|асистент|користувач)\s*(?:[:>\]]|message)",
    # Say this. Verbs that news begin sentences with need what is to be said behind them.
    rf"(?:^|[.!?:>\]])\W{{0,8}}(?:{_DIS})\b[^\n\"“«:]{{0,80}}[:\"“«`]",
    rf"{_AT_A_START}(?:{_SAY})(?![\w-])[^\n\"“«:]{{0,80}}[:\"“«`]",
    # In French and Ukrainian the form alone says that they are orders.
    rf"(?<!vous )\b(?:{_DITES}|{_SKAZHY})\b[^\n\"“«:]{{0,80}}[:\"“«`]",
    rf"{_AT_A_START}(?:answer|respond|reply|write|répond(?:s|ez)|écri(?:s|vez)|відповіда(?:й|йте)|пиш(?:и|іть))\b.{{0,20}}"
    r"\b(?:only|exclusively|uniquement|seulement|лише|тільки)\b",
    r"!\[[^\]\n]{0,200}\]\(",
)
_LONGEST_REMEMBERED = 1000
_ORDER = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE)


def is_order(sentence: str) -> bool:
    """Whether a sentence reads like an order to a machine that summarizes, translates or chats. Takes linear time."""
    return _remembered(sentence) if len(sentence) <= _LONGEST_REMEMBERED else _ORDER.search(sentence) is not None


@lru_cache(maxsize=4096)
def _remembered(sentence: str) -> bool:
    return _ORDER.search(sentence) is not None
