"""Conditions as a form writes them and as it reads them: each sign, each kind of question, and back."""

from dataclasses import replace
from typing import Any

import pytest

from autan.ground.expressions.core.rules import parse_rule
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.kinds import CheckSeverity, QuestionKind, Requirement
from autan.survey.questionnaires.core.questionnaire import (
    NO_LIMITS,
    Bounds,
    Check,
    Choice,
    ChoiceList,
    ForeignTrait,
    Limits,
    Question,
)
from autan.survey.xlsforms.core.names import name_form, trait
from autan.survey.xlsforms.core.rules import (
    limits_message,
    names_in,
    read_limits,
    split_conjunction,
    write_breaches,
    write_expression,
    write_limits,
)
from autan.survey.xlsforms.exporters.rows import bilingual_cells, first_refusal, is_expressible, write_question
from tests.survey.questionnaires.making import make_question, make_questionnaire

K = QuestionKind
CODED = ChoiceList(
    code="l",
    choices=(Choice(code="yes", label=Text("Oui", "Yes")), Choice(code="no", label=Text("Non", "No"))),
    kept=(trait("yes.name", "1"),),
)
ASKED = (
    make_question(K.NUMBER, code="n"),
    make_question(K.SINGLE, code="plan", choices=CODED, kept=(trait("name", "Plan"),)),
    make_question(K.MULTIPLE, code="many", choices=CODED),
    make_question(K.DATE, code="day"),
    make_question(K.OPEN, code="words"),
    make_question(K.SPLIT, code="s"),
    make_question(K.TABLE, code="t"),
    make_question(K.HALF_OPEN, code="half"),
)
NAMES = name_form(make_questionnaire(*ASKED))


@pytest.mark.parametrize(
    ("rule", "expression"),
    [
        ("n > 5", "${n} > 5"),
        ("n == 5", "${n} = 5"),
        ("n != 5", "${n} != 5"),
        ("n <= -1.5", "${n} <= -1.5"),
        ("5 >= n", "${n} <= 5"),
        ("plan == 'yes'", "${Plan} = '1'"),
        ("plan != 'no'", "${Plan} != 'no'"),
        ("'yes' in many", "selected(${many}, '1')"),
        ("'no' not in many", "not(selected(${many}, 'no'))"),
        ("day >= '2026-01-31'", "${day} >= date('2026-01-31')"),
        ("answered(words)", "${words} != ''"),
        ("not answered(words)", "not(${words} != '')"),
        ("answered(t)", "count(${t}) > 0"),
        ("answered(s)", "${s_sobriety} != '' or ${s_efficiency} != '' or ${s_renewables} != ''"),
        ("answered(half)", "${half} != '' or ${half_text} != ''"),
        ("n > 5 and answered(words)", "(${n} > 5) and (${words} != '')"),
    ],
)
def test_a_rule_is_an_expression_of_the_names_and_codes_of_the_form(rule: str, expression: str) -> None:
    assert write_expression(parse_rule(rule), NAMES) == expression


def test_a_constraint_calls_its_own_answer_by_a_dot() -> None:
    assert write_expression(parse_rule("n != 13 and plan == 'yes'"), NAMES, "n") == "(. != 13) and (${Plan} = '1')"
    assert write_expression(parse_rule("'yes' in many"), NAMES, "many") == "selected(., '1')"


@pytest.mark.parametrize(
    ("expression", "parts"),
    [
        ("a and b", ["a", "b"]),
        ("(a or b) and c", ["a or b", "c"]),
        ("a or b and c", ["a or b and c"]),
        ("a and (b or c) and (d)", ["a", "b or c", "d"]),
        ("(a) and not(b and c)", ["a", "not(b and c)"]),
        ("(a) or (b)", ["(a) or (b)"]),
        ("(a and b", ["(a and b"]),
        ("a = 'x and y' and b = \"or\"", ["a = 'x and y'", 'b = "or"']),
        ("(a = ')') and b", ["a = ')'", "b"]),
        ("(a) = (b) and c", ["(a) = (b)", "c"]),
        ("operand", ["operand"]),
        ("", [""]),
    ],
)
def test_conditions_that_must_all_hold_are_taken_apart(expression: str, parts: list[str]) -> None:
    assert split_conjunction(expression) == parts


