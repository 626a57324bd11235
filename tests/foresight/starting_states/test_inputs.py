"""What a starting state is read from: tables that ship, its year, own values, figures at their addresses."""

import pytest

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.starting_states.core.addresses import ScenarioAddress, StateAddress
from autan.foresight.starting_states.core.state_inputs import (
    assumption_figure,
    derived_figure,
    plain_unit,
    product_of,
    reference_figure,
    rest_of_one,
    years_note,
    years_of,
)
from autan.foresight.starting_states.core.state_totals import land_label, sum_all
from autan.foresight.starting_states.importers import counted_columns, national_strategy, regional_strategies
from autan.foresight.starting_states.lake.references import (
    FRANCE,
    degree_days_of,
    dwellings_of,
    levers_of_region,
    wood_growth_of,
)
from autan.foresight.starting_states.queries.inputs import (
    _base_year,
    base_figure,
    cell_of,
    degree_days_figure,
    houses_figure,
    land_figure,
    land_figures,
    wood_growth_figure,
)
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from tests.foresight.starting_states.state_making import SIREN, make_inputs, measure

TOULOUSE = "243100518"
MWH = get_unit("MWh")
NAME = Text("essai", "trial")


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


# --- Tables that ship ------------------------------------------------------------------------------------------------


def test_houses_and_flats_of_the_nation_are_its_main_residences():
    nation, place = dwellings_of(FRANCE), dwellings_of(TOULOUSE)
    for dwellings in (nation, place):
        assert 0 < dwellings.houses + dwellings.flats <= dwellings.main_residences
    assert nation.population > 100 * place.population / 2
    assert dwellings_of("999000016") is None
    assert dwellings_of("") is None


@pytest.mark.parametrize(
    ("code", "is_some"),
    [(TOULOUSE, True), (f"{TOULOUSE}-flats", True), (f"{TOULOUSE}-boats", False), ("999000016", False)],
)
def test_homes_by_kind_have_an_address_each(code, is_some):
    figure = houses_figure(code)
    assert (figure is not None) is is_some
    if figure is not None:
        assert figure.id == f"reference.dwellings.{code}"
        assert (figure.unit.code, figure.period) == ("dwellings", Period.year(dwellings_of(TOULOUSE).year))


def test_degree_days_are_those_of_metropolitan_departments():
    assert degree_days_of("31") < 1 < degree_days_of("08")
    assert degree_days_of("974") is None
    assert degree_days_figure("31").value == degree_days_of("31")
    assert degree_days_figure("974") is None


def test_the_levers_of_a_region_are_in_the_order_of_the_file_and_none_is_empty():
    levers = levers_of_region("76")
    assert levers
    assert len({(lever.sector, lever.code) for lever in levers}) == len(levers)
    assert all(lever.label and lever.sector for lever in levers)
    assert levers_of_region("00") == ()


def test_wood_grows_by_two_readings_and_the_larger_is_the_ceiling():
    readings = wood_growth_of(TOULOUSE)
    assert wood_growth_figure(TOULOUSE).value == max(readings)
    assert wood_growth_of("999000016") is None


@pytest.mark.parametrize(
    ("code", "is_some"),
    [
        (f"{TOULOUSE}-forest-flow", True),
        (f"{TOULOUSE}-forest-stock", True),
        (f"{TOULOUSE}-forest-surface", False),
        (f"{TOULOUSE}-moon-flow", False),
        ("999000016-forest-flow", False),
        (TOULOUSE, False),
        ("", False),
    ],
)
def test_a_cell_of_the_table_of_land_is_found_at_its_address(code, is_some):
    figure = land_figure(code)
    assert (figure is not None) is is_some
    if figure is not None:
        assert figure.id == f"reference.land_carbon.{code}"


def test_of_two_readings_of_a_flow_the_one_that_takes_least_in_is_kept_and_both_are_said():
    flow, stock = (land_figures(TOULOUSE, kind)["forest"] for kind in ("flow", "stock"))
    assert flow.value == -6_470
    assert "13 572" in plain(flow.note.fr)
    assert stock.note is None
    assert stock.value < flow.value < 0


@pytest.mark.parametrize("code", ["243100518-magic", "243100518", "999000016-people", ""])
def test_an_address_of_nothing_that_is_counted_is_none(code):
    assert base_figure(code) is None


