"""What rules say of goods: the sort they aim at, their threshold, what they ask, and what stays not known."""

from collections.abc import Mapping
from datetime import date

import pytest

from autan.plans.estate.core.assets import AssetKind, EnergyCarrier, EnergyUse, EstateAsset, Inventory, Works, YesNo
from autan.plans.obligations.core.assets import AssetReading, duty_by_assets, read_assets, whole_figure
from autan.plans.obligations.core.competences import Duty
from autan.plans.obligations.core.rules import AssetCriterion
from autan.plans.obligations.importers.rules import find_obligation

DAY = date(2026, 11, 30)
YES, NO = YesNo
BOUND, NOT_BOUND, NOT_KNOWN = Duty.BOUND, Duty.NOT_BOUND, Duty.NOT_KNOWN


def criterion(code: str) -> AssetCriterion:
    rule = find_obligation(code)
    assert rule is not None
    assert rule.bears_on is not None
    return rule.bears_on


def building(name: str = "Mairie", **fields: object) -> EstateAsset:
    return EstateAsset(**{"kind": AssetKind.BUILDING, "name": name, "is_tertiary": YES, **fields})  # type: ignore[arg-type]


def fleet(vehicles: int | None, name: str = "Flotte", **fields: object) -> EstateAsset:
    return EstateAsset(kind=AssetKind.FLEET, name=name, vehicles=vehicles, **fields)  # type: ignore[arg-type]


def uses(by_year: Mapping[int, float | None]) -> tuple[EnergyUse, ...]:
    return tuple(EnergyUse(carrier=EnergyCarrier.GAS, year=year, mwh=mwh) for year, mwh in by_year.items())


def read(rule: AssetCriterion, *assets: EstateAsset, is_complete: bool = False) -> tuple[AssetReading, ...]:
    return read_assets(rule, Inventory(siren="1", assets=assets, is_complete=is_complete), DAY)


def duties(rule: AssetCriterion, *assets: EstateAsset, is_complete: bool = False) -> list[Duty]:
    return [reading.duty for reading in read(rule, *assets, is_complete=is_complete)]


OTHER_SORT, BELOW, LACKS = (
    "la règle ne vise pas cette sorte de bien",
    "en dehors du seuil",
    "l’inventaire ne dit pas tout ce que la règle demande",
)


@pytest.mark.parametrize(
    ("is_tertiary", "power", "duty", "reason"),
    [
        (YES, 70, NOT_BOUND, BELOW),
        (YES, 70.1, BOUND, ""),
        (YES, 290, BOUND, ""),
        (YES, 290.01, NOT_BOUND, BELOW),
        (YES, None, NOT_KNOWN, LACKS),
        (NO, 100, NOT_BOUND, OTHER_SORT),
        (NO, None, NOT_BOUND, OTHER_SORT),
        (None, 100, NOT_KNOWN, LACKS),
        (None, 50, NOT_BOUND, BELOW),  # what surely fails decides
        (None, None, NOT_KNOWN, LACKS),
    ],
)
def test_a_building_between_two_powers(is_tertiary: YesNo | None, power: float | None, duty: Duty, reason: str):
    (reading,) = read(criterion("bacs_70"), building(is_tertiary=is_tertiary, hvac_kw=power))
    assert (reading.duty, reading.reason.fr) == (duty, reason)


@pytest.mark.parametrize(
    ("code", "area", "is_outdoor", "is_conceded", "duty"),
    [
        ("parking_10000", 9_999, YES, NO, NOT_BOUND),
        ("parking_10000", 10_000, YES, NO, BOUND),
        ("parking_1500", 1_500, YES, NO, NOT_BOUND),
        ("parking_1500", 1_501, YES, NO, BOUND),
        ("parking_1500", 10_000, YES, NO, NOT_BOUND),
        ("parking_1500", 2_000, None, YES, NOT_BOUND),
        ("parking_1500", 2_000, None, NO, NOT_KNOWN),
        ("parking_concede", 2_000, YES, YES, BOUND),
    ],
)
def test_a_car_park_by_its_area_and_by_who_runs_it(code, area, is_outdoor, is_conceded, duty):
    park = EstateAsset(
        kind=AssetKind.CAR_PARK, name="Gare", area_m2=area, is_outdoor=is_outdoor, is_conceded=is_conceded
    )
    assert duties(criterion(code), park, building(area_m2=50_000)) == [duty]  # a building is no car park


@pytest.mark.parametrize(
    ("others", "is_complete", "duty"),
    [
        ([], True, NOT_BOUND),
        ([], False, NOT_KNOWN),  # another building of the site may be missing
        ([{"area_m2": 400}], False, BOUND),
        ([{"area_m2": 399}], True, NOT_BOUND),
        ([{"area_m2": 400, "site": "Stade"}], True, NOT_BOUND),
        ([{"area_m2": 400, "is_tertiary": NO}], True, NOT_BOUND),
        ([{"area_m2": 400, "is_tertiary": None}], True, NOT_KNOWN),
        ([{"area_m2": 399, "is_tertiary": None}], True, NOT_BOUND),
        ([{"area_m2": None}], True, NOT_KNOWN),
        ([{"area_m2": None, "is_tertiary": None}], True, NOT_KNOWN),
        ([{"area_m2": None, "is_tertiary": NO}], True, NOT_BOUND),
    ],
)
def test_the_buildings_of_a_site_count_together(others, is_complete, duty):
    beside = [building(f"Annexe {rank}", **{"site": "Mairie", **other}) for rank, other in enumerate(others)]
    hall = building(area_m2=600, site="Mairie")
    assert duties(criterion("eet_declaration"), hall, *beside, is_complete=is_complete)[0] is duty


