"""Writes what the headings of a network’s own files stand for."""

from collections.abc import Mapping

from autan.ground.errors import DomainError
from autan.ground.texts.core.plain_letters import fold_accents
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core.objects import ObjectRef
from autan.plans.action_files.core.worksheets import AXES, IGNORED, PART, STEPS
from autan.plans.action_files.queries.exchange import own_columns
from autan.plans.projects.actions.sheets import ROOM
from autan.plans.projects.core.fields import BY_CODE
from autan.plans.projects.models import ColumnMapping
from autan.territories.networks.models import Network

MOST_COLUMNS = 200
_PLACES = {*AXES, PART, STEPS, IGNORED}


def keep_columns(*, by: Actor | None, network: Network, columns: Mapping[str, str]) -> int:
    """Remember what headings stand for in the files of a network, in place of what was told before.

    Returns:
        How many headings are known.

    Raises:
        DomainError: a field does not exist, or there are too many headings.
        NotAllowedError: `by` writes nothing in this network.
    """
    unknown = {field for field in columns.values() if field and field not in BY_CODE and field not in _PLACES}
    if unknown or len(columns) > MOST_COLUMNS:
        message = "au plus {most_columns} colonnes de champs connus sont attendues"
        raise DomainError(message, most_columns=MOST_COLUMNS)
    refusal = "seules les personnes qui écrivent des actions du réseau disent ce que valent ses colonnes"
    with acting(by=by, act="keep_columns", permission="projects.tell_columns", on=network, refusal=refusal) as act:
        kept = {fold_accents(heading): (heading.strip(), field) for heading, field in columns.items() if field}
        before = own_columns(network.slug)
        ColumnMapping.objects.filter(network=network).delete()
        ColumnMapping.objects.bulk_create(
            ColumnMapping(network=network, heading=heading[:200], field=field) for heading, field in kept.values()
        )
        if own_columns(network.slug) != before:
            told = f"Colonnes des fichiers d’actions : {len(kept)}"
            act.record(ObjectRef(ROOM, "columns", network.slug), summary=told, network=network.slug)
    return len(kept)
