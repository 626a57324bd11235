"""« Rien d’autre » : who says that a section is complete, what that changes, and what silence does not."""

import json
from datetime import date, timedelta

import pytest
import yaml
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from typer.testing import CliRunner

from autan.ground.errors import DomainError, ImportFileError
from autan.instance.cli.plan import app
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.people.workflows.actions import take
from autan.plans.plans.actions.imports import import_plans, state_complete
from autan.plans.plans.actions.plans import save_section
from autan.plans.plans.actions.workflow import PLAN
from autan.plans.plans.core.plans import LineInput
from autan.plans.plans.models import CompletenessStatement, Plan
from autan.plans.plans.queries.plans import PLANS
from autan.territories.networks.models import Territory
from tests.cast import Cast
from tests.plans.plans.test_pages import of_network, of_plan

TARGETS = "plans.sicoval-pcaet.plan.targets"


@pytest.fixture
def published(people: Cast, plan: Plan) -> Plan:
    return take(PLAN, "publish_plan", plan, by=people.officer, at=timezone.now()).row


def of_section(plan: Plan, section: str) -> str:
    return reverse("plans:state_complete", kwargs={"slug": plan.slug, "section": section})


def of_territory(place: Territory) -> str:
    return reverse("plans:state_plans_complete", kwargs={"siren": place.siren})


def trace(client: Client, figure: str) -> str:
    return client.get(reverse("evidence:trace", kwargs={"figure_id": figure})).content.decode()


def test_an_officer_says_that_there_is_no_target_and_takes_it_back(client: Client, people: Cast, published: Plan):
    page = client.get(of_plan("plan", published)).content.decode()
    assert "objectif non relevé ici" in page
    assert "pas d’objectif" not in page
    assert "non renseigné" in trace(client, TARGETS)
    client.force_login(people.officer)
    assert "Rien d’autre" in client.get(of_plan("fill", published)).content.decode()
    done = client.post(of_section(published, "targets"), {"is_complete": "yes"}, follow=True).content.decode()
    assert "C’est déclaré complet" in done
    assert people.officer.name in done
    twice = client.post(of_section(published, "targets"), {"is_complete": "yes"}, follow=True).content.decode()
    assert "C’est déjà dit complet" in twice
    assert CompletenessStatement.objects.count() == 1
    assert JournalEntry.objects.filter(act="state_complete", object_id=published.slug).count() == 1
    client.logout()
    page = client.get(of_plan("plan", published)).content.decode()
    assert "pas d’objectif" in page
    assert "objectif non relevé ici" not in page
    assert "aucune ligne, et c’est énoncé" in page
    assert people.officer.name not in page
    assert "zéro confirmé" in trace(client, TARGETS)
    client.force_login(people.officer)
    client.post(of_section(published, "targets"), {"is_complete": "no"})
    assert "objectif non relevé ici" in client.get(of_plan("plan", published)).content.decode()
    assert JournalEntry.objects.filter(act="reopen_section").exists()


def test_a_line_that_comes_or_goes_withdraws_what_was_said(client: Client, people: Cast, published: Plan):
    typed = {"quantity": "ghg", "part": "total", "kind": "change", "value": "-40", "unit": "pct", "horizon": "2030"}
    save_section(by=people.officer, plan=published, section="targets", lines=[LineInput(key="1", typed=typed)])
    assert "≥" in trace(client, TARGETS)
    state_complete(by=people.officer, subject=published, section="targets", on=date(2026, 1, 1))
    assert "≥" not in trace(client, TARGETS)
    client.force_login(people.officer)
    address = reverse("plans:save", kwargs={"slug": published.slug, "section": "targets"})
    client.post(address, {f"1:{code}": text for code, text in {**typed, "value": "-45"}.items()})
    assert CompletenessStatement.objects.exists()
    client.post(address, {f"2:{code}": text for code, text in {**typed, "horizon": "2050"}.items()})
    assert not CompletenessStatement.objects.exists()
    assert "≥" in trace(client, TARGETS)


@pytest.mark.parametrize("who", ["contributor", "reader", "outsider"])
def test_who_does_not_write_the_plan_says_nothing_of_it(
    client: Client, people: Cast, member: Territory, published: Plan, who: str
):
    client.force_login(getattr(people, who))
    for address in (of_section(published, "targets"), of_territory(member)):
        assert client.post(address, {"is_complete": "yes"}).status_code == 403
    client.logout()
    assert client.post(of_section(published, "targets"), {"is_complete": "yes"}).status_code == 302
    assert not CompletenessStatement.objects.exists()


def test_a_draft_is_not_found_by_others(client: Client, neighbour: Person, plan: Plan):
    client.force_login(neighbour)
    assert client.post(of_section(plan, "targets"), {"is_complete": "yes"}).status_code == 404


def test_what_cannot_be_said_is_refused_with_a_sentence(client: Client, people: Cast, member: Territory, plan: Plan):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(DomainError, match="est à venir"):
        state_complete(by=people.officer, subject=plan, section="targets", on=tomorrow)
    for state in (
        lambda: state_complete(by=None, subject=plan, section="targets", on=date(2026, 1, 1)),
        lambda: state_complete(by=None, subject=member, section=PLANS, on=date(2026, 1, 1)),
    ):
        with pytest.raises(DomainError, match="avec une source"):
            state()
    client.force_login(people.officer)
    for nowhere in ("moon", PLANS):
        assert client.post(of_section(plan, nowhere), {"is_complete": "yes"}).status_code == 404
    assert not CompletenessStatement.objects.exists()


