"""French verbs in the present, third person, as news has them."""

from __future__ import annotations

from service.text.clauses.grammar import listed

PRESENT = listed("""affirme affirment ajoute annonce annoncent appelle appellent apporte apprend arrête arrive
arrivent assure assurent
    attend attendent atteint augmente augmentent autorise baisse baissent bat bénéficie bloque cherche cherchent
    choisit
    commence commencent compte comptent conduit confie confirme confirment connaît conserve consiste constitue
    contient
    continue continuent coûte craignent craint crée créent croit décide déclare déclarent demande demandent demeure
    dénonce dénoncent dépasse dépend déplore devient deviennent dévoile dirige dispose dit disent donne donnent écrit
    élargit emporte enquête entend entendent entraîne entre envisage envisagent espère espèrent estime estiment étudie
    entrent changent évoluent
    évoque examine exige exigent existe explique expliquent exprime ferme finit fixe fonctionne frappe gagne garde
    indique
    indiquent inquiète interdit intervient introduit invite joue jouent juge lance lancent lit livre maintient manque
    marque meurt meurent menace menacent mène mènent met mettent montre montrent multiplie naît nomme obtient
    occupe offre
    offrent oppose organise ouvre ouvrent paie parle parlent participe passe passent permet permettent perd perdent
    plaide
    porte portent poursuit précise précisent prend prennent prépare préparent présente présentent prévoit prévoient
    promet propose proposent prouve publie quitte quittent raconte rappelle rappellent réclame réclament reçoit
    reçoivent
    reconnaît réduit refuse refusent regrette rejette rejoint relance remet remporte rencontre rend renonce rentre
    reprend
    représente reste restent retire retourne retrouve réunit révèle révèlent revient revoit risque risquent sait
    savent
    sauve semble semblent sert signe signale sort souhaite souhaitent souligne soulignent soutient subit succède
    suffit
    suit suivent suscite tente tentent tient tiennent tire tombe touche touchent tourne traverse trouve trouvent tue
    utilise vaut vend vendent verse veille vise visent visite vit vivent voit voient vote votent sollicite arbore
    épargne accueille accuse accusent
    accepte achète adopte agit aide alerte avance avertit cesse chute compare concerne condamne consacre construit
    coupe
    critique débute défend dévaste disparaît diminue double échoue écarte efface effectue élimine emmène enregistre
    envoie évite forme fournit franchit fête grimpe hésite impose inaugure incarne lutte marche mobilise monte nie
    observe persiste pointe prétend produit profite progresse prolonge protège provoque puise quadruple recherche
    recommande recrute recule remplace renforce renouvelle repart répond reporte repousse résiste retient réussit
    revendique s'inquiète s'impose s'agit sacre salue saisit sanctionne séduit surveille suspend teste tranche
    triomphe abandonne abandonnent abrite accentue accroît achève adapte admet adresse alimente anime anticipe
    aborde aboutit alourdit appartient appelle apprécie approuve approche atterrit attire attribue autorisent
    avoue bannit bouleverse boycotte brigue célèbre célèbrent cède cèdent circule clôt collecte complète
    concourt condamnent contestent conteste contourne contraint contredit contrôle convainc convoque côtoie
    couvre creuse débarque débloque découvre découvrent décrit décroche défile dégrade démarre dément démontre
    dénombre dépose désigne détaille détient dévie devance discute dissuade divise domine éclate écope écopent
    effraie émet émeut encadre endosse engage engrange enquêtent entame épingle escompte essuie étend étonne
    évince exclut exporte exploite expulse félicite filme forcent franchissent freine fustige fustigent gèle
    génère guette héberge heurte ignore implique incite inflige infligent informe installe intègre interroge
    investit jaillit jette laisse laissent lâche lègue libère licencie loue méprise modernise modifie négocie
    nourrit ordonne obligent ôte parcourt pardonne parie partage pèse pilote plombe plonge plongent précède
    privilégie procède prône prolifère prolonge promeut punit purge qualifie quintuple raccourcit rachète
    ralentit ramène rassemble rassure ravive réaffirme recense reconduit reconstruit réconcilie rectifie
    récupère redoute redoutent redresse réduisent refait réglemente régresse réitère rejoue remercie remonte
    renie renonce rentabilise répand reporte requiert requièrent résume rétablit retrace revalorise réveille
    revend révise rompt rouvre sabote saluent scelle secoue sépare sème simplifie sillonne sort souffre
    souffrent soupçonne soutiennent stagne stoppe subissent succombe suggère suggèrent suppose surprend survit
    teste transforme transmet trahit traite traque trébuche tremble tuent vacille valide vante visite
    accompagne affiche affichent affronte démissionne déploie encourage espionne exhorte
    interpelle recouvre réagit recevra relate évalue emploie emploient compte produit exploite fabrique""")
