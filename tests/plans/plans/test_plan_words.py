"""What a plan says in words, in the language of the page, and what its steps and targets make of bounds."""

import pytest

from autan.ground.texts.language import in_language
from autan.ground.wordings import Text
from autan.plans.plans.core.proposals import ProposalSource, ProposedLine
from autan.plans.plans.core.steps import Stage, StepKind, StepStatus, stage_of, step_problems, steps_of
from autan.plans.plans.core.targets import TargetKind, change_pct, target_problems
from autan.plans.plans.importers.definitions import find_section
from autan.plans.plans.presenters.words import (
    choice_words,
    line_title,
    proposal_words,
    stage_words,
    typed_words,
    value_words,
)
from tests.plans.plans.making import line
from tests.plans.plans.test_targets import CUT, target

NB = "\u00a0"


@pytest.fixture(autouse=True)
def _french():
    with in_language("fr"):
        yield


def test_a_stage_is_its_step_and_its_state():
    stage = Stage(kind=StepKind.ADOPTION, status=StepStatus.DONE)
    french = stage_words(stage)
    step, state = choice_words("steps", "step", "adoption"), choice_words("steps", "status", "done")
    assert french == f"{step} ({state})"
    with in_language("en"):
        assert stage_words(stage) != french
    assert stage_words(None) == ""


def test_a_code_that_is_no_choice_is_shown_as_it_is():
    assert choice_words("steps", "status", "unheard") == "unheard"


def said(section: str, field: str, **typed: str) -> str:
    return value_words(find_section(section), line(section, "1", **typed), field)


@pytest.mark.parametrize(
    ("section", "field", "typed", "words"),
    [
        ("budget", "amount", "400000 €", f"400\u202f000{NB}€"),
        ("budget", "amount", "400 k€ HT", f"400 k€ HT (= 400\u202f000{NB}€ HT)"),
        ("budget", "amount", "beaucoup", "beaucoup"),
        ("budget", "amount", "1 à 2 k€", f"1 à 2 k€ (= 1\u202f000{NB}€ – 2\u202f000{NB}€)"),
        ("budget", "year", "2019", "2019"),
        ("targets", "quantity", "unheard", "unheard"),
        ("targets", "value", "-40,50", "−40,5"),
        ("partners", "name", "ADEME", "ADEME"),
        ("partners", "name", "", ""),
    ],
)
def test_a_value_is_said_as_it_was_typed_or_read(section, field, typed, words):
    assert said(section, field, **{field: typed}) == words


def test_a_line_is_named_by_its_keys_or_its_first_field():
    steps, partners = find_section("steps"), find_section("partners")
    adoption = line("steps", "adoption", status="done")
    assert line_title(steps, adoption) == choice_words("steps", "step", "adoption")
    assert line_title(partners, line("partners", "1", name="ADEME")) == "ADEME"
    assert line_title(partners, line("partners", "1")) == ""


def test_what_was_typed_is_given_back_without_what_was_left_empty():
    section = find_section("budget")
    title, fields = typed_words(section, "1", {"amount": "beaucoup", "year": " ", "purpose": "Étude"})
    assert title
    assert {value for _label, value in fields} == {"beaucoup", "Étude"}


def test_a_proposal_is_said_as_the_line_that_it_would_be():
    proposal = ProposedLine(
        key="x",
        source=ProposalSource.FACT,
        section="steps",
        line="adoption",
        typed={"status": "done", "date": "2019-06"},
        statement=Text("x", "x"),
        evidence=(),
    )
    words = proposal_words(proposal)
    section, _dash, fields = words.partition(" — ")
    assert section == find_section("steps").label.fr
    assert [part.partition(f"{NB}: ")[2] for part in fields.split(" · ")] == [
        choice_words("steps", "step", "adoption"),
        choice_words("steps", "status", "done"),
        "juin 2019",
    ]


@pytest.mark.parametrize(
    ("changes", "pct"),
    [
        (CUT, -40.0),
        ({**CUT, "value": 0.25, "unit": "factor"}, -75.0),
        ({**CUT, "value": 1.0, "unit": "factor"}, 0.0),
        ({**CUT, "value": 50.0, "unit": "GWh", "base_value": 10.0}, 500.0),
        ({**CUT, "value": -50.0, "unit": "GWh"}, -25.0),
        ({**CUT, "value": 50.0, "unit": "GWh", "base_value": 0.0}, None),
        ({**CUT, "value": 50.0, "unit": "GWh", "base_value": None}, None),
        ({}, None),
        ({"kind": TargetKind.SHARE, "value": 20.0, "unit": "pct", "quantity": "renewable_share"}, None),
    ],
)
def test_a_change_is_told_in_per_cent_of_its_base_however_it_is_written(changes, pct):
    assert change_pct(target(**changes)) == pct


@pytest.mark.parametrize("value", [0.0, 100.0])
def test_a_share_may_be_nought_or_the_whole(value):
    share = target(kind=TargetKind.SHARE, value=value, unit="pct", quantity="renewable_share")
    assert target_problems([share]) == ()


def test_a_target_of_nought_and_one_a_year_after_its_base_are_no_fault():
    assert target_problems([target(value=0.0), target(**{**CUT, "base_year": 2029})]) == ()
    assert [problem.field for problem in target_problems([target(**{**CUT, "base_year": 2031})])] == ["horizon"]


def test_what_a_source_says_is_not_done_is_no_stage():
    steps = steps_of([line("steps", "adoption", status="not_done", date="2019")])
    assert stage_of(steps) is None
    planned = steps_of(
        [
            line("steps", "decision", status="not_done", date="2019"),
            line("steps", "adoption", status="planned"),
            line("steps", "evaluation", status="planned"),
        ]
    )
    assert stage_of(planned) == Stage(kind=StepKind.ADOPTION, status=StepStatus.PLANNED)


def test_only_what_is_done_contradicts_what_is_done_and_the_same_day_does_not():
    def faults(first: str, second: str, status: str = "done") -> list[tuple[str, str]]:
        steps = steps_of(
            [
                line("steps", "decision", status="done", date=first),
                line("steps", "adoption", status=status, date=second),
            ]
        )
        return [(problem.key, problem.field) for problem in step_problems(steps)]

    assert faults("2019-06-02", "2019-06-01") == [("adoption", "date")]
    assert faults("2019-06-01", "2019-06-01") == []
    assert faults("2019-06-02", "2019-06-01", "planned") == []
    assert faults("2020", "2019-12-31") == [("adoption", "date")]
