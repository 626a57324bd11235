"""Lessons and needs counted over a network, and the addresses of the figures of the room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import ClassVar

from autan.cooperation.lessons.core.needs import NeedRecord, NeedResult, NeedState
from autan.evidence.figures.core.addresses import RoomAddress
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState, state_of_count
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text

SOURCE = "lessons"
"""Source of the addresses of this room."""
LESSON_KIND, NEED_KIND, ADOPTION_KIND = "lesson", "need", "adoption"
"""Kinds of evidence of this room; the key of an adoption is `lesson/SIREN`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonAddress(RoomAddress):
    """Address of a figure: `lessons.dialogue-toulouse.taken_up.workshop`, `lessons.essai.followers.chaufferie-bois`.

    Attributes:
        what: `published`, `taken_up`, `kept`, `dropped`, `followers`, `needs`, `needs_met` or `waiting`.
        detail: `workshop`, slug of a lesson, state of needs, or day; empty for none.
    """

    source: ClassVar[str] = SOURCE
    network: str
    what: str
    detail: str = ""


_MADE_UP = Sentence("Savoir-faire inventés, pour essayer.")
_COUNTED = Method(name="count_lessons", formula=Sentence("savoir-faire publiés, chacun compté une fois"))


def count_lessons(
    lesson_address: LessonAddress, sirens: Sequence[str], slugs: Sequence[str], *, is_invented: bool
) -> Figure | None:
    """Count the published lessons of a network; missing when it has none; None when a detail is asked."""
    if lesson_address.detail:
        return None
    return Figure(
        id=str(lesson_address),
        label=Sentence("Savoir-faire publiés"),
        value=len(slugs) or None,
        unit=get_unit("count"),
        period=Period.undated(),
        territories=tuple(sirens),
        known=len(slugs),
        total=max(len(slugs), 1),
        part=Text("savoir-faire", "lessons"),
        state=ValueState.OBSERVED if slugs else ValueState.MISSING,
        boundary="lessons_published",
        method=_COUNTED,
        evidence=tuple(EvidenceRef(kind=LESSON_KIND, key=slug) for slug in slugs),
        note=_MADE_UP if is_invented else None,
    )


_INVENTED_NEEDS = Sentence("Besoins inventés, pour essayer.")
_NEEDS = Sentence("besoins")
_COUNTED_NEEDS = Method(name="count_needs", formula=Sentence("besoins lus par tous, chacun compté une fois"))
_MIDDLE = Method(
    name="median_wait",
    formula=Sentence("médiane des jours entre la demande et ce jour, sur les besoins qui n’ont encore aucune réponse"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkNeeds:
    """The needs of a network that anybody reads.

    `whole_by` is what states, member by member, that there is no other; empty when one of them says nothing.
    """

    sirens: tuple[str, ...]
    needs: tuple[NeedRecord, ...]
    whole_by: tuple[EvidenceRef, ...] = ()


def count_needs(lesson_address: LessonAddress, network_needs: NetworkNeeds) -> Figure | None:
    """Count the needs of a network in one state, or all of them; None when the address names no state.

    A need that nobody wrote here is none that does not exist: a count is a floor until every member says that it has
    no other, and only then may it be nil.

    Whether a need was met is known once it is closed with what came of it, and whether it waits is not known of one
    read in a document: nobody was asked.
    """
    needs = network_needs.needs
    known = list(needs)
    if lesson_address.what == "needs_met":
        known = [need for need in needs if need.result is not None]
        counted = [need for need in known if need.result is NeedResult.MET]
        label = Sentence("Besoins satisfaits")
    elif lesson_address.detail in set(NeedState):
        known = [need for need in needs if need.is_followed]
        counted = [need for need in known if need.state == lesson_address.detail]
        state_label = NeedState(lesson_address.detail).label
        label = Sentence("Besoins : {standing}", standing=state_label)
    elif not lesson_address.detail:
        counted = known
        label = Sentence("Besoins exprimés que tous peuvent lire")
    else:
        return None
    is_whole = bool(network_needs.whole_by)
    is_nil = is_whole and not needs
    state = state_of_count(len(known), len(needs))
    if is_nil:
        state = ValueState.CONFIRMED_ZERO
    elif known and not is_whole:
        state = ValueState.LOWER_BOUND
    return _figure(
        lesson_address,
        label,
        network_needs.sirens,
        counted or needs,
        value=len(counted) if known or is_nil else None,
        known=1 if is_nil else len(known),
        total=len(needs),
        state=state,
        extra=network_needs.whole_by if is_nil else (),
    )


def median_wait(lesson_address: LessonAddress, network_needs: NetworkNeeds) -> Figure | None:
    """Return the median wait of the needs without any answer on a day, in days; None when the address has no day.

    A need whose source gives no day waits for any time: the median is then a floor, or missing where that is nil.
    Missing too when nothing waits.
    """
    try:
        today = date.fromisoformat(lesson_address.detail)
    except ValueError:
        return None
    waiting = [need for need in network_needs.needs if need.state is NeedState.ASKED]
    days = [(need, wait) for need in waiting if (wait := need.waited_days(today)) is not None]
    label = Sentence("Attente médiane des besoins lus ici, sans réponse")
    # a wait that is not known may be nil, or as long as one likes
    floor = median([wait for _need, wait in days] + [0] * (len(waiting) - len(days))) if days else 0
    value = floor if floor or len(days) == len(waiting) > 0 else None
    return _figure(
        lesson_address,
        label,
        network_needs.sirens,
        waiting,
        value=value,
        known=len(days),
        total=len(waiting),
        state=ValueState.MISSING if value is None else state_of_count(len(days), len(waiting)),
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
    state: ValueState,
    extra: tuple[EvidenceRef, ...] = (),
    day: date | None = None,
    method: Method = _COUNTED_NEEDS,
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
        state=state,
        boundary=f"needs_{lesson_address.what}",
        method=method,
        evidence=(*(EvidenceRef(kind=NEED_KIND, key=need.slug) for need in counted), *extra),
        note=_INVENTED_NEEDS if any(need.is_invented for need in counted) else None,
    )
