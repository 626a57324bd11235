"""`StartingState`: what territories use, emit, produce and store in the base year, as arrays."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.axes import CARRIERS, SECTORS, USES, CellState
from autan.ground.errors import DomainError
from autan.ground.wordings import Sentence

type Floats = NDArray[np.float64]


class InvalidStateError(DomainError):
    """A starting state contradicts itself."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(problem)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StartingState:
    """What territories use, emit, produce and store in the base year.

    Invariants: shapes agree with the axes; a quantity is not negative; a cell is NaN exactly when it is `UNKNOWN`,
    and 0 when it is `NOT_USED`. Unknown is NaN everywhere, never 0; except a renewable source that nobody tells,
    which adds nothing and is named in `untold_sources`: sums of production are then floors.

    Attributes:
        territories: SIREN codes, in the order of the first axis of every array.
        energy_mwh: final energy [territory, sector, use, carrier], heating corrected for climate where it can be.
        cell_states: `CellState` of each cell, same shape, int8.
        non_energy_tco2e: emissions that do not come from energy [territory, sector].
        production_mwh: renewable production [territory, source].
        sequestration_tco2e: net carbon stored in the year [territory, sink]; positive when carbon is taken in.
        pivots: quantities that levers and curves lean on, by code, each [territory]; population, dwellings by kind
            and heating (`dwellings_house_natural_gas`), `vehicle_km_oil`, `degree_days`... NaN for what nobody
            knows of what a place was asked for.
        untold_sources: renewable sources that nothing tells for some of the territories.
        residual_mwh: observed total of the sector less the sum of its cells [territory, sector]; NaN when not observed.
        residual_tco2e: same for emissions, observed less computed by factors.
    """

    territories: tuple[str, ...]
    base_year: int
    energy_mwh: Floats
    cell_states: NDArray[np.int8]
    non_energy_tco2e: Floats
    production_mwh: Floats
    sequestration_tco2e: Floats
    sources: tuple[str, ...]
    sinks: tuple[str, ...]
    pivots: Mapping[str, Floats] = field(default_factory=dict)
    residual_mwh: Floats | None = None
    residual_tco2e: Floats | None = None
    sectors: tuple[str, ...] = SECTORS
    uses: tuple[str, ...] = USES
    carriers: tuple[str, ...] = CARRIERS
    version: str = ""
    untold_sources: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """True when every sector is in it: what stands for the whole territory (sinks, renewables) compares with it."""
        return set(self.sectors) >= set(SECTORS)

    def __post_init__(self) -> None:
        """Refuse a state that contradicts itself."""
        territories, sectors = len(self.territories), len(self.sectors)
        cells = (territories, sectors, len(self.uses), len(self.carriers))
        _check_shape("energy_mwh", self.energy_mwh, cells)
        _check_shape("cell_states", self.cell_states, cells)
        _check_shape("non_energy_tco2e", self.non_energy_tco2e, (territories, sectors))
        _check_shape("production_mwh", self.production_mwh, (territories, len(self.sources)))
        _check_shape("sequestration_tco2e", self.sequestration_tco2e, (territories, len(self.sinks)))
        for name, pivot in self.pivots.items():
            _check_shape(name, pivot, (territories,))
        for name, residual in (("residual_mwh", self.residual_mwh), ("residual_tco2e", self.residual_tco2e)):
            if residual is not None:
                _check_shape(name, residual, (territories, sectors))
        if not np.array_equal(np.isnan(self.energy_mwh), self.cell_states == CellState.UNKNOWN):
            raise InvalidStateError("une case est inconnue exactement quand sa quantité n’est pas un nombre")
        if np.any(self.energy_mwh[self.cell_states == CellState.NOT_USED] != 0):
            raise InvalidStateError("une énergie que le secteur n’emploie pas vaut 0")
        if np.any(self.energy_mwh < 0) or np.any(self.production_mwh < 0):
            raise InvalidStateError("une consommation ou une production ne peut pas être négative")

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that change with any quantity, state of a cell, pivot, axis or year."""
        axes = (self.territories, self.sectors, self.uses, self.carriers, self.sources, self.sinks)
        sha256 = hashlib.sha256(repr((self.base_year, axes, sorted(self.pivots))).encode())
        quantities = (self.energy_mwh, self.non_energy_tco2e, self.production_mwh, self.sequestration_tco2e)
        for array in (*quantities, *(self.pivots[code] for code in sorted(self.pivots))):
            sha256.update(np.round(array, 6).tobytes())
        sha256.update(self.cell_states.tobytes())
        return sha256.hexdigest()[:12]

    def rank(self, territory: str) -> int:
        """Return the place of a territory on the first axis."""
        if territory not in self.territories:
            problem = Sentence("le territoire {territory} n’est pas dans l’état de départ", territory=territory)
            raise InvalidStateError(problem)
        return self.territories.index(territory)

    def pivot(self, code: str) -> Floats:
        """Return a pivot [territory], NaN everywhere when nobody gave it."""
        return self.pivots[code] if code in self.pivots else np.full(len(self.territories), np.nan)

    def of(self, territories: Sequence[str]) -> Self:
        """Return the state of some of the territories alone, in the order given."""
        return self.at([self.rank(territory) for territory in territories])

    def at(self, ranks: list[int] | slice) -> Self:
        """Return the state of the territories at some places alone."""
        territories = self.territories[ranks] if isinstance(ranks, slice) else [self.territories[one] for one in ranks]
        return replace(
            self,
            territories=tuple(territories),
            energy_mwh=self.energy_mwh[ranks],
            cell_states=self.cell_states[ranks],
            non_energy_tco2e=self.non_energy_tco2e[ranks],
            production_mwh=self.production_mwh[ranks],
            sequestration_tco2e=self.sequestration_tco2e[ranks],
            pivots={code: pivot[ranks] for code, pivot in self.pivots.items()},
            residual_mwh=None if self.residual_mwh is None else self.residual_mwh[ranks],
            residual_tco2e=None if self.residual_tco2e is None else self.residual_tco2e[ranks],
        )

    def within(self, sectors: Sequence[str]) -> Self:
        """Return the state of some of the sectors alone: what is left out is then out of the perimeter, and said so."""
        ranks = [self.sectors.index(sector) for sector in sectors]
        return replace(
            self,
            sectors=tuple(sectors),
            energy_mwh=self.energy_mwh[:, ranks],
            cell_states=self.cell_states[:, ranks],
            non_energy_tco2e=self.non_energy_tco2e[:, ranks],
            residual_mwh=None if self.residual_mwh is None else self.residual_mwh[:, ranks],
            residual_tco2e=None if self.residual_tco2e is None else self.residual_tco2e[:, ranks],
        )


def _check_shape(name: str, array: NDArray[np.float64] | NDArray[np.int8], expected: tuple[int, ...]) -> None:
    if array.shape != expected:
        problem = Sentence(
            "« {name} » a la forme {shape}, attendu : {expected}", name=name, shape=array.shape, expected=expected
        )
        raise InvalidStateError(problem)
