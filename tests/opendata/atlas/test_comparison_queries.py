"""One measure side by side: the same figures as at their addresses, over members, communes and the country."""

import pytest

from autan.opendata.atlas.core.peers import TooFewTraitsError
from autan.opendata.atlas.queries import peers_of
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.measures.queries.editions import joined_credit
from autan.opendata.observatory.queries import compared_places
from autan.opendata.updates.actions.own_values import record_own_value
from autan.opendata.updates.core.own_value_checks import GivenValue
from autan.territories.networks.models import Territory
from tests.opendata.observatory.making import figure_at

TOULOUSE, SICOVAL, NANTES, CAYENNE = "243100518", "243100633", "244400404", "249730045"
NATIONAL, LOCAL = "electricity_per_site_second_source", "ghg_per_inhabitant"


@pytest.mark.parametrize("code", ["electricity_total", LOCAL, "capacity_renewable", NATIONAL, "dpe_f_g_share"])
def test_figures_are_those_of_their_addresses(shipped, code):
    for date in compared_places.dates_of(code):
        for figure in compared_places.figures_at(code, [TOULOUSE, SICOVAL, "31555"], date).values():
            assert figure_at(figure.id) == figure


def test_dates_come_latest_first(shipped):
    assert compared_places.dates_of("capacity_hydro") == ("2026-07-31", "2024-12-31")
    assert compared_places.dates_of(LOCAL) == ("2016",)
    assert compared_places.dates_of("renewable_to_consumption") == ("2026-07-31",)


def test_a_place_that_was_not_looked_at_is_left_out(shipped):
    assert compared_places.figures_at("electricity_total", [TOULOUSE, "999999999"], "2024").keys() == {TOULOUSE}
    assert compared_places.figures_at("electricity_total", [TOULOUSE], "1999") == {}


def test_the_country_has_what_its_source_has(shipped):
    everywhere = compared_places.figures_everywhere(NATIONAL, "2023")
    assert len(everywhere) > 1_200
    assert everywhere[NANTES].value == pytest.approx(figure_at(f"observatory.{NANTES}.{NATIONAL}.2023").value)
    assert len(compared_places.figures_everywhere(LOCAL, "2016")) == 13


def test_peers_are_near_and_never_overseas_first(shipped):
    peers = peers_of(TOULOUSE, among=compared_places.figures_everywhere(NATIONAL, "2023"), count=5)
    assert len(peers) == 5
    assert {peer.profile.kind for peer in peers} <= {"METRO", "CU", "CA"}
    assert all(peer.distance < 1.5 for peer in peers)
    assert peers[0].gaps.keys() == {"kind", "size", "density", "housing", "climate"}


def test_a_territory_that_nobody_knows_has_no_peers(shipped):
    with pytest.raises(TooFewTraitsError):
        peers_of("999999999", among=[TOULOUSE])


def test_every_measure_is_dated_where_its_source_is_held(shipped):
    dated = {code for code in MEASURES if compared_places.dates_of(code)}
    assert {"ghg_total", "production_renewable", "dpe_f_g_share", "population"} <= dated


def test_an_empty_lake_has_no_dates(db, lake_folder):
    assert compared_places.dates_of(NATIONAL) == ()
    assert peers_of(TOULOUSE, among=[SICOVAL], count=1)[0].gaps.keys() == {
        "kind",
        "size",
        "density",
        "climate",
    }


def test_the_value_that_a_territory_chose_stands_among_the_others(cast):
    value = GivenValue(
        measure="electricity_total",
        date="2024",
        value=700.0,
        unit="GWh",
        reason="Un poste manquait.",
        document="Relevé du gestionnaire, mars 2025",
        is_used=True,
    )
    record_own_value(by=cast.officer, territory=Territory.objects.get(siren=SICOVAL), value_input=value)
    everywhere = compared_places.figures_everywhere("electricity_total", "2024")
    assert everywhere[SICOVAL].value == 700_000
    assert everywhere[SICOVAL] == compared_places.figures_at("electricity_total", [SICOVAL], "2024")[SICOVAL]
    assert figure_at(everywhere[SICOVAL].id) == everywhere[SICOVAL]
    assert "Agence ORE" in joined_credit(everywhere[SICOVAL]).fr


def test_a_price_follows_what_is_priced(shipped):
    assert compared_places.dates_of("bill_homes_electricity") == compared_places.dates_of("electricity_residential")
    figure = compared_places.figures_at("bill_homes_electricity", [TOULOUSE], "2024")[TOULOUSE]
    assert figure_at(figure.id) == figure
