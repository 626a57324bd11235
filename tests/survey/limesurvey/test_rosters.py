"""A table whose rows are added goes to LimeSurvey as an array of numbered rows, and its answers come back whole."""

from collections.abc import Callable
from typing import Any

import pytest

from autan.survey.campaigns.core.exchange import AnswerSheet
from autan.survey.formats.importers.answers.files import read_answers
from autan.survey.limesurvey.exporters.losses import list_losses
from autan.survey.limesurvey.exporters.structure import write_limesurvey, write_text_structure
from autan.survey.limesurvey.exporters.survey_tables import build_survey_tables
from autan.survey.limesurvey.importers.structure import read_lime_text, read_limesurvey
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import Limits, Questionnaire
from autan.survey.questionnaires.importers import read_questionnaire
from tests.survey.limesurvey.lime_making import DAY, part_row, question_row, read_lime

ROSTERS = read_questionnaire(
    """\
questionnaire: enumerer
version: 2026-01-01
title: {fr: "Énumérer", en: "List"}
choice_lists:
  who:
    - {code: public, label: {fr: "Public", en: "Public"}}
    - {code: private, label: {fr: "Privé", en: "Private"}}
sections:
  - code: all
    title: {fr: "Tout", en: "All"}
    questions:
      - code: projects
        kind: table
        text: {fr: "Quels projets ?", en: "Which projects?"}
        max_rows: 3
        min_rows: 1
        columns:
          - {code: name, kind: open, label: {fr: "Projet", en: "Project"}}
          - {code: cost, kind: number, unit: kEUR, label: {fr: "Coût", en: "Cost"}, min: 0}
          - {code: lead, kind: single, choices: who, label: {fr: "Porteur", en: "Lead"}}
      - code: staff
        kind: table
        text: {fr: "Combien d’agents ?", en: "How many staff?"}
        columns:
          - {code: before, kind: number, unit: count, label: {fr: "Avant", en: "Before"}}
          - {code: after, kind: number, unit: count, label: {fr: "Après", en: "After"}}
      - code: more
        kind: open
        text: {fr: "Autre chose ?", en: "Anything else?"}
        relevance: answered(projects)
""",
    "enumerer.yaml",
)


def test_an_array_has_as_many_rows_as_the_table() -> None:
    tables = build_survey_tables(ROSTERS).tables
    letters = {row["title"]: row["type"] for row in tables["questions"]}
    assert letters == {"projects": ";", "staff": ":", "more": "T"}
    ids = {row["qid"]: row["title"] for row in tables["questions"]}
    parts = [(ids[row["parent_qid"]], row["scale_id"], row["title"]) for row in tables["subquestions"]]
    assert [code for question, scale, code in parts if (question, scale) == ("projects", "0")] == [
        "roster1",
        "roster2",
        "roster3",
    ]
    assert len([code for question, scale, code in parts if (question, scale) == ("staff", "0")]) == 10
    headings = {row["question"] for row in tables["question_l10ns"]}
    assert {"Porteur (Public / Privé)", "Lead (Public / Private)", "Ligne 3"} <= headings
    assert any("count(that.projects.NAOK) > 0" in row["relevance"] for row in tables["questions"])
    typed = [
        (ids[row["qid"]], row["value"]) for row in tables["question_attributes"] if row["attribute"] == "input_boxes"
    ]
    assert typed == [("staff", "1")]


def test_what_changes_on_the_way_is_told() -> None:
    losses = {(loss.column, str(loss.expected)) for loss in list_losses(ROSTERS)}
    assert ("projects", "changé : un tableau de 3 lignes numérotées, qui revient comme un tableau") in losses
    assert ("projects", "changé : le nombre de lignes au moins n’est pas tenu (autan_columns le garde)") in losses
    as_texts = "changé : les cellules sont demandées comme des textes (autan_columns garde leur sorte)"
    assert ("projects", as_texts) in losses
    assert ("staff", as_texts) not in losses


