"""Rules at their very bounds, what they say in both languages, and the rows that they have no right to judge."""

import polars as pl
import pytest

from autan.ground.wordings import Text
from autan.opendata.data_quality.core import certificates, consumption, editions, emissions, production
from tests.opendata.data_quality.test_quality_rules import (
    MEMBERS,
    census,
    communal,
    homes,
    inventory,
    plants,
    rows_of,
)

SIREN = "200000001"


def plain(text: Text) -> tuple[str, str]:
    """Both languages, with ordinary spaces."""
    fr, en = (words.replace("\u202f", " ").replace("\xa0", " ") for words in (text.fr, text.en))
    return fr, en


def test_masked_meshes_are_counted_on_the_total_of_each_carrier() -> None:
    table = communal(rows_of(40.0, 90.0, masked=1), rows_of(4.0, 9.0, masked=12, carrier="natural_gas"))
    alerts = consumption.masked_meshes(table)
    assert [(alert.measure, plain(alert.value)) for alert in alerts] == [
        ("electricity_total", ("mailles masquées : 1", "masked meshes: 1")),
        ("gas_total", ("mailles masquées : 12", "masked meshes: 12")),
    ]
    assert {plain(alert.expected) for alert in alerts} == {("aucune maille masquée", "no masked mesh")}
    assert {(alert.rule, alert.source, alert.place) for alert in alerts} == {("masked_meshes", "ore-communes", "00001")}


def test_a_total_of_homes_alone_says_how_much_it_should_exceed() -> None:
    (alert,) = consumption.homes_only_total(communal(rows_of(1240.0, 1240.0), rows_of(4.0, 9.0, code="00002")))
    assert (alert.place, alert.measure) == ("00001", "electricity_total")
    assert plain(alert.value) == ("1 240 MWh, logements compris", "1,240 MWh, homes included")
    assert plain(alert.expected) == ("plus de 1 240 MWh", "more than 1,240 MWh")


def test_homes_that_are_not_known_are_no_total() -> None:
    assert consumption.homes_only_total(communal(rows_of(None, 40.0), rows_of(None, None, code="00002"))) == ()


def test_gas_that_nobody_uses_is_asked_about_in_words() -> None:
    (alert,) = consumption.gas_without_use(communal(rows_of(0.0, 0.0, points=0, carrier="natural_gas")))
    assert (alert.measure, plain(alert.value)) == ("gas_residential", ("0 MWh, 0 point", "0 MWh, 0 points"))
    assert plain(alert.expected) == ("un usage, ou pas de ligne", "some use, or no row")


@pytest.mark.parametrize(("mwh", "points"), [(None, 0), (0.0, None)])
def test_what_is_not_told_of_gas_is_not_nil(mwh: float | None, points: int | None) -> None:
    assert consumption.gas_without_use(communal(rows_of(mwh, 5.0, points=points, carrier="natural_gas"))) == ()


def test_one_site_is_judged_among_the_communes_of_its_territory_and_its_carrier() -> None:
    small = [rows_of(60.0, 80.0, code=f"0000{rank}") for rank in range(2, 6)]
    gas = [rows_of(60.0, 900.0, code=f"0000{rank}", carrier="natural_gas") for rank in range(1, 6)]
    table = communal(rows_of(100.0, 1000.0), *small, *gas)
    (alert,) = consumption.one_site_dominates(table, MEMBERS)
    assert (alert.place, alert.measure) == ("00001", "electricity_total")
    assert plain(alert.value) == (
        "1 000 MWh, 76 % du territoire, dont 10 % pour les logements",
        "1,000 MWh, 76% of the territory, of which 10% for homes",
    )
    apart = MEMBERS.with_columns(siren=pl.when(pl.col("insee_code") == "00001").then(pl.lit("x")).otherwise("siren"))
    assert consumption.one_site_dominates(table, apart) == ()
    assert consumption.one_site_dominates(table, MEMBERS.clear()) == ()


