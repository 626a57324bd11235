"""A good and the figures of an estate: sums, ratios, emissions; what one good does not tell is never a zero."""

import math
from dataclasses import replace

import pytest

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.states import ValueState
from autan.plans.estate.core.assets import (
    CONSUMING,
    FIELDS,
    AssetKind,
    EnergyCarrier,
    EnergyUse,
    EstateAsset,
    Inventory,
    Works,
    asset_faults,
    asset_key,
    energy_faults,
)
from autan.plans.estate.core.columns import ASSET_COLUMNS, COLUMNS, ENERGY_COLUMNS, REQUIRED, WORKS_COLUMNS
from autan.plans.estate.core.figures import (
    CHANGE,
    COST,
    COST_PER_INHABITANT,
    EMISSIONS,
    ENERGY,
    PER_INHABITANT,
    PER_M2,
    RENOVATED,
    EmissionFactor,
    change_of,
    emission_figure,
    estate_figures,
    what_of,
)
from autan.plans.estate.importers import emission_factors

GAS, POWER = EnergyCarrier.GAS, EnergyCarrier.ELECTRICITY
FLOOR, MISSING, OBSERVED, ESTIMATED = (
    ValueState.LOWER_BOUND, ValueState.MISSING, ValueState.OBSERVED, ValueState.ESTIMATED,
)  # fmt: skip


def use(year: int, mwh: float | None, cost: float | None = None, carrier: EnergyCarrier = GAS) -> EnergyUse:
    return EnergyUse(carrier=carrier, year=year, mwh=mwh, cost_eur=cost)


def building(*energy: EnergyUse, name: str = "École", **fields: object) -> EstateAsset:
    return EstateAsset(**({"kind": AssetKind.BUILDING, "name": name, "energy": energy} | fields))


def estate(*assets: EstateAsset, is_complete: bool = False) -> Inventory:
    return Inventory(siren="999000016", assets=assets, is_complete=is_complete)


def figures(inventory: Inventory, year: int = 2025, population: Figure | None = None) -> dict[str, Figure]:
    return {what_of(figure): figure for figure in estate_figures(inventory, year, population)}


@pytest.mark.parametrize(
    ("energy", "mwh", "cost"),
    [
        ((use(2025, 90.0, 9000.0),), 90.0, 9000.0),
        ((use(2025, 90.0, 9000.0), use(2025, 10.0, 1000.0, POWER)), 100.0, 10_000.0),
        ((use(2025, 90.0, None), use(2025, 10.0, 1000.0, POWER)), 100.0, None),
        ((use(2025, None, 9000.0), use(2025, 10.0, 1000.0, POWER)), None, 10_000.0),
        ((use(2024, 90.0, 9000.0),), None, None),
        ((use(2025, 0.0, 0.0),), 0.0, 0.0),
        ((), None, None),
    ],
)
def test_a_year_is_known_where_every_bill_of_it_is(
    energy: tuple[EnergyUse, ...], mwh: float | None, cost: float | None
):
    good = building(*energy)
    assert (good.energy_of(2025), good.cost_of(2025)) == (mwh, cost)


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({}, []),
        ({"area_m2": 0.0}, ["area_m2"]),
        ({"area_m2": 0.1}, []),
        ({"low_share_pct": 100.0}, []),
        ({"low_share_pct": 100.1}, ["low_share_pct"]),
        ({"very_low_share_pct": 100.1}, ["very_low_share_pct"]),
        ({"low_share_pct": 30.0, "very_low_share_pct": 30.0}, []),
        ({"low_share_pct": 30.0, "very_low_share_pct": 30.1}, ["very_low_share_pct"]),
        ({"very_low_share_pct": 30.0}, []),
        ({"area_m2": 100.0, "works": (Works(renovated_m2=100.0),)}, []),
        ({"area_m2": 100.0, "works": (Works(renovated_m2=100.1),)}, ["works"]),
        ({"area_m2": 100.0, "works": (Works(),)}, []),
        ({"works": (Works(renovated_m2=100.0),)}, []),
        ({"energy": (use(2025, 1.0), use(2024, 1.0))}, []),
        ({"energy": (use(2025, 1.0), use(2025, 1.0, None, POWER))}, []),
        ({"energy": (use(2025, 1.0), use(2025, 2.0))}, ["energy"]),
        ({"energy": (EnergyUse(mwh=1.0),)}, ["year", "carrier"]),
    ],
)
def test_what_cannot_be_is_told_at_its_field(fields: dict[str, object], faults: list[str]):
    assert [field for field, _text in asset_faults(building(**fields))] == faults


