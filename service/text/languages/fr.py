"""French."""

from __future__ import annotations

import re

from service.text.languages.fr_forms import FORMATION
from service.text.languages.fr_links import LINKS
from service.text.languages.fr_negations import NEGATIONS
from service.text.languages.fr_numbers import NUMBERS
from service.text.languages.fr_opposites import OPPOSITES
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

_STOP_WORDS = """
a à afin ai ainsi alors an ans année années après as assez au aucun aucune auquel aura aussi autour autre autres
aux auxquels avait avant avec avoir avons ayant beaucoup bien bientôt bon c' ça car ce ceci cela celle celles
celui cent cependant ces cet cette ceux chacun chaque chez chose choses ci cinq comme comment contre d' dans de
début déjà déclaré dehors demain depuis dernier dernière derniers dernières derrière des dès desquels deux
deuxième devant devra devrait dit dix doit doivent donc dont du durant elle elles en encore enfin ensuite entre
environ est et étaient était étant état été être eu eux expliqué fait faire faut fin fois font fut grand grande
grands grandes heure heures hier huit ici il ils indiqué j' jamais je jour jours jusqu' jusque l' la là laquelle
le lequel les lesquels leur leurs lors lorsque lui m' ma mais mal malgré matin me même mêmes mes mieux millions
milliards mille minutes mis moi moins mois mon n' ne neuf ni nombreux nombreuses non nos notamment notre nous
nouveau nouveaux nouvel nouvelle nouvelles on ont onze ou où oui par parce parfois parmi pas pendant personne
personnes petit petite peu peut peuvent plus plusieurs plutôt point pour pourquoi pourra pourrait pourtant
première premier premiers près presque puis puisque qu' quand quant quatre que quel quelle quelles quelqu'
quelque quelques quels qui quinze quoi rien s' sa sans se selon semaine semaines sept sera seront ses seul seule
seulement si six soir soit sommes son sont sous souvent sur surtout t' ta tandis tant tel telle tels tes toi ton
toujours tous tout toute toutes très trois trop tu un une va vers veut veulent voici voilà vont vos votre vous
vraiment vu y aujourd'hui affirmé annoncé ajouté estimé précisé lundi mardi mercredi jeudi vendredi samedi
dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre m mme mm an
"""

_EXONYMS = """
UN: ONU; EU: UE européen; NATO: OTAN alliance; WHO: OMS santé; US: États-Unis états-unis amérique américain; UK:
royaume-uni grande-bretagne; IMF: FMI monétaire; IOC: CIO; HIV: VIH; AIDS: SIDA; GDP: PIB; DNA: ADN; MRI: IRM;
CEO: PDG DG; OPEC: OPEP; IAEA: AIEA; WTO: OMC; ECB: BCE; ICC: CPI; NGO: ONG; germany: allemagne allemand; france: franç;
russia: russe; england: angl; scotland: écosse écossa; ireland: irland; wales: gall; spain: espagn; italy: itali;
greece: grèce grec; switzerland: suisse; austria: autrich; netherlands: pays-bas néerland hollande; denmark: danemark
danois; sweden: suède suédois; norway: norvèg norvég; belgi: belg; poland: pologne polonais; czech: tchè; turkey: turc
turquie; georgia:
géorgi; china: chin; india: inde indien; korea: corée coréen; israel: israél; egypt: égypt; syria: syri; iraq: irak;
iceland: island; algeri: algér; arctic: arctique; judea: judée; punjab: pendjab; aegean: égée; libya: liby; ethiopia:
éthiop; africa: afrique africain; asia: asie asiat; moon: lune; sun: soleil solaire; earth: terre; oceania: océan;
mediterranean: méditerran; brazil: brésil; chile: chili; peru: pérou péruv; zealand: zélande; vietnam: viêt-nam;
thailand:
thaïlande; moldova: moldav; belarus: bélarus biélorus; latvia: letton; london: londr; moscow: moscou; warsaw:
varsovie; vienna: vienne; athens: athènes; brussels: bruxelles; geneva: genève; newfoundland: terre-neuve; pekin:
pékin; pacific: pacifique; soviet: soviétique; army: armée; god: dieu; assyria: assyrie; president: président; venice:
venise; crimea: crimée; mecca: mecque; ivory: ivoire ivoirien; verde: cap-vert cap-verdien; lebanon: liban; morocco:
maroc; kenya: kenya kényan; cyprus: chypr; kazakh: kazakh; uzbek: ouzb; taiwan: taïwan; venezuel: vénézu; ecuador:
équator équateur; greenland: groenland; mainz: mayence; antwerp: anvers; ghent: gand; genoa: gênes; hague: haye;
aachen: aix-la-chapelle; peter: pierre; seville: séville; turin: turin; milan: milan; bale: bâle; thames: tamise;
rhine: rhin; tiber: tibre; nigeria: nigéri; jerusalem: jérusalem;
chernivtsi: tchernivtsi czernowitz; chernihiv: tchernihiv tchernigov; slovenia: slovén slovèn;
albania: alban; armenia: armén; jordan: jordan; ghana: ghan; kosovo: kosov; bosnia: bosni; macedonia: macédon; haiti:
haïti; emirates: émirat;
copenhagen: copenhag; istanbul: istanbul stamboul; bologna: bologne bolonais; lisbon: lisbonn; edinburgh:
édimbourg; cairo: caire; damascus: damas; krakow: cracovi; havana: havan; barcelona: barcelon barça; venus: vénus
"""

