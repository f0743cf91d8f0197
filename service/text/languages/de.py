"""German."""

from __future__ import annotations

import re

from service.text.languages.de_negations import NEGATIONS
from service.text.languages.de_numbers import NUMBERS
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

_STOP_WORDS = word_set(
    """
    ab aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes ans auch auf aus außerdem
    bald bei beide beiden beim bereits bevor bis bisher bleiben bleibt da dabei dadurch dafür dagegen daher damit danach
    daran darauf darüber darum das dass davon dazu dein dem den denen denn dennoch der deren des deshalb dessen dich die
    dies diese diesem diesen dieser dieses dir doch dort du durch dürfen darf ein eine einem einen einer eines einige
    einigen einmal er erst es etwa etwas euch für gab ganz gar gegen geht gewesen gibt gilt gut habe haben hat hatte
    hatten hätte hätten heute hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in indem ins
    ist ja je jede jedem jeden jeder jedes jedoch jetzt kam kann kein keine keinem keinen keiner können könnte könnten
    kommen kommt lassen lässt machen macht man mehr mehrere mein mit müssen muss musste nach nachdem neben nicht nichts
    noch nun nur ob obwohl oder ohne rund sagen sagt sagte sagten schon sehr sei sein seine seinem seinen seiner seines
    seit seitdem selbst sich sie sind so sobald sogar soll sollen sollte sollten sondern sonst sowie später statt stehen
    steht trotz über um und uns unser unsere unter viel viele vielen vom von vor während war wäre waren wären warum was
    weder weil weiter weitere weiteren welche welcher wenig wenige wenn wer werde werden wegen wie wieder will wir wird
    wo wollen wollte wurde wurden würde würden zu zum zur zwar zwischen gestern morgen mal eigenen neue neuen neuer
    neues montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli august
    september oktober november dezember uhr prozent euro jahr jahre jahren tag tage tagen
    """
)

# What other languages' forms begin with too is not said again. Not `deutsche`: banks and broadcasters are called so
# in every language.
_EXONYMS = """
UN: nationen vereint; EU: europäisch; WHO: weltgesundheits; US: amerik;
UK: großbritann britisch brite königreich; IMF: IWF währungsfonds; GDP: BIP; ECB: EZB; NGO: NRO;
germany: deutschland deutschem deutschen deutscher deutsches;
france: französ frankreich franzose; russia: russland russisch russen; england: englisch engländ; scotland: schott;
ireland: irisch; wales: walis; spain: spanisch spanien; greece: griech; switzerland: schweiz; austria: österreich;
netherlands: niederländ niederland holländ; denmark: dän; sweden: schwed; norway: norweg; finland: finnisch finnland;
poland: polnisch polen; hungar: ungar; czech: tschech; slova: slowak; roman: rumän; croat: kroat; turkey: türk;
georgia: georgien georgisch; india: indisch; egypt: ägypt; iceland: isländ; ethiopia: äthiop; africa: afrika;
asia: asien; mediterranean: mittelmeer; brazil: brasil; mexic: mexik; cuba: kuba; canad: kanad; zealand: neuseel;
moldova: moldau; lithuan: litau; latvia: lettland lettisch; eston: estland estnisch; kyiv: kiew; moscow: moskau;
warsaw: warschau; vienna: wien; rome: römisch; brussels: brüssel; geneva: genf; newfoundland: neufundl;
pacific: pazifi; soviet: sowjet; army: armee; munich: münch; cologne: köln; florence: florenz; venice: venedig;
naples: neapel; lviv: lemberg; crimea: krim; arctic: arktis; president: präsident; sun: sonnen; earth: erde;
chernivtsi: czernowitz tscherniwzi; chernihiv: tschernihiw; slovenia: slowen;
copenhagen: kopenhag; istanbul: istanbul; bologna: bologn; lisbon: lissabon; edinburgh: edinburgh; cairo:
kairo; damascus: damask; krakow: krakau; havana: havann; barcelona: barcelon; venus: venus
"""

_ORDINARY = """
celsius fahrenheit
welt krieg weltkrieg stadt städt stadtrat gemeinde gemeinderat landkreis bundestag bundesrat bundeswehr bundesland
bundesregierung regierung kanzler bundeskanzler ministerium ministerpräsident außenminister innenminister
finanzminister bürgermeister oberbürgermeister parlament landtag gericht gerichtshof bundesgericht verfassung gesetz
polizei feuerwehr staatsanwalt universität hochschule schule institut krankenhaus klinik kirche museum bibliothek
brücke straße platz markt bahnhof flughafen hafen fluss insel gebirge nord süd west ost nördlich südlich westlich
östlich altstadt neustadt behörde verwaltung gesellschaft gruppe unternehmen konzern bank börse verein verband
gewerkschaft meisterschaft mannschaft zeitung rundfunk fernsehen sprache volk frieden freiheit
revolution jahrhundert mittelalter frühling herbst weihnacht ostern
"""

