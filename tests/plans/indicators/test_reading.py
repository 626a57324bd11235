"""Indicators read: who sees which, in what order, in how many queries; what is computed from the others, and late."""

from datetime import date
from typing import Any

import pytest

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC
from autan.ground.search.core.searching import search_words
from autan.people.accounts.models import Person
from autan.plans.indicators.actions.indicators import (
    IndicatorInput,
    OwnDefinitionInput,
    change_indicator,
    follow_own_indicator,
)
from autan.plans.indicators.core.definitions import Nature, UnknownDefinitionError
from autan.plans.indicators.core.values import YearValue
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.queries.figures import find_indicator_figure, indicators_version
from autan.plans.indicators.queries.indicators import (
    UnknownIndicatorError,
    all_indicators,
    definition_of,
    find_indicator,
    health_of,
    held_series,
    indicators_of,
    network_health,
    owners_present,
    search_followed,
    series_figures,
)
from autan.plans.indicators.queries.networks import (
    MOST_DRAWN,
    followed_codes,
    network_indicator,
    peers_median,
    published_in,
    trouble_figures,
)
from autan.territories.networks.actions.mandates import end_mandate
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.territories import invent_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Mandate, Membership, Network, Territory
from autan.territories.perimeters.core.bodies import EpciKind
from tests.cast import HERE, THERE, Cast
from tests.plans.indicators.conftest import SINCE, follow, give
from tests.plans.indicators.making import made_own

TODAY = date(2026, 11, 26)


def own(territory: Territory, formula: str, unit: str = "km", nature: Nature = Nature.EXTENSIVE) -> Indicator:
    defined = OwnDefinitionInput(**made_own("Propre", unit) | {"nature": nature}, formula=formula)
    followed = IndicatorInput(owner_name="Service", action="Objectif", is_published=True)
    return follow_own_indicator(by=None, territory=territory, own=defined, since=SINCE, indicator_input=followed)


def sound(territory: Territory, code: str, *numbers: float | None, start: int = 2025) -> Indicator:
    """An indicator of which nothing is wrong but, perhaps, its last year."""
    return give(follow(territory, code, owner_name="Service", action="Objectif"), *numbers, start=start)


@pytest.fixture
def hidden(here: Territory) -> Indicator:
    return follow(here, "cycle_lanes", is_published=False)


@pytest.mark.parametrize("who", ["coordinator", "officer", "contributor", "reader"])
def test_what_is_not_published_is_read_by_the_territory_and_its_networks(people: Cast, hidden: Indicator, who: str):
    reader = getattr(people, who)
    assert find_indicator(hidden.slug, reader=reader) == hidden
    assert indicators_of(hidden.territory, reader=reader) == [hidden]


def test_it_is_read_by_nobody_else(people: Cast, neighbour: Person, hidden: Indicator):
    for reader in (people.outsider, neighbour, PUBLIC):
        with pytest.raises(UnknownIndicatorError, match=hidden.slug):
            find_indicator(hidden.slug, reader=reader)
        assert indicators_of(hidden.territory, reader=reader) == []
    assert find_indicator(hidden.slug, reader=OPERATOR) == hidden


def test_a_member_that_left_the_network_is_read_by_it_no_more(people: Cast, hidden: Indicator):
    Membership.objects.filter(territory=hidden.territory).update(valid_to=date(2025, 1, 1))
    with pytest.raises(UnknownIndicatorError):
        find_indicator(hidden.slug, reader=people.coordinator)
    assert find_indicator(hidden.slug, reader=people.officer) == hidden


def test_an_unknown_identifier_is_refused_as_an_unreadable_one(people: Cast, db: None):
    with pytest.raises(UnknownIndicatorError, match="aucun indicateur"):
        find_indicator("nowhere", reader=people.coordinator)


