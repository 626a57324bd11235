"""Each rule on a few rows: what it must alert, and what it must leave alone."""

from datetime import date

import polars as pl
import pytest

from autan.opendata.data_quality.core import certificates, consumption, editions, emissions, production
from autan.opendata.data_quality.core.alerts import AlertSeverity
from autan.opendata.data_quality.importers import quality_rules

MEMBERS = pl.DataFrame({"insee_code": [f"0000{n}" for n in range(8)], "siren": ["200000001"] * 8})


def rows_of(residential, total, *, code="00001", carrier="electricity", masked=0, points=10, operators="Enedis"):
    shared = {"insee_code": code, "year": 2024, "carrier": carrier, "masked_meshes": masked, "operators": operators}
    return [
        shared | {"sector": "residential", "consumption_mwh": residential, "delivery_points": points},
        shared | {"sector": "total", "consumption_mwh": total, "delivery_points": None},
    ]


def communal(*groups):
    schema = {"consumption_mwh": pl.Float64, "delivery_points": pl.Int64}
    return pl.DataFrame([row for group in groups for row in group], schema_overrides=schema)


def plants(kw=100.0, mwh=200.0, source="hydro", state="observed", code="00001"):
    return pl.DataFrame(
        {
            "insee_code": [code],
            "register_date": [date(2026, 7, 31)],
            "production_source": [source],
            "installations": [1],
            "capacity_kw": [kw],
            "output_mwh": [mwh],
            "state": [state],
        },
        schema_overrides={"output_mwh": pl.Float64},
    )


@pytest.mark.parametrize(("masked", "found"), [(0, 0), (1, 1)])
def test_masked_meshes(masked, found):
    alerts = consumption.masked_meshes(communal(rows_of(40.0, 90.0, masked=masked)))
    assert len(alerts) == found
    assert all(d.measure == "electricity_total" for d in alerts)
    assert quality_rules()["masked_meshes"].severity is AlertSeverity.WARN


@pytest.mark.parametrize(
    ("changes", "found"),
    [({}, 1), ({"masked": 2}, 0), ({"carrier": "natural_gas"}, 0), ({"total": 50.0}, 0)],
)
def test_homes_only_total(changes, found):
    values = {"residential": 40.0, "total": 40.0} | changes
    assert len(consumption.homes_only_total(communal(rows_of(**values)))) == found


@pytest.mark.parametrize(
    ("residential", "points", "carrier", "found"),
    [(0.0, 0, "natural_gas", 1), (0.0, 3, "natural_gas", 0), (5.0, 0, "natural_gas", 0), (0.0, 0, "electricity", 0)],
)
def test_gas_without_use(residential, points, carrier, found):
    table = communal(rows_of(residential, residential, points=points, carrier=carrier))
    assert len(consumption.gas_without_use(table)) == found


@pytest.mark.parametrize(
    ("residential", "total", "peers", "found"),
    [
        (100.0, 1000.0, 5, 1),
        (299.0, 1000.0, 5, 1),
        (300.0, 1000.0, 5, 0),  # homes at the bound
        (10.0, 321.0, 5, 1),
        (10.0, 320.0, 5, 0),  # just half of the territory
        (100.0, 1000.0, 3, 0),
    ],
)
def test_one_site_dominates(residential, total, peers, found):
    others = [rows_of(60.0, 80.0, code=f"0000{n}") for n in range(2, peers + 1)]
    alerts = consumption.one_site_dominates(communal(rows_of(residential, total), *others), MEMBERS)
    assert [d.place for d in alerts] == ["00001"] * found


@pytest.mark.parametrize(
    ("mwh", "points", "found"), [(40.0, 10, 0), (10.0, 10, 0), (9.0, 10, 1), (141.0, 10, 1), (0.0, 0, 0)]
)
def test_home_mean_out_of_range(mwh, points, found):
    alerts = consumption.home_mean_out_of_range(communal(rows_of(mwh, 900.0, points=points)))
    assert len(alerts) == found
    assert [alert.value.en.replace("\u00a0", " ") for alert in alerts] == [f"{mwh / 10:.1f} MWh per point"] * found


def homes(mwh=100.0, operator="Enedis"):
    return pl.DataFrame({"siren": ["200000001"], "operator": [operator], "consumption_mwh": [mwh]})


@pytest.mark.parametrize(("mwh", "found"), [(100.0, 0), (96.0, 0), (110.0, 1), (90.0, 1)])
def test_two_sources_apart(mwh, found):
    table = communal(rows_of(mwh, 900.0))
    alerts = consumption.two_sources_apart(table, homes(), MEMBERS)
    assert [(d.place, d.source) for d in alerts] == [("200000001", "ore-homes-epci")] * found


@pytest.mark.parametrize(
    ("operators", "found"),
    [
        ("Enedis", []),
        ("ENEDIS", []),
        ("Enedis | RTE", []),
        ("Enedis | Régie de Miramont", ["«\u202fRégie de Miramont\u202f» absent"]),
    ],
)
def test_operator_missing(operators, found):
    table = communal(rows_of(40.0, 900.0, operators=operators))
    assert [d.value.fr for d in consumption.operator_missing(table, homes(), MEMBERS)] == found


def test_operators_are_not_asked_of_a_territory_that_the_second_source_lacks():
    elsewhere = homes().with_columns(siren=pl.lit("200000009"))
    assert consumption.operator_missing(communal(rows_of(40.0, 900.0)), elsewhere, MEMBERS) == ()


