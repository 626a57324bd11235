"""What a formula gives over values known to their bounds, what it lacks, and in what order that is named."""

import math

import pytest

from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.expressions.core.evaluation import Chosen
from autan.ground.expressions.core.rules import ExpressionError
from autan.plans.indicators.core.formula_units import FormulaUnitError, check_units, quantity_of
from autan.plans.indicators.core.formula_values import (
    NOTHING_KNOWN,
    TOO_LARGE,
    UNDECIDED,
    FormulaResult,
    Input,
    evaluate_formula,
)
from autan.plans.indicators.core.formulas import (
    MAX_DEPTH,
    MAX_LENGTH,
    Aggregate,
    Call,
    Conditional,
    Constant,
    FormulaCycleError,
    Operation,
    Reference,
    Sign,
    computation_order,
    left_out_children,
    parse_formula,
    reached_from,
    references_of,
)

FLOOR = ValueState.LOWER_BOUND


def result_of(text: str, **known: Input | float) -> FormulaResult:
    inputs = {name: value if isinstance(value, Input) else Input(value=value) for name, value in known.items()}
    return evaluate_formula(parse_formula(text), inputs)


def floor(value: float) -> Input:
    return Input(value=value, state=FLOOR)


def test_an_input_lies_at_its_value_above_its_floor_or_nowhere():
    assert Input(value=3.0).interval == Interval(3.0, 3.0)
    assert floor(3.0).interval == Interval(3.0, math.inf)
    assert Input(value=None).interval is None
    assert Input(value=3.0, lies=Interval(2.0, 5.0)).interval == Interval(2.0, 5.0)
    assert Input(value=None, lies=Interval(2.0, 5.0)).interval == Interval(2.0, 5.0)


def test_a_result_is_told_where_something_was_computed():
    assert result_of("a + b", a=1.0, b=2.0).is_told
    assert not result_of("a + b", a=1.0).is_told
    assert result_of("a - b", a=floor(1.0), b=floor(2.0)).is_told
    assert result_of("a - b", a=floor(1.0), b=floor(2.0)).value is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b", 8.0),
        ("a - b", 4.0),
        ("a * b", 12.0),
        ("a / b", 3.0),
        ("-a", -6.0),
        ("-(a - b)", -4.0),
        ("a - b - b", 2.0),
        ("a / b / b", 1.5),
        ("a - (b - b)", 6.0),
        ("sum(a, b, b)", 10.0),
        ("mean(a, b, 1)", 3.0),
        ("min(a, b, 3)", 2.0),
        ("max(a, b, 7)", 7.0),
        ("sum(a)", 6.0),
        ("0 * a", 0.0),
        ("0", 0.0),
        ("a - 6", 0.0),
    ],
)
def test_signs_and_functions(text: str, expected: float):
    assert result_of(text, a=6.0, b=2.0).value == expected


@pytest.mark.parametrize(
    ("text", "missing", "left_out"),
    [
        ("x + y", ("x", "y"), ()),
        ("y + x + y", ("y", "x"), ()),
        ("optional(x) + a", (), ("x",)),
        ("optional(x) + optional(y) + a", (), ("x", "y")),
        ("optional(x) + z", ("z",), ("x",)),
        ("x if a > 0 else y", ("x",), ()),
        ("x if a < 0 else y", ("y",), ()),
        ("x if z > 0 else y", ("z",), ()),
        ("sum(a, x, optional(y))", ("x",), ("y",)),
        ("optional(a) + a", (), ()),
    ],
)
def test_what_lacks_is_named_in_the_order_met(text: str, missing: tuple[str, ...], left_out: tuple[str, ...]):
    result = result_of(text, a=1.0)
    assert (result.missing, result.left_out) == (missing, left_out)
    assert (result.value is None) is bool(missing)


