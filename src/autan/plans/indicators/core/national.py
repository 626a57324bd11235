"""The syntax of the national definitions of indicators, turned into formulas, and what is wrong in them.

`val(x)` is a value that is needed, `opt_val(x)` one that may lack; `si … alors … sinon …` chooses by traits of the
territory, such as `identite(population, plus_de_50000)`, by one of its answers, or by the programme that it is in.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from autan.ground.expressions.core.rules import ExpressionError
from autan.ground.wordings import Sentence, Text
from autan.plans.indicators.core.formula_units import FormulaQuantity, FormulaUnitError, check_units
from autan.plans.indicators.core.formulas import (
    Conditional,
    Constant,
    Formula,
    FormulaCycleError,
    computation_order,
    left_out_children,
    parse_formula,
    references_of,
)

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_][\w.-]*)|(.))", re.ASCII | re.DOTALL)
_UNSAFE = re.compile(r"[^a-z0-9_]+")
_WORDS = {"et": "and", "ou": "or", "si": "", "alors": "", "sinon": "else"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalDefinition:
    """One line of the national list: code, title, unit, parents, and its three expressions, empty where none."""

    code: str
    title: str
    unit: str
    parents: tuple[str, ...] = ()
    formula: str = ""
    target: str = ""
    threshold: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalIdentifier:
    """The identifier by which the national list knows an indicator of the catalogue, and the unit that it has there."""

    code: str
    identifier: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalProblem:
    """What is wrong in a definition: its code, the expression (`formula`, `target`, `threshold`), and the words."""

    code: str
    part: str
    problem: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalReading:
    """The expressions of a national list. `formulas`: every expression that was read, by code and part."""

    formulas: Mapping[tuple[str, str], Formula]
    problems: tuple[NationalProblem, ...]


def safe_name(code: str) -> str:
    """Return the name that stands for a national code in a formula.

    >>> safe_name("cae_49.a-hab")
    'cae_49_a_hab'
    """
    return _UNSAFE.sub("_", code.lower())


def translate(text: str) -> str:
    """Turn a national expression into the language of formulas.

    Raises ExpressionError: it is not written in that syntax, with the place.

    >>> translate("val(cae_1.a)/val(terr_1)*1000")
    'cae_1_a / terr_1 * 1000'
    >>> translate("si identite(type, EPCI) alors 40")
    "40 if 'EPCI' in type else unknown"
    """
    translator = _Translator(text)
    expression = translator.expression()
    translator.require_end()
    return expression


class _Translator:
    """Reads the tokens of one expression, from left to right."""

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, int]] = []
        for match in _TOKEN.finditer(text.rstrip()):
            kind = match.lastindex or 0
            self.tokens.append((match[kind], match.start(kind) + 1))
        self.rank = 0
        self.end = len(text.rstrip()) + 1

    def expression(self) -> str:
        if self._peek() != "si":
            return self._arithmetic()
        self._expect("si")
        rule = self._rule()
        self._expect("alors")
        then = self._arithmetic()
        otherwise = "unknown"
        if self._peek() == "sinon":
            self._expect("sinon")
            otherwise = self.expression()
        return f"{then} if {rule} else {otherwise}"

    def require_end(self) -> None:
        if self.rank < len(self.tokens):
            self._refuse("la fin de l’expression")

    def _arithmetic(self) -> str:
        parts = [self._term()]
        while self._peek() in {"+", "-", "*", "/"}:
            parts += [self._next(), self._term()]
        return " ".join(parts)

    def _term(self) -> str:
        read = self._peek()
        if read == "(":
            self._expect("(")
            inside = self._arithmetic()
            self._expect(")")
            return f"({inside})"
        if read in {"val", "opt_val"}:
            self._next()
            (code,) = self._arguments(1)
            return f"optional({safe_name(code)})" if read == "opt_val" else safe_name(code)
        if read[:1].isdigit():
            return self._next()
        return self._refuse("val(…), opt_val(…), un nombre ou une parenthèse")

    def _rule(self) -> str:
        parts = [self._test()]
        while self._peek() in {"et", "ou"}:
            parts += [_WORDS[self._next()], self._test()]
        return " ".join(parts)

    def _test(self) -> str:
        word = self._peek()
        if word == "referentiel":
            self._next()
            (code,) = self._arguments(1)
            return f"'{code}' in referentiel"
        if word in {"identite", "reponse"}:
            self._next()
            name, code = self._arguments(2)
            return f"'{code}' in {safe_name(name)}"
        return self._refuse("identite(…, …), reponse(…, …) ou referentiel(…)")

    def _arguments(self, count: int) -> list[str]:
        names: list[str] = []
        self._expect("(")
        for rank in range(count):
            if rank:
                self._expect(",")
            if not self._peek()[:1].isalnum():
                self._refuse("un nom")
            names.append(self._next())
        self._expect(")")
        return names

    def _peek(self) -> str:
        return self.tokens[self.rank][0] if self.rank < len(self.tokens) else ""

    def _next(self) -> str:
        self.rank += 1
        return self.tokens[self.rank - 1][0]

    def _expect(self, expected: str) -> None:
        if self._peek() != expected:
            self._refuse(Sentence("« {wanted} »", wanted=expected))
        self.rank += 1

    def _refuse(self, expected: str) -> str:
        column = self.tokens[self.rank][1] if self.rank < len(self.tokens) else self.end
        raise ExpressionError(column, expected)


_UNITS: Mapping[str, tuple[str, Fraction]] = {
    "kteq co2": ("co2e", Fraction(1000)),
    "teq co2": ("co2e", Fraction(1)),
    "kwh": ("energy", Fraction(1)),
    "mwh": ("energy", Fraction(1000)),
    "gwh": ("energy", Fraction(10**6)),
    "kg": ("mass", Fraction(1)),
    "tonnes": ("mass", Fraction(1000)),
    "g": ("mass", Fraction(1, 1000)),
    "hab": ("inhabitants", Fraction(1)),
    "habitant": ("inhabitants", Fraction(1)),
    "%": ("", Fraction(1, 100)),
}
_SAME = {"ktéqc02": "kteq co2", "kteqc02": "kteq co2", "teq c02": "teq co2", "tco2éq": "teq co2", "mwh/an": "mwh",
         "gwh/an": "gwh", "kwh/an": "kwh", "tonne": "tonnes"}  # fmt: skip
POPULATION = "Population"


def national_quantity(definition: NationalDefinition) -> FormulaQuantity:
    """Return what the unit of a national definition measures; a unit in words is a dimension of its own."""
    written = definition.unit.strip().lower()
    if definition.title == POPULATION:
        written = "hab"
    above, *below = map(str.strip, _SAME.get(written, written).split("/", maxsplit=1))
    powers: dict[str, int] = {}
    scale = Fraction(1)
    for name, power in ((above, 1), *((name, -1) for name in below)):
        dimension, factor = _UNITS.get(_SAME.get(name, name), (name, Fraction(1)))
        scale *= factor**power
        if dimension:
            powers[dimension] = power
    return FormulaQuantity(powers=tuple(sorted(powers.items())), scale=scale, name=definition.unit or "?")


def read_national(definitions: Sequence[NationalDefinition]) -> NationalReading:
    """Read every expression of a national list, and say what is wrong in it.

    Found: what cannot be read, an indicator that is not in the list, units that do not go together or do not give the
    unit of the result, a cycle, children that a total leaves out, a choice without `sinon`.
    """
    quantities = {safe_name(definition.code): national_quantity(definition) for definition in definitions}
    formulas: dict[tuple[str, str], Formula] = {}
    problems: list[NationalProblem] = []
    for definition in definitions:
        for part, text in (
            ("formula", definition.formula),
            ("target", definition.target),
            ("threshold", definition.threshold),
        ):
            if not text.strip():
                continue
            try:
                formula = formulas[definition.code, part] = parse_formula(translate(text))
                check_units(formula, quantities[safe_name(definition.code)], quantities.get)
            except ExpressionError as error:
                problem = Sentence("illisible, {error}", error=error)
                problems.append(NationalProblem(code=definition.code, part=part, problem=problem))
            except FormulaUnitError as error:
                problems.append(NationalProblem(code=definition.code, part=part, problem=error.problem))
    problems += _structure(definitions, formulas)
    problems += [
        NationalProblem(code=code, part=part, problem=_NO_ELSE)
        for (code, part), formula in formulas.items()
        if _lacks_else(formula)
    ]
    order = {definition.code: rank for rank, definition in enumerate(definitions)}
    return NationalReading(formulas=formulas, problems=tuple(sorted(problems, key=lambda entry: order[entry.code])))


_NO_ELSE = Sentence("pas de valeur quand aucune condition n’est vraie")


def _lacks_else(formula: Formula) -> bool:
    while isinstance(formula, Conditional):
        formula = formula.otherwise
    return isinstance(formula, Constant) and formula.value is None


def _structure(
    definitions: Sequence[NationalDefinition], formulas: Mapping[tuple[str, str], Formula]
) -> list[NationalProblem]:
    codes = {safe_name(definition.code): definition.code for definition in definitions}
    children: dict[str, list[str]] = {}
    for definition in definitions:
        for parent in definition.parents:
            children.setdefault(safe_name(parent), []).append(safe_name(definition.code))
    references = {
        safe_name(code): tuple(ref.name for ref in references_of(formula))
        for (code, part), formula in formulas.items()
        if part == "formula"
    }
    problems = []
    for name in references:
        left = left_out_children(name, children.get(name, ()), references)
        if left:
            listed = ", ".join(codes[child] for child in left)
            problem = Sentence("parts rattachées et absentes du calcul : {listed}", listed=listed)
            problems.append(NationalProblem(code=codes[name], part="formula", problem=problem))
    try:
        computation_order(references)
    except FormulaCycleError as error:
        path = " → ".join(codes[name] for name in error.path)
        problem = Sentence("se calcule à partir de lui-même : {path}", path=path)
        problems.append(NationalProblem(code=codes[error.path[0]], part="formula", problem=problem))
    return problems
