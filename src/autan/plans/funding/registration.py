"""What the room gives to the others, its evidence apart."""

from django.utils.translation import gettext_lazy as _

from autan.ground.descriptions.presenters import DescribedObject
from autan.ground.extension_points import Beginning, DataSubject, PersonalData
from autan.ground.registry import register
from autan.people.journal.queries import export_acts
from autan.plans.funding.actions.calls import erase_named
from autan.plans.funding.actions.life import CALL
from autan.plans.funding.core.calls import FUNDING, FundingCall
from autan.plans.funding.presenters import PAGE_EXTENSIONS, PUBLISHED_CALLS


def _export(subject: DataSubject) -> list[dict[str, object]]:
    return export_acts(subject.person, FUNDING)


register(
    *PAGE_EXTENSIONS,
    PUBLISHED_CALLS,
    CALL,
    DescribedObject(room=FUNDING, kind="call", document=FundingCall),
    PersonalData(
        code=FUNDING,
        what=_("Actes sur les appels et fonds, et noms que leurs remarques contiendraient"),
        whom=_("Les personnes du réseau qui tiennent ses appels et fonds"),
        why=_("Savoir d’où vient une donnée\u202f; mission d’intérêt public du réseau"),
        kept=_("Gardés avec l’appel\u202f; après effacement, il reste sans le nom"),
        export=_export,
        erase=erase_named,
    ),
)

register(
    Beginning(
        code="call",
        rank=29,
        label=_("Un appel ou un fonds"),
        url_name="funding:add",
        permission="funding.write_calls",
        purpose=_(
            "Un appel ou un fonds dit qui paie, jusqu’à quand et pour qui\u202f; les actions qui le nomment disent ce "
            "qu’elles ont demandé et obtenu."
        ),
        act=_("Ajouter un appel"),
        example="funding:calls",
    ),
)
