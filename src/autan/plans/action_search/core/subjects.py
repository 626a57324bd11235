"""Subjects of the field and their wordings, so that « pistes cyclables » and « plan vélo » are found together.

A subject is found in a text that holds every word of one of its wordings, whatever their endings.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from autan.ground.search.core.searching import search_words, stems

type Wording = tuple[str, ...]
"""Stems of one wording; all of them must be there."""

SUBJECTS: Mapping[str, str] = {
    "vélo": "vélo | cyclable | cycliste | cyclisme | bicyclette | véloroute | deux-roues | "
    "piste cyclable | voie cyclable | aménagement cyclable | schéma cyclable | "
    "itinéraire cyclable | vae | voie verte",
    "marche à pied": "marche pied | piéton | piétonne | cheminement doux | modes doux | modes actifs | "
    "mobilité active | mobilité douce | déplacements doux",
    "pédibus": "pédibus | vélobus | carapatte | caracycle | ramassage scolaire",
    "modes actifs": "modes doux | modes actifs | mobilité douce | mobilité active | déplacements doux | mobilités "
    "actives",
    "covoiturage": "covoiturage | covoiturer | autostop | auto-stop | autosolisme | voiture solo | partage voiture",
    "autopartage": "autopartage | auto-partage | véhicules partagés",
    "transports en commun": "transport commun | transports collectifs | bus | tramway | "
    "transport public | transport demande",
    "train": "train | ferroviaire | gare | rail",
    "véhicules propres": "véhicule électrique | voiture électrique | véhicules décarbonés | véhicules bas carbone | "
    "véhicules faiblement émetteurs | électromobilité | véhicule propre | flotte véhicules | "
    "parc véhicules | mobilité électrique | véhicules hydrogène | carburations vertes | "
    "conversion flottes | parc automobile",
    "gaz pour véhicules": "gnv | gaz naturel véhicules | biognv | bio gnv | gnc | gnl | stations gaz",
    "bornes de recharge": "bornes charge | bornes recharge | bornes électriques | irve | infrastructures recharge | "
    "stations recharge | recharge véhicules | stations charge",
    "télétravail": "télétravail | coworking | tiers-lieu | espaces travail partagés | visioconférence",
    "plan de déplacements": "plan mobilité | plan déplacements | pdm | pdu | pde | pdie | plan déplacement entreprise",
    "intermodalité": "intermodalité | multimodal | pôle échange | intermodal",
    "transport de marchandises": "marchandises | logistique | fret | dernier kilomètre | livraison",
    "écoconduite": "écoconduite | éco-conduite | conduite économe",
    "rénovation énergétique": "rénovation énergétique | rénovation thermique | rénovation "
    "habitat | rénovation logement | "
    "rénover logements | réhabilitation thermique | plateforme rénovation | rénovation bâti | "
    "isolation | isoler | amélioration habitat | rénovation performante | guichet unique habitat | "
    "rénover bâtiments",
    "amélioration de l’habitat": "opah | amélioration habitat",
    "copropriétés": "copropriété",
    "habitat": "logement | habitat | résidentiel | parc social | parc privé",
    "précarité énergétique": "précarité énergétique | slime | ménages modestes | habitat indigne",
    "espace info énergie": "espace info énergie | eie | conseil énergie habitants | conseiller rénovation | "
    "point info énergie | point rénovation info | espace conseil | guichet rénovation | guichet habitat | "
    "guichet énergie",
    "conseil en énergie partagé": "cep | conseil énergie partagé | économe flux",
    "patrimoine public": "patrimoine bâti | bâtiments publics | patrimoine public | bâtiments communaux | patrimoine "
    "communal | bâtiments communautaires | patrimoine collectivité | patrimoine intercommunal",
    "éclairage public": "éclairage public | extinction nocturne | pollution lumineuse | éclairage nocturne",
    "construction durable": "écoconstruction | éco-construction | construction durable | "
    "matériaux biosourcés | matériaux "
    "locaux | bâtiment passif | construction bois | bioclimatique | éco-matériaux",
    "solaire": "solaire | photovoltaïque | ombrières | cadastre solaire | panneaux solaires | centrale solaire",
    "autoconsommation": "autoconsommation | autoconsommer | auto consommation",
    "éolien": "éolien | éolienne | parc éolien",
    "méthanisation": "méthanisation | méthaniseur | biogaz | biométhane",
    "bois énergie": "bois énergie | bois-énergie | chaufferie bois | chauffage "
    "bois | filière bois | chaudière bois | bois bûche | plaquettes forestières",
    "chauffage au bois": "chauffage bois | poêle bois | appareils bois | foyers bois | foyers ouverts | inserts bois | "
    "fonds air bois",
    "filière bois": "filière bois | bois local | bois construction | bois oeuvre | filière forêt",
    "réseau de chaleur": "réseau chaleur | réseaux chaleur | chaleur renouvelable | "
    "chaufferie collective | chaleur fatale",
    "géothermie": "géothermie | pompe chaleur | géothermique",
    "hydroélectricité": "hydroélectricité | hydroélectrique | hydraulique | microcentrale | barrage",
    "hydrogène": "hydrogène | power gas",
    "énergies renouvelables": "énergies renouvelables | enr | énergie renouvelable | enr&r "
    "| production renouvelable | énergies "
    "vertes | mix énergétique",
    "énergie citoyenne": "financement participatif | énergie citoyenne | projets "
    "citoyens | coopérative énergie | épargne "
    "citoyenne | investissement participatif",
    "stockage et réseaux": "stockage énergie | réseau électrique | smart grid | réseaux énergie | distribution énergie",
    "sobriété": "sobriété | économies énergie | maîtrise énergie | réduire consommations | écogestes | éco-gestes "
    "| sobriété énergétique",
    "défi des familles": "familles énergie positive | défi familles | faep",
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
    "agriculture durable": "agroécologie | agriculture biologique | agriculture bio | production bio | "
    "pratiques agricoles | agriculture durable | "
    "exploitations | agriculture raisonnée | agriculteurs | conversion bio | intrants",
    "installation agricole": "installation agricole | foncier agricole | maraîchage | espaces agricoles",
    "jardins partagés": "jardins partagés | jardins familiaux | jardins collectifs | jardins pédagogiques | "
    "jardins ouvriers",
    "haies et arbres": "haie | bocage | agroforesterie | plantation arbres | arbre",
    "forêt": "forêt | forestier | sylviculture | reboisement",
    "puits de carbone": "puits carbone | séquestration carbone | stockage carbone | stocker carbone | compensation "
    "carbone",
    "prévention des déchets": "prévention déchets | réduction déchets | plpdma | zéro déchet | réduire déchets",
    "tarification incitative": "tarification incitative | redevance incitative | taxe incitative | teom incitative",
    "compostage": "compost | compostage | biodéchets | composteur | déchets verts",
    "déchets verts": "déchets verts | broyage végétaux | broyeur | branchages | compost | brûlage végétaux",
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
    "urbanisme": "documents urbanisme | plui | plu | scot | plh | urbanisme durable | planification urbaine | "
    "étalement "
    "urbain | artificialisation | aménagement durable | consommation espace",
    "écoquartier": "écoquartier | éco-quartier | quartier durable | opérations aménagement",
    "artisans": "artisan | artisanat | artisans bâtiment | professionnels bâtiment | entreprises bâtiment | "
    "professionnels rénovation",
    "entreprises": "club climat | entreprises | zones activités | acteurs économiques | industriels",
    "tourisme durable": "tourisme durable | écotourisme | éco-tourisme | tourisme | tourisme vert | "
    "touristique | tourisme responsable",
    "emploi et formation": "formation professionnels | filière rénovation | emplois verts | métiers",
    "sensibilisation": "sensibiliser | sensibilisation | communication | campagne "
    "information | événement | animations | "
    "informer habitants | mobiliser citoyens",
    "scolaires": "scolaire | école | jeune public | élèves | lycée | collège | éducation environnement | enfants",
    "participation": "participation citoyenne | concertation | citoyens | démarche participative | budget participatif",
    "gouvernance": "gouvernance | comité pilotage | pilotage pcaet | suivi évaluation | animer pcaet | animation "
    "plan climat | suivi pcaet | évaluation pcaet",
    "partenariats": "partenariat | coopération | réseau acteurs | mutualisation",
    "budget climat": "budget climat | budget carbone | budget vert | budget énergie | fonds climat | fonds transition",
    "financement": "financement | financer | fonds | subventions | certificats économies énergie | cee",
    "observatoire": "observatoire | indicateurs | données énergie | tableau bord",
    "bilan carbone": "bilan carbone | bilan ges | beges | bilan émissions | bilan gaz effet serre | diagnostic ges",
    "qualité de l’air": "qualité air | pollution air | polluants atmosphériques | pollution atmosphérique | "
    "fonds air | particules fines | émissions polluants",
    "brûlage": "brûlage | brûlage air libre | brûlage végétaux | brûlage déchets verts",
    "air intérieur": "air intérieur | radon | ventilation",
    "santé": "santé | moustique",
    "pollens": "pollen | ambroisie | allergènes | allergisantes | allergies",
    "risques naturels": "risques naturels | aléas | plan sauvegarde | risques majeurs | gestion risques",
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
    by_stem: dict[str, list[tuple[str, Wording]]] = {}
    for subject in SUBJECTS:
        for wording in wordings_of(subject):
            by_stem.setdefault(wording[0], []).append((subject, wording))
    return {first: tuple(pairs) for first, pairs in by_stem.items()}


def find_subjects(text: str) -> tuple[str, ...]:
    """Return the subjects of a text.

    >>> find_subjects("Créer des pistes cyclables")
    ('vélo',)
    """
    return tuple(subject for subject, _wording in subjects_in(stems(text)))


def subjects_in(words: Sequence[str]) -> list[tuple[str, Wording]]:
    """Return the subjects that some stems tell, each with its longest wording among them."""
    stem_set = set(words)
    best: dict[str, Wording] = {}
    for word in dict.fromkeys(words):
        for subject, wording in _by_first_stem().get(word, ()):
            if stem_set.issuperset(wording) and len(wording) > len(best.get(subject, ())):
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
    wordings: dict[Wording, None] = {}
    for subject, wording in subjects_in(words):
        rest = tuple(word for word in words if word not in wording)
        for other in wordings_of(subject):
            if other != wording:
                wordings[(*rest, *(word for word in other if word not in rest))] = None
    return list(wordings)[:MOST_WORDINGS]


def wider_wordings(words: Sequence[str]) -> list[Wording]:
    """Return looser ways to say a search, for where few things say it whole.

    Of one subject, its wordings without the other words of the search; of two, a wording of each.

    >>> ("velo",) in wider_wordings(search_words("vélos de la collectivité"))
    True
    """
    groups: dict[Wording, list[Wording]] = {}
    for subject, wording in subjects_in(words):
        groups.setdefault(wording, []).extend(wordings_of(subject))
    # A wording within a longer one of the search says nothing more: its other wordings would only widen it.
    groups = {
        shorter: others
        for shorter, others in groups.items()
        if not any(set(shorter) < set(longer) for longer in groups)
    }
    if len(groups) == 1:
        return list(dict.fromkeys(*groups.values()))
    if len(groups) != 2:
        return []
    rest = tuple(word for word in words if not any(word in wording for wording in groups))
    first, second = (others[:_MOST_OF_TWO] for others in groups.values())
    pairs = ((*rest, *one, *two) for one in first for two in second)
    return list(dict.fromkeys(tuple(dict.fromkeys(pair)) for pair in pairs))
