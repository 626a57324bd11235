"""Findings of the health check: troubles, the evidence of each and what to do.

The reference document of 2014 names four troubles (facts S069 to S072): too many, unfit, not owned, unreliable. To
these a fifth is added, that of time: past its frequency.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text
from autan.plans.indicators.core.definitions import IndicatorDefinition
from autan.plans.indicators.core.values import YearValue


class Trouble(Labelled):
    """The troubles of indicators."""

    TOO_MANY = "too_many", "trop nombreux", "too many"
    UNFIT = "unfit", "inadapté", "unfit"
    UNOWNED = "unowned", "tenu par personne", "owned by nobody"
    UNRELIABLE = "unreliable", "peu fiable", "unreliable"
    STALE = "stale", "en retard", "late"


MOST_KEY = 30
"""Key indicators that one plan can follow."""
MOST_BY_ACTION = 5
"""Indicators that one action can be followed by."""


class HealthRule(NamedTuple):
    """One rule: the trouble that it finds, its words, what to do, and whether that is to give or revise values."""

    trouble: Trouble
    label: Text
    advice: Text
    is_of_values: bool = False


HEALTH_RULES: Mapping[str, HealthRule] = {
    "too_many_key": HealthRule(Trouble.TOO_MANY, Sentence("Trop d’indicateurs clés"),
        Sentence("Gardez comme clés ceux qui servent à décider ; les autres restent, sans être clés.")),
    "too_many_for_action": HealthRule(Trouble.TOO_MANY, Sentence("Trop d’indicateurs pour une action"),
        Sentence("Un indicateur de moyens et un ou deux de résultat suffisent à une action.")),
    "never_updated": HealthRule(Trouble.UNFIT, Sentence("Jamais renseigné"),
        Sentence("Donnez une première valeur, ou cessez de le suivre."), is_of_values=True),
    "no_target": HealthRule(Trouble.UNFIT, Sentence("Sans cible"),
        Sentence("Donnez une cible avec son année, ou retirez-le des indicateurs clés.")),
    "no_link": HealthRule(Trouble.UNFIT, Sentence("Sans lien"),
        Sentence("Dites quelle action il sert, ou cessez de le suivre.")),
    "insensitive": HealthRule(Trouble.UNFIT, Sentence("Toujours la même valeur"),
        Sentence("Vérifiez qu’il est bien mesuré ; sinon, prenez un indicateur que l’action peut faire bouger."),
        is_of_values=True),
    "unmoved": HealthRule(Trouble.UNFIT, Sentence("Insensible à l’action"),
        Sentence("Dites par quel enchaînement l’action agit sur lui, ou prenez-en un plus proche d’elle.")),
    "method_changed": HealthRule(Trouble.UNRELIABLE, Sentence("Méthode changée"),
        Sentence("Recalculez les années d’avant avec la nouvelle méthode, ou commencez une autre série."),
        is_of_values=True),
    "source_mixed": HealthRule(Trouble.UNRELIABLE, Sentence("Sources mêlées"),
        Sentence("Tenez-vous à une source pour toute la série.")),
    "revised": HealthRule(Trouble.UNRELIABLE, Sentence("Valeur revue"),
        Sentence("Notez pourquoi elle a été revue ; revoyez les autres années de même."), is_of_values=True),
    "lower_bounds": HealthRule(Trouble.UNRELIABLE, Sentence("Valeurs planchers"),
        Sentence("Complétez ce qui manque à ces totaux."), is_of_values=True),
    "out_of_bounds": HealthRule(Trouble.UNRELIABLE, Sentence("Hors des bornes"),
        Sentence("Vérifiez l’unité et la saisie."), is_of_values=True),
    "jump": HealthRule(Trouble.UNRELIABLE, Sentence("Saut d’ordre de grandeur"),
        Sentence("Vérifiez l’unité de ces valeurs."), is_of_values=True),
    "stray_zero": HealthRule(Trouble.UNRELIABLE, Sentence("Zéro au milieu de la série"),
        Sentence("Si la valeur n’est pas connue, laissez-la vide : un zéro dit qu’il n’y a rien."), is_of_values=True),
    "gap": HealthRule(Trouble.UNRELIABLE, Sentence("Années sans valeur"),
        Sentence("Donnez les années qui manquent, si elles sont connues."), is_of_values=True),
    "ahead": HealthRule(Trouble.UNRELIABLE, Sentence("Année à venir"),
        Sentence("Une prévision est une cible ; vérifiez l’année."), is_of_values=True),
    "no_owner": HealthRule(Trouble.UNOWNED, Sentence("Personne de nommé"),
        Sentence("Nommez la personne qui le renseigne.")),
    "owner_gone": HealthRule(Trouble.UNOWNED, Sentence("La personne est partie"),
        Sentence("Nommez quelqu’un d’autre.")),
    "stale": HealthRule(Trouble.STALE, Sentence("Dernière valeur trop ancienne"),
        Sentence("Renseignez les années suivantes."), is_of_values=True),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedIndicator:
    """What the health check reads of an indicator each time that it is written.

    `action`: action or target that it serves, or empty.
    """

    definition: IndicatorDefinition
    action: str = ""
    action_began: int | None = None
    has_target: bool = False
    is_key: bool = False
    values: tuple[YearValue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorStatus:
    """Where an indicator stands: what was found at its last change, and what depends on the day.

    Attributes:
        months: how often a value is expected.
        action: action or target that it serves, or empty.
        found: rules that found something at the last change, with the evidence.
    """

    slug: str
    siren: str
    created: date
    plan: str = ""
    is_owned: bool = False
    is_owner_gone: bool = False
    months: int = 12
    action: str = ""
    is_key: bool = False
    last_year: int | None = None
    found: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthFinding:
    """One thing found wrong. `subject`: slug of the indicator, or of the plan or territory when it is about several."""

    code: str
    subject: str
    siren: str
    evidence: Text

    @property
    def rule(self) -> HealthRule:
        """Its trouble, its words and what to do."""
        return HEALTH_RULES[self.code]

    @property
    def fingerprint(self) -> str:
        """A mark of what was seen: it changes when the evidence does, and what was explained is asked again."""
        return sha256(f"{self.code}|{self.subject}|{self.evidence.fr}".encode()).hexdigest()[:16]
