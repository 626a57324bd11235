"""Tables of energy by sector and carrier, and sources side by side: rows that are told, gaps, totals, years apart."""

from typing import Any

import pytest

from autan.evidence.figures.core.units import UnitMismatchError
from autan.ground.errors import DomainError
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from autan.opendata.measures.core.energy_measures import local_code, regional_code
from autan.opendata.observatory.core.energy_table import (
    ComparedSource,
    compare_sources,
    energy_tables,
    is_same_year,
)
from autan.opendata.sources.core.codes import Carrier
from tests.opendata.observatory.figures import a_figure, a_floor

PARTS = {"a": Text("A", "A"), "b": Text("B", "B"), "c": Text("C", "C")}


def local(sector: str, carrier: Carrier = Carrier.ELECTRICITY, value: float | None = 5.0, **changes):
    code = local_code(carrier, sector)
    return {code: a_figure(value, code=code, **changes)}


def test_no_table_is_made_of_nothing_known():
    assert energy_tables({}) == ()
    assert energy_tables(local("residential", value=None)) == ()


def test_a_table_has_the_sectors_and_carriers_that_have_rows():
    figures = local("residential") | local("tertiary", Carrier.NATURAL_GAS, 7.0)
    (table,) = energy_tables(figures)
    assert table.source == "sdes-energy-epci"
    assert [carrier.fr for carrier in table.carriers] == ["Électricité", "Gaz naturel"]
    assert [(label.fr, [figure and figure.value for figure in row]) for label, row in table.rows] == [
        ("Résidentiel", [5, None]),
        ("Tertiaire", [None, 7]),
    ]


def test_a_figure_without_rows_is_an_empty_cell_and_one_that_is_unknown_stays():
    none = local("agriculture", value=None, total=0)
    secret = local("tertiary", Carrier.NATURAL_GAS, None)
    (table,) = energy_tables(local("residential") | none | secret)
    assert [label.fr for label, _ in table.rows] == ["Résidentiel", "Tertiaire"]
    assert table.rows[1][1][1].value is None


def test_a_carrier_of_which_no_sector_has_rows_has_no_column():
    figures = local("residential") | local("residential", Carrier.HEAT_NETWORK, 3.0)
    (table,) = energy_tables(figures)
    assert len(table.carriers) == 2
    assert [figure.value for figure in table.rows[0][1]] == [5, 3]


def test_tables_of_several_sources_stand_side_by_side_the_regional_one_first():
    regional = regional_code("residential", "electricity")
    figures = {
        **local("residential"),
        regional: a_figure(9.0, code=regional),
        "electricity_residential": a_figure(4.0),
        "gas_total": a_figure(6.0, code="gas_total"),
    }
    tables = energy_tables(figures)
    assert [table.source for table in tables] == ["rare-epci", "sdes-energy-epci", "ore-communes"]
    assert [label.fr for label, _ in tables[2].rows] == ["Résidentiel", "Toutes consommations"]


def offer(values: dict[str, Any], *, whole=None, unit: str = "MWh", date: str = "2024", name: str = "s"):
    figures = {
        code: value if hasattr(value, "unit") else a_figure(value, code=code, unit=unit, date=date)
        for code, value in values.items()
    }
    return ComparedSource(source=name, figures=figures, whole=whole)


def compare(*sources: ComparedSource):
    return compare_sources(sources, PARTS, code="essai")


def test_a_comparison_needs_two_sources():
    with pytest.raises(DomainError, match="essai: a comparison needs two sources, got 1"):
        compare(offer({"a": 1.0}))


def test_each_part_has_the_figure_of_each_source_and_its_gap_to_the_first():
    comparison = compare(offer({"a": 100.0, "b": 50.0}), offer({"a": 110.0}), offer({"b": 40.0, "a": 80.0}))
    assert [row.label.fr for row in comparison.rows] == ["A", "B"]
    first, second = comparison.rows
    assert [figure and figure.value for figure in second.figures] == [50, None, 40]
    assert [gap and gap.net for gap in first.gaps] == [10, -20]
    assert [gap and gap.pct for gap in second.gaps] == [None, -20]


