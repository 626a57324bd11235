"""What an answer may say at once goes to LimeSurvey as its attributes and comes back."""

from collections.abc import Callable
from typing import Any

import pytest

from autan.survey.limesurvey.exporters.losses import list_losses
from autan.survey.limesurvey.exporters.structure import write_limesurvey, write_text_structure
from autan.survey.limesurvey.exporters.survey_tables import build_survey_tables
from autan.survey.limesurvey.importers.structure import read_lime_text, read_limesurvey
from autan.survey.questionnaires.core.questionnaire import NO_LIMITS, Bounds, Limits, Questionnaire
from autan.survey.questionnaires.importers import read_questionnaire
from tests.survey.limesurvey.lime_making import DAY, part_row, question_row, read_lime
from tests.survey.questionnaires.limited import LIMITED_YAML

GRIDS = """\
      - code: q6
        kind: matrix
        text: {fr: "Combien d’agents ?", en: "How many staff?"}
        rows: sectors
        columns:
          - {code: value, kind: number, unit: count, label: {fr: "Nombre", en: "Number"}, min_total: 5, max_total: 60}
      - code: q7
        kind: matrix
        text: {fr: "Combien d’agents par an ?", en: "How many staff a year?"}
        rows: sectors
        columns:
          - {code: before, kind: number, unit: count, label: {fr: "Avant", en: "Before"}, min: 0, max: 50}
          - {code: after, kind: number, unit: count, label: {fr: "Après", en: "After"}, min: 0, max: 50}
"""
LIMITED = read_questionnaire(LIMITED_YAML + GRIDS, "limites.yaml")
KEPT = ("q1", "q2", "q3", "q6", "q7")


def limits_of(questionnaire: Questionnaire) -> dict[str, object]:
    return {
        question.code: (question.limits, tuple((column.limits, column.bounds) for column in question.columns))
        for question in questionnaire.questions
        if question.code in KEPT
    }


@pytest.mark.parametrize(
    ("write", "read"), [(write_limesurvey, read_limesurvey), (write_text_structure, read_lime_text)]
)
def test_it_goes_and_comes_back(write: Callable[[Questionnaire], str], read: Callable[..., Any]) -> None:
    back, _warnings = read(write(LIMITED).encode(), "limites", version=DAY)
    assert limits_of(back) == limits_of(LIMITED)
    again, _warnings = read(write(back).encode(), "limites", version=DAY)
    assert limits_of(again) == limits_of(LIMITED)


def test_the_attributes_are_those_of_limesurvey() -> None:
    tables = build_survey_tables(LIMITED).tables
    codes = {row["qid"]: row["title"] for row in tables["questions"]}
    attributes: dict[str, dict[str, str]] = {}
    for row in tables["question_attributes"]:
        attributes.setdefault(codes[row["qid"]], {})[row["attribute"]] = row["value"]
    assert attributes["q1"] == {"max_answers": "3", "exclude_all_others": "none"}
    assert attributes["q2"] == {
        "min_answers": "2",
        "em_validation_q": '(q2_money.NAOK == "Y" or q2_people.NAOK == "Y")',
    }
    assert attributes["q3"] == {"max_answers": "2"}
    assert attributes["q6"] == {"min_num_value": "5", "max_num_value": "60"}
    assert attributes["q7"] == {"multiflexible_min": "0", "multiflexible_max": "50", "input_boxes": "1"}
    lost = {(fault.column, fault.expected) for fault in list_losses(LIMITED)}
    assert (
        "q4",
        "changé : les unités, bornes et totaux des colonnes ne sont pas tenus (autan_columns les garde)",
    ) in lost
    assert not {column for column, expected in lost if "bornes" in expected} & {"q6", "q7"}


def read_one(letter: str, **attributes: str) -> tuple[Limits, tuple[Bounds, ...], dict[str, str]]:
    """The limits and bounds of one question read with some attributes, and the attributes that are kept."""
    tables = {
        "groups": [{"gid": "1", "group_order": "1"}],
        "questions": [question_row(1, letter)],
        "subquestions": [*(part_row(n, 1, f"SQ00{n}") for n in (2, 3)), part_row(4, 1, "C1", "1")],
        "question_attributes": [{"qid": "1", "attribute": name, "value": value} for name, value in attributes.items()],
    }
    (question,) = read_lime(tables)[0].questions
    kept = {trait.name.removeprefix("attribute."): trait.value for trait in question.kept}
    limits = question.columns[0].limits if question.columns else question.limits
    return limits, tuple(column.bounds for column in question.columns), kept


def test_what_it_cannot_say_is_kept_as_it_was() -> None:
    limits, _bounds, kept = read_one("M", min_answers="3", max_answers="2", exclude_all_others="SQ009")
    assert limits == Limits(most=2)
    assert kept["min_answers"] == "3"
    assert kept["exclude_all_others"] == "SQ009"
    _limits, _bounds, kept = read_one("M", em_validation_q="count(Q1_SQ002, Q1_SQ003) > 1", max_answers="{Q9}")
    assert (kept["em_validation_q"], kept["max_answers"]) == ("count(Q1_SQ002, Q1_SQ003) > 1", "{Q9}")


def test_a_list_to_choose_from_stays_one() -> None:
    limits, bounds, kept = read_one(":", multiflexible_min="1", multiflexible_max="5")
    assert (limits, bounds, kept["input_boxes"]) == (NO_LIMITS, (Bounds(low=1, high=5),), "0")
    assert read_one("K", min_num_value="50", max_num_value="40")[0] == NO_LIMITS
    assert read_one("K", equals_num_value="40")[0] == Limits(low_total=40, high_total=40)


def test_a_total_that_is_asked_exactly_goes_and_comes_back() -> None:
    exact = read_questionnaire(
        (LIMITED_YAML + GRIDS).replace("min_total: 5, max_total: 60", "min_total: 60, max_total: 60"), "limites.yaml"
    )
    written = write_limesurvey(exact)
    assert "equals_num_value" in written
    back, _warnings = read_limesurvey(written.encode(), "limites", version=DAY)
    assert limits_of(back) == limits_of(exact)
