"""What members expect of one another and offer: kinds, states, and how long a need waits."""

from dataclasses import dataclass
from datetime import date

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.descriptions.core.fields import choice, day, flag, long_text, rows, several, text
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence
from autan.plans.projects.core.themes import ActionTheme


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
class _Expressed:
    """What a need and an offer have in common."""

    kind: NeedKind = choice(Sentence("Sorte"), NeedKind, is_required=True)
    title: str = text(Sentence("En une phrase"), is_required=True, is_shown=False)
    words: str = long_text(Sentence("Précisions"), is_shown=False)
    themes: tuple[ActionTheme, ...] = several(Sentence("Thèmes"), ActionTheme)


_IS_PUBLISHED = Sentence("Lu par tous\u202f; sinon, par les seules personnes du réseau")


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedInput(_Expressed):
    """A need as a form or a file gives it.

    Attributes:
        asked_on: day it was asked; None when its source is not dated to a day.
        period: period that its source is dated by, when it has no day.
    """

    title_en: str = text(Sentence("En anglais"), is_shown=False)
    asked_on: date | None = day(Sentence("Demandé"), is_shown=False)
    period: str = text(Sentence("Période"), max_length=20, is_shown=False)
    evidence: tuple[EvidenceRef, ...] = rows(Sentence("Preuves"), EvidenceRef, is_packed=True)
    is_published: bool = flag(_IS_PUBLISHED, is_shown=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferInput(_Expressed):
    """An offer as a form or a file gives it; `organisation` is who offers when no member does."""

    organisation: str = text(Sentence("ou au nom d’une organisation hors du réseau"), max_length=200, is_shown=False)
    is_published: bool = flag(_IS_PUBLISHED, is_shown=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRecord:
    """What counts and matches read of a need.

    `asked_on` is the day it was asked; None when its source is not dated to a day.
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
