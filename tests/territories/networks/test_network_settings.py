"""Settings of a network on screen: its words, languages, messages, colour; nobody erases somebody else’s."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.models import Fact
from autan.ground.errors import NotAllowedError, RuleError
from autan.people.individuals.actions import individual_named
from autan.people.journal.core import version_of
from autan.people.journal.models import JournalEntry
from autan.territories.networks.actions.networks import (
    SETTINGS,
    UnreadableColourError,
    change_settings,
    settings_fields,
)
from autan.territories.networks.actions.person_invitations import invite_person
from autan.territories.networks.core.colours import NIGHT, PAPER, READABLE, contrast, readable_on
from autan.territories.networks.models import Mandate, Network
from tests.cast import Cast, gather_neighbour
from tests.evidence.figures.making import keep_fact

GIVEN = {
    "name_fr": "Pays d’essai",
    "name_en": "Trial country",
    "description_fr": "Deux membres.",
    "description_en": "Two members.",
    "is_bilingual": True,
    "sender_name": "Pays d’essai",
    "reply_to": "contact@exemple.fr",
    "reminds": True,
    "colour": "#7a1f3d",
    "time_zone": "Indian/Reunion",
}


def page_of(network: Network) -> str:
    return reverse("territories:settings", kwargs={"slug": network.slug})


@pytest.fixture
def coordination(client: Client, people: Cast) -> Client:
    client.force_login(people.coordinator)
    return client


def post(client: Client, network: Network, seen: str = "", **changed: object):
    ticked = {"is_bilingual": "on", "has_colour": "on"}
    form = {**GIVEN, **ticked, "version": seen or version_of(settings_fields(network)), **changed}
    return client.post(page_of(network), {name: value for name, value in form.items() if value})


def test_settings_are_changed_and_seen_on_the_pages(coordination: Client, network: Network) -> None:
    assert coordination.get(page_of(network)).status_code == 200
    assert post(coordination, network).status_code == 302
    network.refresh_from_db()
    assert {name: getattr(network, name) for name in SETTINGS} == GIVEN
    home = coordination.get(reverse("site:network", kwargs={"slug": network.slug})).content.decode()
    assert "/reseaux/essai/couleurs.css?7a1f3d" in home
    sheet = coordination.get("/reseaux/essai/couleurs.css").content.decode()
    assert "--woad:#7a1f3d" in sheet
    assert "English" in home


def test_the_pages_of_a_network_are_on_its_time(coordination: Client, network: Network) -> None:
    line = JournalEntry.objects.create(
        by=individual_named("Ana"),
        act="note",
        room="territories",
        kind="network",
        object_id="essai",
        network="essai",
        summary="Nuit",
    )
    JournalEntry.objects.filter(pk=line.pk).update(at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    page = reverse("territories:coordination", kwargs={"slug": network.slug})
    assert "2 mars 2026, 00:30" in coordination.get(page).content.decode().replace("\xa0", " ")
    Network.objects.update(time_zone="Indian/Reunion")
    assert "2 mars 2026, 03:30" in coordination.get(page).content.decode().replace("\xa0", " ")
    assert "time_zone" in settings_form_errors(coordination, network)


def settings_form_errors(coordination: Client, network: Network) -> dict[str, object]:
    answer = post(coordination, network, time_zone="Mars/Olympus")
    assert answer.status_code == 422
    return answer.context["form"].errors


def test_a_network_in_french_alone_has_no_english_page(coordination: Client, network: Network) -> None:
    post(coordination, network, is_bilingual="", has_colour="")
    network.refresh_from_db()
    assert (network.name_en, network.description_en, network.colour) == ("Pays d’essai", "Deux membres.", "")
    home = coordination.get(reverse("site:network", kwargs={"slug": network.slug})).content.decode()
    assert "English" not in home
    assert "couleurs.css" not in home
    assert coordination.get("/reseaux/essai/couleurs.css").content == b""


def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest(coordination: Client, network: Network) -> None:
    answer = post(coordination, network, colour="#ffcc00")
    assert answer.status_code == 422
    assert readable_on("#ffcc00", PAPER) in answer.content.decode()
    with pytest.raises(UnreadableColourError):
        change_settings(by=None, network=network, fields=GIVEN | {"colour": "#eeeeee"})
    for wrong, words in ({"colour": "rouge"}, "six chiffres"), ({"name_fr": " "}, "a un nom"):
        with pytest.raises(RuleError, match=words):
            change_settings(by=None, network=network, fields=GIVEN | wrong)


def test_two_coordinators_never_erase_each_other(coordination: Client, network: Network) -> None:
    seen = version_of(settings_fields(network))
    change_settings(by=None, network=network, fields=GIVEN | {"description_fr": "Écrit par l’autre."})
    late = post(coordination, network, seen, description_fr="Écrit par moi.")
    assert late.status_code == 409
    text = late.content.decode()
    assert "Écrit par l’autre." in text
    assert "Écrit par moi." in text
    network.refresh_from_db()
    assert network.description_fr == "Écrit par l’autre."
    assert post(coordination, network, description_fr="Écrit par moi.").status_code == 302


@pytest.mark.parametrize("name", ["officer", "contributor", "reader", "outsider", "neighbour"])
def test_the_coordination_alone_changes_them(
    client: Client, people: Cast, network: Network, other_network: Network, name: str
) -> None:
    by = gather_neighbour(other_network) if name == "neighbour" else getattr(people, name)
    client.force_login(by)
    assert {client.get(page_of(network)).status_code, post(client, network).status_code} == {403}
    with pytest.raises(NotAllowedError):
        change_settings(by=by, network=network, fields=GIVEN)


def test_messages_bear_the_name_and_the_address_of_the_network(people: Cast, network: Network) -> None:
    change_settings(by=None, network=network, fields=GIVEN)
    network.refresh_from_db()
    invite_person(
        by=None, email="n@exemple.fr", name="N", role=Mandate.Role("reader"), network=network, site="https://s"
    )
    message = mail.outbox[-1]
    assert message.from_email.endswith("<autan@localhost>")
    assert "essai" in message.from_email
    assert message.reply_to == ["contact@exemple.fr"]


def test_the_facts_about_a_network_follow_its_name(network: Network) -> None:
    keep_fact("r1", subject=network.name_fr, topic="network")
    change_settings(by=None, network=network, fields=GIVEN)
    assert Fact.objects.get().subject == "Pays d’essai"


@given(st.integers(0, 0xFFFFFF), st.sampled_from([PAPER, NIGHT]))
def test_any_colour_has_a_readable_neighbour(number: int, background: str) -> None:
    readable = readable_on(f"#{number:06x}", background)
    assert contrast(readable, background) >= READABLE
    assert readable_on(readable, background) == readable


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a base of SQLite is made read-only by a pragma")
def test_a_base_that_can_only_be_read_is_said_and_comes_back(people: Cast, network: Network) -> None:
    browser = Client(raise_request_exception=False)
    browser.force_login(people.coordinator)
    form = {"name_fr": "Autre nom", "version": version_of(settings_fields(network))}
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = 1")
        try:
            assert browser.get(reverse("site:network", args=[network.slug])).status_code == 200
            refused = browser.post(page_of(network), form)
        finally:
            cursor.execute("PRAGMA query_only = 0")
    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    assert browser.post(page_of(network), form).status_code == 302
