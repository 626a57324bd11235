"""Sums of a computation: energy by sector and carrier, emissions, production, carbon stored, bill."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.assumptions import AssumptionSet, AssumptionValues
from autan.foresight.engine.core.levers import Effect, LeverKind
from autan.foresight.engine.core.national import NationalPath
from autan.foresight.engine.core.national_effects import lower_factors
from autan.foresight.engine.core.results import ScenarioPath
from autan.foresight.engine.core.state import StartingState

type Floats = NDArray[np.float64]

KWH_PER_MWH = 1000.0
KG_PER_TONNE = 1000.0


def factor_code(values: AssumptionValues, carrier: str, use: str) -> str:
    """Return the code of the emission factor of a carrier for a use: its own where there is one."""
    own = f"factor_{carrier}_{use}"
    return own if own in values.assumptions.by_code else f"factor_{carrier}"


def price_code(values: AssumptionValues, carrier: str, sector: str) -> str:
    """Return the code of the price of a carrier for a sector: its own where there is one."""
    own = f"price_{carrier}_{sector}"
    return own if own in values.assumptions.by_code else f"price_{carrier}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weights:
    """What one MWh of each cell emits and costs.

    Attributes:
        tco2e_per_mwh: [carrier, draw or 1, 1, year] by use.
        eur_per_mwh: same, by sector.
    """

    tco2e_per_mwh: tuple[Floats, ...]
    eur_per_mwh: tuple[Floats, ...]

    @classmethod
    def of(
        cls,
        state: StartingState,
        values: AssumptionValues,
        years: NDArray[np.int64],
        national: NationalPath | None = None,
    ) -> "Weights":
        """Read the factors, with what a national path makes of them, and the prices; central ones once for a state.

        Raises UnknownError: a carrier has no factor or no price.
        """
        if values.drawn or values.own:
            return cls.read(state, values, years, national)
        return _central_weights(state, values.assumptions, tuple(years.tolist()), national)

    @classmethod
    def read(
        cls, state: StartingState, values: AssumptionValues, years: NDArray[np.int64], national: NationalPath | None
    ) -> Self:
        """Read them again."""
        emitted = tuple(
            _stack_values(values, years, [factor_code(values, carrier, use) for carrier in state.carriers])
            * (KWH_PER_MWH / KG_PER_TONNE)
            for use in state.uses
        )
        paid = tuple(
            _stack_values(values, years, [price_code(values, carrier, sector) for carrier in state.carriers])
            * KWH_PER_MWH
            for sector in state.sectors
        )
        if national is not None:
            emitted = tuple(lower_factors(national, state.carriers, factors, values, years) for factors in emitted)
        return cls(tco2e_per_mwh=emitted, eur_per_mwh=paid)

    def of_block(self, sector: int, use: int, carriers: Sequence[int]) -> tuple[Floats, Floats]:
        """Return the factors and the prices of some carriers [carrier, draw or 1, 1, year]."""
        return self.tco2e_per_mwh[use][list(carriers)], self.eur_per_mwh[sector][list(carriers)]


@lru_cache(maxsize=8)  # a state and its assumptions are compared by identity: neither changes once read
def _central_weights(
    state: StartingState, assumptions: AssumptionSet, years: tuple[int, ...], national: NationalPath | None
) -> Weights:
    return Weights.read(state, AssumptionValues(assumptions=assumptions), np.array(years), national)


def _stack_values(values: AssumptionValues, years: NDArray[np.int64], codes: Sequence[str]) -> Floats:
    rows = [values.in_years(code, years) for code in codes]
    draws = max(row.shape[0] for row in rows)
    stacked = np.empty((len(rows), draws, 1, len(years)))
    for row, place in zip(rows, stacked, strict=True):
        place[...] = row
    return stacked


@dataclass(frozen=False, slots=True, kw_only=True, eq=False)
class Accounts:
    """Sums that grow while a path is computed: [sector or carrier or..., path, territory, year].

    Attributes:
        sectors: MWh by sector.
        carriers: MWh by carrier.
        emitted: t CO2e by sector.
        paid: EUR by carrier.
        paid_by_sector: EUR by sector.
        produced: MWh by renewable source.
        stored: t CO2e by sink.
    """

    sectors: Floats
    carriers: Floats
    emitted: Floats
    paid: Floats
    paid_by_sector: Floats
    produced: Floats
    stored: Floats
    state: StartingState

    @classmethod
    def empty(cls, state: StartingState, paths: int, years: int) -> Self:
        """Start from the production and the sinks of the base year, and nothing used."""
        shape = (paths, len(state.territories), years)

        def kept(base: Floats) -> Floats:
            return np.repeat(np.repeat(base.T[:, None, :, None], paths, axis=1), years, axis=3)

        return cls(
            sectors=np.zeros((len(state.sectors), *shape)),
            carriers=np.zeros((len(state.carriers), *shape)),
            emitted=np.zeros((len(state.sectors), *shape)),
            paid=np.zeros((len(state.carriers), *shape)),
            paid_by_sector=np.zeros((len(state.sectors), *shape)),
            produced=kept(state.production_mwh),
            stored=kept(state.sequestration_tco2e),
            state=state,
        )

    def add_block(self, sector: int, carriers: Sequence[int], block: Floats, weights: tuple[Floats, Floats]) -> None:
        """Add the consumptions of a sector and a use [carrier, path, territory, year]."""
        product = np.empty_like(block[0])
        # carrier after carrier, whatever the size of the arrays: the order of sums changes digits
        for carrier, used, tonnes, euros in zip(carriers, block, *weights, strict=True):
            self.carriers[carrier] += used
            self.sectors[sector] += used
            self.emitted[sector] += np.multiply(used, tonnes, out=product)
            self.paid[carrier] += np.multiply(used, euros, out=product)
            self.paid_by_sector[sector] += product

    def add_steady(self, sector: int, uses: Sequence[int], cells: Floats, path: Floats, weights: Weights) -> None:
        """Add the uses of a sector that no lever acts on [territory, use, carrier].

        They follow its path, an index [path or 1, territory, year].
        """
        by_carrier = cells.sum(axis=1)
        self.sectors[sector] += by_carrier.sum(axis=1)[:, None] * path
        for carrier in (by_carrier != 0).any(axis=0).nonzero()[0]:
            used = by_carrier[:, carrier, None] * path
            self.carriers[carrier] += used
            paid = used * weights.eur_per_mwh[sector][carrier]
            self.paid[carrier] += paid
            self.paid_by_sector[sector] += paid
        factors = np.concatenate([weights.tco2e_per_mwh[use][:, :, 0] for use in uses])  # [use and carrier, draw, year]
        flat = cells.reshape(len(cells), -1)
        self.emitted[sector] += np.stack([flat @ factors[:, draw] for draw in range(factors.shape[1])]) * path

    def add_local(self, kind: LeverKind, added: Floats) -> None:
        """Add what a lever produces or stores [path or 1, territory, year]."""
        if kind.effect is Effect.PRODUCE:
            self.produced[self.state.sources.index(kind.target)] += added
        else:
            self.stored[self.state.sinks.index(kind.target)] += added

    def trajectory(self, years: NDArray[np.int64], population: Floats) -> ScenarioPath:
        """Return the sums with their territory first, and without the axis of paths when there is one path."""
        return ScenarioPath(
            years=years,
            energy_by_sector_mwh=_transpose(self.sectors),
            energy_by_carrier_mwh=_transpose(self.carriers),
            emissions_by_sector_tco2e=_transpose(self.emitted),
            production_mwh=_transpose(self.produced),
            sequestration_tco2e=_transpose(self.stored),
            bill_by_carrier_eur=_transpose(self.paid),
            bill_by_sector_eur=_transpose(self.paid_by_sector),
            population=population,
            carriers=self.state.carriers,
            sources=self.state.sources,
        )


def join_accounts(parts: Sequence[Accounts]) -> Accounts:
    """Join the accounts of territories that were computed one group after the other."""
    names = ("sectors", "carriers", "emitted", "paid", "paid_by_sector", "produced", "stored")
    sums = {name: np.concatenate([getattr(part, name) for part in parts], axis=2) for name in names}
    return Accounts(**sums, state=parts[0].state)


def _transpose(sums: Floats) -> Floats:
    turned = sums.transpose(1, 2, 0, 3)
    return turned[0] if turned.shape[0] == 1 else turned
