"""Workshops as values, what sources state of them, and how many were held and attended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from autan.cooperation.workshops.core.formats import (
    AttendeeKind,
    Moment,
    PlanTargetKind,
    WorkshopFormat,
    WorkshopStatus,
)
from autan.evidence.figures.core.addresses import RoomAddress
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState, state_of_count
from autan.evidence.figures.core.units import get_unit
from autan.ground.descriptions.core.fields import choice, day, flag, long_text, rows, text
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text


class StatementKind(Labelled):
    """Whether words are those of the source, or ours for what it says."""

    QUOTATION = "quotation", "citation", "quotation"
    PARAPHRASE = "paraphrase", "en substance", "in substance"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopStatement:
    """What a source states that a workshop showed; a quotation is in the language of the source in both."""

    moment: Moment = choice(Sentence("Temps"), Moment, is_required=True)
    kind: StatementKind = choice(Sentence("Nature"), StatementKind, is_required=True)
    fr: str = long_text(Sentence("Texte"))
    en: str = long_text(Sentence("En anglais"))
    evidence: tuple[EvidenceRef, ...] = rows(Sentence("Preuves"), EvidenceRef, is_packed=True)

    @property
    def text(self) -> Text:
        """Its words."""
        return Text(self.fr, self.en)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTarget:
    """The target or the axis of a plan that a workshop is about."""

    plan: str
    kind: PlanTargetKind
    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceCount:
    """How many attended in one capacity, and what states it."""

    kind: AttendeeKind
    count: int
    evidence: tuple[EvidenceRef, ...] = ()


_DEMANDS = Sentence("«\u202f1 site / 1 cible\u202f» demande un site et une cible du plan.")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopHeading:
    """A workshop.

    Attributes:
        host: SIREN of the territory that receives.
        copilots: SIREN of the territories that prepare it with the host.
        sites: slugs of the projects that it visits.
        evidence: what states that it was or will be held; empty for what the network organises here.
        status_reason: why it was cancelled.
    """

    slug: str
    title: str = text(Sentence("Titre"), max_length=200, is_required=True)
    format: WorkshopFormat = choice(Sentence("Format"), WorkshopFormat, is_required=True, help=_DEMANDS)
    host: str
    copilots: tuple[str, ...] = ()
    day: date | None = day(Sentence("Jour"))
    year: int | None = None
    hours: str = text(Sentence("Heures"), max_length=60)
    place: str = text(Sentence("Lieu"))
    sites: tuple[str, ...] = ()
    target: PlanTarget | None = None
    invitation: str = long_text(Sentence("Invitation"), max_length=5_000)
    agenda: str = long_text(Sentence("Déroulé, une ligne par étape"), lines=5, max_length=5_000)
    is_open_to_all: bool = flag(Sentence("Ouvert à tous les membres"))
    status: WorkshopStatus = choice(Sentence("Où il en est"), WorkshopStatus, is_required=True)
    status_reason: str = text(Sentence("Pourquoi il est annulé"))
    statements: tuple[WorkshopStatement, ...] = rows(Sentence("Ce que disent les sources"), WorkshopStatement)
    attendance: tuple[AttendanceCount, ...] = ()
    evidence: tuple[EvidenceRef, ...] = rows(Sentence("Preuves"), EvidenceRef, is_packed=True)

    @property
    def is_documented(self) -> bool:
        """True when a source tells it: what the source does not say is unknown."""
        return bool(self.evidence)


def total_attendance(counts: Sequence[AttendanceCount]) -> int | None:
    """Return the attendances of a workshop, in persons at that workshop; None when no count is known.

    >>> elected = AttendanceCount(kind=AttendeeKind.ELECTED, count=2)
    >>> total_attendance([elected, AttendanceCount(kind=AttendeeKind.EXPERT, count=3)])
    5
    """
    return sum(count.count for count in counts) if counts else None


SOURCE = "workshops"
WORKSHOP_KIND = "workshop"
"""Kind of the evidence that a workshop is."""
ATTENDANCES, HELD = "attendances", "held"
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopsAddress(RoomAddress):
    """Address of a figure: `workshops.dialogue-toulouse.attendances.all`, `workshops.essai.held.visit`."""

    source: ClassVar[str] = SOURCE
    network: str
    what: str
    which: str


_WORKSHOPS = Sentence("ateliers tenus")
_SUMMED = Method(
    name="sum_attendances",
    formula=Sentence("présences additionnées d’un atelier à l’autre : une personne venue deux fois compte deux fois"),
)
_COUNTED = Method(name="count_workshops", formula=Sentence("ateliers tenus de ce format"))


def attendances_figure(network: str, workshop_headings: Sequence[WorkshopHeading], which: str = ALL) -> Figure:
    """Return the attendances of the workshops held, of one format or all; those without a count are missing."""
    counted = [workshop for workshop in _held_workshops(workshop_headings) if which in {ALL, workshop.format.value}]
    totals = [total_attendance(workshop.attendance) for workshop in counted]
    known = [total for total in totals if total is not None]
    stated = [ref for workshop in counted for count in workshop.attendance for ref in count.evidence]
    return _figure(
        WorkshopsAddress(network=network, what=ATTENDANCES, which=which),
        counted,
        label=Sentence("Présences aux ateliers"),
        value=sum(known) if known else None,
        unit=get_unit("attendances"),
        known=len(known),
        state=state_of_count(len(known), len(totals)) if totals else ValueState.NOT_APPLICABLE,
        boundary="workshop_attendances",
        method=_SUMMED,
        evidence=(*dict.fromkeys(stated), *(_ref(workshop) for workshop in counted if workshop.attendance)),
    )


def held_figure(network: str, workshops: Sequence[WorkshopHeading], kind: WorkshopFormat) -> Figure:
    """Return how many workshops of a format were held, in workshops: at least, since some may not be recorded here."""
    counted = [workshop for workshop in _held_workshops(workshops) if workshop.format is kind]
    return _figure(
        WorkshopsAddress(network=network, what=HELD, which=kind.value),
        counted,
        label=Sentence("Ateliers tenus, format « {kind} »", kind=kind.label),
        # No workshop recorded is no proof that none was held: missing, never 0.
        value=len(counted) or None,
        unit=get_unit("workshops"),
        known=len(counted),
        state=ValueState.LOWER_BOUND if counted else ValueState.MISSING,
        boundary="workshops_held",
        method=_COUNTED,
        evidence=tuple(_ref(workshop) for workshop in counted),
    )


def _held_workshops(workshops: Sequence[WorkshopHeading]) -> list[WorkshopHeading]:
    return [workshop for workshop in workshops if workshop.status is WorkshopStatus.HELD]


def _ref(workshop: WorkshopHeading) -> EvidenceRef:
    return EvidenceRef(kind=WORKSHOP_KIND, key=workshop.slug)


def _figure(address: WorkshopsAddress, counted: Sequence[WorkshopHeading], **fields: Any) -> Figure:
    """A figure of workshops that were held: over their years, of the territories that received them."""
    years = sorted(year for workshop in counted if (year := workshop.day.year if workshop.day else workshop.year))
    return Figure(
        id=str(address),
        period=Period(start=date(years[0], 1, 1), end=date(years[-1], 12, 31)) if years else Period.undated(),
        territories=tuple(dict.fromkeys(workshop.host for workshop in counted)),
        total=len(counted),
        part=_WORKSHOPS,
        **fields,
    )