def test_key_indicators_come_first_then_in_the_order_followed(people: Cast, here: Territory, there: Territory):
    for code, is_key, is_published in (
        ("cycle_lanes", False, True), ("ghg_total", True, True), ("population", False, False),
        ("energy_total", True, False),
    ):  # fmt: skip
        follow(here, code, is_key=is_key, is_published=is_published)
    follow(there, "cycle_lanes")
    by_officer = [one.code for one in indicators_of(here, reader=people.officer)]
    assert by_officer == ["ghg_total", "energy_total", "cycle_lanes", "population"]
    assert [one.code for one in indicators_of(here, reader=PUBLIC)] == ["ghg_total", "cycle_lanes"]


def test_a_list_costs_one_query_where_all_is_published(here: Territory, django_assert_num_queries: Any):
    for code in ("cycle_lanes", "ghg_total", "population"):
        follow(here, code)
    with django_assert_num_queries(1):
        assert [one.territory.siren for one in indicators_of(here, reader=PUBLIC)] == [HERE] * 3


def test_every_indicator_or_those_of_the_members_of_a_network(here: Territory, there: Territory):
    follow(here, "cycle_lanes")
    follow(there, "cycle_lanes", is_published=False)
    Membership.objects.filter(territory=there).update(valid_to=date(2025, 1, 1))
    assert [one.territory.siren for one in all_indicators()] == [HERE, THERE]
    assert [one.territory.siren for one in all_indicators("essai")] == [HERE]
    assert all_indicators("voisin") == []


def test_words_find_what_is_followed_for_who_may_read_it(people: Cast, here: Territory, there: Territory):
    follow(here, "cycle_lanes", is_published=False)
    follow(there, "cycle_lanes")
    follow(there, "ghg_total")
    assert [
        one.territory.siren for one, _score in search_followed(search_words("cyclables"), reader=PUBLIC, most=5)
    ] == [THERE]
    found = search_followed(search_words("cyclables"), reader=people.officer, most=5)
    assert {one.territory.siren for one, _score in found} == {HERE, THERE}
    assert all(score > 0 for _one, score in found)
    assert len(search_followed(search_words("cyclables"), reader=people.officer, most=1)) == 1
    assert search_followed((), reader=people.officer, most=5) == []
    assert search_followed(search_words("zzz"), reader=people.officer, most=5) == []


def test_a_definition_that_the_catalogue_lost_is_named(here: Territory):
    made = follow(here, "cycle_lanes")
    Indicator.objects.update(code="gone")
    with pytest.raises(UnknownDefinitionError, match="gone"):
        definition_of(Indicator.objects.get(pk=made.pk))


def test_the_preferred_source_gives_the_series(here: Territory):
    made = give(give(follow(here, "cycle_lanes", preferred_source="insee"), 1.0, source="insee"), 2.0)
    assert held_series(made).values[2020].value == 1.0
    assert [figure.value for figure in series_figures(made).values()] == [1.0]
    change_indicator(by=None, indicator=made, indicator_input=IndicatorInput(preferred_source="service"))
    assert held_series(Indicator.objects.get(pk=made.pk)).values[2020].value == 2.0
    assert list(held_series(made, 2021).values) == []


def test_what_is_given_comes_before_what_a_formula_gives(here: Territory):
    give(follow(here, "ghg_total"), 100.0, 90.0)
    give(follow(here, "population"), 10.0, 10.0)
    ratio = follow(here, "ghg_per_inhabitant")
    assert {year: figure.value for year, figure in series_figures(ratio).items()} == {2020: 10.0, 2021: 9.0}
    give(ratio, 7.0)
    typed = Indicator.objects.select_related("territory").get(pk=ratio.pk)
    assert {year: figure.value for year, figure in series_figures(typed).items()} == {2020: 7.0}


def test_a_computed_series_holds_every_year_of_its_terms_and_says_what_lacks(here: Territory):
    give(follow(here, "ghg_total"), 100.0, start=2019)
    give(follow(here, "population"), 10.0, start=2021)
    figures = series_figures(follow(here, "ghg_per_inhabitant"))
    assert {year: figure.value for year, figure in figures.items()} == {2019: None, 2021: None}
    notes = [figure.note.fr if figure.note else "" for figure in figures.values()]
    assert notes[0] == "Manque : Population."
    assert notes[1].startswith("Manque : Émissions")


