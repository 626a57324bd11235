"""Rules on filings at their bounds: amounts per inhabitant, shares of sectors, gaps to the inventory, order of rows."""

import polars as pl
import pytest

from autan.ground.wordings import Text
from autan.opendata.data_quality.core import filings
from tests.opendata.data_quality.test_deposit_rules import SIREN, SOURCE, cells


def plain(text: Text) -> tuple[str, str]:
    """Both languages, with ordinary spaces."""
    fr, en = (words.replace("\u202f", " ").replace("\xa0", " ") for words in (text.fr, text.en))
    return fr, en


@pytest.mark.parametrize(
    ("quantity", "unit", "total", "is_odd"),
    [
        ("ghg", "tCO2e", 5_000, False),  # half a tonne each
        ("ghg", "tCO2e", 4_999, True),
        ("ghg", "tCO2e", 1_000_000, False),
        ("ghg", "tCO2e", 1_000_001, True),
        ("energy", "GWh", 20, False),  # 2 MWh each
        ("energy", "GWh", 19.9, True),
        ("energy", "GWh", 2_000, False),
        ("energy", "GWh", 2_000.1, True),
        ("renewable_production", "GWh", 0, False),
        ("renewable_production", "GWh", -1, True),
        ("renewable_production", "GWh", 2_001, True),
        ("sequestration", "tCO2e", -1_000_000, False),
        ("sequestration", "tCO2e", -1_000_001, True),
        ("sequestration", "tCO2e", 1_000_001, True),
        ("storage", "t", 9_000_000, False),  # nobody says how much is usual
    ],
)
def test_each_quantity_has_its_usual_amount_per_inhabitant(quantity, unit, total, is_odd):
    alerts = filings.deposit_unit(cells([total], quantity=quantity, unit=unit), source=SOURCE)
    assert [alert.measure for alert in alerts] == [f"pcaet_{quantity}"] * is_odd


def test_an_amount_per_inhabitant_says_what_is_usual():
    (tonnes,) = filings.deposit_unit(cells([2_000_000]), source=SOURCE)
    assert plain(tonnes.value) == (
        "2 000 000 t CO₂e pour 10 000 habitants, soit 200,0 t CO₂e chacun",
        "2,000,000 t CO₂e for 10,000 inhabitants, that is 200.0 t CO₂e each",
    )
    assert plain(tonnes.expected)[1] == "0 to 100 t CO₂e per inhabitant"
    (energy,) = filings.deposit_unit(cells([5_000], quantity="energy", unit="GWh"), source=SOURCE)
    assert plain(energy.expected) == ("de 2 à 200 MWh par habitant", "2 to 200 MWh per inhabitant")


def test_only_the_diagnosis_of_people_who_are_counted_is_judged():
    assert filings.deposit_unit(cells([2_000_000], period=3), source=SOURCE) == ()
    assert filings.deposit_unit(cells([2_000_000], population=0), source=SOURCE) == ()


def test_two_filings_and_two_units_are_judged_apart():
    table = pl.concat([cells([900_000]), cells([900_000], deposit=2), cells([1_100_000], deposit=3)])
    assert [alert.detail for alert in filings.deposit_unit(table, source=SOURCE)] == ["3"]


def swap(before, after, *, quantity="ghg", deposit=1):
    """A diagnosis and one target."""
    return pl.concat(
        [cells(before, quantity=quantity, deposit=deposit), cells(after, quantity=quantity, period=3, deposit=deposit)]
    )


@pytest.mark.parametrize(
    ("before", "after", "is_swap"),
    [
        ([100, 0, 100, 0], [100, 0, 0, 100], True),
        ([98, 0, 100, 2], [98, 0, 0, 100], False),  # one in a hundred already
        ([100, 0, 100, 0], [180, 0, 0, 20], False),  # just a tenth of the target
        ([100, 0, 100, 0], [100, 0, 50, 90], False),  # just half is left
        ([100, 0, 100, 0], [100, 0, 49, 90], True),
        ([180, 0, 20, 0], [180, 0, 0, 30], False),  # what falls was a tenth
        ([100, 0, 100, 0], [100, 0, 20, 180], False),  # as far above as the other is below
        ([100, 0, 100, 0], [100, 0, 20, 179], True),
    ],
)
def test_a_swap_is_a_rise_from_nothing_beside_a_fall_by_half(before, after, is_swap):
    assert bool(filings.deposit_sectors_swapped(swap(before, after), source=SOURCE)) is is_swap


