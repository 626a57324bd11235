"""Workshops as values, what sources state of them, and how many were held and attended."""

from collections.abc import Mapping, Sequence
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
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text


class StatementKind(Labelled):
    """Whether words are those of the source, or ours for what it says."""

    QUOTATION = "quotation", "citation", "quotation"
    PARAPHRASE = "paraphrase", "en substance", "in substance"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopStatement:
    """What a source states that a workshop showed.

    `text` holds its words; a quotation is in the language of the source in both.
    """

    moment: Moment
    kind: StatementKind
    text: Text
    evidence: tuple[EvidenceRef, ...]


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
    title: str
    format: WorkshopFormat
    status: WorkshopStatus
    host: str
    copilots: tuple[str, ...] = ()
    day: date | None = None
    year: int | None = None
    hours: str = ""
    place: str = ""
    sites: tuple[str, ...] = ()
    target: PlanTarget | None = None
    invitation: str = ""
    agenda: str = ""
    status_reason: str = ""
    is_open_to_all: bool = True
    statements: tuple[WorkshopStatement, ...] = ()
    attendance: tuple[AttendanceCount, ...] = ()
    evidence: tuple[EvidenceRef, ...] = ()

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


def read_statement(fields: Mapping[str, object]) -> WorkshopStatement:
    """Return a statement from what the database holds of it."""
    refs = fields.get("evidence")
    pairs = refs if isinstance(refs, list) else []
    return WorkshopStatement(
        moment=Moment(str(fields["moment"])),
        kind=StatementKind(str(fields["kind"])),
        text=Text(str(fields["fr"]), str(fields["en"])),
        evidence=tuple(EvidenceRef(kind=kind, key=key) for kind, key in pairs),
    )


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
