"""A starting state that people give themselves in a scenario file, in the units that they write."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from autan.evidence.figures.core.units import Dimension, convert, get_unit
from autan.foresight.engine.core.axes import CARRIERS, SECTORS, SINKS, USES, CellState
from autan.foresight.engine.core.partitions import RESOURCES, STOCKS
from autan.foresight.engine.core.state import Floats, InvalidStateError, StartingState
from autan.foresight.engine.importers.levers import shipped_library
from autan.ground.errors import DomainError
from autan.ground.tables.core.documents import Node
from autan.ground.wordings import Sentence
from autan.opendata.sources.core.pcaet_codes import RenewableSource

SOURCES = tuple(source.value for source in RenewableSource)
UNKNOWN = "unknown"
_FIRST_YEAR = 1990
"""Year that national emissions are counted from."""
_FASTEST = 0.1
"""No population of an EPCI grows or shrinks faster a year over decades."""
_REQUIRED = ("base_year", "territories")
_OPTIONAL = ("energy_unit", "emissions_unit", "version")
_TERRITORY = ("population", "population_rate", "pivots", "energy", "non_energy", "production", "sequestration")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnState:
    """A state given in a file. `population`: yearly rate of the population, by territory that gives one."""

    state: StartingState
    population: Mapping[str, float]


def read_own_state(node: Node) -> OwnState | None:
    """Read a state; None and faults when something is wrong.

    Energy is in `energy_unit` (MWh by default), emissions in `emissions_unit` (tCO2e). `unknown` stands for what is
    not known; what is not named is not used.
    """
    parts = node.fields(required=_REQUIRED, optional=_OPTIONAL)
    if not set(_REQUIRED) <= set(parts):
        return None
    mwh = _factor(parts.get("energy_unit"), "MWh", Dimension.ENERGY)
    tonnes = _factor(parts.get("emissions_unit"), "tCO2e", Dimension.EMISSIONS)
    base_year = parts["base_year"].value
    if not isinstance(base_year, int) or isinstance(base_year, bool) or base_year < _FIRST_YEAR:
        parts["base_year"].refuse(Sentence("une année, {first} au plus tôt", first=_FIRST_YEAR))
        return None
    rows = [_Territory(item, mwh, tonnes) for item in parts["territories"].items()]
    _refuse_twice(parts["territories"], rows)
    if not rows:
        return None
    version = str(parts["version"].value) if "version" in parts else "own"
    try:
        return OwnState(
            state=_state(rows, base_year, version),
            population={row.siren: row.rate for row in rows if row.rate is not None},
        )
    except InvalidStateError as error:
        node.refuse(error.problem)
        return None


def _refuse_twice(node: Node, rows: Sequence["_Territory"]) -> None:
    """Refuse a territory that stands twice: it would be counted twice."""
    for siren, times in Counter(row.siren for row in rows if row.siren).items():
        if times > 1:
            node.refuse(
                Sentence("chaque territoire une seule fois ({siren} y est {times} fois)", siren=siren, times=times)
            )


def _state(rows: Sequence["_Territory"], base_year: int, version: str) -> StartingState:
    energy = np.stack([row.energy for row in rows])
    pivots = {code for row in rows for code in row.pivots}
    used = np.where(energy == 0, CellState.NOT_USED, CellState.OWN)
    return StartingState(
        territories=tuple(row.siren for row in rows),
        base_year=base_year,
        energy_mwh=energy,
        cell_states=np.where(np.isnan(energy), CellState.UNKNOWN, used).astype(np.int8),
        non_energy_tco2e=np.stack([row.non_energy for row in rows]),
        production_mwh=np.stack([row.production for row in rows]),
        sequestration_tco2e=np.stack([row.sequestration for row in rows]),
        sources=SOURCES,
        sinks=SINKS,
        pivots={code: np.array([row.pivots.get(code, np.nan) for row in rows]) for code in sorted(pivots)},
        version=version,
    )


def _factor(node: Node | None, code: str, dimension: Dimension) -> float:
    """Base units of the engine in one unit of the file."""
    if node is None:
        return 1.0
    try:
        unit = get_unit(str(node.value))
        return float(convert(1, from_unit=unit, to_unit=get_unit(code)))
    except DomainError:
        node.refuse(
            Sentence("une unité de la même grandeur que {code} ({dimension})", code=code, dimension=dimension.value)
        )
        return 1.0


class _Territory:
    """The quantities of one territory, in MWh and tonnes."""

    def __init__(self, node: Node, mwh: float, tonnes: float) -> None:
        parts = node.fields(required=("siren",), optional=_TERRITORY)
        self.siren = parts.read("siren", Node.siren, "")
        self.rate = parts.read("population_rate", _rate, None)
        self.pivots = {code: _read_count(entry) for code, entry in _entries_of(parts.get("pivots"), _pivot_codes())}
        if "population" in parts:
            self.pivots["population"] = _read_count(parts["population"])
        self.energy = np.zeros((len(SECTORS), len(USES), len(CARRIERS)))
        for place, entry in _cells(parts.get("energy")):
            self.energy[place] = _quantity(entry, mwh)
        self.non_energy = _row(parts.get("non_energy"), SECTORS, tonnes)
        self.production = _row(parts.get("production"), SOURCES, mwh)
        self.sequestration = _row(parts.get("sequestration"), SINKS, tonnes)


def _cells(node: Node | None) -> Iterator[tuple[tuple[int, int, int], Node]]:
    """Every cell, at its place on the axes."""
    for sector, uses in _entries_of(node, SECTORS):
        for use, carriers in _entries_of(uses, USES):
            for carrier, entry in _entries_of(carriers, CARRIERS):
                yield (SECTORS.index(sector), USES.index(use), CARRIERS.index(carrier)), entry


@cache
def _pivot_codes() -> tuple[str, ...]:
    """Every pivot that a lever reads, those of plug-ins with them."""
    read = (code for kind in shipped_library().values() for code in (kind.stock, kind.resource) if code)
    return tuple(dict.fromkeys(("population", *STOCKS, *RESOURCES, *read)))


def _entries_of(node: Node | None, codes: tuple[str, ...]) -> Iterator[tuple[str, Node]]:
    for code, entry in node.entries().items() if node is not None else ():
        if code in codes:
            yield code, entry
        else:
            entry.refuse(Sentence("un code parmi : {codes} (inconnu : {code})", codes=", ".join(codes), code=code))


def _row(node: Node | None, codes: tuple[str, ...], factor: float) -> Floats:
    row = np.zeros(len(codes))
    for code, entry in _entries_of(node, codes):
        row[codes.index(code)] = _quantity(entry, factor)
    return row


def _rate(node: Node) -> float | None:
    rate = node.number()
    if rate is None or abs(rate) <= _FASTEST:
        return rate
    node.refuse(Sentence("un taux par an entre −{most} et {most}\u00a0: 0,004 pour +0,4 %", most="0,1"))
    return None


def _read_count(node: Node) -> float:
    """A number of things, which is not negative."""
    quantity = _quantity(node, 1.0)
    if quantity < 0 and not node.path.endswith("_resource"):
        node.refuse("un nombre positif ou nul")
    return quantity


def _quantity(node: Node, factor: float) -> float:
    """A quantity in the unit of the engine; NaN for what is said to be unknown."""
    if node.value == UNKNOWN:
        return float("nan")
    return (node.number() or 0.0) * factor
