"""English."""

from __future__ import annotations

import re

from service.text.languages.en_exonyms import EXONYMS
from service.text.languages.en_forms import FORMATION
from service.text.languages.en_links import LINKS
from service.text.languages.en_negations import NEGATIONS
from service.text.languages.en_numbers import NUMBERS
from service.text.languages.en_opposites import OPPOSITES
from service.text.languages.language import (
    Abbreviations,
    Cues,
    Cuts,
    Frames,
    Language,
    Names,
    Orders,
    Phrases,
    table,
    word_set,
)
from service.text.words import words

_STOP_WORDS = word_set(
    """
    a about above across after again against ago all almost along already also although always am among an and another
    any anyone anything are around as asked at away back be became because become been before began being below
    between both but by came can cannot could did do does done down during each either else end enough even ever every
    everyone everything expected far few first five for found four from further gave get getting give given go goes
    going gone got had half has have he her here hers herself him himself his how however i if in including inside
    instead into is it its itself just keep kept know last late later least left less like little long made make makes
    making many may maybe me might mine more most much must my near nearly need needs neither never new next nine no
    nobody none nor not nothing now of off often old on once one only onto or other others our ours out outside over
    own per perhaps put quite rather really said same saw say says second see seen several she should since six so
    some someone something soon still such take taken takes ten than that the their theirs them themselves then there
    these they thing things third this those though three through thus to today told tomorrow too took toward towards
    two under until up upon us used very want wants was way we well went were what when where whether which while who
    whom whose why will with within without won would year years yesterday yet you your yours added according mr mrs
    ms dr week weeks month months day days time times people hour hours minute minutes number percent per cent million
    billion thousand hundred monday tuesday wednesday thursday friday saturday sunday january february march april
    june july august september october november december don't doesn't didn't isn't aren't wasn't weren't it's he's
    she's they're we're i'm you're can't couldn't won't wouldn't that's there's
    """
)

_ORDINARY = """
celsius fahrenheit
world war sea new united school office year day law department national association management navy category
scale street space representative survey channel river old city ranger service fair meal western eastern
northern southern north south east west second first games royal black white red blue green reserve valley lake
heritage squadron prime king queen player cape gate judge church system act hall research government drivers
flight court article authority liberation union airlines highway global central general international party
minister ministry chief director head university institute college council house senate congress parliament
assembly committee commission supreme federal state states republic democratic kingdom prince princess duke lord
saint museum library park bridge square garden hospital station airport port bay island mountain mount forest
great grand big little long high upper lower middle wide web list site army air force police guard security
defence defense foreign affairs finance trade economic bank stock exchange company corporation group fund
foundation society federation league cup championship team club press times news post daily radio television
book bible language people public home human rights peace freedom independence revolution resistance age century
decade spring summer autumn winter january easter christmas community prevention oversight investigation
subcommittee cruelty animals award awards child children
"""

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

_ORDER_WORDS = {
    "made": """
        summari* summary recap recaps retell* retold synops* abridge* abridg* paraphras* tldr rewording reworded
    """,
    "maker": "chatbot* llm llms gpt* verbatim pretrain*",
    "text": """
        article articles text texts output outputs reply replies response responses sentence sentences paragraph*
        headline* reader readers version versions translation translations translator* editor editors prompt prompts
        digest digests draft drafts wording caption* blurb* teaser* bullet bullets bulletin* snippet* excerpt*
        assistant assistants model models transcript* newsletter* retained lead opener rewrite* rewriting instruction*
        copy story piece document page passage
    """,
    "ought": """
        must should shall required requested mandatory obligatory please kindly needs ought advised instructed asked
        compulsory approved authorised authorized ensure only always never instead
    """,
    "say": """
        say says state states mention* write writes written describe* described present presented report reported call
        called open opens opened begin begins start starts conclude* end ends close closes include* add adds append*
        omit* skip* replace* quote* cite* carry carries carrying highlight* emphasi* stress treat treated refer refers
        link links render* translate* keep keeps insert* output print prints display* name names portray* depict*
        lists put placed place appears appear precede* follow follows finish* read reads reflect* contain* feature*
        characteri*
    """,
    "here": """
        above below foregoing aforementioned herein hereby precedes preceding lines paragraphs unchanged
    """,
    "form": """
        rendering précis precis opener short wording phrasing line account accounts mention mentions retelling
        write-up writeup paragraph* sentence headline* lede version versions condensing condense* shorten* shortening
        boils
    """,
    "first": """
        first foremost top start starts starting open opens opening lead leads begin begins only nothing rest main
        essential essence complete worth gist point
    """,
    "anyone": """
        whoever anyone anybody everyone everybody nobody you your yours every any no others someone reader* him them
        sure busy
    """,
    "tell": """
        say says tell state put carry carried drop dropped pass passing passed convey conveys mention count counts
        give keep kept leave miss misses reads lead leads start starts open opens begin
    """,
}

_SAY = (
    r"say|print|write|repeat|output|reply|respond|answer|append|include|add|insert|begin|start|end|finish|state|show|reveal"
    r"|tell|send|translate"
)
_AI = r"(?:ai|assistants?|language models?|chatbots?|bots?|summari[sz]ers?|llms?)"

