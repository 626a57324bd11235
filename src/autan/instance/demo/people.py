"""The demonstration log-ins: one person for each role, for a home that is not open to the world."""

from dataclasses import dataclass

from autan.people.accounts.actions import register_person
from autan.people.accounts.models import Person
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.models import Mandate, Network, Territory

PASSWORD = "autan-demonstration"  # noqa: S105 - shown on the terminal on purpose; the accounts exist only in a demonstration
NETWORK, INVENTED_NETWORK = "dialogue-toulouse", "entente-ysaure"
MEMBER, INVENTED_MEMBER, OTHER_INVENTED_MEMBER = "243100633", "999000107", "999000123"


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """One demonstration account: its role is on a territory where there is a SIREN, else on a network."""

    email: str
    name: str
    role: str
    siren: str = ""
    network: str = NETWORK


LOGINS = (
    Login(email="coordination@exemple.fr", name="Coordination (démonstration)", role="coordinator"),
    Login(
        email="charge-de-mission@exemple.fr",
        name="Chargé de mission (démonstration)",
        role="member_officer",
        siren=MEMBER,
    ),
    Login(email="contribution@exemple.fr", name="Contribution (démonstration)", role="contributor", siren=MEMBER),
    Login(email="lecture@exemple.fr", name="Lecture (démonstration)", role="reader"),
    Login(
        email="coordination-essai@exemple.fr",
        name="Coordination du réseau inventé",
        role="coordinator",
        network=INVENTED_NETWORK,
    ),
    Login(
        email="marais-essai@exemple.fr",
        name="Mission, Marais de Houdelle (inventé)",
        role="member_officer",
        siren=INVENTED_MEMBER,
    ),
    Login(
        email="causse-essai@exemple.fr",
        name="Mission, Causse de Malperdut (inventé)",
        role="member_officer",
        siren=OTHER_INVENTED_MEMBER,
    ),
    Login(
        email="contribution-essai@exemple.fr",
        name="Contribution, Marais de Houdelle (inventé)",
        role="contributor",
        siren=INVENTED_MEMBER,
    ),
)


def make_demonstration_people() -> int:
    """Make the accounts and mandates that are not there yet; return how many accounts there are."""
    for login in LOGINS:
        if Person.objects.filter(email=login.email).exists():
            continue
        person = register_person(by=None, email=login.email, name=login.name, password=PASSWORD, is_demonstration=True)
        grant_mandate(
            by=None,
            person=person,
            role=Mandate.Role(login.role),
            network=None if login.siren else Network.objects.get(slug=login.network),
            territory=Territory.objects.get(siren=login.siren) if login.siren else None,
        )
    return len(LOGINS)
