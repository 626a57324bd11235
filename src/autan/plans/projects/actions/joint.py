"""Joint actions: one sheet, several territories; each of them says itself that it carries the action."""

from collections.abc import Sequence

from autan.ground.errors import DomainError
from autan.people.journal.actions import Actor, require_right
from autan.plans.projects.actions.sheets import SheetInput, add_sheet, change_sheet
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Territory

_REFUSAL = "une collectivité ne porte une action que si elle-même, ou la coordination de son réseau, le dit"
_FEWEST = 2


def add_joint_sheet(*, by: Actor | None, title: str, carriers: Sequence[Territory]) -> ActionSheet:
    """Add an action that several territories carry, in no plan; it counts once.

    Raises NotAllowedError: `by` does not lead one of the territories, nor coordinates its network.
    """
    if len(set(carriers)) < _FEWEST:
        raise DomainError("une action conjointe est portée par au moins deux collectivités")
    _require_right(by, carriers)
    return add_sheet(by=by, sheet_input=SheetInput(typed={"title": title}, carriers=list(carriers), is_published=False))


def share_sheet(*, by: Actor | None, sheet: ActionSheet, carriers: Sequence[Territory]) -> bool:
    """Say which territories carry an action; say whether they changed. Raises DomainError: none is given."""
    before = list(sheet.carriers.all())
    _require_right(by, sorted(set(before) ^ set(carriers), key=lambda place: place.siren))
    return bool(change_sheet(by=by, sheet=sheet, sheet_input=SheetInput(typed={}, carriers=list(carriers))))


def _require_right(by: Actor | None, places: Sequence[Territory]) -> None:
    for place in places:
        require_right(by, "projects.add_action", on=place, refusal=_REFUSAL)
