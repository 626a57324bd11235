"""The demonstration log-ins: one person for each role, for a home that is not open to the world."""

from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.hashers import make_password

from autan.ground.tables.importers.yaml_document import read_yaml_file
from autan.people.accounts.actions import register_person
from autan.people.accounts.models import Person
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.models import Mandate, Network, Territory

PASSWORD = "autan-demonstration"  # noqa: S105 - shown on the terminal on purpose; the accounts exist only in a demonstration
NETWORK, INVENTED_NETWORK = "dialogue-toulouse", "entente-ysaure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """One demonstration account: its role is on a territory where there is a SIREN, else on a network."""

    email: str
    name: str
    role: str
    siren: str = ""
    network: str = NETWORK


LOGINS = tuple(Login(**values) for values in read_yaml_file(Path(__file__).parent / "content" / "logins.yaml"))


def make_demonstration_people() -> int:
    """Make the accounts and mandates that are not there yet; return how many accounts there are."""
    shared_hash = make_password(PASSWORD)  # as long to make as all the rest of an account: once for all
    for login in LOGINS:
        if Person.objects.filter(email=login.email).exists():
            continue
        person = register_person(by=None, email=login.email, name=login.name, password=None, is_demonstration=True)
        Person.objects.filter(pk=person.pk).update(password=shared_hash)
        grant_mandate(
            by=None,
            person=person,
            role=Mandate.Role(login.role),
            network=None if login.siren else Network.objects.get(slug=login.network),
            territory=Territory.objects.get(siren=login.siren) if login.siren else None,
        )
    return len(LOGINS)