def test_names_that_an_expression_refers_to() -> None:
    assert names_in("${a} > 1 and ${ b }= '${c}' or ${a}") == {"a", "b", "c"}
    assert names_in("$a + {b} + ${}") == frozenset()
    assert is_expressible("${n} + ${s_sobriety} + ${half_text}", NAMES)
    assert not is_expressible("${n} + ${gone}", NAMES)
    assert not is_expressible("${plan}", NAMES)  # the form calls it Plan


def several(limits: Limits) -> Question:
    return make_question(K.MULTIPLE, code="many", choices=CODED, limits=limits)


@pytest.mark.parametrize(
    ("limits", "conditions"),
    [
        (NO_LIMITS, []),
        (Limits(fewest=1), ["count-selected(.) >= 1"]),
        (Limits(fewest=1, most=1), ["count-selected(.) >= 1", "count-selected(.) <= 1"]),
        (Limits(exclusive=("yes",)), ["not(selected(., '1') and count-selected(.) > 1)"]),
        (Limits(any_of=("yes", "no")), ["(selected(., '1') or selected(., 'no'))"]),
    ],
)
def test_limits_are_conditions_that_read_back(limits: Limits, conditions: list[str]) -> None:
    assert write_limits(several(limits)) == conditions
    read = read_limits(split_conjunction(" and ".join(conditions)) if conditions else [], {"1": "yes", "no": "no"})
    assert read == (limits, [])


@pytest.mark.parametrize(
    ("conditions", "limits", "others"),
    [
        (["count-selected(.) < 3", "count-selected(.) > 1"], Limits(most=2, fewest=2), []),
        (["count-selected( . )=2"], Limits(most=2, fewest=2), []),
        (["count-selected(.) < 1"], NO_LIMITS, ["count-selected(.) < 1"]),
        (["count-selected(.) >= 0"], NO_LIMITS, ["count-selected(.) >= 0"]),
        (["count-selected(.) <= 3", "count-selected(.) <= 2"], Limits(most=3), ["count-selected(.) <= 2"]),
        (["count-selected(.) >= 1", "count-selected(.) = 2"], Limits(fewest=1), ["count-selected(.) = 2"]),
        (["if(selected(., '1'), count-selected(.) = 1, true())"], Limits(exclusive=("yes",)), []),
        (["not(selected(., 'zorg') and count-selected(.) > 1)"], NO_LIMITS, None),
        (["selected(., '1') or selected(., 'zorg')"], NO_LIMITS, None),
        (["selected(., '1')"], NO_LIMITS, None),
        (["count-selected(.) <= 12345"], NO_LIMITS, None),
    ],
)
def test_what_is_no_limit_of_ours_or_is_said_twice_stays(
    conditions: list[str], limits: Limits, others: list[str] | None
) -> None:
    assert read_limits(conditions, {"1": "yes", "no": "no"}) == (limits, conditions if others is None else others)


def test_what_a_form_says_of_an_answer_out_of_its_bounds() -> None:
    assert limits_message(make_question(K.SPLIT, code="s")).fr
    assert limits_message(several(Limits(most=2))).fr.startswith("2 réponses au plus")
    bounded = make_question(K.NUMBER, code="n", bounds=Bounds(low=0, high=10))
    assert limits_message(bounded).fr.startswith("De 0")
    assert limits_message(bounded).en.startswith("From €0")
    assert limits_message(make_question(K.OPEN)) == Text("", "")


def breaches(question: Question) -> list[str]:
    return write_breaches(question, name_form(make_questionnaire(question)))


def test_a_split_that_is_begun_must_add_up() -> None:
    (condition,) = breaches(make_question(K.SPLIT, code="s"))
    begun, _, total = condition.partition(") and (")
    assert begun == "(${s_sobriety} != '' or ${s_efficiency} != '' or ${s_renewables} != ''"
    known = "round(coalesce(${s_sobriety}, 0) + coalesce(${s_efficiency}, 0) + coalesce(${s_renewables}, 0), 6)"
    low, high = (part.rstrip(")").split(" ")[-1] for part in total.split(" or "))
    assert total == f"{known} < {low} or {known} > {high})"
    assert float(low) <= 100 <= float(high)


def table(kind: QuestionKind = K.TABLE, bounds: Bounds | None = None, **limits: Any) -> Question:
    column = Question(
        code="c",
        kind=K.NUMBER,
        text=Text("Coût", "Cost"),
        unit="EUR",
        bounds=bounds or Bounds(),
        limits=Limits(**limits),
    )
    return replace(make_question(kind, code="t"), columns=(column,))


