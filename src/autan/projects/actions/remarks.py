"""Writes what people of a network say about an action."""

from autan.journal.actions import Actor, acting, record_remark
from autan.journal.models import Remark
from autan.projects.actions.sheets import network_of, sheet_ref
from autan.projects.models import ActionSheet


def remark_on_sheet(*, by: Actor, sheet: ActionSheet, text: str) -> Remark:
    """Keep what somebody of the network says about an action.

    Raises:
        DomainError: there is no text, or too much of it.
        NotAllowedError: `by` holds no role in a network of its territories.
    """
    refusal = "seules les personnes du réseau commentent une fiche"
    with acting(
        by=by, act="remark_on_sheet", permission="projects.read_network_fields", on=sheet, refusal=refusal
    ) as act:
        return record_remark(act, sheet_ref(sheet), text=text, network=network_of(sheet))
