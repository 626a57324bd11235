"""Conditions of other tools, word by word: what is read, what is written, what neither can say."""

import pytest

from autan.ground.expressions.core.evaluation import ValueType
from autan.ground.expressions.core.rules import Operator, parse_rule
from autan.survey.formats.core.foreign_rules.reading import UntranslatableError, Variable
from autan.survey.formats.core.foreign_rules.writing import Phrases, write_rule
from autan.survey.limesurvey.core.rules import translate_equation
from autan.survey.limesurvey.core.types import type_of_question
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import ForeignTrait
from autan.survey.xlsforms.core.rules import split_conjunction, translate_expression
from tests.survey.questionnaires.making import make_question

THEMES = Variable(question="themes", type=ValueType.CHOICES, choices={"A1": "wood"})
BOX = Variable(question="themes", type=ValueType.CHOICES, ticked="wood")
VARIABLES = {"Q1": THEMES, "Q1_A1": BOX, "Q2": Variable(question="count", type=ValueType.NUMBER)}


@pytest.mark.parametrize(
    ("equation", "rule"),
    [
        ("!is_empty(Q1_A1)", "'wood' in themes"),
        ("!(is_empty(Q1.NAOK))", "answered(themes)"),
        ("count(Q1) == 0", "not answered(themes)"),
        ("count(Q1) >= 1", "answered(themes)"),
        ('Q1_A1 == "Y" or Q1_A1 == "Y"', "'wood' in themes"),
        ("Q2 > 3", "count > 3"),
        ('Q2 > "3"', "count > 3"),
    ],
)
def test_presence_and_absence_are_read(equation: str, rule: str) -> None:
    assert translate_equation(equation, VARIABLES) == rule


@pytest.mark.parametrize(
    "equation", ["count(Q1) == 3", "count(Q1) && 1", 'Q1_A1 > "Y"', "Q1 'Y'", 'Q2 > "beaucoup"', "Q2 > '1e5'"]
)
def test_what_our_rules_cannot_say_is_not_read(equation: str) -> None:
    with pytest.raises(UntranslatableError):
        translate_equation(equation, VARIABLES)


def test_denying_an_absence_in_a_form_is_a_presence() -> None:
    assert translate_expression("not(${q} = '')", {"q": THEMES}) == "answered(themes)"


def test_parentheses_around_parts_are_not_those_of_a_whole() -> None:
    assert split_conjunction("(a) + (b) and c") == ["(a) + (b)", "c"]
    assert split_conjunction("(a and b") == ["(a and b"]
    assert split_conjunction("(a or b) and (c)") == ["a or b", "c"]


def test_a_grid_of_a_fixed_list_with_other_choices_is_one_of_answers() -> None:
    grid = make_question(QuestionKind.MATRIX, kept=(ForeignTrait(name="type", value="A"),))
    assert type_of_question(grid).letter != "A"


PHRASES = Phrases(
    negation="no({})",
    signs={Operator.EQUAL: "eq"},
    answered=lambda question: f"has {question.code}",
    ticked=lambda question, choice: f"{question.code} has {choice}",
    unticked=lambda question, choice: f"{question.code} lacks {choice}",
    name=lambda question: f"${question.code}",
    choice=lambda _question, choice: f"<{choice}>",
    text=lambda text: f"'{text}'",
)
ASKED = {
    question.code: question
    for question in (
        make_question(QuestionKind.NUMBER, code="n"),
        make_question(QuestionKind.DATE, code="day"),
        make_question(QuestionKind.SINGLE, code="one"),
        make_question(QuestionKind.MULTIPLE, code="many"),
    )
}


@pytest.mark.parametrize(
    ("rule", "condition"),
    [
        ("n == 5", "$n eq 5"),
        ("n != 5", "$n != 5"),
        ("5 < n", "$n > 5"),
        ("day >= '2026-01-02'", "$day >= '2026-01-02'"),
        ("one == 'yes'", "$one eq <yes>"),
        ("one != 'yes'", "$one != <yes>"),
        ("one in ['yes', 'no']", "$one eq <yes> or $one eq <no>"),
        ("one not in ['yes', 'no']", "$one != <yes> and $one != <no>"),
        ("'yes' in many", "many has yes"),
        ("'yes' not in many", "many lacks yes"),
        ("answered(n)", "has n"),
        ("not answered(n)", "no(has n)"),
        ("n > 1 and one == 'no'", "($n > 1) and ($one eq <no>)"),
        ("n > 1 or one == 'no' or answered(many)", "($n > 1) or ($one eq <no>) or (has many)"),
    ],
)
def test_a_rule_is_written_in_the_words_of_a_tool(rule: str, condition: str) -> None:
    assert write_rule(parse_rule(rule), ASKED, PHRASES) == condition