def test_a_total_that_may_fall_is_judged_once_the_column_is_whole() -> None:
    filled, known = "count(${t_c}[. != ''])", "round(sum(${t_c}[. != '']), 6)"
    whole = f"{filled} = count(${{t}}) and {known}"
    assert breaches(table()) == []
    assert breaches(table(high_total=10)) == [f"{whole} > 10"]
    assert breaches(table(high_total=10, bounds=Bounds(low=-1))) == [f"{whole} > 10"]
    assert breaches(table(high_total=10, bounds=Bounds(low=0))) == [f"{known} > 10"]
    assert breaches(table(low_total=0.5, bounds=Bounds(low=0))) == [f"{whole} < 0.5"]
    cells = [f"${{t_{line}_c}}" for line in ("sobriety", "efficiency", "renewables")]
    grid = f"round({' + '.join(cells)}, 6)"
    assert breaches(table(K.MATRIX, low_total=1)) == [f"{grid} < 1"]
    sure = f"round({' + '.join(f'coalesce({cell}, 0)' for cell in cells)}, 6)"
    assert breaches(table(K.MATRIX, high_total=9, bounds=Bounds(low=0))) == [f"{sure} > 9"]


def test_a_table_has_its_fewest_and_most_rows() -> None:
    counted = replace(table(), limits=Limits(fewest=2, most=3))
    assert breaches(counted) == ["count(${t}) > 3", "count(${t}) < 2 and count(${t_c}[. != '']) > 0"]


def rows(question: Question) -> list[dict[str, str]]:
    return list(write_question(question, name_form(make_questionnaire(question))))


def test_a_question_is_a_row_and_other_asks_what_it_is() -> None:
    asked, other = rows(make_question(K.SINGLE, code="q", allows_other=True, requirement=Requirement.HARD))
    assert (asked["type"], asked["name"], asked["required"]) == ("select_one status__other", "q", "yes")
    assert (other["type"], other["name"], other["autan_kind"]) == ("text", "q_other", "part")
    assert other["relevant"] == "selected(${q}, 'other')"
    (soft,) = rows(make_question(K.OPEN, code="q", requirement=Requirement.SOFT, relevance=parse_rule("answered(q)")))
    assert ("required" in soft, soft["autan_required"], soft["relevant"]) == (False, "soft", "${q} != ''")
    assert soft["appearance"] == "multiline"


def test_what_was_kept_of_a_form_goes_out_again_where_it_refers_to_what_is_asked() -> None:
    kept = [trait("appearance", "w1"), trait("relevant", "regex(${q}, 'a')"), trait("default", "${gone}")]
    question = make_question(
        K.OPEN, code="q", relevance=parse_rule("answered(q)"), kept=(*kept, ForeignTrait(name="sid", value="1"))
    )
    (row,) = rows(question)
    assert (row["appearance"], "default" in row, "sid" in row) == ("w1", False, False)
    assert row["relevant"] == "(${q} != '') and (regex(${q}, 'a'))"


def test_the_first_check_that_forbids_is_the_constraint_with_its_message() -> None:
    warning = Check(rule=parse_rule("q > 1"), severity=CheckSeverity.WARNING, message=Text("Peu", "Few"))
    error = Check(rule=parse_rule("q != 13"), severity=CheckSeverity.ERROR, message=Text("Pas treize", "Not thirteen"))
    question = make_question(K.NUMBER, code="q", bounds=Bounds(low=0), checks=(warning, error, replace(error)))
    assert first_refusal(question) is error
    assert first_refusal(replace(question, checks=(warning,))) is None
    (row,) = rows(question)
    assert row["constraint"] == ". >= 0 and (. != 13)"
    assert row["constraint_message::Français (fr)"] == "Pas treize"
    (plain,) = rows(replace(question, checks=()))
    assert (plain["constraint"], plain["constraint_message::English (en)"][-8:]) == (". >= 0", "at least")


def test_a_scale_is_bounded_by_itself_and_says_its_ends() -> None:
    (row,) = rows(make_question(K.SCALE, code="q"))
    assert row["type"] == "range"
    assert row["parameters"].startswith("start=")
    assert row["parameters"].endswith("step=1")
    assert "constraint" not in row
    assert bilingual_cells("label", Text("Oui", "")) == {"label::Français (fr)": "Oui"}
    assert bilingual_cells("label", Text("", "")) == {}