def test_what_is_counted_is_written_without_decimals():
    units = {code: base_figure(f"{TOULOUSE}-{code}").unit for code in ("people", "commuting_km_week")}
    assert {unit.decimals for unit in units.values()} == {0}


def test_columns_of_what_is_counted_have_a_name_in_both_languages_and_a_year():
    for code, column in counted_columns().items():
        assert column.label.fr, code
        assert column.label.en, code
        assert 2015 <= column.year <= 2025
        assert not column.is_unit or get_unit(column.unit)


# --- Strategies ------------------------------------------------------------------------------------------------------


def test_the_national_strategy_starts_at_a_hundred_and_goes_to_2050():
    strategy = national_strategy()
    for shape in strategy.shapes.values():
        assert shape.index[0] == (strategy.base_year, pytest.approx(100))
        assert shape.index[-1][0] == 2050
        assert [year for year, _ in shape.index] == sorted(year for year, _ in shape.index)
    for use in strategy.uses:
        assert use.emissions_tco2e[0][0] == strategy.base_year
        assert 0 <= use.emissions_tco2e[-1][1] < use.emissions_tco2e[0][1]
    assert all(first <= last for first, last, _ in strategy.budgets)
    assert [first for first, _, _ in strategy.budgets[1:]] == [last + 1 for _, last, _ in strategy.budgets[:-1]]


def test_a_region_has_one_strategy_whose_quantities_are_found_by_code():
    strategies = regional_strategies()
    assert len({strategy.region for strategy in strategies}) == len(strategies)
    for strategy in strategies:
        assert strategy.quantity("telepathy") is None
        for quantity in strategy.quantities:
            assert strategy.quantity(quantity.code) == quantity
            assert quantity.index[0] == (strategy.base_year, 100)


# --- The year --------------------------------------------------------------------------------------------------------


def dated(code: str, year: int, value: float | None = 1.0):
    return {code: measure(code, value, "tCO2e" if code.startswith("ghg") else "MWh", year)}


@pytest.mark.parametrize(
    ("measures", "own", "year"),
    [
        ({}, {}, 2015),
        (dated("electricity_residential", 2022) | dated("gas_residential", 2024), {}, 2022),
        (dated("gas_residential", 2024), {}, 2024),
        (dated("ghg_total", 2018), {}, 2018),
        (dated("electricity_total", 2022), {}, 2015),
        (dated("gas_residential", 2024, None) | dated("ghg_total", 2018), {}, 2018),
        ({}, {"energy": dated("a", 2020) | dated("b", 2023)}, 2023),
        (dated("ghg_total", 2018), {"energy": dated("a", 2023)}, 2018),
    ],
)
def test_the_year_of_a_state_is_that_of_what_is_known_then_of_what_was_given(measures, own, year):
    assert _base_year(measures, own) == year


def test_a_cell_has_three_parts():
    assert cell_of("tertiary-other-electricity") == ("tertiary", "other", "electricity")
    for wrong in ("tertiary-other", "a-b-c-d", ""):
        with pytest.raises(ValueError, match="values to unpack"):
            cell_of(wrong)


# --- Figures ---------------------------------------------------------------------------------------------------------


def derived(*parts, **options):
    return derived_figure(make_inputs(), "essai", label=NAME, unit=MWH, parts=parts, **options)


def test_a_figure_is_the_product_of_its_parts_and_says_so():
    figure = derived(measure("a", 3.0), measure("b", 0.5))
    assert (figure.value, figure.state, figure.known) == (1.5, ValueState.MODELLED, 1)
    assert figure.method.formula.fr == "a × b"
    assert figure.id == f"starting-state.{SIREN}.essai.2024"
    assert figure.period == Period.year(2024)


@pytest.mark.parametrize("parts", [(), (measure("a", None),), (measure("a", 3.0), measure("b", None))])
def test_without_all_of_its_parts_a_figure_is_missing_and_never_nil(parts):
    figure = derived(*parts)
    assert (figure.value, figure.state, figure.known, figure.is_rough) == (None, ValueState.MISSING, 0, False)


def test_a_calculation_that_gives_no_number_is_missing():
    figure = derived(measure("a", 3.0), measure("b", 0.0), compute=Interval.over)
    assert (figure.value, figure.state) == (None, ValueState.MISSING)


def test_a_figure_says_its_own_formula_and_note_before_those_that_it_is_made_of():
    figure = derived(measure("a", 3.0, year=2016), formula=Text("recensement", "census"), note=NAME)
    assert (figure.method.formula.fr, figure.note) == ("recensement", NAME)
    assert plain(derived(measure("a", 3.0, year=2016)).note.fr) == "Avec des valeurs de 2016."