def test_a_part_that_no_source_gives_has_no_row_and_one_that_is_unknown_has():
    comparison = compare(offer({"a": None}), offer({"a": 5.0}))
    assert [row.label.fr for row in comparison.rows] == ["A"]
    assert comparison.rows[0].gaps == (None,)


def test_figures_are_in_the_unit_of_the_first_known_one_and_keep_their_dimension():
    comparison = compare(offer({"a": 1.0}, unit="GWh"), offer({"a": 900.0}))
    assert [figure.value for figure in comparison.rows[0].figures] == [1, 0.9]
    assert comparison.rows[0].gaps[0].net == pytest.approx(-0.1)
    with pytest.raises(UnitMismatchError):
        compare(offer({"a": 1.0}), offer({"a": 1.0}, unit="tCO2e"))


def test_a_gap_is_not_told_of_another_year_or_of_a_floor():
    later = compare(offer({"a": 100.0}), offer({"a": 110.0}, date="2022"))
    assert later.rows[0].gaps == (None,)
    assert later.years_apart == (True,)
    bounded = compare(offer({"a": 100.0}), offer({"a": a_floor(80.0)}))
    assert bounded.rows[0].gaps == (None,)
    assert bounded.years_apart == (False,)


def test_years_are_apart_only_where_no_part_is_of_the_same_year():
    mixed = compare(
        offer({"a": 100.0, "b": 1.0}), offer({"a": a_figure(110.0, date="2022"), "b": a_figure(1.0)}), offer({"c": 3.0})
    )
    assert mixed.years_apart == (False, False)


def test_a_summary_adds_the_parts_that_both_know():
    comparison = compare(offer({"a": 100.0, "b": 50.0, "c": 7.0}), offer({"a": 110.0, "b": 30.0}), offer({}))
    near, nothing = comparison.summaries
    assert (near.net.net, near.absolute, near.parts) == (-10, 30, 2)
    assert near.net.pct == pytest.approx(-100 / 15)
    assert nothing is None


def test_the_total_of_each_source_is_the_one_that_it_states():
    comparison = compare(
        offer({"a": 100.0}, whole=a_figure(120.0)), offer({"a": 110.0}, whole=a_figure(150.0)), offer({"a": 1.0})
    )
    assert [figure and figure.value for figure in comparison.total.figures] == [120, 150, None]
    assert [gap and gap.net for gap in comparison.total.gaps] == [30, None]
    assert compare(offer({"a": 1.0}), offer({"a": 1.0})).total is None


def test_totals_of_other_parts_have_no_gap():
    wider = offer({"a": 110.0, "b": 5.0}, whole=a_figure(115.0))
    assert compare(offer({"a": 100.0}, whole=a_figure(100.0)), wider).total.gaps == (None,)
    narrower = offer({}, whole=a_figure(115.0))
    assert compare(offer({"a": 100.0}, whole=a_figure(100.0)), narrower).total.gaps == (None,)
    unknown = offer({"a": None}, whole=a_figure(90.0))
    assert compare(offer({"a": 100.0}, whole=a_figure(100.0)), unknown).total.gaps == (None,)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2024", "2024-06-30", True),
        ("2024", "2023", False),
        ("2024-01-31", "2024-12-31", True),
    ],
)
def test_two_times_are_of_one_year_by_their_years(one, other, same):
    assert is_same_year(Period.parse(one), Period.parse(other)) == same
    assert is_same_year(Period.parse(other), Period.parse(one)) == same


def test_twelve_months_over_two_years_are_of_neither():
    months = Period.months_before(Period.parse("2024-06-30").end)
    assert not is_same_year(months, Period.year(2024))
    assert not is_same_year(Period.year(2023), months)
    assert is_same_year(months, months)
    assert not is_same_year(Period.undated(), Period.undated())
