"""Counts, shares and names as a reader sees them: no percentage under thirty answers, none without its count."""

from typing import Any

import pytest
from django.utils.translation import override

from autan.evidence.figures.core.figures import Figure
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.answer import MANY, QuestionResponses
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.tabulation.results import count_row
from autan.survey.results.core.crossing import cross
from autan.survey.results.presenters.counts import (
    CountedFigure,
    bar_of,
    describe_count,
    name_some,
    present_crossing,
    share_of,
)
from autan.survey.results.presenters.results import QuestionView, present_results
from autan.survey.results.queries.results import QuestionResult
from autan.survey.results.templatetags.results import counted
from tests.survey.campaigns.large_campaign import invent_members
from tests.survey.questionnaires.making import MEMBERS, SIRENS, about, make_question, make_responses, tabulate

K = QuestionKind
A, B, *_ = SIRENS


def count(value: int, known: int, total: int) -> Figure:
    responses = make_responses({}, members=invent_members(total))
    return count_row(
        about(make_question(K.SINGLE), responses), "count_yes", label=Text("x", "x"), value=value, known=known
    ).figure


def view_of(kind: K, responses: QuestionResponses, *, is_documented: bool = False, **fields: Any) -> QuestionView:
    table = tabulate(make_question(kind, **fields), responses)
    result = QuestionResult(rank=1, tabulation=table, comparisons=(), findings=())
    return present_results([result], {}, is_documented=is_documented)[0]


@pytest.mark.parametrize(
    ("value", "known", "total", "share"),
    [(10, 29, 29, ""), (10, 30, 30, "33\u00a0%"), (10, 40, 50, "25\u00a0% des 40 connues"), (0, 0, 40, "")],
)
def test_a_share_waits_for_thirty_answers_and_says_of_how_many(value: int, known: int, total: int, share: str) -> None:
    assert share_of(count(value, known, total)) == share


def test_a_share_is_only_of_members() -> None:
    table = tabulate(make_question(K.PERCENTAGE), make_responses({A: 4}))
    assert [share_of(row.figure) for row in table.rows] == ["", ""]
    assert [(bar_of(row.figure), describe_count(row.figure)) for row in table.rows] == [(None, None)] * 2


def test_a_count_is_written_with_what_is_not_known() -> None:
    words = describe_count(count(3, 8, 11))
    assert words is not None
    assert (words.number, words.total, words.is_known) == ("≥\u00a03", "11", True)
    with override("en"):
        unknown = describe_count(count(0, 0, 11))
    assert unknown is not None
    assert (unknown.number, unknown.is_known) == ("not known", False)
    none = describe_count(count(0, 8, 11))
    assert none is not None
    assert (none.number, none.is_known) == ("aucune connue", False)
    bar = bar_of(count(3, 8, 12))
    assert bar is not None
    assert (bar["counted"], bar["unknown"]) == ("25.0", "66.7")
    assert bar_of(count(0, 0, 0)) is None


def test_a_line_holds_its_trace_its_bar_and_its_share() -> None:
    line = view_of(K.SINGLE, make_responses({A: "yes"})).lines[0]
    html = counted(line)
    assert 'href="/preuves/survey.c.q1.count_yes/">≥\u00a01</a>' in html
    assert "/\u00a011</span>" in html
    assert '<rect class="counted" width="9.1" height="6"/><line class="not-known" x1="9.1"' in html
    members = invent_members(40)
    whole = view_of(K.SINGLE, make_responses({m.siren: "yes" for m in members}, members=members)).lines[0]
    assert "(100\u00a0%)</span>" in counted(whole)
    assert "not-known" not in counted(whole)


def test_another_figure_is_written_as_everywhere() -> None:
    line = view_of(K.NUMBER, make_responses({A: 4})).lines[1]
    assert "4\u00a0€" in counted(line)
    assert "<svg" not in counted(CountedFigure(figure=line.figure))


def test_names_are_given_until_they_are_too_many() -> None:
    with override("fr"):
        assert name_some(["A", "B"]) == "A, B"
        names = [str(rank) for rank in range(MANY + 1)]
        assert name_some(names) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 et 51 autres"


