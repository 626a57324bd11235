"""Wordings of the concepts of needs about buildings, energy and the running of a plan, said by officers and in plans.

A word alone is one that says the concept wherever it stands in this field; two or three are needed together otherwise.
"""

from collections.abc import Mapping

ENERGY_CONCEPTS: Mapping[str, str] = {
    "suivi des consommations": (
        "suivre consommations | suivi consommations | suivi factures | suivre factures | facture chauffage | "
        "factures chauffage | relever compteurs | lire compteurs | capteurs | valises capteurs | télérelève | "
        "facture énergie | factures énergie | mesurer consommations | économe flux | économie flux | conseiller "
        "énergie | conseil énergie partagé | cep | réglages chaudière | régler chaudière | réglage chauffage | "
        "thermostat | régulation chauffage | gestion technique bâtiment | télégestion | chauffage mairie | chauffage "
        "bâtiment | relever consommations | logiciel consommations | consommations écoles | consommations bâtiments "
        "| chaudière dimanche | chauffage dimanche | programmer chauffage | suivre chaudières | chaudières distance "
        "| surveiller chaudières | baisser facture | factures explosent | audit énergétique | diagnostic énergétique "
        "| factures gaz | factures fioul | factures bâtiments | bâtiments consomment | bâtiment consomme | fluides "
        "collectivité | suivi fluides | compteurs communicants | dépense énergie bâtiments"
    ),
    "bâtiments publics": (
        "bâtiments publics | bâtiment public | bâtiments communaux | patrimoine communal | patrimoine public | "
        "patrimoine bâti | patrimoine collectivité | bâtiments collectivité | rénover école | rénovation école | "
        "rénovation écoles | isoler écoles | groupe scolaire | gymnase | gymnases | salle fêtes | salle polyvalente "
        "| chauffage mairie | bâtiment mairie | décret tertiaire | piscine énergie | rénover bâtiments | école "
        "rénover | salle spectacle | mairie isoler | écoles isoler | travaux école | école travaux | chantier école "
        "| école occupée | collège travaux | crèche travaux | médiathèque | bâtiments intercommunaux | bâtiments "
        "énergivores | locaux communaux | église chauffage | patrimoine bâti communal | sobriété équipements | "
        "piscine gymnases | piscine patinoire | patrimoine scolaire | patrimoine immobilier | bâti scolaire | "
        "rénover écoles | patrimoine tertiaire | tertiaire public | rénovation patrimoine | bâtiments commencer | "
        "schéma directeur immobilier | équipements sportifs rénover | chauffage gymnase"
    ),
    "sortie du fioul": (
        "fioul | fuel | mazout | chaudière gaz | chaudières gaz | remplacement chaudières | remplacer chaudières | "
        "remplacement appareils chauffage | appareils chauffage anciens | chaudière ancienne | vieilles chaudières | "
        "cuve | chauffage fossile | chaudières fossiles"
    ),
    "chauffage au bois des ménages": (
        "cheminées | foyers ouverts | foyer ouvert | poêle | poêles | inserts | chauffage bois performant | chauffage "
        "bois particulier | fonds air | fonds air bois | bois bûche | fumées bois | appareils chauffage bois | "
        "combustion bois | feu bois | chauffage bois ancien | chauffage anciens"
    ),
    "qualité de l’air": (
        "qualité air | particules | pollution air | pollution atmosphérique | polluants atmosphériques | brûlage | "
        "fumées | dioxyde azote | fonds air | air respire | air pollué | ozone | brûlent végétaux | brûler végétaux "
        "| station mesure air | zone faibles émissions | zfe | zones faibles émissions | pollution bois | pics "
        "pollution | pollution hiver | pollution chauffage"
    ),
    "air intérieur": (
        "air intérieur | co2 écoles | capteurs co2 | qualité air écoles | radon | ventilation | aération | aérer "
        "classes | capteurs classes | air classes | air crèches"
    ),
    "rénovation des logements": (
        "rénover logements | rénover maisons | rénovation logements | rénovation habitat | rénovation maisons | "
        "rénovation énergétique | rénovation thermique | isoler maisons | isoler logements | isolation logements | "
        "passoires | propriétaires rénover | propriétaires rénovation | opah | amélioration habitat | éco-rénovation "
        "| écorénovation | plateforme rénovation | guichet rénovation | maison habitat | rénovation bbc | travaux "
        "isolation | logements perdent chaleur | maison énergie | maisons mal isolées | logements mal isolés | "
        "travaux maisons | travaux logement | maison rénovée | maisons rénovées | propriétaires travaux | aides "
        "travaux | aides rénovation | maprimerénov | france rénov | thermographie | conseil rénovation | habitat "
        "ancien | pavillons | parc privé | habitat privé | service rénovation | parcours rénovation | rénovation "
        "globale | résidentiel | étiquettes logements | diagnostic performance logement | rénovation maison | ma "
        "prime rénov | pig | opération programmée | rénovation performante"
    ),
    "logement locatif": (
        "bailleur | bailleurs | locataires | logements loués | parc locatif | permis louer | logement social | "
        "logements sociaux | hlm | loueurs | propriétaire loue | logements locatifs | propriétaires bailleurs | "
        "bailleurs sociaux"
    ),
    "ménages modestes": (
        "précarité énergétique | ménages froid | ménages modestes | ménages pauvres | foyers modestes | familles "
        "modestes | impayés énergie | factures impayées | logement froid | personnes précaires | habitat indigne | "
        "slime | quitter fioul | chauffage fioul | privent chauffage | froid chez | factures énergie payer | "
        "travailleurs sociaux | ccas | fin mois difficile | ménages difficulté | ménages fragiles | familles pauvres "
        "| chèque énergie | factures chauffage payer | passoires modestes | énergie chère ménages"
    ),
    "copropriétés": (
        "copropriétés | copropriété | copropriétaires | syndic | syndics | assemblée copropriétaires | copropriété "
        "dégradée"
    ),
    "guichet et conseil": (
        "guichet unique | guichet rénovation | guichet | permanence | permanences | conseiller rénovation | "
        "conseiller habitants | accueil habitants | étal marché | espace info énergie | maison énergie | point info | "
        "accueil public | conseil particuliers | permanence habitat | service rénovation | plateforme rénovation | "
        "conseillère rénovation"
    ),
    "bâti ancien": (
        "bâti ancien | bâtiment ancien | maisons anciennes | pierre pisé | centre ancien | patrimoine ancien | bâti "
        "patrimonial | pans bois"
    ),
    "abords de monuments": (
        "monument classé | abords monuments | architecte bâtiments france | patrimoine protégé | site classé | "
        "secteur sauvegardé | abf"
    ),
    "matériaux biosourcés": (
        "biosourcés | biosourcé | biosourcée | isolants naturels | isolant naturel | paille | ouate | laine bois | "
        "chanvre | pisé | terre crue | matériaux locaux | éco-matériaux | écomatériaux | construction bois | filière "
        "bois construction | immeuble paille | immeuble bois | ossature bois | bâtir bois | construire bois | bois "
        "construction | bâtiments bois | brique crue"
    ),
    "artisans et filière": (
        "artisans | artisan | groupement artisans | former artisans | former maçons | professionnels bâtiment | "
        "entreprises bâtiment | entreprises poser | entreprises travaux | métiers bâtiment | filière bâtiment | "
        "maçons | couvreurs | entreprises locales travaux | savoir-faire artisans | rge | groupements artisans | "
        "chantiers formation | montée compétence artisans"
    ),
    "construction exemplaire": (
        "écoquartier | écoquartiers | éco-quartier | bâtiment passif | construction durable | écoconstruction | "
        "lotissement durable | aménagement durable | quartier durable | re2020 | bepos | quartier sobre | nouveau "
        "quartier | quartiers durables | zac | projet aménagement | aménager quartier | aménagement sobre | aménageur "
        "| promoteurs immobiliers | charte aménagement | charte construction | charte promoteurs"
    ),
    "éclairage public": (
        "éclairage public | éclairage nuit | lampadaires | lampadaire | candélabres | extinction nocturne | éteindre "
        "éclairage | éteindre nuit | couper éclairage | trame noire | pollution lumineuse | éclairage nocturne | led "
        "éclairage | villages étoilés | réduire éclairage | lumières nuit | lumière nuit | allumé nuit | éclairer "
        "nuit | chauves-souris | cœur nuit | points lumineux | vitrines nuit | éteindre vitrines | éteindre rues | "
        "vitrines | éclairage commune | moderniser éclairage | éclairage extérieur | extinction | horloges "
        "astronomiques"
    ),
    "toits solaires": (
        "toits solaire | toiture solaire | toitures solaires | ombrières | photovoltaïque | toits publics | solaire "
        "| centrale solaire | cadastre solaire | potentiel solaire | parking soleil | parkings soleil | couvrir "
        "parkings | soleil toits | panneaux toits | panneaux toitures | panneaux solaires | panneaux mairie | "
        "panneaux église | panneaux école | panneaux habitants | toiture photovoltaïque | toitures photovoltaïques | "
        "toits photovoltaïques | hangars photovoltaïques | ombrière"
    ),
    "autoconsommation": (
        "autoconsommation | autoconsommation collective | partager électricité | boucle locale | vendre électricité "
        "voisins | consommer production"
    ),
    "épargne des habitants": (
        "épargne habitants | épargne citoyenne | société habitants | centrale villageoise | centrales villageoises | "
        "coopérative citoyenne | coopérative énergie | coopérative habitants | énergie citoyenne | financement "
        "participatif | investissement citoyen | projets citoyens | capital habitants | solaire citoyen | "
        "participation citoyenne énergie | citoyennes solaires | groupe habitants panneaux | collectif citoyen | "
        "habitants investir | argent habitants | actionnaires habitants | citoyens énergie | habitants panneaux | "
        "financement citoyen | habitants actionnaires | investissement participatif | citoyenne solaire | solaires "
        "citoyens | sociétés citoyennes | habitants centrale | communauté énergétique"
    ),
    "éolien": "éolien | éolienne | éoliennes | mât mesure | parc éolien | moulins vent | mâts éoliens",
    "projet d’un développeur": (
        "développeur | développeurs | promoteur énergie | promoteurs énergie | opérateur privé | charte "
        "développement énergies | zones accélération | charte éolien | charte énergies renouvelables | démarchent "
        "propriétaires | démarcheurs | opposants parc | encadrer projets énergie | charte photovoltaïque | projets "
        "privés énergie | cadrer projets | grands projets renouvelables | projets éoliens photovoltaïques"
    ),
    "méthanisation": "méthanisation | méthaniseur | méthaniseurs | biogaz | biométhane | digestat",
    "petite hydraulique": (
        "microcentrale | microcentrales | moulin | moulins | turbine | débit rivière | droit eau | chute eau | "
        "hydroélectricité | hydroélectrique | hydroliennes | seuil rivière | petit barrage | rivière électricité | "
        "conduites forcées"
    ),
    "hydrogène": "hydrogène | électrolyseur",
    "réseau de chaleur": (
        "réseau chaleur | réseaux chaleur | chaufferie | chaufferies | chaleur renouvelable | fonds chaleur | "
        "chaudière collective | régie chaleur | chauffage collectif | chauffage urbain | facturer chaleur | vendre "
        "chaleur | chauffer collectivement | chauffer bâtiments bois | abonnés chaleur | chaufferie collective | "
        "chauffage collège mairie | classement réseau | raccorder chaleur | abonnés réseau | densifier réseau | "
        "schéma directeur réseau | sortie réseau"
    ),
    "froid et chaleur perdus": (
        "chaleur fatale | chaleur fatal | récupérer chaleur | récupération chaleur | chaleur récupération | groupes "
        "froids | entrepôts frigorifiques | abattoir chaleur | centre calcul | centre données | data center | "
        "datacenter | eaux usées chaleur | chaleur usine | chaleur perdue | station épuration chaleur | station "
        "épuration énergie | rejets chauds | rejets eau chaude | eau chaude épuration | chaleur eaux usées | usines "
        "chaleur | chaleur industrielle | patinoire chaleur | chaleur incinérateur | incinérateur | unité "
        "valorisation énergétique | chaleur récupérée"
    ),
    "géothermie": (
        "géothermie | géothermique | pompe chaleur | pompes chaleur | forage chaleur | aérothermie | forages | sondes "
        "terre"
    ),
    "approvisionnement en bois": (
        "approvisionnement bois | scieries | bois chaufferie | fournisseur bois | gisement bois | filière bois "
        "énergie | bois énergie | bois-énergie | chaudière bois | chaufferie bois | bois local | vendre bois | "
        "acheter bois | bois communes | affouage | forestiers bois | chaudière plaquettes | plaquettes bois | "
        "plaquettes forestières | plaquettes chaufferie | bois déchiqueté | déchiqueteuse | déchiquetage"
    ),
    "réseaux électriques": (
        "réseau électrique | raccordement | s3renr | smart grid | stockage électricité | batterie | réseaux énergie"
    ),
    "données d’énergie": (
        "données énergie | données énergétiques | données consommation | chiffres consommation | consommation "
        "quartier | consommations quartier | données gaz | données électricité | consommations gaz | consommations "
        "électricité | gestionnaires réseaux | distributeur données | recueil données | recueillir données | secret "
        "statistique | observatoire énergie | données locales | données manquantes | observatoire | enedis | grdf | "
        "consommations commune | chiffres commune | chiffres énergie | statistiques énergie | open data énergie | "
        "données agrégées | données fiables | bilan ges | bilan émissions | bilan carbone | diagnostic émissions | "
        "cartographier consommation | cartographie consommations | carte consommations | donnée consommations | "
        "accès données | estimer consommations | connaître consommations | vérifier chiffres | chiffres bureau | "
        "fiabilité données | chiffres faux | chiffres divergent"
    ),
    "indicateurs et évaluation": (
        "indicateurs | indicateur | tableau bord | tableau suivi | évaluer plan | évaluation | évaluer | mi-parcours "
        "| bilan trois ans | suivi plan | suivi évaluation | suivi pcaet | prouver résultats | résultats plan | plan "
        "servi | rendre compte | bilan plan | mesurer effets | mesurer progrès | évaluateur | lecture croisée | "
        "regard extérieur | suivre plan | avancement actions | suivre actions | suivi actions | état avancement | "
        "élus jargon | bilan annuel plan | rapport annuel | rendre compte élus | tableaux suivi | bilan étape | "
        "révision plan | évaluation finale | retours actions | quelques priorités | catalogue fiches | prioriser "
        "actions | hiérarchiser actions | actions émissions baisser | priorités plan"
    ),
    "budget climat": (
        "budget climat | budget vert | annoter budget | annotation budget | coût plan climat | coûte plan | dépenses "
        "climat | dépenses plan | budgétisation | financer plan | coût inaction | budget primitif | dépenses "
        "favorables | coûts plan | prix inaction | chiffrer plan | argent climat"
    ),
    "achats publics": (
        "groupement commandes | groupement achat | acheter plusieurs | acheter groupe | achat groupé | commande "
        "publique | marchés publics | marché électricité | achats responsables | achats durables | achats "
        "écologiques | achats verts | acheteurs clauses | clauses environnementales | clauses vertes | politique "
        "achat | achats publics | marchés travaux | critères carbone | critères environnementaux | appels offres | "
        "commandes groupées | cahier charges | fournitures responsables | électricité plusieurs | verdir marchés | "
        "clauses marchés | coût global | spaser | achat responsable"
    ),
    "achat d’énergie": (
        "acheter énergie | acheter électricité | acheter gaz | achat énergie | achat électricité | marché électricité "
        "| contrats énergie | contrat électricité | prix électricité | électricité verte | énergies vertes | contrats "
        "gaz | factures électricité | prix énergie | fournisseur énergie | fournisseurs énergie | négocier "
        "électricité | négocier gaz | électricité plusieurs"
    ),
    "montage juridique": (
        "régie | convention type | délégation service | contrat type | société économie mixte | scic | montage "
        "juridique | juriste | règlement service | forme juridique | convention modèle | modèle convention | statuts "
        "régie | statuts société | règlement réseau | règlement régie | sem | société économie | spl | société "
        "portage | société projet"
    ),
    "acceptation locale": (
        "riverains | concertation | opposition | habitants réunion | veillées | convaincre habitants | acceptabilité "
        "| voisins projet | odeurs | débat habitants | craintes habitants | refus projet | contestation | opposants "
        "| conflit riverains | voisins mécontents | collectif opposants | accepter projet | accepter parc | faire "
        "accepter | dialogue riverains | pétition contre | nuisances voisins | acceptabilité projets | opposants "
        "éolien"
    ),
    "décision des élus": (
        "convaincre élus | convaincre maires | convaincre communes | décider élus | mobiliser élus | mobiliser "
        "communes | élus absents | arbitrage élus | former élus | formation élus | compétence élus | nouveaux élus | "
        "sensibiliser élus | élus mandat | conseil municipal convaincre | maires réticents | nouveaux conseillers | "
        "maires nouveaux | élus climat | délibération climat | élus croient | élus doutent | climatosceptiques | "
        "élus convaincus | sensibilisation élus"
    ),
    "vie du réseau": (
        "ateliers calendrier | dates ateliers | animation réseau | animation entente | suite réseau | visites "
        "filmées | trace visites | films visite | réseau membres | échanges bonnes pratiques | partage expérience "
        "collectivités | échange expériences | rencontres membres | visiter autres | voyage étude | échanger "
        "collègues | pairs | club collectivités | intercommunalité voisine | intercommunalités voisines | "
        "collectivités voisines | territoires voisins | epci voisins | mutualisation epci | coopération territoires "
        "| entre epci | mêmes actions"
    ),
    "recherche et innovation": (
        "laboratoire | université | universitaire | chercheur | chercheurs | doctorant | doctorante | thèse | "
        "étudiants | école architecture | institut recherche | recherche | expérimentation"
    ),
    "participation des habitants": (
        "budget participatif | participation citoyenne | participation habitants | démarche participative | "
        "convention citoyenne | conseil citoyen | associer habitants | mobiliser habitants | impliquer habitants | "
        "citoyens climat | micro projets habitants | projets participatifs | habitants décider | réunions publiques "
        "| réunion publique | associer citoyens | atelier habitants | faire participer | raconter plan | fresque "
        "climat | conseil développement | élaboration plan citoyens | consulter habitants"
    ),
    "jeunes": (
        "jeunesse | jeune public | lycéens | collégiens | élèves | enfants sensibiliser | éducation environnement | "
        "conseil jeunes | jeunes générations | collèges énergie | étudiants sensibiliser | enfants climat | école "
        "énergie sensibiliser | lycée | jeunes climat | jeunes sensibiliser | sensibiliser jeunes | jeunes énergie | "
        "publics scolaires | public scolaire"
    ),
    "défis entre foyers": (
        "défi familles | défi famille | défis familles | défi foyers | défi énergie | familles énergie positive | "
        "familles consommer | défi déclics | défi zéro déchet | éco-gestes | écogestes | gestes économes | animations "
        "familles | familles moins consommer | habitants consommer moins | économies énergie habitants | concours "
        "familles | appels projets citoyens | gestes quotidiens | changement comportement"
    ),
    "exemplarité des agents": (
        "agents ambassadeurs | agents éco-responsables | éco-responsabilité | exemplarité | gardien température | "
        "agents consommations | administration exemplaire | collectivité exemplaire | fonctionnement interne | agents "
        "laissent | allumé bureaux | agents gestes | collègues gestes | bureaux écrans | éco-gestes bureau | agents "
        "sobriété | comportement agents | sobriété agents | plan sobriété | agents mobiliser | affiches agents | "
        "ambassadeurs énergie"
    ),
    "numérique": (
        "numérique responsable | sobriété numérique | empreinte numérique | ordinateurs | serveurs informatiques | "
        "matériel informatique | informatique durable | pollution numérique | numérique | ordinateur | parc "
        "informatique | téléphones | centre serveurs | serveurs"
    ),
    "financement des travaux": (
        "financer travaux | financement rénovation | financements rénovation | subventions travaux | trouver "
        "financements | tiers financement | intracting | emprunt travaux | aides financières | avance travaux | "
        "fonds concours | appels projets financement"
    ),
    "ce qui a échoué": (
        "échoué | échec | échecs | projet refusé | refusé projet | aurait dû dire | essai appris | abandonné projet | "
        "raté | leçons échec"
    ),
    "poste partagé": (
        "juriste partager | partager technicien | technicien partagé | poste partagé | mutualiser poste | mutualiser "
        "agent | mutualisation ingénierie | ingénierie partagée | partager conseiller | agent mutualisé | service "
        "mutualisé | économe flux | petites communes ingénierie"
    ),
    "stratégie énergie": (
        "schéma directeur énergie | schéma directeur énergies | planification énergétique | stratégie énergie | "
        "scénario énergie | tepos | territoire énergie positive | schéma énergies renouvelables | zones accélération "
        "énergies | schéma énergies | stratégie énergies renouvelables | schéma développement énergies | "
        "programmation énergies | potentiel énergies renouvelables | mix énergétique | sraddet | srcae | plan région "
        "| plan département | schéma régional"
    ),
    "enquêtes et connaissance": (
        "enquête | enquêtes | chiffres mobilité | données mobilité | comptages | comptage | étude potentiel | "
        "connaître potentiel"
    ),
    "solaire au sol": (
        "parc photovoltaïque | parcs photovoltaïques | centrale sol | décharge | parc solaire | parcs solaires | "
        "photovoltaïque sol | parcs sol | friche solaire | panneaux sol | hectares panneaux | agrivoltaïsme | "
        "agrivoltaïque | centrales sol | centrales photovoltaïques | champ solaire"
    ),
    "prospective": (
        "avenir énergétique | prospective | scénarios énergie | énergie demain | horizon 2050 | futur énergie"
    ),
    "référents des communes": "référents | référent | ambassadeurs communes | correspondants communes",
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
        "financer plan climat | financer pcaet | budget plan climat | plan climat budget | financement plan | "
        "financement pcaet | fonds climat | sources financement | ingénierie financière | appels projets nationaux | "
        "budget baisse | fonds vert | moyens plan | recettes climat | fonds innovation climat | argent ingénierie | "
        "ingénierie plan | ingénierie interne | ingénierie appel | financer ingénierie | aides ingénierie | financer "
        "poste"
    ),
    "certificats d’économies": (
        "certificats économies énergie | certificats énergie | cee | valoriser certificats | primes cee"
    ),
}
"""Wordings of each concept, separated by bars."""
