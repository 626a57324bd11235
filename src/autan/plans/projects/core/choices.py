"""Closed lists of an action sheet: status, priority, participation, effects, audiences, who may read a field."""

from collections.abc import Mapping
from functools import cache, cached_property

from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.plain_letters import fold_accents


class ActionStatus(Labelled):
    """Where an action stands, on the scale of the national tool."""

    PLANNED = "planned", "À venir", "Planned"
    UNDER_DISCUSSION = "under_discussion", "À discuter", "Under discussion"
    ONGOING = "ongoing", "En cours", "Under way"
    LATE = "late", "En retard", "Late"
    PAUSED = "paused", "En pause", "Paused"
    BLOCKED = "blocked", "Bloqué", "Blocked"
    DONE = "done", "Réalisé", "Done"
    DROPPED = "dropped", "Abandonné", "Dropped"


NEEDS_REASON = frozenset({ActionStatus.LATE, ActionStatus.PAUSED, ActionStatus.BLOCKED, ActionStatus.DROPPED})
"""Statuses that say little without their reason."""


class Priority(Labelled):
    """Level of priority of an action."""

    HIGH = "high", "Élevé", "High"
    MEDIUM = "medium", "Moyen", "Medium"
    LOW = "low", "Bas", "Low"


class ParticipationLevel(Labelled):
    """How far inhabitants take part, from none to making the action."""

    NONE = "none", "Pas de participation citoyenne", "No public participation"
    INFORMATION = "information", "Information", "Information"
    CONSULTATION = "consultation", "Consultation", "Consultation"
    CONCERTATION = "concertation", "Concertation", "Concertation"
    CO_CONSTRUCTION = "co_construction", "Co-construction", "Co-construction"


class ExpectedEffect(Labelled):
    """What an action is to bring, as the national template lists it."""

    ADAPTATION = "adaptation", "Adaptation au changement climatique", "Adaptation to climate change"
    LONGER_USE = "longer_use", "Allongement de la durée d'usage", "Longer use of goods"
    QUALITY_OF_LIFE = "quality_of_life", "Amélioration de la qualité de vie", "Better quality of life"
    RENEWABLES = "renewables", "Développement des énergies renouvelables", "More renewable energy"
    EFFICIENCY = "efficiency", "Efficacité énergétique", "Energy efficiency"
    BIODIVERSITY = "biodiversity", "Préservation de la biodiversité", "Protected biodiversity"
    LESS_ENERGY = "less_energy", "Réduction des consommations énergétiques", "Lower energy consumption"
    LESS_WASTE = "less_waste", "Réduction des déchets", "Less waste"
    CLEANER_AIR = "cleaner_air", "Réduction des polluants atmosphériques", "Fewer air pollutants"
    LESS_GHG = "less_ghg", "Réduction des émissions de gaz à effet de serre", "Lower greenhouse gas emissions"
    SOBRIETY = "sobriety", "Sobriété énergétique", "Energy sobriety"


class TargetAudience(Labelled):
    """Whom an action is for, as the national template lists it."""

    PUBLIC = "public", "Grand public", "General public"
    ASSOCIATIONS = "associations", "Associations", "Associations"
    OTHER_AUTHORITIES = "other_authorities", "Autres collectivités du territoire", "Other local authorities"
    BUSINESSES = "businesses", "Acteurs économiques", "Businesses"
    ITSELF = "itself", "Collectivité elle-même", "The authority itself"
    SCHOOLS = "schools", "Public Scolaire", "Schools"
    PRIMARY = "primary", "Acteurs économiques du secteur primaire", "Primary sector"
    SECONDARY = "secondary", "Acteurs économiques du secteur secondaire", "Secondary sector"
    TERTIARY = "tertiary", "Acteurs économiques du secteur tertiaire", "Tertiary sector"
    ELECTED = "elected", "Elus locaux", "Local elected representatives"
    STAFF = "staff", "Agents", "Staff"


class ActionScope(Labelled):
    """Whether an action is about what the authority owns and does itself, or about the territory; never added."""

    ESTATE = "estate", "Patrimoine et fonctionnement de la collectivité", "The authority’s own estate"
    TERRITORY = "territory", "Territoire", "Territory"


class Disclosure(Labelled):
    """Who may read a field of a sheet that everybody may open; each level reads what the ones before it read."""

    PUBLIC = "public", "tout le monde", "everybody"
    NETWORK = "network", "le réseau", "the network"
    TERRITORY = "territory", "la collectivité", "the authority"

    @cached_property
    def rank(self) -> int:
        """0 for what everybody reads."""
        return tuple(Disclosure).index(self)


_OTHER_WORDINGS = {
    "a l etude": "under_discussion", "a engager": "planned", "prevu": "planned", "prevue": "planned",
    "non demarre": "planned", "non commence": "planned", "non commencee": "planned", "pas demarre": "planned",
    "pas demarree": "planned", "non debute": "planned", "non debutee": "planned", "initie": "ongoing",
    "initiee": "ongoing", "encours": "ongoing", "cloture": "done", "cloturee": "done", "finalise": "done",
    "finalisee": "done", "non demarree": "planned", "a lancer": "planned", "programme": "planned",
    "programmee": "planned", "planifie": "planned", "planifiee": "planned",
    "pas commence": "planned", "pas commencee": "planned", "a demarrer": "planned", "a faire": "planned",
    "en projet": "under_discussion", "en reflexion": "under_discussion", "engage": "ongoing", "engagee": "ongoing",
    "lance": "ongoing", "lancee": "ongoing", "demarre": "ongoing", "demarree": "ongoing", "realisee": "done",
    "termine": "done", "terminee": "done", "fait": "done", "acheve": "done", "achevee": "done", "fini": "done",
    "suspendu": "paused", "suspendue": "paused", "bloquee": "blocked", "abandonnee": "dropped", "annule": "dropped",
    "annulee": "dropped", "retard": "late", "haute": "high", "haut": "high", "forte": "high", "elevee": "high",
    "moyenne": "medium", "basse": "low", "faible": "low", "aucune": "none",
}  # fmt: skip
"""Wordings that files use beside the labels, folded, and their code."""


def read_choice(choices: type[Labelled], text: str) -> Labelled | None:
    """Return the member that a text names by its code, a label or a usual wording; None when it names none.

    >>> read_choice(ActionStatus, "  Terminé ").value, read_choice(ActionStatus, "peut-être") is None
    ('done', True)
    """
    plain = fold_accents(text)
    names = _names_of(choices)
    return names.get(plain) or names.get(fold_accents(_OTHER_WORDINGS.get(plain, "")))


@cache
def _names_of(choices: type[Labelled]) -> Mapping[str, Labelled]:
    return {
        fold_accents(name): member for member in choices for name in (member.label.en, member.label.fr, member.value)
    }
