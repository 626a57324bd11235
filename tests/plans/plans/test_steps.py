"""Steps, stage, dates that contradict one another, succession."""

import pytest

from autan.plans.plans.core.plans import PlanKind, PlanScope, SuccessionError, check_succession, current_plan
from autan.plans.plans.core.steps import (
    Stage,
    StepKind,
    StepStatus,
    date_of,
    end_of,
    stage_of,
    start_of,
    step_problems,
    steps_of,
)
from autan.plans.plans.importers.definitions import find_section
from tests.plans.plans.making import heading, line


def test_the_codes_of_the_steps_are_those_of_the_section():
    section = find_section("steps")
    assert list(section.grid_keys()) == [kind.value for kind in StepKind]
    assert list(section.field("status").choices) == [status.value for status in StepStatus]


def test_the_stage_is_the_furthest_step_done_or_under_way():
    steps = steps_of(
        [
            line("steps", "adoption", status="done", date="2019-06"),
            line("steps", "midterm_report", status="planned", date="2022"),
            line("steps", "decision", status="done", date="2015-12-15"),
            line("steps", "strategy", date="2018"),
        ]
    )
    assert [step.kind for step in steps] == [StepKind.DECISION, StepKind.ADOPTION, StepKind.MIDTERM_REPORT]
    assert stage_of(steps) == Stage(kind=StepKind.ADOPTION, status=StepStatus.DONE)
    assert str(start_of(steps)) == "2015-12-15"
    assert str(date_of(steps, StepKind.ADOPTION)) == "2019-06"
    assert date_of(steps, StepKind.MIDTERM_REPORT) is None
    assert end_of(steps) is None
    assert step_problems(steps) == ()


def test_nothing_stated_is_no_stage_and_only_plans_are_the_first_of_them():
    assert stage_of([]) is None
    assert start_of([]) is None
    planned = steps_of([line("steps", "diagnosis", status="planned", date="2030")])
    assert stage_of(planned) == Stage(kind=StepKind.DIAGNOSIS, status=StepStatus.PLANNED)
    assert start_of(planned) is None


def test_a_plan_ends_when_its_carrying_out_does_or_when_it_is_judged():
    carried = steps_of([line("steps", "implementation", status="done", date="2013", end="2017")])
    reviewed = steps_of([line("steps", "evaluation", status="done", date="2018")])
    foreseen = steps_of([line("steps", "evaluation", status="planned", date="2028")])
    assert (str(end_of(carried)), str(end_of(reviewed)), end_of(foreseen)) == ("2017", "2018", None)


def test_impossible_dates_are_said_at_their_field():
    steps = steps_of(
        [
            line("steps", "decision", status="done", date="2013-05"),
            line("steps", "adoption", status="done", date="2013-04-30"),
            line("steps", "implementation", status="ongoing", date="2014", end="2013"),
        ]
    )
    messages = {(problem.key, problem.field): problem.message for problem in step_problems(steps)}
    assert set(messages) == {("adoption", "date"), ("implementation", "end")}
    assert "avant une étape qui la précède (2013-05)" in messages["adoption", "date"].fr
    assert "2013" in messages["implementation", "end"].en


def test_dates_that_may_agree_are_no_fault():
    steps = steps_of(
        [
            line("steps", "decision", status="done", date="2013-05"),
            line("steps", "adoption", status="done", date="2013"),
        ]
    )
    assert step_problems(steps) == ()


def test_a_succession_that_loops_or_a_second_claim_is_refused():
    known = {"a": "", "b": "a", "c": "b", "d": ""}
    check_succession("d", "", known)
    check_succession("d", "c", known)
    check_succession("b", "a", known)
    with pytest.raises(SuccessionError, match="«\u202fb\u202f» succède déjà à «\u202fa\u202f»"):
        check_succession("d", "a", known)
    with pytest.raises(SuccessionError, match="tourne en rond\u00a0: a → c → b → a"):
        check_succession("a", "c", known)
    with pytest.raises(SuccessionError, match="tourne en rond"):
        check_succession("d", "d", known)


def test_the_current_plan_is_the_last_of_its_line_a_pcaet_first():
    pcet = heading("a", kind=PlanKind.PCET)
    pcaet = heading("b", follows="a")
    agenda = heading("c", kind=PlanKind.AGENDA_21)
    later = heading("d")
    assert current_plan([pcet, pcaet, agenda]) is pcaet
    assert current_plan([pcet, agenda]) is pcet
    assert current_plan([pcaet, later]) is later


def test_a_plan_in_preparation_does_not_replace_the_adopted_one_that_it_will_succeed():
    adopted, revision = heading("a"), heading("b", follows="a")
    assert current_plan([adopted, revision], {"a"}) is adopted
    assert current_plan([adopted, revision], {"a", "b"}) is revision
    assert current_plan([heading("c", kind=PlanKind.PCET), heading("d", follows="c")], {"c"}).slug == "d"


def test_each_kind_and_scope_has_its_words():
    for kind in PlanKind:
        assert kind.label.fr
        assert kind.short
        assert kind.regime.en
    assert all(scope.label.fr for scope in PlanScope)
