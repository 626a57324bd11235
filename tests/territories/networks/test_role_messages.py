"""Who holds a role is told by mail when it is given, changed or ended; who runs the demonstration is told nothing."""

from datetime import date

import pytest
from django.utils import translation

from autan.people.accounts.actions import change_password, register_person
from autan.people.accounts.models import Person
from autan.people.mail.models import OutgoingMessage
from autan.territories.networks.actions.mandates import end_mandate, grant_mandate
from autan.territories.networks.models import Mandate
from tests.cast import PASSWORD
from tests.mailing import posted

READER = Mandate.Role.READER


@pytest.fixture
def person(network):
    return register_person(by=None, email="jean@exemple.fr", name="Jean", password=PASSWORD)


def test_a_role_given_then_ended_is_told(people, network, person):
    with translation.override("en"):
        mandate = grant_mandate(
            by=people.coordinator, person=person, role=READER, network=network, valid_from=date(2026, 1, 2)
        )
    messages = [message for message in posted() if message.to == ["jean@exemple.fr"]]
    assert [message.subject for message in messages] == ["Autan : un rôle vous est confié"]
    assert "à partir du 2 janvier 2026" in messages[0].body
    assert "Réseau d’essai" in messages[0].body
    assert "&" not in messages[0].body
    assert OutgoingMessage.objects.filter(to="jean@exemple.fr").get().network == "essai"
    grant_mandate(by=people.coordinator, person=person, role=READER, network=network, valid_from=date(2026, 1, 2))
    end_mandate(by=people.coordinator, mandate=mandate, on=date(2026, 3, 1))
    messages = [message for message in posted() if message.to == ["jean@exemple.fr"]]
    assert [message.subject for message in messages[1:]] == ["Autan : un de vos rôles se termine"]
    assert "se termine le 1 mars 2026" in messages[1].body


def test_a_password_changed_by_somebody_else_is_told(people, person):
    change_password(by=None, person=person, password=f"{PASSWORD}-2")
    assert "mot de passe a été changé" in posted()[-1].subject


def test_a_demonstration_account_is_told_nothing(network, person):
    Person.objects.filter(pk=person.pk).update(is_demonstration=True)
    grant_mandate(by=None, person=Person.objects.get(pk=person.pk), role=READER, network=network)
    assert not [message for message in posted() if message.to == ["jean@exemple.fr"]]
