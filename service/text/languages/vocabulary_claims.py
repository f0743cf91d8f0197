"""Words for what a writer easily makes up: causes, crimes, outcomes, superlatives; and those that bear such a
      word out.

A row is a kind: the beginnings of the words that claim it, then behind a slash those of others that tell of the same.
"""

from __future__ import annotations

from collections.abc import Mapping

CLAIMS: Mapping[str, str] = {
    "en": """
    killed drowned drowning perished fatally
      / kill dead died dies die dying death deadl fatal drown perish body bodies toll murder manslaugh homicid
      victim late funeral widow mourn assassin execut slain slaught massacr shot lives shooting tragedy surviv
      fall fell
      autops suicid corpse grave wiped buried loss lost;
    arson / fire deliberate set arson ignit blaze torch;
    corruption bribery bribe bribes / corrupt brib graft embezzl fraud kickback launder impropr;
    embezzl / fraud embezzl misus stole steal divert misappropr corrupt took theft;
    cyberattack hackers hacked ransomware hacking / cyber hack ransom malware breach attack virus data;
    gambling / gambl bet bets betting casino poker wager;
    drunk intoxicated / drunk drink alcohol intoxic sober whisky beer wine breath limit bottle pub bar;
    sabotage / sabot deliberat tamper damag cut attack vandal;
    terrorist terrorism / terror bomb attack jihad extremis islamic militant shot;
    donor donors donated donation / donor donat gift gave given give gives giving philanthrop bequ benefact left fund
      charit raise contribut offer sent;
    permanently forever / perman forev good ever never definit irrevers final end ends;
    bankrupt bankruptcy insolvent / bankrup insolven liquidat receiver administr collaps creditor debt;
    resigned resigns / resign quit quits step stood stand leav left depart exit went out oust renounc abandon
      go goes gone
      retir bow walk replac give gave gives giv;
    ousted sacked fired dismissed / oust sack fired fire dismiss remov forc depos toppl expel axed lost job
      relieve suspend
      vote replac laid lay redund let voted;
    arrested arrest / arrest detain custod held hold seiz caught capture charge handcuff police jail prison
      raid suspect;
    convicted / convict guilt sentenc jail prison found condemn term court;
    divorced divorce divorcing / divorc split separat marriage wife husband former;
    pregnant / pregnan expect baby birth child born mother matern;
    cancer / cancer tumo leuk oncolog lymph melanom chemo;
    bestseller bestselling chart charts / best sell sold chart copies hit number top rank single album list;
    apologised apologized apologises apology / apolog sorry regret;
    lawsuit sued suing sues / sue sues sued suing suit lawsuit court legal claim damages action writ tribunal
      judge case;
    strike strikes / strik stoppag walk union work industr hit;
    suicide / suicid took own killed hang himself herself life;
    boycott boycotted / boycot refus shun stay avoid
    """,
    "fr": """
    noyé noyés noyée noyade / noy mort décéd péri corps eau victim dispar coul mer;
    cyberattaque piratage pirates hackers / cyber pirat hack rançon virus informatiqu attaqu données;
    corruption / corrup pot pots détourn fraude blanchi prise trafic conflit;
    incendiaire / incendi feu brûl criminel flamm;
    sabotage saboté / sabot malveill dégrad délibér attaqu vandal;
    attentat attentats terroriste terroristes terrorisme / attent terror attaqu explos bomb djihad islam jihad
      daech tue
      fusillad kamikaz;
    mécène mécènes mécénat reversé reversera / mécén donn versé salair part don dons donn lég reverse revers
      offer offr fonda fonds
      bénéf associat caritat bienf parrain sponsor;
    définitivement / définitiv jamais ferm fin perman arrêt adieu irrév fini dernier termin total;
    faillite / faill liquid redress cessation dépôt dette banquer rembours;
    limogé limogée limogeage évincé évincée / limog évinc remerci renvoy démis écart licenci révoqu destitu
      quitt remplac
      éject chass suspend débarqu part départ;
    ivre alcoolisé alcoolisée ivresse / ivre alcool gramm taux boire bu bière vin ébri soûl;
    divorce divorcé / divorc sépar rupture ex mari épou;
    suicide suicidé suicidée / suicid jour jours mort pend tué;
    collision / collis heurt percut choc accident choqu renvers impact frapp entr;
    fiscalité impôt impôts / fiscal impôt impos tax contribu tva budget prélèv redev;
    boycott boycotter boycotté / boycot refus absent bouder boud
    """,
    "uk": """
    загинув загинула загинули / загин загиб помер смерт мертв убит вбит вбив вбил жертв тіл тіло полег похо летальн
      розстріл страт трагед втрат смертельн убив убил заги злам життя вижи;
    корупції корупція корупцію корупцією корупційний / коруп хабар відкат розкрад привла неправомір зловжи
      нечесн збага;
    хабар хабаря хабарі / хабар коруп неправомір вигод винагород доларів підкуп;
    кібератака кібератаки кібератаку хакери хакерів / кібер хакер злам атак вірус комп'ютер;
    підпал підпалу підпалив підпалили / підпал вогн вогон пожеж згор спал зловмис загор;
    назавжди остаточно / назавж остаточ ніколи безповор ліквід повніс більше завер назовс знес верд довіч знищ останн;
    коштом / кошт грош фінанс профін за оплат плат грант бюдж доброчин меценат благод спонсор витрат вклав внес;
    банкрут банкрутство банкрутом збанкрутіла / банкр неплатоспр борг ліквід;
    теракт теракту терактом терористи / терор теракт вибух атак бойов ісламіст напад;
    диверсія диверсії диверсію / диверс саботаж навмис підрив зловмис вибух атак;
    чарти чартів чартах бестселер бестселером / чарт рейтинг бестсел прода хіт топ місце наклад тираж популяр;
    скаржилися скаржились скаржаться / скарг скарж невдовол нарік протест обур звинува критик проблем вимаг;
    розлучилися розлучення розлучився розлучилась / розлуч розрив розій шлюб колиш;
    самогубство самогубства / самогуб покінч життя вчини;
    п'яний п'яним нетверезий / п'ян алкогол нетвер проміл сп'ян пив випи горіл;
    саботаж / саботаж навмис диверс шкод
    """,
}
