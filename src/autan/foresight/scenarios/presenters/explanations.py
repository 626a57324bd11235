"""A number of a scenario, explained: its formula, what enters it, the assumptions with their sources."""

from math import isnan
from typing import Any

from autan.evidence.figures.core.units import get_unit, readable_unit
from autan.foresight.engine.core.economics import lever_economics, share_of_bill_leaving
from autan.foresight.engine.core.explanation import Explanation
from autan.foresight.engine.core.results import ScenarioResult
from autan.foresight.engine.core.scenarios import Scenario
from autan.foresight.starting_states.core.state_inputs import assumption_figure
from autan.ground.texts.language import number, with_unit, words
from autan.ground.wordings import Text

_FEW, _MANY, _MEGA = 100, 10_000, 1e6
_SIZED = {"MWh", "tCO2e", "EUR"}


def explanation_view(explained: Explanation) -> dict[str, Any]:
    """Lay out one number: as written, its formula, its parts, and the assumptions that it reads, as figures."""
    return {
        "label": words(explained.label),
        "value": _quantity_text(explained.value, explained.unit),
        "formula": words(explained.formula),
        "parts": [(words(part.label), _quantity_text(part.value, part.unit)) for part in explained.parts],
        "assumptions": [
            (
                assumption_figure(assumption),
                f"{number(assumption.low, decimals=3)} – {number(assumption.high, decimals=3)}",
                words(assumption.source),
                assumption.to_confirm,
                words(assumption.note),
            )
            for assumption in explained.assumptions
        ],
        "caution": words(explained.caution),
    }


def money_rows(scenario: Scenario, year: int) -> tuple[tuple[str, str, str], ...]:
    """Return each lever, its investment in all and the cost of a tonne avoided; a dash where it has no price."""
    kinds = {lever.key: scenario.library[lever.kind] for lever in scenario.levers}
    return tuple(
        (
            words(kinds[row.key].label),
            "—" if row.investment_eur is None else with_unit(number(float(row.investment_eur.sum()) / _MEGA), "M€"),
            "—" if row.eur_per_tonne is None else with_unit(number(row.eur_per_tonne), "€"),
        )
        for row in lever_economics(scenario, year=year)
    )


def leaving_words(result: ScenarioResult) -> str:
    """The part of the bill that leaves the territory in the last year, or a dash."""
    leaving = share_of_bill_leaving(result.chosen)[:, -1]
    paid = result.chosen.bill_eur[:, -1]
    whole = float(paid.sum())
    part = float((leaving * paid).sum()) / whole if whole else float("nan")
    return "—" if isnan(part) else with_unit(number(part * 100), "%")


def _quantity_text(value: float, unit: Text) -> str:
    """A number and its unit; a large one in GWh, kt or M€, as the other pages of a scenario write it."""
    if isnan(value):
        return "—"
    decimals, symbol = 0 if abs(value) >= _FEW else 2, unit
    if unit.fr in _SIZED:
        source = get_unit(unit.fr)
        # euros are read in millions: the step in thousands is left out
        wide_money = unit.fr == "EUR" and abs(value) >= _MANY
        larger = get_unit("MEUR") if wide_money else readable_unit(source, abs(value))
        symbol = larger.symbol
        if larger != source:
            value, decimals = value * float(source.factor / larger.factor), 1
    return with_unit(number(value, decimals=decimals), words(symbol))
