"""Names that are common words, too, of the lists of `common_words`: so frequent that they stand beside `table`.

A capitalised word of those lists may be a word of a title, which is translated; these never are.
"""

from __future__ import annotations

from functools import cache, lru_cache

from service.text.common_words import frequencies
from service.text.same_names import same_name
from service.text.transliteration import beginning

_LEAST = 6
_NAMES = """
aaron abraham adele adam adrian agnes alan albert alex alexander alexandre alexandra alfred alice alison amanda amelia
andrea andreas andrew andrii angela anna anne anthony antoine antonio arnaud arthur audrey barbara benjamin bernard
boris brandon brenda brian bruno bryan camille caroline catherine cecile chantal charles charlotte chloe christian
christine christophe christopher claire clara claude clement colin craig cristiano cynthia daniel daniela david
deborah denis dennis diana diego dmytro dominique donald dorothy douglas dylan edward eleanor elena eliot elizabeth
ella ellen elodie emily emma emmanuel eric ethan etienne eugene evan fabien felix fernando florian francis francisco
francois frank franz frederic gabriel gary georges gerald gerard gilbert giovanni gordon graham gregory guillaume
gustave harold harry heather hector helen helene henri henry herbert hillary howard hugo ibrahim igor irina irene
isaac isabelle ivan jacob jacques james jamie jane janet jason jean jeanne jeffrey jennifer jeremy jerome jessica joan
joanna joel johann john johnny johnson jonathan jordan jorge jose joseph joshua juan jules julia julian julie julien
juliette justin karen karl kate katherine kathleen keith kelly kenneth kevin kyle lara laura lauren laurence laurent
leah leon leonard leslie linda lisa lois louis louise luca lucas lucie lucy luis luke lydia madeleine manuel marc
marcel marco margaret maria marie mario marion martha martin mary mathieu matthew matthieu maurice maxime megan
melanie melissa michael michel michelle miguel mohamed mohammed monica monique morgan muhammad mykola nancy natalie
nathalie nathan neil nicholas nicolas nicole nigel nina noah nora norman oleg oleksandr olena olga oliver olivier
oscar pablo pamela pascal patricia patrick paul paula paulo pedro peter petro philip philippe pierre rachel raymond
rebecca renee ricardo richard robert roberto robin rodney roger roland ronald roy ruth ryan sabrina samantha samuel
sandra sandrine sara sarah scott sean sebastien sergei sergio seth shannon sharon simon simone sofia sonia sophia
sophie stanley stefan stella stephane stephen steve steven stuart susan sylvain sylvie taras teresa theodore theresa
thibault thierry thomas timothy tony travis tyler ursula valentina valerie vanessa veronica veronique victor victoria
vincent virginie vladimir volodymyr walter wayne wendy william wilson xavier yann yves yulia zoe adams anderson
armstrong bennett biden blair bolsonaro bush cameron carter castro chirac chavez churchill clinton collins cooper
corbyn darwin davis dior edwards einstein erdogan evans ferguson fischer fillon franco freud gandhi garcia gates
gonzalez gorbachev harris harrison hitler hollande hughes hussein jackson jenkins jobs jones kennedy kohl lavrov lenin
lincoln lopez lula macron madonna mandela maradona martinez marx maduro meloni melenchon mendoza merkel merz messi
mitchell mitterrand modi mozart murphy musk mussolini napoleon navalny netanyahu newton nixon obama orban parker
peterson picasso poroshenko poutine putin reagan roberts robinson rodriguez ronaldo roosevelt sanchez sanders sarkozy
scholz schroder shakespeare shevchenko simpson smith snowden spielberg stalin starmer sullivan sunak taylor thatcher
thompson trudeau trump truss tymoshenko washington watson xi yanukovych zelensky zidane zuckerberg adobe airbus
alibaba alstom amazon aol apple arsenal audi auchan barclays bayer bbc bentley bloomberg bmw boeing bosch bugatti
cadillac canon carrefour chanel chelsea chevrolet chrysler cisco citroen cnn danone dell deloitte disney ebay ericsson
facebook ferrari fiat fifa ford gazprom goldman google greenpeace gucci hermes hitachi honda huawei hyundai ibm ikea
infosys instagram intel jaguar kodak lamborghini lego lenovo lexus linkedin loreal lufthansa mastercard mazda mcdonald
mercedes michelin microsoft mitsubishi monsanto motorola nestle netflix nike nintendo nissan nokia novartis nvidia
openai oracle orange panasonic paypal pepsi peugeot pfizer philips porsche prada renault reuters rolex ryanair safran
samsung sanofi siemens skype snapchat sony spotify starbucks stellantis subaru suzuki tesco tesla thales tiktok
toshiba toyota twitter uber unilever visa vodafone volkswagen volvo walmart wikipedia xerox yahoo youtube zara
interpol juventus barcelona hezbollah hamas taliban kremlin bundestag bundesliga pentagon aberdeen adelaide aleppo
alger amsterdam ankara atlanta auckland avignon bagdad baghdad bakhmut bali baltimore bangkok bavaria beirut belfast
belgrade berlin bern bilbao birmingham bologna bombay bonn bordeaux boston bradford bremen brest brighton brisbane
bristol brooklyn bruges bucarest bucharest budapest buenos calais calgary california cambridge canberra cannes cardiff
casablanca chernihiv chernivtsi chernobyl cherkasy chicago cincinnati cleveland colorado copenhagen dakar dallas
damascus darfur delhi denver detroit dijon dnipro donbas donetsk dortmund dresden dubai dublin dundee edinburgh essen
florida frankfurt galway gaza gdansk geneva genoa glasgow granada grenoble hamburg hanoi hanover havana hawaii
helsinki hiroshima hollywood houston illinois istanbul jakarta jerusalem johannesburg kabul kharkiv kherson kolkata
kramatorsk kremenchuk lausanne leeds leicester leipzig liege lille lima limoges lisbon liverpool ljubljana luhansk
lutsk luxembourg lyon madrid malaga manchester manhattan manila mariupol marseille maryland massachusetts melbourne
memphis miami michigan milan milwaukee minneapolis minnesota minsk monaco montpellier montreal mosul mumbai mykolaiv
nairobi nantes nevada newcastle nice nigeria nottingham nuremberg odesa ohio oregon orleans osaka oslo ottawa oxford
palermo pennsylvania philadelphia phoenix pittsburgh poltava porto portland prague pretoria quebec reims rennes
reykjavik riga rivne rotterdam rouen salzburg santiago saragossa seattle sevastopol seville shanghai sheffield
singapore southampton stockholm strasbourg stuttgart sumy sydney taipei tbilisi teheran tehran ternopil texas tokyo
toronto toulon toulouse tripoli turin utah utrecht uzhhorod valencia vancouver versailles vilnius vinnytsia virginia
volgograd wellington wembley wimbledon winnipeg yalta yokohama yorkshire zagreb zaporizhzhia zurich zhytomyr danube
thames severn seine loire rhone rhine volga tamise dnister amazonia
"""


# Words that sentences begin with as often.
_WORDS = frozenset(
    {
        "apple",
        "bush",
        "canon",
        "gates",
        "jobs",
        "lens",
        "nice",
        "orange",
        "oracle",
        "parker",
        "phoenix",
        "visa",
        "reading",
    }
)


@lru_cache(maxsize=8192)
def opens_as_name(word: str) -> bool:
    """Whether the first word of a sentence is one of the frequent names, and no other word looks like it."""
    folded = word.casefold().removesuffix("'s").removesuffix("’s")
    if folded.isascii():
        return folded in _exact() and folded not in _WORDS
    return folded not in frequencies("uk") and len(word) >= _LEAST and is_known_name(word)


@lru_cache(maxsize=8192)
def is_known_name(word: str) -> bool:
    """Whether a capitalised word is one of the frequent names, in whatever script, case and spelling."""
    return any(same_name(name, word) for name in _by_beginning().get(beginning(word[:60]), ()))


@cache
def _exact() -> frozenset[str]:
    return frozenset(_NAMES.split())


@cache
def _by_beginning() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in _NAMES.split():
        found.setdefault(beginning(name), []).append(name)
    return {start: tuple(names) for start, names in found.items()}
