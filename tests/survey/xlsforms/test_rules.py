"""The conditions of an XLSForm become rules of ours; what ours cannot say is kept to the letter, and said."""

import pytest

from autan.ground.errors import Fault, ImportFileError
from autan.ground.expressions.core.rules import write_rule
from autan.survey.questionnaires.core.questionnaire import Question
from tests.survey.xlsforms.form_making import read_form

HEAD = ("type", "name", "label")


@pytest.mark.parametrize(
    ("expression", "rule"),
    [
        ("${plan} = 'oui'", "plan == 'oui'"),
        ("selected(${plan}, 'oui')", "plan == 'oui'"),
        ("selected(${themes}, 'non')", "'non' in themes"),
        ("not(selected(${themes}, 'non'))", "not 'non' in themes"),
        ("${plan} = 'oui' or ${plan} = 'non'", "plan in ['oui', 'non']"),
        ("${n} > 3 and (${n} <= 10)", "n > 3 and n <= 10"),
        ("5 < ${n}", "n > 5"),
        ("${n} != ''", "answered(n)"),
        ("${jour} >= date('2020-01-31')", "jour >= '2020-01-31'"),
        ("count-selected(${themes}) > 0", "answered(themes)"),
        ("true()", None),
    ],
)
def test_conditions_are_translated(expression: str, rule: str | None) -> None:
    question = _conditioned(expression)[0]
    assert (write_rule(question.relevance) if question.relevance else None) == rule
    assert not question.kept


@pytest.mark.parametrize(
    "expression", ["${n} + 1 > 3", "regex(${texte}, '^a')", "${themes} = 'oui'", "${plan} = 'peut-être'", "${n} > ${n}"]
)
def test_what_cannot_be_translated_is_kept_with_its_row(expression: str) -> None:
    question, warnings = _conditioned(expression)
    assert question.relevance is None
    assert [(t.name, t.value) for t in question.kept] == [("xlsform.relevant", expression)]
    assert [(w.sheet, w.row, w.column, w.value) for w in warnings] == [("survey", 8, "relevant", expression)]


def test_half_of_a_condition_is_translated_and_the_other_half_kept() -> None:
    question, _ = _conditioned("${plan} = 'oui' and regex(${texte}, '^a')")
    assert question.relevance
    assert [t.value for t in question.kept] == ["regex(${texte}, '^a')"]


def _conditioned(expression: str) -> tuple[Question, list[Fault]]:
    found, warnings = read_form(
        [
            (*HEAD, "relevant", "autan_unit"),
            ("select_one oui_non", "plan", "Plan", "", ""),
            ("select_multiple oui_non", "themes", "Thèmes", "", ""),
            ("integer", "n", "Combien", "", "count"),
            ("date", "jour", "Jour", "", ""),
            ("text", "texte", "Texte", "", ""),
            ("text", "q", "Quoi", expression, ""),
        ]
    )
    return found.question("q"), [w for w in warnings if w.row and w.row > 7]


def test_the_condition_of_a_group_goes_to_its_questions() -> None:
    found, _ = read_form(
        [
            (*HEAD, "relevant"),
            ("select_one oui_non", "plan", "Plan", ""),
            ("begin_group", "suite", "Suite", "${plan} = 'oui'"),
            ("text", "a", "A", ""),
            ("text", "b", "B", "${a} != ''"),
            ("end_group", "", "", ""),
        ]
    )
    rules = [question.relevance for question in found.questions[1:]]
    assert [write_rule(rule) for rule in rules if rule] == ["plan == 'oui'", "plan == 'oui' and answered(a)"]


def test_a_circle_of_conditions_is_opened_aloud() -> None:
    _, warnings = read_form([(*HEAD, "relevant"), ("text", "a", "A", "${b} != ''"), ("text", "b", "B", "${a} != ''")])
    assert any("cercle" in w.expected for w in warnings)


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 70 + "${n} > 1" + ")" * 70,
        "${n} > 1 ${n}",
        "${n} >",
        "selected(${texte}, 'x')",
        "selected(${plan}, 'oui'",
        "count(${n}) > 7",
        "${n} = 1 or regex(${texte}, 'a')",
        "§",
        "today() > ${jour}",
    ],
)
def test_an_expression_that_is_not_ours_is_kept_to_the_letter(expression: str) -> None:
    try:
        question, _ = _conditioned(expression)
    except ImportFileError:
        return  # pyxform does not take it either
    assert [t.value for t in question.kept] == [expression]


def test_ways_of_saying_that_nothing_was_answered() -> None:
    for expression in ("${n} = ''", "count-selected(${themes}) = 0", "string-length(${texte}) < 1"):
        question, _ = _conditioned(expression)
        assert question.relevance
        assert write_rule(question.relevance).startswith("not answered(")


def test_conditions_too_long_together_are_kept_as_they_were() -> None:
    text = " or ".join(f"${{n}} = {number}" for number in range(25))
    found, warnings = read_form(
        [
            (*HEAD, "relevant", "autan_unit"),
            ("integer", "n", "N", "", "count"),
            ("begin_group", "g", "G", text, ""),
            ("text", "a", "A", text.replace("= 1", "= 9"), ""),
            ("end_group", "", "", "", ""),
        ]
    )
    question = found.question("a")
    assert question.relevance is None
    assert question.kept[0].value.startswith("(${n} = 0")
    assert [w.column for w in warnings] == ["relevant"]