def test_a_total_is_computed_from_the_parts_that_are_followed(here: Territory):
    give(follow(here, "ghg_residential"), 40.0)
    give(follow(here, "ghg_tertiary"), 2.0)
    figures = series_figures(follow(here, "ghg_total"))
    assert figures[2020].value == 42.0
    assert figures[2020].state.value == "lower_bound"
    assert series_figures(follow(here, "energy_total")) == {}


@pytest.mark.parametrize(
    ("formula", "given", "codes"),
    [
        ("cycle_lanes + cycle_lanes", {"cycle_lanes": 2025}, []),
        ("cycle_lanes + cycle_lanes", {"cycle_lanes": 2001}, ["stale"]),
        ("cycle_lanes + cycle_lanes", {}, ["never_updated"]),
        ("ghg_total / population", {"ghg_total": 2025, "population": 2025}, []),
        ("ghg_total / population", {"ghg_total": 2025, "population": 2001}, ["stale"]),
        ("ghg_total / population", {"ghg_total": 2025}, ["never_updated"]),
        ("optional(ghg_total) + optional(ghg_residential)", {"ghg_total": 2001, "ghg_residential": 2025}, []),
        ("optional(ghg_total) + optional(ghg_residential)", {"ghg_total": 2001}, ["stale"]),
        ("optional(ghg_total) + optional(ghg_residential)", {}, ["never_updated"]),
        ("ghg_per_inhabitant + ghg_per_inhabitant", {"ghg_total": 2025, "population": 2025}, []),
    ],
)
def test_what_is_computed_is_as_late_as_the_first_of_its_terms_to_stop(
    here: Territory, formula: str, given: dict[str, int], codes: list[str]
):
    unit = "tCO2e" if "optional" in formula else "tCO2e_per_inhabitant" if "ghg" in formula else "km"
    nature = Nature.INTENSIVE if unit == "tCO2e_per_inhabitant" else Nature.EXTENSIVE
    made = own(here, formula, unit=unit, nature=nature)
    for code, year in given.items():
        sound(here, code, 5.0, start=year)
    assert [one.code for one in health_of([here], today=TODAY) if one.subject == made.slug] == codes


def test_the_terms_of_another_territory_make_nothing_known(here: Territory, there: Territory):
    made = own(here, "cycle_lanes + cycle_lanes")
    sound(there, "cycle_lanes", 5.0)
    assert [one.code for one in health_of([here], today=TODAY) if one.subject == made.slug] == ["never_updated"]


def test_an_owner_is_present_while_a_mandate_and_an_account_are(people: Cast, here: Territory, there: Territory):
    assert owners_present([here]) == {(people.officer.pk, here.pk), (people.contributor.pk, here.pk)}
    assert owners_present([there]) == frozenset()
    Person.objects.filter(pk=people.contributor.pk).update(is_active=False)
    assert owners_present([here]) == {(people.officer.pk, here.pk)}
    end_mandate(by=None, mandate=Mandate.objects.get(person=people.officer))
    assert owners_present([here]) == frozenset()


def test_an_owner_of_another_territory_is_gone_from_here(people: Cast, there: Territory):
    give(follow(there, "cycle_lanes", owner=people.officer, action="Plan vélo"), 5.0, start=2025)
    assert [one.code for one in health_of([there], today=TODAY)] == ["owner_gone"]


def test_the_health_of_a_network_is_that_of_its_members_today(network: Network, here: Territory, there: Territory):
    follow(here, "cycle_lanes")
    follow(there, "cycle_lanes")
    findings, sirens = network_health(network, today=TODAY)
    assert sorted(sirens) == [HERE, THERE]
    assert {finding.siren for finding in findings} == {HERE, THERE}
    Membership.objects.filter(territory=there).update(valid_to=date(2025, 1, 1))
    findings, sirens = network_health(network, today=TODAY)
    assert (sirens, {finding.siren for finding in findings}) == ((HERE,), {HERE})


