"""Wordings of the concepts of needs about travel, land, water, food and waste, said by officers and in plans.

A word alone is one that says the concept wherever it stands in this field; two or three are needed together otherwise.
"""

from collections.abc import Mapping

TERRITORY_CONCEPTS: Mapping[str, str] = {
    "vélo au quotidien": (
        "vélo travail | vélo quotidien | vélo électrique | vélos assistance | prêter vélos | abriter vélos | "
        "stationnement vélo | garage vélo | vélos service | apprendre vélo | savoir rouler | politique vélo | plan "
        "vélo | remettre selle | cyclistes | vélo enfants | louer vélos | location vélo | essayer vélo | remise "
        "selle | vélo collégiens | vélobus | prime vélo | aide vélo | compteur vélos | comptages vélos"
    ),
    "aménagements cyclables": (
        "pistes vélo | voie verte | schéma vélo | carrefours vélo | renoncements vélo | véloroute | plan vélo | "
        "politique vélo | voie cyclistes | voie sûre | route vélo | relier bourgs | giratoires vélo | itinéraire "
        "vélo | cyclables"
    ),
    "marche": "piétons | marche pied | chemins pied | cheminements doux | marchabilité | trottoirs",
    "apaisement des rues": (
        "zones apaisées | zone 30 | zone rencontre | rue scolaire | rues écoliers | rues écoles | abords écoles | "
        "piétonnisation | vitesses | voitures école | devant école | sortie école | ralentir | circulation apaisée | "
        "place voiture | places stationnement | voitures stationnement | traversées piétonnes | traversée bourg | "
        "traversée communes | ville trente"
    ),
    "trajet vers l’école": (
        "pédibus | école pied | accompagner enfants école | rue scolaire | abords écoles | carapatte | vélobus | "
        "devant école | sortie école | trajets école | école vélo | écoliers"
    ),
    "covoiturage": (
        "covoiturage | covoiturer | covoitureurs | autostop | rézo pouce | autosolisme | voiture seul | partager "
        "trajets | partage voiture | stop organisé | transport routier"
    ),
    "voitures partagées": (
        "autopartage | auto-partage | voitures partagées | véhicules partagés | partager voitures | véhicules "
        "service | voitures service | flotte véhicules | flotte collectivité | pool véhicules | flotte service | "
        "parc automobile | voitures agents | véhicules agents"
    ),
    "véhicules propres": (
        "véhicules électriques | voitures électriques | électromobilité | mobilité électrique | bennes gaz | bennes "
        "électriques | flotte électrique | gnv | biognv | véhicules propres | véhicules faibles émissions | bus gaz "
        "| bus électriques | bus hydrogène | motorisation bus | motorisation alternative | carburants alternatifs | "
        "verdir flotte | flotte propre | véhicules gaz | flotte service | moins diesel | poids lourds gaz | bennes "
        "collecte | car hydrogène | avitaillement | diesel bennes | diesel bus | sans diesel | bennes ordure | "
        "voitures aides domicile | flottes captives"
    ),
    "recharge": (
        "bornes recharge | irve | bornes électriques | prises parkings | prises recharge | points recharge | "
        "recharger voitures | charger voiture | prise électrique voiture | stations charge"
    ),
    "transports en commun": (
        "transports commun | transports collectifs | bus | cars | autocar | ligne régulière | navette | tramway | "
        "réseau transport | cadencement | desserte | transport scolaire"
    ),
    "train": (
        "train | ferroviaire | gare | pôle échanges | intermodalité | voie ferrée | rail | cheminots | parking "
        "relais | parcs relais | rabattement"
    ),
    "mobilité rurale": (
        "hameaux isolés | transport demande | taxis | desservir hameaux | arrêts covoiturage | mobilité rurale | "
        "sans voiture | plus permis | mobilité solidaire | transport solidaire | mobilité inclusive | personnes "
        "âgées transport | garage solidaire | marché semaine | campagne voiture | campagne covoiturage | habitants "
        "isolés | villages transport | bourgs transport | rural déplacements | transport rendez-vous médecin | aînés "
        "déplacements | hameau transport | hameau médecin | desservir villages | villages bus | villages isolés | "
        "campagne bus | village médecin"
    ),
    "trajets du travail": (
        "domicile travail | aller travail | trajets travail | trajets évités | navetteurs | travail partagé | "
        "espaces travail | tiers lieu | coworking | télétravail | plan mobilité | plan déplacements entreprise | pdm "
        "| pde | salariés voiture | salariés cars | salariés bus | employeurs déplacements | mobilité salariés | "
        "agents domicile | bureaux partagés | déplacements agents | agents voiture | agents covoiturage | mobilité "
        "agents | plan déplacements administration | déplacements professionnels | venir travail | travailler "
        "voiture | salariés vélo"
    ),
    "marchandises": (
        "livraison | dernier kilomètre | marchandises | logistique | fret | cyclologistique | triporteur | vélo "
        "cargo | livrer | colis | camionnettes | approvisionner commerces | camions centre | camions ville | "
        "circulation camions | poids lourds | transit camions"
    ),
    "documents d’urbanisme": (
        "plui | plu | scot | documents urbanisme | plan local urbanisme | urbanisme énergie | règlement urbanisme | "
        "planification urbaine | urbanisme climat | urbanisme intercommunal | oap | permis construire | schéma "
        "cohérence"
    ),
    "étalement urbain": (
        "dents creuses | étalement urbain | densifier | densification | friches | terrain libre | maisons neuves | "
        "artificialisation | zan | consommation espace | sobriété foncière | terres agricoles protéger | revitaliser "
        "centre | centre vide | construire champs | plein champ | maisons champs | terrains constructibles | "
        "redonner vie centre | nouveaux lotissements | lotissements avancent | lotissements centre | consommation "
        "foncière | densité urbaine | renouvellement urbain"
    ),
    "logements vacants": (
        "logements vacants | maisons vides | propriétaires vacants | volets clos | maisons abandonnées | logements "
        "vides | vacance | maisons inoccupées | logements inoccupés | biens sans maître"
    ),
    "confort d’été": (
        "rafraîchir | fraîcheur | îlot chaleur | surchauffe | température été | confort été | confort estival | "
        "ombrager | ombre | cours école | canicule | fortes chaleurs | chaleurs été | vagues chaleur | degrés "
        "classes | degrés dortoirs | plein soleil | classes surchauffent | trop chaud | chaleur étouffante | pièces "
        "chaudes | brumisateurs | abri soleil | lieux frais | climatisation | cour collège | ville été | chaleur "
        "urbaine | irrespirables été | chaleur juillet | limiter chaleur ville | pics chaleur"
    ),
    "sols à rouvrir": (
        "débitumer | désimperméabiliser | perméable | bitume | végétaliser | verdir place | verdir cour | verdir rue "
        "| verdir ville | nature ville | arbres ville | planter ville | cours oasis | infiltration | eaux pluviales "
        "| goudron | enrobé | jardins pluie | espaces verts | arbres rues | arbres place | ombre place | asphalte"
    ),
    "personnes vulnérables": (
        "personnes âgées | personnes seules | personnes fragiles | personnes isolées | registre canicule | aides "
        "domicile | ehpad | maison retraite | prévenir habitants chaleur | aînés | anciens canicule | seniors | "
        "bébés chaleur | malades chaleur | hôpital chaleur | registre personnes | isolés canicule | vivent seuls | "
        "résidence autonomie"
    ),
    "économies d’eau": (
        "économiser eau | économies eau | consommation eau | fuites eau | sobriété eau | récupération eau | eau "
        "équipements | réutilisation eaux | eau pluie | réduire eau | arrosage | arroser | piscine eau | eau "
        "pluviale | eaux grises | consomment eau | eau espaces verts | moins eau"
    ),
    "sécheresse et abreuvement": (
        "sécheresse | citerne | abreuvement | troupeaux boire | tour eau | stocker eau | manque eau | partage eau | "
        "irrigation | retenue eau | étiage | sources tarissent | bêtes eau | vaches eau | eau éleveurs | eau "
        "maraîchers | réserve eau | agriculture eau | eau agricole | étés secs | éleveurs été | fourrages"
    ),
    "inondations": (
        "inondation | crue | ruissellement | submersion | débordement | gemapi | papi | noyé | orages | coulées boue "
        "| maisons inondées | champ expansion"
    ),
    "rivières": ("cours eau | rivière | ripisylve | milieux aquatiques | berges | ruisseau | renaturation | fleuve"),
    "zones humides": (
        "zone humide | marais | prairies humides | prairies inondables | fossés | vannes | zones drainées | "
        "tourbière | milieux humides | terres drainées | drainage"
    ),
    "recul face à l’eau": "digue | trait côte | recul côte | érosion côte | submersion | littoral",
    "captages et pesticides": (
        "captage | pesticides | phytosanitaires | phyto | intrants | nitrates | désherbage | protection eau potable "
        "| désherbant | produits chimiques | engrais | qualité eau potable | eau potable pollutions | pollutions "
        "agricoles | protéger eau potable | protéger ressource eau | aires alimentation | qualité ressource eau"
    ),
    "pratiques agricoles": (
        "agroécologie | agriculture biologique | conversion bio | pratiques agricoles | agriculture durable | "
        "agriculteurs carbone | exploitations énergie | diagnostics fermes | intrants | éleveurs | élevage | "
        "céréaliers | fermes climat | sols vivants | agriculteurs pratiques | paysans | couverts végétaux | "
        "émissions agriculture | énergie agriculture"
    ),
    "carbone des sols": (
        "carbone sols | carbone prairies | stocker carbone | stockage carbone | séquestration carbone | puits "
        "carbone | label bas-carbone | compensation carbone | carbone forêts | paiement carbone | stockage sols"
    ),
    "haies et bocage": "bocage | haies | agroforesterie | talus | bords champs",
    "forêt": (
        "forêt | forestier | forestière | essences | reboisement | sylviculture | épicéas | sapins | peuplements | "
        "replanter | replantent | bois communal | scolytes | chênes | résineux | dépérissement"
    ),
    "plantations": "arbres | planter haies",
    "biodiversité": (
        "biodiversité | trame verte | continuités écologiques | espaces naturels | milieux naturels | pollinisateurs "
        "| espèces envahissantes | chauves-souris | oiseaux | abeilles | insectes | faune | flore | nature ordinaire "
        "| corridors"
    ),
    "incendies": "incendie | feux forêt | débroussaillement | dfci | broussailles | départs feu",
    "santé et nuisibles": (
        "ambroisie | pollens | allergènes | moustique | tiques | frelon | chenilles processionnaires | allergies | "
        "maladies climat | santé environnement | santé climat | espèces exotiques"
    ),
    "risques": (
        "risques naturels | plan sauvegarde | argiles | culture risque | vulnérabilité | fissures maisons | retrait "
        "gonflement | rga | glissements terrain | alerte population | crise climatique | effets changement "
        "climatique | adaptation changement climatique | stratégie adaptation | plan adaptation | aléas climatiques "
        "| résilience territoire"
    ),
    "installation agricole": (
        "maraîchers | maraîcher | maraîchage | installation agricole | installer agriculteurs | foncier agricole | "
        "trouver terres | jeunes agriculteurs | espace test | régie agricole | reprise fermes | ferme reprendre | "
        "portage foncier | paysans installer | installer éleveur | agriculteurs terres | maîtrise terres | "
        "transmission fermes | nouveaux agriculteurs"
    ),
    "repas collectifs": (
        "cantine | cuisiniers | cuisines | gaspillage alimentaire | menus | restauration scolaire | restauration "
        "collective | légumineuses | produits locaux école | végétariens | repas écoles | restes jetés | repas bio | "
        "approvisionnement restauration"
    ),
    "circuits courts": (
        "circuit court | produits locaux | manger local | producteurs | vente directe | approvisionnement local | "
        "projet alimentaire | alimentation locale | légumerie | abattoir local | pat | légumes locaux | viande "
        "locale | agriculteurs vendre | vendre local | alimentation durable | jardins partagés | aide alimentaire | "
        "précarité alimentaire | plateforme alimentaire | autonomie alimentaire"
    ),
    "biodéchets": (
        "composteurs | compostage | composter | biodéchets | bio déchets | tri source | pied immeuble | épluchures | "
        "restes repas | déchets alimentaires | déchets cuisine | lombricompost | collecte séparée"
    ),
    "déchets verts": (
        "déchets verts | broyage | broyeur | tontes | tailles haies | branchages | végétaux déchèterie | gazon | "
        "broyer branches | branches brûlées | végétaux déchets | végétaux déchetterie"
    ),
    "réduction des déchets": (
        "réduction déchets | réduire déchets | prévention déchets | zéro déchet | tarification incitative | "
        "redevance incitative | déchets source | vrac | plpdma | couches lavables | emballages | poubelles | "
        "suremballage | publicités papier | stop pub | ordures ménagères | tonnages | jetable"
    ),
    "réemploi": (
        "matériauthèque | réemployer | déconstruction | ressourcerie | recyclerie | seconde vie | repair café | "
        "meubles | électroménager | donnerie | réutilisation objets | objets jetés | appareils jetés | vêtements | "
        "textiles | objethèque | prêt objets | bricolage partagé | matériaux récupérer | donner objets | réutiliser "
        "matériaux | réparer | objets seconde"
    ),
    "tri": ("tri sélectif | trier déchets | déchèterie | déchetterie | collecte déchets | recyclage | consignes tri"),
    "déchets du bâtiment": "démolition | gravats | déchets chantier | déchets bâtiment | réemploi matériaux",
    "entreprises d’une zone": (
        "entreprises zone | zone activités | synergies entreprises | club entreprises | club climat | association "
        "entreprises | entreprises climat | entreprises locales | mobiliser entreprises | embarquer entreprises | "
        "acteurs économiques | parc activités | industriels | entreprises engager | entreprises carbone | usines | "
        "artisanat zone | entreprises échanger | patrons | commerçants | tpe | pme | échanger matières | hôtel "
        "entreprises | dirigeants entreprises"
    ),
    "tourisme": (
        "tourisme | touristes | hébergeurs | campings | écotourisme | saison visiteurs | visiteurs été | vacanciers "
        "| gîtes | station ski"
    ),
    "événements": (
        "éco-événements | éco-manifestations | manifestations responsables | événements responsables | gobelets | "
        "vaisselle | fêtes village | manifestations écoresponsables | grand public manifestations | manifestations "
        "écologiques"
    ),
    "alimentation des enfants": (
        "enfants alimentation | éduquer alimentation | goût enfants | enfants gaspillage | élèves cuisine"
    ),
}
"""Wordings of each concept, separated by bars."""