# A verb in its base form, where a sentence begins, orders; these do not begin a sentence as nouns.
_BASE_FORMS = word_set(
    "add append ask avoid be begin bring buy call check choose claim click come conclude consider contact copy describe"
    " discard disregard do don't don’t donate download drop emphasise emphasize enter exclude explain follow forget get"
    " give go ignore include insert invest join keep leave let list listen make mention never note obey omit open order"
    " output pay please portray present print proceed put quote read recommend refer register remember remove render"
    " repeat replace reply report respond restate retain reveal rewrite say see sell send sign simply skip start state"
    " stop stress subscribe suggest swap take tell translate treat try use visit vote warn write highlight cite ensure"
    " assume pretend act answer advise apply attribute characterise characterize phrase paraphrase finish end close"
    " lead mark name reflect label link"
)
_NOT_FIRST = word_set("report reports state order lead end close mark name link present list open read")
_AFTER_AN_ORDER = word_set(
    "the a an this that these those it them him her your our all any no not only with by as to in on at from for"
    " everyone everything nothing readers here now first instead out up down off us me what how where that’s"
)
_BEFORE_AN_ORDER = word_set("please now just then also always instead so first")
_AFTER_A_VERB = word_set("the a an them it this your all")


def _is_imperative(text: str) -> bool:
    found = [word.casefold() for word in words(text[:120])[:4]]
    while found and found[0] in _BEFORE_AN_ORDER:
        found = found[1:]
    if len(found) < 2 or found[0] not in _BASE_FORMS or found[1] not in _AFTER_AN_ORDER:
        return False
    return found[0] not in _NOT_FIRST or found[1] in {"the", "with", "this", "that"}


def _begins_bare(text: str) -> bool:
    found = [word.casefold() for word in words(text[:120])[:2]]
    bare = len(found) == 2 and found[1] in _AFTER_A_VERB and not found[0].endswith(("s", "ed", "ing"))
    return bare and found[0] not in _STOP_WORDS


