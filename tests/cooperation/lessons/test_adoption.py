"""Steps of adoption, and what they are counted as."""

from datetime import date

import pytest

from autan.cooperation.lessons.core.adoption import AdoptionStage, check_step, count_adoptions, count_taken_up
from autan.cooperation.lessons.core.figures import LessonAddress, NetworkNeeds, count_lessons, count_needs, median_wait
from autan.cooperation.lessons.core.needs import NeedResult, NeedState
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.errors import DomainError
from tests.cooperation.lessons.making import TODAY, adoption, need, step

MEMBERS = ("A", "B", "C", "H")


def needs_of(needs, *whole_by: EvidenceRef) -> NetworkNeeds:
    return NetworkNeeds(sirens=MEMBERS, needs=tuple(needs), whole_by=whole_by)


def asked(what: str, detail: str = "") -> LessonAddress:
    return LessonAddress(network="essai", what=what, detail=detail)


@pytest.mark.parametrize(
    ("held", "stage", "on", "reason"),
    [
        ((), "heard", date(2027, 1, 1), "pas encore venue"),
        (("tried",), "adopted", date(2019, 1, 1), "ne précède pas"),
        (("tried",), "tried", date(2021, 1, 1), "déjà dite"),
        ((), "dropped", date(2021, 1, 1), "rien n’a été repris"),
        (("tried",), "kept", date(2024, 1, 1), "douze mois"),
        (("adopted",), "kept", date(2020, 12, 31), "douze mois"),
    ],
)
def test_a_step_that_cannot_be_is_refused_with_the_reason(held, stage, on, reason):
    steps = [step(each, date(2020, 1, 1)) for each in held]
    with pytest.raises(DomainError, match=reason):
        check_step(steps, step(stage, on), today=TODAY)


def test_steps_follow_one_another():
    check_step([], step("tried", TODAY), today=TODAY)
    check_step([step("adopted", date(2020, 1, 1))], step("kept", date(2021, 1, 1)), today=TODAY)
    check_step([step("tried", date(2020, 1, 1))], step("dropped", date(2020, 1, 1)), today=TODAY)


def test_members_that_took_up_are_counted_once_over_all_members():
    records = [
        adoption("A", "heard", "tried"),
        adoption("A", "adopted", lesson="autre", workshop=False),
        adoption("B", "heard"),
        adoption("C", "tried", "dropped", workshop=False),
        adoption("X", "adopted"),
    ]
    figure = count_taken_up(asked("taken_up"), MEMBERS, records)
    assert (figure.value, figure.known, figure.total, figure.state) == (2, 3, 4, ValueState.LOWER_BOUND)
    assert [ref.key for ref in figure.evidence] == ["capteurs/A", "autre/A", "capteurs/C"]
    assert count_taken_up(asked("taken_up", "workshop"), MEMBERS, records).value == 1
    assert count_taken_up(asked("kept"), MEMBERS, records).value == 0
    followers = count_taken_up(asked("followers", "capteurs"), MEMBERS, records, host="H")
    assert (followers.value, followers.total) == (2, 3)
    dropped = count_adoptions(asked("dropped"), MEMBERS, records)
    assert (dropped.value, dropped.note.fr) == (1, "Reprises inventées, pour essayer.")
    assert (dropped.label.fr, followers.label.fr) == ("Reprises abandonnées", "Membres qui ont repris ce savoir-faire")
    assert not AdoptionStage.BROUGHT_HOME.is_taken_up


def test_everybody_who_declared_makes_a_known_count_and_nobody_a_missing_one():
    whole = count_taken_up(asked("taken_up"), ("A",), [adoption("A", "heard")])
    assert (whole.value, whole.state, whole.label.en) == (0, ValueState.OBSERVED, "Members that have taken up a lesson")
    nobody = count_taken_up(asked("kept"), MEMBERS, [])
    assert (nobody.value, nobody.state, nobody.note) == (None, ValueState.MISSING, None)
    assert count_adoptions(asked("dropped"), MEMBERS, []).state is ValueState.MISSING
    assert count_taken_up(asked("taken_up", "?"), MEMBERS, []) is None
    assert count_adoptions(asked("?"), MEMBERS, []) is None


