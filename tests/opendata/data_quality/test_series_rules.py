"""Rules on yearly series, on a few rows: floors above a total, classes that change, masked years, heat networks."""

import polars as pl
import pytest

from autan.ground.wordings import Text
from autan.opendata.data_quality.core import series
from autan.opendata.data_quality.core.alerts import QualityAlert

GAS = "indicator-ore-gas"


def plain(text: Text) -> tuple[str, str]:
    """Both languages, with ordinary spaces."""
    fr, en = (words.replace("\u202f", " ").replace("\xa0", " ") for words in (text.fr, text.en))
    return fr, en


def rows(*values: tuple[int, float | None], category: str = "", mesh: str = "region", code: str = "76") -> pl.DataFrame:
    """Years and values of one place and one category."""
    return pl.DataFrame(
        [{"mesh": mesh, "code": code, "category": category, "year": year, "value": value} for year, value in values],
        schema_overrides={"value": pl.Float64},
    )


def years_of(alerts: tuple[QualityAlert, ...]) -> list[str]:
    return [alert.year for alert in alerts]


@pytest.mark.parametrize(("mwh", "is_odd"), [(21.0e6, False), (21.1e6, True), (19.0e6, False)])
def test_a_region_lies_at_most_a_twentieth_above_the_other_producer(mwh, is_odd):
    delivered = pl.concat([rows((2019, mwh - 5e6), category="logements"), rows((2019, 5e6), category="tertiaire")])
    assert bool(series.floor_above_total(delivered, rows((2019, 20.0)))) is is_odd


def test_a_floor_above_a_total_names_its_region_its_year_and_both_producers() -> None:
    delivered = pl.concat(
        [
            rows((2020, 30e6), (2019, 38.4e6)),
            rows((2019, 99e6), code="999"),
            rows((2019, 90e6), mesh="departement", code="31"),
        ]
    )
    other = pl.concat(
        [
            rows((2020, 29.0), (2019, 35.0)),
            rows((2019, 1.0), code="999"),
            rows((2019, 1.0), mesh="departement", code="31"),
        ]
    )
    named, nameless = series.floor_above_total(delivered, other)
    assert (named.place, named.measure, named.year, named.detail) == ("", "", "2019", "region-76")
    assert plain(named.value) == ("Occitanie 2019 : 38,4 TWh", "Occitanie 2019: 38.4 TWh")
    assert plain(named.expected) == ("35,0 TWh (RTE)", "35.0 TWh (RTE)")
    assert plain(nameless.value)[0].startswith("999 2019")


def swapped(places: int, odd: int, *, homes: float = 80.0, services: float = 120.0) -> pl.DataFrame:
    """Places of which some give homes to services in 2018."""
    frames = []
    for rank in range(places):
        after = (homes, services) if rank < odd else (100.0, 100.0)
        for category, value in zip(("logements", "tertiaire"), after, strict=True):
            frames.append(rows((2018, value), (2017, 100.0), category=category, mesh="departement", code=f"{rank:02d}"))
    return pl.concat(frames)


@pytest.mark.parametrize(("places", "odd", "is_said"), [(4, 3, True), (4, 2, False), (3, 2, True), (1, 1, True)])
def test_classes_changed_where_more_than_half_of_the_places_swap(places, odd, is_said):
    alerts = series.homes_to_services(swapped(places, odd))
    assert years_of(alerts) == ["2018"] * is_said
    for alert in alerts:
        assert plain(alert.value) == (
            f"{odd} départements et régions sur {places}",
            f"{odd} departments and regions of {places}",
        )
        assert plain(alert.expected)[1] == "homes and services that exchange nothing"


@pytest.mark.parametrize(
    ("homes", "services", "is_said"),
    [(89.0, 111.0, True), (90.0, 120.0, False), (80.0, 110.0, False), (80.0, 90.0, False), (120.0, 120.0, False)],
)
def test_a_swap_is_a_fall_and_a_rise_of_more_than_a_tenth(homes, services, is_said):
    assert bool(series.homes_to_services(swapped(1, 1, homes=homes, services=services))) is is_said


def test_a_place_is_compared_with_itself_alone() -> None:
    """The first year of a place follows nothing, not the last year of the place before it."""
    falling = [rows((2017, 100.0), category=name, code="11") for name in ("logements", "tertiaire")]
    other = [rows((2018, 50.0), category="logements"), rows((2018, 200.0), category="tertiaire")]
    assert series.homes_to_services(pl.concat([*falling, *other])) == ()


