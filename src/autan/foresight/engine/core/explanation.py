"""Where a number of a scenario comes from: its formula, what enters it, the assumptions and their sources."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.assumptions import Assumption
from autan.foresight.engine.core.attribution import attribute
from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.engine.core.engine import prepare
from autan.foresight.engine.core.levers import LeverGroup, LeverKind, find_kind
from autan.foresight.engine.core.quantities import network_total, reference_mwh
from autan.foresight.engine.core.scenarios import CAUTION, LAST_SURE_YEAR, Scenario
from autan.foresight.engine.core.uncertainty import varying_assumptions
from autan.ground.errors import DomainError
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text

_TOTAL = Sentence(
    "Niveau sans levier, plus la part de chaque levier. Les leviers agissent dans l’ordre : "
    "besoin, moyen, rendement, énergie, production ; chacun sur ce que les précédents laissent. "
    "La part d’un groupe est sa contribution moyenne sur tous les ordres d’arrivée (Shapley) ; "
    "celle d’un levier, sa portion du groupe."
)
_TREND = Sentence("sans levier")
_NATIONAL = Sentence("chemin national")
_QUANTITY = Sentence("quantité faite")
_REFERENCE = Sentence("consommation de départ visée")
_TAKEN = Sentence("part prise de ce qui reste")


class UnknownNumberError(DomainError):
    """A scenario has no such number."""

    def __init__(self, name: str, year: int, scenario: Scenario) -> None:
        self.name = name
        self.year = year
        super().__init__(
            "ce scénario n’a pas de nombre «\u202f{name}\u202f» en {year}\u00a0: ses années vont de {first} à {last}",
            name=name,
            year=year,
            first=scenario.state.base_year,
            last=scenario.horizon,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationPart:
    """One number that enters another. `value`: how much; NaN when it is not known."""

    label: Text
    value: float
    unit: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A number, and how it is made. `value`: how much; NaN when it is not known."""

    label: Text
    value: float
    unit: Text
    formula: Text
    parts: tuple[ExplanationPart, ...]
    assumptions: tuple[Assumption, ...]
    caution: Text = NO_TEXT


def explain_total(scenario: Scenario, *, measure: ScenarioMeasure, year: int, territory: str = "") -> Explanation:
    """Explain a measure in a year: the trend, then the share of each lever, which add up to it.

    Raises InvalidScenarioError: the scenario cannot be computed.
    """
    if year not in scenario.years:
        raise UnknownNumberError(measure.value, year, scenario)
    split = attribute(scenario, measure=measure, year=year, territory=territory)
    unit = Text(measure.unit, measure.unit)
    kinds = {lever.key: find_kind(scenario.library, lever.kind) for lever in scenario.levers}
    parts = [ExplanationPart(label=_TREND, value=split.trend, unit=unit)]
    if scenario.national is not None:
        parts.append(ExplanationPart(label=_NATIONAL, value=split.national, unit=unit))
    parts += [ExplanationPart(label=kinds[lever.key].label, value=lever.share, unit=unit) for lever in split.levers]
    return Explanation(
        label=measure.label,
        value=split.chosen,
        unit=unit,
        formula=_TOTAL,
        parts=tuple(parts),
        assumptions=tuple(varying_assumptions(scenario)),
        caution=CAUTION if year > LAST_SURE_YEAR else NO_TEXT,
    )


def explain_lever(scenario: Scenario, *, key: str, year: int, measure: ScenarioMeasure) -> Explanation:
    """Explain what one lever changes in a year: its quantity, the consumption that it acts on, its share, its effect.

    Raises InvalidScenarioError: the scenario cannot be computed.
    """
    if year not in scenario.years or key not in [lever.key for lever in scenario.levers]:
        raise UnknownNumberError(key, year, scenario)
    split = attribute(scenario, measure=measure, year=year)
    ready = prepare(scenario, years=np.array([year]))
    effect = next(effect for effect in ready.effects if effect.lever.key == key)
    lever_share = next(lever for lever in split.levers if lever.key == key)
    unit = Text(measure.unit, measure.unit)
    return Explanation(
        label=effect.kind.label,
        value=lever_share.share,
        unit=unit,
        formula=effect.kind.formula,
        parts=(
            ExplanationPart(
                label=_QUANTITY,
                value=float(network_total(scenario.state, effect.kind, effect.done).item()),
                unit=effect.kind.unit,
            ),
            *_acted_on(scenario, effect.kind, effect.share * effect.progress),
            ExplanationPart(label=Sentence("seul"), value=lever_share.first_in, unit=unit),
            ExplanationPart(label=Sentence("après tous les autres"), value=lever_share.last_in, unit=unit),
        ),
        assumptions=tuple(_read(scenario, effect.kind, effect.lever.values)),
        caution=effect.kind.caution,
    )


def _acted_on(scenario: Scenario, kind: LeverKind, share: NDArray[np.float64]) -> list[ExplanationPart]:
    """The consumption that a lever acts on, and the part that it takes of it, weighted by territory."""
    if kind.group is LeverGroup.PRODUCTION or not kind.cells.sectors:
        return []
    reference = reference_mwh(scenario.state, kind)
    average = float((reference * share[0, :, 0]).sum() / reference.sum()) if reference.sum() else float("nan")
    return [
        ExplanationPart(label=_REFERENCE, value=float(reference.sum()), unit=Text("MWh", "MWh")),
        ExplanationPart(label=_TAKEN, value=100 * average, unit=Text("%", "%")),
    ]


def _read(scenario: Scenario, kind: LeverKind, own: Mapping[str, float]) -> list[Assumption]:
    """The assumptions that a kind reads, with the own values of a lever."""
    assumptions = [scenario.assumptions.find(code) for code in kind.codes]
    reason = "valeur propre à ce levier"
    return [
        assumption.with_value(own[assumption.code], reason) if assumption.code in own else assumption
        for assumption in assumptions
    ]
