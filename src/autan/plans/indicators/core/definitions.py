"""What an indicator is: a definition that territories share, or one that a territory makes for itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from autan.evidence.figures.core.units import get_unit
from autan.ground.errors import DomainError, UnknownError
from autan.ground.expressions.core.rules import ExpressionError
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import number_text
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.plans.indicators.core.formula_units import FormulaUnitError, check_units, quantity_of
from autan.plans.indicators.core.formulas import Formula, computation_order, parse_formula, references_of


class Direction(Labelled):
    """Which way is better."""

    DOWN = "down", "à faire baisser", "to bring down"
    UP = "up", "à faire monter", "to bring up"
    NONE = "none", "ni l’un ni l’autre", "neither"


class ResultKind(Labelled):
    """What an indicator tells of an action: what is put in, or what comes of it."""

    MEANS = "means", "moyens", "means"
    RESULT = "result", "résultat", "result"
    CONTEXT = "context", "contexte", "context"


class Nature(Labelled):
    """How values of several territories come together: extensive ones are added, intensive ones computed again."""

    EXTENSIVE = "extensive", "s’additionne", "adds up"
    INTENSIVE = "intensive", "se recalcule sur les sommes", "computed again from sums"
    QUALITATIVE = "qualitative", "qualitatif", "qualitative"


class IndicatorGroup(Labelled):
    """Part of the catalogue."""

    GHG = "ghg", "Gaz à effet de serre", "Greenhouse gases"
    ENERGY = "energy", "Consommation d’énergie", "Energy consumption"
    RENEWABLE = "renewable", "Énergie renouvelable", "Renewable energy"
    AIR = "air", "Polluants de l’air", "Air pollutants"
    CARBON = "carbon", "Séquestration du carbone", "Carbon sequestration"
    VULNERABILITY = "vulnerability", "Vulnérabilité au changement climatique", "Vulnerability to climate change"
    BUILDINGS = "buildings", "Bâtiments et logement", "Buildings and housing"
    MOBILITY = "mobility", "Mobilité", "Mobility"
    LAND = "land", "Sols, eau, agriculture", "Land, water, farming"
    WASTE = "waste", "Déchets", "Waste"
    GOVERNANCE = "governance", "Conduite du plan", "Running the plan"
    LOCAL = "local", "Propres au territoire", "Of the territory alone"


class UnknownDefinitionError(UnknownError):
    """No definition has this code."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__("aucun indicateur «\u202f{code}\u202f» dans le catalogue", code=code)


class InvalidDefinitionError(DomainError):
    """A definition contradicts itself."""

    def __init__(self, code: str, problem: str) -> None:
        self.code = code
        self.problem = problem
        super().__init__("{code}\u00a0: {problem}", code=code, problem=Sentence(problem))


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorDefinition:
    """A definition that territories share.

    Invariants: an intensive indicator has a formula over what adds up, or a numerator and a denominator; bounds are in
    order; a qualitative one has no unit to speak of.

    Attributes:
        code: lower-case letters, digits and underscores.
        nature: how values of several territories come together.
        formula: how it is computed from other indicators; empty for what is typed or read.
        measure: code of the measure of the observatory that gives it; empty where none does.
        months: how often a value is expected, in months.
        legal: text that asks for it, or nothing.
        since: day from which the definition holds as it is.
        is_key: True for the few that a plan is read by.
    """

    code: str
    group: IndicatorGroup
    label: Text
    unit: str
    direction: Direction
    kind: ResultKind
    nature: Nature
    since: date
    formula: str = ""
    measure: str = ""
    low: float | None = None
    high: float | None = None
    months: int = 12
    source: Text = NO_TEXT
    legal: Text = NO_TEXT
    is_key: bool = False
    is_regulatory: bool = False

    @property
    def parsed(self) -> Formula | None:
        """The formula read; None for what is not computed. Raises ExpressionError: it cannot be read."""
        return parse_formula(self.formula) if self.formula else None

    def is_within(self, value: float) -> bool:
        """Say whether a value is within the bounds."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    @property
    def bounds_words(self) -> Text:
        """The bounds in words; empty without any."""
        ends = (("au moins", "at least", self.low), ("au plus", "at most", self.high))
        bounds = [(fr, en, number_text(end)) for fr, en, end in ends if end is not None]
        return Text(
            ", ".join(f"{fr} {end.fr}" for fr, _en, end in bounds),
            ", ".join(f"{en} {end.en}" for _fr, en, end in bounds),
        )


def find_definition(definitions: Mapping[str, IndicatorDefinition], code: str) -> IndicatorDefinition:
    """Return a definition by its code."""
    if code not in definitions:
        raise UnknownDefinitionError(code)
    return definitions[code]


def check_definitions(definitions: Iterable[IndicatorDefinition]) -> dict[str, Formula]:
    """Check definitions together; return the formulas read, each after those that it is computed from.

    Raises FormulaCycleError: one is computed from itself, with the path.
    """
    by_code = {definition.code: definition for definition in definitions}
    quantities = {code: quantity_of(get_unit(definition.unit)) for code, definition in by_code.items()}
    formulas: dict[str, Formula] = {}
    for code, definition in by_code.items():
        _check_alone(definition)
        try:
            if (formula := definition.parsed) is not None:
                check_units(formula, quantities[code], quantities.get)
                formulas[code] = formula
        except (ExpressionError, FormulaUnitError) as error:
            raise InvalidDefinitionError(code, str(error)) from error
    order = computation_order({code: [ref.name for ref in references_of(read)] for code, read in formulas.items()})
    return {code: formulas[code] for code in order}


def _check_alone(definition: IndicatorDefinition) -> None:
    unit = get_unit(definition.unit)
    if definition.low is not None and definition.high is not None and definition.low > definition.high:
        raise InvalidDefinitionError(definition.code, "la borne basse est au-dessus de la borne haute")
    if definition.nature is Nature.EXTENSIVE and not unit.is_summable:
        raise InvalidDefinitionError(
            definition.code,
            Sentence("des {symbol} ne s’additionnent pas", symbol=unit.symbol if unit.symbol.fr else definition.unit),
        )
