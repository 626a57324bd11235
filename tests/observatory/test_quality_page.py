"""The page of doubts is for the coordinator of a network, and shows every rule with its reason."""

import pytest
from django.urls import reverse

from autan.observatory.presenters import group_by_rule
from autan.observatory.quality_queries import coordinated_sirens, doubts_of_territories

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator", 200), ("officer", 403), ("contributor", 403), ("reader", 403), ("outsider", 403), (None, 302)],
)
def test_the_page_is_for_those_who_coordinate(cast, client, who, status):
    if who:
        client.force_login(getattr(cast, who), backend=BACKEND)
    answer = client.get(reverse("observatory:quality"))
    assert answer.status_code == status
    if status == 302:
        assert reverse("account_login") in answer.url


def test_the_page_shows_the_doubts_of_the_members_and_the_sources(cast, client, django_assert_max_num_queries):
    client.force_login(cast.coordinator, backend=BACKEND)
    client.get(reverse("observatory:quality"))
    with django_assert_max_num_queries(12):
        html = client.get(reverse("observatory:quality")).content.decode()
    assert "Un site pèse sur tout le territoire" in html
    assert "Saint-Gaudens" in html
    assert "Benagues" not in html  # Portes d’Ariège is not in the network
    assert "Base des diagnostics de performance énergétique" in html
    assert "style=" not in html
    assert "<script" not in html


def test_a_doubt_leads_to_the_trace_of_its_figure(cast, client):
    views = {view.code: view for view in group_by_rule(doubts_of_territories(coordinated_sirens(cast.coordinator)))}
    (gas,) = [doubt for doubt in views["one_site_dominates"].doubts if doubt.place == "Saint-Gaudens"]
    assert client.get(gas.trace_url).status_code == 200
    assert "observatory.200072643.gas_total.2024" in gas.trace_url
    assert views["same_population"].doubts[0].trace_url == ""


def test_a_doubt_on_a_whole_territory_bears_its_name(cast):
    views = {view.code: view for view in group_by_rule(doubts_of_territories(coordinated_sirens(cast.coordinator)))}
    (found,) = views["operator_missing"].doubts
    assert found.place == "CC Coeur et Coteaux du Comminges"
    assert found.territory == ""


def test_an_officer_coordinates_nobody(cast):
    assert coordinated_sirens(cast.officer) == ()
    assert len(coordinated_sirens(cast.coordinator)) == 11