def test_a_health_is_read_in_two_queries(here: Territory, there: Territory, django_assert_num_queries: Any):
    for place in (here, there):
        follow(place, "cycle_lanes")
        follow(place, "population")
    with django_assert_num_queries(2):
        assert len(health_of([here, there], today=TODAY)) == 12


def test_troubles_are_figures_over_the_members_that_follow(network: Network, here: Territory, there: Territory):
    sound(here, "cycle_lanes", 5.0)
    follow(there, "cycle_lanes")
    figures, findings = trouble_figures(network, today=TODAY)
    values = {figure.id.split(".")[2]: figure.value for figure in figures}
    assert values == {
        "health-too_many": 0, "health-unfit": 1, "health-unowned": 1, "health-unreliable": 0, "health-stale": 0,
    }  # fmt: skip
    assert {figure.total for figure in figures} == {2}
    assert {finding.siren for finding in findings} == {THERE}


def test_definitions_are_counted_by_members_that_publish(here: Territory, there: Territory):
    for place in (here, there):
        follow(place, "population")
    follow(here, "cycle_lanes")
    follow(here, "ghg_total")
    follow(there, "ghg_total", is_published=False)
    own(here, "cycle_lanes + cycle_lanes")
    assert followed_codes("essai") == {"population": 2, "ghg_total": 1, "cycle_lanes": 1}
    assert next(iter(followed_codes("essai"))) == "population"
    assert followed_codes("voisin") == {}
    assert published_in("essai").count() == 5


def test_a_network_shows_its_members_year_by_year(here: Territory, there: Territory):
    give(follow(here, "cycle_lanes"), 1.0, 2.0, 3.0)
    give(follow(there, "cycle_lanes"), 10.0, None, 30.0)
    shown = network_indicator("essai", "cycle_lanes", 2021)
    assert (shown.year, shown.years) == (2021, (2020, 2021, 2022))
    assert {siren: figure.value for siren, figure in shown.members.items()} == {HERE: 2.0, THERE: None}
    assert (shown.whole.value, shown.whole.known) == (2.0, 1)
    assert {siren: figure.value for siren, figure in shown.first.items()} == {HERE: 1.0, THERE: 10.0}
    assert shown.names == {HERE: "Ici", THERE: "Là"}
    assert [figure.value for figure in shown.panels[THERE]] == [10.0, None, 30.0]


def test_a_first_year_has_none_before_it_and_two_years_no_panels(here: Territory):
    give(follow(here, "cycle_lanes"), 1.0, 2.0)
    first = network_indicator("essai", "cycle_lanes", 2020)
    assert (dict(first.first), dict(first.panels)) == ({}, {})
    assert network_indicator("essai", "cycle_lanes").first[HERE].value == 1.0


def test_what_is_typed_beside_the_observatory_gives_no_year(here: Territory, there: Territory):
    give(follow(here, "ghg_total", reads_measure=True), 5.0, start=2001)
    assert network_indicator("essai", "ghg_total").years == ()
    give(follow(there, "ghg_total"), 5.0, start=2020)
    shown = network_indicator("essai", "ghg_total")
    assert (shown.years, shown.whole.value) == ((2020,), 5.0)


def test_panels_hold_the_last_twelve_years(here: Territory):
    give(follow(here, "cycle_lanes"), *map(float, range(14)), start=2005)
    assert [figure.value for figure in network_indicator("essai", "cycle_lanes").panels[HERE]] == [
        float(number) for number in range(2, 14)
    ]


def admit(network: Network, *ranks: int) -> None:
    """Make invented territories members of a network, by rows alone."""
    places = [
        Territory(siren=f"9980{rank:05}", name=f"T{rank}", short_name=f"T{rank}", kind="CC", is_invented=True)
        for rank in ranks
    ]
    Territory.objects.bulk_create(places)
    Membership.objects.bulk_create(
        Membership(network=network, territory=place, certainty="confirmed") for place in places
    )