@pytest.mark.parametrize(
    ("values", "is_odd"),
    [
        ((90.0, 29.9, 90.0), True),
        ((90.0, 30.0, 90.0), False),  # just a third
        ((90.0, 20.0, 50.0), False),  # one neighbour is near
        ((60.0, 0.0, 90.0), True),
        ((0.0, 0.0, 90.0), False),
        ((90.0, 0.0, 0.0), False),
        ((None, 1.0, 90.0), False),
        ((90.0, None, 90.0), False),
    ],
)
def test_a_year_under_a_third_of_both_its_neighbours_is_odd(values, is_odd):
    table = rows(*zip((2020, 2021, 2022), values, strict=True))
    assert years_of(series.low_between_years(table, source=GAS)) == ["2021"] * is_odd


def test_a_low_year_says_its_neighbours_and_where_it_is() -> None:
    values = ((2022, 1200.0), (2021, 100.0), (2020, 900.0))
    table = pl.concat(
        [
            rows(*values, category="industrie", mesh="epci", code="200000001"),
            rows(*values, category="industrie"),
            rows(*values, category="secteur inconnu", mesh="commune", code="31555"),
        ]
    )
    epci, region = series.low_between_years(table, source=GAS)
    assert (epci.place, epci.detail) == ("200000001", "epci-200000001-industrie")
    assert (region.place, region.detail, region.source) == ("", "region-76-industrie", GAS)
    assert plain(epci.value) == ("100 entre 900 et 1 200", "100 between 900 and 1,200")


HEAT, POWER = series.HEAT_SOURCES, series.POWER


@pytest.mark.parametrize(
    ("source", "before", "after", "is_odd"),
    [
        (POWER, 10.0, 30.0, True),  # three times, and 20 MW
        (POWER, 10.0, 29.9, False),
        (POWER, 9.0, 28.9, False),
        (POWER, 30.0, 10.0, True),
        (POWER, 0.0, 900.0, False),  # what begins is no jump
        (POWER, None, 900.0, False),
        (HEAT, 2500.0, 7500.0, True),
        (HEAT, 2499.0, 7498.0, False),
    ],
)
def test_power_and_heat_jump_by_three_times_and_by_what_counts(source, before, after, is_odd):
    table = rows((2021, before), (2022, after), mesh="commune", code="31555")
    assert years_of(series.jump_between_years(table, source=source)) == ["2022"] * is_odd


def test_a_jump_says_its_category_its_values_and_their_unit() -> None:
    wood = rows((2021, 1000.0), (2022, 9000.5), category="bois", mesh="commune", code="31555")
    bare = rows((2021, 10.0), (2022, 40.0), mesh="commune", code="31555")
    (alert,) = series.jump_between_years(wood, source=HEAT)
    assert (alert.place, alert.measure, alert.detail) == ("31555", "", "bois")
    assert plain(alert.value) == ("bois : 1 000,0 → 9 000,5 MWh", "bois: 1,000.0 → 9,000.5 MWh")
    (other,) = series.jump_between_years(bare, source=POWER)
    assert (other.detail, plain(other.value)[0]) == ("", "10,0 → 40,0 MW")


@pytest.mark.parametrize(("category", "is_odd"), [("autre récupération", True), ("bois", False)])
def test_recovered_heat_alone_may_not_come_from_nothing(category, is_odd):
    table = rows((2021, 0.0), (2022, 5000.0), category=category, mesh="commune", code="31555")
    assert bool(series.jump_between_years(table, source=HEAT)) is is_odd


def test_the_years_of_two_categories_or_two_places_are_not_compared() -> None:
    table = pl.concat(
        [
            rows((2021, 10.0), category="a", mesh="commune", code="31555"),
            rows((2022, 900.0), category="b", mesh="commune", code="31555"),
            rows((2022, 900.0), category="a", mesh="commune", code="31557"),
        ]
    )
    assert series.jump_between_years(table, source=POWER) == ()


@pytest.mark.parametrize(
    ("mwh", "mw", "is_odd"),
    [
        (1000.0, 10.0, False),  # just 100 h
        (999.0, 10.0, True),
        (87_840.0, 10.0, False),
        (87_850.0, 10.0, True),
        (0.0, 10.0, False),
        (None, 10.0, False),
        (500.0, 0.0, False),
        (500.0, None, False),
    ],
)
def test_networks_deliver_from_a_hundred_hours_to_a_year(mwh, mw, is_odd):
    where = {"mesh": "commune", "code": "31555"}
    assert bool(series.heat_hours(rows((2022, mwh), **where), rows((2022, mw), **where))) is is_odd


def test_hours_of_heat_are_those_of_one_year_and_said_with_both_numbers() -> None:
    where = {"mesh": "commune", "code": "31555"}
    delivered = rows((2022, 500.0), (2021, 600.0), **where)
    alerts = series.heat_hours(delivered, rows((2021, 10.0), (2022, 12.5), **where))
    assert years_of(alerts) == ["2021", "2022"]
    assert plain(alerts[1].value) == ("500 MWh, 12 MW : 40 h", "500 MWh, 12 MW: 40 h")
    assert {alert.source for alert in alerts} == {POWER}
    assert series.heat_hours(delivered, rows((2020, 10.0), **where)) == ()
