"""Own values of assumptions as somebody typed them beside the levers, each fault at its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autan.evidence.core.texts import NO_TEXT, Text
from autan.scenarios.core.assumptions import AssumptionSet, InvalidAssumptionError
from autan.scenarios.core.choices import NOT_A_NUMBER, plain_number
from autan.scenarios.core.scenario_documents import OwnAssumption

_VALUE, _REASON = "a.", "r."
_NEW_CODE, _NEW_VALUE, _NEW_REASON = "ac", "av", "ar"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionChoice:
    """One assumption as it was typed.

    Attributes:
        own: the value and its reason, when they can be taken.
        problem: what is wrong with it; no text when nothing is.
    """

    code: str
    typed: str
    reason: str
    is_new: bool
    own: OwnAssumption | None = None
    problem: Text = NO_TEXT

    def written(self) -> dict[str, str]:
        """What makes the same choice again: the parameters of an address."""
        return written_assumption(self.code, self.typed, self.reason)


def written_assumption(code: str, value: str, reason: str) -> dict[str, str]:
    """Return the parameters of an address that give an own value to an assumption."""
    return {f"{_VALUE}{code}": value, f"{_REASON}{code}": reason}


def read_assumptions(given: Mapping[str, str], shipped: AssumptionSet) -> tuple[AssumptionChoice, ...]:
    """Read the own values that were typed; what cannot be taken is kept as it is, with why.

    Args:
        given: parameters: `a.<assumption>` a value and `r.<assumption>` its reason; `ac`, `av` and `ar` a new one.
        shipped: the assumptions that ship; what names none of them is left out.
    """
    return tuple(
        _read(code, typed, reason, shipped, is_new=is_new)
        for code, typed, reason, is_new in _typed(given)
        if code in shipped.by_code
    )


def _typed(given: Mapping[str, str]) -> Iterator[tuple[str, str, str, bool]]:
    """Code, value, reason, and whether each comes from the empty row; a row without a value is nothing."""
    new = given.get(_NEW_CODE, "")
    for name, value in given.items():
        code = name.removeprefix(_VALUE)
        if name.startswith(_VALUE) and value.strip() and code != new:
            yield code, value.strip(), given.get(f"{_REASON}{code}", "").strip(), False
    if given.get(_NEW_VALUE, "").strip():
        yield new, given[_NEW_VALUE].strip(), given.get(_NEW_REASON, "").strip(), True


def _read(code: str, typed: str, reason: str, shipped: AssumptionSet, *, is_new: bool) -> AssumptionChoice:
    own, problem = None, NO_TEXT
    try:
        value = plain_number(typed)
        shipped.find(code).with_value(value, reason)
        own = OwnAssumption(value=value, reason=reason)
    except InvalidAssumptionError as error:
        problem = Text(error.problem, error.problem)
    except ValueError:
        problem = NOT_A_NUMBER
    return AssumptionChoice(code=code, typed=typed, reason=reason, is_new=is_new, own=own, problem=problem)
