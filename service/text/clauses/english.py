"""English, as the rules about clauses know it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from service.text.clauses.english_verbs import VERBS, verb_forms
from service.text.clauses.grammar import Grammar, Tag, Token, listed

_CLOSED = {
    Tag.DETERMINER: "a an the this that these those my your his her its our their some any every each no another both "
    "either neither all several many few most such",
    Tag.PRONOUN: "he she it they we i you him them me us himself herself itself themselves everyone someone anyone "
    "nobody everything something nothing there one others",
    Tag.AUXILIARY: "is are was were am has have had will would can could may might must shall should does do did "
    "isn't "
    "aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't couldn't doesn't don't didn't cannot it's he's "
    "she's they're we're i'm you're he'll she'll they'll it'll we'll he'd she'd they'd we've they've i've you've i'll",
    Tag.PREPOSITION: "of in on at by for with from into over under about against between among through during without "
    "within across behind beyond near outside inside off out up down despite amid following via per towards toward "
    "upon around along above below including ahead besides like unlike throughout onto until since than",
    Tag.COORDINATION: "and or but nor yet",
    Tag.SUBORDINATION: "after before while when because although though if unless whether as once whereas so "
    "provided till that",
    Tag.RELATIVE: "who which whose whom where why how what",
    Tag.NEGATION: "not never n't",
    Tag.ADVERB: "also now still just only already again soon here then too very more most less least later earlier "
    "ago even yet away back together almost nearly about well far today yesterday tomorrow tonight once twice often "
    "always ever rather quite perhaps instead however meanwhile",
    Tag.ADJECTIVE: "new old former first last next other own big small large great high low long short good bad best "
    "worst major national local public political global foreign young late early senior chief top key main "
    "international federal royal more fewer second third able likely unlikely set due ready expected recent",
    Tag.NUMBER: "two three four five six seven eight nine ten eleven twelve hundreds thousands dozens millions",
}
_WORDS = {word: tag for tag, listed in _CLOSED.items() for word in listed.split()}

_THIRDS, _PASTS, _PARTICIPLES, _GERUNDS = verb_forms()
_INFINITIVES = frozenset(VERBS.split()) | {"be", "have", "do"}
_BE = listed("is are was were am be been being isn't aren't wasn't weren't it's he's she's they're we're")
_HAVE = listed("has have had hasn't haven't hadn't having")
_MODAL = listed(
    "will would can could may might must shall should won't wouldn't can't couldn't cannot do does did don't doesn't "
    "didn't to he'll she'll they'll it'll we'll i'll"
)
_NOUNS_IN_IVE = listed("executive detective representative initiative native relative captive fugitive objective")
_NAMES_IN_ING = listed(
    "building meeting training hearing ruling wedding beginning opening warning funding housing parking spending "
    "crossing landing painting rating earning shooting stabbing bombing mining banking"
)
_SUBJECTS = listed("he she it they we i who")
_BACK = 8  # tokens
_BEFORE_NOUNS = {Tag.DETERMINER, Tag.ADJECTIVE, Tag.PREPOSITION, Tag.NUMBER}
_ADJECTIVAL = re.compile(r".{3,}(?:ous|ful|ive|less|able|ible|ical|ish)$")
_ACCUSED = listed("accused convicted suspected acquitted deprived")
_PARTICLES = listed("out up down off")
_AFTER_PARTICLES = {Tag.PREPOSITION, Tag.SUBORDINATION, Tag.COORDINATION}
_NUMBER = re.compile(r"[£$€]?\d")


def _tag(tokens: Sequence[Token]) -> list[Token]:
    tagged: list[Token] = []
    finite = relative = False
    for index, token in enumerate(tokens):
        if token.tag is Tag.PUNCTUATION:
            finite = finite and token.text not in {",", ";", ":", "–", "—", "-"}
            tagged.append(token)
            continue
        before = next((each for each in reversed(tagged) if each.tag not in {Tag.ADVERB, Tag.NEGATION}), None)
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        tag = _of(token, before, following, finite=finite)
        if tag is Tag.NOUN and token.lower in _INFINITIVES and _awaits_verb(tagged, following):
            tag = Tag.VERB
        if tag is Tag.NOUN and token.lower in _INFINITIVES and _joins_infinitive(tagged):
            tag = Tag.INFINITIVE
        if tag is Tag.NOUN and finite and token.lower in _THIRDS and _joins(before, following):
            tag = Tag.VERB
        if tag in {Tag.VERB, Tag.AUXILIARY}:  # after that of a relative clause, the main one comes
            finite, relative = not relative, False
        elif tag in {Tag.SUBORDINATION, Tag.RELATIVE}:
            finite, relative = False, tag is Tag.RELATIVE
        tagged.append(token.tagged(tag))
    return tagged


def _joins_infinitive(before: Sequence[Token]) -> bool:
    """Whether a second infinitive may stand here: `to beat Athlone and [reach] the final`."""
    if not before or before[-1].lower not in {"and", "or"}:
        return False
    return any(each.tag is Tag.INFINITIVE for each in before[-_BACK:]) and before[-2].tag is not Tag.ADJECTIVE


def _joins(before: Token | None, following: Token | None) -> bool:
    """Whether a second verb may stand here: `has been struck off the register and [faces] up to ...`."""
    if before is None or before.lower not in {"and", "but"} or following is None:
        return False
    return _WORDS.get(following.lower) in {Tag.PREPOSITION, Tag.DETERMINER} and following.lower not in {
        "of",
        "in",
        "for",
    }


def _awaits_verb(before: Sequence[Token], following: Token | None) -> bool:
    """Whether a plural and what belongs to it stand before, and no verb yet: `Commuters in London [face] ...`."""
    if not before or following is None or before[-1].tag is not Tag.NOUN or following.lower == "of":
        return False
    within = {Tag.ADVERB, Tag.NOUN, Tag.PREPOSITION, Tag.DETERMINER, Tag.ADJECTIVE, Tag.NUMBER}
    if any(each.tag not in within for each in before) or not any(each.tag is Tag.PREPOSITION for each in before):
        return False
    heads = [one.lower for one, two in pairwise(before) if two.tag is Tag.PREPOSITION and one.tag is Tag.NOUN]
    return any(head.endswith("s") and not head.endswith("ss") for head in heads)


def _of(token: Token, before: Token | None, following: Token | None, *, finite: bool) -> Tag:
    word = token.lower
    closed = _closed(word, before, following, finite=finite)
    if closed is not None:
        return closed
    if _NUMBER.match(word):
        return Tag.NUMBER
    capital = token.text[0].isupper() and before is not None
    if capital:
        return Tag.NOUN
    if word.endswith("ly") and len(word) > 4 and word not in {"family", "supply", "assembly", "ally", "july", "reply"}:
        return Tag.ADVERB
    previous = before.lower if before else ""
    if word in {"said", "says"} and previous not in _BE | _HAVE:
        return Tag.VERB
    if word in _NOUNS_IN_IVE:
        return Tag.NOUN
    if previous in _MODAL and word in _INFINITIVES:
        return Tag.INFINITIVE
    if word in {"been", "being"}:
        return Tag.PARTICIPLE
    if previous in _BE | _HAVE and (word in _PARTICIPLES or (word.endswith("ed") and len(word) > 4)):
        return Tag.PARTICIPLE
    noun_before = before is not None and before.tag in _BEFORE_NOUNS
    if word in _GERUNDS or (word.endswith("ing") and len(word) > 6):
        return _ing(word, before)
    if previous.endswith(("'s", "s'")) or (noun_before and previous != "that"):
        return Tag.ADJECTIVE if _ADJECTIVAL.match(word) or word in _PARTICIPLES else Tag.NOUN
    if word in _ACCUSED and following is not None and following.lower == "of":
        return Tag.PARTICIPLE
    if word in _PASTS and word not in _PARTICIPLES and not noun_before:
        return Tag.VERB  # `went`
    return _verbal(word, before, finite=finite)


def _ing(word: str, before: Token | None) -> Tag:
    """What a word in -ing is after the one before it."""
    if word in _NAMES_IN_ING and before is not None and before.lower not in _BE:
        return Tag.NOUN
    if word in {"missing", "willing", "remaining", "leading"}:
        return Tag.ADJECTIVE
    if before is None or before.tag in {Tag.PREPOSITION, Tag.PUNCTUATION, Tag.SUBORDINATION}:
        return Tag.GERUND
    if before.tag in _BEFORE_NOUNS:
        return Tag.NOUN
    return Tag.GERUND if word in _GERUNDS or before.lower in _BE else Tag.NOUN


def _verbal(word: str, before: Token | None, *, finite: bool) -> Tag:
    subject = before is not None and before.tag in {Tag.NOUN, Tag.PRONOUN, Tag.NUMBER, Tag.RELATIVE, Tag.PUNCTUATION}
    subject = subject or (before is not None and before.tag is Tag.COORDINATION)
    past = word in _PASTS or word in _PARTICIPLES or (word.endswith("ed") and len(word) > 4)
    if past and before is not None and before.lower in _SUBJECTS:
        return Tag.VERB
    if before is not None and before.lower == "who":
        return Tag.VERB
    if past and subject:
        return Tag.PARTICIPLE if finite and before and before.tag is not Tag.COORDINATION else Tag.VERB
    if past:
        return Tag.PARTICIPLE
    plural = before is not None and (before.tag is Tag.PRONOUN or before.lower.endswith("s"))
    if subject and not finite and (word in _THIRDS or (plural and word in _INFINITIVES)):
        return Tag.VERB
    return Tag.ADJECTIVE if _ADJECTIVAL.match(word) else Tag.NOUN


def _closed(word: str, before: Token | None, following: Token | None, *, finite: bool) -> Tag | None:
    after = following.lower if following else ""
    if word == "that":
        return Tag.RELATIVE if before and before.tag is Tag.NOUN else Tag.SUBORDINATION
    if word in {"at", "about", "over"} and (following is not None and _is_measure(word, following)):
        return Tag.ADVERB
    if word == "about":
        return Tag.PREPOSITION
    if word in _PARTICLES and before is not None and before.tag in {Tag.VERB, Tag.PARTICIPLE, Tag.INFINITIVE}:
        ends = following is None or following.tag is Tag.PUNCTUATION or _WORDS.get(after) in _AFTER_PARTICLES
        return Tag.ADVERB if ends else Tag.PREPOSITION
    if (
        word == "to"
        or (word == "as" and after in {"a", "an", "part", "much", "many"})
        or (word == "because" and after == "of")
    ):
        return Tag.PREPOSITION
    if word.endswith("'s") and word[:-2] in {"that", "there", "what", "who", "here"}:
        return Tag.AUXILIARY
    if word == "her" and before and before.tag is Tag.VERB and not after:
        return Tag.PRONOUN
    if word == "may" and before and before.tag is Tag.PREPOSITION:
        return Tag.NOUN
    return _WORDS.get(word)


def _is_measure(word: str, following: Token) -> bool:
    """`at least 14`, `about 300`."""
    return following.lower in {"least", "most"} if word == "at" else _NUMBER.match(following.lower) is not None


_MONTHS = "january february march april may june july august september october november december"
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"

ENGLISH = Grammar(
    tag=_tag,
    openers={
        **dict.fromkeys(
            listed("after before while when as because although though following amid despite whereas even"), 0.1
        ),
        **dict.fromkeys(listed("in on at near outside across during since until throughout around within"), 0.12),
        **dict.fromkeys(listed("which where who whose"), 0.12),
        **dict.fromkeys(listed("by with from over under against about for through into between behind along via"), 0.3),
        **dict.fromkeys(listed("including ahead especially particularly"), 0.1),
        **dict.fromkeys(listed("and but or"), 0.2),
        "that": 0.3,
        "without": 0.3,
        "roughly": 0.2,
        "up": 0.2,
        "to": 0.5,
    },
    times=listed(
        f"{_MONTHS} {_DAYS} week weekend month year morning evening afternoon night day days weeks months years today "
        "yesterday tonight summer winter spring autumn hours minutes minute decade century oct nov dec sept"
    ),
    bound={
        "pressure": frozenset({"on"}),
        **dict.fromkeys(listed("accused convicted suspected capable deprived consists"), frozenset({"of"})),
        **dict.fromkeys(listed("charged faced filled dealing clashed met compared deal dealt"), frozenset({"with"})),
        **dict.fromkeys(
            listed(
                "called calls calling appealed applied asked looking waiting responsible blamed searching search bid "
                "demand need reason reasons"
            ),
            frozenset({"for", "to"}),
        ),
        **dict.fromkeys(listed("relies depends focused based insisted imposed impact ban"), frozenset({"on"})),
        **dict.fromkeys(
            listed("rise fall increase decrease drop jump decline believes involved interested role"),
            frozenset({"in"}),
        ),
        **dict.fromkeys(
            listed("lives lived based remains remained located arrived situated placed put"),
            frozenset({"in", "on", "at", "near", "outside"}),
        ),
        **dict.fromkeys(listed("consign consigned consigns subjected access challenge challenges"), frozenset({"to"})),
        **dict.fromkeys(listed("send sends sent"), frozenset({"to", "into", "through"})),
        **dict.fromkeys(
            listed(
                "prevent prevents prevented bans ban bar bars barring stop stops stopped banned barred suffers "
                "suffered withdraw withdrew comes came differs"
            ),
            frozenset({"from"}),
        ),
        **dict.fromkeys(
            listed(
                "plans plan wants want trying tried decided refused agreed able set due ready likely "
                "unlikely expected continues began begun started failed hopes seeking attempt effort efforts "
                "right way ways need according belongs led leads linked close next willing told ordered urged "
                "allowed voted vote votes voting promised promises pledged pledges vowed vows threatened "
                "threatens "
                "managed manages chose chosen hopes hoped offered offers aims aimed intends intended seeks sought "
                "prepared prepares struggled struggles rushed helped helps proposes proposed opted moved moves"
            ),
            frozenset({"to", "for", "over"}),
        ),
        **dict.fromkeys(listed("gap difference talks relationship border"), frozenset({"between", "with"})),
        **dict.fromkeys(
            listed("turn turned turns turning transform transformed convert converted"), frozenset({"into"})
        ),
        "forced": frozenset({"to", "from", "out", "into"}),
        **dict.fromkeys(listed("win victory lead"), frozenset({"over", "against"})),
    },
    objectless=listed(
        "spike sink capsize plummet climb die fall rise arrive happen collapse resign return begin end close open "
        "disappear emerge survive continue grow "
        "crash explode vote win quit testify apologise apologize agree occur drop jump soar slump surge plunge double "
        "resume retire escape flee speak collide clash succeed fail increase work play lose"
    ),
    conditions=listed("if unless without provided unlikely only except"),
    reports=listed(
        "said says say told announced reported reports confirmed revealed added wrote stated warned claimed claims "
        "according suggests found shows show"
    ),
    authorities=listed(
        "police officials official authorities ministry agency report reports statement spokesman spokeswoman "
        "spokesperson data figures office officers department service services researchers scientists study "
        "survey statistics council company organisers results findings records documents prosecutors court "
        "firefighters ministers regulator coroner guard rescuers programme organisation "
        "organization foundation governor mayor minister president chief institute university nations bank association "
        "federation commission union unions"
    ),
    decisions=listed(
        "voted decided approved agreed adopted passed rejected ruled opened reopened launched signed elected appointed "
        "resigned inaugurated unveiled closed"
    ),
    charges=listed(
        "accused guilty alleged allegedly suspected murdered raped stole corrupt fraud bribe bribes lied assaulted "
        "responsible blamed terrorist criminal illegal illegally cheated abused blackmailed involved behind"
    ),
    definite=listed("the this that these those his her its their"),
    copulas=_BE,
    passives=_BE,
    linking=listed("be been being become became seem seems remain remains"),
    tells=listed("know knows knew said says say told tells warned stated believes believe thinks think"),
    clause_openers=listed("that if unless because although though when while whether what how why"),
    according=re.compile(r"According to [^,]{2,80},\s+|[A-Z][^,]{2,60}? (?:says|said) that\s+"),
    days=listed(f"{_DAYS} yesterday today"),
    time_openers=listed("on in last this earlier late during since"),
    after_times=listed("of 's"),
    places=listed("in at near from to"),
    agents=frozenset({"by", "for"}),
    parts_of_time=listed("beginning end middle start half early late"),
    titles=listed(
        "singer actor actress writer director manager coach striker midfielder defender goalkeeper captain champion "
        "minister president chancellor senator governor mayor giant company firm airline carmaker drugmaker retailer "
        "maker group lawmaker rapper comedian substitute forward winger defender"
    ),
    indefinite=listed("a an two three some several"),
    hanging=listed(
        "except excluding likely even just only almost nearly about very more most rather quite also too as still less "
        "shortly"
    ),
    auxiliaries=listed("is are was were been has have"),
    pasts=frozenset(_PASTS),
    counted=listed("few lot number third quarter half first million billion thousand hundred dozen series"),
    headlinese=listed("a an the"),
)