@pytest.mark.parametrize(
    ("row", "faults"),
    [(use(2025, None), []), (EnergyUse(year=2025), ["carrier"]), (EnergyUse(carrier=GAS), ["year"])],
)
def test_an_energy_has_a_carrier_and_a_year(row: EnergyUse, faults: list[str]):
    assert [field for field, _text in energy_faults(row)] == faults


def test_a_good_is_told_from_the_others_by_its_kind_and_name():
    assert asset_key(building(name=" École ")) == "building/École"
    assert asset_key(replace(building(), kind=AssetKind.ROOF)) == "roof/École"


def test_each_kind_is_asked_what_is_of_it():
    common = set.intersection(*(set(fields) for fields in FIELDS.values()))
    assert common == {"name", "source", "note", "energy", "works"}
    assert set(FIELDS) == set(AssetKind)
    assert [kind for kind, fields in FIELDS.items() if "vehicles" in fields] == [AssetKind.FLEET]
    assert [kind for kind, fields in FIELDS.items() if "points" in fields] == [AssetKind.LIGHTING]
    assert {kind for kind, fields in FIELDS.items() if "is_equipped" in fields} == {AssetKind.CAR_PARK, AssetKind.ROOF}


def test_every_column_is_of_one_field_and_every_field_has_its_column():
    assert len(set(COLUMNS)) == len(ASSET_COLUMNS) + len(ENERGY_COLUMNS) + len(WORKS_COLUMNS)
    told = {"kind", "energy", "works"} | set(ASSET_COLUMNS.values())
    assert set.union(*(set(fields) for fields in FIELDS.values())) | {"kind"} == told
    assert [ASSET_COLUMNS[column] for column in REQUIRED] == ["kind", "name"]


def test_an_inventory_says_something_once_it_holds_a_good_or_that_there_is_none():
    assert (estate().is_known, estate(is_complete=True).is_known, estate(building()).is_known) == (False, True, True)


def test_an_inventory_gives_the_goods_of_a_kind_or_those_that_consume():
    assets = [replace(building(name=kind.value), kind=kind) for kind in AssetKind]
    inventory = estate(*assets)
    assert [good.kind for good in inventory.of_kind(AssetKind.ROOF)] == [AssetKind.ROOF]
    assert {good.kind for good in inventory.of_kind(None)} == CONSUMING


def test_years_are_those_of_energy_and_of_works_the_latest_first():
    inventory = estate(
        building(use(2020, 1.0), use(2024, 1.0), works=(Works(year=2022), Works())), building(use(2024, 2.0)),
    )  # fmt: skip
    assert (inventory.years, inventory.documented_years) == ((2024, 2020), (2024, 2022, 2020))
    assert (estate().years, estate().documented_years) == ((), ())


@pytest.mark.parametrize(
    ("assets", "is_complete", "value", "known", "state"),
    [
        ([building(use(2025, 90.0))], True, 90.0, 1, OBSERVED),
        ([building(use(2025, 90.0))], False, 90.0, 1, FLOOR),
        ([building(use(2025, 90.0)), building(use(2025, 10.0))], True, 100.0, 2, OBSERVED),
        ([building(use(2025, 90.0)), building()], True, 90.0, 1, FLOOR),
        ([building(use(2025, 0.0))], True, 0.0, 1, OBSERVED),
        ([building()], True, None, 0, MISSING),
        ([], True, None, 0, MISSING),
        ([replace(building(use(2025, 90.0)), kind=AssetKind.ROOF)], True, None, 0, MISSING),
    ],
)
def test_a_sum_is_a_floor_while_a_good_does_not_tell_or_others_may_be(
    assets: list[EstateAsset], value: float | None, known: int, state: ValueState, *, is_complete: bool
):
    energy = figures(estate(*assets, is_complete=is_complete))[ENERGY]
    assert (energy.value, energy.known, energy.state) == (value, known, state)
    assert energy.total == len([good for good in assets if good.kind in CONSUMING])


