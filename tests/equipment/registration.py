"""What the room gives to the others."""

from django.utils.translation import gettext_lazy as _

from autan.ground.descriptions.core.documents import persons_named
from autan.ground.descriptions.presenters import DescribedObject
from autan.ground.extension_points import DataSubject, MenuEntry, PersonalData, SearchSource
from autan.ground.registry import register
from autan.people.accounts.rights import register_rights
from autan.people.journal.queries import export_acts
from tests.equipment.actions import erase_named
from tests.equipment.core import Equipment
from tests.equipment.models import EquipmentRecord
from tests.equipment.presenters import PUBLISHED_EQUIPMENT, search_hits
from tests.equipment.rights import RIGHTS


def export_named(subject: DataSubject) -> list[dict[str, object]]:
    """Return the acts of an account, and where a name that nobody else bears stands in a field of its own."""
    names = [(record.slug, name) for record in EquipmentRecord.objects.all() for name in persons_named(record.document)]
    named = [{"equipment": slug, "named": name} for slug, name in names if name in subject.names]
    return [*export_acts(subject.person, "equipment"), *named]


register_rights(RIGHTS)  # those of a room of the product are found at start, by its name
register(
    PUBLISHED_EQUIPMENT,
    SearchSource(name="equipment", search=search_hits, kinds=("matériel",)),
    MenuEntry(label=_("Matériel"), url_name="equipment:home", rank=39, network_key="reseau"),
    DescribedObject(room="equipment", kind="equipment", document=Equipment),
    PersonalData(
        code="equipment",
        what=_("Noms de qui prête et reçoit du matériel"),
        whom=_("Les personnes des collectivités membres"),
        why=_("Savoir à qui le demander"),
        kept=_("Avec le matériel\u202f; après effacement, sans le nom"),
        export=export_named,
        erase=erase_named,
    ),
)
