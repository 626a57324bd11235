"""The oddities that people found in the real data, by hand, are found in the tables that ship."""

import polars as pl
import pytest

from autan.opendata.data_quality.core.alerts import AlertSeverity
from autan.opendata.data_quality.core.series import homes_to_services
from autan.opendata.data_quality.importers import quality_rules
from autan.opendata.data_quality.queries import (
    alerts_of_territories,
    alerts_on_rows,
    alerts_to_check,
    find_alerts,
    holder_of,
)
from autan.opendata.measures.queries.editions import lake_state

# Number in the list of oddities, rule, commune, measure.
ODDITIES = [
    (1, "output_beyond_year", "09050", "production_hydro"),
    (8, "capacity_jump", "11410", "capacity_solar_pv"),
    (9, "masked_meshes", "09021", "electricity_total"),
    (10, "energy_not_known", "09185", "production_hydro"),
    (11, "merged_commune", "09255", ""),
    (11, "merged_commune", "11298", ""),
    (11, "merged_commune", "12020", ""),
    (11, "merged_commune", "31307", ""),
    (11, "merged_commune", "46077", ""),
    (11, "merged_commune", "46327", ""),
    (11, "merged_commune", "46331", ""),
    (12, "site_in_services", "09254", "ghg_tertiary"),
    (12, "site_in_services", "11042", "ghg_tertiary"),
    (13, "same_population", "", "population"),
    (14, "homes_only_total", "31344", "electricity_total"),
    (15, "gas_without_use", "31270", "gas_residential"),
    (15, "gas_without_use", "09199", "gas_residential"),
    (16, "hole_among_neighbours", "31300", "ghg_road_transport"),
    (17, "low_yield", "31483", "production_bioenergy"),
    (17, "one_site_dominates", "31483", "gas_total"),
    (18, "young_plant", "12090", "production_hydro"),
    (18, "young_plant", "31078", "production_solar_pv"),
    (19, "site_booked_where_it_stands", "12264", "ghg_waste"),
    (19, "site_booked_where_it_stands", "31585", "ghg_waste"),
    (0, "few_certificates", "31115", ""),
    (20, "floor_above_total", "", ""),
    (21, "homes_to_services", "", ""),
    (22, "low_between_years", "67434", ""),
    (23, "jump_between_years", "31555", ""),
    (23, "heat_hours", "07024", ""),
    (25, "jump_between_years", "82121", ""),
    (0, "operator_missing", "200072643", "electricity_residential_second_source"),
]


@pytest.mark.parametrize(("oddity", "rule", "place", "measure"), ODDITIES)
def test_a_known_oddity_is_found(shipped, oddity, rule, place, measure):
    assert (rule, place, measure) in {(alert.rule, alert.place, alert.measure) for alert in find_alerts()}, oddity


def test_heat_that_comes_from_nothing_is_asked_about(shipped):
    """Oddity 24: a network without its own sources since another one feeds it."""
    asked = [alert.value.fr for alert in find_alerts() if alert.rule == "jump_between_years" and alert.place == "31555"]
    assert any(value.startswith("autre récupération\u00a0: 0") and "359" in value for value in asked), asked


def test_floors_of_occitanie_above_rte_are_named_year_by_year(shipped):
    odd = {alert.year: alert.value.fr for alert in find_alerts() if alert.detail == "region-76"}
    assert list(odd) == ["2012", "2013", "2014"]
    assert odd["2012"].startswith("Occitanie 2012")
    assert "38,4" in odd["2012"]
    assert [alert.year for alert in find_alerts() if alert.rule == "homes_to_services"] == ["2018"]


def test_the_rules_do_not_cry_wolf(shipped):
    counts: dict[str, int] = {}
    for alert in find_alerts():
        counts[alert.rule] = counts.get(alert.rule, 0) + 1
    rare = {"output_beyond_year": 1, "hole_among_neighbours": 3, "site_in_services": 4, "young_plant": 4}
    assert {rule: counts[rule] for rule in rare} == rare
    assert counts["masked_meshes"] == 439
    assert "two_sources_apart" not in counts


def test_alerts_follow_the_territory_of_the_commune_former_codes_included(shipped):
    places = {alert.place for alert in alerts_of_territories(["241200187"])}
    assert {"12020", "12264", ""} <= places
    assert "31483" not in places


def test_alerts_of_one_measure_leave_the_others_out(shipped):
    alerts = alerts_on_rows("ore-communes", "gas_total", ["31483", "31270"])
    assert [alert.rule for alert in alerts["31483"]] == ["one_site_dominates"]
    assert "31270" not in alerts


@pytest.mark.django_db
def test_an_empty_lake_raises_only_the_alert_on_the_perimeters(lake_folder):
    assert [alert.rule for alert in find_alerts()] == ["same_population"]


def test_classes_that_a_series_does_not_tell_say_nothing():
    homes = pl.DataFrame({"mesh": ["region"] * 2, "code": ["76"] * 2, "year": [2023, 2024], "value": [9.0, 8.0]})
    assert homes_to_services(homes.with_columns(category=pl.lit("logements"))) == ()


def test_alerts_come_in_the_order_of_their_rules_and_bear_the_year_of_their_source(shipped):
    order = list(quality_rules())
    ranks = [order.index(alert.rule) for alert in find_alerts()]
    assert ranks == sorted(ranks)
    years = {alert.source: alert.year for alert in find_alerts() if alert.rule in {"masked_meshes", "same_population"}}
    assert years == {"ore-communes": "2024", "registre-epci": "2026"}
    assert {alert.year for alert in find_alerts() if alert.source.startswith("pcaet-")} == {""}


def test_what_is_to_be_checked_is_counted_by_measure_and_place(shipped):
    asked = [alert for alert in find_alerts() if quality_rules()[alert.rule].severity is AlertSeverity.ASK]
    to_check = alerts_to_check(lake_state())
    assert {"ore-communes", "odre-register", "igt-ghg"} <= set(to_check)
    for source, alerts in to_check.items():
        assert alerts.edition.card.source == source
        of_source = [alert for alert in asked if alert.source == source]
        for measure, places in alerts.counts.items():
            counted = [alert.place for alert in of_source if alert.measure == measure]
            assert dict(places) == {place: counted.count(place) for place in counted}
            assert alerts.count(measure, places) == len(counted)
    assert to_check["ore-communes"].count("gas_total", ["31483", "00000"]) == 1
    assert to_check["ore-communes"].count("nothing", ["31483"]) == 0
    assert not set(to_check) & {"registre-epci", "pcaet-v2"}


def test_an_alert_is_held_by_the_territory_of_its_commune_of_today(shipped):
    merged = next(alert for alert in find_alerts() if alert.place == "12020")
    whole = next(alert for alert in find_alerts() if not alert.place)
    assert (holder_of(merged), holder_of(whole)) == ("241200187", "")


def test_an_alert_on_a_whole_row_is_one_on_each_of_its_measures(shipped):
    alerts = alerts_on_rows("ademe-dpe", "dpe_a", ["31115", "31555"])
    assert [alert.rule for alert in alerts["31115"]] == ["few_certificates"]
    assert "31555" not in alerts
    assert alerts_on_rows("igt-ghg", "dpe_a", ["31115"]).get("31115") is None
