"""The rules on filings find what was planted, and nothing in a filing that is right."""

import polars as pl
import pytest

from autan.opendata.data_quality.core import filings
from autan.opendata.data_quality.importers import quality_rules
from tools.build_quality_rules import MODULES, ODDITIES, PAGE, build_page

SIREN, SOURCE = "200066926", "pcaet-v2"
SECTORS = ("residential", "tertiary", "road_transport", "other_transport")


def cells(values, *, quantity="ghg", period=1, unit="tCO2e", population=10_000, deposit=1, carriers=1):
    """One filing: a value for each sector; 0.01 is a filler."""
    rows = [
        {
            "deposit_id": deposit,
            "siren": SIREN,
            "carriers": carriers,
            "population_covered": population,
            "quantity": quantity,
            "item": item,
            "period_code": period,
            "value": None if value == 0.01 else float(value),
            "declared_value": float(value),
            "unit": unit,
        }
        for item, value in zip(SECTORS, values, strict=False)
    ]
    return pl.DataFrame(rows, schema_overrides={"value": pl.Float64, "population_covered": pl.Int64})


def test_a_unit_is_judged_by_its_amount_per_inhabitant():
    wrong = cells([100_000, 150_000], quantity="energy", unit="GWh")
    (alert,) = filings.deposit_unit(wrong, source=SOURCE)
    assert (alert.place, alert.measure, alert.detail) == (SIREN, "pcaet_energy", "1")
    assert alert.value.fr == (
        "250\u202f000\u00a0GWh pour 10\u202f000 habitants, soit 25\u202f000,0\u00a0MWh chacun\u202f; "
        "25,0 si ce sont des\u00a0MWh"
    )
    assert alert.value.en.endswith("that is 25,000.0 MWh each; 25.0 if these are MWh")
    right = cells([100, 150], quantity="energy", unit="GWh")
    assert filings.deposit_unit(right, source=SOURCE) == ()
    assert filings.deposit_unit(cells([0.01], quantity="energy", unit="GWh"), source=SOURCE) == ()
    assert filings.deposit_unit(wrong.with_columns(population_covered=None), source=SOURCE) == ()
    assert len(filings.deposit_unit(cells([0, 0]), source=SOURCE)) == 1
    assert len(filings.deposit_unit(cells([250_000, 0.01], quantity="energy", unit="GWh"), source=SOURCE)) == 1


def test_swapped_sectors_are_found_once_a_filing():
    filing = pl.concat(
        [
            cells([43_000, 19_000, 74_000, 0.01]),
            cells([32_000, 16_000, 20_000, 54_000], period=3),
            cells([26_000, 13_000, 18_000, 48_000], period=6),
        ]
    )
    (alert,) = filings.deposit_sectors_swapped(filing, source=SOURCE)
    assert alert.value.fr == (
        "Transport routier de 74\u202f000 à 20\u202f000, Autres transports de «\u202fnon renseigné\u202f» à 54\u202f000"
    )
    assert alert.value.en.startswith("Road transport from 74,000")


@pytest.mark.parametrize(
    "target",
    [
        [32_000, 16_000, 20_000, 0.01],  # everything falls, nothing rises
        [32_000, 16_000, 70_000, 54_000],  # one rises, none falls
        [32_000, 16_000, 30_000, 9_000],  # what rises is not what the other lost
    ],
)
def test_a_plan_that_changes_is_not_a_swap(target):
    filing = pl.concat([cells([43_000, 19_000, 74_000, 0.01]), cells(target, period=3)])
    assert filings.deposit_sectors_swapped(filing, source=SOURCE) == ()


def test_fillers_are_counted_and_zeros_are_not():
    (alert,) = filings.deposit_filler(cells([0.01, 0, 5, 0.01]), source=SOURCE)
    assert alert.value.fr == "cases à 0,01\u00a0: 2"


def test_several_filings_of_one_authority_are_named():
    headings = pl.DataFrame({"deposit_id": [1111, 1006, 795], "siren": [SIREN, SIREN, "241200187"]})
    (alert,) = filings.deposit_several(headings)
    assert (alert.place, alert.value.fr) == (SIREN, "démarches 1006, 1111")


def test_a_filing_is_set_against_the_inventory_over_what_both_know():
    passage = pl.DataFrame({"source_code": ["32013", "32001"], "siren": [SIREN, SIREN]})
    inventory = pl.DataFrame(
        {
            "insee_code": ["32013", "32001", "32013"],
            "sector": ["residential", "residential", "waste"],
            "emissions_tco2e": [50.0, 50.0, 900.0],
        }
    )
    (alert,) = filings.deposit_apart_from_inventory(cells([60, 5]), inventory, passage, source=SOURCE)
    assert alert.value.fr.startswith("60 t contre 100 t dans l’inventaire (−40\u00a0%), écarts absolus 40 t")
    near = filings.deposit_apart_from_inventory(cells([95]), inventory, passage, source=SOURCE)
    together = filings.deposit_apart_from_inventory(cells([60], carriers=2), inventory, passage, source=SOURCE)
    assert near == together == ()


def test_the_page_of_the_rules_is_written_from_the_code():
    assert PAGE.read_text(encoding="utf-8") == build_page()


def test_every_rule_has_its_function_and_each_oddity_its_rule():
    checks = {name for module in MODULES for name in vars(module)}
    assert set(quality_rules()) <= checks
    assert len(ODDITIES) == 28
    found = {code for _, codes in ODDITIES if not isinstance(codes, str) for code in codes}
    assert found <= set(quality_rules())
    assert [said for said, codes in ODDITIES if not codes] == ["Leading zero lost in municipality codes"]
