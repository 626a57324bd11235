"""What the room gives to the others, its evidence apart."""

from django.utils.translation import gettext_lazy as _

from autan.ground.extension_points import Beginning, PersonalData, PersonNetworks, WritableTable
from autan.ground.registry import register
from autan.ground.wordings import Sentence
from autan.territories.networks.actions.contact_imports import CONTACT_COLUMNS, MORE_CONTACT_COLUMNS, contacts_import
from autan.territories.networks.actions.imports_by_place import BY_NETWORK, import_by_place
from autan.territories.networks.actions.person_invitations import erase_roles
from autan.territories.networks.presenters import published, steps
from autan.territories.networks.presenters.perimeters import PERIMETER
from autan.territories.networks.presenters.published import REGISTER_DIGEST, REGISTER_NETWORK_DIGEST
from autan.territories.networks.presenters.searching import TERRITORY_SEARCH
from autan.territories.networks.queries.people import export_mandates, slugs_of_person

register(
    PERIMETER,
    *steps.STEPS,
    TERRITORY_SEARCH,
    *published.CATALOGUE,
    PersonalData(
        code="roles",
        what=_("Rôles\u00a0: qui agit pour un réseau ou un territoire, depuis quand, jusqu’à quand"),
        whom=_("Les personnes qui ont un rôle"),
        why=_(
            "Donner et retirer les droits, savoir qui pouvait agir à une date\u202f; mission d’intérêt public du réseau"
        ),
        kept=_("Gardés avec l’histoire du réseau\u202f; après effacement, sans nom et terminés"),
        export=export_mandates,
        erase=erase_roles,
    ),
    WritableTable(
        name="contacts",
        rank=3,
        title=Sentence("Personnes et rôles d’un réseau"),
        description=Sentence(
            "Une personne et un rôle par ligne, sur un membre (siren) ou sur le réseau. Qui a un compte prend le "
            "rôle ; les autres reçoivent une invitation. Un rôle qui n’est pas dit reste, et aucun n’est retiré."
        ),
        permissions=frozenset({"territories.coordinate_network", "territories.coordinate_territory"}),
        columns=(*BY_NETWORK.names, *CONTACT_COLUMNS),
        more_columns=MORE_CONTACT_COLUMNS,
        example={
            "reseau": "essai",
            "courriel": "charge-de-mission@exemple.fr",
            "nom": "Camille Exemple",
            "role": "member_officer",
            "siren": "999000032",
        },
        importing=lambda by: import_by_place(
            by,
            kind="contacts",
            permission="territories.coordinate_network",
            importing=contacts_import,
            columns=BY_NETWORK,
        ),
    ),
    PersonNetworks(find=slugs_of_person),
    REGISTER_DIGEST,
    REGISTER_NETWORK_DIGEST,
    *published.PUBLISHED,
)

register(
    Beginning(
        code="members",
        rank=1,
        label=_("Des membres"),
        url_name="territories:add_members",
        permission="territories.coordinate_network",
        purpose=_(
            "Les membres viennent du registre national\u202f; chiffres, plans et réponses se rangent sous leur nom."
        ),
        act=_("Choisir les membres"),
    ),
    Beginning(
        code="person",
        rank=2,
        label=_("Une invitation"),
        url_name="territories:people",
        permission="territories.coordinate_network",
    ),
    Beginning(
        code="fact",
        part="faits",
        rank=90,
        label=_("Un fait et sa source"),
        url_name="territories:facts",
        permission="territories.coordinate_network",
    ),
)
