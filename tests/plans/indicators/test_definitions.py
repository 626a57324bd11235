"""Definitions and values: bounds, units of the national list, dates, which value of a year is chosen."""

from datetime import date
from fractions import Fraction

import pytest

from autan.evidence.figures.core.states import ValueState
from autan.ground.expressions.core.rules import ExpressionError
from autan.ground.wordings import Text
from autan.plans.indicators.core.definitions import InvalidDefinitionError, Nature, check_definitions
from autan.plans.indicators.core.national import (
    NationalDefinition,
    national_quantity,
    read_national,
    safe_name,
    translate,
)
from autan.plans.indicators.core.values import (
    LARGEST,
    InvalidValueError,
    Reliability,
    YearValue,
    by_year,
    chosen_values,
    in_unit_of,
    read_value,
    read_year,
    settle_state,
)
from autan.plans.indicators.importers import catalogue, formula_of, formulas, own_definition
from tests.plans.indicators.making import TODAY, definition, series


@pytest.mark.parametrize(
    ("low", "high", "within", "beyond"),
    [
        (0.0, 100.0, (0.0, 50.0, 100.0), (-0.01, 100.01)),
        (0.0, None, (0.0, 1e9), (-0.01,)),
        (None, 100.0, (-1e9, 100.0), (100.01,)),
        (None, None, (-1e9, 0.0, 1e9), ()),
    ],
)
def test_a_value_at_a_bound_is_within(
    low: float | None, high: float | None, within: tuple[float, ...], beyond: tuple[float, ...]
):
    bounded = definition(low=low, high=high)
    assert all(bounded.is_within(value) for value in within)
    assert not any(bounded.is_within(value) for value in beyond)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.0, 100.0, Text("au moins 0, au plus 100", "at least 0, at most 100")),
        (2.5, None, Text("au moins 2,5", "at least 2.5")),
        (None, -1.0, Text("au plus −1", "at most −1")),
        (None, None, Text("", "")),
    ],
)
def test_bounds_are_said_in_both_languages(low: float | None, high: float | None, said: Text):
    assert definition(low=low, high=high).bounds_words == said


def test_bounds_may_be_equal_and_not_crossed():
    assert check_definitions([definition(low=2.0, high=2.0)]) == {}
    with pytest.raises(InvalidDefinitionError, match="borne basse"):
        check_definitions([definition(low=2.01, high=2.0)])


def test_formulas_are_given_each_after_what_it_rests_on():
    defined = [
        definition("whole", formula="half - part"),
        definition("half", formula="part + part"),
        definition("part"),
    ]
    assert list(check_definitions(defined)) == ["half", "whole"]
    assert definition("part").parsed is None


def test_a_faulty_definition_is_named():
    with pytest.raises(InvalidDefinitionError) as refused:
        check_definitions([definition("fine"), definition("faulty", unit="pct", nature=Nature.EXTENSIVE)])
    assert refused.value.code == "faulty"
    assert "faulty" in str(refused.value)
    assert check_definitions([definition("faulty", unit="pct", nature=Nature.INTENSIVE)]) == {}
    assert check_definitions([definition("faulty", unit="pct", nature=Nature.QUALITATIVE)]) == {}


def test_every_formula_of_the_catalogue_comes_after_what_it_names():
    seen: set[str] = set()
    for code, formula in formulas().items():
        named = {name for name in formulas() if name != code and name in catalogue()[code].formula.split()}
        assert named <= seen, code
        seen.add(code)
        assert formula_of(catalogue()[code]) is formula


def test_a_family_adds_its_parts_up_and_each_part_is_optional():
    total = catalogue()["ghg_total"]
    parts = [code for code in catalogue() if code.startswith("ghg_") and f"optional({code})" in total.formula]
    assert len(parts) == total.formula.count("optional(") == 8
    assert total.is_key
    assert not any(catalogue()[code].is_key for code in parts)
    assert {catalogue()[code].unit for code in parts} == {total.unit}
    assert all(catalogue()[code].label.fr.startswith(f"{total.label.fr}, ") for code in parts)


def test_what_is_qualitative_has_no_total():
    qualitative = [code for code, one in catalogue().items() if one.nature is Nature.QUALITATIVE]
    assert not [code for code in qualitative if code.endswith("_total")]


def test_a_definition_of_a_territory_is_read_from_what_is_kept_of_it():
    kept = {
        "label": "Haies", "unit": "km", "direction": "up", "kind": "means", "nature": "extensive",
        "since": "2024-05-06", "low": 0, "high": None,
    }  # fmt: skip
    own = own_definition("own_1", kept)
    assert (own.code, own.label, own.since) == ("own_1", Text("Haies", "Haies"), date(2024, 5, 6))
    assert (own.low, own.high, own.formula, own.is_regulatory, own.is_key) == (0.0, None, "", False, False)
    assert formula_of(own) is None
    assert formula_of(own_definition("own_2", kept | {"formula": "cycle_lanes * 2"})) is not None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0.0),
        ("-0", 0.0),
        (" 12 ", 12.0),
        ("1\u00a0234", 1234.0),
        ("0,5", 0.5),
        ("999999999999999", 999999999999999.0),
    ],
)
def test_a_number_is_read(text: str, value: float):
    assert read_value(text) == value


