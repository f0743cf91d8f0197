"""Names that English says in its own way."""

from __future__ import annotations

# Of a name that English writes as other languages do, only one has it.
EXONYMS = """
UN: UN UNO OON nations; EU: EU union european; NATO: NATO alliance; WHO: WHO health; US: US USA U.S us-based states
america; UK: UK GB britain british britann kingdom; IMF: IMF monetary; IOC: IOC olympi; HIV: HIV; AIDS: AIDS; GDP: GDP;
DNA: DNA; MRI: MRI; CEO: CEO; ACTA: ACTA; OPEC: OPEC; UNESCO: UNESCO; UNICEF: UNICEF; NASA: NASA; IAEA: IAEA; WTO: WTO;
OSCE: OSCE; ECB: ECB; ICC: ICC; NGO: NGO; FBI: FBI; CIA: CIA; BBC: BBC; germany: germany german; france: france
french; ukrain: ukrain; russia: russia; england: england english; scotland: scotland scottish scots; ireland: ireland
irish;
wales: wales welsh; spain: spain spanish spaniard; italy: italy italian; portug: portug; greece: greece greek;
switzerland: switzerland swiss; austria: austria; belgi: belgi; netherlands: netherlands dutch; denmark: denmark danish
danes; sweden: sweden swedish swede; norway: norway norwegian; finland: finland finnish finns;
poland: poland polish poles;
hungar: hungar hongr;
czech: czech; slova: slova; roman: roman roumain roumanie; bulgar: bulgar; serb: serb; croat: croat;
turkey: turkey turkish turks;
georgia: georgia; china: china chinese; japan: japan japon; india: india indian; korea: korea; israel: israel; egypt:
egypt; syria: syria; iraq: iraq; iceland: iceland; algeri: algeri; nations: nations; harvard: harvard; arctic: arctic;
judea: judea; punjab: punjab; thrace: thrace; aegean: aegean; iran: iran; saudi: saudi saoud; libya: libya; ethiopia:
ethiopia; africa: africa african; asia: asia asian; europe: europe european; moon: moon; sun: sun; earth: earth;
oceania: oceania; mediterranean: mediterranean; brazil: brazil; mexic: mexic; chile: chile; cuba: cuba; peru: peru;
canad: canad; australia: australia australi; zealand: zealand; vietnam: vietnam; thailand: thailand thai thais;
philippin: philippin filipin;
afghan: afghan; pakistan: pakistan; moldova: moldova; belarus: belarus; lithuan: lithuan lituan; latvia: latvia
latvian; eston: eston; london: london; paris: paris; kyiv: kyiv kiev; moscow: moscow; warsaw: warsaw; vienna: vienna;
rome: rome; athens: athens; brussels: brussels; geneva: geneva; newfoundland: newfoundland; pekin: pekin beijing;
pacific: pacific; soviet: soviet; army: army; god: god; assyria: assyria; phnom: phnom; internet: internet; president:
president; munich: munich; cologne: cologne; florence: florence; venice: venice; naples: naples; lviv: lviv lvov;
crimea: crimea; mecca: mecca; pythag: pythag; ivory: ivory ivorian; verde: verde; vatican: vatican; kremlin: kremlin;
congo: congo; lebanon: leban; morocco: morocc; kenya: kenya; cyprus: cypr; kazakh: kazakh; uzbek: uzbek; taiwan:
taiwan; palestin: palestin; venezuel: venezuel; ecuador: ecuador; greenland: greenland; mainz: mainz; antwerp:
antwerp; ghent: ghent; genoa: genoa; hague: hague; pyongyang: pyongyang; lviv: lviv; aachen: aachen; peter: peter;
strasbourg: strasbourg; seville: seville; jerusalem: jerusalem; bruges: bruges; turin: turin; milan: milan; bale:
basel; thames: thames; danube: danube; rhine: rhine; tiber: tiber; vistula: vistula; nigeria: nigeria;
chernivtsi: chernivtsi czernowitz; chernihiv: chernihiv chernigov; slovenia: sloven;
albania: albania; armenia: armenia; jordan: jordan; ghana: ghan; kosovo: kosov; bosnia: bosnia; macedonia:
macedon; haiti: haiti; emirates: emirat;
copenhagen: copenhag; istanbul: istanbul; bologna: bologna; lisbon: lisbon; edinburgh: edinburgh; cairo:
cairo; damascus: damasc; krakow: krakow cracow; havana: havana; barcelona: barcelon barça; venus: venus venusian
"""
