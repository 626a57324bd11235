"""What an answer may say at once goes to a form and comes back, ours or that of somebody else."""

import pytest
from pyxform.xls2xform import convert

from autan.survey.questionnaires.core.questionnaire import NO_LIMITS, Limits
from autan.survey.questionnaires.importers import read_questionnaire
from autan.survey.xlsforms.exporters.form import build_form, list_form_losses, write_xlsform
from autan.survey.xlsforms.importers.form import read_xlsform
from tests.survey.questionnaires.limited import LIMITED_YAML
from tests.survey.xlsforms.form_making import DAY, read_form

LIMITED = read_questionnaire(LIMITED_YAML, "limites.yaml")
THEMES = (
    ("list_name", "name", "label"),
    *(("themes", name, name.title()) for name in ("Bois", "Soleil", "Vent", "Rien")),
)


def test_it_is_written_as_constraints_that_pyxform_takes_and_read_back() -> None:
    data = write_xlsform(LIMITED)
    assert convert(data, warnings=[], file_type=".xlsx").xform.startswith("<?xml")
    read, warnings = read_xlsform(data, "limites.xlsx", version=DAY)
    assert (read, warnings) == (LIMITED, ())


def test_what_a_form_asks_while_it_is_filled() -> None:
    survey = {row["name"]: row for row in build_form(LIMITED)[0].rows if "name" in row}
    assert survey["q1"]["constraint"] == "count-selected(.) <= 3 and not(selected(., 'none') and count-selected(.) > 1)"
    assert survey["q1"]["constraint_message::Français (fr)"].startswith("3 réponses au plus, «")
    assert survey["q2"]["constraint"] == "count-selected(.) >= 2 and (selected(., 'money') or selected(., 'people'))"
    assert survey["q4_roads_share"]["constraint"] == ". >= 0 and . <= 100"
    assert survey["q4_roads_share"]["constraint_message::Français (fr)"] == "De 0\u00a0% à 100\u00a0%"
    (loss,) = [fault for fault in list_form_losses(LIMITED) if "autan_" in fault.expected]
    assert loss.column == "q3"


def test_what_several_cells_may_not_say_stops_a_form_until_it_is_mended() -> None:
    """A note that is required and cannot be answered, as forms usually do it; empty cells are not held against it."""
    notes = {row["name"]: row for row in build_form(LIMITED)[0].rows if row.get("name", "").endswith("_limit")}
    shares = "coalesce(${q4_homes_share}, 0) + coalesce(${q4_roads_share}, 0)"
    costs = "round(sum(${q5_cost}[. != '']), 6)"
    assert {name: (row["required"], row["relevant"]) for name, row in notes.items()} == {
        "q4_limit": ("yes", f"(round({shares}, 6) > 100)"),
        "q5_limit": (
            "yes",
            f"(count(${{q5}}) > 3 or count(${{q5_cost}}[. != '']) = count(${{q5}}) and {costs} > 900"
            f" or count(${{q5_cost}}[. != '']) = count(${{q5}}) and {costs} < 100)",
        ),
    }
    assert "total 100" in notes["q4_limit"]["label::Français (fr)"]


def test_a_note_that_stops_a_form_is_asked_only_with_its_question() -> None:
    hidden = LIMITED_YAML.replace(
        "        max_rows: 3\n", "        min_rows: 2\n        relevance: \"'money' in q1\"\n"
    )
    read = read_questionnaire(hidden, "limites.yaml")
    rows = {row["name"]: row for row in build_form(read)[0].rows if "name" in row}
    condition, _, breach = rows["q5_limit"]["relevant"].partition(" and ")
    assert condition == f"({rows['q5']['relevant']})"
    assert breach.startswith("(count(${q5}) < 2 and count(${q5_what}[. != '']) + count(${q5_cost}[. != '']) > 0 or")


def test_what_a_cell_asks_beyond_its_bounds_is_kept_and_written_again() -> None:
    rows = (
        ("type", "name", "label", "constraint", "constraint_message"),
        ("begin_repeat", "r", "Actions", "", ""),
        ("text", "r_code", "Code", "regex(., 'A.*')", "Commence par A"),
        ("integer", "r_n", "Nombre (count)", ". >= 0 and . < ${z}", ""),
        ("end_repeat", "", "", "", ""),
        ("integer", "z", "Au plus (count)", "", ""),
    )
    read, warnings = read_form(rows)
    assert [fault.row for fault in warnings if fault.column == "constraint"] == [4, 5]
    written = {row["name"]: row for row in build_form(read)[0].rows if "name" in row}
    assert written["r_code"]["constraint"] == "regex(., 'A.*')"
    assert written["r_code"]["constraint_message"] == "Commence par A"
    assert written["r_n"]["constraint"] == ". >= 0 and . < ${z}"


@pytest.mark.parametrize(
    ("constraint", "limits"),
    [
        ("count-selected(.) <= 2", Limits(most=2)),
        ("count-selected(.)<3 and count-selected(.) > 0", Limits(most=2, fewest=1)),
        ("count-selected(.) = 2", Limits(most=2, fewest=2)),
        ("not(selected(., 'Rien') and count-selected(.)>1)", Limits(exclusive=("rien",))),
        ("not(selected(., 'Rien')) or count-selected(.) = 1", Limits(exclusive=("rien",))),
        (
            "(selected(., 'Bois') or selected(.,\"Vent\")) and count-selected(.) <= 3",
            Limits(most=3, any_of=("bois", "vent")),
        ),
    ],
)
def test_the_constraints_of_others_are_read(constraint: str, limits: Limits) -> None:
    rows = (("type", "name", "label", "constraint"), ("select_multiple themes", "t", "Quels thèmes ?", constraint))
    read, warnings = read_form(rows, choices=THEMES)
    (question,) = read.questions
    assert (question.limits, question.checks, warnings) == (limits, (), [])


def test_the_rest_of_a_constraint_stays_what_it_was() -> None:
    constraint = "count-selected(.) <= 2 and selected(., 'Bois')"
    rows = (("type", "name", "label", "constraint"), ("select_multiple themes", "t", "Thèmes ?", constraint))
    (question,) = read_form(rows, choices=THEMES)[0].questions
    assert (question.limits, len(question.checks)) == (Limits(most=2), 1)
    twice = (*rows[:1], (*rows[1][:3], "count-selected(.) <= 2 and count-selected(.) <= 3"))
    assert read_form(twice, choices=THEMES)[0].questions[0].limits == Limits(most=2)
    odd = (("type", "name", "label", "constraint"), ("select_multiple themes", "t", "Thèmes ?", "regex(., 'B.*')"))
    read, warnings = read_form(odd, choices=THEMES)
    assert (read.questions[0].limits, len(warnings)) == (NO_LIMITS, 1)
