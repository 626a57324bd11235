"""Concepts by which a need and what answers it are found together, though they share no word.

A concept is in a text that holds every word of one of its wordings, whatever their endings. They come beside the
subjects of actions (`projects.core.subjects`), which tell what an action is about: these tell what a need is after.
"""

from collections.abc import Mapping
from functools import cache

from autan.evidence.core.searching import search_words, stems

type Wording = tuple[str, ...]

CONCEPTS: Mapping[str, str] = {
    "suivi des consommations": (
        "suivre consommations | suivi consommations | suivi factures | suivre factures | relever compteurs | "
        "capteurs | valises capteurs | télérelève | facture énergie | factures énergie | mesurer "
        "consommations | économe flux | réglages chaudière | thermostat"
    ),
    "confort d’été": (
        "rafraîchir | îlot fraîcheur | îlots fraîcheur | fraîcheur | îlot chaleur | îlots chaleur | "
        "surchauffe | température été | confort été | ombrager | cours école | canicule | débitumer | "
        "désimperméabiliser | végétaliser"
    ),
    "personnes vulnérables": "personnes âgées | personnes seules | registre canicule | aides domicile",
    "données d’énergie": (
        "données énergie | données consommation | données gaz | données électricité | consommations gaz | "
        "consommations électricité | gestionnaires réseaux | recueil données | recueillir données | secret "
        "statistique"
    ),
    "indicateurs et évaluation": (
        "indicateurs | tableau bord | évaluer plan | évaluation | évaluer | mi-parcours | bilan trois ans | suivi plan"
    ),
    "budget et achats": (
        "budget climat | budget vert | annoter budget | groupement commandes | groupement achat | acheter "
        "plusieurs | commande publique | marché électricité | achat groupé"
    ),
    "montage juridique": (
        "régie | convention type | statuts | société habitants | centrale villageoise | délégation service | "
        "contrat type | bail"
    ),
    "acceptation locale": (
        "riverains | concertation | opposition | habitants réunion | veillées | convaincre habitants | "
        "acceptabilité | voisins projet | débat habitants"
    ),
    "décision des élus": (
        "convaincre élus | convaincre maires | décider élus | mobiliser élus | élus absents | arbitrage élus"
    ),
    "recherche et innovation": (
        "laboratoire | université | universitaire | chercheur | chercheurs | doctorant | doctorante | thèse | "
        "étudiants | école architecture | institut | recherche | expérimentation"
    ),
    "froid et chaleur perdus": (
        "chaleur fatale | récupérer chaleur | récupération chaleur | groupes froids | entrepôts frigorifiques "
        "| abattoir | centre calcul | eaux usées chaleur"
    ),
    "approvisionnement en bois": (
        "approvisionnement bois | plaquettes | scieries | bois chaufferie | fournisseur bois | gisement bois"
    ),
    "mobilité rurale": (
        "hameaux isolés | transport demande | taxis | desservir hameaux | arrêts covoiturage | mobilité "
        "rurale | sans voiture | ligne régulière | navette | marché semaine"
    ),
    "trajets du travail": (
        "domicile travail | trajets évités | navetteurs | espace travail partagé | tiers lieu | télétravail | "
        "plan mobilité employeur"
    ),
    "aménagements cyclables": (
        "bande cyclable | bandes cyclables | piste cyclable | pistes cyclables | schéma cyclable | carrefours "
        "vélo | vélo libre service | renoncements vélo | schéma directeur vélo"
    ),
    "trajet vers l’école": "pédibus | école pied | accompagner enfants école | rue scolaire | abords écoles",
    "artisans et filière": (
        "artisans | groupement artisans | filière locale | former artisans | former maçons | matériaux locaux "
        "| chanvre | biosourcés | pisé | terre crue"
    ),
    "copropriétés": "copropriétés | copropriété | syndic | syndics | assemblée copropriétaires",
    "ménages modestes": (
        "précarité énergétique | ménages froid | ménages modestes | impayés énergie | chauffage fioul | "
        "quitter fioul | logement froid | personnes précaires"
    ),
    "logements et terrains vacants": (
        "logements vacants | logement vacant | dents creuses | propriétaires terrains | étalement urbain | "
        "densifier | friches | terrain libre"
    ),
    "guichet et conseil": (
        "guichet rénovation | permanence | permanences | conseillère rénovation | accueil habitants | étal marché"
    ),
    "sécheresse et abreuvement": (
        "sécheresse | camion-citerne | citerne | citernes | abreuvement | troupeaux boire | tour eau | "
        "stocker eau | récupérer eau pluie | manque eau"
    ),
    "recul face à l’eau": (
        "digue | trait côte | recul | submersion | crue | marais | zone humide | zones humides | fossés | vannes"
    ),
    "carbone des sols": "carbone sols | carbone prairies | stocker carbone | stockage carbone | prairies",
    "haies et bocage": "bocage | haies | haie",
    "repas collectifs": "cantine | cantines | cuisiniers | gaspillage alimentaire | menus | restauration scolaire",
    "biodéchets": "composteurs | composteur | compostage | biodéchets",
    "réemploi de matériaux": (
        "matériauthèque | réemployer matériaux | réemploi matériaux | déconstruction | démolition | "
        "ressourcerie | déchèterie"
    ),
    "entreprises d’une zone": (
        "entreprises zone | zone activités | zones activités | synergies entreprises | club entreprises | "
        "association entreprises"
    ),
    "recharge": "bornes recharge | borne recharge | irve",
    "toits solaires": (
        "toits solaire | toiture solaire | panneaux | ombrières | photovoltaïque | toits publics | solaire"
    ),
    "abords de monuments": (
        "monument classé | monuments | architecte bâtiments france | patrimoine protégé | site classé | bâti ancien"
    ),
    "petite hydraulique": "microcentrale | moulin | turbine | débit rivière | droit eau",
    "hydrogène et bus": "hydrogène bus | bus hydrogène | bus électriques | motorisation bus",
    "nuit": (
        "éclairage public | extinction nocturne | éteindre éclairage | éteindre nuit | trame noire | "
        "pollution lumineuse"
    ),
    "vie du réseau": (
        "ateliers calendrier | dates ateliers | animation réseau | animation entente | suite réseau | visites "
        "filmées | trace visites | films visite | réseau membres"
    ),
}
"""Wordings of each concept, separated by bars."""


@cache
def _by_first_stem() -> Mapping[str, tuple[tuple[str, Wording], ...]]:
    found: dict[str, list[tuple[str, Wording]]] = {}
    for concept, wordings in CONCEPTS.items():
        for wording in dict.fromkeys(search_words(text) for text in wordings.split("|")):
            found.setdefault(wording[0], []).append((concept, wording))
    return {first: tuple(held) for first, held in found.items()}


def find_concepts(text: str) -> tuple[str, ...]:
    """Return the concepts of a text, in the order in which it tells them.

    >>> find_concepts("Obtenir les consommations de gaz par commune")
    ('données d’énergie',)
    """
    words = stems(text)
    said = set(words)
    found: dict[str, None] = {}
    for word in dict.fromkeys(words):
        for concept, wording in _by_first_stem().get(word, ()):
            if said.issuperset(wording):
                found[concept] = None
    return tuple(found)
