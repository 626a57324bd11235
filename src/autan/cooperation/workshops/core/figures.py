"""Workshops held and attendances, as figures, and the addresses of these."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from autan.cooperation.workshops.core.formats import WorkshopFormat, WorkshopStatus
from autan.cooperation.workshops.core.workshops import WorkshopHeading, total_attendance
from autan.evidence.figures.core.addresses import RoomAddress
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState, state_of_count
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence

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
