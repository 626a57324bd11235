"""What people decided on a doubt, and where the doubt stands after that.

Decisions only add up; the last one counts, as long as the value that it was about is still the one found.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from autan.evidence.core.texts import Text
from autan.observatory.core.quality.doubts import Doubt


class DecisionKind(StrEnum):
    """What is decided on a doubt."""

    ACCEPTED = "accepted"
    EXPLAINED = "explained"
    CORRECTED = "corrected"
    REOPENED = "reopened"

    @property
    def label(self) -> Text:
        """Wording shown to readers."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    DecisionKind.ACCEPTED: Text("acceptée", "accepted"),
    DecisionKind.EXPLAINED: Text("expliquée", "explained"),
    DecisionKind.CORRECTED: Text("corrigée", "corrected"),
    DecisionKind.REOPENED: Text("rouverte", "reopened"),
}


class DoubtState(StrEnum):
    """Where a doubt stands."""

    OPEN = "open"
    EXPLAINED = "explained"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    EARLIER = "earlier"

    @property
    def label(self) -> Text:
        """Wording shown to readers."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    DoubtState.OPEN: Text("sans décision", "undecided"),
    DoubtState.EXPLAINED: Text("expliquée", "explained"),
    DoubtState.ACCEPTED: Text("acceptée", "accepted"),
    DoubtState.CORRECTED: Text("corrigée", "corrected"),
    DoubtState.EARLIER: Text("décidée pour une valeur antérieure", "decided for an earlier value"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision on one doubt.

    Attributes:
        kind: what was decided.
        reason: why, in the words of the person.
        found: the value that the doubt was about on that day.
        by: name of the person, or that of the product.
        at: when.
        own_value: key of the value given instead, as evidence; empty unless corrected.
    """

    kind: DecisionKind
    reason: str
    found: Text
    by: str
    at: datetime
    own_value: str = ""

    def is_about(self, doubt: Doubt) -> bool:
        """True while the value found is the one that was decided on."""
        return self.found.fr == doubt.value.fr


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedDoubt:
    """A doubt with everything that was decided on it, the oldest first."""

    doubt: Doubt
    decisions: tuple[Decision, ...] = ()

    @property
    def latest(self) -> Decision | None:
        """The decision that counts, or None."""
        return self.decisions[-1] if self.decisions else None

    @property
    def state(self) -> DoubtState:
        """Where the doubt stands: the last decision, unless the value has changed since."""
        latest = self.latest
        if latest is None or latest.kind is DecisionKind.REOPENED:
            return DoubtState.OPEN
        if not latest.is_about(self.doubt):
            return DoubtState.EARLIER
        return DoubtState(latest.kind.value)
