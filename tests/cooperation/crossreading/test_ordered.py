"""Conflicts of dates and amounts in the plans and actions of one member, each told once; near-misses are not."""

from datetime import date

import pytest
from django.test import Client

from autan.cooperation.crossreading.core.contradictions import ContradictionKind
from autan.cooperation.crossreading.queries.contradictions import network_contradictions
from autan.plans.plans.actions.imports import import_plans, state_complete
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, add_sheet
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.cooperation.crossreading.test_aligning import url

AGENDA, MONEY = ContradictionKind.AGENDA, ContradictionKind.MONEY


def lines(section: str, *typed: str) -> str:
    return f"      {section}:\n" + "".join(f"        - {{{line}}}\n" for line in typed)


def steps(*typed: str) -> str:
    return lines("steps", *typed)


ADOPTED = "step: adoption, status: done, date: 2020-02-20"
IN_PLANS = [
    (AGENDA, steps(ADOPTED, "step: midterm_report, status: done, date: 2018-03"), ("mars 2018", "20 février 2020")),
    (AGENDA, steps("step: implementation, status: done, date: 2021, end: 2019"), ("début, 2021", "fin, 2019")),
    (AGENDA, steps("step: adoption, status: done, date: 2031-06"), ("juin 2031", "Adoption : fait")),
    (AGENDA, lines("opinions", "body: prefect, sent: 2020-05-02, received: 2020-03"), ("mai 2020", "mars 2020")),
    (AGENDA, lines("targets", "quantity: ghg, kind: level, value: 3, unit: ktCO2e, base_year: 2030, horizon: 2020"),
     ("2030", "2020")),
    (MONEY, lines("funding", "funder: ADEME, asked: 100 k€ HT, granted: 150 k€ HT"), ("demandé : 100", "accordé")),
    (MONEY, lines("funding", "funder: ADEME, asked: 105 k€ TTC, granted: 120 k€ TTC"), ("demandé : 105", "accordé")),
    (MONEY, lines("funding", "funder: Région, granted: 20 k€, paid: 60 k€"), ("accordé : 20 k€", "versé : 60 k€")),
]  # fmt: skip
NEAR_IN_PLANS = [
    steps(ADOPTED, "step: midterm_report, status: done, date: 2020"),
    steps(ADOPTED, "step: midterm_report, status: not_done, date: 2019"),
    steps(ADOPTED, "step: implementation, status: ongoing, date: 2019"),
    steps("step: diagnosis, status: done, date: 2017, end: 2019", "step: strategy, status: done, date: 2018"),
    steps("step: implementation, status: done, date: 2019, end: 2019-06"),
    steps("step: adoption, status: planned, date: 2031"),
    lines("people", "role: elected_lead, from: 2020-07, to: 2020"),
    lines("targets", "quantity: ghg, kind: level, value: 3, unit: ktCO2e, horizon: 2020"),
    lines("funding", "funder: ADEME, asked: 150 k€ TTC, granted: 130 k€ HT"),
    lines("funding", "funder: ADEME, asked: 100 k€ HT, granted: 120 k€ TTC"),
    lines("funding", "funder: ADEME, asked: 100 k€ HT, granted: '100,5 k€ HT'"),
    lines("funding", "funder: ADEME, asked: environ 100 k€, granted: 108 k€"),
    lines("funding", "funder: ADEME, asked: plus de 100 k€, granted: 150 k€"),
    lines("funding", "funder: A, asked: 10 k€, granted: 10 k€", "funder: B, granted: 60 k€"),
    lines("budget", "amount: 10 k€ HT") + lines("funding", "funder: A, granted: 60 k€ HT"),
]
IN_ACTIONS = [
    (AGENDA, {"start": "2024-05", "end": "2023"}, [], ("début, mai 2024", "fin, 2023")),
    (AGENDA, {"start": "2031", "status": "ongoing"}, [], ("début, 2031", "En cours")),
    (MONEY, {"budget": "100 k€"}, [{"funder": "ADEME", "granted": "150 k€"}], ("financé, 150 k€", "budget, 100 k€")),
    (MONEY, {"budget": "100 k€ HT"}, [{"funder": "A", "granted": "70 k€ HT"}, {"funder": "B", "granted": "60 k€ HT"}],
     ("financé, 70 k€ HT + 60 k€ HT",)),
    (MONEY, {"budget": "100 k€"}, [{"funder": "État", "amount": "1,5 M€"}], ("financé, 1,5 M€",)),
]  # fmt: skip
NEAR_IN_ACTIONS = [
    ({"start": "2024-05", "end": "2024"}, []),
    ({"start": "2031", "status": "planned"}, []),
    ({"start": "2020", "end": "2031", "status": "done"}, []),
    ({"budget": "100 k€ HT", "spent": "130 k€ HT"}, []),
    ({"budget": "100 k€ HT"}, [{"funder": "ADEME", "granted": "115 k€ TTC"}]),
    ({"budget": "100 k€"}, [{"funder": "A", "asked": "90 k€"}, {"funder": "B", "asked": "90 k€"}]),
    ({"budget": "entre 100 et 200 k€"}, [{"funder": "ADEME", "granted": "150 k€"}]),
    ({"budget": "bientôt"}, [{"funder": "ADEME", "granted": "150 k€"}]),
]


def told(network: Network) -> list:
    kinds = {AGENDA, MONEY}
    return [each for each in network_contradictions(network.slug) if each.kind in kinds]


