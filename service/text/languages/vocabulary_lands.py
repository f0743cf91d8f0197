"""Regions, rivers, seas, mountains, islands and historic lands that each language calls in its own way.

A row is one of them, divided by slashes: what its words begin with in English, French and Ukrainian.
"""

from __future__ import annotations

_ROWS = """
alsac alsati / alsac / ельзас
lorrain / lorrain / лотаринг лоррейн
brittany breton / bretagne breton / бретан бретон
normandy / normand / норманд нормандськ
burgund / bourgogne bourguign / бургунд
picardy / picardie / пікарді
provenc provenç / provenc provenç / прованс
gascony / gascogne / гаскон
aquitain / aquitain / аквітан
auvergne auvergnat / auvergn / оверн
savoy / savoie savoyard / савой
occitan / occitan / окситан
corsica / corse / корсик
riviera / riviera azur / рів'єр лазуров
camargue / camargu / камарг
tuscan / toscan / тоскан
lombardy / lombardie / ломбардія ломбардії ломбардію ломбардськ
piedmont / piémont / п'ємонт
veneto / vénétie / венето
liguria / ligur / лігурі
umbria / ombrie / умбрі
lazio latium / latium lazio / лаціо лацій
apulia puglia / pouilles / апулі
calabri / calabr / калабрі
sicil / sicil / сицилі
sardinia / sardaigne / сардині сардинськ
abruzz / abruzz / абруцц
campania / campanie / кампаньї кампанський
dolomit / dolomit / доломіт
catalonia catalan catalun / catalogne catalan / каталон каталун
andalus / andalou / андалус
galicia halych halyt / galice galicie galicien / галісі галиц галич
castil / castill / кастиль кастилі
basque / basque / баски басків баскськ
navarr / navarr / наварр
asturia / asturi / астурі
extremadura estremadura / estrémadure / естремадур
algarve / algarve / алгарв
bavari / bavière bavarois / бавар
saxony saxon / saxe saxon / саксон
rhineland / rhénan / рейнланд рейнськ
westphalia / westphali / вестфал
thuringia / thuring / тюринг
swabia / souab / шваб
hesse hessian / hesse / гессен
brandenburg / brandebourg / бранденбур
mecklenburg / mecklembourg / мекленбур
wurttemberg württemberg / wurtemberg / вюртемберг
palatinate / palatinat / пфальц
pomerania / poméran / помор помера
silesia / silési / сілез шльонськ
mazovi masovi / mazovi / мазов
prussia / pruss / прусс
volhyni volyn / volhyni volyn / волин
transcarpath zakarpat / transcarpat zakarpat / закарпат
bukovin / bucovin bukovin / буковин
bessarabia / bessarabi / бессараб
transylvania / transylvani / трансильван
transnistria transdniestria / transnistri transdniestr / придністров
moravia / moravie morave / моравія моравії моравію моравськ
bohemia / bohême bohémien / богемі
carinthia / carinthie / каринті
styria / styri / штирі
tyrol / tyrol / тірол тирол
flanders flemish / flandre flamand / фландр фламанд
wallon / wallon / валлон
brabant / brabant / брабант
jutland / jutland / ютланд
lapland / lapon / лапланд
karelia / carél / карелі карельськ
cornwall cornish / cornouaill / корнуол корнуелл корнвол
hebrid / hébrid / гебрид
orkney / orcad / оркне
shetland / shetland / шетланд
crete cretan / crète crétois / критськ криту криті критом
corfu / corfou / корфу керкір
rhodes / rhodes / родос
cyclad / cyclad / кіклад
thessaly / thessalie / фессалі
peloponnes / péloponn / пелопоннес
balearic / baléar / балеар
mallorca majorca / majorqu mallorqu / майорк мальорк
menorca minorca / minorqu / менорк
ibiza / ibiza / ібіц
canaries canarian / canaries / канар
azores azorean / açor / азорськ
madeira / madère / мадейр
faroe / féroé / фарер
falkland malvinas / malouin falkland / фолкленд мальвін
spitsbergen svalbard / spitzberg svalbard / шпіцберген свальбард
galápagos galapagos / galapagos / галапагос
caledonia / calédoni / каледон
polynesia / polynési / полінезі
tasmania / tasmani / тасман
kuril / kourile / курил
sakhalin / sakhalin / сахалін
antilles / antill / антиль
caribbean / caraïb / кариб
hawaii hawai / hawaï hawaïen / гавай гаває гаваї
labrador / labrador / лабрадор
quebec québec québéc / québec québéc / квебек
louisiana / louisian / луїзіан
pennsylvania / pennsylvani / пенсильван
california / californi / каліфорні
florida / florid / флорид
patagonia / patagoni / патагон
amazonia / amazoni / амазоні
yucatan yucatán / yucatan / юкатан
siberia / sibéri / сибір
chechnya chechen / tchétchén / чечн чечен
ingushetia ingush / ingouch / інгуш
dagestan / daghestan / дагестан
tatarstan tatar / tatar / татар
abkhaz / abkhaz / абхаз
ossetia / ossét / осеті осетин
karabakh / karabakh karabagh / карабах
kurdistan kurd / kurd / курдист курдс курдськ
anatolia / anatoli / анатол
cappadocia / cappadoce / каппадок
kashmir / cachemir / кашмір
bengal / bengal / бенгал
punjabi / pendjabi / пенджабі
gujarat / gujarat goudjerat / гуджарат
tibet / tibet tibét / тибет
xinjiang / xinjiang / сіньцзян
manchuria / mandchou / маньчж
sichuan szechuan / sichuan sseutchouan / сичуан
darfur / darfour / дарфур
tigray / tigré / тиграй
sahara / sahara / сахара сахарі сахару сахарськ
sahel / sahel / сахел
maghreb / maghreb / магриб
katanga / katanga / катанг
sinai / sinaï / синай
galilee / galilé / галіле
golan / golan / голан
siamese / siamois / сіамськ
myanmar burma burmese / birman myanmar / м'янм бірм
ceylon / ceylan / цейлон
persia / perse / персія персії персію перськ
mesopotamia / mésopotami / месопотам
babylon / babylon / вавилон
byzanti byzanc / byzan / візант
ottoman / ottoman / осман
carthag / carthag / карфаген
phoenicia / phénici / фінікі
gauls gallic / gaulois / галлія галлії галлію галльськ
levant / levant / левант
indochina / indochin / індокита
yugoslav / yougoslav / югослав
czechoslovak / tchécoslova / чехословач чехословак чехословац
adriatic / adriati / адріат
baltic / balte baltiqu / балтій балтик балтію балтик балтиц
caspian / caspien / каспі
atlantic / atlantique / атлантик атлантич атлантиц
antarctic / antarcti / антаркт
bosphorus bosporus / bosphore / босфор
dardanelles / dardanell / дарданелл
hormuz / ormuz hormuz / ормуз ормуз
suez / suez / суец
biscay / biscaye gascogne / біскай
channel / manche anglo-normand / ла-манш манш нормандськ
azov / azov / азов
moselle / mosell / мозел
meuse maas / meuse / маас
scheldt / escaut / шельд
tagus / tage / тахо тежу
ebro / èbre / ебро
elbe / elbe / ельб
dnieper dnipro / dniepr dnipro / дніпр
dniester / dniestr / дністер дністр
volga / volga / волг волз волжськ
euphrat / euphrat / євфрат
ganges / gange / ганг
yangtze yangzi / yangtsé yang-tsé yangzi / янцзи
mekong / mékong / меконг
zambezi / zambèze / замбезі
limpopo / limpopo / лімпопо
alpine alps / alpes alpin / альпи альпах альпам альпами альпійськ
carpath / carpat / карпат
pyren / pyrén / пірен
apennin / apennin / апеннін
himalaya / himalay / гімала
urals ural / oural / урал
caucasus / caucase caucasien / кавказ
andes andean / andes andin / анди андах андськ
vosges / vosg / вогез
balkan / balkan / балкан
matterhorn / cervin matterhorn / маттергорн
vesuvius / vésuve / везуві
etna / etna / етна етну етною
ardenn / ardenn / арденн
nuremberg nürnberg / nuremberg / нюрнбер
regensburg / ratisbonne / регенсбур
trier / trèves / трір
dresden / dresd / дрезден
leuven louvain / louvain leuven / лувен
mechelen / malines / мехелен
ostend / ostende / остенд
dunkirk / dunkerque / дюнкерк
padua / padoue / падуя падуї падую
mantua / mantoue / мантуя мантуї мантую
leghorn livorno / livourne / ліворно
zaragoza saragossa / saragosse / сарагос
cadiz cádiz / cadix / кадіс
cordoba córdoba / cordoue / кордов кордоб
thessaloniki salonica salonika / salonique thessalonique / салонік
belgrade / belgrad / белград бєлград
bucharest / bucarest / бухарест
aleppo / alep / алеппо халеб
mosul / mossoul / мосул
beirut / beyrouth / бейрут
tehran / téhéran / тегеран
algiers / alger / алжир
tangier / tanger / танжер
mumbai bombay / bombay mumbai / мумбаї мумбай бомбе
kolkata calcutta / calcutta kolkata / калькут колкат
guangzhou canton / canton guangzhou / гуанчжоу кантон
nanjing nanking / nankin / нанкін
gdansk gdańsk danzig / gdansk gdańsk dantzig / гданськ данциг
zurich zürich / zurich / цюрих
lucerne luzern / lucern / люцерн
frankfurt / francfort / франкфурт
hamburg / hambourg / гамбур
freiburg fribourg / fribourg / фрайбур фрібур
salzburg / salzbourg / зальцбур
valetta valletta / valette / валлетт валетт
tripoli / tripoli / тріполі триполі
"""
# What sports pages call a national team, with its country, and seats of power, with their towns.
_TEAMS = """
bleus bleues tricolores триколорн france french franç франц
springbok спрингбок africa africain afrique африк
blacks блекс zealand zélande зеланд
wallabies socceroos валлабі australia australi австрал
azzurri azzurr адзурр squadra italy italian itali італі
albiceleste альбіселест argentin аргентин
oranje netherlands dutch pays-bas néerland нідерланд
mannschaft манншафт germany german allemagne allemand німеч
seleção selecao селесао brazil brésil бразил portug португал
roja spain spanish espagn іспан
diables belgi belge belgique belges бельг
kremlin кремл moscow moscou москв
élysée elysee єлисейськ paris париж
fennec феннек algeri algér алжир
"""


