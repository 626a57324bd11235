"""People and roles as a program writes them: an account takes its role, others are invited, and nothing is ended."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from autan.people.journal.models import JournalEntry
from autan.people.mail.models import OutgoingMessage
from autan.publishing.api.actions import KeyScope, issue_key
from autan.territories.networks.models import Mandate, PersonInvitation, Territory
from tests.cast import HERE, Cast
from tests.plans.indicators.conftest import here, network, people, there
from tests.publishing.api import test_writing

__all__ = ["here", "network", "people", "there"]
ADDRESS = "/api/v1/contacts"
pytestmark = pytest.mark.usefixtures("here", "there")


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    """A site whose links lead somewhere from another machine."""
    settings.AUTAN_SITE = "https://energie.exemple.fr"


def key_of(person: Any) -> dict[str, str]:
    until = timezone.localdate() + timedelta(days=30)
    scope = KeyScope(holder=person, network="essai", act="contacts", expires_on=until)
    return {"authorization": f"Bearer {issue_key(by=person, name='Annuaire', scope=scope)[1]}"}


def row(email: str = "claire@exemple.fr", role: str = "member_officer", **more: Any) -> dict[str, Any]:
    place = {"siren": HERE} if role in {"member_officer", "contributor"} else {}
    return {"reseau": "essai", "courriel": email, "nom": "Claire Exemple", "role": role, **place, **more}


def post(rows: Any, headers: dict[str, str], address: str = ADDRESS, **more: str) -> Any:
    return test_writing.post(rows, headers, address, **more)


def test_an_account_takes_its_role_and_others_are_invited(people: Cast, here: Territory) -> None:
    headers, invited = key_of(people.coordinator), OutgoingMessage.objects.filter(kind__endswith="person_invitation")
    rows = [row(), row(people.outsider.email.upper(), "contributor", fin="2999-12-31")]
    seen = post(rows, headers, f"{ADDRESS}?essai=1")
    assert (seen.json().get("counts"), PersonInvitation.objects.count()) == ({"added": 2}, 0), seen.content
    written = post(rows, headers, **{"if-match": seen.headers["ETag"]})
    assert written.json().get("counts") == {"added": 2}, written.content
    invitation = PersonInvitation.objects.get()
    assert (invitation.email, invitation.territory, invitation.created_by) == (
        "claire@exemple.fr",
        here,
        people.coordinator,
    )
    assert (invited.get().status, mail.outbox) == ("queued", [])  # it leaves by the queue, once all is written
    mandate = Mandate.objects.get(person=people.outsider, role="contributor")
    assert (mandate.territory, str(mandate.valid_to)) == (here, "2999-12-31")
    entries = JournalEntry.objects.filter(act__in=("invite_person", "grant_mandate"), by=people.coordinator.pk)
    assert {entry.network for entry in entries} == {"essai"}
    assert post(rows, headers).json()["counts"] == {"same": 2}
    assert post([row(people.outsider.email, "contributor", fin="2999-06-30")], headers).json()["counts"] == {
        "changed": 1
    }
    mandate.refresh_from_db()
    assert str(mandate.valid_to) == "2999-06-30"
    assert invited.count() == 1
    assert post(rows, headers, **{"if-match": seen.headers["ETag"]}).status_code == 412


def test_what_is_wrong_is_told_row_by_row_and_nobody_is_invited(people: Cast) -> None:
    headers = key_of(people.coordinator)
    post([row("attend@exemple.fr")], headers)
    people.outsider.is_active = False
    people.outsider.save()
    rows = [
        row("pas une adresse"),
        row(role="maire"),
        row(role="coordinator", siren=HERE),
        row(siren="000000000"),
        row(fin="2001-01-01"),
        row(nom=" "),
        row("deux@exemple.fr"),
        row("deux@exemple.fr"),
        row(people.outsider.email),
        row("attend@exemple.fr", fin="2999-01-01"),
        row(reseau="autre"),
    ]
    refused = post(rows, headers)
    assert refused.status_code == 422
    assert sorted((fault["row"], fault["column"]) for fault in refused.json()["rows"]) == [
        (1, "courriel"),
        (2, "role"),
        (3, "role"),
        (4, "siren"),
        (5, "fin"),
        (6, "nom"),
        (8, "courriel"),
        (9, "courriel"),
        (10, "fin"),
        (11, "reseau"),
    ]
    assert PersonInvitation.objects.count() == 1
    many = [row(f"personne{number}@exemple.fr") for number in range(21)]
    refused = post(many, headers)
    assert [fault["row"] for fault in refused.json()["rows"]] == [20, 21]  # one left already today
    assert PersonInvitation.objects.count() == 1


def test_who_does_not_coordinate_the_network_writes_nobody(people: Cast) -> None:
    refused = post([row()], key_of(people.officer))
    assert [(fault["row"], fault["column"]) for fault in refused.json()["rows"]] == [(1, "reseau")]
    assert not PersonInvitation.objects.exists()


def test_a_site_whose_links_lead_nowhere_invites_nobody(people: Cast, settings: Any) -> None:
    settings.AUTAN_SITE = "http://localhost:8000"
    refused = post([row()], key_of(people.coordinator))
    assert (refused.status_code, "AUTAN_SITE" in refused.json()["detail"]) == (422, True)
    assert not PersonInvitation.objects.exists()
