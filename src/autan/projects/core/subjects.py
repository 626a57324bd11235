"""Subjects of the field and their wordings, so that « pistes cyclables » and « plan vélo » are found together.

A subject is found in a text that holds every word of one of its wordings, whatever their endings.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from autan.evidence.core.searching import search_words, stems

type Wording = tuple[str, ...]
"""Stems of one wording; all of them must be there."""

SUBJECTS: Mapping[str, str] = {
    "vélo": "vélo | cyclable | cycliste | cyclisme | bicyclette | véloroute | deux-roues | "
    "piste cyclable | voie cyclable | aménagement cyclable | schéma cyclable | "
    "itinéraire cyclable | vae | voie verte",
    "marche à pied": "marche pied | piéton | pédibus | piétonne | cheminement doux",
    "modes actifs": "modes doux | modes actifs | mobilité douce | mobilité active | déplacements doux | mobilités "
    "actives",
    "covoiturage": "covoiturage | covoiturer | autosolisme | voiture solo | partage voiture",
    "autopartage": "autopartage | auto-partage | véhicules partagés",
    "transports en commun": "transport commun | transports collectifs | bus | tramway | "
    "transport public | transport demande",
    "train": "train | ferroviaire | gare | rail",
    "véhicules propres": "véhicule électrique | électromobilité | véhicule propre | flotte véhicules | "
    "parc véhicules | gnv | mobilité électrique | véhicules hydrogène | carburations vertes | "
    "conversion flottes | parc automobile",
    "bornes de recharge": "bornes recharge | bornes électriques | irve | infrastructures recharge | "
    "stations recharge | recharge véhicules | stations charge",
    "télétravail": "télétravail | coworking | tiers-lieu | espaces travail partagés | visioconférence",
    "plan de déplacements": "plan mobilité | plan déplacements | pdm | pdu | pde | pdie | plan déplacement entreprise",
    "intermodalité": "intermodalité | multimodal | pôle échange | intermodal",
    "transport de marchandises": "marchandises | logistique | fret | dernier kilomètre | livraison",
    "écoconduite": "écoconduite | éco-conduite | conduite économe",
    "rénovation énergétique": "rénovation énergétique | rénovation thermique | rénovation "
    "habitat | rénovation logement | "
    "rénover logements | réhabilitation thermique | plateforme rénovation | rénovation bâti | "
    "isolation | opah | amélioration habitat | rénovation performante | guichet unique habitat | "
    "rénover bâtiments",
    "précarité énergétique": "précarité énergétique | slime | ménages modestes | habitat indigne",
    "espace info énergie": "espace info énergie | eie | conseil énergie habitants | conseiller rénovation | "
    "point info énergie | point rénovation info",
    "conseil en énergie partagé": "cep | conseil énergie partagé | économe flux | conseiller énergie communes",
    "patrimoine public": "patrimoine bâti | bâtiments publics | patrimoine public | bâtiments communaux | patrimoine "
    "communal | bâtiments communautaires | patrimoine collectivité | patrimoine intercommunal",
    "éclairage public": "éclairage public | extinction nocturne | pollution lumineuse | éclairage nocturne",
    "construction durable": "écoconstruction | éco-construction | construction durable | "
    "matériaux biosourcés | matériaux "
    "locaux | bâtiment passif | construction bois | bioclimatique | éco-matériaux",
    "solaire": "solaire | photovoltaïque | ombrières | cadastre solaire | panneaux solaires | centrale solaire",
    "éolien": "éolien | éolienne | parc éolien",
    "méthanisation": "méthanisation | méthaniseur | biogaz | biométhane",
    "bois énergie": "bois énergie | bois-énergie | chaufferie bois | chauffage "
    "bois | filière bois | chaudière bois | "
    "bois bûche | plaquettes forestières | appareils chauffage bois",
    "réseau de chaleur": "réseau chaleur | réseaux chaleur | chaleur renouvelable | "
    "chaufferie collective | chaleur fatale",
    "géothermie": "géothermie | pompe chaleur | géothermique",
    "hydroélectricité": "hydroélectricité | hydroélectrique | microcentrale | barrage",
    "hydrogène": "hydrogène | power gas",
    "énergies renouvelables": "énergies renouvelables | enr | énergie renouvelable | enr&r "
    "| production renouvelable | énergies "
    "vertes | mix énergétique",
    "énergie citoyenne": "financement participatif | énergie citoyenne | projets "
    "citoyens | coopérative énergie | épargne "
    "citoyenne | investissement participatif",
    "stockage et réseaux": "stockage énergie | réseau électrique | smart grid | réseaux énergie | distribution énergie",
    "sobriété": "sobriété | économies énergie | maîtrise énergie | réduire consommations | écogestes | éco-gestes "
    "| familles énergie positive | défi énergie",
    "exemplarité": "exemplarité | collectivité exemplaire | éco-responsable | administration exemplaire | agents "
    "éco-responsabilité | flotte exemplaire | fonctionnement interne",
    "achats publics": "achats publics | politique achat | "
    "achats durables | commande publique | achats responsables | marchés publics | clauses "
    "environnementales | achat éco-responsable | centrale achats",
    "circuits courts": "circuit court | circuits courts | circuits proximité | produits locaux | vente directe | "
    "approvisionnement local | consommation locale",
    "projet alimentaire": "projet alimentaire | pat | alimentation locale | alimentation durable | "
    "relocaliser alimentation | alimentation territoriale | système alimentaire",
    "restauration collective": "restauration collective | restauration scolaire | cantine | restaurants scolaires | "
    "repas bio",
    "gaspillage alimentaire": "gaspillage alimentaire | gaspillage restauration | anti-gaspillage",
    "agriculture durable": "agroécologie | agriculture biologique | pratiques agricoles | agriculture durable | "
    "exploitations | agriculture raisonnée | agriculteurs | conversion bio | intrants",
    "installation agricole": "installation agricole | foncier agricole | maraîchage | espaces agricoles",
    "haies et arbres": "haie | bocage | agroforesterie | plantation arbres | arbre",
    "forêt": "forêt | forestier | sylviculture | reboisement",
    "puits de carbone": "puits carbone | séquestration carbone | stockage carbone | stocker carbone | compensation "
    "carbone",
    "prévention des déchets": "prévention déchets | réduction déchets | plpdma | zéro déchet | réduire déchets | "
    "tarification incitative | gaspillage",
    "compostage": "compost | compostage | biodéchets | déchets verts | composteur",
    "réemploi": "réemploi | ressourcerie | recyclerie | réparation | repair café | réutilisation",
    "tri et recyclage": "recyclage | tri sélectif | valorisation déchets | déchèterie | collecte déchets",
    "économie circulaire": "économie circulaire | écologie industrielle | écologie "
    "territoriale | synergies entreprises",
    "eau": "ressource eau | gestion eau | eau potable | économies eau | cycle eau | consommation eau | "
    "assainissement | économiser eau",
    "eaux pluviales": "eaux pluviales | eau pluie | récupération eau | récupérateur eau | désimperméabilisation | "
    "imperméabilisation sols | infiltration eau | ruissellement",
    "inondations": "inondation | gemapi | risque inondation | papi | crue",
    "rivières et zones humides": "rivière | cours eau | milieux aquatiques | ripisylve",
    "zones humides": "zones humides | milieux humides | tourbière",
    "biodiversité": "biodiversité | trame verte | milieux naturels | espaces naturels | continuités écologiques | "
    "trame bleue | atlas biodiversité",
    "nature en ville": "nature ville | végétalisation | végétaliser | espaces verts | désimperméabilisation | "
    "arbres ville | fraîcheur urbaine",
    "pesticides": "pesticides | phytosanitaires | zéro phyto | désherbage",
    "urbanisme": "documents urbanisme | plui | plu | scot | urbanisme durable | planification urbaine | étalement "
    "urbain | artificialisation | aménagement durable | consommation espace",
    "écoquartier": "écoquartier | éco-quartier | quartier durable | opérations aménagement",
    "entreprises": "club climat | entreprises | zones activités | acteurs économiques | artisans | industriels",
    "tourisme durable": "tourisme durable | écotourisme | tourisme vert | touristique | tourisme responsable",
    "emploi et formation": "formation professionnels | filière rénovation | emplois "
    "verts | métiers | artisans bâtiment",
    "sensibilisation": "sensibiliser | sensibilisation | communication | campagne "
    "information | événement | animations | "
    "informer habitants | mobiliser citoyens",
    "scolaires": "scolaire | école | jeune public | élèves | éducation environnement | enfants",
    "participation": "participation citoyenne | concertation | citoyens | démarche participative | budget participatif",
    "gouvernance": "gouvernance | comité pilotage | pilotage pcaet | suivi évaluation | animer pcaet | animation "
    "plan climat | suivi pcaet | évaluation pcaet",
    "partenariats": "partenariat | coopération | réseau acteurs | mutualisation",
    "financement": "financement | fonds | budget climat | subventions | certificats économies énergie | cee",
    "observatoire": "observatoire | indicateurs | bilan carbone | données énergie | tableau bord | bilan ges",
    "qualité de l’air": "qualité air | pollution air | polluants atmosphériques | pollution atmosphérique | "
    "fonds air | particules fines | émissions polluants",
    "brûlage": "brûlage | brûlage air libre | brûlage végétaux | brûlage déchets verts",
    "air intérieur": "air intérieur | radon | ventilation",
    "santé": "santé | pollen | ambroisie | allergènes | moustique",
    "adaptation": "adaptation changement climatique | vulnérabilité changement climatique | risques naturels | "
    "sécheresse | résilience | effets changement climatique | adapter changement climatique | "
    "vulnérabilité climatique",
    "fortes chaleurs": "canicule | vagues chaleur | forte chaleur | pics chaleur | confort été | îlots chaleur | "
    "îlots fraîcheur | fraîcheur urbaine",
    "numérique responsable": "numérique | dématérialisation | informatique",
    "événements responsables": "éco-événements | manifestations éco-responsables | événements responsables",
    "stratégie climat": "pcaet | plan climat | tepos | territoire énergie positive | "
    "cit’ergie | transition énergétique",
}
"""Wordings of each subject, separated by bars."""


@cache
def wordings_of(subject: str) -> tuple[Wording, ...]:
    """Return the wordings of a subject, as stems."""
    return tuple(dict.fromkeys(search_words(text) for text in SUBJECTS[subject].split("|")))


@cache
def _by_first_stem() -> Mapping[str, tuple[tuple[str, Wording], ...]]:
    found: dict[str, list[tuple[str, Wording]]] = {}
    for subject in SUBJECTS:
        for wording in wordings_of(subject):
            found.setdefault(wording[0], []).append((subject, wording))
    return {first: tuple(held) for first, held in found.items()}


def find_subjects(text: str) -> tuple[str, ...]:
    """Return the subjects of a text.

    >>> find_subjects("Créer des pistes cyclables")
    ('vélo',)
    """
    return tuple(subject for subject, _wording in subjects_in(stems(text)))


def subjects_in(words: Sequence[str]) -> list[tuple[str, Wording]]:
    """Return the subjects that some stems tell, each with its longest wording among them."""
    said = set(words)
    best: dict[str, Wording] = {}
    for word in dict.fromkeys(words):
        for subject, wording in _by_first_stem().get(word, ()):
            if said.issuperset(wording) and len(wording) > len(best.get(subject, ())):
                best[subject] = wording
    return list(best.items())


MOST_WORDINGS = 24
_MOST_OF_TWO = 6
"""Wordings of each of two subjects that are put in place of both at once."""


def other_wordings(words: Sequence[str]) -> list[Wording]:
    """Return other ways to say a search: each subject of it replaced by each of its other wordings, one at a time.

    >>> ("cyclabl",) in other_wordings(search_words("vélo"))
    True
    """
    found: dict[Wording, None] = {}
    for subject, wording in subjects_in(words):
        rest = tuple(word for word in words if word not in wording)
        for other in wordings_of(subject):
            if other != wording:
                found[(*rest, *(word for word in other if word not in rest))] = None
    return list(found)[:MOST_WORDINGS]


def wider_wordings(words: Sequence[str]) -> list[Wording]:
    """Return looser ways to say a search, for where few things say it whole.

    Of one subject, its wordings without the other words of the search; of two, a wording of each.

    >>> ("velo",) in wider_wordings(search_words("vélos de la collectivité"))
    True
    """
    told = subjects_in(words)
    if len(told) == 1:
        return list(wordings_of(told[0][0]))
    if len(told) != 2:
        return []
    rest = tuple(word for word in words if not any(word in wording for _subject, wording in told))
    first, second = (wordings_of(subject)[:_MOST_OF_TWO] for subject, _wording in told)
    pairs = ((*rest, *one, *two) for one in first for two in second)
    return list(dict.fromkeys(tuple(dict.fromkeys(pair)) for pair in pairs))
