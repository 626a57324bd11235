"""The only writer of why what is observed is not what the national curve gives."""

from autan.accounts.models import Person
from autan.errors import DomainError
from autan.foresight.models import OffsetReason
from autan.journal.actions import Actor, acting
from autan.journal.core.objects import ObjectRef
from autan.scenarios.core.axes import SECTORS
from autan.starting_states.core.reference_curves import OffsetGround
from autan.territories.models import Territory
from autan.territories.queries.networks import journal_network

REFUSAL = "seules les personnes qui agissent pour ce territoire disent pourquoi il s’écarte de la courbe"
_LONGEST = 400


def explain_offset(
    *, by: Actor | None, territory: Territory, sector: str, ground: OffsetGround, text: str
) -> OffsetReason:
    """Say why a sector is above or below the national curve, in the place of what was said before.

    Raises:
        NotAllowedError: the person does not act for the territory.
        DomainError: an unknown sector, or no word of why.
    """
    with acting(by=by, act="explain_offset", permission="foresight.give_state", on=territory, refusal=REFUSAL) as act:
        if sector not in SECTORS:
            raise DomainError("ce secteur n’est pas de ceux de la stratégie")
        if not text.strip():
            raise DomainError("dites pourquoi, en une phrase")
        told = {
            "ground": ground.value,
            "text": text.strip()[:_LONGEST],
            "given_by": by if isinstance(by, Person) else None,
            "given_by_name": act.by_name,
        }
        kept, _ = OffsetReason.objects.update_or_create(territory=territory, sector=sector, defaults=told)
        act.record(
            ObjectRef("foresight", "offset", territory.siren),
            summary=f"Écart à la courbe nationale expliqué, {territory.short_name} : {sector}",
            network=journal_network(territory),
        )
    return kept