@pytest.mark.parametrize(
    ("write", "read"), [(write_limesurvey, read_limesurvey), (write_text_structure, read_lime_text)]
)
def test_a_table_comes_back_as_one(write: Callable[[Questionnaire], str], read: Callable[..., Any]) -> None:
    back, _warnings = read(write(ROSTERS).encode(), "enumerer", version=DAY)
    projects, staff, more = back.questions
    assert (projects.kind, staff.kind, more.relevance) == (
        QuestionKind.TABLE,
        QuestionKind.TABLE,
        ROSTERS.question("more").relevance,
    )
    sent = ROSTERS.question("projects")
    assert (projects.limits, projects.columns, staff.limits) == (sent.limits, sent.columns, Limits())
    assert {column.kind for column in staff.columns} == {QuestionKind.NUMBER}
    again, _warnings = read(write(back).encode(), "enumerer", version=DAY)
    assert again == back


@pytest.mark.parametrize(
    ("before", "after", "kinds", "most"),
    [
        ("kind: number", "kind: numbre", {"open"}, 3),  # no longer a questionnaire: only what LimeSurvey holds is left
        ("Projet]]", "Opération]]", {"open", "number", "single"}, 3),
        ("<title><![CDATA[lead]]>", "<title><![CDATA[boss]]>", {"open", "number"}, 3),
    ],
)
def test_what_was_changed_in_limesurvey_is_taken(before: str, after: str, kinds: set[str], most: int) -> None:
    text = write_limesurvey(ROSTERS)
    assert before in text
    projects = read_limesurvey(text.replace(before, after).encode(), "enumerer", version=DAY)[0].questions[0]
    assert ({column.kind.value for column in projects.columns}, projects.limits.most) == (kinds, most)
    assert ("Opération" in [column.text.fr for column in projects.columns]) == after.startswith("Opération")


def test_the_rows_of_a_grid_stay_those_of_a_grid() -> None:
    tables = {
        "groups": [{"gid": "1", "group_order": "1"}],
        "questions": [question_row(1, ";")],
        "subquestions": [part_row(2, 1, "roster1"), part_row(3, 1, "roster3"), part_row(4, 1, "C1", "1")],
    }
    assert read_lime(tables)[0].questions[0].kind is QuestionKind.MATRIX


CODES = [
    *(f"projects[roster{row}_{column}]" for row in (1, 2, 3) for column in ("name", "cost", "lead")),
    *(f"staff[roster{row}_{column}]" for row in (1, 2) for column in ("before", "after")),
]
WORDS = [
    *(
        f"Quels projets ? [Ligne {row}][{column}]"
        for row in (1, 2, 3)
        for column in ("Projet", "Coût", "Porteur (Public / Privé)")
    ),
    *(f"Combien d’agents ? [Ligne {row}][{column}]" for row in (1, 2) for column in ("Avant", "Après")),
]


def sheet_of(headings: list[str], *cells: str) -> AnswerSheet:
    lines = [["id", "submitdate", "lastpage", *headings], ["1", "2026-05-02", "1", *cells]]
    return read_answers(("\n".join(";".join(line) for line in lines) + "\n").encode(), "r.csv", ROSTERS)


def answers_of(headings: list[str], *cells: str) -> tuple[dict[str, object], list[tuple[str | None, str]]]:
    sheet = sheet_of(headings, *cells)
    faults = [(fault.column, str(fault.expected)) for fault in sheet.faults]
    return {answer.question: answer.value for row in sheet.rows for answer in row.answers}, faults


@pytest.mark.parametrize("headings", [CODES, WORDS])
def test_answers_come_back_row_by_row(headings: list[str]) -> None:
    cells = ["Bois", "120", "public", "", "", "", "Vent", "", "Privé", "2", "3", "", ""]
    assert answers_of(headings, *cells) == (
        {
            "projects": [{"name": "Bois", "cost": 120, "lead": "public"}, {"name": "Vent", "lead": "private"}],
            "staff": [{"before": 2, "after": 3}],
        },
        [],
    )


def test_a_cell_that_answers_nothing_is_refused_at_its_place() -> None:
    values, faults = answers_of(CODES, "Bois", "cher", "commune", *[""] * 6, "2", "-", "", "")
    assert values == {}
    assert [column for column, _ in faults] == [
        "projects[roster1_cost]",
        "projects[roster1_lead]",
        "staff[roster1_after]",
    ]
    assert "Public" in faults[1][1]


def test_a_row_beyond_those_of_the_table_is_left_out_and_named() -> None:
    headings = [*CODES[:1], "projects[roster4_name]"]
    assert answers_of(headings, "Bois", "Vent") == ({"projects": [{"name": "Bois"}]}, [])
    assert "projects[roster4_name]" in {warning.column for warning in sheet_of(headings, "Bois", "Vent").warnings}
