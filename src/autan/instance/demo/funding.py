"""Loads the invented calls and funds of the invented network, and two actions that go to the first of them.

Loading them again changes nothing, and never what somebody changed since.
"""

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from autan.evidence.figures.queries.registry import OPERATOR
from autan.evidence.imports.actions import run_import
from autan.evidence.imports.core import Upload
from autan.people.lives.actions import take
from autan.plans.funding.actions.calls import calls_import
from autan.plans.funding.actions.life import CALL
from autan.plans.funding.actions.requests import attach_action
from autan.plans.funding.models import FundingCallRecord
from autan.plans.projects.queries.sheets import published, visible_in
from autan.territories.networks.queries.networks import get_network

_FILE = Path(__file__).parent / "content" / "invented" / "funding.csv"
_NETWORK = "entente-ysaure"
_AMOUNTS = (("180 k€ HT", "120 k€ HT"), ("95 k€ HT", ""))
_DRAFT = "Prêt éclairage (inventé)"
"""It says neither its source nor who may have it: what is not whole is not published."""


@transaction.atomic
def load_invented_calls(*, file: Path = _FILE) -> int:
    """Take in the invented calls of a network that has none yet; return how many were."""
    network = get_network(_NETWORK)
    if network.funding_calls.exists():
        return 0
    run_import(calls_import(network), Upload(file=file.name, data=file.read_bytes()), by=None)
    records = list(FundingCallRecord.objects.filter(network=network))
    for record in records:
        if record.name != _DRAFT:
            take(CALL, "publish_call", record, by=None, at=timezone.now())
    first = next(record for record in records if record.document.is_rolling)
    sheets = visible_in(_NETWORK, OPERATOR).filter(published(), replaced_on__isnull=True).order_by("slug")
    for sheet, (asked, granted) in zip(sheets[: len(_AMOUNTS)], _AMOUNTS, strict=False):
        attach_action(by=None, record=first, sheet=sheet, asked=asked, granted=granted)
    return len(records)