def test_a_mask_anywhere_in_the_territory_bounds_what_is_said_of_one_site() -> None:
    others = [rows_of(60.0, 80.0, code=f"0000{rank}", masked=int(rank == 5)) for rank in range(2, 6)]
    (alert,) = consumption.one_site_dominates(communal(rows_of(100.6, 1000.7), *others), MEMBERS)
    assert plain(alert.value)[0] == (
        "au moins 1 000 MWh, 76 % de ce qui est connu du territoire, dont au plus 11 % pour les logements"
    )


@pytest.mark.parametrize(("mwh", "is_odd"), [(9.99, True), (10.0, False), (140.0, False), (140.1, True), (None, False)])
def test_a_home_uses_from_one_to_fourteen_mwh(mwh, is_odd):
    alerts = consumption.home_mean_out_of_range(communal(rows_of(mwh, 900.0, carrier="natural_gas")))
    assert [alert.measure for alert in alerts] == ["gas_residential"] * is_odd
    assert all(plain(alert.expected)[0] == "de 1 à 14 MWh par point" for alert in alerts)


def test_two_files_are_compared_over_all_the_communes_and_all_the_operators_of_a_territory() -> None:
    table = communal(
        rows_of(70.0, 900.0),
        rows_of(40.0, 900.0, code="00002"),
        rows_of(500.0, 900.0, carrier="natural_gas"),
        rows_of(30.0, 900.0, code="99999"),
    )
    two = pl.concat([homes(60.0), homes(40.0, operator="Régie")])
    (alert,) = consumption.two_sources_apart(table, two, MEMBERS)
    assert (alert.place, plain(alert.value)) == (
        SIREN,
        ("110 MWh contre 100 MWh (10 %)", "110 MWh against 100 MWh (10%)"),
    )
    assert plain(alert.expected) == ("à 5 % près", "within 5%")
    (below,) = consumption.two_sources_apart(table, homes(200.0), MEMBERS)
    assert plain(below.value)[0] == "110 MWh contre 200 MWh (−45 %)"


@pytest.mark.parametrize(("mwh", "is_odd"), [(104.9, False), (95.1, False), (105.1, True), (94.9, True)])
def test_two_files_agree_within_five_percent(mwh, is_odd):
    assert bool(consumption.two_sources_apart(communal(rows_of(mwh, 900.0)), homes(), MEMBERS)) is is_odd


def test_territories_come_in_the_order_of_their_numbers() -> None:
    members = pl.DataFrame({"insee_code": ["00001", "00002"], "siren": ["200000009", SIREN]})
    table = communal(rows_of(200.0, 900.0), rows_of(200.0, 900.0, code="00002"))
    both = pl.concat([homes(), homes().with_columns(siren=pl.lit("200000009"))])
    assert [alert.place for alert in consumption.two_sources_apart(table, both, members)] == [SIREN, "200000009"]


def test_operators_are_compared_without_accents_or_capitals_and_named_one_by_one() -> None:
    table = communal(
        rows_of(40.0, 900.0, operators="Régie de Lézat | ENEDIS | Zeta | Alpha"),
        rows_of(40.0, 900.0, code="00002", operators="Zeta"),
        rows_of(40.0, 900.0, carrier="natural_gas", operators="GRDF"),
        rows_of(40.0, 900.0, code="00003", operators=None),
    )
    known = pl.concat([homes(), homes(operator="REGIE DE LEZAT")])
    alerts = consumption.operator_missing(table, known, MEMBERS)
    assert [(alert.detail, plain(alert.value)) for alert in alerts] == [
        ("Alpha", ("« Alpha » absent", "“Alpha” missing")),
        ("Zeta", ("« Zeta » absent", "“Zeta” missing")),
    ]
    assert {alert.place for alert in alerts} == {SIREN}
    assert plain(alerts[0].expected) == ("tous les gestionnaires du territoire", "every operator of the territory")