def test_a_swap_is_said_of_energy_too_in_the_order_of_the_filings():
    nil = swap([100, 0, 100, 0], [100, 0, 0, 100], deposit=2)
    unknown = swap([100, 0, 100, 0.01], [100, 0, 0.01, 100], quantity="energy")
    renewable = swap([100, 0, 100, 0], [100, 0, 0, 100], quantity="renewable_production", deposit=3)
    first, second = filings.deposit_sectors_swapped(pl.concat([nil, unknown, renewable]), source=SOURCE)
    assert (first.detail, first.measure, second.detail, second.measure) == ("1", "pcaet_energy", "2", "pcaet_ghg")
    assert plain(second.value) == (
        "Transport routier de 100 à 0, Autres transports de 0 à 100",
        "Road transport from 100 to 0, Other transport from 0 to 100",
    )
    assert plain(first.value)[1].endswith("Other transport from “not known” to 100")
    assert plain(first.expected)[0] == "des parts de secteurs comparables d’une période à l’autre"


def test_the_largest_of_those_that_fell_is_the_one_that_was_swapped():
    table = swap([80, 0, 100, 0], [10, 0, 10, 95])
    (alert,) = filings.deposit_sectors_swapped(table, source=SOURCE)
    assert plain(alert.value)[1].startswith("Road transport from 100 to 10")


def test_fillers_are_counted_for_each_filing_and_each_quantity():
    table = pl.concat(
        [
            cells([0.01, 0.01], deposit=2),
            cells([0.01, 5], deposit=1),
            cells([0.01], deposit=1, quantity="energy", unit="GWh"),
        ]
    )
    alerts = filings.deposit_filler(table, source=SOURCE)
    assert [(alert.detail, alert.measure, plain(alert.value)[1]) for alert in alerts] == [
        ("1", "pcaet_energy", "cells at 0.01: 1"),
        ("1", "pcaet_ghg", "cells at 0.01: 1"),
        ("2", "pcaet_ghg", "cells at 0.01: 2"),
    ]
    assert plain(alerts[0].expected)[0] == "une valeur, zéro ou une case vide"


def test_an_empty_cell_is_no_filler():
    empty = cells([0.01]).with_columns(declared_value=pl.lit(None, dtype=pl.Float64))
    assert filings.deposit_filler(empty, source=SOURCE) == ()


def test_one_filing_listed_twice_is_one():
    headings = pl.DataFrame({"deposit_id": [7, 7, 5, 4], "siren": [SIREN, SIREN, "2", "2"]})
    (alert,) = filings.deposit_several(headings)
    assert (alert.place, alert.measure, alert.source) == ("2", "", "pcaet-deposits")
    assert plain(alert.value) == ("démarches 4, 5", "procedures 4, 5")
    assert plain(alert.expected) == ("une seule démarche", "a single procedure")


PASSAGE = pl.DataFrame({"source_code": ["32013", "32001"], "siren": [SIREN, "2"]})


def inventory(**tonnes):
    return pl.DataFrame(
        {
            "insee_code": ["32013"] * len(tonnes),
            "sector": list(tonnes),
            "emissions_tco2e": [float(amount) for amount in tonnes.values()],
        }
    )


@pytest.mark.parametrize(("filed", "is_apart"), [(80.1, False), (79.9, True), (119.9, False), (120.1, True)])
def test_a_filing_is_within_a_fifth_of_the_inventory(filed, is_apart):
    alerts = filings.deposit_apart_from_inventory(cells([filed]), inventory(residential=100), PASSAGE, source=SOURCE)
    assert bool(alerts) is is_apart


def test_gaps_of_sectors_are_said_beside_the_gap_of_the_whole():
    table = cells([200, 10, 0.01])
    known = inventory(residential=100, tertiary=50, road_transport=999)
    (alert,) = filings.deposit_apart_from_inventory(table, known, PASSAGE, source=SOURCE)
    assert plain(alert.value) == (
        "210 t contre 150 t dans l’inventaire (40 %), écarts absolus 140 t",
        "210 t against 150 t in the inventory (40%), absolute gaps 140 t",
    )
    assert (alert.measure, alert.detail) == ("pcaet_ghg", "1")
    assert plain(alert.expected) == ("à 20 % près", "within 20%")


@pytest.mark.parametrize(
    "table",
    [
        cells([200], period=3),
        cells([200], quantity="energy", unit="GWh"),
        cells([0.01]),
        cells([200]).with_columns(siren=pl.lit("3")),
    ],
    ids=["target", "energy", "filler", "unknown authority"],
)
def test_only_known_diagnoses_of_gases_are_set_against_the_inventory(table):
    known = inventory(residential=100)
    assert filings.deposit_apart_from_inventory(table, known, PASSAGE, source=SOURCE) == ()
    assert filings.deposit_apart_from_inventory(cells([200]), inventory(residential=0), PASSAGE, source=SOURCE) == ()
