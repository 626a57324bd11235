"""Rules: what they hold, where one that cannot be is at fault, and that each is written in one form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autan.ground.expressions.core.rules import (
    LARGEST_NUMBER,
    MAX_LENGTH,
    Answered,
    Combination,
    Condition,
    Connective,
    ExpressionError,
    Negation,
    Operator,
    Rule,
    finite_number,
    names_of,
    parse_rule,
    parse_tree,
    tree_of,
    write_rule,
)


def fault_of(text: str) -> tuple[int, str]:
    with pytest.raises(ExpressionError) as caught:
        parse_rule(text)
    return caught.value.column, caught.value.expected


@pytest.mark.parametrize(("text", "column"), [("; q1", 1), ("q1 == 'oui' ; q2", 13), ("q1 == “oui”", 7)])
def test_a_sign_of_no_rule_is_refused_at_its_place(text: str, column: int) -> None:
    assert fault_of(text)[0] == column


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("q1 == 'yes'", ("==", "q1", "yes")),
        ('q1 != "no"', ("!=", "q1", "no")),
        ("q3 <= 2008", ("<=", "q3", 2008)),
        ("q3 > -2.5", (">", "q3", -2.5)),
        ("q2 in ['a', 'b']", ("in", "q2", ("a", "b"))),
        ("q2 not in ('a', 'b')", ("not in", "q2", ("a", "b"))),
        ("'state' in q18", ("in", "q18", "state")),
        ("'state' not in q18", ("not in", "q18", "state")),
        ("answered(q24)", ("answered", "q24")),
        ("not not answered(q24)", ("not", ("not", ("answered", "q24")))),
        ("a == 1 and b == 2 or c == 3", ("or", ("and", ("==", "a", 1), ("==", "b", 2)), ("==", "c", 3))),
        ("a == 1\nand b == 2", ("and", ("==", "a", 1), ("==", "b", 2))),
    ],
)
def test_each_form_of_the_language_is_read(text: str, tree: object) -> None:
    assert tree_of(parse_rule(text)) == tree


@pytest.mark.parametrize(
    ("text", "direct"),
    [
        ("10 < q13", Operator.MORE),
        ("10 > q13", Operator.LESS),
        ("10 <= q13", Operator.AT_LEAST),
        ("10 >= q13", Operator.AT_MOST),
        ("10 == q13", Operator.EQUAL),
        ("10 != q13", Operator.DIFFERENT),
        ("q13 < 10", Operator.LESS),
    ],
)
def test_a_value_written_first_is_compared_the_other_way_round(text: str, direct: Operator) -> None:
    rule = parse_rule(text)
    assert isinstance(rule, Condition)
    assert (rule.direct, rule.is_reversed) == (direct, text.startswith("10"))


def test_places_are_those_of_the_text_as_it_is_written() -> None:
    rule = parse_rule("  answered(q1) and 10 < q13")
    assert isinstance(rule, Combination)
    first, second = rule.rules
    assert (rule.junction, rule.column, first) == (Connective.AND, 3, Answered(name="q1", column=3))
    assert isinstance(second, Condition)
    assert (second.column, second.value_column) == (20, 20)
    listed = parse_rule("q2 in ['a']")
    assert isinstance(listed, Condition)
    assert (listed.column, listed.value_column) == (1, 7)
    negation = parse_rule(" not answered(q1)")
    assert isinstance(negation, Negation)
    assert (negation.column, negation.rule.column) == (2, 6)


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("", 1, "une règle bien formée, comme : q05 == 'yes' and q13 > 2"),
        ("q1 ==", 6, "une règle bien formée"),
        ("  q1 ==", 8, "une règle bien formée"),
        ("q1", 1, "une comparaison (q05 == 'yes') ou answered(q05)"),
        ("q1 < q2", 1, "un nom comparé à une valeur"),
        ("1 < 2", 1, "un nom comparé à une valeur"),
        ("1 < q1 < 3", 1, "une seule comparaison"),
        ("q1 is 'yes'", 1, "une seule comparaison"),
        ("known(q1)", 1, "answered(q05), seule fonction"),
        ("answered()", 1, "answered(q05), seule fonction"),
        ("answered('q1')", 1, "answered(q05), seule fonction"),
        ("answered(q1, q2)", 1, "answered(q05), seule fonction"),
        ("q1 == answered(q2)", 7, "un nom, un nombre, un mot entre guillemets"),
        ("q1 == -'yes'", 7, "un nom, un nombre, un mot entre guillemets"),
        ("q1 == True", 7, "un nom, un nombre, un mot entre guillemets"),
        ("q1 == 9999999999999999", 7, "quinze chiffres"),
        ("q2 in ['a', 3]", 13, "un mot entre guillemets"),
        ("q1 == 'it\\'s'", 7, "sans barre oblique inverse"),
        ("q1 == 'été'", 8, "un signe de cette langue (lu : é)"),
        ("q1 > 1_000", 6, "un nombre en chiffres"),
        ("q1 > 1e5", 6, "un nombre en chiffres"),
        ("q1 + 1 > 2", 4, "un signe de cette langue (lu : +)"),
        ("q1 > 2\x07", 7, "un signe de cette langue (lu : \\x07)"),
        ("q1 == «yes»", 7, "des guillemets droits"),
    ],
)
def test_what_is_no_rule_says_what_was_expected_and_where(text: str, column: int, expected: str) -> None:
    place, sentence = fault_of(text)
    assert (place, expected in sentence) == (column, True), sentence


def test_the_error_says_its_place_and_the_rule_to_write() -> None:
    with pytest.raises(ExpressionError, match="signe 1\u00a0: une comparaison"):
        parse_rule("q1")


def test_a_rule_has_a_longest_text() -> None:
    longest = "answered(q1)".ljust(MAX_LENGTH)
    assert names_of(parse_rule(longest)) == {"q1"}
    column, expected = fault_of(longest + " ")
    assert (column, expected) == (MAX_LENGTH, "une règle d’au plus 500 signes")
    with pytest.raises(ExpressionError, match="une formule d’au plus 3 signes"):
        parse_tree("a + b", is_arithmetic=True, max_length=3)


def test_a_calculation_is_read_where_it_is_allowed_alone() -> None:
    tree = parse_tree(" total / people * 1000", is_arithmetic=True)
    assert tree.col_offset == 1
    with pytest.raises(ExpressionError, match="une formule bien formée, comme : ghg_total / population"):
        parse_tree("total /", is_arithmetic=True)
    assert fault_of("total / people")[0] == 7


def test_numbers_stay_where_the_machine_counts_by_one() -> None:
    assert (finite_number(LARGEST_NUMBER, 1), finite_number(-2.5, 1), finite_number(0, 1)) == (LARGEST_NUMBER, -2.5, 0)
    assert [finite_number(constant, 1) for constant in (True, False, "2", None)] == [None] * 4
    with pytest.raises(ExpressionError) as caught:
        finite_number(LARGEST_NUMBER + 1, 4)
    assert caught.value.column == 4


def test_what_a_rule_names_is_told_once() -> None:
    rule = parse_rule("(q1 == 'yes' or not q2 > 3) and answered(q1) and 'a' in q4")
    assert names_of(rule) == {"q1", "q2", "q4"}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("(q1=='yes')", "q1 == 'yes'"),
        ('10<q13 and "a" in q2', "10 < q13 and 'a' in q2"),
        ("q2 in ('a','b')", "q2 in ['a', 'b']"),
        ("q1 > 0.00001", "q1 > 0.00001"),
        ("q1 > -3", "q1 > -3"),
        ("(a == 1 and b == 2) or c == 3", "(a == 1 and b == 2) or c == 3"),
        ("not (a == 1 and b == 2)", "not (a == 1 and b == 2)"),
        ("not (answered(a))", "not answered(a)"),
    ],
)
def test_a_rule_has_one_written_form(typed: str, written: str) -> None:
    assert write_rule(parse_rule(typed)) == written


_NAMES = st.sampled_from(["q1", "q2", "population"])
_CONDITIONS = st.one_of(
    st.builds("{} {} {}".format, _NAMES, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), st.integers(-99, 99)),
    st.builds("'{}' in {}".format, st.sampled_from(["a", "b_1"]), _NAMES),
    st.builds("answered({})".format, _NAMES),
)
_RULES = st.recursive(
    _CONDITIONS,
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
    ),
    max_leaves=5,
)


@settings(max_examples=20)
@given(_RULES)
def test_a_rule_that_is_written_is_read_again_as_it_was(text: str) -> None:
    rule: Rule = parse_rule(text)
    again = parse_rule(write_rule(rule))
    assert tree_of(again) == tree_of(rule)
    assert write_rule(again) == write_rule(rule)