def test_lessons_are_counted():
    assert count_lessons(asked("published"), MEMBERS, ["a", "b"], is_invented=True).value == 2
    none = count_lessons(asked("published"), MEMBERS, [], is_invented=False)
    assert (none.value, none.state) == (None, ValueState.MISSING)
    assert count_lessons(asked("published", "x"), MEMBERS, [], is_invented=False) is None


def test_needs_wait_and_are_counted_by_state():
    answered, closed = date(2026, 11, 5), date(2026, 11, 20)
    needs = [
        need("a"),
        need("b", asked_on=date(2026, 11, 16)),
        need("c", answered_on=answered, is_invented=True),
        need("d", closed_on=closed, result=NeedResult.MET),
        need("e", asked_on=None),
    ]
    assert [need_row.state for need_row in needs[:4]] == [
        NeedState.ASKED, NeedState.ASKED, NeedState.ANSWERED, NeedState.CLOSED,
    ]  # fmt: skip
    assert [need_row.waited_days(TODAY) for need_row in needs] == [25, 10, 4, 19, None]
    wait = median_wait(asked("waiting", "2026-11-26"), needs_of(needs))
    assert (wait.value, wait.known, wait.total, wait.state) == (10, 2, 3, ValueState.LOWER_BOUND)
    assert wait.unit.code == "days"
    dated = median_wait(asked("waiting", "2026-11-26"), needs_of(needs[:2]))
    assert (dated.value, dated.state) == (17.5, ValueState.OBSERVED)
    assert median_wait(asked("waiting", "2026-11-26"), needs_of([needs[0], needs[4], needs[4]])).value is None
    assert median_wait(asked("waiting", "hier"), needs_of(needs)) is None
    assert median_wait(asked("waiting", "2026-11-26"), needs_of([])).state is ValueState.MISSING
    assert count_needs(asked("needs", "asked"), needs_of(needs)).value == 3
    met = count_needs(asked("needs_met"), needs_of(needs))
    assert (met.value, met.known, met.total, met.state) == (1, 1, 5, ValueState.LOWER_BOUND)
    documented = [need("f", asked_on=None, evidence=(EvidenceRef(kind="fact", key="S089"),))]
    for what in (("needs_met",), ("needs", "asked")):
        figure = count_needs(asked(*what), needs_of(documented))
        assert (figure.value, figure.known, figure.state) == (None, 0, ValueState.MISSING)
    assert count_needs(asked("needs", "?"), needs_of(needs)) is None


def test_needs_are_all_told_only_once_each_member_says_so():
    needs, stated = [need("a"), need("d", closed_on=TODAY, result=NeedResult.MET)], EvidenceRef(kind="x", key="A")
    figures = {
        is_whole: [
            count_needs(asked(*what), needs_of(own, *([stated] if is_whole else [])))
            for what in (("needs",), ("needs", "asked"), ("needs_met",))
            for own in (needs, [])
        ]
        for is_whole in (False, True)
    }
    floor, observed, missing = ValueState.LOWER_BOUND, ValueState.OBSERVED, (None, ValueState.MISSING)
    nil = (0, ValueState.CONFIRMED_ZERO)
    silent = [(2, floor), missing, (1, floor), missing, (1, floor), missing]
    assert [(figure.value, figure.state) for figure in figures[False]] == silent
    told = [(2, observed), nil, (1, observed), nil, (1, floor), nil]
    assert [(figure.value, figure.state) for figure in figures[True]] == told
    assert figures[True][1].evidence == (stated,)


@pytest.mark.parametrize("text", ["lessons.essai", "lessons.essai.taken_up.workshop.more"])
def test_another_address_is_none_of_this_room(text: str) -> None:
    assert LessonAddress.parse(FigureAddress.parse(text)) is None
