"""The page of alerts shows every rule with its reason, and what was decided on each alert."""

import re

import pytest
from django.urls import reverse

from autan.opendata.data_quality.core.alerts import AlertState, DecisionKind
from autan.opendata.data_quality.queries import alerts_of_territories
from autan.opendata.observatory.models import AlertDecision
from autan.opendata.observatory.presenters.alerts import group_by_rule
from autan.opendata.observatory.queries.figures import figures_by_measure
from autan.opendata.observatory.queries.reviewed_alerts import (
    find_reviewed_alert,
    followed_sirens,
    led_sirens,
    review_alerts,
)
from autan.opendata.updates.actions.alerts import decide_alert
from autan.people.journal.models import JournalEntry
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.models import Mandate, Territory

COMMINGES = "200072643"
KEY = "one_site_dominates:ore-communes:31483:gas_total:2024"


def views_of(person):
    reviewed = review_alerts(alerts_of_territories(led_sirens(person)))
    return {view["rule"].code: view for view in group_by_rule(reviewed)}


@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator", 200), ("officer", 200), ("contributor", 200), ("reader", 200), ("outsider", 200), (None, 302)],
)
def test_the_page_is_for_those_who_signed_in(cast, client, who, status):
    if who:
        client.force_login(getattr(cast, who))
    answer = client.get(reverse("updates:quality"))
    assert answer.status_code == status
    if status == 302:
        assert reverse("account_login") in answer.url


def test_the_page_shows_the_alerts_of_the_members_and_the_sources(cast, client, django_assert_max_num_queries):
    client.force_login(cast.coordinator)
    client.get(reverse("updates:quality"))
    with django_assert_max_num_queries(14):
        html = client.get(reverse("updates:quality")).content.decode()
    assert "Un site pèse sur tout le territoire" in html
    assert "Saint-Gaudens" in html
    assert "Benagues" not in html  # Portes d’Ariège is not in the network
    assert "Base des diagnostics de performance énergétique" in html
    assert "style=" not in html
    scripts = re.findall(r"<script[^>]*/static/([a-z_]+/[a-z_]+)", html)
    assert scripts == ["charts/drawings", "site/sent_forms", "site/sign_out"]
    assert html.count("<script") == len(scripts)


def test_a_alert_leads_to_the_trace_of_its_figure(cast, client):
    views = views_of(cast.coordinator)
    (gas,) = [alert for alert in views["one_site_dominates"]["alerts"] if alert["place"] == "Saint-Gaudens"]
    assert client.get(gas["trace_url"]).status_code == 200
    assert "observatory.200072643.gas_total.2024" in gas["trace_url"]
    assert views["same_population"]["alerts"][0]["trace_url"] == ""


def test_a_alert_on_a_whole_territory_bears_its_name(cast):
    (found,) = views_of(cast.coordinator)["operator_missing"]["alerts"]
    assert found["place"] == "CC Coeur et Coteaux du Comminges"
    assert found["territory"] == ""


def test_who_follows_what(cast):
    assert led_sirens(cast.reader) == ()
    assert len(led_sirens(cast.coordinator)) == 11
    assert followed_sirens(cast.officer) == ("243100633",)
    assert len(followed_sirens(cast.reader)) == 11
    assert set(followed_sirens(cast.reader)) <= set(followed_sirens(cast.outsider))


def decide(cast, kind=DecisionKind.ACCEPTED, *, by="coordinator", reason="Vu avec l’exploitant."):
    return decide_alert(
        by=getattr(cast, by),
        alert=find_reviewed_alert(KEY).alert,
        territory=Territory.objects.get(siren=COMMINGES),
        kind=kind,
        reason=reason,
    )


def test_a_decision_is_shown_on_the_alert_in_the_list_and_in_the_trace(cast, client):
    decide(cast)
    client.force_login(cast.coordinator)
    page = client.get(reverse("updates:alert", kwargs={"key": KEY})).content.decode()
    assert "Donnée acceptée par Coordinator" in page
    client.force_login(cast.reader)
    page = client.get(reverse("updates:alert", kwargs={"key": KEY})).content.decode()
    assert "Donnée acceptée, le" in page
    assert "Coordinator" not in page
    assert "Vu avec l’exploitant." in page
    assert "<form" in page
    assert "Enregistrer la décision" not in page
    accepted = client.get(reverse("updates:quality"), {"etat": "accepted"}).content.decode()
    assert "Saint-Gaudens" in accepted
    assert "Villeneuve" not in accepted
    figure = figures_by_measure(COMMINGES)["gas_total"]
    trace = client.get(reverse("evidence:trace", kwargs={"figure_id": figure.id})).content.decode()
    assert "acceptée, " in trace
    assert "Coordinator" not in trace
    assert "Vu avec l’exploitant." in trace
    assert "dont 1 avec une décision" in trace