def add_plan(typed: str) -> Plan:
    head = '  - slug: planted\n    title: "Plan"\n    kind: own\n    subjects: ["999000032"]\n    is_published: true\n'
    import_plans(by=None, text=f"network: essai\nplans:\n{head}    lines:\n{typed}", file="plans.yaml")
    return Plan.objects.get(slug="planted")


def add_action(plan: Plan, typed: dict, funding: list) -> None:
    sheet_input = SheetInput(typed={"title": "Isoler", **typed}, axis=[], lines={"funding": funding})
    add_sheet(by=None, plan=plan, slug="planted", sheet_input=sheet_input)


@pytest.mark.parametrize(("kind", "typed", "sides"), IN_PLANS, ids=range(len(IN_PLANS)))
def test_a_conflict_of_a_plan_is_told_once_with_both_sides(network: Network, kind, typed, sides):
    add_plan(typed)
    (found,) = told(network)
    words = [side.words.fr.replace("\xa0", " ") for side in found.sides]
    assert (found.kind, len(words)) == (kind, 2)
    assert all(any(side in text for text in words) for side in sides)
    assert all(side.words.en for side in found.sides)


@pytest.mark.parametrize("typed", NEAR_IN_PLANS, ids=range(len(NEAR_IN_PLANS)))
def test_a_plan_that_may_be_right_is_silent(network: Network, typed):
    add_plan(typed)
    assert told(network) == []


@pytest.mark.parametrize(("kind", "typed", "funding", "sides"), IN_ACTIONS, ids=range(len(IN_ACTIONS)))
def test_a_conflict_of_an_action_is_told_once(plans: Network, kind, typed, funding, sides):
    add_action(Plan.objects.get(slug="ici-pcaet"), typed, funding)
    (found,) = told(plans)
    words = [side.words.fr.replace("\xa0", " ") for side in found.sides]
    assert (found.kind, len(words)) == (kind, 2)
    assert all(any(side in text for text in words) for side in sides)


@pytest.mark.parametrize(("typed", "funding"), NEAR_IN_ACTIONS, ids=range(len(NEAR_IN_ACTIONS)))
def test_an_action_that_may_be_right_is_silent(plans: Network, typed, funding):
    add_action(Plan.objects.get(slug="ici-pcaet"), typed, funding)
    assert told(plans) == []


def test_one_date_out_of_order_is_one_conflict_with_all_that_it_precedes(network: Network):
    typed = (f"step: {step}, status: done, date: {year}" for step, year in (("decision", 2015), ("diagnosis", 2016)))
    add_plan(steps(*typed, ADOPTED, "step: midterm_report, status: done, date: 2012"))
    (found,) = told(network)
    assert len(found.sides) == 4


@pytest.mark.parametrize(
    ("change", "count"),
    [("unit: factor, value: 0.25", 1), ("unit: factor, value: 0.5", 0), ("unit: ktCO2e, value: -30", 1),
     ("unit: ktCO2e, value: -50", 0)],
)  # fmt: skip
def test_a_change_is_compared_with_a_level_however_it_is_written(network: Network, change: str, count: int):
    change = f"quantity: ghg, kind: change, {change}, base_year: 2015, base_value: 100, horizon: 2050"
    add_plan(lines("targets", change, "quantity: ghg, kind: level, value: 50, unit: ktCO2e, horizon: 2050"))
    contradictions = [each for each in network_contradictions(network.slug) if each.kind is ContradictionKind.TARGET]
    assert [len(each.sides) for each in contradictions] == [3] * count


def test_grants_are_beside_a_budget_once_it_is_stated_whole(network: Network):
    plan = add_plan(lines("budget", "amount: 10 k€ HT") + lines("funding", "funder: A, granted: 60 k€ HT"))
    state_complete(by=None, subject=plan, section="budget", on=date(2026, 10, 1))
    (found,) = told(network)
    assert (found.kind, "60 000" in found.explanation.fr.replace("\u202f", " ")) == (MONEY, True)


def test_what_a_member_keeps_from_the_public_is_not_told(plans: Network):
    typed = {"title": "Isoler", "budget": "10 k€"}
    add_sheet(
        by=None,
        plan=Plan.objects.get(slug="ici-pcaet"),
        slug="planted",
        sheet_input=SheetInput(
            typed=typed, lines={"funding": [{"funder": "A", "granted": "60 k€"}]}, disclosures={"budget": "territory"}
        ),
    )
    assert told(plans) == []


def test_the_page_is_folded_by_subject_and_opens_on_the_one_that_is_asked(plans: Network, people: Cast, client: Client):
    add_action(Plan.objects.get(slug="ici-pcaet"), {"budget": "100 k€"}, [{"funder": "ADEME", "granted": "150 k€"}])
    client.force_login(people.coordinator)
    page = client.get(url("contradictions")).content.decode()
    subjects = page.split('<section class="later"')[1:]
    assert len(subjects) == len({each.subject.fr for each in network_contradictions("essai")}) > 1
    assert "<article" not in page
    money = next(subject for subject in subjects if "Financements des actions" in subject)
    assert "1 à examiner, sur 1" in money
    opened = client.get(url("contradictions"), {"ouvrir": "financements-des-actions"}).content.decode()
    assert 'href="/actions/planted/"' in opened
    alone = client.get(url("contradictions"), {"genre": "money"}).content.decode()
    assert '<section class="folded"' in alone
    (found,) = told(plans)
    sent = {"contradiction": found.fingerprint, "decision": "accepted", "reason": ""}
    refused = client.post(url("contradictions"), sent).content.decode()
    assert refused.count('<section class="folded"') == 1
    kept = client.post(url("contradictions"), {**sent, "reason": "Avenant"})
    assert kept["Location"].endswith(f"#c-{found.fingerprint}")
