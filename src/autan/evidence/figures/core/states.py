"""How well a value is known. Unknown is a state, never a zero."""

from collections.abc import Iterable

from autan.ground.texts.core.labelled import Labelled


class ValueState(Labelled):
    """State of a value, from the best known to the unknown."""

    OBSERVED = "observed", "observé", "observed"
    CONFIRMED_ZERO = "confirmed_zero", "zéro confirmé", "confirmed zero"
    ESTIMATED = "estimated", "estimé", "estimated"
    MODELLED = "modelled", "modélisé", "modelled"
    LOWER_BOUND = "lower_bound", "valeur plancher", "lower bound"
    NOT_ESTABLISHED = "not_established", "non établi", "not established"
    CONFIDENTIAL = "confidential", "secret statistique", "statistical secrecy"
    MISSING = "missing", "non renseigné", "not known"
    NOT_APPLICABLE = "not_applicable", "sans objet", "not applicable"

    @property
    def is_known(self) -> bool:
        """True when a value in this state can enter a calculation."""
        return self not in _UNKNOWN


_UNKNOWN = frozenset(
    {ValueState.NOT_ESTABLISHED, ValueState.CONFIDENTIAL, ValueState.MISSING, ValueState.NOT_APPLICABLE}
)

GIVEN_STATES = tuple(state for state in ValueState if state is not ValueState.NOT_ESTABLISHED)
"""States that a source or a person may give a value; that nothing is established comes of a calculation alone."""

_RANK = {state: rank for rank, state in enumerate(ValueState)}


def state_of_count(known: int, total: int) -> ValueState:
    """Return the state of what is counted over `total` parts of which `known` are known: a lower bound while some lack.

    >>> state_of_count(7, 11).value, state_of_count(11, 11).value, state_of_count(0, 11).value
    ('lower_bound', 'observed', 'missing')
    """
    if not known:
        return ValueState.MISSING
    return ValueState.OBSERVED if known == total else ValueState.LOWER_BOUND


def worst_state(states: Iterable[ValueState]) -> ValueState:
    """Return the least certain of the states that a calculation used.

    `NOT_APPLICABLE` does not weaken a sum: it is returned only when nothing else is given.

    Raises ValueError: no state is given.

    >>> worst_state([ValueState.OBSERVED, ValueState.MODELLED])
    <ValueState.MODELLED: 'modelled'>
    """
    applicable = list(states)
    if not applicable:
        message = "worst_state needs at least one state"
        raise ValueError(message)
    counted = [state for state in applicable if state is not ValueState.NOT_APPLICABLE]
    return max(counted or applicable, key=_RANK.__getitem__)