@pytest.mark.parametrize(
    ("source", "hours", "rule"),
    [
        ("solar_pv", 99.0, "young_plant"),
        ("solar_pv", 100.0, "low_yield"),
        ("solar_pv", 399.0, "low_yield"),
        ("solar_pv", 400.0, None),
        ("hydro", 499.0, "low_yield"),
        ("hydro", 500.0, None),
        ("wind", 999.0, "low_yield"),
        ("wind", 1000.0, None),
        ("bioenergy", 999.0, "low_yield"),
        ("bioenergy", 1000.0, None),
        ("other", 10.0, None),
        ("hydro", 8784.0, None),
        ("hydro", 8785.0, "output_beyond_year"),
    ],
)
def test_each_kind_of_plant_has_its_usual_hours(source: str, hours: float, rule: str | None) -> None:
    table = plants(1000.0, hours, source)
    checks = (production.output_beyond_year, production.low_yield, production.young_plant)
    alerts = [alert for check in checks for alert in check(table)]
    assert [(alert.rule, alert.measure) for alert in alerts] == ([(rule, f"production_{source}")] if rule else [])


def test_a_plant_says_its_output_its_power_and_its_hours() -> None:
    (low,) = production.low_yield(plants(1500.0, 450.0, "solar_pv"))
    assert plain(low.value) == ("450 MWh pour 1 500 kW, soit 300 h", "450 MWh for 1,500 kW, or 300 h")
    assert plain(low.expected) == ("au moins 400 h", "at least 400 h")
    (young,) = production.young_plant(plants(1500.0, 0.0, "solar_pv"))
    assert plain(young.value)[0] == "0 MWh pour 1 500 kW, soit 0 h"
    assert plain(young.expected) == ("au moins 100 h", "at least 100 h")
    (floor,) = production.output_beyond_year(plants(10.0, 100.9, state="lower_bound"))
    assert plain(floor.value)[0] == "au moins 100 MWh pour 10 kW, soit 10 090 h au moins"
    assert plain(floor.expected) == ("au plus 8 784 h", "at most 8,784 h")


def test_energy_is_asked_for_where_the_power_is_told() -> None:
    unknown = plants(mwh=None, state="missing")
    (alert,) = production.energy_not_known(unknown)
    assert (alert.measure, plain(alert.value)[1]) == ("production_hydro", "unknown, 100 kW")
    assert plain(alert.expected)[0] == "l’énergie de toutes les installations"
    aside = unknown.with_columns(capacity_kw=pl.lit(None, dtype=pl.Float64))
    assert production.energy_not_known(aside) == ()


@pytest.mark.parametrize(
    ("before", "now", "is_jump"),
    [
        (250.0, 750.0, False),  # just three times
        (250.0, 751.0, True),
        (249.0, 749.0, True),  # just 500 kW
        (249.0, 748.0, False),
        (750.0, 250.0, False),
        (751.0, 250.0, True),
        (0.0, 500.0, True),
        (0.0, 499.0, False),
        (None, 5000.0, False),
        (5000.0, None, False),
    ],
)
def test_a_capacity_jumps_by_three_times_and_five_hundred_kilowatts(before, now, is_jump):
    tables = (plants().with_columns(capacity_kw=pl.lit(capacity, dtype=pl.Float64)) for capacity in (now, before))
    assert bool(production.capacity_jump(*tables)) is is_jump


def test_a_jump_says_both_capacities_and_is_of_one_commune_and_one_kind() -> None:
    (alert,) = production.capacity_jump(plants(5723.0), plants(85.0))
    assert (alert.measure, plain(alert.value)) == ("capacity_hydro", ("de 85 à 5 723 kW", "from 85 to 5,723 kW"))
    assert plain(alert.expected) == ("moins du triple", "less than three times")
    assert production.capacity_jump(plants(5723.0), plants(85.0, source="wind")) == ()
    assert production.capacity_jump(plants(5723.0), plants(85.0, code="00002")) == ()


@pytest.mark.parametrize("sector", ["residential", "tertiary", "road_transport"])
def test_a_sector_that_every_commune_has_is_never_empty(sector: str) -> None:
    (alert,) = emissions.hole_among_neighbours(inventory(sector, None))
    assert (alert.measure, plain(alert.value)) == (f"ghg_{sector}", ("case vide", "empty cell"))
    assert plain(alert.expected)[1] == "a value, as the neighbours have"
    assert emissions.hole_among_neighbours(inventory(sector, 0.0)) == ()


