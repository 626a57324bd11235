"""What a list of actions shows: filters, order, and how an address says them."""

from dataclasses import dataclass

from autan.ground.lists.core import ListFilter, choice_parameter, code_parameter, text_parameter
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text
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
class SheetFilter(ListFilter):
    """What of the actions of a network is shown.

    Attributes:
        text: words that the public fields of the action hold.
        status: only those of this status; `unknown` for those of none; None for all.

    >>> SheetFilter.read({"statut": "late", "theme": "x", "tri": "plan", "page": "3"}).write()
    {'statut': 'late'}
    """

    text: str = text_parameter("texte", Sentence("Mots"), longest=100)
    siren: str = code_parameter("membre", Sentence("Collectivité"), longest=9)
    plan: str = code_parameter("plan", Text("Plan", "Plan"), is_folded=True)
    status: str | None = choice_parameter(
        "statut", Sentence("Statut"), ActionStatus, also={NO_STATUS: Sentence("statut non renseigné")}
    )
    theme: ActionTheme | None = choice_parameter("theme", Sentence("Thème"), ActionTheme)
    priority: Priority | None = choice_parameter("priorite", Sentence("Priorité"), Priority, is_folded=True)
    scope: ActionScope | None = choice_parameter("champ", Text("Champ", "Scope"), ActionScope, is_folded=True)
    state: ActionState | None = choice_parameter("etat", Sentence("Ne montrer que"), ActionState, is_folded=True)
    order: SheetOrder = choice_parameter(
        "tri", Sentence("Dans l’ordre"), SheetOrder, default=SheetOrder.PLAN, is_folded=True
    )
