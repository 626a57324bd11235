"""What the room gives to the others, its evidence apart."""

from django.utils.translation import gettext_lazy as _

from autan.ground.descriptions.presenters import DescribedObject
from autan.ground.extension_points import Beginning, PersonalData, WritableTable
from autan.ground.registry import register
from autan.ground.wordings import Sentence
from autan.people.journal.queries import export_acts
from autan.plans.funding.actions.calls import (
    MORE_REQUEST_COLUMNS,
    REQUEST_COLUMNS,
    calls_import,
    erase_named,
    requests_import,
)
from autan.plans.funding.actions.deadlines import DAILY_DEADLINES
from autan.plans.funding.actions.workflow import CALL
from autan.plans.funding.core.calls import CALL_COLUMNS, FUNDING, REQUIRED, FundingCall
from autan.plans.funding.presenters import PAGE_EXTENSIONS, PUBLISHED_CALLS, PUBLISHED_REQUESTS
from autan.territories.networks.actions.imports_by_place import BY_NETWORK, import_by_place

register(
    *PAGE_EXTENSIONS,
    PUBLISHED_CALLS,
    PUBLISHED_REQUESTS,
    CALL,
    DAILY_DEADLINES,
    WritableTable(
        name="funding",
        rank=30,
        title=Sentence("Appels et fonds"),
        description=Sentence(
            "Un appel ou un fonds par ligne, reconnu à son nom dans son réseau ; ce que les lignes ne disent pas "
            "reste, et un appel ajouté est privé jusqu’à sa publication."
        ),
        permissions=frozenset({"funding.write_calls"}),
        columns=(*BY_NETWORK.names, *REQUIRED),
        more_columns=tuple(name for name in CALL_COLUMNS if name not in REQUIRED),
        example={
            "reseau": "essai",
            "sorte": "fonds",
            "nom": "Fonds chaleur du pays",
            "financeur": "Région",
            "cloture": "2027-03-31",
            "aide_max_eur": 300000,
            "source": "Règlement, page 3",
            "lu_le": "2026-11-01",
        },
        importing=lambda by: import_by_place(
            by, kind="funding", permission="funding.write_calls", importing=calls_import, columns=BY_NETWORK
        ),
    ),
    WritableTable(
        name="funding_requests",
        rank=31,
        title=Sentence("Ce que les actions demandent aux appels et fonds"),
        description=Sentence(
            "Une ligne par action et par appel de son réseau : ce qui est demandé, accordé, versé, comme on l’écrit "
            "(150 k€ HT). Elle s’écrit dans le financement de la fiche ; ce que les lignes ne disent pas reste."
        ),
        permissions=frozenset({"projects.write_action"}),
        columns=REQUEST_COLUMNS,
        more_columns=tuple(MORE_REQUEST_COLUMNS),
        example={"action": "pays-chaufferie-1", "appel": "Fonds chaleur du pays", "demande": "150 k€ HT"},
        importing=requests_import,
    ),
    DescribedObject(room=FUNDING, kind="call", document=FundingCall),
    PersonalData(
        code=FUNDING,
        what=_("Actes sur les appels et fonds, et noms que leurs remarques contiendraient"),
        whom=_("Les personnes du réseau qui tiennent ses appels et fonds"),
        why=_("Savoir d’où vient une donnée\u202f; mission d’intérêt public du réseau"),
        kept=_("Gardés avec l’appel\u202f; après effacement, il reste sans le nom"),
        export=lambda subject: export_acts(subject.person, FUNDING),
        erase=erase_named,
    ),
    Beginning(
        code="call",
        part="financements",
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
