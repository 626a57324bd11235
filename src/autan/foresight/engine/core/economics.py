"""Money and jobs of a scenario: investment, annuity, upkeep, saved bill, cost of a tonne, bill that leaves.

Source: method of foresight, section 2.6.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.attribution import Attribution, attribute
from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.engine.core.diffusion import progress
from autan.foresight.engine.core.engine import prepare
from autan.foresight.engine.core.levers import Basis, Effect, LeverCosts, LeverGroup, LeverKind
from autan.foresight.engine.core.quantities import PERCENT, LeverEffect, reference_mwh
from autan.foresight.engine.core.results import ScenarioPath, ScenarioResult
from autan.foresight.engine.core.scenarios import Scenario
from autan.foresight.engine.core.state import StartingState

type Floats = NDArray[np.float64]

EUR_PER_MEUR = 1e6
LOCAL_SOURCES: Mapping[str, tuple[str, ...]] = {
    "electricity": (
        *("onshore_wind", "solar_pv", "solar_thermodynamic", "hydro", "solid_biomass_electricity"),
        *("biogas_electricity", "geothermal_electricity"),
    ),
    "natural_gas": ("biomethane",),
    "wood": ("solid_biomass_heat",),
    "district_heat": ("geothermal_heat", "biogas_heat"),
    "oil": ("biofuel",),
}
"""Renewable sources whose production is paid inside the territory, by the carrier that they stand for."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LeverEconomics:
    """Money and jobs of one lever, over the territories of the scenario.

    Attributes:
        investment_eur: spent in each year [year]; None when the library has no price for it.
        annuity_eur: cost of what is alive in the year asked for, spread over its life.
        upkeep_eur: upkeep of it, a year.
        saved_bill_eur: bill that its users no longer pay, a year; negative when they pay more.
        avoided_tco2e: emissions avoided, a year.
        local_tax_eur: local tax paid once, over all the years.
        jobs: people at work on it in each year [year].
        eur_per_mwh: cost of one MWh produced, for a production; None for another lever.
    """

    key: str
    investment_eur: Floats | None
    annuity_eur: float
    upkeep_eur: float
    saved_bill_eur: float
    avoided_tco2e: float
    local_tax_eur: float
    jobs: Floats | None
    eur_per_mwh: float | None = None

    @property
    def eur_per_tonne(self) -> float | None:
        """(Annuity + upkeep - saved bill) / tonnes avoided; None without a price, or when nothing is avoided."""
        if self.investment_eur is None or self.avoided_tco2e <= 0:
            return None
        return (self.annuity_eur + self.upkeep_eur - self.saved_bill_eur) / self.avoided_tco2e


@dataclass(frozen=True, slots=True, kw_only=True)
class Investment:
    """What a chosen path asks to invest, from its first year to its last.

    Attributes:
        by_sector: EUR by sector whose people pay, those of productions under an empty code.
        unpriced: levers that no source gives a price of: they are in no sum.
    """

    by_sector: Mapping[str, float]
    unpriced: tuple[LeverKind, ...]


def investment_of(result: ScenarioResult) -> Investment:
    """Return what the levers of a result cost in all, by whoever pays, and those whose cost is not known."""
    scenario, by_sector, unpriced = result.scenario, dict[str, float](), []
    for lever in scenario.levers:
        kind = scenario.library[lever.kind]
        if kind.costs is None:
            unpriced.append(kind)
            continue
        values = AssumptionValues(assumptions=scenario.assumptions).with_own(lever.values)
        units = paid_units(scenario.state, kind, result.done[lever.key][:, -1], values)
        payer = "" if kind.group is LeverGroup.PRODUCTION else kind.cells.sectors[0]
        by_sector[payer] = by_sector.get(payer, 0.0) + units * float(values.multiply(kind.costs.capex_eur).item())
    return Investment(by_sector=by_sector, unpriced=tuple(unpriced))


def paid_units(state: StartingState, kind: LeverKind, quantity: Floats, values: AssumptionValues) -> float:
    """Return how many units are paid for, of a quantity by territory: for a share, the MWh that it takes at the start.

    A percentage is never added over territories.
    """
    if kind.basis is not Basis.SHARE:
        return float(quantity.sum())
    amount = float(values.subtract(kind.amount, kind.less).mean())
    return float((reference_mwh(state, kind) * quantity).sum()) / PERCENT * amount


def annuity(capex_eur: float, rate: float, life: float) -> float:
    """Return the yearly payment that pays back an investment over its life; plain division without interest.

    >>> round(annuity(1000, 0.04, 30), 2), annuity(1000, 0, 20)
    (57.83, 50.0)
    """
    if rate == 0:
        return capex_eur / life
    return float(capex_eur * rate / (1 - (1 + rate) ** -life))


