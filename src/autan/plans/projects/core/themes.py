"""Themes of actions, and how one that states none is given its own by the words of its title."""

from collections.abc import Mapping
from functools import cache

from autan.ground.search.core.searching import stems
from autan.ground.texts.core.labelled import Labelled


class ActionTheme(Labelled):
    """What an action is about. The first eleven answer to the domains of the national filings."""

    ENERGY = "energy", "Énergies renouvelables et réseaux", "Renewable energy and networks"
    BUILDING = "building", "Bâtiments et habitat", "Buildings and housing"
    MOBILITY = "mobility", "Mobilités", "Mobility"
    AGRICULTURE = "agriculture", "Agriculture et alimentation", "Farming and food"
    FOREST = "forest", "Forêt et bois", "Forest and wood"
    WASTE = "waste", "Déchets", "Waste"
    WATER = "water", "Eau", "Water"
    BIODIVERSITY = "biodiversity", "Biodiversité et nature", "Biodiversity and nature"
    PLANNING = "planning", "Aménagement et urbanisme", "Planning"
    ECONOMY = "economy", "Économie et tourisme", "Economy and tourism"
    CONSUMPTION = "consumption", "Consommation responsable", "Responsible consumption"
    AWARENESS = "awareness", "Information et sensibilisation", "Information and awareness"
    GOVERNANCE = "governance", "Gouvernance et partenariats", "Governance and partnerships"
    AIR_HEALTH = "air_health", "Air et santé", "Air and health"
    ADAPTATION = "adaptation", "Adaptation au changement climatique", "Adaptation to climate change"


_WORDS: Mapping[ActionTheme, str] = {
    ActionTheme.ENERGY: "renouvelable enr solaire photovoltaïque éolien méthanisation méthaniseur biogaz "
    "géothermie chaufferie chaleur hydroélectricité hydrogène cadastre thermique "
    "électricité réseaux biomasse autoconsommation gnv",
    ActionTheme.BUILDING: "bâtiment bâti habitat logement rénovation isolation opah patrimoine construction "
    "écoconstruction précarité copropriété éclairage chauffage réhabilitation immobilier "
    "écoquartier",
    ActionTheme.MOBILITY: "mobilité vélo cyclable cycliste covoiturage autopartage transport bus train voiture "
    "véhicule déplacement déplacements piéton marche tramway pdu pdm plateforme "
    "stationnement borne recharge télétravail autosolisme pédibus intermodalité "
    "multimodal flotte automobile motorisation ferroviaire logistique",
    ActionTheme.AGRICULTURE: "agriculture agricole agriculteur alimentation alimentaire cantine restauration "
    "maraîchage élevage circuit pat agroforesterie agroécologie exploitation jardin "
    "viticole ferme",
    ActionTheme.FOREST: "forêt forestier forestière bois bocage haie sylviculture reboisement arbre",
    ActionTheme.WASTE: "déchet compostage compost recyclage tri ressourcerie réemploi plpdma gaspillage "
    "collecte biodéchet valorisation",
    ActionTheme.WATER: "eau eaux rivière assainissement gemapi pluvial irrigation étiage nappe inondation",
    ActionTheme.BIODIVERSITY: "biodiversité nature trame espèce zone humide écologique végétalisation abeille "
    "pollinisateur pesticide phytosanitaire",
    ActionTheme.PLANNING: "urbanisme aménagement plui plu scot plh foncier artificialisation urbain bourg "
    "densification",
    ActionTheme.ECONOMY: "entreprise économie économique industriel tourisme touristique artisan emploi "
    "filière zone circulaire commerce",
    ActionTheme.CONSUMPTION: "consommation achat responsable éco-responsable marché commande exemplarité "
    "dématérialisation",
    ActionTheme.AWARENESS: "sensibiliser sensibilisation communication communiquer information informer "
    "éducation école scolaire formation former défi animation événement ambassadeur",
    ActionTheme.GOVERNANCE: "gouvernance pilotage évaluation partenariat coopération coordination suivi comité "
    "mobiliser réseau club citoyen financement budget observatoire",
    ActionTheme.AIR_HEALTH: "santé pollution polluant atmosphérique qualité pollen ambroisie radon bruit allergène",
    ActionTheme.ADAPTATION: "adaptation adapter canicule vulnérabilité risque sécheresse résilience fraîcheur "
    "chaleur îlot",
}
_SHORT = frozenset(stems("réseau zone qualité chaleur achat économie consommation"))
"""Stems that say little alone: they decide only where nothing else does."""


@cache
def _themes_by_stem() -> Mapping[str, tuple[ActionTheme, ...]]:
    action_themes: dict[str, tuple[ActionTheme, ...]] = {}
    for theme, words in _WORDS.items():
        for word in dict.fromkeys(stems(words)):  # « eau » and « eaux » are one word
            action_themes[word] = (*action_themes.get(word, ()), theme)
    return action_themes


def guess_themes(text: str) -> tuple[ActionTheme, ...]:
    """Return the themes whose words a text holds most, at most two; none when it holds no word of any.

    >>> [theme.value for theme in guess_themes("Créer des pistes cyclables et développer le covoiturage")]
    ['mobility']
    >>> guess_themes("Action 12")
    ()
    """
    weights: dict[ActionTheme, float] = {}
    known = _themes_by_stem()
    for word in stems(text):
        for theme in known.get(word, ()):
            weights[theme] = weights.get(theme, 0) + (0.5 if word in _SHORT else 1)
    best = max(weights.values(), default=0)
    return tuple(theme for theme in ActionTheme if best and weights.get(theme, 0) == best)[:2]
