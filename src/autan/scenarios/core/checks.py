"""What is wrong in a scenario, all of it, each at its place, before anything is computed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from autan.scenarios.core.assumptions import AssumptionValues
from autan.scenarios.core.axes import Carrier, CellState, Sector
from autan.scenarios.core.levers import Basis, Diffusion, Effect, Lever, LeverGroup, LeverKind
from autan.scenarios.core.quantities import PERCENT, LeverEffect, chosen_ranks, ranks, reference_mwh, split_key
from autan.scenarios.core.scenarios import InvalidScenarioError, Scenario, ScenarioFault
from autan.scenarios.core.state import StartingState

type Floats = NDArray[np.float64]

LAST_YEAR = 2100
_ROUNDING = 1e-9
_NO_DECIMALS = 10_000


def check_scenario(scenario: Scenario) -> None:
    """Refuse what can be seen before the levers are numbers.

    Raises:
        InvalidScenarioError: with every fault.
    """
    _require_none([*_sectors(scenario)])
    faults = [*_horizon(scenario), *_keys(scenario)]
    for lever in scenario.levers:
        faults += [*_unknown(scenario, lever)] or [*_lever(scenario, lever)]
    _require_none(faults)


def check_effects(scenario: Scenario, effects: Sequence[LeverEffect]) -> None:
    """Refuse what asks for more than there is.

    Raises:
        InvalidScenarioError: with every fault.
    """
    _require_none([fault for effect in effects for fault in _too_much(scenario.state, effect)])
    _require_none(
        [*_stocks(scenario.state, effects), *_shared_cells(scenario.state, effects), *_resources(scenario, effects)]
    )


def _sectors(scenario: Scenario) -> Iterator[ScenarioFault]:
    if not scenario.state.sectors:
        yield ScenarioFault(
            place="state", problem="aucun secteur n’est connu en entier\u00a0: rien ne peut être calculé"
        )


def _require_none(faults: Sequence[ScenarioFault]) -> None:
    if faults:
        raise InvalidScenarioError(tuple(faults))


def _fault(lever: Lever, field: str, problem: str) -> ScenarioFault:
    """Return a fault of a lever."""
    return ScenarioFault(place=f"levers.{lever.key}.{field}", problem=problem)


def _horizon(scenario: Scenario) -> Iterator[ScenarioFault]:
    first = scenario.state.base_year + 1
    if not first <= scenario.horizon <= LAST_YEAR:
        problem = f"l’horizon {scenario.horizon} n’est pas entre {first} et {LAST_YEAR}"
        yield ScenarioFault(place="horizon", problem=problem)


def _keys(scenario: Scenario) -> Iterator[ScenarioFault]:
    for key, times in Counter(lever.key for lever in scenario.levers).items():
        if times > 1:
            yield ScenarioFault(place=f"levers.{key}", problem=f"{times} leviers portent ce nom")


def _unknown(scenario: Scenario, lever: Lever) -> Iterator[ScenarioFault]:
    if lever.kind not in scenario.library:
        yield _fault(lever, "kind", f"aucun levier « {lever.kind} » dans la bibliothèque")
    for code in lever.territories:
        if code not in scenario.state.territories:
            yield _fault(lever, "territories", f"le territoire {code} n’est pas dans l’état de départ")
    for code in lever.values:
        if code not in scenario.assumptions.by_code:
            yield _fault(lever, f"values.{code}", f"aucune hypothèse « {code} »")


def _lever(scenario: Scenario, lever: Lever) -> Iterator[ScenarioFault]:
    kind = scenario.library[lever.kind]
    yield from _own_values(scenario, lever)
    yield from _quantity(kind, lever)
    yield from _dates(scenario, lever)
    yield from _cells(scenario.state, kind, lever)
    yield from _split(scenario.state, kind, lever)
    yield from _target(scenario.state, kind, lever)


def _own_values(scenario: Scenario, lever: Lever) -> Iterator[ScenarioFault]:
    read = scenario.library[lever.kind].codes
    for code, value in lever.values.items():
        assumption = scenario.assumptions.find(code)
        if code not in read:
            yield _fault(lever, f"values.{code}", "cette hypothèse n’entre pas dans ce levier")
        if not assumption.low <= value <= assumption.high:
            bounds = f"elle va de {written(assumption.low)} à {written(assumption.high)}"
            yield _fault(lever, f"values.{code}", f"{written(value)} est hors des bornes de l’hypothèse : {bounds}")


def _quantity(kind: LeverKind, lever: Lever) -> Iterator[ScenarioFault]:
    if not np.isfinite(lever.quantity) or lever.quantity < 0:
        yield _fault(lever, "quantity", f"une quantité positive ou nulle est attendue, lu : {written(lever.quantity)}")
    elif kind.basis is Basis.SHARE and lever.quantity > PERCENT:
        yield _fault(lever, "quantity", f"{written(lever.quantity)} % est plus que tout : 100 % au plus")


def _dates(scenario: Scenario, lever: Lever) -> Iterator[ScenarioFault]:
    if lever.diffusion is Diffusion.BY_LIST:
        yield from _pace(scenario, lever)
    elif lever.end <= lever.start:
        yield _fault(lever, "end", f"la fin ({lever.end}) vient après le début ({lever.start})")
    if lever.start < scenario.state.base_year:
        problem = f"le début ({lever.start}) ne précède pas l’année de départ ({scenario.state.base_year})"
        yield _fault(lever, "start", problem)


def _pace(scenario: Scenario, lever: Lever) -> Iterator[ScenarioFault]:
    done = sum(quantity for _, quantity in lever.pace)
    if any(quantity < 0 for _, quantity in lever.pace):
        yield _fault(lever, "pace", "une quantité annuelle ne peut pas être négative")
    elif abs(done - lever.quantity) > _ROUNDING * max(lever.quantity, 1.0):
        problem = f"les années font {written(done)} en tout, et la quantité est {written(lever.quantity)}"
        yield _fault(lever, "pace", problem)
    if any(year <= scenario.state.base_year for year, _ in lever.pace):
        yield _fault(lever, "pace", f"les années suivent l’année de départ ({scenario.state.base_year})")


def _cells(state: StartingState, kind: LeverKind, lever: Lever) -> Iterator[ScenarioFault]:
    """A lever on something that the sector does not use."""
    if kind.effect not in (Effect.REDUCE, Effect.SHIFT) or lever.quantity == 0:
        return
    where = chosen_ranks(state, lever)
    idle = [state.territories[rank] for rank in where[~_uses_any(state, kind)[where]]]
    if idle and (lever.territories or len(idle) == len(state.territories)):
        sectors = " ni ".join(Sector(code).label.fr for code in kind.cells.sectors) or "aucun secteur"
        carriers = ", ".join(Carrier(code).label.fr for code in kind.cells.carriers) or "aucune énergie"
        problem = f"« {sectors} » n’emploie pas cette énergie ({carriers}) ici : {', '.join(idle)}"
        yield _fault(lever, "kind", problem)


def _uses_any(state: StartingState, kind: LeverKind) -> NDArray[np.bool_]:
    cells = state.cell_states[:, ranks(kind.cells.sectors, state.sectors)]
    cells = cells[:, :, ranks(kind.cells.uses, state.uses)]
    cells = cells[:, :, :, ranks(kind.cells.carriers, state.carriers)]
    return np.asarray((cells != CellState.NOT_USED).any(axis=(1, 2, 3)))


def _split(state: StartingState, kind: LeverKind, lever: Lever) -> Iterator[ScenarioFault]:
    """A quantity of several territories, or of a stock, whose key is not known."""
    where = chosen_ranks(state, lever)
    if kind.basis is Basis.SHARE or lever.quantity == 0 or (len(where) == 1 and kind.basis is not Basis.STOCK):
        return
    unknown = [state.territories[rank] for rank in where[np.isnan(split_key(state, kind)[where])]]
    if unknown:
        name = kind.stock or ("consommation" if kind.effect in (Effect.REDUCE, Effect.SHIFT) else "population")
        problem = f"« {name} » n’est pas connu pour {', '.join(unknown)} : la quantité ne peut pas être répartie"
        yield _fault(lever, "quantity", problem)


def _target(state: StartingState, kind: LeverKind, lever: Lever) -> Iterator[ScenarioFault]:
    axis = {Effect.PRODUCE: state.sources, Effect.STORE: state.sinks}.get(kind.effect)
    if axis is not None and kind.target not in axis:
        yield _fault(lever, "kind", f"l’état de départ ne compte pas « {kind.target} »")
    for to in kind.destinations:
        if to.carrier not in state.carriers:
            yield _fault(lever, "kind", f"l’état de départ ne compte pas « {to.carrier} »")


def _too_much(state: StartingState, effect: LeverEffect) -> Iterator[ScenarioFault]:
    """A lever that alone takes more than all of its cells."""
    if effect.kind.effect is Effect.EMIT_LESS or effect.kind.basis is Basis.STOCK:
        return
    central = effect.share[0, :, 0]
    for rank in np.flatnonzero(central > 1.0 + _ROUNDING):
        most = float(effect.quantity[rank] / central[rank])
        asked = f"{written(effect.quantity[rank])} {effect.kind.unit.fr} demandés"
        base = f"la consommation de départ est de {written(reference_mwh(state, effect.kind)[rank])} MWh"
        problem = f"{asked} à {state.territories[rank]}, il en reste {written(most)} ; {base}"
        yield _fault(effect.lever, "quantity", problem)


def _stocks(state: StartingState, effects: Sequence[LeverEffect]) -> Iterator[ScenarioFault]:
    """Units of one stock that receive one treatment: each of them once."""
    treated = [effect for effect in effects if effect.kind.stock and effect.kind.basis is not Basis.SHARE]

    def treatment(effect: LeverEffect) -> tuple[str, str]:
        return effect.kind.stock, effect.kind.treatment

    for (stock, _), group in groupby(sorted(treated, key=treatment), key=treatment):
        left = state.pivot(stock).copy()
        for effect in group:
            for rank in np.flatnonzero(effect.quantity > left * (1 + _ROUNDING)):
                asked = f"{written(effect.quantity[rank])} {effect.kind.unit.fr} demandés à {state.territories[rank]}"
                whole = f"il en reste {written(max(left[rank], 0.0))} sur {written(state.pivot(stock)[rank])}"
                yield _fault(effect.lever, "quantity", f"{asked}, {whole}")
            left = left - effect.quantity


def _resources(scenario: Scenario, effects: Sequence[LeverEffect]) -> Iterator[ScenarioFault]:
    """A production beyond the resource of where it is done; where that is not known everywhere, nothing is refused."""
    values = AssumptionValues(assumptions=scenario.assumptions)
    for effect in (each for each in effects if each.kind.resource):
        resource = scenario.state.pivot(effect.kind.resource)
        amount = values.with_own(effect.lever.values).subtract(effect.kind.amount, effect.kind.less).item()
        where = chosen_ranks(scenario.state, effect.lever)
        local = float(resource[where].sum())
        if effect.lever.quantity * amount > local * (1 + _ROUNDING):
            asked = f"{written(effect.lever.quantity)} {effect.kind.unit.fr} demandés"
            most = f"la ressource locale ({written(local)} MWh par an) en permet {written(local / amount)}"
            yield _fault(effect.lever, "quantity", f"{asked}, {most}")


def _shared_cells(state: StartingState, effects: Sequence[LeverEffect]) -> Iterator[ScenarioFault]:
    """Levers of one group that move the same consumption: together, no more than all of it."""
    for group in (LeverGroup.MECHANISM, LeverGroup.RESOURCE):
        taken: dict[tuple[int, int, int], Floats] = {}
        for effect in effects:
            if effect.kind.group is not group or effect.kind.effect is Effect.EMIT_LESS:
                continue
            before = _highest(taken, effect)
            for rank in np.flatnonzero(before + effect.share[0, :, 0] > 1.0 + _ROUNDING):
                left = PERCENT * float(1.0 - before[rank])
                problem = f"les leviers du même groupe ne laissent que {written(left)} % de cette consommation"
                yield _fault(effect.lever, "quantity", f"{problem} à {state.territories[rank]}")
            for cell in _places(effect):
                taken[cell] = taken.get(cell, 0.0) + effect.share[0, :, 0]


def _places(effect: LeverEffect) -> list[tuple[int, int, int]]:
    return [(s, u, c) for s in effect.sectors for u in effect.uses for c in effect.carriers]


def _highest(taken: dict[tuple[int, int, int], Floats], effect: LeverEffect) -> Floats:
    """The share already taken of the most taken of its cells [territory]."""
    none = np.zeros(effect.share.shape[1])
    return np.asarray(np.max([none, *(taken[cell] for cell in _places(effect) if cell in taken)], axis=0))


def written(number: float) -> str:
    """Write a number in French for a sentence: at most two decimals, none from ten thousand on, narrow spaces.

    >>> written(1234.5)
    '1\u202f234,5'
    """
    text = f"{number:,.0f}" if abs(number) >= _NO_DECIMALS else f"{number:,.2f}".rstrip("0").rstrip(".")
    return text.replace(",", "\u202f").replace(".", ",")
