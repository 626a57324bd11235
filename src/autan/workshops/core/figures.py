"""Workshops held and attendances, as figures."""

from collections.abc import Sequence
from datetime import date

from autan.evidence.core.figures import Figure, Method
from autan.evidence.core.periods import Period
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.workshops.core.addresses import ALL, ATTENDANCES, HELD, WORKSHOP_KIND, WorkshopsAddress
from autan.workshops.core.formats import WorkshopFormat, WorkshopStatus
from autan.workshops.core.workshops import WorkshopHeading, total_attendance

_WORKSHOPS = Text("ateliers tenus", "workshops held")
_SUMMED = Method(
    name="sum_attendances",
    formula=Text(
        "présences additionnées d’un atelier à l’autre : une personne venue deux fois compte deux fois",
        "attendances added from one workshop to the next: somebody who came twice counts twice",
    ),
)
_COUNTED = Method(name="count_workshops", formula=Text("ateliers tenus de ce format", "workshops held in this format"))


def attendances_figure(network: str, held: Sequence[WorkshopHeading], which: str = ALL) -> Figure:
    """Return the attendances of the workshops that were held, in attendances; those without a count are missing.

    Args:
        network: slug of the network.
        held: its workshops.
        which: code of a format, or `all`.
    """
    counted = [each for each in _held(held) if which in {ALL, each.format.value}]
    totals = [total_attendance(each.attendance) for each in counted]
    known = [total for total in totals if total is not None]
    stated = [ref for each in counted for count in each.attendance for ref in count.evidence]
    return Figure(
        id=str(WorkshopsAddress(network=network, what=ATTENDANCES, which=which)),
        label=Text("Présences aux ateliers", "Attendances at workshops"),
        value=sum(known) if known else None,
        unit=get_unit("attendances"),
        period=_period(counted),
        territories=tuple(dict.fromkeys(each.host for each in counted)),
        known=len(known),
        total=len(totals),
        part=_WORKSHOPS,
        state=_state(len(known), len(totals)),
        boundary="workshop_attendances",
        method=_SUMMED,
        evidence=(*dict.fromkeys(stated), *(_ref(each) for each in counted if each.attendance)),
    )


def held_figure(network: str, workshops: Sequence[WorkshopHeading], kind: WorkshopFormat) -> Figure:
    """Return how many workshops of a format were held, in workshops."""
    counted = [each for each in _held(workshops) if each.format is kind]
    return Figure(
        id=str(WorkshopsAddress(network=network, what=HELD, which=kind.value)),
        label=Text(f"Ateliers tenus, format « {kind.label.fr} »", f"Workshops held, format “{kind.label.en}”"),
        value=len(counted),
        unit=get_unit("workshops"),
        period=_period(counted),
        territories=tuple(dict.fromkeys(each.host for each in counted)),
        known=len(counted),
        total=len(counted),
        part=_WORKSHOPS,
        state=ValueState.OBSERVED if counted else ValueState.CONFIRMED_ZERO,
        boundary="workshops_held",
        method=_COUNTED,
        evidence=tuple(_ref(each) for each in counted),
    )


def _held(workshops: Sequence[WorkshopHeading]) -> list[WorkshopHeading]:
    return [each for each in workshops if each.status is WorkshopStatus.HELD]


def _ref(workshop: WorkshopHeading) -> EvidenceRef:
    return EvidenceRef(kind=WORKSHOP_KIND, key=workshop.slug)


def _state(known: int, total: int) -> ValueState:
    if not known:
        return ValueState.MISSING if total else ValueState.NOT_APPLICABLE
    return ValueState.OBSERVED if known == total else ValueState.LOWER_BOUND


def _period(workshops: Sequence[WorkshopHeading]) -> Period:
    years = sorted(year for each in workshops if (year := each.day.year if each.day else each.year))
    if not years:
        return Period.undated()
    return Period(start=date(years[0], 1, 1), end=date(years[-1], 12, 31))
