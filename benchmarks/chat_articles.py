"""Twenty short articles in three languages, written for `make check-chat`: plain news, with names and numbers."""

from __future__ import annotations

ENGLISH = (
    "The library of Fernhill will open on Sundays from May. The council voted for it by seven votes to four on "
    "Tuesday. Two librarians will be hired, at a cost of 61,000 euros a year. Ruth Ames voted against it because "
    "the swimming pool has no roof yet. Readers had asked for longer hours since 2021.",
    "A storm cut the power of 4,200 homes near Dunmore on Friday night. Trees fell on two lines in the hills. "
    "Engineers had restored the power by noon on Saturday. Nobody was hurt. The company Norvolt will check all "
    "lines in the valley before the winter.",
    "The ferry between Port Ellis and Mara stopped on Sunday after its engine failed. About 230 passengers waited "
    "for seven hours on the pier. Northline will pay for their hotel rooms. A replacement ship will arrive on "
    "Wednesday. The ferry was built in 1987.",
    "Farmers around Belwick harvested a third less wheat than last year. Rain fell on 19 days in July. The price "
    "of flour has risen by 8 percent since then. Bakers fear that bread will be dearer by Christmas. Tom Hale, "
    "who runs the mill, buys grain from abroad.",
    "A school in Tarnby has sold its old buses to pay for a garden. Pupils will grow beans and apples there. The "
    "three buses brought in 18,500 euros. Parents built the fence at weekends. The first harvest is expected in "
    "September.",
    "Police in Kelso found a stolen painting in a garage on Monday. It shows a harbour at night and was painted "
    "in 1911. The museum had missed it for six years. A man of 54 was questioned and let go. The director, Ida "
    "Brandt, wants to show it again in spring.",
    "The bridge over the Luna will be closed to lorries from 1 June. Inspectors found cracks in two pillars. "
    "Repairs will take ten months and cost 3.4 million euros. Cars may still pass at 30 kilometres an hour. Buses "
    "will stop on both banks.",
)
FRENCH = (
    "La mairie de Vauclair ferme le pont suspendu pour six mois. Des ingénieurs ont trouvé des fissures dans deux "
    "câbles. Chaque jour, 4 000 voitures passent sur cet ouvrage. Une navette gratuite reliera les deux rives dès "
    "jeudi. Les travaux coûteront 2,5 millions d’euros.",
    "Une boulangerie de Mirecombe a fêté ses cent ans dimanche. Elle a offert 600 pains aux habitants. Le patron, "
    "Louis Garnet, travaille la nuit avec ses deux filles. Le four date de 1952. Il sera remplacé l’an prochain.",
    "Le festival de musique de Sarlon a attiré 12 000 personnes. La pluie a fait annuler le concert de samedi. "
    "Les billets de cette soirée seront remboursés. La région verse 90 000 euros par an. La prochaine édition "
    "aura lieu en juillet.",
    "Les pompiers de Castelvert ont éteint un feu de forêt lundi matin. Il a détruit 35 hectares de pins. Deux "
    "routes ont été fermées pendant neuf heures. Aucune maison n’a été touchée. Une enquête cherche la cause du "
    "feu.",
    "Le lycée Jean-Moreau de Tilly renonce aux téléphones en classe. Les élèves les déposent à l’entrée depuis "
    "janvier. Les professeurs disent que le calme est revenu. Sur 800 familles, 620 approuvent la mesure. Un "
    "bilan sera fait en juin.",
    "Un train de nuit reliera Lormont à Bellerive à partir du 12 décembre. Il partira trois fois par semaine. Le "
    "trajet durera onze heures. Le billet coûtera 49 euros. La ligne avait été fermée en 2013.",
    "Le musée de la mer d’Arzel rouvre après deux ans de travaux. Le toit avait été emporté par une tempête. La "
    "directrice, Claire Le Goff, attend 70 000 visiteurs par an. Une baleine de bois de 14 mètres est exposée. "
    "L’entrée est gratuite le dimanche.",
)
UKRAINIAN = (
    "У Заріччі в суботу знову відкрили дитячу лікарню. Ремонт тривав два роки й коштував 48 мільйонів гривень. У "
    "будівлі є укриття на 300 людей. Перших пацієнтів приймуть у понеділок. Лікарня обслуговує чотири громади.",
    "У селі Вільшанка збудували новий міст через річку. Старий міст змила повінь у 2020 році. Будівництво "
    "коштувало 12 мільйонів гривень. Автобус до міста їхатиме на 25 хвилин менше. Рух відкриють 1 вересня.",
    "Бібліотека в Ковалівці отримала 1 500 нових книжок. Їх подарували читачі з інших міст. Директорка Олена "
    "Саван каже, що половина книжок дитячі. Бібліотека працюватиме й у неділю. Запис безкоштовний.",
    "Через снігопад у Верховині без світла залишилися 3 200 осель. Енергетики працювали всю ніч. До ранку світло "
    "повернули в усі села. Дорогу через перевал закрили на шість годин. Постраждалих немає.",
    "Школярі з Лугового посадили 400 дубів біля ставка. Саджанці дало лісництво. Учителька Ганна Мельник "
    "планувала це два роки. Улітку діти поливатимуть дерева щотижня. Восени посадять ще сто лип.",
    "У Полянську запустили перший електричний автобус. Він проїжджає 180 кілометрів без зарядки. Місто заплатило "
    "за нього 9 мільйонів гривень. Водій Петро Гнатюк каже, що автобус майже не чути. До зими куплять ще два.",
)
ARTICLES = (
    *(("en", text) for text in ENGLISH),
    *(("fr", text) for text in FRENCH),
    *(("uk", text) for text in UKRAINIAN),
)
