"""What the room gives to the others, its evidence apart."""

from django.utils.translation import gettext_lazy as _

from autan.ground.descriptions.presenters import DescribedObject
from autan.ground.extension_points import Beginning, DataSubject, PersonalData, Subject
from autan.ground.registry import register
from autan.people.journal.queries import export_acts
from autan.plans.estate.actions import erase_named
from autan.plans.estate.core.goods import ESTATE, EstateGood
from autan.plans.estate.presenters import PAGE_EXTENSIONS, PUBLISHED_ESTATE


def _export(subject: DataSubject) -> list[dict[str, object]]:
    return export_acts(subject.person, ESTATE)


register(
    *PAGE_EXTENSIONS,
    PUBLISHED_ESTATE,
    DescribedObject(room=ESTATE, kind="good", document=EstateGood),
    PersonalData(
        code=ESTATE,
        what=_("Actes sur les biens d’un patrimoine, et noms que leurs remarques contiendraient"),
        whom=_("Les personnes qui tiennent le patrimoine d’un membre"),
        why=_("Savoir d’où vient une donnée\u202f; mission d’intérêt public du réseau"),
        kept=_("Gardés avec le bien\u202f; après effacement, il reste sans le nom"),
        export=_export,
        erase=erase_named,
    ),
)

register(
    Beginning(
        code="estate",
        rank=28,
        label=_("L’inventaire du patrimoine"),
        url_name="estate:import",
        permission="estate.write",
        subject=Subject.TERRITORY,
        purpose=_(
            "L’inventaire des bâtiments, de l’éclairage, des véhicules, des parkings et des toits dit ce que les "
            "règles demandent bien par bien, et ce que l’énergie coûte."
        ),
        act=_("Importer le patrimoine de %(name)s"),
        example="estate:network",
    ),
)
