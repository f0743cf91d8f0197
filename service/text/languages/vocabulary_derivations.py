"""What tells that a number or a name was worked out of others, in every language; towns and their countries."""

from __future__ import annotations

import re

# The country first; of each the capital, other large towns, in what their names begin with in every known language.
TOWNS = """
norway: oslo осло bergen берген trondheim тронгейм; denmark: copenhag copenhagu копенгаг aarhus орхус; sweden:
stockholm стокгольм gothenburg göteborg гетеборг malmö мальме; finland: helsinki гельсінк tampere тампере; iceland:
reykjav рейк'яв; germany: berlin берлін hamburg гамбург munich мюнхен frankfurt франкфурт cologne кельн dresden
дрезден leipzig лейпциг stuttgart штутгарт; france: paris париж lyon ліон marseille марсел lille лілл nantes нант
bordeaux бордо nice strasbourg страсбур toulouse тулуз; spain: madrid мадрид barcelon барселон valencia valence валенс
seville séville севіль bilbao більбао; portugal: lisbon лісабон porto порту; italy: rome рим milan мілан naples неапол
turin турин venice venise венец florence флоренц sicily sicile сицил; greece: athens athènes афін thessalon салонік;
austria: vienna vienne від зальцбур salzburg; switzerland: bern берн zurich цюрих geneva genève женев basel bâle
базел; belgium: brussels bruxelles брюссел antwerp anvers антверп ghent gand гент; netherlands: amsterdam амстердам
rotterdam роттердам hague haye гааг utrecht утрехт; ireland: dublin дублін cork; britain: london londres лондон
manchester манчестер birmingham бірмінгем leeds лідс liverpool ліверпул; scotland: edinburgh édimbourg единбур glasgow
глазго aberdeen абердін inverness інвернес; wales: cardiff кардіфф swansea; poland: warsaw varsovie варшав krakow
cracovie краків краков gdansk гданськ lublin люблін wroclaw вроцлав poznan познан; czech: prague праг praz праз brno
брно ostrava острав; slovakia: bratislav братислав košice кошиц; hungary: budapest будапешт; romania: bucharest
bucarest бухарест; bulgaria: sofia софі varna варн; serbia: belgrade белград; croatia: zagreb загреб split; slovenia:
ljubljana любляни любляна; estonia: tallinn таллінн таллін tartu тарту narva нарв; latvia: riga риг ризі; lithuania:
vilnius вільнюс kaunas каунас; russia: moscow moscou москв petersburg петербур kremlin кремл; ukraine: kyiv kiev київ
києв lviv львів львов odesa odessa одес kharkiv харків харков dnipro дніпр; belarus: minsk мінськ; moldova: chisinau
кишин; turkey: ankara анкар istanbul стамбул izmir ізмір; georgia: tbilisi тбіліс; israel: jerusalem jérusalem
єрусалим tel-aviv aviv; iran: tehran téhéran тегеран; iraq: baghdad bagdad багдад; syria: damasc damas дамаск alep
алепп; lebanon: beirut beyrouth бейрут; egypt: cairo caire каїр; morocco: rabat рабат casablanc касабланк; algeria:
algiers alger алжир oran; tunisia: tunis туніс; nigeria: lagos лагос abuja абудж; kenya: nairobi найроб; senegal:
dakar дакар; ethiopia: addis аддис; japan: tokyo токіо osaka осак kyoto кіото; china: beijing pékin pekin пекін
shanghai шанха; korea: seoul séoul сеул pyongyang пхеньян busan пусан; india: delhi делі mumbai мумбаї bombay kolkata
calcutta калькутт; pakistan: islamabad ісламабад karachi карачі; thailand: bangkok бангкок; vietnam: hanoi ханой;
indonesia: jakarta джакарт; philippines: manila manille маніл; australia: canberra канберр sydney сідне melbourne
мельбурн perth перт brisbane; zealand: wellington веллінгтон auckland окленд; canada: ottawa оттав toronto торонто
montreal montréal монреал vancouver ванкувер; us: washington вашингтон chicago чикаго boston бостон houston texas
техас california californie каліфорн florida floride флорид; mexico: mexico мехіко; brazil: brasília brasilia бразиліа
são rio; argentina: buenos буенос; chile: santiago сантьяг; peru: lima ліма лімі cusco куско; colombia: bogota боготі
богота; cuba: havana havane гаван; venezuela: caracas каракас; eu: brussels bruxelles брюссел;
azerbaijan: baku bakou баку; armenia: yerevan erevan єреван; kazakh: astana астан; uzbek: tashkent tachkent ташкент;
saudi: riyadh riyad ер-ріяд ріяд; jordan: amman амман; libya: tripoli тріполі; sudan: khartoum хартум; ghana: accra
аккр; mali: bamako бамако; niger: niamey ніамей; rwanda: kigali кігалі; congo: kinshasa кіншас; angola: luanda луанд;
qatar: doha доха дохи доху дохою; cyprus: nicosia nicosie нікосі; kosovo: pristina приштин; bosnia: sarajevo сараєв;
albania: tirana тирана тирані; macedonia: skopje скоп'; nepal: kathmandu katmandou катманду; bangladesh: dhaka dacca
дакка даккою; afghan: kabul kaboul кабул; taiwan: taipei taïpei тайбе тайпе; ecuador: quito кіто; uruguay: montevideo
монтевідео; somalia: mogadis могадіш; uganda: kampala кампал; zambia: lusaka лусак; zimbabwe: harare хараре; cameroon:
yaoundé яунде; kyrgyzstan: bishkek bichkek бішкек; tajikistan: dushanbe douchanbé душанбе; malta: valletta валетт;
bolivia: la-paz; afghanistan: kabul kaboul кабул; kazakhstan: astana астан; uzbekistan: tashkent tachkent ташкент
"""
PLACE_ADJECTIVE = re.compile(
    r"(?:(?:ів|їв|ев|єв|ов|ан|ян|ин|ен)?(?:ськ|зьк|цьк)(?:ий|ого|ому|им|ім|а|ої|ій|у|ою|е|і|их|ими)"
    r"|(?:ів|їв|ев|єв|ов|ян|ин)?щин(?:а|и|і|у|ою))$"
)
LAST_VOWELS = re.compile(r"[аеєиіїоуюяьй]+$")
CASE_ENDING = re.compile(
    r"(?:(?:ів|їв|ев|єв|ов|ен|ець|ц|ок|к|ьк|г|з|ж|х|с|ш|ч|т|д|н|л|р)?(?:а|я|у|ю|о|е|и|і|ї|ь|й|ом|ем|єм|ам|ям|ах|ях|ами|ями"
    r"|ові|еві|єві|ів|їв|ою|ею|єю|ій|ий|им|ім|ого|ому|ої|их|ими|ин|ині|ину|иним)?|)"
)
PARTS_OF_LANDS = frozenset(
    ["Haute", "Haut", "Basse", "Bas", "Hauts", "Hautes", "Nord", "Sud", "Nouvelle", "Grande", "Petite"]
)
MORE = re.compile(
    r"(?:more than|over|above|upwards of|at least|exceed\w*|plus d[e’']|au[- ]delà de|au moins|dépass\w+(?: les)?"
    r"|понад|більш[е]? (?:ніж|як|за)|щонайменше|принаймні|перевищ\w+)\W*$",
    re.IGNORECASE,
)
LESS = re.compile(
    r"(?:nearly|almost|just under|under|less than|fewer than|up to|close to|(?:près|moins|pas loin) d[e’']|presque"
    r"|jusqu['’]à|майже|менш[е]? (?:ніж|як|за)|до|без малого)\W*(?:les )?$",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"(?:about|around|roughly|some|approximately|an estimated|environ|quelque|autour d[e’']|à peu près|les|une?"
    r"|близько|приблизно|орієнтовно|десь)\W*$",
    re.IGNORECASE,
)
TIMES = (
    (re.compile(r"\W?(?:decades?|décennies?|десятилі|десятк|dizaines?|tens)", re.IGNORECASE), 10),
    (re.compile(r"\W?(?:dozens?|douzaines?|дюжин)", re.IGNORECASE), 12),
    (re.compile(r"\W?(?:centur|siècles?|століт|сотен|сотн|hundreds?|centaines?)", re.IGNORECASE), 100),
    (re.compile(r"\W?(?:weeks?|semaines?|тиж)", re.IGNORECASE), 7),
)
DECADE = re.compile(r"['’]?s\b|-?[тих]?х\b")
DECADE_BEFORE = re.compile(r"ann[ée]es[ \u00a0](?:\d{2,4} (?:et|à) )?$", re.IGNORECASE)
CENTURY = re.compile(r"(?:e|er|th|st|nd|rd)?[- \u00a0](?:centur|siècle|століт|ст\.)", re.IGNORECASE)
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
YEARS = re.compile(r"[- \u00a0]?(?:years?|ans?\b|années?|рок|рік|літ)", re.IGNORECASE)
DIFFERENCE = re.compile(
    r"\b(?:more|less|fewer|higher|lower|dearer|cheaper|extra|gap|margin|difference|ahead|behind|earlier|later|by|rose"
    r"|fell|de (?:plus|moins)|écart|supplémentaires?|d['’]avance|plus (?:cher|tard|tôt)\w*|gagn\w+|perd\w+|augment\w+"
    r"|дорожч\w+|дешевш\w+|більш\w*|менш\w*|різниц\w+|випере\w+|обій\w+|раніше|пізніше|зрос\w+|подорожч\w+|подешев\w+)\b",
    re.IGNORECASE,
)
SUM = re.compile(
    r"\b(?:total|altogether|in all|combined|together|both|au total|en tout|ensemble|deux|загалом|разом|усього|обо\w+"
    r"|сукупн\w+)\b",
    re.IGNORECASE,
)
TWO = re.compile(r"[A-ZÀ-ÞА-ЯЄІЇҐ][\w’'ʼ.-]+,? (?:and|et|і|й|та) (?:(?:the|le|la|les|l['’]) ?)?[A-ZÀ-ÞА-ЯЄІЇҐ]")
NEXT_DAY = re.compile(
    r"(?:next|following) (?:day|morning|evening|night)|day after|overnight|(?:spent|during) the night|early hours"
    r"|lendemain|petit matin|à l['’]aube|наступн\w+ (?:дн|ран|вечо|доб)|на світанку|до ранку|переночув",
    re.IGNORECASE,
)
DAY_BEFORE = re.compile(r"day before|previous (?:day|evening|night)|\beve\b|veille|напередодні|попередн", re.IGNORECASE)
HOURS = re.compile(r"[- \u00a0](?:hours?|heures?|годин)", re.IGNORECASE)
COMPANY = re.compile(
    r"(?:\b(?:and|et) (?:her|his|their|its|ses|leurs)|\b(?:й|і|та|з|зі|із) (?:її|його|своїми?|їхні\w*)) $",
    re.IGNORECASE,
)
WORKED_OUT = re.compile(
    r"\b(?:half|double|twice|triple|rest|others?|remaining|still|followed|further|another|all but|only|out of"
    r"|moitié|double|triple|autres?|reste|suivi\w*|suivant\w*|supplémentaires?|seuls?|seules?|encore|toujours"
    r"|половин\w+|удвічі|вдвічі|утричі|втричі|решт\w+|інш\w+|ще|досі|лише|тільки)\b",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    r"\s*(?:%|€|£|\$|[a-zа-яєіїґé]{0,8})\s*(?:to|à|до|of|out of|sur|des|з|із|instead of|contre|au lieu de|замість)"
    r"\s*(?:the|les|ces|£|€|\$)?\s*",
    re.IGNORECASE,
)
"""What stands between two numbers of which a third is the difference: `from 150 to 180`, `two of the five`."""
PARTS = (
    (re.compile(r"\bquarter|\bquart\b|\bчверт", re.IGNORECASE), 0.25),
    (re.compile(r"\ba third|\bone third|\bun tiers|\bтретин", re.IGNORECASE), 1 / 3),
    (re.compile(r"\btwo[ -]thirds|\bdeux tiers|\bдві третини", re.IGNORECASE), 2 / 3),
    (re.compile(r"\bthree[ -]quarters|\btrois quarts|\bтри чверті", re.IGNORECASE), 0.75),
    (re.compile(r"\b(?:a|one) fifth|\bun cinquième|\bп['’ʼ]ят(?:а|у|ої) частин", re.IGNORECASE), 0.2),
    (re.compile(r"\b(?:a|one) tenth|\bun dixième|\bдесят(?:а|у|ої) частин", re.IGNORECASE), 0.1),
)
PERCENT = re.compile(r"[ \u00a0\u202f]?(?:%|per ?cent|pour cent|відсот|процент)", re.IGNORECASE)
SMALL_COINS = re.compile(r" ?(?:p\b|pence|cents?\b|centimes?|копій|коп\.)", re.IGNORECASE)
WEEKS = re.compile(r"[- \u00a0](?:weeks?|fortnight|semaines?|quinzaine|тиж\w+)\b", re.IGNORECASE)
RATIO = re.compile(r"(?:divis|multipli)\w* par $|(?:by a factor of) $", re.IGNORECASE)
MONTHS = re.compile(r"[- \u00a0](?:months?|mois|місяц)", re.IGNORECASE)
REST = re.compile(
    r"\b(?:remain\w*|still|left|rest|restent?|restant\w*|toujours|залиш\w+|решт\w+|досі)\b", re.IGNORECASE
)
# What French words for the people of a town have behind what is left of its name: Toulousains, Lillois.
PEOPLE_OF_TOWN = re.compile(r"\w{0,2}(?:ais|ois|ain|ien|éen|in)(?:s|e|es|ne|nes)?")
# Ukrainian names of one closed syllable have another vowel in the other cases: Ріг, Рогу.
CLOSED_SYLLABLE = re.compile(r"([^аеиоуюяєїі]{1,2})і([^аеиоуюяєїіьй])")