def test_a_number_stays_under_the_largest():
    assert read_value(f"{LARGEST - 1:.0f}") == LARGEST - 1
    for text in (f"{LARGEST:.0f}", f"-{LARGEST:.0f}"):
        with pytest.raises(InvalidValueError, match="billions"):
            read_value(text)


@pytest.mark.parametrize(("text", "year"), [("1990", 1990), ("2026", 2026), (" 2001.0 ", 2001)])
def test_a_year_at_either_end_is_read(text: str, year: int):
    assert read_year(text, today=TODAY) == year


def test_a_refusal_names_its_field_and_both_years():
    with pytest.raises(InvalidValueError, match="de 1990 à 2026") as refused:
        read_year("1989", today=TODAY)
    assert refused.value.field == "year"


@pytest.mark.parametrize(
    ("unit", "value", "given", "expected"),
    [
        ("GWh", 1.0, "MWh", 0.001),
        ("MWh", 1.0, "GWh", 1000.0),
        ("km", 3.0, "km", 3.0),
        ("tCO2e", 3.0, "ktCO2e", 3000.0),
        ("MWh", 3.0, "", 3.0),
        ("pct", 3.0, "%", 3.0),
    ],
)
def test_a_value_is_put_in_the_unit_of_its_definition(unit: str, value: float, given: str, expected: float):
    assert in_unit_of(definition(unit=unit), value, given) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("value", "state", "settled"),
    [
        (None, ValueState.OBSERVED, ValueState.MISSING),
        (None, ValueState.MISSING, ValueState.MISSING),
        (None, ValueState.CONFIDENTIAL, ValueState.CONFIDENTIAL),
        (None, ValueState.NOT_APPLICABLE, ValueState.NOT_APPLICABLE),
        (0.0, ValueState.OBSERVED, ValueState.CONFIRMED_ZERO),
        (0.0, ValueState.MODELLED, ValueState.MODELLED),
        (3.0, ValueState.OBSERVED, ValueState.OBSERVED),
        (3.0, ValueState.LOWER_BOUND, ValueState.LOWER_BOUND),
    ],
)
def test_a_state_fits_its_value(value: float | None, state: ValueState, settled: ValueState):
    assert settle_state(value, state) is settled


@pytest.mark.parametrize("state", [ValueState.MISSING, ValueState.CONFIDENTIAL, ValueState.NOT_APPLICABLE])
def test_a_number_is_not_unknown(state: ValueState):
    with pytest.raises(InvalidValueError) as refused:
        settle_state(0.0, state)
    assert refused.value.field == "state"


def test_values_stand_by_year_then_by_date():
    values = [
        YearValue(year=2021, value=1.0),
        YearValue(year=2020, value=2.0, on="2020-12"),
        YearValue(year=2020, value=3.0, on="2020-06-30"),
        YearValue(year=2020, value=4.0),
    ]
    assert {year: [value.value for value in listed] for year, listed in by_year(values).items()} == {
        2020: [4.0, 3.0, 2.0], 2021: [1.0],
    }  # fmt: skip
    assert list(by_year(values)) == [2020, 2021]
    assert by_year([]) == {}


def test_the_preferred_source_gives_way_where_it_knows_nothing():
    values = [*series(1.0, None), *series(8.0, 9.0, source="other")]
    assert [value.value for value in chosen_values(values, "service")] == [1.0, 9.0]
    assert [value.source for value in chosen_values(values, "service")] == ["service", "other"]
    assert [value.value for value in chosen_values(values, "nobody")] == [8.0, 9.0]
    assert chosen_values([]) == ()


def test_a_zero_is_known_and_preferred_to_nothing():
    values = [*series(0.0), *series(None, source="other")]
    assert [value.value for value in chosen_values(values)] == [0.0]


@pytest.mark.parametrize(
    "value",
    [
        YearValue(year=2020, value=1.5, source="s", method="m", comment="c", before=1.0, on="2020-06"),
        YearValue(year=2020, value=None, state=ValueState.MISSING, reliability=Reliability.LOW),
        YearValue(year=2020, value=0.0, state=ValueState.CONFIRMED_ZERO, reliability=Reliability.HIGH),
    ],
)
def test_a_row_is_read_back(value: YearValue):
    assert YearValue.from_json(value.as_json()) == value
    assert len(value.as_json()) == (9 if value.on else 8)


