"""The pages of duties: a territory, a network, a rule, and what a person states with its source."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.extension_points import DeskLine
from autan.ground.registry import registered
from autan.ground.texts.core.dates import PartialDate
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.people.workflows.actions import take
from autan.plans.obligations.actions import state_act
from autan.plans.plans.actions.workflow import PLAN
from autan.plans.plans.models import Plan
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.plans.plans.conftest import SICOVAL
from tests.plans.plans.test_pages import fill

STATE = reverse("obligations:state_act", kwargs={"siren": SICOVAL})
OF_SICOVAL = reverse("obligations:territory", kwargs={"siren": SICOVAL})
OF_NETWORK = reverse("obligations:network", kwargs={"slug": "essai"})
BEGES = reverse("obligations:rule", kwargs={"code": "beges"})
QUATRE_RIVIERES = "247400666"  # 19,857 inhabitants in 2024, 20,046 in 2025
ACT = {
    "rule": "beges",
    "act": "Bilan publié",
    "when": "2025-03",
    "status": "done",
    "evidence": [f"competence-base:{SICOVAL}"],
}


def page(client: Client, address: str, **query: str) -> str:
    response = client.get(address, {"ouvrir": "tout"} | query)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\u202f", " ").replace("\u00a0", " ").split())


def publish(plan: Plan, people: Cast) -> None:
    take(PLAN, "publish_plan", Plan.objects.get(pk=plan.pk), by=people.officer, at=timezone.now())


@pytest.fixture
def officer(client: Client, people: Cast) -> Client:
    client.force_login(people.officer)
    return client


def test_a_territory_sees_each_duty_and_what_is_not_known(client: Client, network: Network):
    text = page(client, OF_SICOVAL)
    assert "échéance passée, suite non connue ici" in text
    assert "par bien : sans inventaire, on ne sait pas" in text
    assert 'class="error"' not in text
    assert "Déclarer un acte" not in text
    assert "Schéma directeur des bornes (SDIRVE)" in text


def test_a_territory_is_read_at_the_date_asked(client: Client, network: Network):
    assert "Plan d&#x27;action air" not in page(client, OF_SICOVAL, jour="2018-12-31")
    assert "dans 24 à 48 mois" in page(client, OF_SICOVAL, jour="2016-12-31")
    assert page(client, OF_SICOVAL, jour="hier")


def test_a_plan_adopted_late_meets_the_duty_late(client: Client, people: Cast, plan: Plan):
    fill(plan, "steps", key="adoption", status="done", date="2019-06-30")
    assert "tenue avec 29 mois de retard" not in page(client, OF_SICOVAL)
    publish(plan, people)
    assert "tenue avec 29 mois de retard" in page(client, OF_SICOVAL)
    assert "PCAET du Sicoval" in page(client, OF_SICOVAL)
    assert "tenue avec 29 mois de retard" in page(client, OF_NETWORK)


def test_a_source_that_denies_alone_accuses(client: Client, people: Cast, plan: Plan):
    fill(plan, "steps", key="adoption", status="not_done", date="2024-05-01")
    publish(plan, people)
    assert "échéance passée, non faite selon une source" in page(client, OF_SICOVAL)
    assert 'class="error"' in page(client, OF_NETWORK)


def test_a_member_states_an_act_with_its_source(officer: Client, network: Network):
    assert 'value="beges" selected' in page(officer, STATE, regle="beges")
    assert officer.post(STATE, ACT).status_code == 302
    text = page(officer, OF_SICOVAL, jour="2026-11-15")
    assert "Bilan publié, mars 2025" in text
    assert re.search(r"dans \d+ (à \d+ )?mois", text)  # three years after, within a month that is not told
    assert JournalEntry.objects.filter(act="state_act").count() == 1
    withdraw = reverse("obligations:withdraw_act", kwargs={"siren": SICOVAL})
    officer.post(withdraw, {"rule": "beges", "when": "2025-03"})
    assert "Bilan publié" not in page(officer, OF_SICOVAL)
    assert officer.post(withdraw, {"rule": "beges", "when": "2025-03"}).status_code in {302, 404}
    undo = reverse("workflows:undo")
    officer.post(undo)
    assert "Bilan publié" in page(officer, OF_SICOVAL), "a refused act takes nothing of what may be undone"
    officer.post(withdraw, {"rule": "beges", "when": "2025-03"})
    officer.post(STATE, ACT | {"when": "2024-02"})
    assert "a changé depuis" in officer.post(undo, follow=True).content.decode()
    assert "mars 2025" not in page(officer, OF_SICOVAL)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("when", "2009", "antérieur à l’obligation, en vigueur depuis le 14 juillet 2010"),
        ("when", "bientôt", "Ce n’est pas une date"),
        ("when", "2150", "à venir"),
        ("evidence", [], "Choisissez au moins une preuve"),
        ("rule", "sdirve", "sdirve"),
    ],
)
def test_an_act_that_cannot_be_is_refused_at_its_place(officer: Client, network: Network, field, value, sentence):
    response = officer.post(STATE, {**ACT, field: value})
    assert response.status_code == 422
    assert sentence in response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("who", ["outsider", "reader", "contributor"])
def test_others_state_nothing(client: Client, people: Cast, who: str):
    client.force_login(getattr(people, who))
    assert client.get(STATE).status_code == 403
    assert client.post(STATE, ACT).status_code == 403
    assert "Déclarer un acte" not in page(client, OF_SICOVAL)


@pytest.fixture
def crossing(network: Network) -> Territory:
    """A member that passed 20,000 inhabitants in 2025."""
    territory = follow_territory(by=None, siren=QUATRE_RIVIERES)
    stated = [EvidenceRef(kind="fact", key="W003")]
    admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED, evidence=stated)
    return territory


def test_a_network_sees_what_falls_due_and_takes_it_away(client: Client, crossing: Territory):
    text = page(client, OF_NETWORK, jour="2026-11-30")
    assert "1ᵉʳ janvier 2027" in text
    assert "au moins" in text
    calendar = client.get(reverse("obligations:calendar_file", kwargs={"slug": "essai"})).content.decode()
    assert "BEGIN:VCALENDAR" in calendar


def test_what_several_members_have_in_common_is_said(client: Client, network: Network):
    assert "2 d’entre vous ont la même échéance : 31 décembre 2016" in page(client, OF_NETWORK, jour="2016-06-30")


def test_a_rule_shows_its_text_its_doubts_and_for_whom_it_changed(client: Client, crossing: Territory):
    beges = page(client, BEGES)
    assert "Deux lectures" in beges
    assert "Version du 01/01/2025 non lue" in beges
    assert "2023-10-25" in beges
    address = reverse("obligations:rule", kwargs={"code": "pcaet_2018"})
    assert "existant au 1ᵉʳ janvier 2017" in page(client, address)
    assert "Pour qui cela change" in page(client, address, reseau="essai")
    assert "Dernière nouvelle connue ici" in page(client, reverse("obligations:rule", kwargs={"code": "zfe"}))
    assert client.get(reverse("obligations:rule", kwargs={"code": "lune"})).status_code == 404
    assert "PCAET_BILAN_3" not in page(client, reverse("obligations:rules")).upper()


def reminders(person: Person) -> list[str]:
    items = [item for line in registered(DeskLine) for item in line.build(person)]
    return [item.title for item in items if item.url == OF_SICOVAL]


def test_the_officer_is_reminded_ahead_and_not_of_what_is_past(people: Cast, member: Territory):
    assert reminders(people.officer) == []
    today = timezone.localdate()
    in_three_months = today + timedelta(days=90)
    when = PartialDate(year=in_three_months.year - 3, month=in_three_months.month)
    stated = {"evidence": [EvidenceRef(kind="competence-base", key=SICOVAL)], "today": today, "is_done": True}
    state_act(by=people.officer, territory=member, rule="beges", act="Bilan publié", when=when, **stated)
    (title,) = reminders(people.officer)
    assert "BEGES" in title
    assert reminders(people.outsider) == []


def test_the_year_of_a_network_says_who_has_what_due(client: Client, people: Cast, member: Territory):
    client.force_login(people.coordinator)
    year = reverse("territories:coordination", kwargs={"slug": "essai"})
    assert "BEGES" not in page(client, year)
    today = timezone.localdate()
    when = PartialDate(year=(today + timedelta(days=90)).year - 3, month=(today + timedelta(days=90)).month)
    stated = {"evidence": [EvidenceRef(kind="competence-base", key=SICOVAL)], "today": today, "is_done": True}
    state_act(by=people.officer, territory=member, rule="beges", act="Bilan publié", when=when, **stated)
    ahead, _end, parts = page(client, year).partition("Dates à venir")[2].partition("</ul>")
    assert re.search(f'<a href="{OF_NETWORK}">[^<]*BEGES[^<]*</a> <span class="small">attendu de Sicoval', ahead)
    assert "Dans les six mois : Sicoval" in parts


def test_a_network_asks_as_many_queries_whatever_its_size(client: Client, network: Network):
    def count() -> int:
        client.get(OF_NETWORK)
        with CaptureQueriesContext(connection) as captured:
            client.get(OF_NETWORK)
        return len(captured)

    before = count()
    for siren in (QUATRE_RIVIERES, "200023737", "248100737"):
        territory = follow_territory(by=None, siren=siren)
        stated = [EvidenceRef(kind="fact", key="W003")]
        admit_member(by=None, network=network, territory=territory, certainty=Certainty.CONFIRMED, evidence=stated)
    assert count() == before


def test_each_page_reads_in_english(client: Client, network: Network):
    assert "not known without an inventory" in page(client, f"/en{OF_SICOVAL}")
    assert "What falls due" in page(client, f"/en{OF_NETWORK}")
    assert "Two readings" in page(client, f"/en{BEGES}")
