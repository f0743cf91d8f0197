"""French, as the rules about clauses know it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.text.clauses.french_verbs import PRESENT
from service.text.clauses.grammar import Grammar, Tag, Token, listed
from service.text.clauses.parts import FINITE

_CLOSED = {
    Tag.DETERMINER: "le la les l' un une des ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos "
    "leur leurs quelque quelques plusieurs chaque aucun aucune certains certaines tout toute tous toutes",
    Tag.PRONOUN: "il elle ils elles on je tu nous vous lui eux celui celle ceux celles cela ça ceci y en se s' "
    "me te m' t' j' c' "
    "personne rien quelqu'un chacun chacune",
    Tag.AUXILIARY: "est sont était étaient a ont avait avaient sera seront serait seraient aura auront aurait "
    "auraient "
    "fut furent va vont peut peuvent doit doivent pourrait pourraient devrait devraient pourra pourront devra devront "
    "veut veulent fait font vient viennent soit soient ait aient",
    Tag.PREPOSITION: "de d' à au aux du en dans sur sous pour par avec sans contre entre chez vers depuis "
    "pendant durant dès "
    "après avant lors parmi selon malgré hors jusque jusqu'à jusqu'au jusqu'en jusqu' devant derrière près outre "
    "face grâce "
    "afin via envers auprès autour",
    Tag.COORDINATION: "et ou mais ni or car",
    Tag.SUBORDINATION: "que qu' lorsqu' puisqu' si quand lorsque lorsqu' puisque puisqu' comme alors tandis "
    "parce quoique",
    Tag.RELATIVE: "qui dont où lequel laquelle lesquels lesquelles quoi auquel auxquels duquel",
    Tag.NEGATION: "ne n' pas jamais plus",
    Tag.ADVERB: "très aussi encore toujours déjà bien peu trop hier aujourd'hui demain ensuite enfin ainsi environ "
    "notamment ici là moins presque seulement surtout tard tôt ensemble alors désormais bientôt quasi près",
    Tag.ADJECTIVE: "nouveau nouvelle nouveaux nouvelles premier première premiers premières dernier dernière derniers "
    "dernières grand grande grands grandes petit petite autre autres même mêmes national nationale public publique "
    "politique jeune jeunes ancien ancienne principal principale second seconde sauve futur future tel telle prochain "
    "prochaine haut haute gros grosse bon bonne vieux vieille",
    Tag.NUMBER: "deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente cent mille",
}
_WORDS = {word: tag for tag, listed in _CLOSED.items() for word in listed.split()}
_PASSED = listed(
    "annonça déclara dit fit vint prit mit eut sut vit tint parut mourut naquit reçut perdit répondit devint"
)
_FUTURE = re.compile(r"[^\W\d]{2,}(?:era|eront|ira|iront|ra|ront|erait|eraient|irait|iraient|rait|raient|aient)$")
_ARTICLES = listed("le la les l' un une son sa ses leur leurs cette ce ces deux trois")
_PRESENT_ENDING = re.compile(r"[^\W\d]{3,}(?:e|ent|it|ut|end|ient|nd)$")
_REFLEXIVE = re.compile(r"[^\W\d]{2,}(?:e|ent|it|ut|end|ient|nd|t)$")
_IMPERFECT = re.compile(r"[^\W\d]{2,}ait$")
_NOT_VERBS = listed(
    "lait portrait extrait trait retrait souhait attrait forfait méfait bienfait parfait opéra "
    "caméra sierra choléra et fait"
)
_PARTICIPLE = re.compile(
    r"[^\W\d]+(?:é|ée|és|ées|i|ie|is|ies|ise|ises|it|u|ue|us|ues|ert|erte|erts|ertes|[ae]int|[ae]inte|[ae]ints|[ae]intes"
    r"|uit|uite|uits|uites|ort|orts|te|ts|tes)$"
)
_BESIDE_NOUNS = re.compile(
    r"[^\W\d]{3,}(?:us|ue|ues|is|ise|ises|ies|its|ites|[ae]ints?|[ae]intes?|erts?|ertes?|uits?|uites?)"
)
_OPENING_PARTICIPLE = re.compile(r"[^\W\d]{2,}(?:és?|ées?|us|ue|ues|is|ises?|its?|ites?)")
_COMPARING = listed("plus moins aussi")  # `plus massive que la Terre`
_WEEKDAYS = listed("lundi mardi mercredi jeudi vendredi samedi dimanche hier")
_SAID_OF_PERSONS = listed(
    "élu élue élus né née nés âgé âgée âgés invité invitée interrogé interrogée passionné passionnée condamné "
    "condamnée accusé accusée soupçonné soupçonnée arrivé arrivée entendu entendue placé placée nommé nommée"
)
_GOVERNED_BY_PARTICIPLES = listed("par pour dans en à au aux du des de d' sur sous contre entre près")
_EARNED = re.compile(r"[^\W\d]{2,}(?:é|ée|és|ées)$")
_INFINITIVE = re.compile(
    r"(?:[^\W\d]{2,}(?:er|[^oi]ir|cevoir|voir|(?:[nr]d|tt|[aîu]it|tr|uiv|viv|oi|inc|mp|[fl]ai|di|li|cri|dui|trui|clu"
    r"|aît|trai)re)|[^\W\d]*être|avoir|lire|dire|rire)$"
)
_NOT_INFINITIVES = listed(
    "janvier février hiver fer mer dernier premier dossier quartier métier papier chantier courrier calendrier "
    "ouvrier "
    "policier avenir loisir plaisir désir cuir tir souvenir soir espoir novembre septembre octobre décembre meurtre "
    "titre ministre centre nombre rencontre lettre mètre membre chambre ordre cadre contre titre livre œuvre été "
    "territoire victoire histoire mémoire gloire laboratoire particulier foyer loyer panier cancer"
)
_GERUND = re.compile(r"[^\W\d]{2,}ant$")
_NOT_GERUNDS = listed(
    "enfant avant pendant durant devant important restaurant président étudiant habitant représentant commandant "
    "militant suivant assistant montant géant instant manifestant accablant inquiétant brillant étonnant alarmant "
    "croissant troublant impressionnant révoltant encourageant suffisant indépendant attaquant dirigeant "
    "enseignant participant migrant gagnant"
)
_ADJECTIVAL = re.compile(
    r".{3,}(?:ique|iques|able|ables|ible|eux|euse|euses|if|ive|ifs|ives|ien|ienne|ais|aise|aux|"
    r"ois|oise|ains?|aines?|els?|elles?|aires?|als?|ales?|êmes?)$"
)
_NUMBER = re.compile(r"[£$€]?\d")
_HAVE = listed("a ont avait avaient aura auront aurait auraient ait aient avoir ayant eu")
_BE = listed("est sont était étaient sera seront serait seraient fut furent été être soit soient étant")
_BEFORE_PRONOUNS = listed("pour de à afin d' peut peuvent doit doivent va vont et ou")
_BEFORE_INFINITIVES = listed(
    "à de d' pour afin peut peuvent doit doivent va vont pourrait pourraient devrait devraient veut veulent fait font "
    "vient sans pourra pourront devra devront faire laisser en y se s' le la les lui leur n' ne pas"
)


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
        compared = index > 1 and token.lower in {"que", "qu'"} and tokens[index - 2].lower in _COMPARING
        tag = Tag.PREPOSITION if compared else _of(token, before, following, finite=finite)
        if tag in {Tag.VERB, Tag.AUXILIARY}:  # after that of a relative clause, the main one comes
            finite, relative = not relative, False
        elif tag in {Tag.SUBORDINATION, Tag.RELATIVE}:
            finite, relative = False, tag is Tag.RELATIVE
        if tag is Tag.SUBORDINATION and token.lower == "s'":  # what `si` opens is known by that word
            token = replace(token, lower="si")
        tagged.append(token.tagged(tag))
    return tagged


def _of(token: Token, before: Token | None, following: Token | None, *, finite: bool) -> Tag:
    word = token.lower
    previous = before.lower if before else ""
    closed = _by_neighbours(word, before, following) or _WORDS.get(word)
    if closed is not None:
        return closed
    if previous == "qui" and token.text[0].islower():
        return Tag.VERB
    if _NUMBER.match(word):
        return Tag.NUMBER
    if token.text[0].isupper() and before is not None:
        return Tag.NOUN
    if word.endswith("ment") and len(word) > 8 and previous not in {"le", "un", "du", "ce", "au", "l'", "de", "son"}:
        return Tag.ADVERB
    tag = _open(word, before, finite=finite)
    if tag is Tag.NOUN and _stands_by_noun(word, before, following):
        return Tag.PARTICIPLE
    if tag is Tag.NOUN and not finite and _seems_verb(word, before, following):
        return Tag.VERB
    return tag


def _by_neighbours(word: str, before: Token | None, following: Token | None) -> Tag | None:
    """What a small word is where the words beside it tell."""
    previous = before.lower if before else ""
    replaced = word == "les" and following is not None and following.lower.endswith("er")
    if word in {"le", "la", "les"} and before and (before.tag is Tag.PRONOUN or replaced):
        return Tag.PRONOUN
    if word == "en" and before and before.tag in {Tag.PRONOUN}:
        return Tag.PRONOUN
    if word in {"fait", "font"} and before and (before.tag is Tag.DETERMINER or previous in _HAVE):
        return Tag.NOUN if before.tag is Tag.DETERMINER else Tag.PARTICIPLE
    if word in {"de", "d'"} and before is None:
        return Tag.DETERMINER
    if word in {"être", "avoir", "faire"} and before and before.tag is not Tag.DETERMINER:
        return Tag.INFINITIVE
    governed = following is not None and following.lower in _GOVERNED_BY_PARTICIPLES
    if before is None and (governed or word in _SAID_OF_PERSONS) and _OPENING_PARTICIPLE.fullmatch(word):
        return Tag.PARTICIPLE
    if word == "a" and before is None:  # a capital that lost its accent
        return Tag.PREPOSITION
    if word == "est" and previous == "l'":
        return Tag.NOUN
    if word in {"si", "s'"} and following and following.lower in {"il", "ils"}:
        return Tag.SUBORDINATION
    if word == "au" and following and following.lower in {"moins", "plus"}:
        return Tag.ADVERB
    if word == "plus" and (previous not in {"n'", "ne"} and (before is None or before.tag not in FINITE)):
        return Tag.ADVERB
    if word == "leur" and following and following.lower.endswith(("er", "ir", "re")) and previous in _BEFORE_PRONOUNS:
        return Tag.PRONOUN
    if word == "personne" and before and before.tag is Tag.DETERMINER:
        return Tag.NOUN
    compared = following is not None and following.lower in {"prévu", "prévue", "prévus", "jamais", "possible"}
    if word == "que" and (previous == "tant" or compared):
        return Tag.PREPOSITION
    return None


def _stands_by_noun(word: str, before: Token | None, following: Token | None) -> bool:
    """Whether a word is a participle that describes the noun before it: `habitants atteints du virus`."""
    if before is None or following is None:
        return False
    if before.text == ",":  # `, reconnue coupable d'avoir ...`
        governs = following.lower in _GOVERNED_BY_PARTICIPLES or following.lower in {"coupable", "coupables"}
        return governs and _BESIDE_NOUNS.fullmatch(word) is not None
    described = before.tag is Tag.ADJECTIVE and following.lower == "par"  # `une équipe internationale conduite par`
    if not (before.tag is Tag.NOUN or described) or before.text[0].isupper():
        return False
    if word in {"dû", "due", "dus", "dues"}:
        return True
    if following.lower in {"pour", "par"} and word.endswith("i") and len(word) > 4:
        return True
    if following.lower in _WEEKDAYS and _BESIDE_NOUNS.fullmatch(word):
        return True
    return following.lower in _GOVERNED_BY_PARTICIPLES and _BESIDE_NOUNS.fullmatch(word) is not None


def _seems_verb(word: str, before: Token | None, following: Token | None) -> bool:
    """Whether an unknown word stands between a noun and an article, and ends as verbs do."""
    if before is None or following is None or before.tag not in {Tag.NOUN, Tag.ADJECTIVE, Tag.PRONOUN}:
        return False
    clause = following.lower in {"que", "qu'"} and before.tag is Tag.NOUN
    return _PRESENT_ENDING.search(word) is not None and (following.lower in _ARTICLES or clause)


def _open(word: str, before: Token | None, *, finite: bool) -> Tag:
    previous = before.lower if before else ""
    if previous in {"se", "s'", "n'", "ne"} and _REFLEXIVE.search(word) and not _INFINITIVE.match(word):
        return Tag.VERB
    after_determiner = before is not None and before.tag in {Tag.DETERMINER, Tag.NUMBER}
    if previous in _HAVE | _BE and _PARTICIPLE.match(word):
        return Tag.PARTICIPLE
    infinitive = _INFINITIVE.match(word) is not None and word not in _NOT_INFINITIVES
    if infinitive and not after_determiner and previous in _BEFORE_INFINITIVES:
        return Tag.INFINITIVE
    if (
        before is not None
        and before.tag in {Tag.VERB, Tag.AUXILIARY}
        and word in {"avoir", "être", "vouloir", "pouvoir"}
    ):
        return Tag.INFINITIVE
    if _GERUND.match(word) and word not in _NOT_GERUNDS and not after_determiner:
        return Tag.GERUND
    if after_determiner and before and before.lower not in {"le", "la", "les", "l'"}:
        return Tag.ADJECTIVE if _ADJECTIVAL.match(word) and word.endswith(("eux", "euse", "ique")) else Tag.NOUN
    if after_determiner:
        return Tag.NOUN
    if before is not None and before.tag is Tag.PREPOSITION:
        return Tag.NOUN
    subject = before is not None and (
        before.tag in {Tag.NOUN, Tag.PRONOUN, Tag.RELATIVE, Tag.ADJECTIVE, Tag.PARTICIPLE, Tag.PUNCTUATION, Tag.NUMBER}
        or before.tag in {Tag.NEGATION, Tag.COORDINATION, Tag.VERB}
    )
    if subject and word not in _NOT_VERBS:
        if word in _PASSED or _FUTURE.match(word) or _IMPERFECT.match(word):
            return Tag.VERB
        if (word in PRESENT or word.removesuffix("nt") in PRESENT) and (
            not finite or (before and before.tag is Tag.COORDINATION)
        ):
            return Tag.VERB
    if _EARNED.match(word):
        return Tag.PARTICIPLE
    return Tag.ADJECTIVE if _ADJECTIVAL.match(word) else Tag.NOUN


_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche"

FRENCH = Grammar(
    tag=_tag,
    openers={
        **dict.fromkeys(
            listed(
                "après avant alors tandis lorsque lorsqu' quand depuis malgré comme pendant durant dès lors "
                "lorsqu'il lorsqu'elle lorsqu'ils lorsqu'un lorsqu'une"
            ),
            0.1,
        ),
        **dict.fromkeys(listed("dans en sur chez près à au aux"), 0.13),
        **dict.fromkeys(listed("qui dont où"), 0.12),
        **dict.fromkeys(
            listed(
                "par avec pour contre devant face sous entre vers via afin grâce parmi envers auprès jusqu'à jusqu'au "
                "jusqu'en autour"
            ),
            0.3,
        ),
        **dict.fromkeys(listed("notamment bien peu parce car puisque soit faute surtout essentiellement"), 0.1),
        **dict.fromkeys(listed("et mais"), 0.2),
        "sans": 0.3,
        **dict.fromkeys(listed("capable capables susceptible susceptibles"), 0.25),
    },
    times=listed(
        f"{_MONTHS} {_DAYS} semaine semaines mois an ans année années matin matinée soir soirée nuit jour jours été "
        "hiver printemps automne hier heure heures minute minutes dernier dernière prochain prochaine passé décennie "
        "siècle week-end après-midi midi minuit"
    ),
    bound={
        "pression": frozenset({"sur"}),
        **dict.fromkeys(listed("accusé accusée accusés soupçonné soupçonnée soupçonnés"), frozenset({"de", "d'"})),
        **dict.fromkeys(
            listed(
                "appel appelle appelé appellent demande participé participe face grâce quant renoncé prêt "
                "prête prêts suite due dû liée lié liés réussi continué commencé procédé mis mise "
                "appartient répondu aide invité obligé permis soumis soumise soumises soutien fin référence "
                "allusion garde confronté confrontée confrontés "
                "confrontées dédié dédiée dédiés dédiées appel consacré "
                "consacrée prête condamné condamnée condamnés"
            ),
            frozenset({"à", "au", "aux", "en"}),
        ),
        **dict.fromkeys(
            listed(
                "porte portent portant basé basée basés concentre compte impact sur interrogé attaque retour "
                "mainmise basse éclairage associé associée associés associées"
            ),
            frozenset({"sur", "à", "au"}),
        ),
        **dict.fromkeys(
            listed(
                "consiste situé située installé installée habite vit vivent réside trouve arrivé arrive "
                "se rend rendu place entre entré confiance foi"
            ),
            frozenset({"à", "au", "aux", "en", "dans", "sur", "près"}),
        ),
        **dict.fromkeys(
            listed("lutte plainte campagne protéger manifesté manifestent manifestation"), frozenset({"contre", "pour"})
        ),
        **dict.fromkeys(listed("rencontre accord relation rompre rompu"), frozenset({"avec"})),
        **dict.fromkeys(listed("plaide opté vote qualifié qualifiée qualifiés qualifient"), frozenset({"pour"})),
        **dict.fromkeys(listed("tombé tombée tombés tombe tombent"), frozenset({"sur"})),
        **dict.fromkeys(listed("droit droits accès"), frozenset({"à", "au", "aux"})),
    },
    objectless=listed(
        "est mort morte morts décédé décédée meurt meurent arrivé arrivée arrivent arrive tombé tombée tombe augmenté "
        "augmente augmentent baissé baisse diminué diminue commencé commence continué continue disparu disparue "
        "démissionné démissionne explosé gagné voté vote fermé ferme ouvert ouvre revenu revenue revient parti partie "
        "survécu chuté chute progressé progresse reculé recule échoué échoue rentré rentrée reparti né née naît resté "
        "sorti sortie venu venue entré agi parlé cessé grimpé bondi triplé doublé brûlé travaillé réagi s'aggrave "
        "s'exportent démarré débuté débute manifesté défilé atterri décollé"
    ),
    conditions=listed("si s'il s'ils sauf sans unless ne n' pas jamais sinon seulement que'si") - {"ne", "n'", "pas"},
    reports=listed(
        "dit a-t-il a-t-elle ont-ils affirme affirmé indique indiqué annonce annoncé déclare déclaré selon "
        "révèle révélé "
        "rapporte rapporté précise précisé assure assuré explique expliqué estime estimé raconte confié confirme "
        "confirmé appris d'après rapportent rapportait souligné indiquait savoir dénonce dénoncent dénoncé montre "
        "alerte alertent révèlent "
        "montrent suggère conclut rapportant constate prévient prévenu averti avertit"
    ),
    authorities=listed(
        "police policiers gendarmerie gendarmes parquet autorités préfecture ministère pompiers secours officiels "
        "responsables source sources communiqué rapport étude insee chiffres bilan résultats tribunal justice "
        "estimation institut onu haut-commissariat observatoire sapeurs-pompiers famille "
        "chercheurs "
        "transports médias données procureur sondage enquête mairie protection agence préfet hôpital confirmé confirmée"
    ),
    decisions=listed(
        "voté décidé approuvé adopté rejeté signé élu nommé démissionné inauguré rouvert ouvert lancé fermé tranché"
    ),
    charges=listed(
        "accusé accusée accusés coupable coupables présumé présumée soupçonné soupçonnée violé violée corrompu fraude "
        "corruption meurtrier terroriste illégal illégale illégalement agressé menti responsable volé"
    ),
    definite=listed("le la les l' ce cet cette ces son sa ses leur leurs du au aux des"),
    copulas=_BE,
    passives=_BE,
    linking=listed(
        "estime estiment estimait estimaient être été étant devenir devenu devenue devient semble semblent "
        "demeure reste restent"
    ),
    tells=listed("sait savent dit affirme affirmé assure assuré estime estimé déclaré ajouté déclare précise précisé"),
    clause_openers=listed("que qu' si quand lorsque puisque comme parce"),
    days=listed(f"{_DAYS} hier aujourd'hui"),
    time_openers=listed("en le ce cette depuis dans dès"),
    after_times=listed("de d' du des"),
    places=listed("à au aux en dans vers sur"),
    agents=frozenset({"par", "pour"}),
    parts_of_time=listed("début fin milieu moitié courant"),
    indefinite=listed("un une deux trois des plusieurs"),
    hanging=listed("hormis sauf excepté ici environ plus très presque même aussi moins encore surtout notamment"),
    titles=listed(
        "chanteur chanteuse acteur actrice cinéaste écrivain champion championne cycliste nageur nageuse joueur "
        "attaquant milieu défenseur gardien sélectionneur entraîneur ministre président présidente député "
        "députée maire sénateur constructeur équipementier groupe géant compagnie entreprise société opérateur "
        "distributeur éditeur fabricant laboratoire romancier romancière humoriste rappeur "
        "réalisateur réalisatrice navigateur navigatrice coureur coureuse footballeur pilote"
    ),
    elides=True,
    clitics=listed("se s' en y lui leur le la les l' me m' nous vous"),
    auxiliaries=listed("est sont a ont été"),
    according=re.compile(r"(?:Selon|D['’]après) [^,]{2,80},\s+"),
)
