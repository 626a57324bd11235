"""Needs counted over a network: how many wait, what came of them, how long they have waited."""

from collections.abc import Sequence
from datetime import date
from statistics import median

from autan.cooperation.lessons.core.addresses import NEED_KIND, LessonAddress
from autan.cooperation.lessons.core.needs import NeedRecord, NeedResult, NeedState
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState, state_of_count
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.texts.core.texts import Text

_MADE_UP = Text("Besoins inventés, pour essayer.", "Invented needs, for trying.")
_NEEDS = Text("besoins", "needs")
_COUNTED = Method(
    name="count_needs",
    formula=Text("besoins lus par tous, chacun compté une fois", "needs that anybody reads, each counted once"),
)
_MIDDLE = Method(
    name="median_wait",
    formula=Text(
        "médiane des jours entre la demande et ce jour, sur les besoins qui n’ont encore aucune réponse",
        "median of the days between the question and that day, over needs that have no answer yet",
    ),
)


def count_needs(lesson_address: LessonAddress, sirens: Sequence[str], needs: Sequence[NeedRecord]) -> Figure | None:
    """Count the needs of a network in one state, or all of them; None when the address names no state.

    Whether a need was met is known once it is closed with what came of it, and whether it waits is not known of one
    read in a document: nobody was asked.
    """
    known = list(needs)
    if lesson_address.what == "needs_met":
        known = [need for need in needs if need.result is not None]
        counted = [need for need in known if need.result is NeedResult.MET]
        label = Text("Besoins satisfaits", "Needs that were met")
    elif lesson_address.detail in set(NeedState):
        known = [need for need in needs if need.is_followed]
        counted = [need for need in known if need.state == lesson_address.detail]
        state = NeedState(lesson_address.detail).label
        label = Text(f"Besoins : {state.fr}", f"Needs: {state.en}")
    elif not lesson_address.detail:
        counted = known
        label = Text("Besoins exprimés que tous peuvent lire", "Needs expressed that anybody may read")
    else:
        return None
    value = len(counted) if known else None
    return _figure(lesson_address, label, sirens, counted or needs, value=value, known=len(known), total=len(needs))


def median_wait(lesson_address: LessonAddress, sirens: Sequence[str], needs: Sequence[NeedRecord]) -> Figure | None:
    """Return the median wait of the needs without any answer on a day, in days; None when the address has no day.

    A need whose source gives no day is not known; missing when nothing waits.
    """
    try:
        today = date.fromisoformat(lesson_address.detail)
    except ValueError:
        return None
    waiting = [need for need in needs if need.state is NeedState.ASKED]
    days = [(need, wait) for need in waiting if (wait := need.waited_days(today)) is not None]
    label = Text("Attente médiane des besoins sans réponse", "Median wait of needs without an answer")
    value = median(wait for _need, wait in days) if days else None
    return _figure(
        lesson_address,
        label,
        sirens,
        waiting,
        value=value,
        known=len(days),
        total=len(waiting),
        day=today,
        method=_MIDDLE,
    )


def _figure(
    lesson_address: LessonAddress,
    label: Text,
    sirens: Sequence[str],
    counted: Sequence[NeedRecord],
    *,
    value: float | None,
    known: int,
    total: int,
    day: date | None = None,
    method: Method = _COUNTED,
) -> Figure:
    """A count of needs, or on a day a number of days."""
    return Figure(
        id=str(lesson_address),
        label=label,
        value=value,
        unit=get_unit("days" if day else "count"),
        period=Period.day(day) if day else Period.undated(),
        territories=tuple(sirens),
        known=known,
        total=max(total, 1),
        part=_NEEDS,
        state=ValueState.MISSING if value is None else state_of_count(known, total),
        boundary=f"needs_{lesson_address.what}",
        method=method,
        evidence=tuple(EvidenceRef(kind=NEED_KIND, key=need.slug) for need in counted),
        note=_MADE_UP if any(need.is_invented for need in counted) else None,
    )
