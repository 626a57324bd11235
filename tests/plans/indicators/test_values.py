"""Values and definitions: what is read, what is refused with words, figures of a territory and of a network."""

from datetime import date

import pytest

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.states import ValueState
from autan.ground.wordings import Text
from autan.plans.indicators.core.addresses import IndicatorFigureAddress, ValueKey
from autan.plans.indicators.core.definitions import (
    InvalidDefinitionError,
    Nature,
    UnknownDefinitionError,
    check_definitions,
    find_definition,
)
from autan.plans.indicators.core.figures import (
    HeldSeries,
    computed_figure,
    network_figure,
    ratio_figure,
    trouble_figure,
    value_figure,
)
from autan.plans.indicators.core.findings import Trouble
from autan.plans.indicators.core.formulas import FormulaCycleError, parse_formula
from autan.plans.indicators.core.health import check_health
from autan.plans.indicators.core.values import (
    FIRST_YEAR,
    InvalidValueError,
    YearValue,
    chosen_values,
    in_unit_of,
    read_moment,
    read_value,
    read_year,
    settle_state,
)
from autan.plans.indicators.importers import catalogue, formulas
from tests.plans.indicators.making import TODAY, current, definition, series


@pytest.mark.parametrize(
    ("text", "value"),
    [("1 234,5", 1234.5), ("1\u202f234,5", 1234.5), ("1234.5", 1234.5), ("−3", -3.0), ("", None), ("  ", None)],
)
def test_numbers_as_people_type_them(text: str, value: float | None):
    assert read_value(text) == value


@pytest.mark.parametrize("text", ["environ 3", "1e300", "1" * 20, "9" * 400, "1,2,3", "nan"])
def test_what_is_no_figure_is_refused(text: str):
    with pytest.raises(InvalidValueError) as refused:
        read_value(text)
    assert refused.value.field == "value"


def test_years():
    assert read_year(" 2024 ", today=TODAY) == read_year("2024.0", today=TODAY) == 2024
    for text in ("deux mille", "1989", "2027", ""):
        with pytest.raises(InvalidValueError, match="en chiffres"):
            read_year(text, today=TODAY)


def test_units_are_converted_or_refused():
    energy = definition(unit="GWh")
    assert in_unit_of(energy, 2500, "MWh") == 2.5
    assert in_unit_of(energy, 2500, "") == in_unit_of(energy, 2500, "GWh") == 2500
    for unit in ("tCO2e", "furlong"):
        with pytest.raises(InvalidValueError, match="GWh"):
            in_unit_of(energy, 1, unit)
    with pytest.raises(InvalidValueError, match="count"):
        in_unit_of(definition(unit="count"), 1, "GWh")


def test_states_are_settled():
    assert settle_state(None, ValueState.OBSERVED) is ValueState.MISSING
    assert settle_state(None, ValueState.CONFIDENTIAL) is ValueState.CONFIDENTIAL
    assert settle_state(0.0, ValueState.OBSERVED) is ValueState.CONFIRMED_ZERO
    assert settle_state(0.0, ValueState.ESTIMATED) is ValueState.ESTIMATED
    with pytest.raises(InvalidValueError, match="pas de nombre"):
        settle_state(1.0, ValueState.MISSING)


def test_one_value_a_year_that_of_the_preferred_source():
    values = (*series(1.0, 2.0), *series(5.0, None, source="other"))
    assert [chosen_value.value for chosen_value in chosen_values(values)] == [5.0, 2.0]
    assert [chosen_value.value for chosen_value in chosen_values(values, "service")] == [1.0, 2.0]
    assert [chosen_value.value for chosen_value in chosen_values(values, "other")] == [5.0, 2.0]
    assert [chosen_value.value for chosen_value in chosen_values(series(None))] == [None]
    assert YearValue.from_json(values[0].as_json()) == values[0]


def test_the_catalogue_is_right_and_holds_what_the_law_asks():
    known = catalogue()
    assert list(formulas())[-1] in known
    regulatory = [each for each in known.values() if each.is_regulatory]
    assert all(each.legal.fr and each.source.en for each in regulatory)
    for family in ("ghg", "energy", "nox", "pm10", "pm25", "voc", "so2", "nh3"):
        assert len([code for code in known if code.startswith(f"{family}_") and known[code].is_regulatory]) == 9
    own = [each for each in known.values() if not each.is_regulatory]
    assert 30 <= len(own) <= 36
    assert find_definition(known, "ghg_total").is_key
    with pytest.raises(UnknownDefinitionError):
        find_definition(known, "nothing")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"low": 3.0, "high": 2.0}, "borne"),
        ({"unit": "pct"}, "ne s’additionnent pas"),
        ({"formula": "a +"}, "formule"),
        ({"formula": "heat"}, "le résultat est en"),
    ],
)
def test_definitions_that_contradict_themselves_are_refused(changes: dict[str, object], said: str):
    heat = definition("heat", unit="MWh")
    with pytest.raises(InvalidDefinitionError, match=said):
        check_definitions([definition(**changes), heat])


def test_definitions_in_a_circle_are_refused():
    with pytest.raises(FormulaCycleError):
        check_definitions([definition("a", formula="b"), definition("b", formula="a")])


def test_addresses():
    address = IndicatorFigureAddress(place="999000016", code="ghg_total", year="2023")
    assert IndicatorFigureAddress.parse(FigureAddress.parse(str(address))) == address
    assert IndicatorFigureAddress.parse(FigureAddress.parse("indicators.a.b")) is None
    assert str(ValueKey.parse("a-b/2023")) == "a-b/2023"


def held(*values: YearValue, siren: str = "999000016", is_invented: bool = False) -> HeldSeries:
    by_year = {value.year: value for value in values}
    return HeldSeries(slug="s", siren=siren, definition=definition(), values=by_year, is_invented=is_invented)


