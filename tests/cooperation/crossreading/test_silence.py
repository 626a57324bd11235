"""Nothing is drafted from silence: pages, API and recommendations of a network whose lists nobody said complete."""

import pytest
from django.test import Client
from django.urls import reverse

from autan.cooperation.crossreading.models import Proposal, Recommendation
from autan.evidence.figures.queries.registry import PUBLIC, find_figure
from autan.plans.plans.actions.imports import state_complete
from autan.plans.plans.models import Plan
from autan.plans.plans.queries.plans import PLANS
from autan.plans.projects.actions.sheets import SheetInput, add_sheet
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, THERE, Cast
from tests.cooperation.crossreading.conftest import BARE, say_complete
from tests.cooperation.crossreading.test_aligning import put_all, url

NO_TARGET, DOMAIN = "crossread.essai.finding.no_target", "crossread.essai.shared.d9_adaptation"


def cells(client: Client) -> dict[str, str]:
    """The row of each member in the matrix."""
    page = client.get(url("matrix")).content.decode()
    rows = page.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:]
    return dict(zip((HERE, THERE, BARE), rows, strict=True))


def test_a_plan_without_a_line_of_targets_is_not_a_plan_without_targets(plans: Network, people: Cast, client: Client):
    client.force_login(people.coordinator)
    page = client.get(url("strengths")).content.decode()
    rule = page.split("Plan sans objectif chiffré")[1].split("</li>")[0]
    assert "PCAET" not in rule
    assert "Ébaucher" not in rule
    figure = find_figure(NO_TARGET, reader=PUBLIC)
    assert (figure.value, figure.known, figure.total) == (0, 1, 3)
    client.post(url("draft"), {"figure": f"figure:{NO_TARGET}"})
    assert not Recommendation.objects.exists()
    say_complete("la-pcaet", "targets")
    figure = find_figure(NO_TARGET, reader=PUBLIC)
    assert (figure.value, figure.known) == (1, 2)
    page = client.get(url("strengths")).content.decode()
    rule = page.split("Plan sans objectif chiffré")[1].split("</li>")[0]
    assert "au moins 1 sur 3" in rule
    assert "1 non connu" in rule
    drafted = client.post(url("draft"), {"figure": f"figure:{NO_TARGET}"}, follow=True).content.decode()
    assert "Plan sans objectif chiffré : au moins 1 sur 3 ; 1 non connu" in drafted
    assert "claim: value &gt;= 1 of 3" in drafted


def test_plans_whose_targets_are_not_recorded_are_said_so(plans: Network, people: Cast, client: Client):
    for slug in ("ici-pcaet", "ici-schema"):
        Plan.objects.get(slug=slug).lines.filter(section="targets").delete()
    client.force_login(people.coordinator)
    page = client.get(url("strengths")).content.decode()
    assert "2 plans dont les objectifs ne sont pas relevés ici" in page


def test_a_cell_is_empty_only_in_a_plan_stated_complete_and_read(plans: Network, client: Client):
    put_all(plans, "d3_demand")
    for row in cells(client).values():
        assert "rien ici" not in row
        assert "sans plan" not in row
        assert "non connu ici" in row
    assert find_figure(DOMAIN, reader=PUBLIC).value is None
    say_complete("la-pcaet", "targets", "actions")
    assert "rien ici" in cells(client)[THERE]
    assert "rien ici" not in cells(client)[HERE]
    state_complete(by=None, subject=Territory.objects.get(siren=BARE), section=PLANS, on=Plan.objects.get(
        slug="la-pcaet").complete_sections.first().stated_on)  # fmt: skip
    assert "sans plan" in cells(client)[BARE]
    figure = find_figure(DOMAIN, reader=PUBLIC)
    assert (figure.value, figure.known, figure.total) == (0, 2, 3)


def test_an_action_that_comes_or_goes_withdraws_what_was_said_of_the_plan(plans: Network, client: Client):
    put_all(plans, "d3_demand")
    say_complete("la-pcaet", "targets", "actions")
    there = Plan.objects.get(slug="la-pcaet")
    add_sheet(by=None, plan=there, slug="la-suite", sheet_input=SheetInput(typed={"title": "Planter des haies"}))
    put_all(plans, "d3_demand")
    assert "rien ici" not in cells(client)[THERE]


@pytest.mark.parametrize("finding", [DOMAIN, NO_TARGET])
def test_a_gap_that_rests_on_silence_is_refused(plans: Network, people: Cast, client: Client, finding: str):
    put_all(plans, "d3_demand")
    client.force_login(people.coordinator)
    sent = {
        "title": "Planter ensemble",
        "origin": "gap",
        "finding": f"figure:{finding}",
        "scale_reason": "border",
        "scale_words": "Les haies passent les limites.",
    }
    refused = client.post(url("propose"), sent)
    assert refused.status_code == 422
    assert "une lacune ne se déduit pas d’un silence" in refused.content.decode()
    assert not Proposal.objects.exists()
    say_complete("la-pcaet", "targets", "actions")
    assert client.post(url("propose"), sent).status_code == 302


def test_a_plan_in_preparation_does_not_hide_the_targets_of_the_adopted_one(plans: Network):
    here = Plan.objects.get(slug="ici-pcaet")
    later = Plan.objects.create(slug="ici-suite", title="Révision", kind="pcaet", follows=here, is_published=True)
    later.subjects.set(here.subjects.all())
    assert find_figure(NO_TARGET, reader=PUBLIC).known == 1


def test_the_api_gives_the_count_as_a_lower_bound(plans: Network, client: Client):
    say_complete("la-pcaet", "targets")
    trace = client.get(reverse("evidence:trace", kwargs={"figure_id": NO_TARGET})).content.decode()
    assert "≥" in trace
    assert "2 sur 3" in trace
