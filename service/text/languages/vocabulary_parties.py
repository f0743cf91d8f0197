"""More of who news is about: people by what they do or are to each other, bodies, animals, vehicles.

As in `parties.py`: a row is one of them, divided by slashes, with what its words begin with in English, French and
Ukrainian.
"""

from __future__ import annotations

MORE_PARTIES = """
apprentice trainee intern / apprenti stagiaire / стажист стажер підмайст учень
developer / promoteur promotrice / забудовни
forester ranger / forestier / лісник лісівни
mountaineer climber / alpiniste grimpeur / альпініст скелелаз
librarian / bibliothécaire / бібліотекар
electrician / électricien / електрик
plumber / plombier / сантехнік
butcher / boucher / м'ясни
gardener / jardinier / садівни
carpenter / menuisier charpentier / тесляр столяр
builder mason / maçon bâtisseur / будівельни муляр
tailor seamstress / tailleur couturi / кравець кравц кравчин
jeweller jeweler / bijoutier joaillier / ювелір
accountant / comptable / бухгалтер
secretary / secrétaire / секретар
treasurer / trésorier / скарбни
auditor / auditeur / аудитор
broker / courtier / брокер
consultant / consultant / консультант
translator interpreter / traducteur traductrice interprète / перекладач
historian / historien / істори
archaeologist archeologist / archéologue / археолог
biologist / biologiste / біолог
physicist / physicien / фізик
chemist / chimiste / хімік
astronomer / astronome / астроном
mathematician / mathématicien / математик
philosopher / philosophe / філософ
economist / économiste / економіст
geologist / géologue / геолог
skier / skieur skieuse / лижни
boxer / boxeur boxeuse / боксер
runner / coureur coureuse / бігун
swimmer / nageur nageuse / плавець плавц плавчин
sculptor / sculpteur sculptrice / скульптор
photographer / photographe / фотограф
dancer / danseur danseuse / танцівни танцюрист
violinist / violoniste / скрипал
pianist / pianiste / піаніст
curator / conservateur conservatrice commissaire / куратор хранител
critic / critique / критик
presenter / présentat animat / ведуч
blogger / blogueu / блогер
sheriff / shérif / шериф
customs / douanier douanière / митни
smuggler / contrebandier passeur / контрабандист
poacher / braconnier / браконьєр
kidnapper / ravisseur / викрадач
hacker / pirate hacker / хакер
fraudster swindler / escroc / шахра
uncle / oncle / дядьк
aunt / tante / тітк
nephew / neveu / племінник
niece / nièce / племінниц
cousin / cousin / кузен кузин
grandfather / grand-père / дідус
grandmother / grand-mère / бабус
grandson / petit-fils / онук внук
widow / veuve veuf / вдов
bride / mariée fiancée / нареченої наречена наречену
guest / invité hôte / гість гост
friend / ami amie / друг подруг
colleague / collègue / колег
beekeeper / apiculteur apicultrice / бджоляр пасічни
winemaker winegrower / vigneron viticult / винороб виноградар
brewer / brasseur / пивовар
breeder / éleveur / заводчи тваринни
shopkeeper grocer / épicier / крамар
cashier / caissier / касир
courier / coursier livreur / кур'єр
postman postwoman / facteur factrice / листонош
lifeguard rescuer / sauveteur secouriste / рятівни
paramedic / ambulancier / парамедик фельдшер
midwife / sage-femme / акушер
monk / moine / чернець ченц монах
nun / religieuse / черниц
rabbi / rabbin / рабин
imam / imam / імам
prince / prince / принц
princess / princesse / принцес
consul / consul / консул
envoy / émissaire envoyé / посланец посланц
colonel / colonel / полковни
lieutenant / lieutenant / лейтенант
sergeant / sergent / сержант
admiral / amiral / адмірал
volunteer / bénévole volontaire / волонтер доброволец доброволь
donor / donateur donatrice / донор жертводав
sponsor / sponsor parrain / спонсор
creditor lender / créancier prêteur / кредитор
debtor borrower / débiteur emprunteu / боржни позичальни
retailer / détaillant distributeur / ритейлер
manufacturer maker / fabricant constructeur / виробни
novelist / romancier romancière / романіст
brewery / brasserie / броварн пивоварн
bakery / boulangerie / пекарн
theatre theater / théâtre / театр
library / bibliothèque / бібліотек
charity / association / благодійн
foundation / fondation / фонд фонду
ministry / ministère / міністерств
agency / agence / агентств агенці
regulator watchdog / régulateur / регулятор
party / parti / парті
coalition / coalition / коаліці
federation / fédération / федераці
league / ligue / ліг
cooperative / coopérative / кооператив
tenor soprano / ténor soprano / тенор сопрано
fox / renard / лис лисиц
boar / sanglier / кабан
deer stag / cerf chevreuil / олен
goat / chèvre / коз
pig / cochon porc / свин
duck / canard / качк качок
goose geese / oie / гуск гус
snake viper / serpent vipère / змі гадюк
shark / requin / акул
whale / baleine / кит кита
dolphin / dauphin / дельфін
lion / lion / лев лева
tiger / tigre / тигр
elephant / éléphant / слон
monkey / singe / мавп
bull / taureau / бик
van / camionnette fourgon / фургон мікроавтобус
taxi / taxi / таксі
ambulance / ambulance / швидк
scooter / scooter trottinette / скутер самокат
bicycle bike / vélo bicyclette / велосипед
helicopter / hélicoptère / гелікоптер вертол
ferry / ferry bac / пором
tanker / pétrolier / танкер
freighter / cargo / суховантаж вантажн
passer-by passerby passers-by / passant / перехож
master / maître / господар
mouse mice / souris / миша миші мишу миш
rat / rat / щур пацюк
fox / renard / лис лисиц
tiger / tigre / тигр
lion / lion / лев лева лева левиц
shark / requin / акул
snake / serpent / змія змії змію
elephant / éléphant / слон
goat / chèvre / коза кози козу козел
bull / taureau / бик бика биком
monkey / singe / мавп
ambulance / ambulance / швидка
carer caregiver / aidant soignant / доглядальни опікун
accountant / comptable / бухгалтер
translator interpreter / traduct interprète / перекладач
historian / historien / історик
economist / économiste / економіст
astronaut / astronaute spationaute / астронавт космонавт
cleaner / nettoy / прибиральни
courier / livreur coursier / кур'єр
influencer blogger / influenceu blogueu / блогер інфлюенсер
swimmer / nageu / плавець плавця плавчин
skier / skieu / лижник лижниц
boxer / boxeu / боксер
surfer / surfeu / серфер
visitor / visiteu / відвідувач
spectator / spectat / глядач
stranger / inconnu / незнайом
friend / ami / друг друга подруг
colleague / collègue / колег
cousin / cousin / двоюрідн кузен
uncle / oncle / дядьк
aunt / tante / тітк
grandmother / grand-mère / бабус
grandfather / grand-père / дідус
nephew / neveu / племінник
"""