def test_the_years_of_a_figure_are_those_at_its_foot_and_the_day_of_an_assumption_is_none():
    key = make_inputs().key("car_kwh_per_km")
    deep = derived(derived(measure("a", 1.0, year=2016), measure("b", 1.0, year=2018)), key)
    assert sorted(years_of(deep)) == [2016, 2018]
    assert plain(years_note((deep,), 2018).fr) == "Avec des valeurs de 2016."
    assert years_note((measure("a", 1.0),), 2024) is None
    assert years_note((), 2024) is None


def test_an_assumption_shows_its_central_value_with_its_bounds():
    assumption = make_inputs().assumptions.find("road_freight_share")
    figure = assumption_figure(assumption)
    assert figure.value == assumption.central
    assert dict(figure.method.parameters) == {"low": f"{assumption.low:g}", "high": f"{assumption.high:g}"}
    assert figure.unit == plain_unit("" if assumption.unit == "ratio" else assumption.unit)


def test_a_cell_of_a_table_is_an_estimate_with_its_place_in_it():
    figure = reference_figure("t", "c", year=2020, label=NAME, value=1.0, unit=MWH)
    assert (figure.id, figure.state, figure.note) == ("reference.t.c", ValueState.ESTIMATED, None)
    assert [(ref.kind, ref.key) for ref in figure.evidence] == [("foresight-reference", "t/c")]


def test_a_share_leaves_the_rest_and_products_multiply():
    assert rest_of_one(Interval.exactly(0.3)).low == pytest.approx(0.7)
    assert product_of(*(Interval.exactly(number) for number in (2.0, 3.0, 4.0))) == Interval.exactly(24.0)


# --- Sums ------------------------------------------------------------------------------------------------------------


def added(*values, **options):
    figures = [measure(f"m{rank}", value) for rank, value in enumerate(values)]
    return sum_all(figures, address="a.b", label=NAME, unit=MWH, period=Period.year(2024), **options)


@pytest.mark.parametrize(
    ("values", "missing", "whole", "known", "total"),
    [((1.0, 2.5), 0, 3.5, 2, 2), ((0.0,), 0, 0.0, 1, 1), ((1.0, None), 0, None, 1, 2), ((1.0, 2.0), 1, None, 2, 3)],
)
def test_one_part_unknown_makes_the_sum_unknown(values, missing, whole, known, total):
    figure = added(*values, missing=missing)
    assert (figure.value, figure.known, figure.total) == (whole, known, total)
    assert (figure.state is ValueState.MISSING) is (whole is None)
    assert figure.territories == (SIREN,)


def test_a_sum_is_in_the_unit_asked_for():
    figures = [measure("a", 2.0, "GWh"), measure("b", 500.0)]
    whole = sum_all(figures, address="a.b", label=NAME, unit=MWH, period=Period.year(2024))
    assert (whole.value, whole.unit) == (2_500, MWH)


@pytest.mark.parametrize(("is_stock", "name"), [(True, "Carbone stocké, "), (False, "Carbone, ")])
def test_carbon_that_is_held_and_that_leaves_have_two_names(is_stock, name):
    assert land_label("forest", is_stock=is_stock).fr.startswith(name)


# --- Addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "part"),
    [("scenario.sobre.emissions.2050", "chosen"), ("scenario.sobre.emissions.2050.lever-2", "lever-2")],
)
def test_a_number_of_a_scenario_has_an_address_that_reads_back(text, part):
    address = ScenarioAddress.parse(FigureAddress.parse(text))
    assert (address.slug, address.year, address.part, str(address)) == ("sobre", 2050, part, text)
    assert address.measure is ScenarioMeasure.EMISSIONS


@pytest.mark.parametrize("text", ["scenario.sobre.telepathy.2050", "scenario.sobre.energy.bientot", "scenario.sobre"])
def test_another_address_is_no_number_of_a_scenario(text):
    assert ScenarioAddress.parse(FigureAddress.parse(text)) is None


def test_an_address_of_a_state_reads_back():
    text = f"starting-state.{SIREN}.residential-heating-oil.2024"
    address = StateAddress.parse(FigureAddress.parse(text))
    assert (address.place, address.code, address.year, str(address)) == (SIREN, "residential-heating-oil", "2024", text)
