"""« Rien d’autre » of a territory: its needs are said to be all here, by whom that is, and what takes it back."""

import pytest
from django.test import Client
from django.urls import reverse

from autan.cooperation.lessons.actions.needs import ask_need
from autan.cooperation.lessons.core.needs import NeedInput, NeedKind
from autan.evidence.figures.queries.registry import PUBLIC, find_figure
from autan.people.journal.models import JournalEntry
from autan.plans.plans.models import CompletenessStatement
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, THERE, Cast
from tests.cooperation.lessons.making import TODAY


def stating(siren: str, section: str = "needs") -> str:
    return reverse("plans:state_list_complete", kwargs={"siren": siren, "section": section})


def trace(client: Client, figure: str) -> str:
    return client.get(reverse("evidence:trace", kwargs={"figure_id": figure})).content.decode()


def test_an_officer_says_that_there_is_no_other_need_and_takes_it_back(client: Client, people: Cast, network: Network):
    page = reverse("site:territory", kwargs={"siren": HERE}) + "?ouvrir=tout"
    client.force_login(people.officer)
    assert "aucun autre besoin, à ce jour" in client.get(page).content.decode()
    done = client.post(stating(HERE), {"is_complete": "yes"}, follow=True).content.decode()
    assert "C’est déclaré complet" in done
    assert "Aucun besoin, et c’est énoncé" in done
    assert people.officer.name in done
    twice = client.post(stating(HERE), {"is_complete": "yes"}, follow=True).content.decode()
    assert "C’est déjà dit complet" in twice
    assert CompletenessStatement.objects.count() == 1
    assert find_figure("lessons.essai.needs", reader=PUBLIC).value is None
    client.force_login(people.coordinator)
    client.post(stating(THERE), {"is_complete": "yes"})
    assert find_figure("lessons.essai.needs", reader=PUBLIC).value == 0
    assert "CC Là" in trace(client, "lessons.essai.needs")
    client.logout()
    read = client.get(page).content.decode()
    assert "Aucun besoin, et c’est énoncé" in read
    assert people.officer.name not in read
    client.force_login(people.officer)
    client.post(stating(HERE), {"is_complete": "no"})
    assert find_figure("lessons.essai.needs", reader=PUBLIC).value is None
    assert JournalEntry.objects.filter(act="reopen_list", object_id=HERE).count() == 1


def test_a_new_need_takes_back_what_was_said(client: Client, people: Cast, network: Network, here: Territory):
    client.force_login(people.coordinator)
    for siren in (HERE, THERE):
        client.post(stating(siren), {"is_complete": "yes"})
    need_input = NeedInput(kind=NeedKind.TECHNICAL, title="Lire un bilan", asked_on=TODAY, is_published=True)
    ask_need(by=people.officer, network=network, territory=here, need_input=need_input)
    assert CompletenessStatement.objects.get().territory.siren == THERE
    assert "≥" in trace(client, "lessons.essai.needs")
    client.post(stating(HERE), {"is_complete": "yes"})
    assert "≥" not in trace(client, "lessons.essai.needs")
    hidden = NeedInput(kind=NeedKind.TECHNICAL, title="Autre", asked_on=TODAY)
    ask_need(by=people.officer, network=network, territory=here, need_input=hidden)
    client.post(stating(HERE), {"is_complete": "yes"})
    assert "≥" in trace(client, "lessons.essai.needs")


@pytest.mark.parametrize("section", ["needs", "actions", "starting-state", "plans"])
def test_who_has_no_right_states_nothing(client: Client, people: Cast, network: Network, section: str):
    for who in (people.reader, people.outsider):
        client.force_login(who)
        assert client.post(stating(HERE, section), {"is_complete": "yes"}).status_code == 403
    client.force_login(people.officer)
    assert client.post(stating(HERE, "moon"), {"is_complete": "yes"}).status_code == 404
    assert not CompletenessStatement.objects.exists()
    assert client.post(stating(HERE, section), {"is_complete": "yes"}).status_code == 302
    assert CompletenessStatement.objects.get().section == section