_ORDER_WORDS = {
    "made": "zusammenfass* zusammengefasst kurzfassung* kurzfass* nacherzähl* umformulier* wortwörtlich sprachmodell*",
    "text": """
        artikel artikels satz sätze sätzen absatz absätz* überschrift* schlagzeile* leser* fassung* übersetz* redakt*
        antwort antworten entwurf entwürf* beitrag beitrags meldung meldungen titel zeile zeilen
    """,
    "ought": """
        muss müssen soll sollen sollte sollten bitte zwingend unbedingt erforderlich verpflichtend nur ausschließlich
        stets niemals
    """,
    "say": """
        erwähn* beschreib* beschrieb* schreib* nenn* genannt bezeichn* erklär* hinzufüg* weglass* ersetz* zitier*
        beginn beginne beginnen beginnt einfüg* übersetz* darstell* dargestellt ausgeb*
    """,
    "here": "oben unten obig* folgend* vorstehend* zeilen",
    "form": "wiedergabe kurzform zeile absatz* wortlaut formulier*",
    "first": "zuerst anfang beginn erste ersten erster erstes wichtigste* hauptsache nichts",
    "anyone": "jeder jede jeden wer dich dein* euch leser* niemand",
    "tell": "sagen sagt weitergeb* weitererzähl* weglass* beginne beginnen beginnt behalt* mitteil*",
}

_BEFORE = re.compile(r"(?:^|[^\w])([^\W\d_]+(?:-[^\W\d_]+)*) $")
_LONGEST_BEFORE = 40
_STARTS = re.compile(r"(?:^|[.!?…:;«»“”„\"()\[\]•–—])\s*$")
# After a number or a measure comes what is measured, and a capital that begins a sentence may be an adjective's.
_MEASURES = word_set(
    "prozent euro dollar million millionen milliarde milliarden liter meter kilometer tonne tonnen kilo kilogramm gramm"
    " hektar grad stück glas tasse flasche paar dutzend hundert tausend tausende hunderte ende anfang mitte uhr art"
    " reihe menge zahl teil"
)
_TITLES = frozenset({"Frau", "Herr", "Herrn"})
_ADJECTIVE = re.compile(r".+e[rnsm]?$")
# `in Bremen`, but not `in Betrieb`: what follows without an article is a place or a set phrase.
_PLACE_PREPOSITIONS = frozenset({"in", "nach", "aus"})
_NO_PLACE = re.compile(
    r".+(?:ung|heit|keit|schaft|tion|tät|ismus|nis|ei|ern|eln|en|e|weise)|Betrieb|Kraft|Zukunft|Zusammenarbeit|Form|Bezug"
    r"|Haus|Holz|Stein|Metall|Glas|Angst|Not|Sicht|Frage|Gefahr|Gang|Haft|Urlaub|Rente|Eigenregie|Anspruch|Druck|Umlauf"
    r"|Protest|Sorge|Respekt|Ruhe|Besitz|Arbeit|Vorbereitung|Plan|Ablauf|Schluss|Ende|Beginn|Auftakt|Wut|Frust|Mangel"
    r"|Wort|Anbetracht|Hinblick|Vertrauen|Brand|Schutt|Teil|Summe|Einzelteil|Westen|Osten|Norden|Süden"
)


def _is_proper(text: str, start: int, end: int) -> bool:
    """Whether another noun stands before the word (`Kanzlerin Angela Merkel`), or a preposition of places."""
    before = text[max(0, start - _LONGEST_BEFORE) : start]
    found = _BEFORE.search(before)
    if found is None or text[start:end] in _TITLES:
        return False
    word = found[1]
    if word in _PLACE_PREPOSITIONS:
        return _NO_PLACE.fullmatch(text[start:end]) is None
    if word[0].islower() or word.casefold() in _STOP_WORDS | _MEASURES:
        return False
    return not (_STARTS.search(before[: found.start(1)]) and _ADJECTIVE.match(word))


_ORDER = re.compile(r"(?:^|[.!:;]\s)\W{0,8}(?:[Bb]itte )?[^\W\d_]{2,40}en Sie\b(?![^.!?]{0,200}\?)|\b[Bb]itte\b")


def _is_imperative(text: str) -> bool:
    return bool(_ORDER.search(text))


