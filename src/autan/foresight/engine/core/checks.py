"""What is wrong in a scenario, all of it, each at its place, before anything is computed."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.axes import Carrier, CellState, Sector
from autan.foresight.engine.core.levers import Basis, Diffusion, Effect, Lever, LeverGroup, LeverKind
from autan.foresight.engine.core.partitions import STOCKS
from autan.foresight.engine.core.quantities import (
    PERCENT,
    LeverEffect,
    cells_of,
    chosen_ranks,
    needs_stock,
    reference_mwh,
    split_key,
)
from autan.foresight.engine.core.rooms import Placement, Rooms, is_over
from autan.foresight.engine.core.scenarios import InvalidScenarioError, Scenario, ScenarioFault
from autan.foresight.engine.core.state import StartingState
from autan.ground.wordings import Sentence, Text

type Floats = NDArray[np.float64]

LAST_YEAR = 2100
_ROUNDING = 1e-11
_MOST = 1e12
"""Quantity beyond which a lever is a slip of typing, where nothing else bounds it."""
_NO_DECIMALS = 10_000


def check_scenario(scenario: Scenario) -> None:
    """Refuse what can be seen before the levers are numbers. Raises InvalidScenarioError: with every fault."""
    _require_none([*_sectors(scenario)])
    faults = [*_horizon(scenario), *_keys(scenario)]
    for lever in scenario.levers:
        faults += [*_unknown_codes(scenario, lever)] or [*_lever(scenario, lever)]
    _require_none(faults or [*_beyond_the_nation(scenario)])


def check_effects(scenario: Scenario, effects: Sequence[LeverEffect], placed: Sequence[Placement]) -> None:
    """Refuse what asks for more than there is, by where levers were placed.

    Raises InvalidScenarioError: with every fault.
    """
    _require_none([fault for effect in effects for fault in _too_much(scenario.state, effect)])
    _require_none([*_stocks(scenario, placed), *_shared_cells(scenario.state, effects)])


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
        problem = Sentence(
            "l’horizon {horizon} n’est pas entre {first} et {last_year}",
            horizon=scenario.horizon,
            first=first,
            last_year=LAST_YEAR,
        )
        yield ScenarioFault(place="horizon", problem=problem)


def _keys(scenario: Scenario) -> Iterator[ScenarioFault]:
    for key, times in Counter(lever.key for lever in scenario.levers).items():
        if times > 1:
            yield ScenarioFault(place=f"levers.{key}", problem=Sentence("{times} leviers portent ce nom", times=times))


def _unknown_codes(scenario: Scenario, lever: Lever) -> Iterator[ScenarioFault]:
    if lever.kind not in scenario.library:
        yield _fault(lever, "kind", Sentence("aucun levier « {kind} » dans la bibliothèque", kind=lever.kind))
    for code in lever.territories:
        if code not in scenario.state.territories:
            yield _fault(
                lever, "territories", Sentence("le territoire {code} n’est pas dans l’état de départ", code=code)
            )
    for code, times in Counter(lever.territories).items():
        if times > 1:
            problem = Sentence("chaque territoire une seule fois ({siren} y est {times} fois)", siren=code, times=times)
            yield _fault(lever, "territories", problem)
    for code in lever.values:
        if code not in scenario.assumptions.by_code:
            yield _fault(lever, f"values.{code}", Sentence("aucune hypothèse « {code} »", code=code))


def _lever(scenario: Scenario, lever: Lever) -> Iterator[ScenarioFault]:
    kind = scenario.library[lever.kind]
    yield from _own_values(scenario, lever)
    yield from _quantity(kind, lever)
    yield from _dates(scenario, lever)
    yield from _cells(scenario.state, kind, lever)
    yield from _split(scenario.state, kind, lever)
    yield from _target(scenario.state, kind, lever)


def _beyond_the_nation(scenario: Scenario) -> Iterator[ScenarioFault]:
    """Levers of one kind that ask together for more than any published path gives to the whole nation."""
    values, totals = AssumptionValues(assumptions=scenario.assumptions), dict[str, float]()
    for lever in sorted(scenario.levers, key=lambda lever: (lever.quantity, lever.key)):
        kind = scenario.library[lever.kind]
        if kind.nation is None:
            continue
        totals[lever.kind] = totals.get(lever.kind, 0.0) + lever.quantity
        if totals[lever.kind] > (most := float(values.multiply(kind.nation).item())):
            problem = Sentence(
                "{quantity} {unit} demandés, plus que dans toute la France\u00a0: {most} ({source})",
                quantity=written(totals[lever.kind]),
                unit=kind.unit,
                most=written(most),
                source=scenario.assumptions.find(kind.nation.codes[0]).source,
            )
            yield _fault(lever, "quantity", problem)


def _own_values(scenario: Scenario, lever: Lever) -> Iterator[ScenarioFault]:
    for code, value in lever.values.items():
        assumption = scenario.assumptions.find(code)
        if code not in scenario.library[lever.kind].codes:
            yield _fault(lever, f"values.{code}", "cette hypothèse n’entre pas dans ce levier")
        if not assumption.low <= value <= assumption.high:
            bounds = Sentence("elle va de {low} à {high}", low=written(assumption.low), high=written(assumption.high))
            yield _fault(
                lever,
                f"values.{code}",
                Sentence("{value} est hors des bornes de l’hypothèse : {bounds}", value=written(value), bounds=bounds),
            )


def _quantity(kind: LeverKind, lever: Lever) -> Iterator[ScenarioFault]:
    if not np.isfinite(lever.quantity) or lever.quantity < 0:
        yield _fault(
            lever,
            "quantity",
            Sentence("une quantité positive ou nulle est attendue, lu : {quantity}", quantity=written(lever.quantity)),
        )
    elif lever.quantity > _MOST:
        problem = Sentence(
            "{quantity} est plus que ce qui se compte\u00a0: mille milliards au plus", quantity=f"{lever.quantity:g}"
        )
        yield _fault(lever, "quantity", problem)
    elif kind.basis is Basis.SHARE and lever.quantity > PERCENT:
        yield _fault(
            lever,
            "quantity",
            Sentence("{quantity} % est plus que tout : 100 % au plus", quantity=_in_full(lever.quantity)),
        )


def _dates(scenario: Scenario, lever: Lever) -> Iterator[ScenarioFault]:
    if lever.diffusion is Diffusion.BY_LIST:
        yield from _pace(scenario, lever)
    elif lever.end <= lever.start:
        yield _fault(
            lever,
            "end",
            Sentence("la fin ({end}) ne vient pas après le début ({start})", end=lever.end, start=lever.start),
        )
    if lever.end > LAST_YEAR:
        yield _fault(
            lever, "end", Sentence("la fin ({end}) ne dépasse pas {last_year}", end=lever.end, last_year=LAST_YEAR)
        )
    if lever.start < scenario.state.base_year:
        problem = Sentence(
            "le début ({start}) ne précède pas l’année de départ ({base_year})",
            start=lever.start,
            base_year=scenario.state.base_year,
        )
        yield _fault(lever, "start", problem)


def _pace(scenario: Scenario, lever: Lever) -> Iterator[ScenarioFault]:
    planned = sum(quantity for _, quantity in lever.pace)
    if any(quantity < 0 for _, quantity in lever.pace):
        yield _fault(lever, "pace", "une quantité annuelle ne peut pas être négative")
    elif abs(planned - lever.quantity) > _ROUNDING * max(lever.quantity, 1.0):
        problem = Sentence(
            "les années font {done} en tout, et la quantité est {quantity}",
            done=written(planned),
            quantity=written(lever.quantity),
        )
        yield _fault(lever, "pace", problem)
    if any(year <= scenario.state.base_year for year, _ in lever.pace):
        yield _fault(
            lever,
            "pace",
            Sentence("les années suivent l’année de départ ({base_year})", base_year=scenario.state.base_year),
        )


def _cells(state: StartingState, kind: LeverKind, lever: Lever) -> Iterator[ScenarioFault]:
    """A lever on something that the sector does not use."""
    if kind.effect not in (Effect.REDUCE, Effect.SHIFT) or lever.quantity == 0:
        return
    where = chosen_ranks(state, lever)
    is_used = (cells_of(state.cell_states, kind.cells, state) != CellState.NOT_USED).any(axis=(1, 2, 3))
    idle = [state.territories[rank] for rank in where[~is_used[where]]]
    if idle and (lever.territories or len(idle) == len(state.territories)):
        sectors = " ni ".join(Sector(code).label.fr for code in kind.cells.sectors) or "aucun secteur"
        carriers = ", ".join(Carrier(code).label.fr for code in kind.cells.carriers) or Sentence("aucune énergie")
        problem = Sentence(
            "« {sectors} » n’emploie pas cette énergie ({carriers}) ici : {idle}",
            sectors=sectors,
            carriers=carriers,
            idle=", ".join(idle),
        )
        yield _fault(lever, "kind", problem)


def _split(state: StartingState, kind: LeverKind, lever: Lever) -> Iterator[ScenarioFault]:
    """A quantity of a stock that nobody counts, or of several territories whose key is not known."""
    where = chosen_ranks(state, lever)
    of_stock = needs_stock(state, kind)
    if kind.basis is Basis.SHARE or lever.quantity == 0 or (len(where) == 1 and not of_stock):
        return
    unknown = [state.territories[rank] for rank in where[np.isnan(split_key(state, kind)[where])]]
    # a lever of a whole network is done by the members that can
    if unknown and (lever.territories or not of_stock or len(unknown) == len(where)):
        key = "consommation" if kind.effect in (Effect.REDUCE, Effect.SHIFT) else "population"
        name = STOCKS.get(kind.stock) or (kind.unit if kind.stock else key)
        problem = Sentence(
            "« {name} » n’est pas connu pour {unknown} : la quantité ne peut pas être répartie",
            name=name,
            unknown=", ".join(unknown),
        )
        yield _fault(lever, "quantity", problem)


def _target(state: StartingState, kind: LeverKind, lever: Lever) -> Iterator[ScenarioFault]:
    axis = {Effect.PRODUCE: state.sources, Effect.STORE: state.sinks}.get(kind.effect)
    if axis is not None and kind.target and kind.target not in axis:
        yield _fault(lever, "kind", Sentence("l’état de départ ne compte pas « {target} »", target=kind.target))
    for to in kind.destinations:
        if to.carrier not in state.carriers:
            yield _fault(lever, "kind", Sentence("l’état de départ ne compte pas « {carrier} »", carrier=to.carrier))


def _too_much(state: StartingState, effect: LeverEffect) -> Iterator[ScenarioFault]:
    """A lever that alone takes more than all of its cells."""
    if effect.kind.effect is Effect.EMIT_LESS or effect.kind.basis is Basis.STOCK:
        return
    central = effect.share[0, :, 0]
    for rank in np.flatnonzero(central > 1.0 + _ROUNDING):
        most = float(effect.quantity[rank] / central[rank])
        problem = Sentence(
            "{quantity} {unit} demandés à {territory}, il en reste {most} ; la consommation de départ est de {mwh} MWh",
            quantity=written(effect.quantity[rank]),
            unit=effect.kind.unit,
            territory=state.territories[rank],
            most=written(most),
            mwh=written(reference_mwh(state, effect.kind)[rank]),
        )
        yield _fault(effect.lever, "quantity", problem)


def _stocks(scenario: Scenario, placed: Sequence[Placement]) -> Iterator[ScenarioFault]:
    """Units of a stock that receive one treatment, and energy of a resource: each once, whatever the kinds of levers.

    Where a stock or a resource is not known, nothing is refused.
    """
    rooms = Rooms(scenario.state, AssumptionValues(assumptions=scenario.assumptions))
    for placement in placed:
        yield from _over_stock(rooms, placement)
        yield from _over_resource(rooms, placement)


def _over_stock(rooms: Rooms, placement: Placement) -> Iterator[ScenarioFault]:
    own, left = placement.taken, np.maximum(placement.stock_left, 0.0)
    for rank in np.flatnonzero(is_over(own.quantity, left)):
        problem = Sentence(
            "{quantity} {unit} demandés à {territory}, il en reste {left} sur {stock}",
            quantity=written(own.quantity[rank]),
            unit=own.kind.unit,
            territory=rooms.state.territories[rank],
            left=written(left[rank]),
            stock=written(rooms.stock_left(own.kind)[rank]),
        )
        yield _fault(placement.lever, "quantity", problem)


def _over_resource(rooms: Rooms, placement: Placement) -> Iterator[ScenarioFault]:
    own, lever, left = placement.taken, placement.lever, max(placement.resource_left, 0.0)
    if not is_over(own.resource_mwh, left):
        return
    problem = Sentence(
        "{quantity} {unit} demandés, la ressource locale ({local} MWh par an) en permet {possible}",
        quantity=written(lever.quantity),
        unit=own.kind.unit,
        local=written(rooms.resource_left(own.kind, own.where)),
        possible=written(left / rooms.resource_mwh_per_unit(own.kind, own.where, lever.values)),
    )
    yield _fault(lever, "quantity", problem)


def _shared_cells(state: StartingState, effects: Sequence[LeverEffect]) -> Iterator[ScenarioFault]:
    """Levers of one group that move the same consumption: together, no more than all of it."""
    for group in (LeverGroup.MECHANISM, LeverGroup.RESOURCE):
        used: dict[tuple[int, int, int], Floats] = {}
        for effect in effects:
            if effect.kind.group is not group or effect.kind.effect is Effect.EMIT_LESS:
                continue
            before = _highest(used, effect)
            for rank in np.flatnonzero(before + effect.share[0, :, 0] > 1.0 + _ROUNDING):
                left = PERCENT * float(1.0 - before[rank])
                problem = Sentence(
                    "les leviers du même groupe ne laissent que {left} % de cette consommation", left=written(left)
                )
                yield _fault(
                    effect.lever,
                    "quantity",
                    Sentence("{problem} à {territory}", problem=problem, territory=state.territories[rank]),
                )
            for cell in _places(effect):
                used[cell] = used.get(cell, 0.0) + effect.share[0, :, 0]


def _places(effect: LeverEffect) -> list[tuple[int, int, int]]:
    return [(s, u, c) for s in effect.sectors for u in effect.uses for c in effect.carriers]


def _highest(used: dict[tuple[int, int, int], Floats], effect: LeverEffect) -> Floats:
    """The share already taken of the most taken of its cells [territory]."""
    none = np.zeros(effect.share.shape[1])
    return np.asarray(np.max([none, *(used[cell] for cell in _places(effect) if cell in used)], axis=0))


def _in_full(number: float) -> Text:
    """Write a number with every digit: 100.0001 is more than 100.

    >>> _in_full(100.0001).fr
    '100,0001'
    """
    return Text(f"{number:.12g}".replace(".", ","), f"{number:.12g}")


def written(number: float) -> Text:
    """Write a number for a sentence: at most two decimals, none from ten thousand on.

    >>> written(1234.5)
    Text(fr='1\u202f234,5', en='1,234.5')
    """
    text = f"{number:,.0f}" if abs(number) >= _NO_DECIMALS else f"{number:,.2f}".rstrip("0").rstrip(".")
    return Text(text.replace(",", "\u202f").replace(".", ","), text)
