"""Sums and ratios of a territory and of a network, and their laws."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.core.periods import Period
from autan.opendata.measures.core.base_figures import MeasuredPlace, Tally, base_figure
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.measures.core.measures import BaseMeasure
from autan.opendata.observatory.core.composition import name_figures, place_figures
from autan.opendata.observatory.core.composition import network_figures as compose_network
from autan.opendata.observatory.core.sums import has_rows
from autan.opendata.observatory.importers import shipped_prices
from autan.opendata.sources.core.source_cards import SourceEdition
from autan.opendata.sources.importers import shipped_cards

SIRENS = ("200000001", "200000002", "200000003")


def bases(siren, values, *, communes=2):
    """Base figures of a territory: every measure of `values` fully known, a None without any row."""
    made = {}
    for code, value in values.items():
        measure = MEASURES[code]
        assert isinstance(measure, BaseMeasure)
        edition = SourceEdition(card=shipped_cards()[measure.sources[0]], name="e")
        tally = None if value is None else Tally(value=value, known=communes, present=communes)
        made[code] = base_figure(measure, MeasuredPlace(siren=siren, communes=communes), edition, tally)
    return made


def member(siren=SIRENS[0], **values):
    return place_figures(bases(siren, values), siren)


def network_figures(members, place):
    return compose_network(members, place, cards=shipped_cards())


def test_a_ratio_is_computed_after_summing():
    members = [
        member(SIRENS[0], ghg_total=100.0, population=10.0),
        member(SIRENS[1], ghg_total=100.0, population=40.0),
    ]
    network = network_figures(members, "n")
    assert network["ghg_per_inhabitant"].value == pytest.approx(200 / 50)
    assert network["ghg_per_inhabitant_range"].low == pytest.approx(2.5)
    assert network["ghg_per_inhabitant_range"].high == pytest.approx(10)


def test_a_ratio_of_two_years_says_so():
    figure = member(ghg_total=100.0, population=10.0)["ghg_per_inhabitant"]
    assert "numérateur 2016, dénominateur 2021" in figure.note.fr
    assert figure.id == "observatory.200000001.ghg_per_inhabitant.2016"
    same = member(**{f"dpe_{label}": 10.0 for label in "abcdefg"})["dpe_f_g_share"]
    assert same.value == pytest.approx(100 * 20 / 70)
    assert same.note is None


def test_a_ratio_over_a_lower_bound_is_known_at_most():
    figures = bases(SIRENS[0], {"production_solar_pv": 10.0, "electricity_total": 100.0})
    bounded = replace(figures["electricity_total"], state=ValueState.LOWER_BOUND)
    place_figure = place_figures(figures | {"electricity_total": bounded}, SIRENS[0])["renewable_to_consumption"]
    assert (place_figure.value, place_figure.low, place_figure.high, place_figure.state) == (
        None,
        None,
        10,
        ValueState.OBSERVED,
    )
    assert "au plus" in place_figure.note.fr


def test_a_ratio_of_two_lower_bounds_is_not_established_and_says_why():
    figures = bases(SIRENS[0], {"production_solar_pv": 99.0, "electricity_total": 100.0})
    floors = {code: replace(figure, state=ValueState.LOWER_BOUND) for code, figure in figures.items()}
    place_figure = place_figures(floors, SIRENS[0])["renewable_to_consumption"]
    assert (place_figure.is_known, place_figure.state, place_figure.indication) == (
        False,
        ValueState.NOT_ESTABLISHED,
        99,
    )
    assert "il n’est pas établi" in place_figure.note.fr


def test_a_ratio_without_denominator_is_unknown():
    found = member(ghg_total=100.0, population=0.0)["ghg_per_inhabitant"]
    assert (found.value, found.state) == (None, ValueState.MISSING)


def test_a_share_of_few_certificates_is_shown_with_a_warning():
    figure = member(**{f"dpe_{label}": 1.0 for label in "abcdefg"})
    assert "Moins de 30" in figure["dpe_f_g_share"].note.fr
    assert "Moins de 30" in figure["dpe_total"].note.fr


def test_parts_of_one_territory_do_not_count_its_communes_twice():
    total = member(**{f"dpe_{label}": 10.0 for label in "abcdefg"})["dpe_total"]
    assert (total.value, total.known, total.total) == (70, 2, 2)


def test_renewable_and_not_are_apart():
    found = member(production_solar_pv=10.0, production_wind=5.0, production_thermal_non_renewable=2.0)
    assert found["production_renewable"].value == 15
    assert found["production_non_renewable"].value == 2
    assert {figure.id for figure in found["production_renewable"].inputs} == {
        "observatory.200000001.production_solar_pv.2026-07-31",
        "observatory.200000001.production_wind.2026-07-31",
    }


def test_a_source_without_plants_is_unknown_and_never_added():
    found = member(production_solar_pv=10.0, production_wind=None)
    assert not has_rows(found["production_wind"])
    assert found["production_wind"].value is None
    assert len(found["production_renewable"].inputs) == 1
    network = network_figures([found, member(SIRENS[1], production_wind=3.0)], "n")
    assert network["production_wind"].territories == (SIRENS[1],)
    assert "production_non_renewable" not in found


def test_an_unknown_member_makes_the_sum_partial_and_a_lower_bound():
    network = network_figures([member(electricity_total=5.0), member(SIRENS[1], electricity_total=None)], "n")
    found = network["electricity_total"]
    assert (found.value, found.known, found.total, found.state) == (5, 2, 4, ValueState.LOWER_BOUND)


def test_a_member_without_gas_rows_is_unknown_and_not_a_nil():
    network = network_figures([member(gas_total=5.0), member(SIRENS[1], gas_total=None)], "n")
    assert network["gas_total"].state is ValueState.LOWER_BOUND
    assert (network["gas_total"].known, network["gas_total"].total) == (2, 4)
    none = network_figures([member(gas_total=None)], "n")["gas_total"]
    assert (none.value, none.state) == (None, ValueState.MISSING)


def test_a_member_that_a_source_of_rows_does_not_hold_makes_the_sum_a_lower_bound():
    waste = "rare_energy_waste_electricity"
    network_figure = network_figures([member(**{waste: 5.0}), member(SIRENS[1], population=1.0)], "n")[waste]
    assert (network_figure.value, network_figure.state) == (5, ValueState.LOWER_BOUND)
    assert (network_figure.known, network_figure.total, network_figure.part.fr) == (1, 2, "collectivités")
    assert "1 membre n’a aucune ligne dans la source" in network_figure.note.fr


def test_a_member_without_published_wind_is_no_gap_where_the_register_holds_it():
    solar = member(SIRENS[1], production_solar_pv=3.0)
    network_figure = network_figures([member(production_wind=5.0), solar], "n")["production_wind"]
    assert (network_figure.value, network_figure.state) == (5, ValueState.OBSERVED)
    unheld = network_figures([member(production_wind=5.0), member(SIRENS[1], population=1.0)], "n")
    assert unheld["production_wind"].state is ValueState.LOWER_BOUND
    assert unheld["production_renewable"].state is ValueState.LOWER_BOUND


def test_a_bill_has_the_coverage_of_its_worst_part():
    figures = bases(SIRENS[0], {"electricity_residential": 10.0, "gas_residential": 5.0})
    gas = replace(figures["gas_residential"], known=1, state=ValueState.LOWER_BOUND)
    bill = place_figures(figures | {"gas_residential": gas}, SIRENS[0], shipped_prices())["bill_homes"]
    assert (bill.known, bill.total, bill.state) == (1, 2, ValueState.LOWER_BOUND)


def test_an_incomplete_denominator_that_cannot_be_followed_bounds_the_ratio_from_above():
    figures = bases(SIRENS[0], {"ghg_total": 10.0, "population": 5.0})
    partial = replace(figures["population"], known=1, state=ValueState.LOWER_BOUND)
    place_figure = place_figures(figures | {"population": partial}, SIRENS[0])["ghg_per_inhabitant"]
    assert (place_figure.value, place_figure.high, place_figure.indication) == (None, 2, None)
    floor = replace(figures["ghg_total"], state=ValueState.LOWER_BOUND)
    neither = place_figures(figures | {"population": partial, "ghg_total": floor}, SIRENS[0])["ghg_per_inhabitant"]
    assert (neither.is_known, neither.state, neither.indication) == (False, ValueState.NOT_ESTABLISHED, 2)
    assert "le rapport n’est pas établi" in neither.note.fr


def test_a_network_prints_the_limits_beside_its_emissions_only():
    network = network_figures([member(ghg_total=5.0, population=1.0)], "n")
    assert network["ghg_total"].note.fr.endswith(shipped_cards()["igt-ghg"].limits.fr)
    assert network["population"].note is None


def test_the_inputs_of_a_network_bear_the_names_of_its_members():
    named = name_figures(member(population=5.0), "Sicoval")
    (given_in,) = network_figures([named], "n")["population"].inputs
    assert given_in.label.fr == "Sicoval – Population"
    assert given_in.content_hash == member(population=5.0)["population"].content_hash


def test_a_network_without_members_has_no_figure():
    assert network_figures([], "n") == {}


def test_figures_come_in_the_order_of_the_catalogue():
    codes = list(member(population=1.0, ghg_total=2.0, electricity_total=3.0))
    assert [code for code in MEASURES if code in codes] == codes


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=3), st.permutations(range(3)))
def test_the_total_of_a_network_is_the_sum_of_its_members_in_any_order(values, order):
    members = [member(SIRENS[place], electricity_total=float(value)) for place, value in enumerate(values)]
    shuffled = [members[place] for place in order if place < len(members)]
    total = network_figures(shuffled, "n")["electricity_total"]
    assert total.value == sum(values)
    assert sorted(total.territories) == sorted(SIRENS[: len(values)])


def at(figures, year):
    """The same figures a few years before."""
    return {
        code: replace(figure, id=figure.id.rpartition(".")[0] + f".{year}", period=Period.year(year))
        for code, figure in figures.items()
    }


def test_members_of_other_dates_are_left_out_of_the_sum_and_it_says_so():
    """Two regions publish their last years apart: the home of the network must open, and add one year alone."""
    waste = "rare_energy_waste_electricity"
    first, second = member(SIRENS[0], **{waste: 5.0}), member(SIRENS[1], **{waste: 7.0})
    network = network_figures([at(first, 2021), at(second, 2022)], "n")
    found = network[waste]
    assert (found.value, found.state, found.known, found.total) == (7, ValueState.LOWER_BOUND, 2, 4)
    assert found.id == f"observatory.n.{waste}.2022"
    assert found.inputs[0].id == f"observatory.{SIRENS[0]}.{waste}.2022"
    assert "1 membre n’a pas de valeur à cette date" in found.note.fr
    assert "autre date (2021)" in found.inputs[0].note.fr


def test_the_date_of_most_members_is_the_one_that_is_added():
    everyone = [
        at(member(siren, ghg_total=10.0, population=2.0), year)
        for siren, year in zip(SIRENS, (2016, 2016, 2018), strict=True)
    ]
    network = network_figures(everyone, "n")
    assert (network["ghg_total"].value, network["ghg_total"].period.label) == (20, "2016")
    assert (network["ghg_per_inhabitant_range"].known, network["ghg_per_inhabitant_range"].total) == (2, 3)