def lands() -> tuple[tuple[str, ...], ...]:
    """What the forms of each begin with, in whichever language: those of one are seldom others in the next."""
    return tuple(tuple(row.replace("/", " ").split()) for row in (_ROWS + _TEAMS).split("\n") if row)


# Names of more than one word, of which another language has another number: patterns, as above.
_JOINED = r"""
West Bank / Cisjordanie / Західн\w+ [Бб]ере[гз]\w*(?: річки Йордан| Йордану)?
Lake Geneva / (?:lac )?Léman|lac de Genève / Женевськ\w+ озер\w+
Lake Constance / lac de Constance / Боденськ\w+ озер\w+
Rocky Mountains|Rockies / (?:montagnes )?Rocheuses / Скеляст\w+ г[оі]р\w*
(?:Paris region|Greater Paris|[IÎ]le-de-France) / Île-de-France|région parisienne / Іль-де-Франс|регіон\w* Парижа
Easter Island / île de Pâques / [Оо]стр[оі]в\w* Пасхи
Tierra del Fuego / Terre de Feu / Вогнян\w+ Земл\w+
Nova Scotia / Nouvelle-[ÉE]cosse / Нов\w+ Шотланд\w+
"""
JOINED: tuple[tuple[str, str, str], ...] = tuple(
    (en, fr, uk) for en, fr, uk in (row.split(" / ") for row in _JOINED.strip().splitlines())
)
"""The patterns of each in English, French and Ukrainian."""
REPUBLIC = "République"
"""What the adjective of a country follows without a capital: `République tchèque`."""
