"""Wordings of the concepts of needs about buildings, energy and the running of a plan, said by officers and in plans.

A word alone is one that says the concept wherever it stands in this field; two or three are needed together otherwise.
"""

from collections.abc import Mapping

ENERGY_CONCEPTS: Mapping[str, str] = {
    "suivi des consommations": (
        "suivre consommations | suivi consommations | suivi factures | suivre factures | facture chauffage | relever "
        "compteurs | lire compteurs | capteurs | télérelève | facture énergie | mesurer consommations | économe flux "
        "| conseiller énergie | cep | réglages chaudière | régler chaudière | réglage chauffage | thermostat | "
        "régulation chauffage | gestion technique bâtiment | télégestion | chauffage mairie | chauffage bâtiment | "
        "relever consommations | logiciel consommations | consommations écoles | consommations bâtiments | chaudière "
        "dimanche | chauffage dimanche | programmer chauffage | suivre chaudières | chaudières distance | surveiller "
        "chaudières | baisser facture | factures explosent | audit énergétique | diagnostic énergétique | factures "
        "gaz | factures fioul | factures bâtiments | bâtiments consomment | fluides collectivité | suivi fluides | "
        "compteurs communicants | dépense énergie bâtiments"
    ),
    "bâtiments publics": (
        "bâtiments publics | bâtiments communaux | patrimoine communal | patrimoine public | patrimoine bâti | "
        "patrimoine collectivité | bâtiments collectivité | rénover école | isoler écoles | groupe scolaire | "
        "gymnase | salle fêtes | salle polyvalente | chauffage mairie | bâtiment mairie | décret tertiaire | piscine "
        "énergie | rénover bâtiments | salle spectacle | mairie isoler | travaux école | chantier école | école "
        "occupée | collège travaux | crèche travaux | médiathèque | bâtiments intercommunaux | bâtiments énergivores "
        "| locaux communaux | église chauffage | sobriété équipements | piscine patinoire | patrimoine scolaire | "
        "patrimoine immobilier | bâti scolaire | patrimoine tertiaire | tertiaire public | rénovation patrimoine | "
        "bâtiments commencer | schéma directeur immobilier | équipements sportifs rénover"
    ),
    "sortie du fioul": (
        "fioul | fuel | mazout | chaudière gaz | remplacement chaudières | remplacement appareils chauffage | "
        "appareils chauffage anciens | chaudière ancienne | vieilles chaudières | cuve | chauffage fossile | "
        "chaudières fossiles"
    ),
    "chauffage au bois des ménages": (
        "cheminées | foyers ouverts | foyer ouvert | poêle | inserts | chauffage bois performant | chauffage bois "
        "particulier | fonds air | bois bûche | fumées bois | appareils chauffage bois | combustion bois | feu bois "
        "| chauffage anciens"
    ),
    "qualité de l’air": (
        "qualité air | particules | pollution air | pollution atmosphérique | polluants atmosphériques | brûlage | "
        "fumées | dioxyde azote | fonds air | air respire | air pollué | ozone | brûlent végétaux | brûler végétaux "
        "| station mesure air | zone faibles émissions | zfe | pollution bois | pics pollution | pollution hiver | "
        "pollution chauffage"
    ),
    "air intérieur": (
        "air intérieur | co2 écoles | capteurs co2 | qualité air écoles | radon | ventilation | aération | aérer "
        "classes | capteurs classes | air classes | air crèches"
    ),
    "rénovation des logements": (
        "rénover logements | rénover maisons | rénovation habitat | rénovation énergétique | rénovation thermique | "
        "isoler maisons | isoler logements | passoires | propriétaires rénover | opah | amélioration habitat | "
        "éco-rénovation | écorénovation | plateforme rénovation | guichet rénovation | maison habitat | rénovation "
        "bbc | travaux isolation | logements perdent chaleur | maison énergie | maisons mal isolées | travaux "
        "maisons | travaux logement | maison rénovée | propriétaires travaux | aides travaux | aides rénovation | "
        "maprimerénov | france rénov | thermographie | conseil rénovation | habitat ancien | pavillons | parc privé "
        "| habitat privé | service rénovation | parcours rénovation | rénovation globale | résidentiel | étiquettes "
        "logements | diagnostic performance logement | ma prime rénov | pig | opération programmée | rénovation "
        "performante"
    ),
    "logement locatif": (
        "bailleur | locataires | logements loués | parc locatif | permis louer | logement social | hlm | loueurs | "
        "propriétaire loue | logements locatifs"
    ),
    "ménages modestes": (
        "précarité énergétique | ménages froid | ménages modestes | ménages pauvres | foyers modestes | familles "
        "modestes | impayés énergie | factures impayées | logement froid | personnes précaires | habitat indigne | "
        "slime | quitter fioul | chauffage fioul | privent chauffage | froid chez | factures énergie payer | "
        "travailleurs sociaux | ccas | fin mois difficile | ménages difficulté | ménages fragiles | familles pauvres "
        "| chèque énergie | factures chauffage payer | passoires modestes | énergie chère ménages"
    ),
    "copropriétés": "copropriétés | copropriétaires | syndic",
    "guichet et conseil": (
        "guichet | permanence | conseiller rénovation | conseiller habitants | accueil habitants | étal marché | "
        "espace info énergie | maison énergie | point info | accueil public | conseil particuliers | service "
        "rénovation | plateforme rénovation | conseillère rénovation"
    ),
    "bâti ancien": (
        "bâti ancien | maisons anciennes | pierre pisé | centre ancien | patrimoine ancien | bâti patrimonial | pans "
        "bois"
    ),
    "abords de monuments": (
        "monument classé | abords monuments | architecte bâtiments france | patrimoine protégé | site classé | "
        "secteur sauvegardé | abf"
    ),
    "matériaux biosourcés": (
        "biosourcés | biosourcée | isolants naturels | paille | ouate | laine bois | chanvre | pisé | terre crue | "
        "matériaux locaux | éco-matériaux | écomatériaux | construction bois | immeuble bois | ossature bois | bâtir "
        "bois | construire bois | brique crue"
    ),
    "artisans et filière": (
        "artisans | professionnels bâtiment | entreprises bâtiment | entreprises poser | entreprises travaux | "
        "métiers bâtiment | filière bâtiment | maçons | couvreurs | rge | chantiers formation"
    ),
    "construction exemplaire": (
        "écoquartier | éco-quartier | bâtiment passif | construction durable | écoconstruction | lotissement durable "
        "| aménagement durable | quartier durable | re2020 | bepos | quartier sobre | nouveau quartier | zac | "
        "projet aménagement | aménager quartier | aménagement sobre | aménageur | promoteurs immobiliers | charte "
        "aménagement | charte construction | charte promoteurs"
    ),
    "éclairage public": (
        "éclairage public | éclairage nuit | lampadaires | candélabres | éteindre éclairage | éteindre nuit | couper "
        "éclairage | trame noire | pollution lumineuse | éclairage nocturne | led éclairage | villages étoilés | "
        "réduire éclairage | lumières nuit | allumé nuit | éclairer nuit | chauves-souris | cœur nuit | points "
        "lumineux | éteindre rues | vitrines | éclairage commune | moderniser éclairage | éclairage extérieur | "
        "extinction | horloges astronomiques"
    ),
    "toits solaires": (
        "ombrières | photovoltaïque | toits publics | solaire | parking soleil | couvrir parkings | soleil toits | "
        "panneaux toits | panneaux toitures | panneaux mairie | panneaux église | panneaux école | panneaux "
        "habitants"
    ),
    "autoconsommation": (
        "autoconsommation | partager électricité | boucle locale | vendre électricité voisins | consommer production"
    ),
    "épargne des habitants": (
        "épargne habitants | épargne citoyenne | société habitants | centrale villageoise | coopérative citoyenne | "
        "coopérative énergie | coopérative habitants | énergie citoyenne | financement participatif | investissement "
        "citoyen | projets citoyens | capital habitants | solaire citoyen | collectif citoyen | habitants investir | "
        "argent habitants | actionnaires habitants | habitants panneaux | financement citoyen | investissement "
        "participatif | sociétés citoyennes | habitants centrale | communauté énergétique"
    ),
    "éolien": "éolien | mât mesure | moulins vent",
    "projet d’un développeur": (
        "développeur | promoteur énergie | opérateur privé | charte développement énergies | zones accélération | "
        "charte éolien | charte énergies renouvelables | démarchent propriétaires | démarcheurs | opposants parc | "
        "encadrer projets énergie | charte photovoltaïque | projets privés énergie | cadrer projets | grands projets "
        "renouvelables | projets éoliens photovoltaïques"
    ),
    "méthanisation": "méthanisation | méthaniseur | biogaz | biométhane | digestat",
    "petite hydraulique": (
        "microcentrale | moulin | turbine | débit rivière | droit eau | chute eau | hydroélectricité | "
        "hydroélectrique | hydroliennes | seuil rivière | petit barrage | rivière électricité | conduites forcées"
    ),
    "hydrogène": "hydrogène | électrolyseur",
    "réseau de chaleur": (
        "réseau chaleur | chaufferie | chaleur renouvelable | fonds chaleur | chaudière collective | régie chaleur | "
        "chauffage collectif | chauffage urbain | facturer chaleur | vendre chaleur | chauffer collectivement | "
        "chauffer bâtiments bois | abonnés chaleur | chauffage collège mairie | classement réseau | raccorder "
        "chaleur | abonnés réseau | densifier réseau | schéma directeur réseau | sortie réseau"
    ),
    "froid et chaleur perdus": (
        "chaleur fatale | récupérer chaleur | groupes froids | entrepôts frigorifiques | abattoir chaleur | centre "
        "calcul | centre données | data center | datacenter | eaux usées chaleur | chaleur usine | chaleur perdue | "
        "station épuration chaleur | station épuration énergie | rejets chauds | eau chaude épuration | chaleur "
        "industrielle | patinoire chaleur | incinérateur | unité valorisation énergétique | chaleur récupérée"
    ),
    "géothermie": "géothermie | pompe chaleur | aérothermie | forages | sondes terre",
    "approvisionnement en bois": (
        "approvisionnement bois | scieries | bois chaufferie | fournisseur bois | gisement bois | bois énergie | "
        "chaudière bois | bois local | vendre bois | acheter bois | bois communes | affouage | forestiers bois | "
        "chaudière plaquettes | plaquettes bois | plaquettes forestières | plaquettes chaufferie | déchiqueteuse | "
        "déchiquetage"
    ),
    "réseaux électriques": (
        "réseau électrique | raccordement | s3renr | smart grid | stockage électricité | batterie | réseaux énergie"
    ),
    "données d’énergie": (
        "données énergie | données énergétiques | données consommation | chiffres consommation | consommation "
        "quartier | données gaz | données électricité | consommations gaz | consommations électricité | "
        "gestionnaires réseaux | distributeur données | recueil données | secret statistique | données locales | "
        "données manquantes | observatoire | enedis | grdf | consommations commune | chiffres commune | chiffres "
        "énergie | statistiques énergie | open data énergie | données agrégées | données fiables | bilan ges | bilan "
        "émissions | bilan carbone | diagnostic émissions | cartographier consommation | cartographie consommations "
        "| carte consommations | accès données | estimer consommations | connaître consommations | vérifier chiffres "
        "| chiffres bureau | fiabilité données | chiffres faux | chiffres divergent"
    ),
    "indicateurs et évaluation": (
        "indicateurs | tableau bord | tableau suivi | évaluation | mi-parcours | bilan trois ans | suivi plan | "
        "suivi pcaet | prouver résultats | résultats plan | plan servi | rendre compte | bilan plan | mesurer effets "
        "| mesurer progrès | lecture croisée | regard extérieur | suivre plan | avancement actions | suivre actions "
        "| suivi actions | état avancement | élus jargon | rapport annuel | bilan étape | révision plan | retours "
        "actions | quelques priorités | catalogue fiches | prioriser actions | hiérarchiser actions | actions "
        "émissions baisser | priorités plan"
    ),
    "budget climat": (
        "budget climat | budget vert | annoter budget | coûte plan | dépenses climat | dépenses plan | budgétisation "
        "| financer plan | coût inaction | budget primitif | dépenses favorables | prix inaction | chiffrer plan | "
        "argent climat"
    ),
    "achats publics": (
        "groupement commandes | groupement achat | acheter plusieurs | acheter groupe | commande publique | marchés "
        "publics | marché électricité | achats responsables | achats durables | achats écologiques | achats verts | "
        "acheteurs clauses | clauses environnementales | clauses vertes | politique achat | achats publics | marchés "
        "travaux | critères carbone | critères environnementaux | appels offres | commandes groupées | cahier "
        "charges | fournitures responsables | électricité plusieurs | verdir marchés | clauses marchés | coût global "
        "| spaser"
    ),
    "achat d’énergie": (
        "acheter énergie | acheter électricité | acheter gaz | achat énergie | achat électricité | marché "
        "électricité | contrats énergie | contrat électricité | prix électricité | électricité verte | énergies "
        "vertes | contrats gaz | factures électricité | prix énergie | fournisseur énergie | négocier électricité | "
        "négocier gaz | électricité plusieurs"
    ),
    "montage juridique": (
        "régie | convention type | délégation service | contrat type | scic | montage juridique | juriste | "
        "règlement service | forme juridique | convention modèle | statuts société | règlement réseau | sem | "
        "société économie | spl | société portage | société projet"
    ),
    "acceptation locale": (
        "riverains | concertation | opposition | habitants réunion | veillées | convaincre habitants | acceptabilité "
        "| voisins projet | odeurs | débat habitants | craintes habitants | refus projet | contestation | opposants "
        "| voisins mécontents | faire accepter | pétition contre | nuisances voisins"
    ),
    "décision des élus": (
        "convaincre élus | convaincre maires | convaincre communes | décider élus | mobiliser élus | mobiliser "
        "communes | élus absents | arbitrage élus | former élus | formation élus | compétence élus | nouveaux élus | "
        "sensibiliser élus | élus mandat | conseil municipal convaincre | maires réticents | nouveaux conseillers | "
        "maires nouveaux | élus climat | délibération climat | élus croient | élus doutent | climatosceptiques | "
        "élus convaincus"
    ),
    "vie du réseau": (
        "ateliers calendrier | dates ateliers | animation réseau | animation entente | suite réseau | visites "
        "filmées | trace visites | films visite | réseau membres | échanges bonnes pratiques | partage expérience "
        "collectivités | échange expériences | rencontres membres | visiter autres | voyage étude | échanger "
        "collègues | pairs | club collectivités | intercommunalité voisine | collectivités voisines | territoires "
        "voisins | epci voisins | mutualisation epci | coopération territoires | entre epci | mêmes actions"
    ),
    "recherche et innovation": (
        "laboratoire | université | universitaire | chercheur | doctorant | thèse | étudiants | école architecture | "
        "recherche | expérimentation"
    ),
    "participation des habitants": (
        "convention citoyenne | conseil citoyen | associer habitants | mobiliser habitants | impliquer habitants | "
        "citoyens climat | micro projets habitants | habitants décider | réunions publiques | associer citoyens | "
        "atelier habitants | faire participer | raconter plan | fresque climat | conseil développement | élaboration "
        "plan citoyens | consulter habitants"
    ),
    "jeunes": (
        "jeunesse | jeune public | lycéens | collégiens | élèves | enfants sensibiliser | éducation environnement | "
        "conseil jeunes | jeunes générations | collèges énergie | étudiants sensibiliser | enfants climat | école "
        "énergie sensibiliser | lycée | jeunes climat | jeunes sensibiliser | jeunes énergie | publics scolaires"
    ),
    "défis entre foyers": (
        "défi familles | défi foyers | défi énergie | familles énergie positive | familles consommer | défi déclics "
        "| défi zéro déchet | éco-gestes | écogestes | gestes économes | animations familles | habitants consommer "
        "moins | économies énergie habitants | concours familles | appels projets citoyens | gestes quotidiens | "
        "changement comportement"
    ),
    "exemplarité des agents": (
        "agents ambassadeurs | agents éco-responsables | éco-responsabilité | exemplarité | gardien température | "
        "agents consommations | administration exemplaire | collectivité exemplaire | fonctionnement interne | "
        "agents laissent | allumé bureaux | agents gestes | collègues gestes | bureaux écrans | éco-gestes bureau | "
        "agents sobriété | comportement agents | plan sobriété | agents mobiliser | affiches agents | ambassadeurs "
        "énergie"
    ),
    "numérique": (
        "ordinateurs | matériel informatique | informatique durable | numérique | parc informatique | téléphones | "
        "serveurs"
    ),
    "financement des travaux": (
        "financer travaux | financement rénovation | subventions travaux | trouver financements | tiers financement "
        "| intracting | emprunt travaux | aides financières | avance travaux | fonds concours | appels projets "
        "financement"
    ),
    "ce qui a échoué": ("échoué | échec | projet refusé | aurait dû dire | essai appris | abandonné projet | raté"),
    "poste partagé": (
        "juriste partager | partager technicien | poste partagé | mutualiser poste | mutualiser agent | "
        "mutualisation ingénierie | ingénierie partagée | partager conseiller | service mutualisé | économe flux | "
        "petites communes ingénierie"
    ),
    "stratégie énergie": (
        "planification énergétique | stratégie énergie | scénario énergie | tepos | territoire énergie positive | "
        "zones accélération énergies | schéma énergies | programmation énergies | potentiel énergies renouvelables | "
        "mix énergétique | sraddet | srcae | plan région | plan département | schéma régional"
    ),
    "enquêtes et connaissance": (
        "enquête | chiffres mobilité | données mobilité | comptages | étude potentiel | connaître potentiel"
    ),
    "solaire au sol": (
        "parc photovoltaïque | centrale sol | décharge | parc solaire | photovoltaïque sol | parcs sol | friche "
        "solaire | panneaux sol | hectares panneaux | agrivoltaïsme | centrales photovoltaïques | champ solaire"
    ),
    "prospective": (
        "avenir énergétique | prospective | scénarios énergie | énergie demain | horizon 2050 | futur énergie"
    ),
    "référents des communes": "référents | ambassadeurs communes | correspondants communes",
    "bilan des émissions": (
        "bilan carbone | beges | bilan gaz | bilan émissions | empreinte carbone collectivité | gaz effet serre "
        "diagnostic | diagnostic ges | mesurer ges | mesurer émissions | baisser émissions actions | facteurs "
        "émission | bilans ges | trajectoire carbone | comptabilité carbone | inventaire émissions"
    ),
    "organisation des services": (
        "tous services | transversalité | services internes | comité pilotage | comité technique | pilotage plan | "
        "piloter pcaet | gouvernance plan | gouvernance pcaet | référent pcaet | orientations pcaet | enjeux pcaet "
        "projets | pratiques epci | décisions collectivité | direction générale | services portent | affaire chargée "
        "mission | mode projet | animer pcaet | équipe projet | services techniques climat | directeurs services | "
        "agents plan climat"
    ),
    "ressources du plan": (
        "financer pcaet | budget plan climat | financement plan | fonds climat | sources financement | ingénierie "
        "financière | appels projets nationaux | budget baisse | fonds vert | moyens plan | recettes climat | argent "
        "ingénierie | ingénierie plan | ingénierie interne | ingénierie appel | financer ingénierie | aides "
        "ingénierie | financer poste"
    ),
    "certificats d’économies": "certificats énergie | cee | valoriser certificats",
}
"""Wordings of each concept, separated by bars."""
