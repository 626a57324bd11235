"""Adoption counted over a network: « 4 of 11 have taken up something from a workshop »."""

from collections.abc import Callable, Sequence
from typing import Any

from autan.cooperation.lessons.core.adoption import AdoptionRecord, AdoptionStage
from autan.cooperation.lessons.core.lesson_figures import ADOPTION_KIND, LessonAddress
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState, state_of_count
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text

FROM_WORKSHOP = "workshop"
TAKEN_UP = Sentence(
    "A repris : a essayé, adapté ou adopté un savoir-faire d’un autre territoire, et l’a "
    "déclaré. Avoir entendu ou rapporté ne suffit pas ; ce qui a été abandonné depuis reste "
    "compté, et se dit à part."
)
"""Definition of « taken up », shown beside each count."""
DENOMINATOR = Sentence(
    "Rapporté à tous les membres d’aujourd’hui. Qui n’a rien déclaré n’est pas compté : il a pu reprendre sans dire."
)
_MADE_UP = Sentence("Reprises inventées, pour essayer.")
_MEMBERS = Sentence("collectivités qui ont déclaré")
_COUNT_MEMBERS = Method(name="count_taken_up", formula=Sentence.joined(" ", (TAKEN_UP, DENOMINATOR)))
_COUNT_ADOPTIONS = Method(
    name="count_adoptions",
    formula=Sentence("reprises déclarées, une par savoir-faire et par collectivité"),
)

type Condition = Callable[[AdoptionRecord], bool]


def condition_of(lesson_address: LessonAddress) -> Condition | None:
    """Return what an address counts among adoptions; None when it counts none."""
    match lesson_address.what, lesson_address.detail:
        case "taken_up", "":
            return lambda record: record.was_taken_up
        case "taken_up", detail if detail == FROM_WORKSHOP:
            return lambda record: record.was_taken_up and record.is_from_workshop
        case "kept", "":
            return lambda record: record.reached(AdoptionStage.KEPT)
        case "followers", lesson if lesson:
            return lambda record: record.was_taken_up and record.lesson == lesson
        case "dropped", "":
            return lambda record: record.stage is AdoptionStage.DROPPED
    return None


def label_of(lesson_address: LessonAddress) -> Text:
    """Return what a figure of adoption counts, in words."""
    match lesson_address.what, lesson_address.detail:
        case "taken_up", detail if detail == FROM_WORKSHOP:
            return Sentence("Membres qui ont repris un savoir-faire issu d’un atelier")
        case "kept", _:
            return Sentence("Membres qui gardent un savoir-faire repris depuis douze mois au moins")
        case "followers", _:
            return Sentence("Membres qui ont repris ce savoir-faire")
        case "dropped", _:
            return Sentence("Reprises abandonnées")
    return Sentence("Membres qui ont repris un savoir-faire")


def count_taken_up(
    lesson_address: LessonAddress, sirens: Sequence[str], records: Sequence[AdoptionRecord], *, host: str = ""
) -> Figure | None:
    """Count the members of which one adoption at least meets a condition, each member once, out of all of them.

    Of one lesson, its host is left out. Returns a Figure in authorities: a lower bound unless every member declared
    something, missing when none did; None when the address counts nothing.
    """
    is_counted = condition_of(lesson_address)
    if is_counted is None:
        return None
    members = [siren for siren in sirens if siren != host]
    received = [record for record in records if record.siren in members and record.siren != record.host]
    counted = [record for record in received if is_counted(record)]
    following = {record.siren for record in counted}
    declared = {record.siren for record in received}
    return Figure(
        id=str(lesson_address),
        label=label_of(lesson_address),
        value=len(following) if declared else None,
        unit=get_unit("territories"),
        period=Period.undated(),
        territories=tuple(members),
        known=len(declared),
        total=len(members),
        part=_MEMBERS,
        state=state_of_count(len(declared), len(members)),
        boundary=f"members_{lesson_address.what}",
        method=_COUNT_MEMBERS,
        **_grounds(counted, received),
    )


def count_adoptions(
    lesson_address: LessonAddress, sirens: Sequence[str], records: Sequence[AdoptionRecord]
) -> Figure | None:
    """Count the adoptions that meet a condition; missing when none was declared."""
    is_counted = condition_of(lesson_address)
    if is_counted is None:
        return None
    counted = [record for record in records if is_counted(record)]
    return Figure(
        id=str(lesson_address),
        label=label_of(lesson_address),
        value=len(counted) if records else None,
        unit=get_unit("count"),
        period=Period.undated(),
        territories=tuple(sirens),
        known=len(records),
        total=max(len(records), 1),
        part=Sentence("reprises déclarées"),
        state=ValueState.LOWER_BOUND if records else ValueState.MISSING,
        boundary=f"adoptions_{lesson_address.what}",
        method=_COUNT_ADOPTIONS,
        **_grounds(counted, records),
    )


def _grounds(counted: Sequence[AdoptionRecord], adoption_records: Sequence[AdoptionRecord]) -> dict[str, Any]:
    """Evidence and note of a count: what was counted, or else what was read."""
    return {
        "evidence": tuple(EvidenceRef(kind=ADOPTION_KIND, key=record.key) for record in counted or adoption_records),
        "note": _MADE_UP if any(record.is_invented for record in adoption_records) else None,
    }