def test_decisions_add_up_and_the_last_one_counts(cast):
    decide(cast)
    decide(cast, DecisionKind.REOPENED, reason="L’usine a fermé.")
    reviewed = find_reviewed_alert(KEY)
    assert [decision.kind for decision in reviewed.decisions] == [DecisionKind.ACCEPTED, DecisionKind.REOPENED]
    assert reviewed.state is AlertState.OPEN
    assert JournalEntry.objects.filter(room="observatory", kind="doubt", object_id=KEY).count() == 2


def test_a_decision_about_an_earlier_value_is_said_to_be_so(cast, client):
    decision = decide(cast)
    AlertDecision.objects.filter(pk=decision.pk).update(found_fr="12 MWh", found_en="12 MWh")
    assert find_reviewed_alert(KEY).state is AlertState.EARLIER
    client.force_login(cast.coordinator)
    page = client.get(reverse("updates:alert", kwargs={"key": KEY})).content.decode()
    assert "portait sur une valeur antérieure\u00a0: 12 MWh" in page


@pytest.mark.parametrize(
    ("who", "kind", "status"),
    [
        ("coordinator", "accepted", 302),
        ("coordinator", "reopened", 302),
        ("coordinator", "explained", 302),
        ("local_officer", "explained", 302),
        ("local_officer", "accepted", 400),
        ("officer", "explained", 403),
        ("contributor", "explained", 403),
        ("reader", "explained", 403),
        ("outsider", "accepted", 403),
    ],
)
def test_who_may_decide_what(cast, client, who, kind, status):
    person = getattr(cast, who, None)
    if person is None:
        person = cast.outsider
        grant_mandate(
            by=None,
            person=person,
            role=Mandate.Role("member_officer"),
            territory=Territory.objects.get(siren=COMMINGES),
        )
    client.force_login(person)
    answer = client.post(reverse("updates:alert", kwargs={"key": KEY}), {"kind": kind, "reason": "Parce que."})
    assert answer.status_code == status
    assert AlertDecision.objects.count() == (status == 302)


def test_a_decision_without_a_reason_is_refused_beside_its_field(cast, client):
    client.force_login(cast.coordinator)
    answer = client.post(reverse("updates:alert", kwargs={"key": KEY}), {"kind": "accepted", "reason": "  "})
    assert answer.status_code == 400
    assert "Ce champ est obligatoire" in answer.content.decode()


def test_a_correction_gives_a_value_that_is_used(cast, client):
    client.force_login(cast.coordinator)
    address = reverse("updates:alert", kwargs={"key": KEY})
    fields = {
        "value": "250,5",
        "unit": "GWh_unstated",
        "date": "2024",
        "state": "observed",
        "document": "Facture",
        "reason": "Deux compteurs manquaient.",
    }
    assert client.post(address, fields).status_code == 302
    assert find_reviewed_alert(KEY).state is AlertState.CORRECTED
    figure = figures_by_measure(COMMINGES)["gas_total"]
    assert figure.value == 250_500
    assert "corrigée" in client.get(reverse("evidence:trace", kwargs={"figure_id": figure.id})).content.decode()


def test_a_correction_in_a_unit_of_another_kind_is_refused_whole(cast, client):
    client.force_login(cast.coordinator)
    fields = {"value": "250", "unit": "GWh", "date": "2024", "state": "observed", "document": "Facture", "reason": "R"}
    answer = client.post(reverse("updates:alert", kwargs={"key": KEY}), fields)
    assert answer.status_code == 400
    assert not AlertDecision.objects.exists()


def test_an_unknown_alert_is_not_found(cast, client):
    client.force_login(cast.coordinator)
    assert client.get(reverse("updates:alert", kwargs={"key": "no:such:alert"})).status_code == 404


def test_a_alert_on_a_whole_table_is_decided_by_any_coordination(cast, client):
    key = "same_population:registre-epci::population:2026"
    client.force_login(cast.coordinator)
    page = client.get(reverse("updates:alert", kwargs={"key": key})).content.decode()
    assert "Corriger" not in page
    answer = client.post(reverse("updates:alert", kwargs={"key": key}), {"kind": "explained", "reason": "Connu."})
    assert answer.status_code == 302
    assert find_reviewed_alert(key).state is AlertState.EXPLAINED


def test_one_territory_may_be_asked_for_and_what_asks_comes_first(cast, client):
    client.force_login(cast.coordinator)
    every = client.get(reverse("updates:quality")).content.decode()
    assert every.index('id="one_site_dominates"') < every.index('id="masked_meshes"')
    html = client.get(reverse("updates:quality"), {"territoire": COMMINGES}).content.decode()
    assert f'<option value="{COMMINGES}" selected>' in html
    assert "Saint-Gaudens" in html
    assert "Villalier" in every
    assert "Villalier" not in html
    unknown = client.get(reverse("updates:quality"), {"territoire": "999999999"}).content.decode()
    assert "Villalier" in unknown