_ORDINARY = """
celsius fahrenheit
guerre jeux mer noire blanche rouge noir blanc état etat première premier seconde nord sud est ouest chambre
ministère ministre bureau cour palais hôtel maison mairie conseil roi reine princesse sainte église temple musée
bibliothèque parc pont place jardin hôpital gare aéroport baie île mont montagne forêt grande petit haut haute
bas basse vieille vieux nouveau nouvelle ville rue avenue fleuve rivière lac université école institut
département nationale fédéral fédérale république royaume parti comité assemblée sénat armée sécurité défense
affaires étrangères finances commerce banque société groupe fonds fondation ligue coupe championnat équipe
presse télévision livre langue peuple droits homme paix liberté indépendance révolution résistance antiquité
moyen âge siècle réseau lion feu centre prix enfant hemisphere
"""

_ORDER_WORDS = {
    "made": """
        abrég* reformul* condensé condensés condensée condensées synops* paraphras* résumeur* sommaris*
    """,
    "text": """
        article texte textes phrase phrases paragraphe* lecteur* lectrice* version versions traduction traductions
        traducteur* traductrice* rédact* assistant assistants modèle modèles synthèse synthèses chapeau chapô accroche
        résumé résumés titre titres intertitre* consigne* réponse réponses brève brèves dépêche* extrait extraits
        document
    """,
    "ought": """
        doit doivent devra devront devrait devraient faut faudra convient importe demandé exigé requis requise
        obligatoire obligatoirement impérativement impératif prière veuillez merci souhaité recommandé prié priés
        seulement uniquement
    """,
    "say": """
        dire dise disent mentionn* écrire écrive préciser précise précisent décrire décrit décrite présenter présenté
        présentée présente indiqu* commenc* débuter débute débutent conclu* termin* ouvrir ouvre ouvrent finir finit
        inclu* ajout* omett* remplac* citer cite citent renvo* signal* rappel* soulign* traduire traite traiter insér*
        affich* nommer figurer figure figurent affirm* énonc* contenir contient contiennent faire fasse appeler évoqu*
        place placer
    """,
    "here": """
        précède précèdent ci-dessus ci-dessous ci-après ceci lignes
    """,
    "form": """
        compte-rendu compte-rendus dépêche* raccourci* résum* abrég* phrase* version* entête chapeau
    """,
    "first": """
        premier première d'abord d’abord avant tête commence commencer début rien seul seule seulement essentiel
        principal
    """,
    "anyone": """
        quiconque toi tu te vous votre vos lecteur* lectrice* ceux quelqu'un quelqu’un on l'on l’on toute
    """,
    "tell": """
        dire dis écrire écrive écrivons rapporter rapportez placer placez garder gardez retenir retiendra retenons
        commencer commence ouvre s'ouvre s’ouvre raccourcit noter mentionner citer
    """,
}

# The singular is the third person too ("ajoute-t-il"), so that it is an order only where a sentence begins with it.
_DIS = r"dis|écris|réponds|répète|ajoute|affiche|commence|termine|insère|révèle|montre|envoie|traduis"
_DITES = r"dites|écrivez|répondez|répétez|ajoutez|affichez|commencez|terminez|insérez|révélez|montrez|envoyez|traduisez"
_IA = r"(?:ia|assistante?s?|modèles? de langage|robots?)"

