"""What somebody chooses on the page of levers: quantities, years and own assumptions, each fault at its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from autan.foresight.engine.core.assumptions import AssumptionSet, InvalidAssumptionError
from autan.foresight.engine.core.lever_levels import LeverPotential
from autan.foresight.engine.core.levers import Lever
from autan.foresight.engine.core.partitions import STOCKS
from autan.foresight.engine.core.scenarios import OwnAssumption
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text

NOTHING = "0"
DEFAULT_START, DEFAULT_END = 2026, 2050
_QUANTITY, _LEVEL, _START, _END = "q", "n", "s", "e"
_CHOOSING = (f"{_QUANTITY}.", f"{_LEVEL}.")
NOT_A_NUMBER = Sentence("un nombre est attendu")
_NO_CELLS = Sentence("ce lieu n’emploie pas ce qu’il change")
_NOT_A_YEAR = Sentence("une année est attendue")
_NO_CODE = Sentence("l’hypothèse que cette valeur change est attendue")
_NO_LEVELS = Sentence("ce levier n’a pas de niveaux ici\u00a0: donnez une quantité")


def why_blocked(potential: LeverPotential) -> Text:
    """Say why a lever cannot be used in a place; for a stock that nobody counts, what to give."""
    if potential.blocker == "no_cells":
        return _NO_CELLS
    stock = STOCKS.get(potential.kind.stock) or potential.kind.unit
    return Sentence("non connu ici\u00a0: {stock}\u202f; donnez-en le nombre dans l’état de départ", stock=stock)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverChoice:
    """One lever as it was typed.

    Attributes:
        level: chosen level, 1 to 4, or a point between two; 0 for nothing.
        typed: free quantity as it was typed; empty when the level decides.
    """

    kind: str
    level: float
    typed: str
    start: str
    end: str
    problem: Text = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverChoices:
    """Every lever that was chosen, and the horizon. `unknown`: codes of no lever that were chosen too."""

    by_kind: Mapping[str, LeverChoice]
    horizon: int
    levers: tuple[Lever, ...]
    unknown: tuple[str, ...] = ()

    def written(self) -> dict[str, str]:
        """Return the parameters of an address that makes the same choices."""
        fields = {"h": str(self.horizon)}
        for code, choice in self.by_kind.items():
            if choice.typed:
                fields[f"{_QUANTITY}.{code}"] = choice.typed
            elif choice.level:
                fields[f"{_LEVEL}.{code}"] = f"{choice.level:g}"
            if choice.typed or choice.level:
                fields |= {f"{_START}.{code}": choice.start, f"{_END}.{code}": choice.end}
        return fields


def read_choices(
    fields: Mapping[str, str], potentials: Mapping[str, LeverPotential], *, base_year: int, horizon: int
) -> LeverChoices:
    """Read what was typed; what cannot be read is kept as it is, and makes no lever.

    `fields` holds, by lever: `n.<lever>` a level, `q.<lever>` a free quantity, `s.` and `e.` its years.
    """
    choices, levers = {}, []
    for code, potential in potentials.items():
        choice = _choice(fields, code, potential, base_year)
        if choice is None:
            continue
        quantity = None if potential.blocker else _quantity(choice, potential)
        problem = why_blocked(potential) if potential.blocker else _problem(choice, quantity)
        choices[code] = replace(choice, problem=problem)
        if not problem.fr and quantity:
            levers.append(Lever(key=code, kind=code, quantity=quantity, start=int(choice.start), end=int(choice.end)))
    chosen = {
        name[2:] for name, typed in fields.items() if name[:2] in _CHOOSING and typed.strip() not in ("", NOTHING)
    }
    unknown = tuple(sorted(chosen - potentials.keys()))
    return LeverChoices(by_kind=choices, horizon=horizon, levers=tuple(levers), unknown=unknown)


def _choice(fields: Mapping[str, str], code: str, potential: LeverPotential, base_year: int) -> LeverChoice | None:
    typed = fields.get(f"{_QUANTITY}.{code}", "").strip()
    level = _level(fields.get(f"{_LEVEL}.{code}", "").strip() or NOTHING, len(potential.levels))
    if not typed and level == 0:
        return None
    start = fields.get(f"{_START}.{code}", "").strip() or str(max(DEFAULT_START, base_year))
    end = fields.get(f"{_END}.{code}", "").strip() or str(DEFAULT_END)
    problem = level if isinstance(level, Text) and not typed else NO_TEXT
    return LeverChoice(
        kind=code, level=0.0 if isinstance(level, Text) else level, typed=typed, start=start, end=end, problem=problem
    )


def _level(typed: str, highest: int) -> float | Text:
    """Read a level to a hundredth; why it is none of this lever."""
    try:
        level = round(plain_number(typed), 2)
    except ValueError:
        level = -1.0
    if 0 <= level <= highest:
        return level
    if not highest:
        return _NO_LEVELS
    return Sentence("«\u202f{level}\u202f» n’est pas un niveau\u00a0: de 0 à {highest}", level=typed, highest=highest)


def _quantity(choice: LeverChoice, potential: LeverPotential) -> float | None:
    """The quantity that was typed, or that of the level; None when it is no number."""
    if not choice.typed:
        return potential.quantity_at(choice.level)
    try:
        return plain_number(choice.typed)
    except ValueError:
        return None


def plain_number(typed: str) -> float:
    """Read a number as people type it, with spaces, a comma or a sign of percent.

    Raises ValueError: it is none.

    >>> plain_number("1 250,5"), plain_number("40 %")
    (1250.5, 40.0)
    """
    return float("".join(typed.split()).replace("\u202f", "").replace(",", ".").removesuffix("%"))


def _problem(choice: LeverChoice, quantity: float | None) -> Text:
    if choice.problem.fr:
        return choice.problem
    if quantity is None:
        return NOT_A_NUMBER
    years = read_whole(choice.start), read_whole(choice.end)
    return NO_TEXT if None not in years else _NOT_A_YEAR


_VALUE, _REASON = "a.", "r."
_NEW_CODE, _NEW_VALUE, _NEW_REASON = "ac", "av", "ar"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionChoice:
    """One assumption as it was typed."""

    code: str
    typed: str
    reason: str
    is_new: bool
    own: OwnAssumption | None = None
    problem: Text = NO_TEXT

    def written(self) -> dict[str, str]:
        """Return the parameters of an address that makes the same choice."""
        return written_assumption(self.code, self.typed, self.reason)


def written_assumption(code: str, value: str, reason: str) -> dict[str, str]:
    """Return the parameters of an address that give an own value to an assumption."""
    return {f"{_VALUE}{code}": value, f"{_REASON}{code}": reason}


def read_assumptions(fields: Mapping[str, str], shipped: AssumptionSet) -> tuple[AssumptionChoice, ...]:
    """Read the own values that were typed; what cannot be taken is kept as it is, with why.

    `fields` holds `a.<assumption>` a value and `r.<assumption>` its reason; `ac`, `av` and `ar` a new one.
    """
    return tuple(
        _read(code, typed, reason, shipped, is_new=is_new) for code, typed, reason, is_new in _read_fields(fields)
    )


def _read_fields(fields: Mapping[str, str]) -> Iterator[tuple[str, str, str, bool]]:
    """Code, value, reason, and whether each comes from the empty row; a row without a value is nothing."""
    new = fields.get(_NEW_CODE, "")
    for name, value in fields.items():
        code = name.removeprefix(_VALUE)
        if name.startswith(_VALUE) and value.strip() and code != new:
            yield code, value.strip(), fields.get(f"{_REASON}{code}", "").strip(), False
    if fields.get(_NEW_VALUE, "").strip():
        yield new, fields[_NEW_VALUE].strip(), fields.get(_NEW_REASON, "").strip(), True


def _read(code: str, typed: str, reason: str, shipped: AssumptionSet, *, is_new: bool) -> AssumptionChoice:
    own, problem = None, NO_TEXT
    if code not in shipped.by_code:
        problem = _NO_CODE
        if code:
            problem = Sentence("aucune hypothèse «\u202f{code}\u202f»\u00a0: cette valeur ne compte pas", code=code)
        return AssumptionChoice(code=code, typed=typed, reason=reason, is_new=True, problem=problem)
    try:
        value = plain_number(typed)
        shipped.find(code).with_value(value, reason)
        own = OwnAssumption(value=value, reason=reason)
    except InvalidAssumptionError as error:
        problem = Text(error.problem, error.problem)
    except ValueError:
        problem = NOT_A_NUMBER
    return AssumptionChoice(code=code, typed=typed, reason=reason, is_new=is_new, own=own, problem=problem)