def cost_of_energy(capex_eur: float, rate: float, life: float, upkeep_share: float, mwh: float) -> float:
    """Return the levelised cost of energy, EUR/MWh, from what one unit costs and gives a year.

    No degradation, grid, tax or margin.

    >>> round(cost_of_energy(1383, 0.04, 30, 0.012, 2.190))
    44
    """
    return (annuity(capex_eur, rate, life) + capex_eur * upkeep_share) / mwh


def lever_economics(scenario: Scenario, *, year: int) -> tuple[LeverEconomics, ...]:
    """Return the money and the jobs of each lever, with the yearly quantities of one year.

    Raises InvalidScenarioError: the scenario cannot be computed.
    """
    paid = attribute(scenario, measure=ScenarioMeasure.BILL, year=year)
    emitted = attribute(scenario, measure=ScenarioMeasure.EMISSIONS, year=year)
    bills, tonnes = _shares(paid), _shares(emitted)
    values = AssumptionValues(assumptions=scenario.assumptions)
    effects = {effect.lever.key: effect for effect in prepare(scenario).effects}
    return tuple(_economics(scenario, effects[lever.key], values, year, bills, tonnes) for lever in scenario.levers)


def _shares(split: Attribution) -> dict[str, float]:
    return {lever.key: lever.share for lever in split.levers}


def _economics(
    scenario: Scenario,
    effect: LeverEffect,
    values: AssumptionValues,
    year: int,
    bills: Mapping[str, float],
    tonnes: Mapping[str, float],
) -> LeverEconomics:
    key, costs = effect.lever.key, effect.kind.costs
    own = values.with_own(effect.lever.values)
    units = paid_units(scenario.state, effect.kind, effect.quantity, own)
    added = np.diff(progress(effect.lever, scenario.years), prepend=0.0) * units
    if costs is None:
        capex, investment, jobs = 0.0, None, None
    else:
        capex = float(own.multiply(costs.capex_eur).item())
        investment = added * capex
        jobs = investment / EUR_PER_MEUR * float(own.of("jobs_per_meur").item())
    alive = _alive(scenario, costs, own, added, year) * capex
    tax = 0.0 if costs is None or costs.tax_eur is None else float(own.multiply(costs.tax_eur).item())
    return LeverEconomics(
        key=key,
        investment_eur=investment,
        annuity_eur=annuity(alive, _rate(own), _life(own, costs)),
        upkeep_eur=alive * _upkeep(own, costs),
        saved_bill_eur=-bills[key],
        avoided_tco2e=-tonnes[key],
        local_tax_eur=tax * float(added.sum()),
        jobs=jobs,
        eur_per_mwh=_eur_per_mwh(effect, own, capex),
    )


def _rate(values: AssumptionValues) -> float:
    return float(values.of("discount_rate").item())


def _life(values: AssumptionValues, costs: LeverCosts | None) -> float:
    return 1.0 if costs is None else float(values.of(costs.life).item())


def _upkeep(values: AssumptionValues, costs: LeverCosts | None) -> float:
    return 0.0 if costs is None or not costs.upkeep_share else float(values.of(costs.upkeep_share).item())


def _alive(scenario: Scenario, costs: LeverCosts | None, values: AssumptionValues, added: Floats, year: int) -> float:
    """Units added in the years whose life is not over in the year asked for."""
    if costs is None:
        return 0.0
    recent = (scenario.years <= year) & (scenario.years > year - _life(values, costs))
    return float(added[recent].sum())


def _eur_per_mwh(effect: LeverEffect, values: AssumptionValues, capex: float) -> float | None:
    if effect.kind.effect is not Effect.PRODUCE or effect.kind.costs is None:
        return None
    costs, mwh = effect.kind.costs, float(values.multiply(effect.kind.amount).item())
    return cost_of_energy(capex, _rate(values), _life(values, costs), _upkeep(values, costs), mwh)


def share_of_bill_leaving(path: ScenarioPath) -> Floats:
    """Return the part of the bill that leaves each territory [territory, year], 0 to 1.

    What is bought stays inside up to what is produced there from renewable sources of the same carrier; the rest
    leaves. Heat of the air and of the sun is not bought.
    """
    local_bill = np.zeros_like(path.bill_eur)
    for carrier, sources in LOCAL_SOURCES.items():
        if carrier not in path.carriers:
            continue
        rank = path.carriers.index(carrier)
        used, paid = path.energy_by_carrier_mwh[:, rank], path.bill_by_carrier_eur[:, rank]
        produced = sum(
            path.production_mwh[:, path.sources.index(source)] for source in sources if source in path.sources
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            local_bill += np.where(
                used > 0, paid * np.minimum(produced / used, 1.0), np.where(np.isnan(used), np.nan, 0.0)
            )
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1.0 - local_bill / path.bill_eur)
