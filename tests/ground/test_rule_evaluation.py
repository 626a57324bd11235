"""Rules on what is known: one that rests on an unknown is not known, unless something else settles it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest

from autan.ground.expressions.core.evaluation import (
    Chosen,
    Operand,
    RuleTerm,
    ValueType,
    check_rule,
    compare,
    evaluate,
    find_cycle,
    read_day,
)
from autan.ground.expressions.core.rules import Condition, parse_rule


@dataclass(frozen=True)
class Values:
    """Values by name: one that is absent is not known."""

    values: Mapping[str, Operand]

    def is_answered(self, name: str) -> bool | None:
        return self.values[name] is not None if name in self.values else None

    def holds(self, condition: Condition) -> bool | None:
        return compare(condition, self.values.get(condition.name))


KNOWN = Values({"yes": 1, "no": 0, "nothing": None})


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("yes == 1", True),
        ("no == 1", False),
        ("other == 1", None),
        ("not yes == 1", False),
        ("not other == 1", None),
        ("yes == 1 and other == 1", None),
        ("no == 1 and other == 1", False),
        ("other == 1 and no == 1", False),
        ("yes == 1 and yes == 1", True),
        ("yes == 1 or other == 1", True),
        ("other == 1 or yes == 1", True),
        ("no == 1 or other == 1", None),
        ("no == 1 or no == 1", False),
        ("answered(yes)", True),
        ("answered(nothing)", False),
        ("not answered(nothing)", True),
        ("answered(other)", None),
    ],
)
def test_an_unknown_leaves_unknown_what_nothing_else_settles(text, outcome):
    assert evaluate(parse_rule(text), KNOWN) is outcome


def holds(text: str, value: Operand) -> bool | None:
    rule = parse_rule(text)
    assert isinstance(rule, Condition)
    return compare(rule, value)


@pytest.mark.parametrize(
    ("operator", "below", "same", "above"),
    [
        ("==", False, True, False),
        ("!=", True, False, True),
        ("<", True, False, False),
        ("<=", True, True, False),
        (">", False, False, True),
        (">=", False, True, True),
    ],
)
def test_numbers_and_days_are_ordered(operator, below, same, above):
    assert [holds(f"q {operator} 10", value) for value in (9, 10, 11)] == [below, same, above]
    days = (date(2009, 12, 31), date(2010, 1, 1), date(2010, 1, 2))
    assert [holds(f"q {operator} '2010-01-01'", day) for day in days] == [below, same, above]


def test_what_is_not_known_or_no_day_compares_with_nothing() -> None:
    assert holds("q == 10", None) is None
    assert holds("q >= '2010'", date(2010, 1, 1)) is None
    assert holds("12 > q", 10) is True
    assert holds("12 > q", 12) is False


CHOSEN = frozenset({"state", "region"})


@pytest.mark.parametrize(
    ("text", "exhaustive", "open_list"),
    [
        ("'state' in q", True, True),
        ("'europe' in q", False, None),
        ("'state' not in q", False, False),
        ("'europe' not in q", True, None),
        ("q == 'region'", True, True),
        ("q != 'region'", False, False),
        ("q == 'europe'", False, None),
        ("q != 'europe'", True, None),
        ("q in ['europe', 'state']", True, True),
        ("q in ['europe', 'city']", False, None),
        ("q not in ['europe', 'city']", True, None),
        ("q not in ['europe', 'state']", False, False),
    ],
)
def test_what_was_not_chosen_is_a_no_in_an_exhaustive_list_alone(text, exhaustive, open_list):
    assert holds(text, Chosen(codes=CHOSEN, is_exhaustive=True)) is exhaustive
    assert holds(text, Chosen(codes=CHOSEN, is_exhaustive=False)) is open_list


def test_a_day_is_written_in_one_way() -> None:
    assert read_day("2010-02-28") == date(2010, 2, 28)
    assert [read_day(value) for value in ("2010-02-30", "28/02/2010", 2010, None, ("2010-02-28",))] == [None] * 5


TERMS = {
    "choice": RuleTerm(type=ValueType.CHOICE, label="Choix", codes=("yes", "no")),
    "choices": RuleTerm(type=ValueType.CHOICES, label="Plusieurs", codes=("state", "region")),
    "number": RuleTerm(type=ValueType.NUMBER, label="Nombre"),
    "day": RuleTerm(type=ValueType.DAY, label="Jour"),
    "text": RuleTerm(type=ValueType.OPAQUE, label="Texte"),
}


def faults(text: str) -> list[tuple[int, str]]:
    return [(fault.column, fault.expected) for fault in check_rule(parse_rule(text), TERMS.get)]


@pytest.mark.parametrize(
    "text",
    [
        "choice == 'yes'",
        "choice != 'no'",
        "choice in ['yes', 'no']",
        "choice not in ['yes']",
        "'state' in choices",
        "'region' not in choices",
        "number > 2",
        "2.5 <= number",
        "number == 3",
        "day >= '2010-01-01'",
        "'2010-01-01' != day",
        "answered(text) and answered(choices) and not answered(day)",
    ],
)
def test_a_comparison_that_its_name_bears_has_no_fault(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("choice > 'yes'", "nom == 'choix' ou nom in ['a', 'b']"),
        ("choice == 3", "nom == 'choix' ou nom in ['a', 'b']"),
        ("'yes' in choice", "nom == 'choix' ou nom in ['a', 'b']"),
        ("choices == 'state'", "'choix' in nom"),
        ("choices in ['state']", "'choix' in nom"),
        ("3 in choices", "'choix' in nom"),
        ("number == '3'", "une comparaison avec un nombre"),
        ("number in ['3']", "une comparaison avec un nombre"),
        ("3 in number", "une comparaison avec un nombre"),
        ("day == 2010", "une date écrite 'AAAA-MM-JJ'"),
        ("day == '2010'", "une date écrite 'AAAA-MM-JJ'"),
        ("'2010-01-01' in day", "une date écrite 'AAAA-MM-JJ'"),
        ("text == 'a'", "answered(nom), seul test possible"),
    ],
)
def test_a_comparison_that_its_name_does_not_bear_says_the_right_one(text: str, expected: str) -> None:
    ((column, sentence),) = faults(text)
    name = next(name for name in TERMS if f" {name} " in f" {text} ")
    assert expected in sentence
    assert f"({name}, {TERMS[name].label})" in sentence
    assert column == 1


def test_every_fault_of_a_rule_is_told_at_its_place() -> None:
    assert faults("other == 1 and not (choice == 'maybe' or choice in ['yes', 'never', 'ever'])") == [
        (1, "un nom connu (lu : other)"),
        (31, "un choix de choice : no, yes"),
        (52, "un choix de choice : no, yes"),
        (52, "un choix de choice : no, yes"),
    ]
    assert faults("answered(other)") == [(1, "un nom connu (lu : other)")]
    assert faults("'city' in choices") == [(1, "un choix de choices : region, state")]


def rules(**texts: str) -> dict[str, object]:
    return {name: parse_rule(text) for name, text in texts.items()}


@pytest.mark.parametrize(
    ("texts", "cycle"),
    [
        ({}, ()),
        ({"a": "answered(b)", "b": "answered(c)"}, ()),
        ({"a": "answered(a)"}, ("a", "a")),
        ({"a": "b == 1 and c == 2", "b": "answered(d)", "c": "answered(d)", "d": "answered(e)"}, ()),
        ({"a": "answered(b)", "b": "answered(c)", "c": "answered(b)"}, ("b", "c", "b")),
        ({"z": "answered(y)", "y": "x == 1", "x": "not answered(z)"}, ("z", "y", "x", "z")),
    ],
)
def test_rules_that_rest_on_one_another_in_a_circle_are_found(texts: dict[str, str], cycle: tuple[str, ...]) -> None:
    assert find_cycle(rules(**texts)) == cycle


def test_a_chain_longer_than_the_stack_of_python_is_followed_to_its_end() -> None:
    chain = {f"q{rank}": parse_rule(f"answered(q{rank + 1})") for rank in range(1200)}
    assert find_cycle(chain) == ()
    assert len(find_cycle({**chain, "q1200": parse_rule("answered(q0)")})) == 1202
