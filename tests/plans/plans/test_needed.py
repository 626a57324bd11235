"""The form of a plan opens on what is missing that others read, not on its first section."""

import re
from datetime import date

from django.test import Client
from django.urls import reverse

from autan.plans.plans.actions.imports import state_complete
from autan.plans.plans.actions.plans import save_section, start_plan
from autan.plans.plans.core.plans import LineInput, PlanHeading, PlanKind, PlanScope
from autan.plans.plans.models import Plan
from autan.territories.networks.models import Territory
from tests.cast import Cast
from tests.plans.plans.conftest import MURETAIN

TODAY = date(2026, 10, 1)


def fill(plan: Plan, section: str, **typed: str) -> None:
    save_section(by=None, plan=plan, section=section, lines=[LineInput(key=typed.pop("key", ""), typed=typed)])


def beside(*, is_published: bool = True) -> Plan:
    """The plan of another member, that says its staff."""
    heading = PlanHeading(slug="muretain", title="PCAET", kind=PlanKind.PCAET, scope=PlanScope.TERRITORY)
    plan = start_plan(by=None, heading=heading, subjects=[Territory.objects.get(siren=MURETAIN)])
    fill(plan, "staff", year="2026", fte="2")
    Plan.objects.filter(pk=plan.pk).update(is_published=is_published)
    return plan


def page_of(client: Client, people: Cast, plan: Plan) -> str:
    client.force_login(people.officer)
    return client.get(reverse("plans:fill", kwargs={"slug": plan.slug})).content.decode()


def lacking(page: str) -> list[str]:
    block = page.partition('id="manque"')[2].partition("</section>")[0]
    return re.findall(r'<a href="[^"]*#(\w+)"', block)


def sections(page: str) -> list[tuple[str, bool]]:
    parts = re.findall(r'<section class="(later|folded)" data-part="(\w+)"', page)
    return [(code, shape == "folded") for shape, code in parts]


def test_an_empty_plan_opens_on_what_the_others_say(client: Client, people: Cast, plan: Plan):
    beside()
    page = page_of(client, people, plan)
    assert lacking(page)[:2] == ["staff", "steps"]
    assert "dit par 1 autre membre" in page
    assert "équivalents temps plein, dernière année" in page
    assert [code for code, _is_open in sections(page)][: len(lacking(page))] == lacking(page)
    assert [code for code, is_open in sections(page) if is_open] == ["staff"]
    assert len(sections(page)) == len(set(sections(page)))


def test_what_is_said_or_stated_complete_is_not_asked(client: Client, people: Cast, plan: Plan):
    beside()
    fill(plan, "staff", year="2026", fte="1")
    fill(plan, "steps", key="adoption", status="planned", date="2027")
    fill(plan, "steps", key="decision", status="done", date="2024")
    fill(plan, "budget", amount="10 k€ HT")
    state_complete(by=people.officer, subject=plan, section="partners", on=TODAY)
    page = page_of(client, people, plan)
    assert not {"staff", "steps", "budget", "partners"} & set(lacking(page))
    assert {"funding", "targets", "themes"} <= set(lacking(page))
    # the first section is no longer the one that is open
    assert [code for code, is_open in sections(page) if is_open] == [lacking(page)[0]]


def test_steps_without_a_word_of_the_adoption_are_asked(client: Client, people: Cast, plan: Plan):
    fill(plan, "steps", key="decision", status="done", date="2024")
    assert lacking(page_of(client, people, plan))[0] == "steps"


def test_only_what_lacks_is_named(client: Client, people: Cast, plan: Plan):
    fill(plan, "steps", key="decision", status="done", date="2024")
    block = page_of(client, people, plan).partition('id="manque"')[2].partition("</section>")[0]
    assert "adoption du plan" in block
    assert "début du plan" not in block
    assert "budget, territoire\u202f; budget, patrimoine et services" in block
    assert "objectifs chiffrés" not in block  # what is read has the name of its section


def test_a_draft_of_others_is_not_counted(client: Client, people: Cast, plan: Plan):
    beside(is_published=False)
    assert "autre membre" not in page_of(client, people, plan)


def test_a_plan_that_says_all_that_is_read_opens_on_nothing(client: Client, people: Cast, plan: Plan):
    fill(plan, "steps", key="adoption", status="done", date="2020")
    for section in ("budget", "funding", "engineering", "staff", "participation", "partners", "themes", "links"):
        state_complete(by=people.officer, subject=plan, section=section, on=TODAY)
    for section in ("adaptation", "evaluation", "targets"):
        state_complete(by=people.officer, subject=plan, section=section, on=TODAY)
    page = page_of(client, people, plan)
    assert 'id="manque"' not in page
    assert not any(is_open for _code, is_open in sections(page))
    assert sections(page)[0][0] == "steps"
