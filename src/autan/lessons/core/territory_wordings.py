"""Wordings of the concepts of needs about travel, land, water, food and waste, said by officers and in plans.

A word alone is one that says the concept wherever it stands in this field; two or three are needed together otherwise.
"""

from collections.abc import Mapping

TERRITORY_CONCEPTS: Mapping[str, str] = {
    "vélo au quotidien": (
        "vélo travail | vélo quotidien | vélo électrique | vélos électriques | vélos assistance | prêter vélos | "
        "prêt vélo | aide achat vélo | aide achat vélos | vélo libre service | abriter vélos | stationnement vélo | "
        "garage vélo | vélos service | apprendre vélo | savoir rouler | politique vélo | plan vélo | remettre selle "
        "| cyclistes | cycliste | vélo enfants | vélos prêt | louer vélos | location vélo | essayer vélo | remise "
        "selle | vélo collégiens | vélobus | prime vélo | aide vélo | compteur vélos | comptages vélos"
    ),
    "aménagements cyclables": (
        "bande cyclable | bandes cyclables | piste cyclable | pistes cyclables | pistes vélo | itinéraires cyclables "
        "| voie verte | voies vertes | voies cyclables | schéma cyclable | schéma vélo | carrefours vélo | carrefours "
        "cyclable | renoncements vélo | schéma directeur vélo | passerelle cyclable | véloroute | plan vélo | "
        "politique vélo | voie cyclistes | voie sûre | route vélo | relier bourgs | giratoires vélo | itinéraire vélo "
        "| continuité cyclable | cyclables"
    ),
    "marche": (
        "piétons | piétonne | marche pied | chemins pied | cheminements piétons | cheminements doux | marchabilité | "
        "plan piéton | trottoirs | piéton"
    ),
    "apaisement des rues": (
        "zones apaisées | zone 30 | zones 30 | zone rencontre | rue scolaire | rues écoliers | rues écoles | abords "
        "écoles | piétonnisation | vitesse réduite | rue écoles | vitesses | vitesse voitures | voitures école | "
        "voitures écoles | devant école | devant écoles | sortie école | ralentir | zones circulation apaisée | "
        "circulation apaisée | place voiture | places stationnement | voitures stationnement | traversées piétonnes "
        "| traversée bourg | traversée communes | traversées bourgs | ville trente"
    ),
    "trajet vers l’école": (
        "pédibus | école pied | accompagner enfants école | rue scolaire | rues écoliers | abords écoles | carapatte "
        "| vélobus | devant école | devant écoles | sortie école | trajets école | école vélo | écoliers"
    ),
    "covoiturage": (
        "covoiturage | covoiturer | covoitureurs | autostop | rézo pouce | autosolisme | voiture seul | partager "
        "trajets | partage voiture | lignes covoiturage | trajets partagés | stop organisé | transport routier | "
        "transports routiers"
    ),
    "voitures partagées": (
        "autopartage | auto-partage | voitures partagées | véhicules partagés | partager voitures | partager "
        "véhicules | véhicules service | voitures service | flotte véhicules | flottes véhicules | flotte "
        "collectivité | pool véhicules | flotte service | parc automobile | voitures agents | véhicules agents | "
        "location voiture partagée"
    ),
    "véhicules propres": (
        "véhicules électriques | véhicule électrique | voitures électriques | voiture électrique | électromobilité | "
        "mobilité électrique | bennes gaz | bennes électriques | bennes ordures électrique | flotte électrique | gnv "
        "| biognv | véhicules propres | véhicules faibles émissions | bus gaz | bus électriques | bus hydrogène | "
        "motorisation bus | motorisation alternative | carburants alternatifs | verdir flotte | flotte propre | "
        "véhicules gaz | flotte service | moins diesel | poids lourds gaz | bennes collecte | car hydrogène | "
        "stations gnv | avitaillement | diesel bennes | diesel bus | sans diesel | bennes ordure | bennes diesel | "
        "voitures aides domicile | flottes captives"
    ),
    "recharge": (
        "bornes recharge | borne recharge | irve | bornes électriques | prises parkings | prises recharge | points "
        "recharge | recharger voitures | charger voiture | prise électrique voiture | stations charge"
    ),
    "transports en commun": (
        "transports commun | transport commun | transports collectifs | transport collectif | bus | cars | autocar | "
        "autocars | ligne régulière | lignes régulières | navette | navettes | tramway | réseau transport | "
        "cadencement | desserte | car scolaire | cars scolaires | bus vides | usagers bus | gratuité bus | bus "
        "gratuits | desserte bus | autocars express | transport scolaire"
    ),
    "train": (
        "train | trains | ferroviaire | gare | gares | halte ferroviaire | pôle échanges | intermodalité | voie "
        "ferrée | rail | cheminots | train quotidien | parking relais | parcs relais | rabattement gare | "
        "rabattement"
    ),
    "mobilité rurale": (
        "hameaux isolés | transport demande | taxis | desservir hameaux | arrêts covoiturage | mobilité rurale | "
        "sans voiture | sans permis | plus permis | mobilité solidaire | transport solidaire | mobilité inclusive | "
        "personnes âgées transport | garage solidaire | marché semaine | campagne voiture | campagne covoiturage | "
        "habitants isolés | villages transport | bourgs transport | rural déplacements | transport rendez-vous "
        "médecin | aînés déplacements | hameaux desservir | hameau transport | hameau médecin | hameaux transport | "
        "desservir villages | villages bus | villages isolés | campagne bus | village médecin | communes rurales "
        "déplacements"
    ),
    "trajets du travail": (
        "domicile travail | aller travail | trajets travail | trajets évités | navetteurs | travail partagé | espace "
        "travail partagé | espaces travail | lieu travail partagé | tiers lieu | tiers-lieu | tiers-lieux | tiers "
        "lieux | coworking | télétravail | plan mobilité | plan déplacements entreprise | pdm | pde | salariés "
        "voiture | salariés cars | salariés bus | employeurs déplacements | mobilité salariés | mobilités salariés | "
        "agents domicile | bureaux partagés | déplacements agents | agents voiture | agents covoiturage | mobilité "
        "agents | plan déplacements administration | déplacements professionnels | venir travail | travailler "
        "voiture | salariés vélo"
    ),
    "marchandises": (
        "livraison | livraisons | dernier kilomètre | marchandises | logistique urbaine | logistique | fret | "
        "cyclologistique | triporteur | vélo cargo | livrer | colis | camionnettes | approvisionner commerces | "
        "camions centre | camions ville | circulation camions | poids lourds | transit camions | livraisons centre | "
        "transports marchandises"
    ),
    "documents d’urbanisme": (
        "plui | plu | scot | documents urbanisme | plan local urbanisme | urbanisme énergie | règlement urbanisme | "
        "planification urbaine | urbanisme climat | urbanisme intercommunal | oap | permis construire | schéma "
        "cohérence"
    ),
    "étalement urbain": (
        "dents creuses | étalement urbain | densifier | densification | friches | friche | terrain libre | maisons "
        "neuves | artificialisation | zan | consommation espace | sobriété foncière | terres agricoles protéger | "
        "revitaliser centre | centre vide | centre-bourg vide | construire champs | plein champ | maisons champs | "
        "terrains constructibles | centres-bourgs revitaliser | redonner vie centre | nouveaux lotissements | "
        "lotissements avancent | lotissements centre | artificialisation sols | consommation foncière | densité "
        "urbaine | renouvellement urbain"
    ),
    "logements vacants": (
        "logements vacants | logement vacant | maisons vides | vacance logements | propriétaires vacants | volets "
        "clos | maisons abandonnées | logements vides | vacance | maisons inoccupées | logements inoccupés | biens "
        "sans maître"
    ),
    "confort d’été": (
        "rafraîchir | îlot fraîcheur | îlots fraîcheur | fraîcheur | îlot chaleur | îlots chaleur | surchauffe | "
        "température été | confort été | confort estival | ombrager | ombrage | ombre | cours école | canicule | "
        "fortes chaleurs | forte chaleur | chaleurs été | vagues chaleur | degrés classes | degrés dortoirs | "
        "bâtiments chaleur été | plein soleil | classes surchauffent | trop chaud | chaleur étouffante | pièces "
        "chaudes | brumisateurs | abri soleil | lieux frais | refuge canicule | climatisation | cour collège | cour "
        "école | ville été | chaleur urbaine | rafraîchissement urbain | surchauffe urbaine | irrespirables été | "
        "chaleur juillet | rafraîchir ville | limiter chaleur ville | pics chaleur"
    ),
    "sols à rouvrir": (
        "débitumer | désimperméabiliser | désimperméabilisation | perméable | perméables | bitume | végétaliser | "
        "végétalisation | verdir place | verdir cour | verdir rue | verdir ville | nature ville | arbres ville | "
        "planter ville | cours oasis | infiltration | eaux pluviales | places parking arbres | cour bitume | cours "
        "bitume | goudron | enrobé | jardins pluie | espaces verts | arbres rues | arbres place | ombre place | "
        "asphalte"
    ),
    "personnes vulnérables": (
        "personnes âgées | personnes seules | personnes fragiles | personnes isolées | registre canicule | aides "
        "domicile | ehpad | maison retraite | prévenir habitants chaleur | aînés | anciens canicule | seniors | bébés "
        "chaleur | malades chaleur | hôpital chaleur | registre personnes | isolés canicule | vivent seuls | "
        "résidence autonomie"
    ),
    "économies d’eau": (
        "économiser eau | économies eau | économie eau | consommation eau | fuites eau | eau potable économie | eau "
        "potable économiser | sobriété eau | récupérer eau pluie | récupération eau | récupération eaux | eau "
        "équipements | réutilisation eaux | eau pluie | réduire eau | arrosage | arroser | piscine eau | stades "
        "arrosage | récupérateurs eau | eaux pluviales récupérer | stocker eau pluviale | eau pluviale | réutiliser "
        "eaux | eaux grises | consomment eau | eau espaces verts | moins eau"
    ),
    "sécheresse et abreuvement": (
        "sécheresse | sécheresses | camion-citerne | citerne | citernes | abreuvement | troupeaux boire | tour eau | "
        "stocker eau | manque eau | partage eau | irrigation | retenue eau | étiage | eau manque | sources tarissent "
        "| sources taries | bêtes eau | vaches eau | eau éleveurs | eau maraîchers | abreuver | réserve eau | "
        "agriculture eau | besoins eau agriculture | gestion eau agriculture | pilotage irrigation | eau agricole | "
        "étés secs | éleveurs été | élevage sécheresse | été sec | fourrages"
    ),
    "inondations": (
        "inondation | inondations | inondables | inondable | crue | crues | ruissellement | submersion | submersions "
        "| débordement | gemapi | papi | noyé | orages | coulées boue | maisons inondées | eau déborde | expansion "
        "crues | champ expansion"
    ),
    "rivières": (
        "cours eau | rivière | rivières | ripisylve | milieux aquatiques | berges | ruisseau | restaurer rivière | "
        "renaturation | fleuve"
    ),
    "zones humides": (
        "zone humide | zones humides | marais | prairies humides | prairies inondables | fossés | vannes | zones "
        "drainées | tourbière | tourbières | prairie humide | milieux humides | terres drainées | drainage"
    ),
    "recul face à l’eau": (
        "digue | digues | trait côte | recul côte | recul digue | érosion côte | submersion | littoral"
    ),
    "captages et pesticides": (
        "captage | captages | pesticides | pesticide | phytosanitaires | phyto | intrants | nitrates | désherbage | "
        "protection eau potable | désherbant | désherbants | désherber | cimetières stades désherbant | zéro "
        "pesticide | produits phyto | produits chimiques | engrais | qualité eau potable | eau potable nitrates | "
        "eau potable pollutions | pollutions agricoles | protéger eau potable | protéger ressource eau | points "
        "captage | aires alimentation | qualité ressource eau"
    ),
    "pratiques agricoles": (
        "agroécologie | agriculture biologique | conversion bio | pratiques agricoles | agriculture durable | élevage "
        "climat | agriculteurs carbone | exploitations énergie | diagnostics fermes | intrants | éleveurs | élevage | "
        "céréaliers | fermes climat | sols vivants | agriculteurs pratiques | paysans | couverts végétaux | protéines "
        "élevage | émissions agriculture | agriculture émissions | énergie agriculture"
    ),
    "carbone des sols": (
        "carbone sols | carbone prairies | stocker carbone | stockage carbone | séquestration carbone | puits "
        "carbone | prairies carbone | label bas-carbone | compensation carbone | carbone forêts | sols carbone | "
        "paiement carbone | stocks carbone | stockage sols"
    ),
    "haies et bocage": (
        "bocage | haies | haie | agroforesterie | bocager | talus | bords champs | linéaire haies | planter haies | "
        "entretien haies"
    ),
    "forêt": (
        "forêt | forêts | forestier | forestiers | forestière | essences | reboisement | sylviculture | épicéas | "
        "sapins | peuplements | replanter | replantent | bois communal | parcelles forestières | garde forestier | "
        "scolytes | chênes | résineux | dépérissement | gestion forestière | forêts communales"
    ),
    "plantations": (
        "planter arbres | plantation arbres | arbres | planter haies | arbre habitant | choisir arbres | charte arbre "
        "| arbres rues"
    ),
    "biodiversité": (
        "biodiversité | trame verte | continuités écologiques | espaces naturels | milieux naturels | pollinisateurs "
        "| espèces envahissantes | atlas biodiversité | chauves-souris | oiseaux | abeilles | insectes | faune | "
        "flore | nature ordinaire | corridors"
    ),
    "incendies": (
        "incendie | incendies | feux forêt | feu forêt | débroussaillement | dfci | broussailles | feux broussailles "
        "| départs feu"
    ),
    "santé et nuisibles": (
        "ambroisie | pollens | allergènes | moustique | moustiques | moustique tigre | tiques | moustiques tigres | "
        "frelon | chenilles processionnaires | allergies | maladies climat | santé environnement | santé climat | "
        "espèces exotiques"
    ),
    "risques": (
        "risques naturels | plan sauvegarde | retrait argiles | argiles | culture risque | vulnérabilité | fissures "
        "maisons | retrait gonflement | rga | glissements terrain | alerte population | crise climatique | "
        "diagnostic vulnérabilité | vulnérabilité changement | effets changement climatique | adaptation changement "
        "climatique | stratégie adaptation | plan adaptation | aléas climatiques | résilience territoire"
    ),
    "installation agricole": (
        "maraîchers | maraîcher | maraîchage | installation agricole | installer agriculteurs | foncier agricole | "
        "trouver terres | jeunes agriculteurs | espace test | régie agricole | reprise fermes | terres maraîchers | "
        "jeunes maraîchers | ferme reprendre | portage foncier | paysans installer | installer éleveur | installer "
        "paysan | reprise ferme | agriculteurs terres | maîtrise terres | installation maraîchers | transmission "
        "fermes | nouveaux agriculteurs"
    ),
    "repas collectifs": (
        "cantine | cantines | cuisiniers | cuisine centrale | cuisines | gaspillage alimentaire | menus | "
        "restauration scolaire | restauration collective | repas végétariens | légumineuses | produits locaux école "
        "| végétariens | menus végétariens | plats végétariens | cantine bio | repas écoles | approvisionner "
        "cantines | cuisinier | restes jetés | gaspillage cantine | repas bio | approvisionnement restauration | "
        "restaurants scolaires"
    ),
    "circuits courts": (
        "circuit court | circuits courts | produits locaux | manger local | producteurs | vente directe | marché "
        "producteurs | magasin producteurs | approvisionnement local | projet alimentaire | alimentation locale | "
        "légumerie | abattoir local | pat | légumes locaux | viande locale | agriculteurs vendre | vendre local | "
        "alimentation durable | jardins partagés | aide alimentaire | précarité alimentaire | plateforme alimentaire "
        "| autonomie alimentaire"
    ),
    "biodéchets": (
        "composteurs | composteur | compostage | composter | compost | biodéchets | bio déchets | tri source | pied "
        "immeuble | épluchures | restes repas | déchets alimentaires | déchets cuisine | bacs compost | lombricompost "
        "| collecte séparée"
    ),
    "déchets verts": (
        "déchets verts | broyage | broyeur | tontes | tailles haies | branchages | végétaux déchèterie | tontes "
        "pelouse | gazon | broyer branches | branches brûlées | végétaux déchets | végétaux déchetterie"
    ),
    "réduction des déchets": (
        "réduction déchets | réduire déchets | prévention déchets | zéro déchet | tarification incitative | redevance "
        "incitative | déchets source | vrac | plpdma | couches lavables | emballages | poubelle grise | poubelles | "
        "suremballage | publicités papier | stop pub | ordures ménagères | tonnages | jetable"
    ),
    "réemploi": (
        "matériauthèque | réemployer | réemploi | déconstruction | ressourcerie | recyclerie | seconde vie | repair "
        "café | meubles | électroménager | donnerie | réutilisation objets | bennes meubles | objets jetés | "
        "appareils jetés | meubles jetés | vêtements | textiles | objethèque | prêt objets | bricolage partagé | "
        "matériaux récupérer | donner objets | réparer objets | réparer appareils | ateliers réparation | atelier "
        "réparation | réemploi réparation | réutiliser matériaux | récupération matériaux | réparer | objets seconde"
    ),
    "tri": ("tri sélectif | trier déchets | déchèterie | déchetterie | collecte déchets | recyclage | consignes tri"),
    "déchets du bâtiment": "démolition | gravats | déchets chantier | déchets bâtiment | réemploi matériaux",
    "entreprises d’une zone": (
        "entreprises zone | zone activités | zones activités | synergies entreprises | club entreprises | club "
        "climat | association entreprises | entreprises climat | entreprises locales | mobiliser entreprises | "
        "embarquer entreprises | écologie industrielle | acteurs économiques | parc activités | industriels | "
        "entreprises engager | entreprises carbone | commerçants énergie | usines | usine échanges | industriels "
        "chaleur | artisanat zone | entreprises échanger | patrons | commerçants | tpe | pme | échanger matières | "
        "hôtel entreprises | entreprises plan climat | dirigeants entreprises"
    ),
    "tourisme": (
        "tourisme | touristes | touristique | hébergeurs | campings | écotourisme | saison visiteurs | visiteurs été "
        "| vacanciers | gîtes | station ski | office tourisme"
    ),
    "événements": (
        "éco-événements | éco-manifestations | manifestations responsables | événements responsables | gobelets | "
        "vaisselle | fêtes village | gobelets réutilisables | manifestations écoresponsables | grand public "
        "manifestations | manifestations écologiques"
    ),
    "alimentation des enfants": (
        "enfants alimentation | éduquer alimentation | goût enfants | enfants gaspillage | élèves cuisine"
    ),
}
"""Wordings of each concept, separated by bars."""
