"""What English, French and Ukrainian call the bodies and the ministries that news is about."""

from __future__ import annotations

BODY_LANGUAGES = ("en", "fr", "uk")
# A row is one body: a pattern for each language, divided by slashes; in words where spaces are.
BODIES = r"""
World Bank / Banque mondiale / Світов\w+ банк\w*
IMF|International Monetary Fund / FMI|Fonds monétaire international / МВФ|Міжнародн\w+ валютн\w+ фонд\w*
ECB|European Central Bank / BCE|Banque centrale européenne / ЄЦБ|Європейськ\w+ центральн\w+ банк\w*
European Commission / Commission européenne / Єврокомісі\w+|Європейськ\w+ комісі\w+
European Parliament / Parlement européen / Європарламент\w*|Європейськ\w+ парламент\w*
European Council / Conseil européen / Європейськ\w+ рад\w+
Council of Europe / Conseil de l['’]Europe / Рад\w+ Європи
European Court|ECHR / CEDH|Cour européenne / ЄСПЛ|Європейськ\w+ суд\w*
Red Cross / Croix-Rouge / Червон\w+ Хрест\w*|Червон\w+ хрест\w*
Red Crescent / Croissant-Rouge / Червон\w+ [Пп]івмісяц\w+
Amnesty / Amnesty / Amnesty|Міжнародн\w+ амністі\w+
Security Council / Conseil de sécurité / Радбез\w*|Рад\w+ [Бб]езпеки
National Bank / Banque nationale / Нацбанк\w*|НБУ|Національн\w+ банк\w*
Supreme Court / Cour suprême / Верховн\w+ [Сс]уд\w*
Constitutional Court / Conseil constitutionnel|Cour constitutionnelle / Конституційн\w+ [Сс]уд\w*|КСУ
House of Commons / Chambre des communes / Палат\w+ [Гг]ромад
House of Lords / Chambre des lords / Палат\w+ [Лл]ордів
"""
PORTFOLIOS = r"""
econom\w+|Treasury / économie|économique|Bercy / економік\w+|Мінекономіки
financ\w+|Treasury|Chancellor / finances|Bercy / фінанс\w+|Мінфін\w*
defen[cs]e / défense|armées / оборон\w+|Міноборони
health / santé / охорон\w+ здоров['’ʼ]я|МОЗ
education / éducation|enseignement / освіт\w+|Міносвіти
justice / justice|garde des sceaux / юстиці\w+|Мін['’ʼ]юст\w*
interior|home|Home / intérieur / внутрішн\w+ справ|МВС
foreign|Foreign / affaires étrangères|Quai d['’]Orsay / закордонн\w+ справ|МЗС
environment\w*|ecolog\w+ / environnement|écologie|transition écologique / довкілля|екологі\w+|Міндовкілля
agricultur\w+|farm\w* / agriculture / аграрн\w+|сільськ\w+ господарств\w+|агрополітик\w+|Мінагрополітики
cultur\w+ / culture / культур\w+|Мінкультури
energy / énergie / енергетик\w+|Міненерго
transport\w* / transports? / транспорт\w*|Мінтранс\w*
labou?r / travail / праці
sports? / sports? / спорт\w*|Мінспорт\w*
digital\w* / numérique / цифр\w+|Мінцифри
"""
MINISTRY = {
    "en": r"\b(?:[Mm]inist(?:er|ers|ry)|[Ss]ecretary|[Dd]epartment)\b",
    "fr": r"\b[Mm]inist(?:re|res|ère|ères)\b",
    "uk": r"\b(?:[Мм]іністр|[Мм]іністерств|Мін(?=\p{Ll}{3})|МОЗ\b|МВС\b|МЗС\b)",
}