def test_a_territory_is_said_to_have_no_plan_until_one_is_begun(client: Client, people: Cast, member: Territory):
    page = reverse("site:territory", kwargs={"siren": member.siren}) + "?ouvrir=tout"
    count = "plans.essai.current.count"
    assert "Aucun plan n’est renseigné ici" in client.get(page).content.decode()
    client.force_login(people.officer)
    assert client.post(of_territory(member), {"is_complete": "yes"}).status_code == 302
    client.post(of_territory(member), {"is_complete": "yes"})
    assert CompletenessStatement.objects.count() == 1
    assert "Aucun plan, et c’est énoncé" in client.get(page).content.decode()
    assert "1 sur 2" in trace(client, count)
    start = reverse("plans:start", kwargs={"siren": member.siren})
    client.post(start, {"title": "Plan", "kind": "pcaet"})
    assert not CompletenessStatement.objects.exists()
    client.post(of_territory(member), {"is_complete": "yes"})
    assert "Tous les plans sont ici" in client.get(page).content.decode()
    client.post(of_territory(member), {"is_complete": "no"})
    assert not CompletenessStatement.objects.exists()


FILE = """
plans:
  - slug: sicoval-pcet
    title: "PCET du Sicoval"
    kind: pcet
    subjects: ["243100633"]
    complete:
      - {section: targets, on: 2026-05-12, facts: [W077]}
      - {section: actions, on: 2026-05-12, sources: ["page#1"]}
"""


def test_a_file_says_it_with_its_source_and_gives_it_back(client: Client, people: Cast, member: Territory):
    import_plans(by=None, text=FILE, file="plans.yaml")
    assert import_plans(by=None, text=FILE, file="plans.yaml").changed == 0
    client.force_login(people.officer)
    address = reverse("plans:export", kwargs={"slug": "sicoval-pcet", "extension": "yaml"})
    (plan,) = yaml.safe_load(client.get(address).content)["plans"]
    assert plan["complete"] == [
        {"section": "targets", "on": "2026-05-12", "facts": ["W077"]},
        {"section": "actions", "on": "2026-05-12", "sources": ["page#1"]},
    ]
    text = yaml.safe_dump({"plans": [plan]}, allow_unicode=True)
    assert import_plans(by=None, text=text, file="plans.yaml").changed == 0
    Plan.objects.all().delete()
    import_plans(by=None, text=text, file="plans.yaml")
    assert CompletenessStatement.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [("section: moon, on: 2026-05-12", "targets"), ("section: targets, on: 2026-05", "un jour")],
)
def test_a_file_that_says_it_wrong_is_refused_whole(member: Territory, wrong: str, said: str):
    text = FILE.replace("section: targets, on: 2026-05-12", wrong)
    with pytest.raises(ImportFileError) as refused:
        import_plans(by=None, text=text, file="plans.yaml")
    assert any(said in str(fault.expected) for fault in refused.value.faults)
    assert not Plan.objects.exists()


def test_a_deadline_is_open_until_an_adopted_plan_meets_it(client: Client, people: Cast, published: Plan):
    def fill(plan: Plan, step: str, **typed: str) -> None:
        save_section(by=None, plan=plan, section="steps", lines=[LineInput(key=step, typed=typed)])

    fill(published, "adoption", status="done", date="2018-06-01")
    calendar, address = of_network("calendar"), reverse("network_plans:calendar_file", kwargs={"slug": "essai"})
    assert client.get(calendar).content.decode().count("échéance passée, suite non connue ici") == 2
    assert client.get(address).content.decode().count("BEGIN:VEVENT") == 2
    text = """
plans:
  - {slug: suite, title: "Révision", kind: pcaet, subjects: ["243100633"], follows: sicoval-pcaet, is_published: true,
     facts: [W077], lines: {steps: [{step: decision, status: done, date: 2023}]}}
"""
    import_plans(by=None, text=text, file="suite.yaml")
    later = Plan.objects.get(slug="suite")
    page = client.get(calendar).content.decode()
    assert page.count("échéance passée, suite non connue ici") == 2
    assert "tenue" not in page
    fill(later, "adoption", status="planned", date="2024-05-01")
    assert "tenue" not in client.get(calendar).content.decode()
    fill(later, "adoption", status="not_done", date="2024-09-01")
    page = client.get(calendar).content.decode()
    assert "échéance passée, non faite selon une source" in page
    fill(later, "adoption", status="done", date="2024-09-01")
    page = client.get(calendar).content.decode()
    assert "tenue avec 3 mois de retard" in page
    assert page.count("échéance passée, suite non connue ici") == 1
    shown = CliRunner().invoke(app, ["show", "sicoval-pcaet", "--json"])
    due = {each["label"]: each["status"] for each in json.loads(shown.output)["deadlines"]}
    assert due == {"Rapport à trois ans": "passed", "Mise à jour à six ans": "met_late"}
    client.force_login(people.officer)
    desk = client.get(reverse("site:desk")).content.decode()
    assert "échéance passée, suite non connue ici" in desk
    take(PLAN, "withdraw_plan", later, by=None, at=timezone.now())
    client.logout()
    assert "tenue" not in client.get(calendar).content.decode()
