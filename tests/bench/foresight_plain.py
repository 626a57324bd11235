"""The engine of scenarios written plainly with pandas: a table of one territory, one lever after the other."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from autan.foresight.engine.core.accounts import factor_code
from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.levers import Basis, Effect, Lever, LeverGroup, LeverKind
from autan.foresight.engine.core.quantities import Floats
from autan.foresight.engine.core.scenarios import Scenario

KEYS = ["sector", "use", "carrier", "year"]


def run_plain(scenario: Scenario, rank: int, done: Mapping[str, Floats]) -> pd.DataFrame:
    """Energy (MWh) and emissions of energy (tCO2e) of one territory, by year."""
    table = _trend(scenario, rank)
    for group in LeverGroup:
        entering = table["mwh"].copy()
        for lever in scenario.levers:
            kind = scenario.library[lever.kind]
            if kind.group is group and kind.effect in (Effect.REDUCE, Effect.SHIFT):
                quantity = done[lever.key][rank]
                _apply(table, entering, kind, quantity * _reached(table, lever, kind, scenario), scenario)
    values = AssumptionValues(assumptions=scenario.assumptions)
    factors = {
        (use, carrier): scenario.assumptions.find(factor_code(values, carrier, use)).central
        for use in scenario.state.uses
        for carrier in scenario.state.carriers
    }
    cells = zip(table["use"], table["carrier"], strict=True)
    table["tco2e"] = table["mwh"] * [factors[cell] for cell in cells]
    return table.groupby("year")[["mwh", "tco2e"]].sum()


def _reached(table: pd.DataFrame, lever: Lever, kind: LeverKind, scenario: Scenario) -> pd.Series:
    """Part that is done each year; for an obligation by dates, the amount reached, straight from date to date."""
    steps = AssumptionValues(assumptions=scenario.assumptions).steps(kind.amount)
    if not steps:
        return ((table["year"] - lever.start) / (lever.end - lever.start)).clip(0, 1)
    known = [(lever.start, 0.0), *(step for step in steps if step[0] > lever.start)]
    years, amounts = zip(*known, strict=True)
    return pd.Series(np.interp(table["year"].clip(upper=lever.end), years, amounts), index=table.index)


def _trend(scenario: Scenario, rank: int) -> pd.DataFrame:
    state = scenario.state
    table = pd.MultiIndex.from_product(
        [state.sectors, state.uses, state.carriers, scenario.years], names=KEYS
    ).to_frame(index=False)
    table["base"] = np.repeat(state.energy_mwh[rank].ravel(), len(scenario.years))
    places = table["sector"].map({sector: place for place, sector in enumerate(state.sectors)})
    since = table["year"] - state.base_year
    table["activity"] = (1 + scenario.trend.activity[rank][places]) ** since
    table["mwh"] = table["base"] * table["activity"] * (1 + scenario.trend.intensity[rank][places]) ** since
    return table


def _apply(table: pd.DataFrame, entering: pd.Series, kind: LeverKind, quantity: pd.Series, scenario: Scenario) -> None:
    acted = pd.Series(data=True, index=table.index)
    for column, codes in (("sector", kind.cells.sectors), ("use", kind.cells.uses), ("carrier", kind.cells.carriers)):
        if codes:
            acted &= table[column].isin(codes)
    values = AssumptionValues(assumptions=scenario.assumptions)
    amount = values.subtract(kind.amount, kind.less).item()
    if kind.basis is Basis.SHARE:
        share = quantity * amount / 100
    else:
        first = table["year"] == scenario.state.base_year
        whole = table.loc[acted & first, "base"].sum()
        if kind.basis is Basis.STOCK:
            whole = scenario.state.pivot(kind.stock)[0]
        share = quantity * amount / whole / table["activity"].clip(lower=1)
    if kind.group in (LeverGroup.NEED, LeverGroup.EFFICIENCY):
        table.loc[acted, "mwh"] *= 1 - share[acted]
        return
    moved = (entering * share).where(acted, 0.0)
    table["mwh"] -= moved
    for to in kind.destinations:
        sums = table.assign(moved=moved).groupby(["sector", "use", "year"])["moved"].sum()
        arrives = table["carrier"] == to.carrier
        keys = pd.MultiIndex.from_frame(table.loc[arrives, ["sector", "use", "year"]])
        ratio = values.subtract(to.ratio, to.less).item()
        table.loc[arrives, "mwh"] += sums.reindex(keys).to_numpy() * ratio
