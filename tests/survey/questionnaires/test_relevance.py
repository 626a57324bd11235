"""Relevance rules: read safely, checked against the questionnaire, evaluated without taking unknown for no."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.ground.errors import ImportFileError
from autan.ground.expressions.core.evaluation import RuleTerm, ValueType, check_rule, compare, evaluate, find_cycle
from autan.ground.expressions.core.rules import (
    MAX_LENGTH,
    Answered,
    Combination,
    Condition,
    Connective,
    ExpressionError,
    Negation,
    Rule,
    names_of,
    parse_rule,
    write_rule,
)
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.survey.questionnaires.core.rules import is_relevant, terms_among
from autan.survey.questionnaires.importers import check_questionnaire, read_questionnaire
from tests.survey.questionnaires.making import SMALL_YAML, make_answer, make_question

K = QuestionKind
QUESTIONS = {
    question.code: question
    for question in (
        make_question(K.SINGLE, code="one", allows_other=True),
        make_question(K.HALF_OPEN, code="half"),
        make_question(K.MULTIPLE, code="many"),
        make_question(K.NUMBER, code="number"),
        make_question(K.YEAR, code="year"),
        make_question(K.DATE, code="day"),
        make_question(K.OPEN, code="text"),
    )
}
ANSWERS: dict[str, Any] = {
    "one": "yes",
    "half": {"choice": "no", "text": ""},
    "many": {"choices": ["yes", "planned"]},
    "number": 12,
    "year": 2008,
    "day": "2013-03-27",
    "text": "du texte",
}


def answers(values: dict[str, Any] = ANSWERS, **fields: Any) -> dict[str, RecordedAnswer]:
    return {code: make_answer("100000001", value, question=code, **fields) for code, value in values.items()}


def holds(text: str, known: dict[str, RecordedAnswer] | None = None) -> bool | None:
    rule = parse_rule(text)
    assert check_rule(rule, terms_among(QUESTIONS)) == []
    return is_relevant(rule, QUESTIONS, answers() if known is None else known)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one == 'yes'", True),
        ("'yes' == one", True),
        ("one != 'yes'", False),
        ("one in ['no', 'yes']", True),
        ("one not in ('no', 'other')", True),
        ("half == 'no'", True),
        ("'yes' in many", True),
        ("'no' in many", False),
        ("'no' not in many", True),
        ("number > 10", True),
        ("10 < number", True),
        ("number <= 11.5", False),
        ("number == -12", False),
        ("year >= 2008", True),
        ("day < '2013-03-28'", True),
        ("'2013-03-28' <= day", False),
        ("answered(text)", True),
        ("not answered(text)", False),
        ("one == 'yes' and (number > 20 or year == 2008)", True),
    ],
)
def test_a_rule_is_evaluated(text: str, expected: bool) -> None:  # noqa: FBT001
    assert holds(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one == 'yes'", None),
        ("not (one == 'yes')", None),
        ("answered(one)", False),
        ("one == 'yes' and answered(text)", False),
        ("one == 'yes' or not answered(text)", True),
        ("one == 'yes' or number > 1", None),
    ],
)
def test_what_is_not_known_stays_unknown(text: str, expected: bool | None) -> None:  # noqa: FBT001
    assert holds(text, {}) is expected


def test_a_partial_or_textual_answer_does_not_say_no() -> None:
    partial = answers({"many": {"choices": ["yes"]}}, is_partial=True)
    assert holds("'no' in many", partial) is None
    assert holds("'yes' in many", partial) is True
    assert holds("half == 'yes'", answers({"half": {"choice": None, "text": "x"}})) is None


def test_a_state_is_not_a_value() -> None:
    refused = answers({"one": None, "day": None}, state=AnswerState.REFUSED)
    assert holds("one == 'yes'", refused) is None
    assert holds("answered(one)", refused) is False
    assert is_relevant(None, QUESTIONS, {}) is True


def test_a_rule_that_was_not_checked_answers_unknown() -> None:
    assert is_relevant(parse_rule("day < 'jadis'"), QUESTIONS, answers()) is None
    assert is_relevant(parse_rule("text == 'x'"), QUESTIONS, answers()) is None


class Figures:
    """Names that stand for the figures of a territory, as an indicator would have it."""

    def __init__(self, **known: float) -> None:
        self.known = known

    def is_answered(self, name: str) -> bool | None:
        return name in self.known

    def holds(self, condition: Condition) -> bool | None:
        return compare(condition, self.known.get(condition.name))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("heat > 10", True),
        ("10 < heat", True),
        ("wood > 1", None),
        ("answered(wood)", False),
        ("not heat == 12", False),
    ],
)
def test_a_rule_may_speak_of_anything_that_has_a_value(text: str, expected: bool) -> None:  # noqa: FBT001
    rule = parse_rule(text)
    terms = {name: RuleTerm(type=ValueType.NUMBER, label="une quantité d’énergie") for name in ("heat", "wood")}
    assert check_rule(rule, terms.get) == []
    assert evaluate(rule, Figures(heat=12)) is expected


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 1),
        ("one ==", 7),
        ("one == (", 8),
        ("one", 1),
        ("one == 'yes' and 3", 18),
        ("1 < number < 3", 1),
        ("one == half", 1),
        ("1 == 1", 1),
        ("-one == 3", 1),
        ("one is 'yes'", 1),
        ("__import__('os')", 1),
        ("__import__('os').system('ls')", 17),
        ("answered('one')", 1),
        ("answered(one, half)", 1),
        ("answered(one) == 1", 1),
        ("one == True", 8),
        ("one == -'yes'", 8),
        ("one in ['a', 2]", 14),
        ("one == [x for x in y]", 8),
        ("(lambda: 1)()", 8),
        ("  one == 3 and 4", 16),
        ("one == 'yes' and\n  number is 3", 20),
        ("one == ‘yes’", 8),
        ("one == 'été'", 9),
        ("étape == 'yes'", 1),
        ("one == '\ud800'", 9),
        ("one == '\u202eyes'", 9),
        ("ｏne == 'yes'", 1),
        ("one\x00 == 'yes'", 4),
        ("one == '\\x79es'", 8),
        ("one == 'yes' # and more", 14),
        ("number == 1e999", 11),
        ("number == 0x10", 11),
        ("number == 1_000", 11),
        ("number == 5 or number == 6or answered(one)", 26),
        ("one.text == 'yes'", 4),
        ("one == f'{number}'", 8),
        ("one == 'yes' or (yield)", 18),
        ("x" * (MAX_LENGTH + 1), MAX_LENGTH),
    ],
)
def test_anything_else_than_a_rule_is_refused_with_its_place(text: str, column: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_rule(text)
    assert (caught.value.column, bool(caught.value.expected)) == (column, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lost == 'yes'", "lu : lost"),
        ("answered(lost)", "lu : lost"),
        ("not (one == 'gone')", "un choix de one"),
        ("one in ['yes', 'gone']", "un choix de one"),
        ("'gone' in many", "un choix de many"),
        ("many == 'yes'", "'choix' in nom"),
        ("one > 'yes'", "nom == 'choix'"),
        ("one == 3", "nom == 'choix'"),
        ("number == 'yes'", "un nombre"),
        ("number in ['a']", "un nombre"),
        ("day > 2013", "une date"),
        ("day > 'jadis'", "une date"),
        ("text == 'x'", "answered(nom)"),
    ],
)
def test_a_rule_must_suit_the_questions(text: str, words: str) -> None:
    faults = check_rule(parse_rule(f"answered(one) and {text}"), terms_among(QUESTIONS))
    assert len(faults) == 1
    assert words in faults[0].expected
    assert faults[0].column > 1


def place_of_fault(text: str) -> int | None:
    """Where a rule cannot be read; None when it can, and reads back."""
    try:
        rule = parse_rule(text)
    except ExpressionError as error:
        return error.column
    assert parse_rule(write_rule(rule)) is not None
    return None


@given(st.one_of(st.text(max_size=80), st.text(alphabet="ab()'\"[]<>=!,-12. \n\\é", max_size=60)))
def test_whatever_is_typed_is_a_rule_or_a_fault_with_its_place(text: str) -> None:
    column = place_of_fault(text)
    assert column is None or 1 <= column <= len(text) + 1


def test_a_rule_has_five_hundred_signs_and_no_sign_of_a_calculation() -> None:
    assert parse_rule("answered(one)".ljust(MAX_LENGTH)) == Answered(name="one", column=1)
    for text, column, words in (
        ("answered(one)".ljust(MAX_LENGTH + 1), MAX_LENGTH, "d’au plus 500 signes"),
        ("number + 1 > 3", 8, "un signe de cette langue (lu : +)"),
    ):
        with pytest.raises(ExpressionError) as caught:
            parse_rule(text)
        assert (caught.value.column, words in caught.value.expected) == (column, True)


def test_a_long_rule_is_kept_in_a_form_that_reads_back() -> None:
    terms = " or ".join(f"number == {rank}.5" for rank in range(28))
    assert MAX_LENGTH - 20 < len(terms) <= MAX_LENGTH
    assert write_rule(parse_rule(terms)) == terms
    tight = " or ".join(["q1=='yes'"] * 37)
    assert len(tight) <= MAX_LENGTH < len(write_rule(parse_rule(tight)))
    with pytest.raises(ImportFileError) as caught:
        check_questionnaire(with_rule(tight), "essai.yaml")
    assert [fault.column for fault in caught.value.faults] == ["sections[0].questions[1].relevance"]
    assert "espaces comptées" in caught.value.faults[0].expected


@pytest.mark.parametrize("text", ["number == 100000000000000.5", "number > -0.25", "number < 0.000001"])
def test_a_number_is_written_again_without_an_exponent(text: str) -> None:
    written = write_rule(parse_rule(text))
    assert parse_rule(written) == parse_rule(text)
    assert "e" not in written.replace("number", "")


def test_a_rule_names_the_questions_it_rests_on() -> None:
    rule = parse_rule("not (a == 'x' or 'y' in b) and answered(c)")
    assert names_of(rule) == {"a", "b", "c"}


def test_circles_are_found() -> None:
    rules = {code: parse_rule(f"answered({other})") for code, other in (("a", "b"), ("b", "c"), ("c", "b"))}
    assert find_cycle(rules) == ("b", "c", "b")
    assert find_cycle({"a": parse_rule("answered(a)")}) == ("a", "a")
    assert find_cycle({"a": parse_rule("answered(b) and answered(c)"), "b": parse_rule("answered(c)")}) == ()


def with_rule(rule: str, *, on: str = "q2") -> str:
    return SMALL_YAML.replace(f"- code: {on}\n", f'- code: {on}\n        relevance: "{rule}"\n')


def test_a_questionnaire_keeps_its_rules() -> None:
    questionnaire, warnings = check_questionnaire(with_rule("q1 == 'yes'"), "essai.yaml")
    rule = questionnaire.question("q2").relevance
    assert rule is not None
    assert (names_of(rule), warnings) == (frozenset({"q1"}), ())


@pytest.mark.parametrize(
    ("rule", "on", "words"),
    [
        ("q9 == 'yes'", "q2", "lu : q9"),
        ("q1 == 'maybe'", "q2", "un choix de q1"),
        ("q1 ==", "q2", "une règle bien formée"),
        ("", "q2", "un texte non vide"),
        ("q2 > 1", "q2", "q2 → q2"),
    ],
)
def test_a_rule_at_fault_is_refused_when_read(rule: str, on: str, words: str) -> None:
    with pytest.raises(ImportFileError) as caught:
        read_questionnaire(with_rule(rule, on=on), "essai.yaml")
    (fault,) = caught.value.faults
    assert (fault.row, fault.column) == (17, "sections[0].questions[1].relevance")
    assert words in fault.expected


def test_a_rule_on_a_later_question_is_a_warning() -> None:
    _, warnings = check_questionnaire(with_rule("q2 > 1", on="q1"), "essai.yaml")
    assert [(fault.column, "q2" in fault.expected) for fault in warnings] == [
        ("sections[0].questions[0].relevance", True)
    ]


ATOMS = st.sampled_from(["one == 'yes'", "'no' in many", "number > 12", "answered(text)", "half == 'no'"])
TEXTS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        inner.map(lambda text: f"not ({text})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
    ),
    max_leaves=6,
)
KNOWN = st.sets(st.sampled_from(sorted(ANSWERS)))


def in_python(rule: Rule, known: set[str]) -> bool | None:
    """The same three-valued logic, written apart."""
    if isinstance(rule, Negation):
        inner = in_python(rule.rule, known)
        return None if inner is None else not inner
    if isinstance(rule, Combination):
        parts = [in_python(part, known) for part in rule.rules]
        if rule.junction is Connective.AND:
            return False if False in parts else (None if None in parts else True)
        return True if True in parts else (None if None in parts else False)
    if isinstance(rule, Answered):
        return rule.name in known
    (code,) = names_of(rule)
    truth = {"one": True, "many": False, "number": False, "half": True}
    return truth[code] if code in known else None


@given(TEXTS, KNOWN)
def test_rules_follow_three_valued_logic(text: str, known: set[str]) -> None:
    rule = parse_rule(text)
    held = is_relevant(rule, QUESTIONS, answers({code: ANSWERS[code] for code in known}))
    assert held is in_python(rule, known)


@given(TEXTS, KNOWN, KNOWN)
def test_knowing_more_never_changes_what_is_settled(text: str, known: set[str], more: set[str]) -> None:
    if "answered" in text:
        return  # « answered » speaks of the record itself
    rule = parse_rule(text)
    before = is_relevant(rule, QUESTIONS, answers({code: ANSWERS[code] for code in known}))
    after = is_relevant(rule, QUESTIONS, answers({code: ANSWERS[code] for code in known | more}))
    assert before is None or after is before


def test_a_chain_of_rules_may_be_longer_than_the_stack_of_python() -> None:
    rules = {f"q{rank}": parse_rule(f"answered(q{rank + 1})") for rank in range(3000)}
    assert find_cycle(rules) == ()
    assert len(find_cycle({**rules, "q3000": parse_rule("answered(q0)")})) == 3002