@pytest.mark.parametrize(
    ("text", "value", "state"),
    [
        ("a + optional(x)", 4.0, FLOOR),
        ("optional(x) + a", 4.0, FLOOR),
        ("sum(a, optional(x))", 4.0, FLOOR),
        ("max(a, optional(x))", 4.0, FLOOR),
        ("a * optional(x)", None, ValueState.MISSING),
        ("a / optional(x)", None, ValueState.MISSING),
        ("optional(x) / a", None, ValueState.MISSING),
        ("a + a * optional(x)", 4.0, FLOOR),
        ("a - optional(x)", None, ValueState.OBSERVED),
        ("0 - optional(x)", None, ValueState.OBSERVED),
    ],
)
def test_an_optional_term_that_lacks_opens_a_sum_and_empties_a_product(
    text: str, value: float | None, state: ValueState
):
    result = result_of(text, a=4.0)
    assert (result.value, result.state) == (value, state)


def test_the_mean_of_what_is_known_in_part_is_a_floor_under_it():
    """Three and an unknown that is not negative: their mean is one and a half at least, never three."""
    result = result_of("mean(a, optional(x))", a=3.0)
    assert (result.amount.value, result.state) == (1.5, FLOOR)


def test_the_least_of_what_is_known_in_part_lies_between_nothing_and_it():
    amount = result_of("min(a, optional(x))", a=3.0).amount
    assert (amount.value, amount.high) == (None, 3.0)


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("a > 5", 1.0),
        ("a >= 6", 1.0),
        ("a > 6", 2.0),
        ("a < 7", 1.0),
        ("a <= 6", 1.0),
        ("a == 6", 1.0),
        ("a != 6", 2.0),
        ("a > 5 and b > 5", 2.0),
        ("a > 5 or b > 5", 1.0),
        ("not b > 5", 1.0),
        ("answered(a)", 1.0),
        ("answered(x)", 2.0),
    ],
)
def test_a_choice_follows_its_rule(rule: str, value: float):
    assert result_of(f"1 if {rule} else 2", a=6.0, b=2.0).value == value


@pytest.mark.parametrize(
    ("rule", "value"),
    [("a > 2", 1.0), ("a >= 3", 1.0), ("a < 3", 2.0), ("a > 3", None), ("a == 4", None), ("a == 2", 2.0)],
)
def test_a_floor_decides_a_rule_only_where_all_above_it_agrees(rule: str, value: float | None):
    result = result_of(f"1 if {rule} else 2", a=floor(3.0))
    assert (result.value, result.trouble) == (value, UNDECIDED if value is None else None)


def test_a_trait_comes_before_an_indicator_of_its_name():
    formula = parse_formula("1 if size > 5 else 2")
    assert evaluate_formula(formula, {"size": Input(value=9.0)}, {"size": 3.0}).value == 2.0
    assert evaluate_formula(formula, {"size": Input(value=9.0)}).value == 1.0


def test_a_trait_unknown_is_missing_and_a_code_not_chosen_is_not():
    formula = parse_formula("1 if 'epci' in kind else 2")
    none = evaluate_formula(formula, {}, {"kind": None})
    assert (none.value, none.missing) == (None, ("kind",))
    empty = evaluate_formula(formula, {}, {"kind": Chosen(codes=frozenset(), is_exhaustive=True)})
    assert (empty.value, empty.missing) == (2.0, ())


def test_the_state_of_a_result_is_the_worst_of_what_it_rests_on():
    modelled, estimated = (Input(value=1.0, state=state) for state in (ValueState.MODELLED, ValueState.ESTIMATED))
    assert result_of("a + 1", a=modelled).state is ValueState.MODELLED
    assert result_of("a + b", a=modelled, b=Input(value=1.0)).state is ValueState.MODELLED
    worst = result_of("a + b", a=modelled, b=estimated).state
    assert worst is result_of("b + a", a=modelled, b=estimated).state
    assert worst in {ValueState.MODELLED, ValueState.ESTIMATED}
    assert result_of("2 * 3").state is ValueState.OBSERVED


def test_what_overflows_is_no_figure_and_an_inside_that_does_neither():
    for text in ("a * a", "a * a - a * a", "sum(a * a, 1)", "-(a * a)"):
        assert (result_of(text, a=1e300).value, result_of(text, a=1e300).trouble) == (None, TOO_LARGE)