def test_a_bill_is_added_apart_from_the_energy():
    shown = figures(estate(building(use(2025, 90.0, 9000.0)), building(use(2025, 10.0)), is_complete=True))
    assert (shown[COST].value, shown[COST].known, shown[COST].state, shown[COST].unit.code) == (9000.0, 1, FLOOR, "EUR")
    assert shown[ENERGY].state is OBSERVED


@pytest.mark.parametrize(
    ("assets", "is_complete", "value", "known", "state"),
    [
        ([building(use(2025, 90.0), area_m2=1000.0)], True, 90.0, 1, OBSERVED),
        ([building(use(2025, 90.0), area_m2=1000.0)], False, 90.0, 1, ESTIMATED),
        ([building(use(2025, 90.0), area_m2=1000.0), building(use(2025, 900.0))], True, 90.0, 1, ESTIMATED),
        ([building(use(2025, 90.0), area_m2=1000.0), building(area_m2=9000.0)], True, 90.0, 1, ESTIMATED),
        (
            [building(use(2025, 90.0), area_m2=1000.0), building(use(2025, 10.0), area_m2=1000.0)],
            True,
            50.0,
            2,
            OBSERVED,
        ),
        ([building(use(2025, 90.0))], True, None, 0, MISSING),
    ],
)
def test_energy_by_square_metre_is_over_the_buildings_that_tell_both(
    assets: list[EstateAsset], value: float | None, known: int, state: ValueState, *, is_complete: bool
):
    per_m2 = figures(estate(*assets, is_complete=is_complete))[PER_M2]
    assert (per_m2.value, per_m2.known, per_m2.total, per_m2.state) == (value, known, len(assets), state)
    assert per_m2.unit.code == "kWh_per_m2"


def test_lighting_counts_in_the_energy_and_not_by_square_metre():
    lighting = replace(building(use(2025, 40.0)), kind=AssetKind.LIGHTING)
    shown = figures(estate(building(use(2025, 60.0), area_m2=1000.0), lighting, is_complete=True))
    assert (shown[ENERGY].value, shown[PER_M2].value, shown[PER_M2].total) == (100.0, 60.0, 1)


@pytest.mark.parametrize(
    ("assets", "value", "known"),
    [
        ([building(use(2025, 90.0), use(2024, 100.0))], -10.0, 1),
        ([building(use(2025, 90.0), use(2024, 100.0)), building(use(2025, 110.0), use(2024, 100.0))], 0.0, 2),
        ([building(use(2025, 90.0), use(2024, 100.0)), building(use(2025, 500.0))], -10.0, 1),
        ([building(use(2025, 90.0))], None, 0),
        ([building(use(2025, 90.0), use(2024, 0.0))], None, 0),  # nothing to compare with
        ([building(use(2025, 0.0), use(2024, 100.0))], -100.0, 1),
    ],
)
def test_a_change_is_that_of_the_goods_known_in_both_years(assets: list[EstateAsset], value: float | None, known: int):
    change = figures(estate(*assets, is_complete=True))[CHANGE]
    assert (change.value, change.known, change.total) == (value, known, len(assets))


def test_a_change_may_be_told_in_part_of_another_year():
    inventory = estate(building(use(2025, 90.0), use(2024, 100.0), use(2021, 200.0)), is_complete=True)
    change = change_of(inventory, 2025, 2021)
    assert (change.value, change.id) == (-5.0, "estate.999000016.change.2025.2021")
    assert "2021" in change.label.fr
    assert change_of(inventory, 2025, 2020).value is None
    assert FigureAddress.parse(change.id).part(3) == "2021"


def test_by_inhabitant_is_told_where_the_population_is():
    inventory = estate(building(use(2025, 90.0, 9000.0)), is_complete=True)
    assert not {PER_INHABITANT, COST_PER_INHABITANT} & set(figures(inventory))