def test_a_building_of_no_stated_site_is_bound_by_its_own_area_alone():
    large, small, twin = building("A", area_m2=1_000), building("B", area_m2=600), building("C", area_m2=600)
    assert duties(criterion("eet_declaration"), large, small, twin, is_complete=True) == [BOUND, NOT_KNOWN, NOT_KNOWN]


@pytest.mark.parametrize(
    ("counts", "is_complete", "expected"),
    [
        ([12, 9], False, [BOUND, BOUND]),
        ([12, 8], True, [NOT_BOUND, NOT_BOUND]),
        ([12, 8], False, [NOT_KNOWN, NOT_KNOWN]),
        ([12, None], True, [NOT_KNOWN, NOT_KNOWN]),
        ([21, None], False, [BOUND, BOUND]),  # whatever the other has
        ([None], True, [NOT_KNOWN]),
    ],
)
def test_the_fleets_of_an_authority_count_together(counts, is_complete, expected):
    fleets = [fleet(count, f"Flotte {rank}") for rank, count in enumerate(counts)]
    assert duties(criterion("vfe_publication"), *fleets, is_complete=is_complete) == expected


def test_a_sum_between_two_bounds_is_sure_only_once_it_is_whole_or_too_high():
    between = AssetCriterion(kind=AssetKind.FLEET, measure="vehicles", above=20, below=100, is_summed=True)
    assert duties(between, fleet(25), fleet(None, "B")) == [NOT_KNOWN] * 2
    assert duties(between, fleet(25), fleet(30, "B")) == [BOUND] * 2
    assert duties(between, fleet(60), fleet(40, "B"), fleet(None, "C")) == [NOT_BOUND] * 3


@pytest.mark.parametrize(
    ("share_year", "aim"),
    [
        (2020, None),
        (2021, 30),
        (2024, 30),
        (2025, 40),
        (2029, 40),
        (2030, 70),
        (2100, 70),
        (2101, None),
        (None, 40),  # without the year of the share, that of the reader
    ],
)
def test_the_share_of_a_fleet_stands_beside_the_aim_of_its_year(share_year: int | None, aim: float | None):
    (reading,) = read(criterion("vfe_legers"), fleet(30, low_share_pct=35, share_year=share_year))
    assert (reading.share, reading.aim, reading.is_equipped) == (35, aim, None)


def test_what_a_rule_does_not_ask_is_not_told():
    asked = fleet(30, low_share_pct=35, very_low_share_pct=9)
    assert [read(criterion(code), asked)[0].share for code in ("vfe_publication", "vtfe_legers")] == [None, 9]
    (unbound,) = read(criterion("vfe_legers"), fleet(3, low_share_pct=35), is_complete=True)
    assert (unbound.duty, unbound.share, unbound.aim) == (NOT_BOUND, None, None)


@pytest.mark.parametrize(("stated", "is_equipped"), [(YES, True), (NO, False), (None, None)])
def test_whether_a_good_is_equipped_is_what_is_stated(stated, is_equipped):
    (reading,) = read(criterion("bacs_290"), building(hvac_kw=300, has_bacs=stated))
    assert (reading.duty, reading.is_equipped) == (BOUND, is_equipped)


@pytest.mark.parametrize(
    ("reference", "energy", "cut", "years"),
    [
        (2015, {2015: 100, 2023: 70}, 30.0, (2015, 2023)),
        (2015, {2023: 70, 2015: 100, 2019: 50}, 30.0, (2015, 2023)),  # the latest, in whatever order
        (2015, {2015: 100, 2023: 70, 2024: None}, 30.0, (2015, 2023)),
        (2015, {2015: 300, 2023: 400}, -33.3, (2015, 2023)),
        (2015, {2015: 100, 2023: 0}, 100.0, (2015, 2023)),
        (2015, {2015: 0, 2023: 70}, None, None),
        (2015, {2015: 100}, None, None),
        (2015, {2014: 100, 2023: 70}, None, None),
        (2015, {2015: 100, 2012: 70}, None, None),
        (None, {2015: 100, 2023: 70}, None, None),
    ],
)
def test_consumption_falls_from_the_reference_year(reference, energy, cut, years):
    hall = building(area_m2=2_000, reference_year=reference, energy=uses(energy))
    (reading,) = read(criterion("eet_objectifs"), hall)
    assert (reading.cut, reading.cut_years, reading.cut_of) == (cut, years, None)
    (other,) = read(criterion("eet_declaration"), hall)  # which asks no fall
    assert (other.cut, other.cut_years) == (None, None)