ENGLISH = Language(
    code="en",
    numbers=NUMBERS,
    script="latin",
    possessive=True,
    dot="dot|point",
    stop_words=_STOP_WORDS,
    frequent=word_set("the of and to in was is that with for are by from were has have it be which been had"),
    about_itself=(
        r"(?:sure|certainly)[,!] here|as an ai\b|(?:summary|translation|tl;dr)\s*:"
        r"|(?:summarize|translate) (?:the|this)\b"
        r"|(?:here is|here's|below is|this is) (?:a|the|your|my)(?: \w+){0,3} (?:summary|translation)\b"
    ),
    quotes=("“", "”"),
    abbreviations=Abbreviations(
        before_names=word_set(
            "st gen sen rep gov lt col sgt capt maj adm hon rev messrs vs v mt supt insp cpl brig cmdr"
        ),
        before_numbers=word_set(
            "no nos fig figs tab p pp vol art ch chap sec sect para op approx max min ca tel ext est "
            "jan feb mar apr jun jul aug sep sept oct nov dec"
        ),
        before_dashes=word_set(
            "ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore "
            "pa tenn tex va vt wash wis wyo"
        ),
        may_end=r"[ap]\.m|etc|may|no|me|ill|fed|con|vol|art|ex|mm|cm"
        r"|(?<=\d )(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)",
        eras=r"(?:b\.c(?:\.e)?|a\.d|c\.e)",
        hours=r"[ap]\.m",
        after_hours=word_set(
            "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
            "august september october november december eastern central pacific gmt bst utc est edt cst cdt mst pst "
            "pdt et pt"
        ),
        starters=word_set(
            "the an he she it they we you his her its their our this that these those there both another and but or so "
            "yet however moreover also meanwhile then instead still thus therefore nevertheless in on at by for from "
            "with to as of after before since during while when where if although because what who how why some many "
            "most all each every no not only"
        ),
    ),
    cues=Cues(
        pointers=word_set(
            "he she it they his her their its him them this that these those such both another and but or so yet "
            "however moreover also meanwhile then instead still thus therefore nevertheless nonetheless besides "
            "furthermore otherwise"
        ),
        speakers=re.compile(
            r"\b(?:s?he|they) (?:also )?(?:added|said|says|told|continued|noted|explained|wrote|argued)\b"
        ),
        speaker_signs=("he ", "they "),
        calls=(
            "read more|see also|related|advertisement|subscribe|sign up|click here|follow us|share this|photo|image"
        ),
    ),
    phrases=Phrases(
        before_nouns=word_set("a an the this these that his her its their our of in on for from with by to no new"),
        links=frozenset({"of"}),
        articles=frozenset({"Le", "La", "Les"}),  # of Frenchmen: Marine Le Pen
        longest=2,
    ),
    cuts=Cuts(
        relative=re.compile(r",\s+(?:which|who|whose|where)\s[^,]+,(?=\s)"),
        last_clause=re.compile(
            r",\s+(?:after|following|while|as|because|although|though|despite|which|who|whose|where)\s"
        ),
        second_clause=re.compile(r",\s+and\s+(?=(?:the|it|he|she|they|we|there|its|his|her|their)\s)"),
        introduction=re.compile(
            r"(?:On (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: \w+)?"
            rf"|(?:In|On|Since|By) (?:\w+ )?(?:(?:{_MONTHS})(?: \d+)?|\d{{4}})(?: \d{{4}})?"
            r"|(?:This|Last|Earlier this) (?:week|month|year|morning|evening|spring|summer|autumn|winter)"
            r"|(?:Yesterday|Meanwhile|However|Moreover|Also|In addition|Today)),\s+",
        ),
    ),
    way=r"\b(?:[Ff]rom|[Ll]eft|[Ll]eaving) (?:the )?{start} (?:to|into|for) (?:the )?{end}",
    passive="by|from",
    negations=NEGATIONS,
    opposites=OPPOSITES,
    formation=FORMATION,
    links=LINKS,
    names=Names(exonyms=table(EXONYMS), ordinary=word_set(_ORDINARY)),
    frames=Frames(
        marks=r"\bthat\b|\bas follows\b",
        reported=(
            r"said|told|wrote|tweeted|added|asked|shouted|chanted|urged|called|announced|replied|argued|warned|claimed"
            r"|found|showed|revealed|confirmed|insisted|explained|noted|testified|believes?|thinks?|knew|thought|felt"
        ),
    ),
    orders=Orders(
        words=_ORDER_WORDS,
        other_senses=(
            r"\bsummary (?:judge?ments?|executions?|dismissals?|justice|trials?|convictions?|offences?|powers?)\b"
        ),
        patterns=(
            # Forget what you were told.
            r"(?<!who )(?<!not )(?<!n't )(?<!n’t )\b(?:ignore|disregard|forget|override|bypass)\b"
            r".{0,60}\b(?:instructions?|prompts?|rules?|guidelines|directions|orders"
            r"|told|said|above|before)\b",
            # Of prompts, and of those who are given them.
            r"\b(?:system|hidden|secret|initial|developer) (?:prompt|message|instructions?|mode)\b"
            r"|\bsystem override\b",
            r"\byour (?:prompt|instructions|rules|guidelines)\b",
            r"\byou are (?:now|no longer)\b",
            # News is of such machines too ("rules for AI"): only what is said to them goes on behind a sign.
            rf"\bas an ai\b|\b(?:note to|dear|attention) (?:the |all |any )?{_AI}\b"
            rf"|\b(?:to|for) (?:the |all |any )?{_AI}(?:\s*[:!—–]| readers?\b)"
            rf"|\b(?:ai|llm) (?:assistant|model)s? (?:reading|processing|(?:must|should) (?:{_SAY}|mention|ignore))\b",
            r"\b(?:your|any|every) (?:summary|answer|reply|response|output|translation)"
            r" (?:must|should|has to|is to|with)\b"
            r"|\b(?:the|this) (?:summary|output) (?:must|should|has to|is to)\b"
            r"|\bin (?:your (?:summary|answer|reply|response|output|translation)|the (?:summary|output))\b",
            r"\b(?:whoever|anyone who|everyone who|you who) (?:summari[sz]es?|translates?|reads?) this\b",
            r"\b(?:when|while|before|after|instead of) (?:summari[sz]ing|translating|answering)\b",
        ),
        polite="please|now|instead|then|just|only",
        say=_SAY,
        answer="answer|respond|reply|write",
        only="only|exclusively",
        roles="system|assistant|user|developer|admin|human",
        you="you|your|yours",
        passive=(
            r"\b(?:must|should|shall|is to|are to|has to|have to|needs to|required that|requested that|that)\b"
            r"[^.!?]{0,60}?"
            r"\bbe (?:described|presented|called|portrayed|depicted|referred|named|characteri[sz]ed|treated|listed"
            r"|rendered|quoted|cited|stated|summari[sz]ed|reported|introduced|worded|phrased|labell?ed|credited)\b"
            r"|\bit is (?:required|requested|mandatory|compulsory|imperative|expected) (?:that|to)\b"
            r"|\b(?:when|whenever|if|once|before|while) this \w{1,20} (?:is|gets|is being)"
            r" (?:translated|summari[sz]ed|condensed|processed)\b"
        ),
        labels=(
            r"note|notice|n\.?b|p\.?s|nota bene|editor\w*['’s]* note|editors?|correction|corrigendum|update|reminder"
            r"|attention|warning|important|memo|instructions?|system|assistant|user|admin|developer|task|lead|headline"
            r"|lede|summary|tl;?dr|key (?:facts?|points?|takeaways?)|in brief|in short|bottom line|brief|alt(?: text)?"
            r"|metadata|title|description|keywords|caption|abstract"
            r"|for (?:the )?(?:editors?|desk|record|feed|digest|machine)\w*"
        ),
        places="sentence|line",
        place_verbs="is|has|goes|comes|must",
        speech=(
            r"sa(?:id|ys)|told|tells|wrote|tweeted|added|asked|shouted|chanted|urged|called|read|announced|replied"
        ),
        imperative=_is_imperative,
        bare=_begins_bare,
    ),
)
