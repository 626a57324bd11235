"""Units of formulas: each sign is checked, and the result against the unit of what is defined.

A quantity is a product of plain dimensions and a scale: how many base units one of its units holds. A number in a
formula changes the scale, so that `ghg_kt / population * 1000` is a number of tonnes per inhabitant, and
`heat_mwh / heat_gwh * 100` is found a thousand times wrong.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from autan.evidence.figures.core.units import Dimension, Unit
from autan.ground.errors import DomainError
from autan.ground.wordings import Sentence, Text
from autan.plans.indicators.core.formulas import Call, Conditional, Constant, Formula, Operation, Reference, Sign

type Powers = tuple[tuple[str, int], ...]

_PER: Mapping[Dimension, tuple[Dimension, Dimension]] = {
    Dimension.ENERGY_PER_HEAD: (Dimension.ENERGY, Dimension.PEOPLE),
    Dimension.EMISSIONS_PER_HEAD: (Dimension.EMISSIONS, Dimension.PEOPLE),
    Dimension.MONEY_PER_HEAD: (Dimension.MONEY, Dimension.PEOPLE),
    Dimension.MASS_PER_HEAD: (Dimension.MASS, Dimension.PEOPLE),
    Dimension.ENERGY_PER_DWELLING: (Dimension.ENERGY, Dimension.DWELLINGS),
    Dimension.EMISSIONS_PER_DWELLING: (Dimension.EMISSIONS, Dimension.DWELLINGS),
    Dimension.MONEY_PER_DWELLING: (Dimension.MONEY, Dimension.DWELLINGS),
}
_PERCENT = Fraction(1, 100)


class FormulaUnitError(DomainError):
    """Terms of a formula do not go together, or its result is not in the unit of what it defines.

    `column`: place in the formula, from 1.
    """

    def __init__(self, column: int, problem: Text) -> None:
        self.column = column
        self.problem = problem
        super().__init__("colonne {column}\u00a0: {problem}", column=column, problem=problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaQuantity:
    """What a term measures.

    Attributes:
        powers: plain dimensions and their powers, sorted; none for a pure number.
        scale: how many base units one unit holds.
    """

    powers: Powers
    scale: Fraction
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    """A number that stands in the formula; None for `unknown`, which fits anything."""

    value: Fraction | None


type _Type = FormulaQuantity | _Number


def quantity_of(unit: Unit) -> FormulaQuantity:
    """Return what a unit of the product measures: a share is a pure number, a ratio by head a quotient.

    >>> from autan.evidence.figures.core.units import get_unit
    >>> quantity_of(get_unit("MWh_per_inhabitant")).powers
    (('energy', 1), ('people', -1))
    """
    if unit.dimension is Dimension.SHARE:
        return FormulaQuantity(powers=(), scale=unit.factor * _PERCENT, name=unit.symbol.fr)
    above, below = _PER.get(unit.dimension, (unit.dimension, None))
    powers = [(above.value, 1), *([(below.value, -1)] if below else [])]
    return FormulaQuantity(powers=tuple(sorted(powers)), scale=unit.factor, name=unit.symbol.fr or unit.code)


def check_units(formula: Formula, result: FormulaQuantity, quantity: Callable[[str], FormulaQuantity | None]) -> None:
    """Check that the terms of a formula go together, and give the unit wanted.

    Raises FormulaUnitError: with the first place where they do not.

    `result`: unit of what it defines.
    `quantity`: unit of an indicator by name; None when there is no such indicator, which fits nothing.
    """
    formula_type = _type(formula, quantity)
    if isinstance(formula_type, FormulaQuantity):
        _require_same(formula_type, result, formula.column, is_result=True)


def _type(formula: Formula, quantity: Callable[[str], FormulaQuantity | None]) -> _Type:
    if isinstance(formula, Constant):
        return _Number(value=None if formula.value is None else Fraction(str(formula.value)))
    if isinstance(formula, Reference):
        indicator_quantity = quantity(formula.name)
        if indicator_quantity is None:
            name = formula.name
            raise FormulaUnitError(formula.column, Sentence("aucun indicateur « {name} »", name=name))
        return indicator_quantity
    if isinstance(formula, Conditional):
        return _common_type([formula.then, formula.otherwise], quantity)
    if isinstance(formula, Call):
        return _common_type(list(formula.terms), quantity)
    left, right = _type(formula.left, quantity), _type(formula.right, quantity)
    if formula.sign in {Sign.PLUS, Sign.MINUS}:
        return _sum(formula, left, right)
    return _product(left, right if formula.sign is Sign.TIMES else _inverse(right, formula.column))


def _common_type(terms: list[Formula], quantity: Callable[[str], FormulaQuantity | None]) -> _Type:
    types = [(_type(term, quantity), term.column) for term in terms]
    expected = next((term_type for term_type, _column in types if isinstance(term_type, FormulaQuantity)), types[0][0])
    for other, column in types:
        if isinstance(expected, FormulaQuantity) and isinstance(other, FormulaQuantity):
            _require_same(other, expected, column)
    return expected


def _sum(formula: Operation, left: _Type, right: _Type) -> _Type:
    if isinstance(left, FormulaQuantity) and isinstance(right, FormulaQuantity):
        _require_same(right, left, formula.right.column)
        return left
    if isinstance(left, _Number) and isinstance(right, _Number):
        return _Number(value=None)
    number, other = (left, right) if isinstance(left, _Number) else (right, left)
    is_nil = isinstance(number, _Number) and number.value in {None, Fraction(0)}
    if not is_nil and isinstance(other, FormulaQuantity) and other.powers:
        problem = Sentence("un nombre sans unité est ajouté à des {other}", other=other.name)
        raise FormulaUnitError(formula.column, problem)
    return other


def _product(left: _Type, right: _Type) -> _Type:
    if isinstance(left, _Number) and isinstance(right, _Number):
        return _Number(value=None if left.value is None or right.value is None else left.value * right.value)
    if isinstance(left, FormulaQuantity) and isinstance(right, FormulaQuantity):
        powers = dict(left.powers)
        for name, power in right.powers:
            powers[name] = powers.get(name, 0) + power
        nonzero = tuple(sorted((name, power) for name, power in powers.items() if power))
        return FormulaQuantity(powers=nonzero, scale=left.scale * right.scale, name=f"{left.name} × {right.name}")
    number, other = (left, right) if isinstance(left, _Number) else (right, left)
    if not isinstance(other, FormulaQuantity) or not isinstance(number, _Number) or not number.value:
        return other
    return FormulaQuantity(powers=other.powers, scale=other.scale / number.value, name=other.name)


def _inverse(divisor: _Type, column: int) -> _Type:
    if isinstance(divisor, _Number):
        if divisor.value == 0:
            raise FormulaUnitError(column, Sentence("division par zéro"))
        return _Number(value=None if divisor.value is None else 1 / divisor.value)
    powers = tuple((name, -power) for name, power in divisor.powers)
    return FormulaQuantity(powers=powers, scale=1 / divisor.scale, name=f"1/({divisor.name})")


def _require_same(
    formula_quantity: FormulaQuantity, expected: FormulaQuantity, column: int, *, is_result: bool = False
) -> None:
    if (formula_quantity.powers, formula_quantity.scale) == (expected.powers, expected.scale):
        return
    if formula_quantity.powers == expected.powers:
        ratio = formula_quantity.scale / expected.scale
        times = f"{float(ratio):g}" if ratio > 1 else f"1/{float(1 / ratio):g}"
        problem = Sentence(
            "{formula_quantity} là où il faut {wanted} : à multiplier par {times}",
            formula_quantity=formula_quantity.name,
            wanted=expected.name,
            times=times,
        )
    else:
        intro = Sentence("le résultat est en") if is_result else Sentence("on ajoute des")
        problem = Sentence(
            "{what} {formula_quantity}, il faut {wanted}",
            what=intro,
            formula_quantity=formula_quantity.name,
            wanted=expected.name,
        )
    raise FormulaUnitError(column, problem)
