"""The people of the tests stand as those that the product's own actions make."""

from allauth.account.models import EmailAddress
from django.forms.models import model_to_dict

from autan.people.accounts.actions import register_person
from autan.people.accounts.models import Person
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.models import Mandate, Network, Territory
from tests.cast import PASSWORD, gather_cast


def test_the_cast_stands_as_people_made_by_the_actions(network: Network, member: Territory):
    officer = register_person(by=None, email="faite@exemple.fr", name="Faite", password=PASSWORD)
    held = grant_mandate(by=None, person=officer, role=Mandate.Role.MEMBER_OFFICER, territory=member)
    cast = gather_cast(network=network, member=member).officer

    assert as_told(cast, Mandate.objects.get(person=cast)) == as_told(officer, held)
    assert cast.check_password(PASSWORD)


def as_told(person: Person, mandate: Mandate) -> list[dict[str, object]]:
    """Everything that the three tables hold of somebody, but who it is."""
    address = EmailAddress.objects.get(user=person)
    own = {"id", "individual", "person", "user", "email", "name", "password"}
    return [{k: v for k, v in model_to_dict(row).items() if k not in own} for row in (person, mandate, address)]
