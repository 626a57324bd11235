"""Decisions of people on an alert, and the state of the alert after them.

Decisions only add up; the last one counts, as long as the value that it was about is still the one found.
"""

from dataclasses import dataclass
from datetime import datetime

from autan.ground.lists.core import ListFilter, choice_parameter, code_parameter
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text
from autan.opendata.data_quality.core.alerts import QualityAlert


class DecisionKind(Labelled):
    """What is decided on an alert."""

    ACCEPTED = "accepted", "acceptée", "accepted"
    EXPLAINED = "explained", "expliquée", "explained"
    CORRECTED = "corrected", "corrigée", "corrected"
    REOPENED = "reopened", "rouverte", "reopened"


class AlertState(Labelled):
    """Where an alert stands."""

    OPEN = "open", "sans décision", "undecided"
    EXPLAINED = "explained", "expliquée", "explained"
    ACCEPTED = "accepted", "acceptée", "accepted"
    CORRECTED = "corrected", "corrigée", "corrected"
    EARLIER = "earlier", "décidée pour une valeur antérieure", "decided for an earlier value"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFilter(ListFilter):
    """Which alerts are shown: of a state, of a territory, of a rule."""

    state: AlertState | None = choice_parameter(
        "etat", Sentence("État"), AlertState, blank=Sentence("toutes les alertes")
    )
    territory: str = code_parameter("territoire", Sentence("Territoire"), blank=Sentence("tous"))
    rule: str = code_parameter("regle", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision on one alert.

    Attributes:
        found: the value that the alert was about on that day.
        own_value: key of the value given instead, as evidence; empty unless corrected.
    """

    kind: DecisionKind
    reason: str
    found: Text
    by: str
    at: datetime
    own_value: str = ""

    def is_about(self, alert: QualityAlert) -> bool:
        """True while the value found is the one that was decided on."""
        return self.found.fr == alert.value.fr


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedAlert:
    """An alert with everything that was decided on it, the oldest first."""

    alert: QualityAlert
    decisions: tuple[Decision, ...] = ()

    @property
    def latest(self) -> Decision | None:
        """The decision that counts, or None."""
        return self.decisions[-1] if self.decisions else None

    @property
    def state(self) -> AlertState:
        """Where the alert stands: the last decision, unless the value has changed since."""
        latest = self.latest
        if latest is None or latest.kind is DecisionKind.REOPENED:
            return AlertState.OPEN
        if not latest.is_about(self.alert):
            return AlertState.EARLIER
        return AlertState(latest.kind.value)
