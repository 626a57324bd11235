"""Rules and alerts on rows of the open data, decisions of people on them, and where each stands after them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from autan.ground.lists.core import ListFilter, choice_parameter, code_parameter
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core.amounts import typeset_text

if TYPE_CHECKING:  # tables of decisions are read by every command, polars by those that look for alerts
    import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityAlert:
    """One row that a rule flags.

    Attributes:
        place: INSEE code of the commune as the source writes it, or SIREN.
        measure: code of the measure that is touched; empty when the whole row is.
        expected: what would raise no alert.
        year: year that the value is about; part of the alert's key, so that a later month of one year keeps it.
        detail: what tells apart two alerts of one rule on one value (an operator, a filing), or empty.
    """

    rule: str
    source: str
    place: str
    measure: str
    value: Text
    expected: Text
    year: str = ""
    detail: str = ""

    @property
    def key(self) -> str:
        """Name of the alert, the same from one edition of its source to the next, whatever the value.

        >>> QualityAlert(rule="young_plant", source="odre-register", place="12090", measure="production_hydro",
        ...     value=Text("", ""), expected=Text("", "")).key
        'young_plant:odre-register:12090:production_hydro'
        """
        return ":".join((self.rule, self.source, self.place, self.measure, self.year, self.detail)).rstrip(":")


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
        if latest.found.fr != self.alert.value.fr:
            return AlertState.EARLIER
        return AlertState(latest.kind.value)


class AlertSeverity(Labelled):
    """What is asked of the coordinator."""

    WARN = "warn", "à savoir", "to know"
    ASK = "ask", "à vérifier", "to check"


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityRule:
    """One documented check."""

    code: str
    title: Text
    reason: Text
    severity: AlertSeverity


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityCheck:
    """A rule of a plug-in, and how it flags rows.

    Attributes:
        sources: those that it reads; it is asked whenever one of them is in the lake.
        find: takes the tables of these sources, by source; answers the alerts of the rule.
    """

    rule: QualityRule
    sources: frozenset[str]
    find: "Callable[[Mapping[str, pl.DataFrame]], Iterable[QualityAlert]]"


def parse_rule(values: Mapping[str, Any]) -> QualityRule:
    """Read a rule from plain values: `code`, `severity`, `title` and `reason` as `{fr, en}`."""
    return QualityRule(
        code=values["code"],
        title=typeset_text(**values["title"]),
        reason=typeset_text(**values["reason"]),
        severity=AlertSeverity(values["severity"]),
    )