@pytest.mark.parametrize(
    ("kw", "mwh", "source", "state", "rule"),
    [
        (2490.0, 27865.0, "hydro", "observed", "output_beyond_year"),
        (1.0, 8.784, "hydro", "observed", None),
        (66000.0, 19914.0, "bioenergy", "observed", "low_yield"),
        (250.0, 4.0, "solar_pv", "observed", "young_plant"),
        (110.0, 1.0, "hydro", "observed", "young_plant"),
        (100.0, 200.0, "hydro", "observed", None),
        (6860.0, 30.0, "thermal_non_renewable", "observed", None),
        (250.0, 4.0, "solar_pv", "lower_bound", None),
        (250.0, None, "solar_pv", "missing", None),
        (0.0, 4.0, "solar_pv", "observed", None),
    ],
)
def test_hours_at_full_power(kw, mwh, source, state, rule):
    table = plants(kw, mwh, source, state)
    rules = [
        alert.rule
        for check in (production.output_beyond_year, production.low_yield, production.young_plant)
        for alert in check(table)
    ]
    assert rules == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("mwh", "state", "said"),
    [(None, "missing", "inconnue, 100\u00a0kW"), (5.0, "lower_bound", "partielle, au moins 5\u00a0MWh")],
)
def test_energy_not_known(mwh, state, said):
    (alert,) = production.energy_not_known(plants(mwh=mwh, state=state))
    assert alert.value.fr == said
    assert production.energy_not_known(plants()) == ()


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [(85.0, 5723.0, 1), (5723.0, 85.0, 1), (100.0, 280.0, 0), (10.0, 100.0, 0), (1000.0, 2999.0, 0)],
)
def test_capacity_jump(before, now, found):
    assert len(production.capacity_jump(plants(now), plants(before))) == found


def inventory(sector="tertiary", tonnes=100.0, code="00001"):
    return pl.DataFrame(
        {"insee_code": [code], "year": [2016], "sector": [sector], "emissions_tco2e": [tonnes]},
        schema_overrides={"emissions_tco2e": pl.Float64},
    )


@pytest.mark.parametrize(
    ("sector", "tonnes", "found"),
    [("road_transport", None, 1), ("road_transport", 5.0, 0), ("other_transport", None, 0), ("total", None, 0)],
)
def test_hole_among_neighbours(sector, tonnes, found):
    assert len(emissions.hole_among_neighbours(inventory(sector, tonnes))) == found


def census(*sizes):
    codes = [f"{n:05d}" for n in range(len(sizes))]
    return pl.DataFrame({"insee_code": codes, "population_inhabitants": list(sizes)})


def test_site_in_services():
    sizes = [100 * (n + 1) for n in range(20)]
    usual = [inventory(tonnes=size * 0.5, code=f"{n:05d}") for n, size in enumerate(sizes)]
    assert emissions.site_in_services(pl.concat(usual), census(*sizes)) == ()
    outlier = [*usual[:5], inventory(tonnes=6000.0, code="00005"), *usual[6:]]
    (alert,) = emissions.site_in_services(pl.concat(outlier), census(*sizes))
    assert (alert.place, alert.measure) == ("00005", "ghg_tertiary")
    assert alert.value.en.replace("\u00a0", " ") == "6,000 t CO₂e, 16.8 times what is expected"
    assert emissions.site_in_services(pl.concat(outlier[:6]), census(*sizes)) == ()


@pytest.mark.parametrize(
    ("sector", "tonnes", "people", "found"),
    [
        ("waste", 7541.0, 3297, 1),
        ("waste", 900.0, 300, 0),
        ("waste", 3000.0, 5000, 0),
        ("other_transport", 210158.0, 26465, 1),
        ("agriculture", 9000.0, 100, 0),
        ("waste", 9000.0, 0, 0),
    ],
)
def test_site_booked_where_it_stands(sector, tonnes, people, found):
    alerts = emissions.site_booked_where_it_stands(inventory(sector, tonnes, "00000"), census(people))
    assert [d.measure for d in alerts] == [f"ghg_{sector}"] * found


def test_merged_commune():
    passage = pl.DataFrame(
        {
            "source_code": ["00001", "00002"],
            "insee_code": ["00002", "00002"],
            "siren": ["200000001"] * 2,
            "is_merged": [True, False],
        }
    )
    table = pl.DataFrame({"insee_code": ["00001", "00001", "00002", "00003"]})
    (alert,) = editions.merged_commune(table, passage, source="igt-ghg")
    assert (alert.place, alert.source, alert.expected.fr) == ("00001", "igt-ghg", "rattachée à 00002")


@pytest.mark.parametrize(("after", "found"), [([10, 20], 1), ([10, 21], 0), ([None, 20], 1), ([None, None], 0)])
def test_same_population(after, found):
    frame = pl.DataFrame({"insee_code": ["00001", "00002"], "population": [10, 20]})
    later = frame.with_columns(population=pl.Series(after, dtype=pl.Int64))
    alerts = editions.same_population(frame, later, source="registre-epci", years=(2025, 2026))
    assert len(alerts) == found
    assert all("2025 et 2026" in alert.value.fr for alert in alerts)


@pytest.mark.parametrize(("count", "found"), [(4, 1), (5, 0)])
def test_few_certificates(count, found):
    labels = pl.DataFrame({"insee_code": ["00001"] * 6, "certificates": [count] * 6})
    assert [d.value.fr for d in certificates.few_certificates(labels)] == ["diagnostics\u00a0: 24"] * found


def test_every_rule_says_why_in_both_languages():
    for code, rule in quality_rules().items():
        assert rule.code == code
        assert rule.title.fr != rule.title.en
        assert rule.reason.fr.endswith(".")
        assert rule.reason.en.endswith(".")
        assert rule.severity.label.fr