def test_figures_of_a_territory_rest_on_what_was_given():
    known = held(*series(-4.0, None, comment="à revoir"), is_invented=True)
    figure = value_figure(definition(), "999000016", 2015, known)
    assert (figure.value, figure.alerts, figure.evidence[0].key) == (-4.0, 1, "s/2015")
    assert figure.note == Text("Valeur inventée, pour essayer. à revoir", "Invented value, for trying. à revoir")
    unknown = value_figure(definition(), "999000016", 2016, known)
    assert (unknown.value, unknown.state, unknown.known, unknown.alerts) == (None, ValueState.MISSING, 0, 0)
    nobody = value_figure(definition(), "999000016", 2017, None)
    assert (nobody.state, nobody.evidence, nobody.note) == (ValueState.MISSING, (), None)


def members(code: str, *numbers: float | None, unit: str = "km") -> list[Figure]:
    return [
        value_figure(definition(code, unit=unit), f"99900001{rank}", 2020, held(*series(number, start=2020)))
        for rank, number in enumerate(numbers)
    ]


def test_what_adds_up_is_summed_and_a_gap_makes_a_lower_bound():
    whole = network_figure(definition(), "essai", 2020, members("cycle_lanes", 3.0, 4.0))
    assert (whole.value, whole.state, whole.note) == (7.0, ValueState.OBSERVED, None)
    part = network_figure(definition(), "essai", 2020, members("cycle_lanes", 3.0, None))
    assert (part.value, part.state, part.known, part.total) == (3.0, ValueState.LOWER_BOUND, 1, 2)
    ratio = network_figure(
        definition(unit="pct", nature=Nature.INTENSIVE), "essai", 2020, members("x", 3.0, unit="pct")
    )
    assert (ratio.value, ratio.known) == (None, 1)
    assert ratio.note is not None


def test_a_ratio_is_computed_on_sums_over_one_ground_never_a_mean():
    share = definition("share", unit="pct", nature=Nature.INTENSIVE, formula="part / whole * 100")
    formula = parse_formula(share.formula)
    terms = {
        "part": (definition("part"), members("part", 10.0, 10.0, 900.0)),
        "whole": (definition("whole"), members("whole", 20.0, 80.0, None)),
    }
    found = ratio_figure(share, formula, "essai", 2020, terms)
    assert (found.value, found.state, found.known, found.total) == (20.0, ValueState.OBSERVED, 2, 3)
    assert found.note is not None
    assert "les 2 collectivités" in found.note.fr
    nothing = {name: (each, members(name, None)) for name, (each, _figures) in terms.items()}
    unknown = ratio_figure(share, formula, "essai", 2020, nothing)
    assert (unknown.value, unknown.known, unknown.note) == (
        None,
        0,
        Text("Manque : part, whole.", "Missing: part, whole."),
    )
    whole = {name: (each, members(name, 1.0)) for name, (each, _figures) in terms.items()}
    assert ratio_figure(share, formula, "essai", 2020, whole).note is None


def test_a_computed_figure_names_what_it_goes_without():
    total = definition("total", formula="optional(a) + optional(b)")
    formula = parse_formula(total.formula)
    found = computed_figure(total, formula, "999000016", 2020, [*members("a", 3.0), *members("b", None)])
    assert (found.value, found.state) == (3.0, ValueState.LOWER_BOUND)
    assert found.note == Text("Sans : b.", "Without: b.")
    constant = computed_figure(total, parse_formula("40"), "999000016", 2020, [])
    assert (constant.value, constant.known, constant.total) == (40.0, 0, 1)


def test_troubles_are_counted_over_members():
    findings = check_health([current("a", last_year=2001), current("b", last_year=2001)], today=TODAY)
    late = trouble_figure("essai", "2026-11-26", Trouble.STALE, findings, ["999000016", "999000024"])
    assert (late.value, late.total, [ref.key for ref in late.evidence]) == (1, 2, ["a", "b"])
    nobody = trouble_figure("essai", "2026-11-26", Trouble.STALE, (), [])
    assert (nobody.value, nobody.state) == (None, ValueState.MISSING)
    assert date.fromisoformat(nobody.period.label)


def test_a_moment_is_a_year_a_month_or_a_day():
    assert [read_moment(text, today=TODAY) for text in ("2024", "06/2024", "2024-06-30", "30/6/2024")] == [
        (2024, ""), (2024, "2024-06"), (2024, "2024-06-30"), (2024, "2024-06-30"),
    ]  # fmt: skip
    assert read_moment(f"01/{FIRST_YEAR}", today=TODAY) == (FIRST_YEAR, f"{FIRST_YEAR}-01")
    assert read_moment(f"{TODAY:%d/%m/%Y}", today=TODAY) == (TODAY.year, TODAY.isoformat())
    for text in ("31/02/2024", "12/2030", f"12/{FIRST_YEAR - 1}", "hier", "01/01/1950"):
        with pytest.raises(InvalidValueError):
            read_moment(text, today=TODAY)


def test_the_latest_date_of_a_year_is_shown_and_kept_in_a_row():
    values = [YearValue(year=2024, value=float(rank), on=on) for rank, on in enumerate(("2024-12", "", "2024-06-30"))]
    assert [chosen_value.on for chosen_value in chosen_values(values)] == ["2024-12"]
    assert [YearValue.from_json(value.as_json()) for value in values] == values
    assert len({value.key for value in values}) == 3


def test_the_day_of_a_reading_is_told_with_its_value():
    known = held(*series(12.0, on="2015-06"))
    assert value_figure(definition(), "999000016", 2015, known).note == Text("Relevé : juin 2015.", "Read: June 2015.")
