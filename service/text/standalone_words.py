"""What makes a sentence lean on another or say nothing by itself, in English, French and Ukrainian.

Patterns are matched against the sentence in lower case with straight apostrophes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leanings:
    """One language. `openers` lean on what was said before; `within` do so wherever they stand; `subject` finds a
    definite subject with its `noun`, `anaphoric` are nouns that, definite, speak of something told before, `unique`
    those that everybody knows; `complements` follow a noun that is defined here; `vacuous` says nothing.
    """

    openers: re.Pattern[str]
    within: re.Pattern[str]
    subject: re.Pattern[str]
    anaphoric: re.Pattern[str]
    unique: re.Pattern[str]
    complements: re.Pattern[str]
    vacuous: re.Pattern[str]


ENGLISH = Leanings(
    openers=re.compile(
        r"(?:if you|he|she|it|they|his|her|their|its|him|them|this|that|these|those|such|both|another|and|but|or"
        r"|so|yet"
        r"|however|moreover|also|meanwhile|then|instead|still|thus|therefore|nevertheless|nonetheless|besides"
        r"|furthermore|otherwise|hence|similarly|likewise|conversely|consequently|accordingly|additionally|indeed"
        r"|elsewhere|there|here|yes|no|well|i|we|you|my|our|your|one of (?:them|these|those)|some of (?:them|these)"
        r"|neither|either|each|the (?:pair|duo|trio|two|three|former|latter|other|others|couple|same|following|rest)"
        r"|the \d+-year-old(?!s? (?!said|says|was|is|has|had|who|will|told|from|did|does|could|would|also|and|then"
        r"|now)\w)|(?:first|second|third|fourth|last)ly|(?:second|third|finally),|in (?:addition|contrast"
        r"|turn|response|particular|other words|this|that|these|doing so|return|reply)|as (?:a result|such|well)"
        r"|for (?:example|instance|this|that|these)|on the (?:other hand|contrary)|after (?:that|this|which)"
        r"|at (?:this|that|the same|the time)|by (?:then|that|this|contrast|comparison)|despite (?:this|that|these)"
        r"|(?:because|instead|regardless|as part) of (?:this|that|these|it|them)|because|since then|not only that"
        r"|to (?:this|that|do so)|with (?:this|that|these)|(?:more|what's more|others|most|many|some|several)"
        r"(?=,| (?:are|were|have|had|said|say|also|of them)\b)|only then|all (?:this|that|of (?:this|that|them))"
        r"|according to (?:him|her|them|it|this|that|these))\b(?!['-]\w{3})"
        r"|it's |he's |she's |they're |that's |there's |here's |we're |i'm |we've |you're "
        r"|(?:by|on|in|at|after|during|within) [a-z ]{2,40} (?:he|she|they) "
        r"|(?:by|on|in|at|after|during|within) [a-z ]{2,40} (?:he|she|they) "
        r"|(?:\w+ing|after \w+ing|before \w+ing|when \w+ed|asked|if) [^,]{3,90}, (?:he|she|they|it)\b"
        r"|(?:on|in|at|by|during|for|from|since|when|while|as|until|last|earlier|speaking|according)"
        r" (?:[^,.]|[,.](?=\d)){2,50}, "
        r"(?:he|she|they|it|his|her|their|its)\b(?! (?:is|was) (?:hoped|feared|thought|understood|expected))"
    ),
    within=re.compile(
        r"\btold (?:him|her|them)\b|^\W*(?:one|two|three|four|five|six|most|many|some|several|all|none|both)"
        r" of (?:them|these|those)\b"
        r"|\b(?:s?he|they) (?:also )?(?:added|said|says|told|continued|noted|explained|wrote|argued|insisted"
        r"|concluded)\b"
        r"|(?<!\bhas )(?<!\bhave )(?<!\bhad )\b(?:added|said|explained) (?:he|she|they)\b(?! \w)"
        r"|^[^,]{0,80}\b(?:do|does|did|doing|done) so\b|\bthe (?:latter|former)\b"
        r"|, (?:however|though|meanwhile|therefore|too|moreover|for example|for instance)\b(?=[,.])"
        r"|\bas (?:mentioned|noted|described|stated) (?:above|earlier|before)\b"
        r"|\b(?:attribut|explain|blam|justif|link)(?:ed|s|es|ied|ies) (?:this|that|it)\b(?! [a-z]+ (?:is|was|has))"
        r"|^[^,]{3,60}\b(?:confirmed|denied|welcomed|condemned|rejected|criticised|criticized) (?:this|it)\b"
    ),
    subject=re.compile(
        r"(?:[\w\s]{2,30}, )?the (?P<noun>(?:(?!of\b|in\b|for\b|to\b"
        r"|and\b)[a-z-]+ ){0,2}?[a-z-]{3,})(?P<rest>\b.{0,40})"
    ),
    anaphoric=re.compile(
        r"(?:deal|report|move|moves|decision|incident|victim|victims|suspect|suspects|man|woman|men|women|boy"
        r"|girl|child"
        r"|comments?|remarks?|statement|attack|attacks|crash|blast|explosion|fire|shooting|measure|measures"
        r"|plan|plans"
        r"|proposal|proposals|project|agreement|law|bill|ruling|verdict|case|trial|study|survey|findings|results?"
        r"|figures?"
        r"|announcement|news|event|events|team|side|club|company|firm|airline|group|organisation|organization|agency"
        r"|building|house|vehicle|car|driver|officer|officers|official|officials|minister|player|striker|singer"
        r"|actor|film"
        r"|book|show|song|album|match|game|goal|win|defeat|visit|meeting|talks|vote|letter|video|footage|post|message"
        r"|situation|problem|issue|row|dispute|scheme|system|site|work|programme|program|change|changes|rise|increase"
        r"|investigation|inquiry|operation|strike|protest|ban|fund|award|prize|item|items|animal|dog|plane"
        r"|flight|ship"
        r"|teenager|pensioner|couple|family|pair|defendant|accused|driver|passenger|patient|patients|storm|outbreak"
        r"|money|amount|sum|total|process|practice|trend|idea|concept|list|document|documents|contract|grant|offer)"
    ),
    unique=re.compile(
        r"(?:government|president|prime minister|police|world|sun|moon|weather|public|country|media|internet"
        r"|united|u\.?s"
        r"|uk|eu|european|white house|state|pope|queen|king|economy|army|military|church|sky|environment|future"
        r"|number"
        r"|majority|vast|first|latest|most|only|new|last|best|biggest|largest|national|supreme|high|federal)"
    ),
    complements=re.compile(
        r"^,? (?:of|that|who|which|whose|between|for|to|in|on|at|behind|from|against|with|\w+ed by|known|called)\b"
    ),
    vacuous=re.compile(
        r"(?:this|that|it|the news|the information) (?:was|is|has been|were) (?:also )?(?:reported|announced"
        r"|stated|said"
        r"|confirmed|revealed|published|posted|written|noted)(?: (?:by|on|in|to|at|via)\b[^,;:]*)?[.!]?$"
        r"|(?:read|see|watch|click|find out|here is|here's|scroll|keep reading|share|follow|subscribe|sign up)\b"
        r"|(?:more|further|full) (?:details|information|updates?)\b|(?:stay tuned|to be continued|watch this space)"
        r"|.{0,60}\b(?:said|reported|announced|confirmed) (?:this|so|it)(?: (?:on|in|at|to|by"
        r"|during)\b[^,;:]*)?[.!]?$"
        r"|[\w .'-]{2,40} (?:said|says|added|told reporters) (?:in|at|on|during|after|with|to) "
        r"(?!.*\b(?:he|she|they|it|that|would|will|was|were|is|are|had|has|have)\b)[^,:]{2,80}[.!]?$"
        r"|(?:time will tell|only time|what (?:happened|comes) next|the rest is history|that'?s (?:it|all))\b"
    ),
)

FRENCH = Leanings(
    openers=re.compile(
        r"(?:si vous|il(?! (?:y a|est \w+ (?:de\b|que\b|d'|qu')|faut|s'agit d|semble|fait|pleu))|elle|ils|elles"
        r"|lui|leur"
        r"|leurs|son|sa|ses|ce(?! (?:lundi|mardi|mercredi|jeudi|vendredi"
        r"|samedi|dimanche|week-end|matin|soir))|cela|ça|ceci|celui|celle|ceux|celles|cette(?! (?:semaine|année"
        r"|nuit))"
        r"|ces|cet(?! (?:été|hiver|automne|après-midi))|et|mais|ou|or|donc|car|pourtant|cependant|ainsi|puis|ensuite"
        r"|enfin|toutefois|néanmoins|aussi|alors(?! qu)|tous (?:deux|les deux)|toutes (?:deux|les deux)|les deux"
        r"|ce dernier"
        r"|cette dernière|ces derniers|d'autres|certains(?= \w+ent)|en (?:effet|outre|revanche|fait|conséquence"
        r"|réponse"
        r"|retour|réalité|plus de (?:cela|ça)|somme)|de (?:plus|même|son côté|leur côté|fait|quoi)|du coup"
        r"|par (?:ailleurs"
        r"|contre|conséquent|exemple)|au (?:contraire|final|même moment)|à (?:ce|cette|cet|ces|l'inverse|noter"
        r"|savoir)|dans (?:ce|cette|cet|ces|la foulée|le même temps)|pour (?:ce|cette|cet|cela|ces|lui|elle|eux)"
        r"|selon (?:lui|elle|eux|elles|ce|cette|cet|ces)|malgré (?:tout|ce|cela|cette)|après (?:ce|cela|cette|ces)"
        r"|depuis(?=,)|premièrement|deuxièmement|d'une part|d'autre part|d'abord(?=,)|là|ici|oui|non|je|j'\w+"
        r"|nous|vous|mon|ma"
        r"|mes|notre|nos|on (?:y|en)|y|là-bas|parmi (?:eux|elles)|une (?:chose|information|nouvelle|décision"
        r"|réponse|manière|victoire|défaite|somme|position|polémique|image|scène"
        r"|situation|annonce|première|révélation|mesure|initiative|affaire) qui|un (?:engagement|retour|départ"
        r"|succès|choix|geste|chiffre|record|événement"
        r"|constat|phénomène|objectif) (?:qui|que|qu')|résultat|preuve|conséquence|bilan|quant à|idem"
        r"|même (?:chose|constat)"
        r"|notamment|parce que|également|autrement dit|bref|du moins|sauf que|reste(?: à| que)|aussitôt|auparavant"
        r"|pendant ce temps|une (?:fois|manière) (?!de)|autant de|mieux|pire|pas (?:de|question)|soit|qui|que"
        r"|dont|où)"
        r"(?![\w'-])|c'(?:est|était|étaient)\b|l'(?:une?|autre|intéressée?|individu|homme)\b|s'(?:il|ils|en)\b|n'"
        r"|le (?:jeune homme|sexagénaire|quadragénaire|trentenaire|quinquagénaire|septuagénaire|duo|trio"
        r"|tout)\b|la (?:jeune (?:femme|fille)|trentenaire)\b"
        r"|(?:le (?:premier|second)|la (?:première|seconde))(?=,| (?:a|est|était|avait)\b)"
        r"|(?:en \w+ant|après avoir|après être|avant de|interrogée?|invitée?|lors|face|pour|selon|samedi|dimanche"
        r"|lundi"
        r"|mardi|mercredi|jeudi|vendredi|agée?|âgée?|née?|à|dans|sur|en|depuis|quand|lorsqu\w*|s'|dès"
        r"|au) ?(?:[^,.]|[,.](?=\d)){2,60}, "
        r"(?:il (?!y a|est|faut)|elle|ils|elles|son|sa|ses|leurs?|ce dernier|cette dernière)\b"
    ),
    within=re.compile(
        r"^[^,]{1,80}-(?:t-)?(?:il|elle)s?\b|\bselon (?:lui|elles?|eux)\b|\bde (?:son|leur) côté\b|\bce dernier\b"
        r"|\bcette dernière\b"
        r"|\b(?:en effet|toutefois|cependant|néanmoins|en revanche|par ailleurs|quant à (?:lui|elle|eux|elles))\b"
        r"|\bces derni(?:er|ère)s\b|\bà (?:son|leur) tour\b|\bpour sa part\b|\baussitôt\b(?! après)"
        r"|\bsur[- ]le[- ]champ\b"
        r"|^(?:suivr(?:a|ont)|suivent|suit|vien(?:t|nent|dra|dront)) (?!de\b|d')|\bl'expliqu\w+ par\b|\b(?:l'"
        r"|le )(?:a|ont) "
        r"(?:confirmé|démenti|justifié|expliqué)\b|\b(?:explique|justifie)\w* (?:cela|ceci|ce (?!qu)\w+"
        r"|cette \w+|ces \w+) par\b"
    ),
    subject=re.compile(r"(?:[\w\s]{2,30}, )?(?:l'|(?:le|la|les) )(?P<noun>[a-zà-ÿœ-]{3,})(?P<rest>\b.{0,40})"),
    anaphoric=re.compile(
        r"(?:affaire|accord|rapport|décision|incident|victimes?|suspects?|hommes?|femmes?|garçon|fille|enfant|enfants"
        r"|attaque|accident|incendie|explosion|mesures?|projet|texte|loi|procès|étude|enquête|résultats?"
        r"|chiffres?|annonce"
        r"|nouvelle|événement|équipe|club|groupe|entreprise|compagnie|société|bâtiment|maison|véhicule|voiture"
        r"|conducteur"
        r"|policiers?|ministre|joueur|attaquant|chanteur|chanteuse|acteur|actrice|film|livre|émission|chanson"
        r"|album|match"
        r"|rencontre|visite|réunion|vote|lettre|vidéo|message|situation|problème|dispositif|système|site|programme"
        r"|changement|hausse|baisse|opération|grève|manifestation|interdiction|prix|animal|chien|avion|navire"
        r"|individu"
        r"|adolescente?|couple|famille|prévenu|accusé|patients?|tempête|montant|somme|document|contrat|offre"
        r"|intéressée?"
        r"|comédien|comédienne|animateur|animatrice|journaliste|cinéaste|réalisateur|artiste|élu|députée?"
        r"|candidate?|maire"
        r"|président|scène|séquence|publication|phénomène|objectif|initiative|démarche|procédure|tribunal|parquet"
        r"|plainte"
        r"|jeune|quinquagénaire|retraitée?|pompiers|secours|établissement|constructeur|modèle|marque|actu|droguerie)"
    ),
    unique=re.compile(
        r"(?:gouvernement|police|monde|soleil|météo|public|pays|médias|internet|pape|roi|reine|économie|armée|église"
        r"|plupart|majorité|nombre|france|europe|chine|russie|ukraine|assemblée|sénat|justice|état|union|coronavirus)"
    ),
    complements=re.compile(
        r"^ ?(?:\w+ ){0,1}?(?:de|d'|du|des|qui|que|qu'|dont|où|à|au|aux|entre|pour|contre|en|sur|dans)(?![\w-])"
    ),
    vacuous=re.compile(
        r"c'est (?:ce qu|du moins ce|en tout cas|la question|tout|dit|une première|fait|officiel|chose faite"
        r"|confirmé)"
        r"|l'(?:affaire|annonce|information|histoire|image|vidéo|événement|initiative) (?:a|avait|n'a pas) (?:fait|"
        r"suscité|provoqué|créé|été (?:confirmée|relayée|partagée|révélée)|tardé)[^,;:]{0,60}[.!]?$"
        r"|une (?:information|nouvelle|annonce) (?:révélée|confirmée|relayée|rapportée)|(?:voici|voilà|retour sur"
        r"|explications?"
        r"|lire aussi|à lire|voir aussi|découvrez|abonnez|cliquez|suivez|regardez|plus d'informations|à suivre"
        r"|retrouvez"
        r"|la suite|décryptage|récit|portrait|vidéo|photo|en images)\b[^,]{0,80}$"
        r"|(?:affaire à suivre|l'avenir (?:le )?dira|le mystère reste|reste à savoir|la question se pose"
        r"|on connaît la suite)"
        r"|.{0,40}(?:l'|le |ce que ?)(?:a|ont) (?:annoncé|indiqué|déclaré|confirmé|rapporté)[^,;:]{0,40}[.!]?$"
    ),
)

UKRAINIAN = Leanings(
    openers=re.compile(
        r"(?:якщо ви|він|вона|воно|вони|його|її|їх|їхн\w+|йому|їй|їм|це|цей|ця|ці|той|та|ті|те|цього|цієї|цих"
        r"|цьому|цією"
        r"|цими|таких?|такий|така|таке"
        r"|такі|таким|такою|тому|і|й|а|але|або|однак|проте|отже|тоді|потім|також|натомість|водночас|втім|зокрема"
        r"|адже|бо"
        r"|крім (?:того|цього|них|неї|нього)|окрім (?:того|цього)|при (?:цьому|тому)|після (?:цього|чого"
        r"|того(?!,? як))"
        r"|до (?:цього|того(?!,? як)|речі|слова)|за (?:його|її|їх\w*|цим\w*|цією|його) \w+|у (?:цьому|цій|цих"
        r"|такому|такий|нього|неї|них|свою"
        r"|відповідь|результаті)|в (?:цьому|цій|цих|результаті|його|її|їх\w*)|на (?:цьому|цій|цих|думку (?:його"
        r"|її)|його|її|їх\w*)"
        r"|з (?:цього|цієї|цих|цим|ним|нею|ними|них)|про (?:це|нього|неї|них|нього)|для (?:цього|нього|неї|них)"
        r"|через (?:це"
        r"|цей|цю|ці|нього)|серед (?:них|цих)|завдяки (?:цьому|цій|цим)|по-(?:перше|друге|третє|четверте)|по-\w+є,"
        r"|таким чином|тим (?:часом|самим|не менш)|тож|щоправда|навпаки|наприклад|справді|дійсно|зате|власне|мовляв"
        r"|згодом|відтак|звідти|там|тут|туди|тепер|ось|так|ні|саме|нарешті|більше того|зі (?:свого|слів)|зі \w+ слів"
        r"|як (?:він|вона|вони|зазнача\w+|відомо|повідомлялось|повідомлялося|наголосив|додав|уточн\w+)|я|ми|ви"
        r"|мій|моя|наш\w*|мене|мені|нам"
        r"|нас|обидва|обидві|обоє|інші|решта|дехто|останн\w+|хоча|бо|що|щоб|який|яка|які|де)"
        r"(?![\w'-])|\d+-річн\w+(?= (?:[а-яєіїґ']+(?:в|ла|ли|є|ить|ать)|не)\b)|(?:двоє|троє)(?= \w+(?:ли|ть|лися)\b)"
        r"|(?:перш\w+|друг\w+"
        r"|трет\w+)(?= \w+(?:в|ла|ли|ть|вся|лася|лися)\b)"
        r"|(?:у|в|на|за|з|після|до|через) (?:[\w'-]+ ){1,3}(?:він|вона|воно|вони)\b|(?:далі|перед цим|між тим)\b"
        r"|\w+ (?:він|вона|вони) (?:не )?\w+"
        r"|[^,.]{2,60}, (?:це|він|вона|воно|вони|його|її|їхн\w+) |(?:зараз|нині|тепер|раніше|сьогодні"
        r"|вчора) (?:він|вона|воно|вони|його|її)\b"
        r"|за словами (?:посадов|чинов|міністра|чолов|жінки|потерп|очевид|мера|політика|експерта)\w*,"
    ),
    within=re.compile(
        r"\b(?:поясн|пов'яз|підтверд|запереч|спростув|коменту|прокоментув|назва|називаю|вважаю|оціни)\w* (?:це"
        r"|таке|цього)\b(?!,)"
        r"|\b(?:це|таке) (?:поясн|пов'яз)"
        r"|\b[Дд]ії обох\b"
        r"|(?:в|ла|ли|є|е|ить|ать|уть|ють) (?:він|вона|вони)\b|\bза (?:його|її|їхніми) словами\b"
    ),
    subject=re.compile(r"(?P<noun>[а-яєіїґ'-]{3,})(?P<rest> .{0,40})"),
    anaphoric=re.compile(
        r"(?:чоловік|жінка|хлопець|дівчина|дитина|потерпіл\w+|постраждал\w+|нападник\w*|підозрюван\w+|обвинувачен\w+"
        r"|затриман\w+|інцидент|подія|пригода|документ|рішення|законопроєкт|проєкт|угода|заява|захід|заходи"
        r"|зловмисник\w*"
        r"|правоохоронц\w+|слідч\w+|водій|загибл\w+|пар[аи]|подружжя|авто|автомобіль|літак|корабель|фільм|книга|матч"
        r"|зустріч|голосування|лист|відео|повідомлення|ситуація|проблема|операція|акція|компанія|фірма|команда|клуб"
        r"|організація|тварина|пес|будинок|програма|система|дослідження|звіт|результати|спортсмен\w*|актор"
        r"|актриса|співак"
        r"|співачка|політик|посадовець|чиновник|депутат|гравець|нападаючий|хлопчик|дівчинка|фігурант\w*|інші|сума"
        r"|кошти)"
    ),
    unique=re.compile(r"(?!)"),
    complements=re.compile(
        r"^ (?:[А-ЯЄІЇҐ]|«|[а-яєіїґ']+(?:ого|ої|их|ів|ей|ій|ськ\w+)\b|з |із |зі |у |в |на |для |про |щодо |між "
        r"|проти |від |який|яка"
        r"|яке|які|до |за )"
    ),
    vacuous=re.compile(
        r"(?:виникає (?:за)?питання|постає питання)|про це (?:\w+ )?(?:повідом\w+|пише|пишуть|заяв\w+|розпові\w+"
        r"|йдеться|стало відомо|сказа\w+|інформу\w+|переда\w+|свідчать"
        r"|написа\w+|каже|говорить|зазнач\w+)|відповідн\w+ (?:рішення|указ|заяву|повідомлення|документ\w*|наказ"
        r"|постанов\w+) "
        r"(?:опублік\w+|підпис\w+|ухвал\w+|зроб\w+|оприлюдн\w+)[^,;:]*[.!]?$|(?:детальніше|подробиці|більше новин"
        r"|читайте|дивіться|підписуйтесь|підписуйтеся"
        r"|нагадаємо|раніше повідомлялось|раніше ми|як повідомлялося|довідка|джерело|фото|відео)\b"
        r"|так(?:і|у|ий) (?:дані|заяву|інформацію|висновок)\w* \w+|цитує|(?:повідомля\w+|пише"
        r"|передає) [^,;:]{2,50}[.!]?$"
    ),
)

LEANINGS = {"en": ENGLISH, "fr": FRENCH, "uk": UKRAINIAN}