@pytest.mark.parametrize(
    ("energy", "cut", "years", "base"),
    [
        ({2021: 200, 2023: 100, 2024: 96}, 2.0, (2023, 2024), 2021),
        ({2023: 100, 2024: 96}, 4.0, (2023, 2024), None),
        ({2021: 0, 2023: 100, 2024: 96}, 4.0, (2023, 2024), None),
        ({2021: 200, 2022: 190, 2024: 96}, 5.0, (2021, 2022), 2021),
        ({2021: 200, 2023: 100}, None, None, None),
        ({2023: 0, 2024: 96}, None, None, None),
    ],
)
def test_consumption_falls_from_each_year_to_the_next(energy, cut, years, base):
    lighting = EstateAsset(kind=AssetKind.LIGHTING, name="Rues", energy=uses(energy))
    (reading,) = read(criterion("eed_1_9"), lighting)
    assert (reading.duty, reading.cut, reading.cut_years, reading.cut_of) == (BOUND, cut, years, base)


def test_the_area_renovated_is_that_of_the_latest_year_of_the_inventory():
    done = building("A", works=(Works(year=2024, renovated_m2=300), Works(year=2024, renovated_m2=100)))
    before = building("B", works=(Works(year=2023, renovated_m2=50), Works(year=2024)))
    readings = read(criterion("eed_3pct"), done, before, building("C"))
    assert [(one.renovated_m2, one.renovated_year) for one in readings] == [(400, 2024), (None, 2024), (None, 2024)]
    (alone,) = read(criterion("eed_3pct"), building("C"))
    assert (alone.renovated_m2, alone.renovated_year) == (None, None)
    (other,) = read(criterion("bacs_290"), building("A", hvac_kw=300, works=done.works))  # which asks no renovation
    assert (other.renovated_m2, other.renovated_year) == (None, None)


@pytest.mark.parametrize(
    ("energy", "figure", "value"),
    [
        ({2021: 200, 2022: 190}, "estate.1.change.2022.2021", -5.0),
        ({2021: 200, 2022: 190, 2023: 200}, "estate.1.change.2023.2021", 5.0),  # the latest
        ({2021: 200, 2022: 190, 2025: 150}, "estate.1.change.2022.2021", -5.0),  # the latest that tells it
        ({2022: 200, 2023: 190}, "estate.1.change.2023", -5.0),
        ({2024: 150}, "estate.1.change.2024.2021", None),
    ],
)
def test_a_shared_aim_of_each_year_is_read_of_the_whole_estate(energy, figure, value):
    estate = Inventory(siren="1", assets=(building(energy=uses(energy)),))
    whole = whole_figure(criterion("eed_1_9"), estate)
    assert whole is not None
    assert (whole.id, whole.value) == (figure, value)


def test_the_share_renovated_is_that_of_the_latest_year_and_other_rules_have_no_shared_figure():
    done = building(area_m2=1_000, works=(Works(year=2023, renovated_m2=500), Works(year=2024, renovated_m2=30)))
    estate = Inventory(siren="1", assets=(done,), is_complete=True)
    whole = whole_figure(criterion("eed_3pct"), estate)
    assert whole is not None
    assert (whole.id, whole.value) == ("estate.1.renovated.2024", 3.0)
    assert whole_figure(criterion("eet_objectifs"), estate) is None
    assert whole_figure(criterion("eed_1_9"), estate) is None  # no year has any energy


NO_INVENTORY = "par bien : sans inventaire, on ne sait pas"


@pytest.mark.parametrize(
    ("inventory", "duty", "reason"),
    [
        (None, NOT_KNOWN, NO_INVENTORY),
        (Inventory(siren="1"), NOT_KNOWN, NO_INVENTORY),
        (Inventory(siren="1", is_complete=True), NOT_BOUND, "inventaire déclaré complet, aucun bien visé"),
        (
            Inventory(siren="1", assets=(building(hvac_kw=10),)),
            NOT_KNOWN,
            "aucun bien visé dans l’inventaire, qui n’est pas déclaré complet",
        ),
        (
            Inventory(siren="1", assets=(building(hvac_kw=10),), is_complete=True),
            NOT_BOUND,
            "inventaire déclaré complet, aucun bien visé",
        ),
        (Inventory(siren="1", assets=(building(hvac_kw=10), building("B")), is_complete=True), NOT_KNOWN, LACKS),
        (
            Inventory(siren="1", assets=(building(hvac_kw=300), building("B"), building("C", hvac_kw=291))),
            BOUND,
            "2 bien(s) de l’inventaire",
        ),
    ],
)
def test_goods_bind_their_authority_as_far_as_its_inventory_tells(inventory, duty: Duty, reason: str):
    told, words = duty_by_assets(criterion("bacs_290"), inventory, DAY)
    assert (told, words.fr) == (duty, reason)


def test_a_rule_that_no_field_of_a_good_tells_is_not_known():
    known = Inventory(siren="1", assets=(building(hvac_kw=300),), is_complete=True)
    told, words = duty_by_assets(None, known, DAY)
    assert (told, words.fr) == (NOT_KNOWN, "l’inventaire ne dit pas ce que cette règle regarde")
