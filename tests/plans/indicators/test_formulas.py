"""Formulas: what they read, what they refuse and where, what they give when something lacks, units, cycles."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.expressions.core.evaluation import Chosen
from autan.ground.expressions.core.rules import ExpressionError
from autan.plans.indicators.core.formula_units import FormulaQuantity, FormulaUnitError, check_units, quantity_of
from autan.plans.indicators.core.formula_values import (
    DIVIDED_BY_NIL,
    NOTHING_KNOWN,
    TOO_LARGE,
    UNDECIDED,
    Input,
    evaluate_formula,
)
from autan.plans.indicators.core.formulas import (
    MAX_DEPTH,
    FormulaCycleError,
    computation_order,
    left_out_children,
    parse_formula,
    reached_from,
    references_of,
)

UNITS = {"ghg": "tCO2e", "ghg_kt": "ktCO2e", "people": "inhabitants", "heat": "MWh", "use": "GWh", "share": "pct"}


def value_of(text: str, **known: float) -> float | None:
    return evaluate_formula(parse_formula(text), {name: Input(value=value) for name, value in known.items()}).value


def units(text: str, result: str) -> None:
    quantities = {name: quantity_of(get_unit(code)) for name, code in UNITS.items()}
    check_units(parse_formula(text), quantity_of(get_unit(result)), quantities.get)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b * 2", 8.0),
        ("(a + b) / 2", 2.5),
        ("-a + b", 1.0),
        ("a - b", -1.0),
        ("sum(a, b, 5)", 10.0),
        ("mean(a, b)", 2.5),
        ("min(a, b) + max(a, b)", 5.0),
        ("a if b > 2 else 0", 2.0),
        ("a if b > 3 else unknown", None),
    ],
)
def test_arithmetic_functions_and_choices(text: str, expected: float | None):
    assert value_of(text, a=2, b=3) == expected


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("a +", 4),
        ("a ** b", 1),
        ("a / 1" + "0" * 400, 5),
        ("a + 1e999", 5),
        ("a ^ b", 3),
        ("power(a)", 1),
        ("sum()", 1),
        ("sum(x=a)", 6),
        ("optional(3)", 1),
        ("optional(a, b)", 1),
        ("a.b", 2),
        ("'a' + 1", 1),
        ("a % b", 3),
        ("émissions", 1),
        ("a if b else c", 6),
        ("a" * 2001, 2000),
        ("+a", 1),
        ("a // b", 1),
        ("(lambda: 1)", 8),
    ],
)
def test_what_is_no_formula_is_refused_at_its_place(text: str, column: int):
    with pytest.raises(ExpressionError) as refused:
        parse_formula(text)
    assert refused.value.column == column


def test_formulas_nested_too_deep_are_refused():
    assert value_of(" + ".join(["a"] * MAX_DEPTH), a=1) == MAX_DEPTH
    with pytest.raises(ExpressionError):
        parse_formula("-" * (MAX_DEPTH + 1) + "a")


def test_names_are_told_once():
    formula = parse_formula("optional(a) + a + sum(b, c) if 'epci' in kind and d > 2 else 0")
    assert [(ref.name, ref.is_optional) for ref in references_of(formula)] == [("a", False), ("b", False), ("c", False)]
    assert [ref.is_optional for ref in references_of(parse_formula("a + optional(a)"))] == [False]


def test_missing_inputs_are_named_and_never_nil():
    result = evaluate_formula(parse_formula("a + optional(b) + c / d"), {"a": Input(value=1.0)})
    assert (result.value, result.state) == (None, ValueState.MISSING)
    assert (result.missing, result.left_out) == (("c", "d"), ("b",))
    assert value_of("sum(a, b)", a=1.0) is None


def test_a_sum_without_an_optional_part_is_a_lower_bound():
    known = {"a": Input(value=4.0, state=ValueState.MODELLED)}
    result = evaluate_formula(parse_formula("a + optional(c) * 2"), known)
    assert (result.value, result.state, result.left_out) == (4.0, ValueState.LOWER_BOUND, ("c",))
    assert evaluate_formula(parse_formula("a * 2"), known).state is ValueState.MODELLED
    assert value_of("optional(b) + a", a=4.0) == 4.0


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("a - b", (None, None, None, ValueState.NOT_ESTABLISHED, 3.0)),
        ("a / b", (None, None, None, ValueState.NOT_ESTABLISHED, 4.0)),
        ("a + b", (5.0, None, None, ValueState.LOWER_BOUND, None)),
        ("a / c", (2.0, None, None, ValueState.LOWER_BOUND, None)),
        ("c / b", (None, None, 2.0, ValueState.OBSERVED, None)),
        ("c - b", (None, None, 1.0, ValueState.OBSERVED, None)),
        ("max(b, c)", (2.0, None, None, ValueState.LOWER_BOUND, None)),
        ("min(b, c)", (None, 1.0, 2.0, ValueState.OBSERVED, None)),
        ("a - optional(z)", (None, None, None, ValueState.NOT_ESTABLISHED, 4.0)),
        ("c - optional(z)", (None, None, 2.0, ValueState.OBSERVED, None)),
    ],
)
def test_a_formula_over_lower_bounds_has_its_bounds_or_is_not_established(text, amount):
    inputs = {
        "a": Input(value=4.0, state=ValueState.LOWER_BOUND),
        "b": Input(value=1.0, state=ValueState.LOWER_BOUND),
        "c": Input(value=2.0),
    }
    assert evaluate_formula(parse_formula(text), inputs).amount == amount


def test_a_formula_of_optional_parts_that_all_lack_is_unknown():
    for text in ("optional(a) + optional(b)", "sum(optional(a), optional(b))", "optional(a) / optional(b)"):
        result = evaluate_formula(parse_formula(text), {"a": Input(value=None)})
        assert (result.value, result.trouble) == (None, NOTHING_KNOWN)


def test_a_division_by_nil_and_a_result_too_large_are_said():
    nil = evaluate_formula(parse_formula("a / b"), {"a": Input(value=1.0), "b": Input(value=0.0)})
    assert (nil.value, nil.trouble) == (None, DIVIDED_BY_NIL)
    large = evaluate_formula(parse_formula("a * a"), {"a": Input(value=1e300)})
    assert (large.value, large.trouble) == (None, TOO_LARGE)


def test_choices_read_traits_and_an_unknown_trait_is_named():
    formula = parse_formula("40 if 'epci' in kind else 32")
    assert evaluate_formula(formula, {}, {"kind": Chosen(codes=frozenset({"epci"}), is_exhaustive=True)}).value == 40
    assert evaluate_formula(formula, {}, {"kind": Chosen(codes=frozenset({"commune"}), is_exhaustive=True)}).value == 32
    unknown = evaluate_formula(formula, {})
    assert (unknown.value, unknown.missing) == (None, ("kind",))
    answered = parse_formula("1 if answered(a) else 2")
    assert [evaluate_formula(answered, known).value for known in ({"a": Input(value=3.0)}, {})] == [1, 2]
    words = parse_formula("1 if a == 'yes' else 2")
    assert evaluate_formula(words, {"a": Input(value=3.0)}).value is None


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20))
def test_a_sum_does_not_depend_on_the_order_of_its_parts(numbers: list[float]):
    names = [f"x{rank}" for rank in range(len(numbers))]
    known = dict(zip(names, numbers, strict=True))
    assert value_of(" + ".join(names), **known) == pytest.approx(
        value_of(f"sum({', '.join(reversed(names))})", **known)
    )


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("ghg / people", "tCO2e_per_inhabitant"),
        ("ghg_kt / people * 1000", "tCO2e_per_inhabitant"),
        ("heat / 1000 / use * 100", "pct"),
        ("heat / use / 10", "pct"),
        ("sum(heat, optional(heat)) - 0", "MWh"),
        ("heat if people > 3 else unknown", "MWh"),
        ("1000 * use", "MWh"),
        ("share + 10", "pct"),
        ("40", "pct"),
        ("2 * 3 + 1", "MWh"),
        ("unknown / 2 + unknown * 3", "MWh"),
        ("heat * unknown", "MWh"),
        ("use * people / people", "GWh"),
        ("min(1, 2)", "GWh"),
    ],
)
def test_units_that_go_together(text: str, result: str):
    units(text, result)


@pytest.mark.parametrize(
    ("text", "result", "said"),
    [
        ("heat", "GWh", "à multiplier par 1/1000"),
        ("use", "MWh", "à multiplier par 1000"),
        ("heat + use", "MWh", "là où il faut"),
        ("heat + ghg", "MWh", "on ajoute des"),
        ("heat / people", "MWh", "le résultat est en"),
        ("heat + 3", "MWh", "un nombre sans unité"),
        ("heat / 0", "MWh", "division par zéro"),
        ("unheard", "MWh", "aucun indicateur"),
        ("max(heat, people)", "MWh", "on ajoute des"),
    ],
)
def test_units_that_do_not_are_refused_with_words(text: str, result: str, said: str):
    with pytest.raises(FormulaUnitError, match=said):
        units(text, result)


def test_a_unit_without_a_ratio_is_its_own_dimension():
    assert quantity_of(get_unit("pct")) == FormulaQuantity(powers=(), scale=Fraction(1, 100), name="%")
    assert quantity_of(get_unit("count")).name == "count"


def test_a_cycle_is_refused_with_its_path():
    with pytest.raises(FormulaCycleError) as refused:
        computation_order({"a": ["b", "x"], "b": ["c"], "c": ["a"]})
    path = refused.value.path
    assert path[0] == path[-1]
    assert set(path) == {"a", "b", "c"}
    assert computation_order({"a": ["b", "c"], "b": ["c"], "c": ["x"]}) == ("c", "b", "a")


def test_children_that_a_total_leaves_out_are_named():
    references = {"total": ["a", "b", "b"], "b": ["b1"], "sub": ["a", "b1"]}
    assert reached_from("total", references) == {"a", "b", "b1"}
    assert left_out_children("total", ["a", "b1", "sub", "c"], references) == ("c",)


@pytest.mark.parametrize(("state", "value"), [(ValueState.OBSERVED, 2.0), (ValueState.LOWER_BOUND, None)])
def test_a_choice_over_a_floor_that_may_go_either_way_is_undecided(state, value):
    result = evaluate_formula(parse_formula("1 if a > 5 else 2"), {"a": Input(value=3.0, state=state)})
    assert (result.value, result.trouble) == (value, UNDECIDED if value is None else None)
