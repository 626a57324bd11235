"""What is counted in every EPCI adds up to what the nation counts, and says its year and its source."""

import csv
from pathlib import Path

import pytest

from autan.evidence.figures.core.states import ValueState
from autan.foresight.starting_states.core.counted_stocks import counted_stocks
from autan.foresight.starting_states.core.sector_carriers import sector_carriers
from autan.foresight.starting_states.importers import counted_columns
from autan.foresight.starting_states.lake import references
from autan.foresight.starting_states.lake.references import counts_of
from autan.foresight.starting_states.queries.inputs import base_figure, base_figures, houses_figure
from tests.foresight.starting_states.state_making import make_inputs, measure

TOULOUSE, SICOVAL, COMMINGES, LILLE = "243100518", "243100633", "200072643", "200093201"
TWH = 1e6
_TABLE = Path(references.__file__).parent / "physical_counts.csv"
EPCI_OF_2025 = tuple(row["siren"] for row in csv.DictReader(_TABLE.read_text(encoding="utf-8").splitlines()))


def national(column: str) -> float:
    return sum(counts_of(siren).get(column, 0.0) for siren in EPCI_OF_2025)


@pytest.mark.parametrize(
    ("column", "nation", "gap"),
    [
        ("people", 68.0e6, 0.02),
        ("commuters", 26.4e6, 0.01),
        ("farmed_ha", 26.9e6, 0.01),
        ("electricity_residential", 156.0 * TWH, 0.01),
        ("electricity_tertiary", 135.1 * TWH, 0.01),
    ],
)
def test_what_is_counted_adds_up_to_the_nation(column: str, nation: float, gap: float) -> None:
    assert national(column) == pytest.approx(nation, rel=gap)


def test_the_five_fuels_of_homes_are_the_homes() -> None:
    fuels = ("gas_or_network", "oil", "electricity", "bottled_gas", "other_heating")
    for siren in EPCI_OF_2025:
        row = counts_of(siren)
        if "homes" in row:
            assert sum(row[f"homes_{fuel}"] for fuel in fuels) == pytest.approx(row["homes"], rel=0.03, abs=60)


def test_a_territory_that_is_told_in_part_is_an_estimate_with_its_ends() -> None:
    told, sicoval = base_figures(TOULOUSE)["homes_oil"], base_figures(SICOVAL)["homes_oil"]
    assert (told.state, told.value, told.note) == (ValueState.OBSERVED, 3_815, None)
    assert sicoval.state is ValueState.ESTIMATED
    assert sicoval.value == pytest.approx(1_221 / 0.9041, abs=0.1)
    assert sicoval.note is not None
    assert "1\u202f221" in sicoval.note.fr
    assert "homes_oil" not in base_figures(LILLE)


def test_homes_of_which_few_are_told_are_no_stock() -> None:
    stocks = {
        siren: dict(counted_stocks(make_inputs(base=base_figures(siren), base_covered=covered, houses=None)))
        for siren, covered in ((SICOVAL, 90.41), (COMMINGES, 25.36))
    }
    assert {"dwellings_oil", "dwellings_electricity"} <= set(stocks[SICOVAL])
    assert not {"dwellings_oil", "dwellings_electricity"} & set(stocks[COMMINGES])
    assert {"employed_residents", "car_passenger_km"} <= set(stocks[COMMINGES])


def test_fuel_of_roads_and_oil_of_farms_meet_the_national_balance() -> None:
    """SDES 2021: 428 TWh of oil products in transport, some 33 of biofuels; 37 in farming and fishing."""
    road = farms = 0.0
    for siren in EPCI_OF_2025:
        rows = sector_carriers(make_inputs(base=base_figures(siren)))
        told = {(row.sector.value, row.carrier.value): row.mwh or 0.0 for row in rows}
        road += told["road_transport", "oil"]
        farms += told["agriculture", "oil"]
    assert road == pytest.approx(461 * TWH, rel=0.06)
    assert farms == pytest.approx(37.2 * TWH, rel=0.03)


def test_the_oil_of_homes_meets_the_national_balance() -> None:
    """SDES 2021: 48 TWh, brought to the three quarters of homes whose heating is told; degree days of tests are 0.8."""
    homes = oil = 0.0
    for siren in EPCI_OF_2025:
        if "homes_oil" in (figures := base_figures(siren)):
            rows = sector_carriers(make_inputs(base=figures))
            oil += {(row.sector.value, row.carrier.value): row.mwh or 0.0 for row in rows}["residential", "oil"] / 0.8
            homes += figures["homes"].value or 0.0
    assert oil == pytest.approx(48 * TWH * homes / 30.4e6, rel=0.1)


def test_a_figure_of_the_table_is_found_again_at_its_address() -> None:
    figure = base_figures(TOULOUSE)["commuters"]
    assert base_figure(f"{TOULOUSE}-commuters") == figure
    assert (figure.period.label, counted_columns()["farmed_ha"].year) == ("2022", 2020)
    assert base_figure("999000016-commuters") is None
    flats = houses_figure(f"{TOULOUSE}-flats")
    assert flats is not None
    assert flats.label.fr.startswith("Appartements")
    assert houses_figure(f"{TOULOUSE}-boats") is None


def test_the_wood_that_may_still_be_cut_is_never_less_than_nothing() -> None:
    energy = make_inputs().key("wood_mwh_per_m3").value or 0.0
    for growth, mwh in ((1_000.0, 1_000 * energy), (-500.0, 0.0)):
        told = dict(counted_stocks(make_inputs(wood_growth=measure("growth", growth, "MWh"))))
        assert told["wood_resource"].value == pytest.approx(mwh)
