"""What members expect of one another and offer: kinds, states, and how long a need waits."""

from dataclasses import dataclass
from datetime import date

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.labelled import Labelled


class NeedKind(Labelled):
    """The four kinds of expectations of the document of 2014, lines 384 to 402."""

    MONITORING = "monitoring", "Échanges sur le suivi et l’évaluation", "Exchange on monitoring and evaluation"
    TECHNICAL = "technical", "Appui technique, surtout sur les données", "Technical help, above all on data"
    INNOVATION = "innovation", "Liens avec l’innovation et la recherche", "Links with innovation and research"
    NETWORK = "network", "Suite du réseau", "Going on with the network"


class NeedState(Labelled):
    """Where a need stands."""

    ASKED = "asked", "en attente", "waiting"
    ANSWERED = "answered", "répondu", "answered"
    CLOSED = "closed", "clos", "closed"


class NeedResult(Labelled):
    """What came of a need, once it is closed."""

    MET = "met", "satisfait", "met"
    PARTLY = "partly", "satisfait en partie", "met in part"
    UNMET = "unmet", "non satisfait", "not met"
    WITHDRAWN = "withdrawn", "retiré", "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRecord:
    """What counts and matches read of a need.

    Attributes:
        asked_on: day it was asked; None when its source is not dated to a day.
        answered_on: day of its first answer, or None.
        siren: territory that asks; empty for the network as a whole.
        evidence: facts that state it, for a need read in a document.
    """

    slug: str
    title: str
    kind: NeedKind
    asked_on: date | None
    answered_on: date | None = None
    closed_on: date | None = None
    result: NeedResult | None = None
    siren: str = ""
    evidence: tuple[EvidenceRef, ...] = ()
    is_invented: bool = False

    @property
    def state(self) -> NeedState:
        """Return the state of the need: closed, answered or waiting."""
        if self.closed_on:
            return NeedState.CLOSED
        return NeedState.ANSWERED if self.answered_on else NeedState.ASKED

    @property
    def is_followed(self) -> bool:
        """True when it is known where it stands; one read in a document may have been answered elsewhere."""
        return not self.evidence or self.state is not NeedState.ASKED

    def waited_days(self, today: date) -> int | None:
        """Return the days between the question and its first answer, its closing, or today; None without a day."""
        if self.asked_on is None:
            return None
        return ((self.answered_on or self.closed_on or today) - self.asked_on).days
