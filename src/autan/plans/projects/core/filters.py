"""What a list of actions shows: filters, order, and how an address says them."""

from collections.abc import Mapping
from dataclasses import dataclass

from autan.ground.texts.core.labelled import Labelled
from autan.plans.projects.core.choices import ActionScope, ActionStatus, Priority
from autan.plans.projects.core.themes import ActionTheme

NO_STATUS = "unknown"
"""Asks for the actions whose status nobody said."""


class ActionState(Labelled):
    """What else of an action a list may be narrowed to."""

    OVERDUE = "overdue", "en retard", "late"
    PASSED = "passed", "échéance passée, suite non connue ici", "past, outcome not known here"
    TO_FILL = "to_fill", "à compléter", "to be filled in"
    PROBLEMS = "problems", "à corriger", "to be corrected"
    JOINT = "joint", "portées à plusieurs", "carried by several"
    REPLACED = "replaced", "remplacées", "replaced"
    DRAFT = "draft", "brouillons", "drafts"


class SheetOrder(Labelled):
    """Order of a list of actions."""

    PLAN = "plan", "ordre des plans", "order of the plans"
    TITLE = "title", "titre", "title"
    END = "end", "échéance", "due date"
    FILLED = "filled", "moins renseignées d’abord", "least filled in first"
    CHANGED = "changed", "changées récemment", "changed lately"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFilter:
    """What of the actions of a network is shown.

    Attributes:
        text: words that the public fields of the action hold.
        status: only those of this status; `unknown` for those of none; empty for all.
        state: a further condition, or None.
    """

    text: str = ""
    siren: str = ""
    plan: str = ""
    status: str = ""
    theme: ActionTheme | None = None
    priority: Priority | None = None
    scope: ActionScope | None = None
    state: ActionState | None = None
    order: SheetOrder = SheetOrder.PLAN


_NAMES = {"texte": "text", "membre": "siren", "plan": "plan", "statut": "status", "theme": "theme",
          "priorite": "priority", "champ": "scope", "etat": "state"}  # fmt: skip
"""Name of each field in an address, its order apart."""


def read_filter(params: Mapping[str, str]) -> SheetFilter:
    """Return what an address asks for; what it does not know is left out.

    >>> read_filter({"statut": "late", "theme": "x", "tri": "title"}).status
    'late'
    """
    status = params.get("statut", "")
    return SheetFilter(
        text=params.get("texte", "")[:100],
        siren=params.get("membre", "")[:9],
        plan=params.get("plan", "")[:80],
        status=status if status in {*ActionStatus, NO_STATUS} else "",
        theme=ActionTheme.from_code(params.get("theme", "")),
        priority=Priority.from_code(params.get("priorite", "")),
        scope=ActionScope.from_code(params.get("champ", "")),
        state=ActionState.from_code(params.get("etat", "")),
        order=SheetOrder.from_code(params.get("tri", "")) or SheetOrder.PLAN,
    )


def write_filter(sheet_filter: SheetFilter) -> dict[str, str]:
    """Return what an address says of a filter, without what it leaves open: `read_filter` reads it again.

    >>> write_filter(read_filter({"statut": "late", "tri": "plan", "page": "3"}))
    {'statut': 'late'}
    """
    params = {name: getattr(sheet_filter, field) for name, field in _NAMES.items()}
    params["tri"] = "" if sheet_filter.order is SheetOrder.PLAN else sheet_filter.order
    return {name: str(value) for name, value in params.items() if value}