def test_members_are_drawn_one_by_one_up_to_sixty(network: Network, here: Territory):
    give(follow(here, "cycle_lanes"), 1.0, 2.0, 3.0)
    admit(network, *range(MOST_DRAWN - 2))
    drawn = network_indicator("essai", "cycle_lanes")
    assert (len(drawn.members), len(drawn.panels)) == (MOST_DRAWN, MOST_DRAWN)
    admit(network, MOST_DRAWN)
    assert dict(network_indicator("essai", "cycle_lanes").panels) == {}


def test_a_network_that_follows_nothing_has_no_year(network: Network):
    shown = network_indicator("essai", "cycle_lanes")
    assert (shown.years, shown.whole.value, shown.whole.known, shown.whole.total) == ((), None, 0, 2)


def test_a_member_without_the_ratio_has_it_from_its_terms(here: Territory, there: Territory):
    give(follow(here, "ghg_total"), 100.0)
    give(follow(here, "population"), 10.0)
    give(follow(there, "ghg_per_inhabitant"), 4.0)
    shown = network_indicator("essai", "ghg_per_inhabitant", 2020)
    assert {siren: figure.value for siren, figure in shown.members.items()} == {HERE: 10.0, THERE: 4.0}
    assert (shown.whole.value, shown.whole.known, shown.whole.total) == (10.0, 1, 2)


def test_a_median_of_peers_is_told_from_three_members(network: Network, here: Territory, there: Territory):
    made = give(follow(here, "cycle_lanes"), 1.0)
    give(follow(there, "cycle_lanes"), 3.0)
    assert peers_median(made, 2020) is None
    third = invent_territory(
        by=None, siren="999000032", name="CC Loin", short_name="Loin", kind=EpciKind.CC, communes=3, population=1000
    )
    admit_member(by=None, network=network, territory=third, certainty=Certainty.CONFIRMED)
    give(follow(third, "cycle_lanes"), 8.0)
    median = peers_median(made, 2020)
    assert median is not None
    assert (median.value, median.known, median.id) == (3.0, 3, "indicators.essai.median-cycle_lanes.2020")
    for indicator, year in ((made, 2021), (made, 0), (own(here, "cycle_lanes + cycle_lanes"), 2020)):
        assert peers_median(indicator, year) is None
    Membership.objects.filter(territory=here).update(valid_to=date(2025, 1, 1))
    assert peers_median(made, 2020) is None  # in no network, nobody is a peer


@pytest.mark.parametrize(
    "address",
    [
        "indicators.essai.cycle_lanes.hier", "indicators.essai.nothing.2020", "indicators.essai.health-stale.hier",
        "indicators.essai.health-nothing.2026-01-01", f"indicators.{HERE}.cycle_lanes.hier",
        f"indicators.{HERE}.cycle_lanes.1999", f"indicators.{THERE}.cycle_lanes.2020", "indicators.essai.cycle_lanes",
    ],
)  # fmt: skip
def test_an_address_of_nothing_gives_nothing(here: Territory, address: str):
    give(follow(here, "cycle_lanes"), 1.0)
    assert find_indicator_figure(FigureAddress.parse(address)) is None


def test_each_figure_stands_at_its_address(here: Territory, there: Territory):
    give(follow(here, "cycle_lanes"), 1.0)
    give(follow(there, "cycle_lanes"), 3.0)
    for address, value in (
        (f"indicators.{HERE}.cycle_lanes.2020", 1.0),
        ("indicators.essai.cycle_lanes.2020", 4.0),
        ("indicators.essai.median-cycle_lanes.2020", None),
        ("indicators.essai.health-unowned.2026-11-26", 2),
    ):
        figure = find_indicator_figure(FigureAddress.parse(address))
        assert figure is not None
        assert (figure.id, figure.value) == (address, value)


def test_the_version_of_figures_changes_with_each_value(here: Territory):
    made = follow(here, "cycle_lanes")
    before = indicators_version([])
    assert indicators_version([]) == before
    give(made, 1.0)
    assert indicators_version([]) != before


def test_values_of_one_year_are_read_alone(here: Territory):
    made = give(follow(here, "cycle_lanes"), 1.0, 2.0)
    assert [value.value for value in made.values_in(2021)] == [2.0]
    assert isinstance(made.values[0], YearValue)