@pytest.mark.parametrize(
    ("title", "unit", "powers", "scale"),
    [
        ("x", "MWh", (("energy", 1),), Fraction(1000)),
        ("x", "GWh/an", (("energy", 1),), Fraction(10**6)),
        ("x", "kteq CO2", (("co2e", 1),), Fraction(1000)),
        ("x", "ktéqC02", (("co2e", 1),), Fraction(1000)),
        ("x", "tonne", (("mass", 1),), Fraction(1000)),
        ("x", "g", (("mass", 1),), Fraction(1, 1000)),
        ("x", "kg/hab", (("inhabitants", -1), ("mass", 1)), Fraction(1)),
        ("x", "teq CO2/habitant", (("co2e", 1), ("inhabitants", -1)), Fraction(1)),
        ("x", "kWh/tonnes", (("energy", 1), ("mass", -1)), Fraction(1, 1000)),
        ("x", "%", (), Fraction(1, 100)),
        ("x", " MWh ", (("energy", 1),), Fraction(1000)),
        ("x", "logements", (("logements", 1),), Fraction(1)),
        ("x", "", (), Fraction(1)),
        ("Population", "Nombre", (("inhabitants", 1),), Fraction(1)),
    ],
)
def test_units_of_the_national_list(title: str, unit: str, powers: tuple[tuple[str, int], ...], scale: Fraction):
    quantity = national_quantity(NationalDefinition(code="c", title=title, unit=unit))
    assert (quantity.powers, quantity.scale, quantity.name) == (powers, scale, unit or "?")


def test_a_name_of_the_national_list_is_a_name_of_a_formula():
    assert [safe_name(code) for code in ("cae_1.A", "a--b", "x y")] == ["cae_1_a", "a_b", "x_y"]


@pytest.mark.parametrize(
    ("national", "ours"),
    [
        ("val(a)", "a"),
        ("opt_val(a.b)", "optional(a_b)"),
        ("(val(a)+2)*3", "(a + 2) * 3"),
        ("val(a)-val(b)-1", "a - b - 1"),
        ("si referentiel(te) alors 1", "1 if 'te' in referentiel else unknown"),
        ("si reponse(q, OUI) alors val(a) sinon 0", "a if 'OUI' in q else 0"),
        ("si identite(type, A) ou identite(type, B) alors 1 sinon 2", "1 if 'A' in type or 'B' in type else 2"),
        ("  val(a)  ", "a"),
    ],
)
def test_the_national_syntax_is_translated(national: str, ours: str):
    assert translate(national) == ours


@pytest.mark.parametrize(
    ("national", "column", "said"),
    [
        ("val a", 5, "« ( »"),
        ("val(a)+", 8, "val(…), opt_val(…)"),
        ("(val(a)", 8, "« ) »"),
        ("si referentiel(te)", 19, "« alors »"),
        ("si identite(type) alors 1", 17, "« , »"),
        ("val(a) fin", 8, "la fin de l’expression"),
        ("opt_val()", 9, "un nom"),
        ("si val(a) alors 1", 4, "identite"),
    ],
)
def test_a_fault_is_told_at_its_place_with_what_was_expected(national: str, column: int, said: str):
    with pytest.raises(ExpressionError) as refused:
        translate(national)
    assert refused.value.column == column
    assert said in str(refused.value).replace("\u00a0", " ").replace("\u202f", " ")


def problems(*definitions: NationalDefinition) -> list[tuple[str, str]]:
    return [(problem.code, problem.part) for problem in read_national(definitions).problems]


def national(code: str, **changes: object) -> NationalDefinition:
    return NationalDefinition(**({"code": code, "title": "Titre", "unit": "MWh"} | changes))


def test_a_choice_needs_its_last_else_and_no_more():
    for text, is_wrong in (
        ("si referentiel(a) alors 1", True),
        ("si referentiel(a) alors 1 sinon 2", False),
        ("si referentiel(a) alors 1 sinon si referentiel(b) alors 2", True),
        ("si referentiel(a) alors 1 sinon si referentiel(b) alors 2 sinon 3", False),
    ):
        assert bool(problems(national("x", target=text))) is is_wrong, text


def test_children_are_looked_for_in_the_formula_alone():
    parent = national("p", formula="val(a)")
    child, other = national("a", parents=("p",)), national("b", parents=("p",))
    assert problems(parent, child, other) == [("p", "formula")]
    assert problems(national("p", target="val(a)"), child, other) == []
    assert problems(parent, child) == []


def test_every_expression_is_read_and_an_empty_one_is_none():
    reading = read_national([national("x", formula=" ", target="3", threshold="4")])
    assert set(reading.formulas) == {("x", "target"), ("x", "threshold")}
    assert reading.problems == ()


def test_what_cannot_be_read_is_in_no_formula_and_wrong_units_are():
    unread = read_national([national("x", formula="val(")])
    assert (dict(unread.formulas), unread.problems[0].problem.fr.startswith("illisible")) == ({}, True)
    mixed = read_national([national("x", formula="val(y)"), national("y", unit="kWh")])
    assert list(mixed.formulas) == [("x", "formula")]
    assert [problem.code for problem in mixed.problems] == ["x"]


def test_problems_stand_in_the_order_of_the_list():
    listed = [
        national("z", formula="val("),
        national("a", target="si referentiel(t) alors 1"),
        national("m", formula="+"),
    ]
    assert problems(*listed) == [("z", "formula"), ("a", "target"), ("m", "formula")]