@pytest.mark.parametrize(
    ("tonnes", "people", "is_site"),
    [(1000.0, 999, True), (1000.0, 1000, False), (999.0, 500, False), (1001.0, 1000, True), (None, 10, False)],
)
def test_a_site_makes_a_thousand_tonnes_and_more_than_one_for_each_inhabitant(tonnes, people, is_site):
    table = inventory("energy_industry", tonnes, "00000")
    assert bool(emissions.site_booked_where_it_stands(table, census(people))) is is_site


def test_a_site_says_its_tonnes_and_those_of_each_inhabitant() -> None:
    (alert,) = emissions.site_booked_where_it_stands(inventory("waste", 7541.0, "00000"), census(3297))
    assert plain(alert.value) == ("7 541 t CO₂e, soit 2,3 t par habitant", "7,541 t CO₂e, or 2.3 t per inhabitant")
    assert plain(alert.expected)[0] == "moins d’une tonne par habitant"


def services(*tonnes: float) -> pl.DataFrame:
    return pl.concat([inventory(tonnes=amount, code=f"{rank:05d}") for rank, amount in enumerate(tonnes)])


def test_services_are_judged_from_ten_communes_on_and_nil_or_nobody_is_none() -> None:
    sizes = [100 * (rank + 1) for rank in range(10)]
    usual = [size * 0.5 for size in sizes]
    odd = [*usual[:5], 6000.0, *usual[6:]]
    (alert,) = emissions.site_in_services(services(*odd), census(*sizes))
    assert (alert.place, alert.rule) == ("00005", "site_in_services")
    assert plain(alert.value)[0].startswith("6 000 t CO₂e, ")
    assert plain(alert.expected)[0].endswith("t CO₂e pour sa taille")
    assert emissions.site_in_services(services(*odd[:9]), census(*sizes)) == ()
    assert emissions.site_in_services(services(*odd[:9], 0.0), census(*sizes)) == ()
    assert emissions.site_in_services(services(*odd), census(*sizes[:9], 0)) == ()


def test_communes_that_merged_are_named_once_in_their_order() -> None:
    passage = pl.DataFrame(
        {"source_code": ["00003", "00001"], "insee_code": ["00009", "00002"], "is_merged": [True, True]}
    )
    table = pl.DataFrame({"insee_code": ["00003", "00001", "00003"]})
    alerts = editions.merged_commune(table, passage, source="igt-ghg")
    assert [(alert.place, plain(alert.value), plain(alert.expected)) for alert in alerts] == [
        ("00001", ("commune 00001", "municipality 00001"), ("rattachée à 00002", "mapped to 00002")),
        ("00003", ("commune 00003", "municipality 00003"), ("rattachée à 00009", "mapped to 00009")),
    ]


def test_the_same_populations_are_counted_over_what_both_editions_know() -> None:
    before = pl.DataFrame({"insee_code": ["00001", "00002", "00003"], "population": [10, 20, None]})
    after = pl.DataFrame({"insee_code": ["00001", "00002", "00004"], "population": [10, 20, 7]})
    (alert,) = editions.same_population(before, after, source="registre-epci", years=(2025, 2026))
    assert (alert.place, alert.measure) == ("", "population")
    assert plain(alert.value) == (
        "mêmes populations en 2025 et 2026 dans 2 communes",
        "same populations in 2025 and 2026 in 2 municipalities",
    )
    assert editions.same_population(before, after.clear(), source="registre-epci", years=(2025, 2026)) == ()


def test_certificates_of_a_commune_are_added_over_their_labels() -> None:
    labels = pl.DataFrame({"insee_code": ["00002", "00001", "00001", "00003"], "certificates": [29, 10, 20, 0]})
    alerts = certificates.few_certificates(labels)
    assert [(alert.place, plain(alert.value)[1]) for alert in alerts] == [
        ("00002", "certificates: 29"),
        ("00003", "certificates: 0"),
    ]
    assert plain(alerts[0].expected) == ("au moins 30", "at least 30")
