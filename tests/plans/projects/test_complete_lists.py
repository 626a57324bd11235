"""« Rien d’autre » of the actions of a territory: what it changes, and what takes it back."""

from django.test import Client
from django.urls import reverse

from autan.evidence.figures.queries.registry import PUBLIC, find_figure
from autan.plans.plans.models import CompletenessStatement, Plan
from autan.plans.projects.actions.sheets import SheetInput, add_sheet, remove_sheet
from autan.territories.networks.models import Territory
from tests.cast import Cast


def test_a_territory_is_said_to_have_no_other_action_until_one_comes_or_goes(
    client: Client, people: Cast, member: Territory, plan: Plan
):
    count, page = f"actions.{member.siren}.count", reverse("projects:member", kwargs={"siren": member.siren})
    stating = reverse("plans:state_list_complete", kwargs={"siren": member.siren, "section": "actions"})
    assert find_figure(count, reader=PUBLIC).value is None
    client.force_login(people.officer)
    assert "aucune autre action, à ce jour" in client.get(page).content.decode()
    done = client.post(stating, {"is_complete": "yes"}, follow=True).content.decode()
    assert people.officer.name in done
    nil = find_figure(count, reader=PUBLIC)
    assert (nil.value, nil.state.value, len(nil.evidence)) == (0, "confirmed_zero", 1)
    sheet = add_sheet(by=people.officer, plan=plan, sheet_input=SheetInput(typed={"title": "A"}))
    assert not CompletenessStatement.objects.exists()
    client.post(stating, {"is_complete": "yes"})
    remove_sheet(by=people.officer, sheet=sheet)
    assert not CompletenessStatement.objects.exists()
