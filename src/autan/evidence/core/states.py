"""How well a value is known. Unknown is a state, never a zero."""

from collections.abc import Iterable
from enum import StrEnum

from autan.evidence.core.texts import Text


class ValueState(StrEnum):
    """State of a value, from the best known to the unknown."""

    OBSERVED = "observed"
    CONFIRMED_ZERO = "confirmed_zero"
    ESTIMATED = "estimated"
    MODELLED = "modelled"
    LOWER_BOUND = "lower_bound"
    CONFIDENTIAL = "confidential"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> Text:
        """Wording shown beside a value."""
        return _LABELS[self]

    @property
    def is_known(self) -> bool:
        """True when a value in this state can enter a calculation."""
        return self not in _UNKNOWN


_UNKNOWN = frozenset({ValueState.CONFIDENTIAL, ValueState.MISSING, ValueState.NOT_APPLICABLE})

_LABELS = {
    ValueState.OBSERVED: Text("observé", "observed"),
    ValueState.CONFIRMED_ZERO: Text("zéro confirmé", "confirmed zero"),
    ValueState.ESTIMATED: Text("estimé", "estimated"),
    ValueState.MODELLED: Text("modélisé", "modelled"),
    ValueState.LOWER_BOUND: Text("valeur plancher", "lower bound"),
    ValueState.CONFIDENTIAL: Text("secret statistique", "statistical secrecy"),
    ValueState.MISSING: Text("non renseigné", "not known"),
    ValueState.NOT_APPLICABLE: Text("sans objet", "not applicable"),
}

_RANK = {state: rank for rank, state in enumerate(ValueState)}


def worst_state(states: Iterable[ValueState]) -> ValueState:
    """Return the least certain of the states that a calculation used.

    `NOT_APPLICABLE` does not weaken a sum: it is returned only when nothing else is given.

    Args:
        states: states of the inputs; at least one.

    Raises:
        ValueError: no state is given.

    >>> worst_state([ValueState.OBSERVED, ValueState.MODELLED])
    <ValueState.MODELLED: 'modelled'>
    """
    applicable = list(states)
    if not applicable:
        message = "worst_state needs at least one state"
        raise ValueError(message)
    counted = [state for state in applicable if state is not ValueState.NOT_APPLICABLE]
    return max(counted or applicable, key=_RANK.__getitem__)