def test_a_choice_and_a_step_name_those_who_made_them() -> None:
    assert view_of(K.SINGLE, make_responses({A: "yes", B: "yes"})).lines[0].names == "Territoire 01, Territoire 02"
    scale = view_of(K.SCALE, make_responses({A: 2}))
    assert [line.names for line in scale.lines] == ["", "Territoire 01", "", "", "", ""]
    assert scale.chart is None


ANSWERS: list[tuple[K, Any, int, bool]] = [
    (K.OPEN, "mots", 1, False),
    (K.SINGLE, "yes", 0, True),
    (K.HALF_OPEN, {"choice": "yes", "text": ""}, 0, True),
    (K.HALF_OPEN, {"choice": "yes", "text": "mots"}, 1, True),
    (K.NUMBER, 3, 0, True),
    (K.TABLE, [{"title": "x"}], 1, True),
    (K.FILE, {"name": "plan.pdf"}, 1, False),
]


@pytest.mark.parametrize(("kind", "value", "count", "is_folded"), ANSWERS)
def test_answers_that_add_nothing_to_the_counts_are_not_listed(
    kind: K, value: Any, count: int, *, is_folded: bool
) -> None:
    view = view_of(kind, make_responses({A: value}))
    assert (view.is_answered, len(view.answers), view.is_folded) == (True, count, is_folded)
    documented = view_of(kind, make_responses({A: value}), is_documented=True)
    assert (len(documented.answers), documented.is_folded) == (1, False)


def test_a_large_campaign_shows_its_first_answers_and_says_how_many_more() -> None:
    members = invent_members(MANY + 1)
    view = view_of(K.OPEN, make_responses({m.siren: "mots" for m in members}, members=members))
    assert (len(view.answers), view.hidden_answers) == (20, MANY - 19)
    choices = view_of(K.SINGLE, make_responses({m.siren: "yes" for m in members}, members=members))
    assert not choices.has_names


def test_the_silent_are_named_apart_from_those_who_gave_a_state() -> None:
    view = view_of(K.SINGLE, make_responses({A: "yes"}))
    assert view.silent.count("Territoire") == len(MEMBERS) - 1
    assert view.other_states == ()


def test_two_questions_crossed_are_a_table_with_names() -> None:
    first, second = make_question(K.SINGLE), make_question(K.SINGLE, code="q2")
    table = present_crossing(cross(about(first, make_responses({A: "yes"})), about(second, make_responses({A: "no"}))))
    assert (table.heading, table.is_counted, table.chart) == ("Quoi", True, None)
    assert [name for name, _ in table.columns] == ["Oui", "Prévu", "Non", "Réponse non connue"]
    yes = table.lines[0]
    assert (yes["label"], yes["note"], [cell.names for cell in yes["cells"]]) == (
        "Oui",
        "1",
        ["", "", "Territoire 01", ""],
    )


def test_a_matrix_is_a_grid_with_names_and_its_medians_are_lines() -> None:
    view = view_of(
        K.MATRIX,
        make_responses(
            {
                SIRENS[0]: {"sobriety": {"status": "yes", "cost_eur": 4}},
                SIRENS[1]: {"sobriety": {"status": "yes"}, "renewables": {"status": "no"}},
            }
        ),
    )
    (grid,) = view.grids
    assert [heading for heading, _ in grid.columns] == ["Oui", "Prévu", "Non"]
    assert [line["label"] for line in grid.lines] == ["Sobriety", "Efficiency", "Renewables"]
    assert [cell.figure.value for cell in grid.lines[0]["cells"]] == [2, 0, 0]
    assert grid.lines[0]["cells"][0].names == "Territoire 01, Territoire 02"
    assert [cell.figure.value for cell in grid.lines[1]["cells"]] == [None, None, None]
    codes = [line.figure.id.rpartition(".")[2] for line in view.lines]
    rows = ("sobriety", "efficiency", "renewables")
    assert [code for code in codes if code.startswith("median_")] == [f"median_{row}-cost_eur" for row in rows]
    assert {f"range_{row}-cost_eur" for row in rows} <= set(codes)