_CLAUSE = re.compile(r"[.!?:;,(\[—–>*#]\s+|^\W*")
_ORDER = re.compile(
    r"(?:prière|merci|merci bien|bien vouloir) (?:de|d['’]|instamment de) ?(?:ne |n['’]|bien |vous )?"
    r"\w{2,}(?:er|ir|re|oir)\b|\bveuillez\b|\bil (?:convient|importe|est (?:demandé|exigé|requis|impératif|attendu))"
    r" (?:que|de|d['’])",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(r"^(?:ne |n['’])?(?!chez|assez|rez)\w{2,}ez\b(?![- ](?:vous )?(?:\w+ )?\?)", re.IGNORECASE)
_ENCLITIC = re.compile(r"\w{2,}ez-(?:le|la|les|l[eu]ur|y|en|moi|nous|vous)\b", re.IGNORECASE)


def _is_imperative(text: str) -> bool:
    if _ORDER.search(text):
        return True
    if "ez" not in text:
        return False
    starts = [match.end() for match in _CLAUSE.finditer(text)]
    return any(_begins_with_ez(text[at : at + 120], first=at == starts[0]) for at in starts)


def _begins_with_ez(clause: str, *, first: bool) -> bool:
    if not _IMPERATIVE.match(clause) or not (first or clause[:1].islower()):
        return False
    found = words(clause)[:2]
    return bool(found) and found[0].casefold() != "vous" and (first or len(found) > 1 or bool(_ENCLITIC.match(clause)))


FRENCH = Language(
    code="fr",
    numbers=NUMBERS,
    script="latin",
    dot="point",
    stop_words=word_set(_STOP_WORDS),
    frequent=word_set(
        "le la les des du et est une dans qui pour sur au aux par avec sont pas ont été ce sa étaient était sera"
    ),
    about_itself=(
        r"voici (?:un|le|la|une|votre)(?: \w+){0,2} (?:résumé|traduction)\b|(?:résumé|traduction)\s*:"
        r"|en tant qu['’]ia\b|(?:résumez|résume|traduisez|traduis) (?:le|la|ce|cet|cette)\b"
    ),
    quotes=("«\u00a0", "\u00a0»"),
    spaced_marks=True,
    abbreviations=Abbreviations(
        before_names=word_set("m mm mmes mlles pr mgr me mes st ste av bd boul cf vs v"),
        before_numbers=word_set(
            "no nos n p pp vol t art chap fig éd janv févr avr juil sept oct nov déc tél min max env h réf"
        ),
        may_end="suiv|etc",
        eras=r"(?:av|ap|apr|avant|après)\.?\sj\.-c",
        starters=word_set(
            "il elle ils elles on nous vous je un une ce cet cette ces c'est son sa ses leur leurs mon ma notre nos "
            "votre et mais ou or donc car pourtant cependant ainsi puis ensuite enfin toutefois en dans sur pour par "
            "avec sans sous entre vers chez après avant depuis pendant quand lorsque si comme parce où qui que quel "
            "quelle tous toutes plusieurs certains au aux"
        ),
    ),
    cues=Cues(
        pointers=word_set(
            "il elle ils elles lui leur leurs son sa ses ce cela ça ceci c'est c'était celui celle ceux celles cette "
            "ces cet et mais ou or donc car pourtant cependant ainsi puis ensuite enfin toutefois néanmoins aussi "
            "d'ailleurs celui-ci celle-ci ceux-ci celles-ci"
        ),
        speakers=re.compile(r"-(?:t-)?(?:il|elle)s?\b|\bselon (?:lui|elles?|eux)\b|\bde son côté\b"),
        speaker_signs=("-il", "-elle", "-t-", "selon ", "de son côté"),
        calls=(
            "lire aussi|à lire|voir aussi|abonnez-vous|publicité|crédits? photo|partager|inscrivez-vous|suivez-nous"
        ),
    ),
    phrases=Phrases(
        before_nouns=word_set("le la les l' un une des du d' de au aux ce cet cette ces son sa ses leur leurs en par"),
        links=frozenset({"de", "du", "des"}),
        articles=frozenset({"Le", "La", "Les"}),
        longest=2,
    ),
    cuts=Cuts(
        relative=re.compile(r",\s+(?:qui|dont|où)\s[^,]+,(?=\s)"),
        last_clause=re.compile(
            r",\s+(?:après|alors que|tandis que|afin d|pour|parce que|car|bien que|malgré|ce qui|en raison d"
            r"|qui|dont|où)(?:\s|[e’'])"
        ),
        second_clause=re.compile(r",\s+et\s+(?=(?:le|la|les|il|elle|ils|elles|on|son|sa|ses|leurs?)\s|l['’])"),
        introduction=re.compile(
            r"(?:(?:Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche|Hier|Aujourd['’]hui)(?: \w+)?"
            r"|(?:En|Depuis|Dès) (?:\w+ )?\d{4}|Le \d{1,2}(?:er)? \w+(?: \d{4})?"
            r"|Cette (?:semaine|année)|(?:La semaine|L['’]année) dernière"
            r"|Par ailleurs|De plus|En outre|Cependant|Toutefois),\s+",
        ),
    ),
    way=(
        r"\b(?:[Dd]e |[Dd]u |[Dd]['’]|[Dd]epuis |[Qq]uitt\w{{1,6}} )(?:l['’]|la |le |les )?{start}"
        r" (?:à|au|aux|vers|en|jusqu['’](?:en|à)|pour(?: rejoindre| gagner| atteindre)?) (?:l['’]|la |le |les )?{end}"
    ),
    passive="par|à|aux?|de la|du|de",
    negations=NEGATIONS,
    opposites=OPPOSITES,
    formation=FORMATION,
    links=LINKS,
    names=Names(exonyms=table(_EXONYMS), ordinary=word_set(_ORDINARY)),
    frames=Frames(
        marks=r"\bque\b|\bqu['’]|\bcomme suit\b",
        reported=(
            r"(?:a|ont|avait|avaient|ai|est|a-t-il|a-t-elle|a-t-on|ont-ils) (?:\w+ )?"
            r"(?:\w+é|dit|écrit|fait|conclu|répondu|appris|soutenu|promis)e?s?"
            r"|(?:affirm|estim|assur|expliqu|insist|rappel|soulign|précis|indiqu|pens|jug|déplor|confi|racont)"
            r"(?:e|ent|ait)|dit-\w+"
        ),
        # "Il faut dire que" and its like open half of all columns.
        idle=r"(?:faut|veut|veulent|peut|venue?s?|pour|envie de) (?:(?:le|leur|lui|vous) )?dire",
        infinitive_before="à |ne (?:pas |rien |plus )?",
        infinitive_endings="er|ir|re",
        infinitive_mark=r"\bque\b",
    ),
    orders=Orders(
        words=_ORDER_WORDS,
        other_senses=(
            r"\b(?:versions?|éditions?|laits?) condensée?s?\b"
            r"|\b(?:mandats?|séjours?|vies?|vols?) \w{0,12} ?abrégée?s?\b"
        ),
        patterns=(
            r"\brésumés? (?:\w{1,20} ){0,3}(?:est|sont) ?:",
            r"(?<!qui )(?<!n['’])\b(?:ignore[zr]?|oublie[zr]?|négligez|contourne[zr]?)\b"
            r".{0,60}\b(?:instructions?|consignes?|règles|directives|ordres"
            r"|précède|dit|précédente?s?)\b",
            r"\b(?:prompt|message|instructions?|consignes|mode)"
            r" (?:système|cachée?s?|secrète?s?|initiale?s?|développeur)\b",
            r"\bvos (?:instructions|consignes|règles)\b",
            r"\btu es (?:maintenant|désormais)\b|\bvous êtes (?:maintenant|désormais)\b",
            rf"\bchère?s? (?:l['’])?{_IA}\b|\b(?:à|aux|pour) (?:l['’]|les? )?{_IA}\s*[:!—–]",
            r"\b(?:votre|ton|ta) (?:résumé|réponse|traduction) (?:doit|devra|avec)\b|\ble résumé (?:doit|devra)\b"
            r"|\bdans (?:votre|ton|ta) (?:résumé|réponse)\b",
            r"\bau lieu de (?:résumer|traduire)\b",
            rf"(?:^|[.!?:>\]])\W{{0,8}}(?:{_DIS})\b[^\n\"“«:]{{0,80}}[:\"“«`]",
            # The form alone says that it is an order.
            rf"(?<!vous )\b(?:{_DITES})\b[^\n\"“«:]{{0,80}}[:\"“«`]",
        ),
        polite="svp|maintenant|plutôt",
        answer="répond(?:s|ez)|écri(?:s|vez)",
        only="uniquement|seulement",
        roles="système|utilisateur",
        you="vous|votre|vos",
        passive=(
            r"\b(?:doit|doivent|devra|devront|devrait) être (?:décrit|présenté|mentionné|appelé|cité|nommé|qualifié"
            r"|indiqué|rapporté|précisé|résumé|traduit)e?s?\b"
        ),
        labels=(
            r"à retenir|en bref|essentiel|l['’]essentiel|note\w* (?:de|aux?|pour|à)\b.{0,40}|rappel|rectificatif"
            r"|erratum|correctif|consignes?|chapeau|titre|résumé|mise à jour|précision|mémo"
        ),
        places="phrase|ligne",
        place_verbs="est",
        speech=(
            r"dit|déclar\w+|ajout\w+|affirm\w+|lanc\w+|écri\w+|expliqu\w+|insist\w+|conclu\w+|confi\w+|assur\w+|estim\w+"
        ),
        infinitive=r"(?:ne pas |n['’])?\w{3,}(?:er|ir|re)\b",
        imperative=_is_imperative,
    ),
)