@pytest.mark.parametrize(
    ("assets", "is_complete", "value", "indication", "state"),
    [
        ([building(area_m2=1000.0, works=(Works(year=2025, renovated_m2=250.0),))], True, 25.0, None, FLOOR),
        ([building(area_m2=1000.0, works=(Works(year=2025, renovated_m2=250.0),))], False, None, 25.0, None),
        (
            [building(area_m2=1000.0, works=(Works(year=2025, renovated_m2=250.0),)), building()],
            True, None, 25.0, None,
        ),
        ([building(area_m2=1000.0, works=(Works(year=2024, renovated_m2=250.0),))], True, None, None, MISSING),
        ([building(area_m2=1000.0, works=(Works(year=2025),))], True, None, None, MISSING),
        ([building(works=(Works(year=2025, renovated_m2=250.0),))], True, None, None, MISSING),
        (
            [building(area_m2=1000.0, works=tuple(Works(year=2025, renovated_m2=100.0) for _ in range(2)))],
            True, 20.0, None, FLOOR,
        ),
    ],
)  # fmt: skip
def test_the_share_renovated_is_at_least_what_works_tell_once_every_area_is_known(
    assets: list[EstateAsset],
    value: float | None,
    indication: float | None,
    state: ValueState | None,
    *,
    is_complete: bool,
):
    renovated = figures(estate(*assets, is_complete=is_complete))[RENOVATED]
    assert (renovated.value, renovated.indication) == (value, indication)
    assert renovated.state is (state or ValueState.NOT_ESTABLISHED)
    assert renovated.known == sum(bool(good.area_m2) for good in assets)


FACTORS = {GAS: EmissionFactor(0.2, 0.3, "Base"), POWER: EmissionFactor(0.05, 0.05, "Base")}


def emitted(*assets: EstateAsset, is_complete: bool = True) -> Figure:
    return emission_figure(estate(*assets, is_complete=is_complete), 2025, FACTORS)


def test_emissions_stand_between_the_ends_of_their_factors():
    one = emitted(building(use(2025, 100.0)))
    assert (one.low, one.high, one.known, one.total, one.unit.code) == (20.0, 30.0, 1, 1, "tCO2e")
    both = emitted(building(use(2025, 100.0), use(2025, 100.0, None, POWER)), building(use(2025, 10.0)))
    assert (both.low, both.high, both.known) == (27.0, 38.0, 2)
    sure = emitted(building(use(2025, 100.0, None, POWER)))
    assert (sure.value, sure.state) == (5.0, ESTIMATED)


@pytest.mark.parametrize(
    ("assets", "is_complete", "known", "total"),
    [
        ([building(use(2025, 100.0))], False, 1, 1),
        ([building(use(2025, 100.0)), building()], True, 1, 2),
        ([building(use(2025, 100.0)), building(use(2025, None))], True, 1, 2),
        ([building(use(2025, 100.0), use(2025, 10.0, None, EnergyCarrier.HEAT))], True, 0, 1),
    ],
)
def test_emissions_are_at_least_what_is_known(assets: list[EstateAsset], known: int, total: int, *, is_complete: bool):
    figure = emitted(*assets, is_complete=is_complete)
    assert (figure.value, figure.state, figure.known, figure.total) == (20.0, FLOOR, known, total)


def test_no_energy_of_a_year_is_no_emission_known():
    for assets in ([], [building()], [building(use(2024, 100.0))]):
        figure = emitted(*assets)
        assert (figure.value, figure.state) == (None, MISSING)


def test_emissions_name_their_factors():
    parameters = dict(emitted(building(use(2025, 1.0))).method.parameters)
    assert parameters == {"gas": "0.2-0.3 tCO2e/MWh (Base)", "electricity": "0.05-0.05 tCO2e/MWh (Base)"}
    assert what_of(emitted(building())) == EMISSIONS


def test_the_factors_that_ship_are_ranges_and_leave_out_what_depends_on_a_network():
    factors = emission_factors()
    assert EnergyCarrier.HEAT not in factors
    assert {GAS, POWER, EnergyCarrier.OIL, EnergyCarrier.WOOD, EnergyCarrier.FUEL} <= set(factors)
    assert all(0 <= one.low <= one.high < math.inf and one.source for one in factors.values())


def test_figures_rest_on_the_inventory_of_the_authority():
    shown = figures(estate(building(use(2025, 90.0))))
    assert {ref.key for figure in shown.values() for ref in figure.evidence} == {"999000016"}
    assert {figure.territories for figure in shown.values()} == {("999000016",)}
    assert shown[ENERGY].id == "estate.999000016.energy.2025"
