"""A national path as numbers: factors that go down, and shares of consumptions that levers have left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.national import MeasureForm, NationalMeasure, NationalPath
from autan.foresight.engine.core.quantities import Ranks, cell_ranks
from autan.foresight.engine.core.state import StartingState

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NationalShift:
    """A measure as numbers: the share of some cells that it takes of what levers have left.

    Attributes:
        share: [draw or 1, territory or 1, year].
        arrivals: rank of each carrier of arrival and MWh for each MWh taken [draw or 1, 1, 1]; none when it is saved.
    """

    sectors: Ranks
    uses: Ranks
    carriers: Ranks
    share: Floats
    arrivals: tuple[tuple[int, Floats], ...] = ()

    def part(self, where: slice) -> "NationalShift":
        """Return the same for some of the territories."""
        return self if self.share.shape[1] == 1 else replace(self, share=self.share[:, where])


def national_shifts(
    path: NationalPath, state: StartingState, values: AssumptionValues, years: NDArray[np.int64], activity: Floats
) -> tuple[NationalShift, ...]:
    """Return the measures of a path that change consumptions; `activity` is 1 in the base year, see the engine."""
    shifts = []
    for measure in path.measures:
        sectors, uses, carriers = cell_ranks(measure.cells, state)
        if measure.form is MeasureForm.FACTOR or not sectors:
            continue
        if measure.form is MeasureForm.RENEWAL:
            share = _renewed_share(measure, values, years, state.base_year)
        else:
            added = 1.0 - 1.0 / np.maximum(activity[:, :, sectors[0]], 1.0)
            share = added * values.in_years(measure.share, years)
        shifts.append(
            NationalShift(
                sectors=sectors,
                uses=uses,
                carriers=carriers,
                share=np.clip(share, 0.0, 1.0),
                arrivals=tuple(
                    (state.carriers.index(to.carrier), values.subtract(to.ratio, to.less))
                    for to in measure.destinations
                ),
            )
        )
    return tuple(shifts)


def _renewed_share(
    measure: NationalMeasure, values: AssumptionValues, years: NDArray[np.int64], base_year: int
) -> Floats:
    """Part of the fleet of the base year that the norm has replaced [draw or 1, 1, year]."""
    every = np.arange(base_year, int(years.max()) + 1)
    each_year = values.in_years(measure.share, every) * values.of(measure.renewal)
    each_year[..., 0] = 0.0
    return np.asarray(np.cumsum(each_year, axis=-1)[..., years - base_year])


def lower_factors(
    path: NationalPath, carriers: Sequence[str], factors: Floats, values: AssumptionValues, years: NDArray[np.int64]
) -> Floats:
    """Return emission factors with what a path makes of them [carrier, draw or 1, 1, year], in t by MWh."""
    for measure in path.measures:
        if measure.form is not MeasureForm.FACTOR:
            continue
        share = np.clip(values.in_years(measure.share, years), 0.0, 1.0)
        towards = values.of(measure.towards) if measure.towards else 0.0
        is_lowered = np.array([carrier in measure.cells.carriers for carrier in carriers])[:, None, None, None]
        factors = np.where(is_lowered, factors * (1.0 - share) + towards * share, factors)
    return factors