GERMAN = Language(
    code="de",
    script="latin",
    numbers=NUMBERS,
    dot="punkt",
    stop_words=_STOP_WORDS,
    frequent=word_set(
        "und ist nicht für auf eine einen einem einer auch wird wurde wurden sich haben zum zur beim nach noch über"
        " hatte oder wenn dass durch gegen seine ihre"
    ),
    # Verbs end clauses, and so do the prefixes that come off them: `Er steht auf.`
    open_words=word_set(
        "der die das dem den des ein eine einen einem einer eines und oder im am zum zur vom beim ins für von dass weil"
    ),
    about_itself=(
        r"hier ist (?:eine|die|ihre|deine)(?: \w+){0,3} (?:zusammenfassung|übersetzung)\b"
        r"|(?:zusammenfassung|übersetzung)\s*:|als ki\b|(?:fasse|übersetze) (?:den|diesen|das|die)\b"
    ),
    quotes=("„", "“"),
    abbreviations=Abbreviations(
        before_names=word_set("st str fa hr fr frl hl gebr ing dipl jr bzw ggf sog ca etwa vgl z b d h u a"),
        before_numbers=word_set("nr s art abs kap abb bd tab ziff tel"),
    ),
    cues=Cues(
        pointers=word_set(
            "er sie es ihn ihm ihr ihre ihren ihrer sein seine seinen seiner dies diese dieser dieses diesem diesen"
            " jene jener und aber oder doch sondern denn daher deshalb deswegen jedoch dennoch trotzdem außerdem zudem"
            " ferner danach dann darauf damit dabei dadurch dagegen davon dazu daraufhin auch allerdings inzwischen"
            " unterdessen stattdessen beide andere"
        ),
        speakers=re.compile(
            r"\b(?:sagte|sagt|sagten|erklärte|betonte|meinte|fügte|ergänzte|warnte|schrieb|so) (?:er|sie)\b"
            r"|\bnach (?:seinen|ihren) (?:worten|angaben)\b"
        ),
        speaker_signs=(" er", " sie", "seinen ", "ihren "),
        calls=(
            "weiterlesen|mehr zum thema|lesen sie (?:auch|mehr)|siehe auch|jetzt abonnieren|folgen sie uns|foto|quelle"
        ),
    ),
    # A noun is told by its capital.
    phrases=Phrases(before_nouns=frozenset()),
    # Commas set off what is essential too.
    cuts=Cuts(
        last_clause=re.compile(r",\s+(?:nachdem|während|weil|da|obwohl|obgleich|wobei|wodurch|woraufhin)\s"),
        second_clause=re.compile(r",\s+und\s+(?=(?:der|die|das|er|sie|es|wir|sein|seine|ihr|ihre)\s)"),
    ),
    passive="von|vom|durch|wurden?|den|dem",
    negations=NEGATIONS,
    than="als",
    names=Names(exonyms=table(_EXONYMS), ordinary=word_set(_ORDINARY), is_proper=_is_proper),
    frames=Frames(
        marks=r"\bdass\b|\bwie folgt\b",
        reported=(
            "sagten?|erklärten?|teilten?|schrieb|schrieben|betonten?|meinten?|warnten?|forderten?|kündigten?|berichteten?"
            "|bestätigten?|zeigten?|ergab|glaubt|glauben|denkt|weiß"
        ),
    ),
    orders=Orders(
        words=_ORDER_WORDS,
        patterns=(
            r"(?<!nicht )\b(?:ignorier(?:e|en|t)?|vergiss|vergesst|missachte[nt]?)\b.{0,60}"
            r"\b(?:anweisung|instruktion|vorgabe|regel|prompt|befehl)\w*",
            r"\b(?:versteckte|geheime|interne)[nrs]? (?:prompt|anweisung|nachricht)\w*"
            r"|\bsystem-?(?:prompt|anweisung)\w*",
            r"\b(?:deine|eure)[nr]? (?:anweisungen|vorgaben|regeln|instruktionen)\b",
            r"\bdu bist (?:jetzt|nun|ab sofort)\b|\bihr seid (?:jetzt|nun|ab sofort)\b",
            r"\b(?:deine|eure|jede)r? (?:zusammenfassung|antwort|übersetzung) (?:muss|soll|sollte|mit)\b"
            r"|\bin (?:deiner|eurer) (?:zusammenfassung|antwort|übersetzung)\b",
            r"\b(?:an)?statt (?:zusammenzufassen|zu übersetzen)\b",
            r"(?:^|[.!?:>\]])\W{0,8}(?:schreibe?|antworte|wiederhole|beende|beginne|übersetze)\b"
            r"[^\n\"“„«:]{0,80}[:\"“„«`]",
        ),
        polite="bitte|jetzt|nun",
        answer="antworte[nt]?|schreib(?:e|t|en)?",
        only="nur|ausschließlich|lediglich",
        roles="nutzer|benutzer|assistent",
        you=r"dich|dein\w*|euch|euer",
        passive=(
            r"\b(?:muss|müssen|soll|sollen|sollte|sollten)\b[^.!?]{0,60}?\b(?:beschrieben|dargestellt|genannt|bezeichnet"
            r"|erwähnt|zitiert|zusammengefasst|angegeben) werden\b"
        ),
        labels=(
            "hinweis|anmerkung|achtung|wichtig|korrektur|richtigstellung|aktualisierung|anweisung(?:en)?|aufgabe"
            "|überschrift|zusammenfassung|kurzfassung|fazit|kurz gefasst|das wichtigste|für die redaktion"
        ),
        places="satz|zeile|absatz",
        place_verbs="ist|lautet|muss",
        speech="sagten?|erklärten?|betonten?|ergänzten?|teilten?|schrieb|kündigten?|forderten?|warnten?|meinten?",
        imperative=_is_imperative,
    ),
)
