"""French words that say that something is so, and those that say the opposite."""

from __future__ import annotations

from service.text.languages.language import Opposites

OPPOSITES = Opposites(
    pairs="""
    allow: autoris* permet* permis permise* approuv* adopté* accept* valid* ratifi* feu~vert
      / interdi* refus* rejet* banni* bannir prohib* bloqu* repouss*;
    admit: avou* reconnu* reconnaî* admet* admis* / nie nié nient niait niée démen*;
    rise: augment* hausse* progress* bond bondi* grimp* croît croiss* accru* doubl* tripl* renchér* enchér*
      / baiss* diminu* recul* chut* repli réduit* rédui* dégring* stagn*
      contracté contractée contraction fléchi* tassé tassée;
    open: ouvre ouvrir ouvrira* ouvert* rouvr* rouvert* réouv* inaugur* / fermé fermée* fermer* fermet* fermant;
    win: gagn* remport* victoire* vainqueur* triomph* / perd* défaite* inclin*;
    keep: conserv* garder* gardent maintien* maintenu* / perd* supprim*;
    guilty: coupable* condamn* / acquitt* innocent* relaxe* relaxé* blanchi*;
    alive: vivant* survéc* surviv* sain~sauf sains~saufs saine~sauve / mort morts morte* décéd* tué tuée* tués péri
      noyé*;
    most: plupart majorité / peu~d' peu~de rares;
    uphold: confirm* maintenu* maintien* / annul* cassé cassée casse infirm* invalid*;
    strict: durci* renforc* / assoupli* allég*;
    drinkable: potable* / impropre* non~potable;
    right: donné~raison obtenu~gain / débout* rejeté* donné~tort;
    hurt: blessé* bless* / indemne*;
    legal: légal* / illégal*;
    continue: continu* repris* reprend* / cess* interromp* interrompu* suspend* suspens* annul* abandonn* renonc*
      stopp*;
    find: découv* détect* trouv* retrouv* /;
    succeed: réuss* parvenu* parvien* parvin* succès / échou* échec* raté*;
    appear: présenté* comparu* assist* / absent*;
    confirm: confirm* prouv* démontr* / écart* démen* exclu* infirm* réfut*;
    free: libér* relâch* / incarcér* emprison* écrou*;
    likely: probable* / improbable*;
    doubt: doute doutent doutait sceptique* / convaincu* persuadé*;
    better: mieux meilleur* / pire pires;
    side: soutiennent soutient soutenu* soutenai* appuie* appuient favorable* / s'~oppose s'~opposent s'~opposait
      s'~opposera dénonc*;
    stand: résist* intact* / détrui* effondr* ravag*;
    public: parl* répond* répondu* / muet muette mutisme silence
    """,
    deniers="""
    ne n' sans aucun aucune nul nulle jamais refus* interdi* empêch* évit* échou* renonc* écart* exclu* improbable*
    impossible* incapable* démen* non ni
    """,
    after="",
    not_denying="que qu' guère seulement uniquement",
    wishes="""
    réclam* demand* souhait* veut veulent voulai* espèr* espér* propos* si voudrai* exig* appelle appellent
    appelé appelée appelés attend* attente
    """,
    joints="""
    et mais tandis alors car puis bien parce après avant qui que
    """,
    infinitive=r"er|ir|re",
    future="va vont vais pourra pourront peut peuvent doit doivent devra devront",
)
