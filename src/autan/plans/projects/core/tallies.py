"""Counts and sums over published actions, as figures: each action once, whatever the number of its territories."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState, state_of_count
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.money import TaxBasis
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.plans.projects.core.addresses import LIST_KIND, ActionAddress
from autan.plans.projects.core.choices import ActionScope, ActionStatus
from autan.plans.projects.core.sheets import is_outcome_unknown
from autan.plans.projects.core.themes import ActionTheme

FILLED_FROM = 50
"""Completeness, in percent, from which a sheet is no longer said to be to fill in."""
_ACTIONS, _MEMBERS = Text("actions", "actions"), Sentence("collectivités")
_COUNTED = Method(
    name="count_actions",
    formula=Sentence("actions publiées et non remplacées, chacune comptée une fois"),
)
_ADDED = Method(name="sum_budgets", formula=Sentence("somme des budgets d’une même base et d’un même champ"))
_MADE_UP = Sentence("Actions inventées, pour essayer.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedAction:
    """What counts read of an action. `themes`: what it is about; empty when nobody said and its title does not tell."""

    slug: str
    title: str
    sirens: frozenset[str]
    status: ActionStatus | None
    themes: tuple[ActionTheme, ...]
    ends_on: date | None
    filled: int
    budget_low_eur: float | None
    budget_high_eur: float | None
    basis: TaxBasis
    scope: ActionScope | None
    is_invented: bool


type Condition = Callable[[CountedAction], bool | None]
"""True when an action is counted, False when it is not, None when nobody knows."""


def _is_late(action: CountedAction, today: date) -> bool | None:
    """None for an action whose status nobody said, or whose end is past without a word of what came of it."""
    if action.status is None or is_outcome_unknown(action.status, action.ends_on, today=today):
        return None
    return action.status is ActionStatus.LATE


def condition_of(action_address: ActionAddress) -> Condition | None:
    """Return what an address counts; None when it counts nothing that is known here.

    Raises ValueError: the day of `overdue` is none.
    """
    match action_address.what, action_address.detail:
        case "count", "":
            return lambda _action: True
        case "status", code if code in set(ActionStatus):
            return lambda action: None if action.status is None else action.status == code
        case (("theme" | "members"), code) if code in set(ActionTheme):
            return lambda action: code in action.themes if action.themes else None
        case "to_fill", "":
            return lambda action: action.filled < FILLED_FROM
        case "overdue", day:
            today = date.fromisoformat(day)
            return lambda action: _is_late(action, today)
    return None


def label_of(action_address: ActionAddress) -> Text:
    """Return what a figure counts, in words."""
    match action_address.what:
        case "status":
            words = ActionStatus(action_address.detail).label
            return Text(f"Actions : {words.fr.lower()}", f"Actions: {words.en.lower()}")
        case "theme":
            words = ActionTheme(action_address.detail).label
            return Text(f"Actions sur le thème : {words.fr.lower()}", f"Actions about: {words.en.lower()}")
        case "members":
            words = ActionTheme(action_address.detail).label
            return Text(f"Membres qui agissent : {words.fr.lower()}", f"Members that act on: {words.en.lower()}")
        case "to_fill":
            return Sentence("Fiches renseignées à moins de la moitié")
        case "overdue":
            return Sentence("Actions en retard")
    return Sentence("Actions renseignées ici")


type WholeLists = Mapping[str, EvidenceRef]
"""What states, territory by territory, that it has no other action than those that anybody reads."""


def count_actions(
    action_address: ActionAddress,
    sirens: Sequence[str],
    actions: Sequence[CountedAction],
    whole_lists: WholeLists,
) -> Figure:
    """Count the actions of territories that an address asks for.

    Returns a Figure: a lower bound when what is asked is unknown of some; without any action recorded, nil where each
    territory is stated to have none, else missing.
    """
    if not actions and whole_lists.keys() >= set(sirens):
        return _stated_nil(action_address, sirens, whole_lists, value=0, total=1)
    counts = condition_of(action_address) or (lambda _action: None)
    answers = [(action, counts(action)) for action in actions]
    known = [action for action, answer in answers if answer is not None]
    counted = [action for action, answer in answers if answer]
    return _figure(
        action_address,
        sirens,
        actions,
        evidence=counted or actions,
        value=len(counted) if known else None,
        known=len(known),
        total=max(len(actions), 1),
        state=state_of_count(len(known), len(actions)),
        boundary=f"actions_{action_address.what}",
    )


def _stated_nil(action_address: ActionAddress, sirens: Sequence[str], whole_lists: WholeLists, **fields: Any) -> Figure:
    """A nil that rests on what was stated of each territory."""
    figure = _figure(
        action_address,
        sirens,
        (),
        evidence=(),
        known=fields["total"],
        state=ValueState.CONFIRMED_ZERO,
        boundary=f"actions_{action_address.what}",
        **fields,
    )
    return replace(figure, evidence=tuple(whole_lists[siren] for siren in sirens))


def count_acting_members(
    action_address: ActionAddress,
    sirens: Sequence[str],
    actions: Sequence[CountedAction],
    whole_lists: WholeLists,
) -> Figure:
    """Count the members that carry one action at least about a theme: « 7 of 11 ».

    Returns a Figure in authorities: a lower bound, since what is recorded is seldom all that a member does, unless each
    is stated to have no other action; missing when no recorded action is about the theme, and more may be.
    """
    counts = condition_of(action_address) or (lambda _action: None)
    carriers = {siren for action in actions for siren in action.sirens} & set(sirens)
    counted = [action for action in actions if counts(action)]
    acting = {siren for action in counted for siren in action.sirens} & set(sirens)
    is_whole = whole_lists.keys() >= set(sirens) and all(counts(action) is not None for action in actions)
    if is_whole and not acting:
        unit = {"unit": get_unit("territories"), "part": _MEMBERS}
        return _stated_nil(action_address, sirens, whole_lists, value=0, total=len(sirens), **unit)
    seen = ValueState.OBSERVED if is_whole else ValueState.LOWER_BOUND
    return _figure(
        action_address,
        sirens,
        actions,
        evidence=counted,
        # No action recorded is no proof that none is done: missing, never 0.
        value=len(acting) or None,
        unit=get_unit("territories"),
        known=len(sirens) if is_whole else len(carriers),
        total=len(sirens),
        part=_MEMBERS,
        state=seen if acting else ValueState.MISSING,
        boundary="acting_members",
    )


def _figure(
    action_address: ActionAddress,
    sirens: Sequence[str],
    actions: Sequence[CountedAction],
    *,
    evidence: Sequence[CountedAction],
    **fields: Any,
) -> Figure:
    """A figure of the actions of territories: counted, in actions, unless `fields` says otherwise.

    Its evidence is one list a territory, of the actions that are counted there.
    """
    holding = {siren for action in evidence for siren in action.sirens}
    usual = {"label": label_of(action_address), "unit": get_unit("count"), "part": _ACTIONS, "method": _COUNTED}
    return Figure(
        id=str(action_address),
        period=Period.undated(),
        territories=tuple(sirens),
        evidence=tuple(
            EvidenceRef(kind=LIST_KIND, key="/".join((siren, action_address.what, action_address.detail)))
            for siren in sirens
            if siren in holding
        ),
        note=_MADE_UP if any(action.is_invented for action in actions) else None,
        **{**usual, **fields},
    )


def sum_budgets(
    action_address: ActionAddress, sirens: Sequence[str], actions: Sequence[CountedAction]
) -> Figure | None:
    """Add the budgets of one tax basis and one scope; None when the address names none (`ht-territory`).

    Returns a Figure in EUR, a range where budgets are ranges; a lower bound when the budget of an action is unknown.
    """
    basis, _, scope = action_address.detail.partition("-")
    if basis not in set(TaxBasis) or scope not in set(ActionScope):
        return None
    in_scope = [action for action in actions if action.scope == scope]
    known = [action for action in in_scope if action.basis == basis and action.budget_low_eur is not None]
    low = sum(action.budget_low_eur or 0 for action in known)
    high = sum(action.budget_high_eur or action.budget_low_eur or 0 for action in known)
    is_whole = len(known) == len(in_scope) and all(action.budget_high_eur is not None for action in known)
    is_range = is_whole and low != high
    words = ActionScope(scope).label
    base = TaxBasis(basis).label
    return _figure(
        action_address,
        sirens,
        actions,
        evidence=known,
        label=Text(
            f"Budget des actions, {base.fr}, {words.fr.lower()}", f"Budget of actions, {base.en}, {words.en.lower()}"
        ),
        value=low if known and not is_range else None,
        low=low if known and is_range else None,
        high=high if known and is_range else None,
        unit=get_unit("EUR"),
        known=len(known),
        total=max(len(in_scope), 1),
        state=ValueState.MISSING if not known else ValueState.OBSERVED if is_whole else ValueState.LOWER_BOUND,
        boundary=f"actions_budget_{action_address.detail}",
        method=_ADDED,
    )