def test_optional_terms_that_all_lack_are_nothing_known_not_nil():
    for text in ("optional(x)", "optional(x) - optional(y)", "max(optional(x), optional(y))", "-optional(x) * 2"):
        result = result_of(text)
        assert result.value is None, text
    assert result_of("optional(x) - optional(y)").trouble == NOTHING_KNOWN
    assert result_of("optional(x) - optional(y)").left_out == ("x", "y")


def test_a_formula_is_read_into_a_tree_with_its_columns():
    formula = parse_formula("ghg / optional(people) - 2")
    assert formula == Operation(
        sign=Sign.MINUS,
        left=Operation(
            sign=Sign.OVER,
            left=Reference(name="ghg", is_optional=False, column=1),
            right=Reference(name="people", is_optional=True, column=7),
            column=1,
        ),
        right=Constant(value=2.0, column=26),
        column=1,
    )
    call = parse_formula("mean(a, unknown)")
    assert isinstance(call, Call)
    assert (call.function, call.terms[1]) == (Aggregate.MEAN, Constant(value=None, column=9))
    choice = parse_formula("1 if a > 2 else 3")
    assert isinstance(choice, Conditional)
    assert (choice.then, choice.otherwise) == (Constant(value=1.0, column=1), Constant(value=3.0, column=17))


def test_a_minus_before_a_term_is_nil_less_the_term():
    negative = parse_formula("-a")
    assert isinstance(negative, Operation)
    assert (negative.sign, negative.left) == (Sign.MINUS, Constant(value=0.0, column=1))


@pytest.mark.parametrize("text", ["True", "None", "'mot'", "a if b", "[a]", "a, b", "f(a)(b)", "a and b", "not a", ""])
def test_what_is_no_term_is_refused(text: str):
    with pytest.raises(ExpressionError):
        parse_formula(text)


def test_a_formula_has_its_greatest_length():
    text = "a + " * ((MAX_LENGTH - 1) // 4)
    padded = text + "a" * (MAX_LENGTH - len(text))
    with pytest.raises(ExpressionError) as refused:
        parse_formula(padded + "a")
    assert "2" in str(refused.value)


def nested(before: str, after: str, times: int) -> str:
    return before * times + "a" + after * times


@pytest.mark.parametrize(
    ("before", "after"),
    [("", " + a"), ("a - (", ")"), ("-", ""), ("sum(", ")"), ("1 if a > 0 else ", ""), ("(", " if a>0 else 1)")],
)
def test_each_way_to_nest_has_the_same_depth(before: str, after: str):
    assert references_of(parse_formula(nested(before, after, MAX_DEPTH - 1)))
    with pytest.raises(ExpressionError, match="au plus 120 opérations"):
        parse_formula(nested(before, after, MAX_DEPTH))


def test_a_name_needed_once_is_needed_everywhere():
    names = [(ref.name, ref.is_optional) for ref in references_of(parse_formula("optional(b) + a + optional(a) + b"))]
    assert names == [("b", False), ("a", False)]
    inside = references_of(parse_formula("(x if k > 1 else y) + max(z, -w)"))
    assert [ref.name for ref in inside] == ["x", "y", "z", "w"]


def test_the_order_of_computation_begins_by_what_the_others_rest_on():
    assert computation_order({}) == ()
    assert computation_order({"a": []}) == ("a",)
    assert computation_order({"c": ["b"], "b": ["a"], "a": ["typed"]}) == ("a", "b", "c")
    assert computation_order({"a": ["x", "x"], "b": ["a", "a"]}) == ("a", "b")
    diamond = computation_order({"top": ["left", "right"], "left": ["low"], "right": ["low"], "low": []})
    assert (diamond[0], diamond[-1], len(diamond)) == ("low", "top", 4)


@pytest.mark.parametrize(
    ("references", "path"),
    [
        ({"a": ["a"]}, ("a", "a")),
        ({"a": ["b"], "b": ["a"]}, ("a", "b", "a")),
        ({"start": ["a"], "a": ["b"], "b": ["a"]}, ("a", "b", "a")),
    ],
)
def test_a_circle_is_told_from_where_it_begins(references: dict[str, list[str]], path: tuple[str, ...]):
    with pytest.raises(FormulaCycleError) as refused:
        computation_order(references)
    assert refused.value.path == path
    assert " → ".join(path) in str(refused.value)


def test_what_is_reached_holds_the_near_and_the_far_and_ends_on_a_circle():
    assert reached_from("a", {"a": ["b"], "b": ["c"], "d": ["e"]}) == {"b", "c"}
    assert reached_from("a", {"a": ["b"], "b": ["a"]}) == {"a", "b"}
    assert reached_from("typed", {"a": ["b"]}) == frozenset()


def test_a_child_is_left_out_unless_it_or_all_its_parts_enter_the_total():
    references = {"t": ["a", "b"], "whole": ["a", "b"], "half": ["a", "z"], "bare": []}
    children = ["a", "whole", "half", "bare", "t", "alone"]
    assert left_out_children("t", children, references) == ("half", "bare", "alone")
    assert left_out_children("t", [], references) == ()


UNITS = {"ghg": "tCO2e", "people": "inhabitants", "heat": "MWh", "use": "GWh", "share": "pct"}


def refusal(text: str, result: str) -> tuple[int, str] | None:
    """Where and why a formula is refused; None where its units go together."""
    quantities = {name: quantity_of(get_unit(code)) for name, code in UNITS.items()}
    try:
        check_units(parse_formula(text), quantity_of(get_unit(result)), quantities.get)
    except FormulaUnitError as error:
        return error.column, error.problem.fr.replace("\u00a0", " ")
    return None


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("heat / 1000", "GWh"),
        ("heat + use * 1000", "MWh"),
        ("heat * share / 100", "MWh"),
        ("heat + 0", "MWh"),
        ("0 - heat", "MWh"),
        ("heat + unknown", "MWh"),
        ("share - 100", "pct"),
        ("100 - share", "pct"),
        ("heat * people / people", "MWh"),
        ("heat * 0", "MWh"),
        ("heat * (2 - 1)", "MWh"),
        ("1 / people * heat", "MWh_per_inhabitant"),
        ("heat if share > 3 else 0", "MWh"),
        ("max(0, heat, unknown)", "MWh"),
        ("5", "tCO2e"),
    ],
)
def test_units_go_together(text: str, result: str):
    assert refusal(text, result) is None


@pytest.mark.parametrize(
    ("text", "result", "column", "said"),
    [
        ("heat", "GWh", 1, "MWh là où il faut GWh : à multiplier par 1/1000"),
        ("use", "MWh", 1, "GWh là où il faut MWh : à multiplier par 1000"),
        ("heat * 2", "GWh", 1, "à multiplier par"),
        ("heat + people", "MWh", 8, "on ajoute des hab"),
        ("heat - use", "MWh", 8, "GWh là où il faut MWh"),
        ("heat + 3", "MWh", 1, "un nombre sans unité est ajouté à des MWh"),
        ("3 - heat", "MWh", 1, "un nombre sans unité est ajouté à des MWh"),
        ("heat / (1 - 1) / 0", "MWh", 1, "division par zéro"),
        ("sum(heat, 3, ghg)", "MWh", 14, "on ajoute des"),
        ("heat if share > 3 else people", "MWh", 24, "on ajoute des"),
        ("heat / people", "MWh", 1, "le résultat est en MWh × 1/(habitants), il faut MWh"),
        ("heat * use", "MWh", 1, "le résultat est en MWh × GWh"),
        ("heat + nowhere", "MWh", 8, "aucun indicateur « nowhere »"),
    ],
)
def test_units_that_do_not_are_refused_at_their_place(text: str, result: str, column: int, said: str):
    found = refusal(text, result)
    assert found is not None
    assert found[0] == column
    assert said in found[1]
