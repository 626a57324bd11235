"""What each lever brings: Shapley over the five groups and over the triad, first-in and last-in.

Source: Shapley (1953). The value of a group is its mean contribution over all the orders in which groups may come;
here every subset of groups is computed, 2 to the power 5, so that the sum of the shares is the total, exactly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.engine.core.engine import PreparedScenario, compute, prepare
from autan.foresight.engine.core.levers import LeverGroup, Triad
from autan.foresight.engine.core.results import read_total
from autan.foresight.engine.core.scenarios import Scenario
from autan.ground.texts.core.labelled import Labelled

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverContribution:
    """What one lever changes, in the unit of the measure; negative when it lowers it.

    Attributes:
        share: its part of the share of its group, in proportion to `first_in`; parts add up to the total.
        first_in: what it changes alone.
        last_in: what it changes after all the others.
    """

    key: str
    group: LeverGroup
    share: float
    first_in: float
    last_in: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """The change of a measure, split among what makes it.

    Invariants: the groups add up to the total, and so do the steps and the levers. The steps are a game of their own,
    of three players: adding the groups of a step gives another number.

    Attributes:
        territory: SIREN code; empty for the sum of all.
        trend: neither levers nor national measures.
        national: share of the national path, in a game of two players, it and the levers; 0 without one. Groups,
            steps and levers are then means over both worlds, without it and with it, so that they add up to the rest.
    """

    measure: ScenarioMeasure
    year: int
    territory: str
    trend: float
    chosen: float
    groups: Mapping[LeverGroup, float]
    steps: Mapping[Triad, float]
    levers: tuple[LeverContribution, ...]
    national: float = 0.0

    @property
    def total(self) -> float:
        """The change of all the levers together: what depends on the territory."""
        return self.chosen - self.trend - self.national


def attribute(scenario: Scenario, *, measure: ScenarioMeasure, year: int, territory: str = "") -> Attribution:
    """Split what the levers change in a year.

    The sum of all territories without `territory` (SIREN). Raises InvalidScenarioError: it cannot be computed.
    """
    ready = prepare(scenario, years=np.array([year]))
    groups = [effect.kind.group for effect in ready.effects]
    steps = [group.step for group in groups]
    alone = np.eye(len(groups))
    member = np.hstack([_coalitions(groups, list(LeverGroup)), _coalitions(steps, list(Triad)), alone, 1.0 - alone])
    by_world = [_values(world, member, measure, territory) for world in ready.worlds]
    values = np.mean(by_world, axis=0)  # a share is linear: that of the mean is the mean of the shares
    none, whole = 0, 2**5 - 1
    of_groups, of_steps, first, last = np.split(values, np.cumsum([2**5, 2**3, len(groups)]))
    shares = _shapley(of_groups, list(LeverGroup))
    first_in = first - of_groups[0]
    return Attribution(
        measure=measure,
        year=year,
        territory=territory,
        trend=float(by_world[0][none]),
        chosen=float(by_world[-1][whole]),
        national=float(np.mean([by_world[-1][rank] - by_world[0][rank] for rank in (none, whole)])),
        groups=shares,
        steps=_shapley(of_steps, list(Triad)),
        levers=tuple(
            LeverContribution(
                key=effect.lever.key,
                group=groups[rank],
                share=shares[groups[rank]] * _part(first_in, groups, rank),
                first_in=float(first_in[rank]),
                last_in=float(of_groups[-1] - last[rank]),
            )
            for rank, effect in enumerate(ready.effects)
        ),
    )


def _values(ready: PreparedScenario, member: Floats, measure: ScenarioMeasure, territory: str) -> Floats:
    """The measure of each column of levers on and off [column]."""
    return read_total(compute(ready, member), measure, ready.scenario.state, territory)[:, 0]


def _subsets[P](players: Sequence[P]) -> list[tuple[P, ...]]:
    """Every subset, from none to all."""
    return list(chain.from_iterable(combinations(players, size) for size in range(len(players) + 1)))


def _coalitions[P: Labelled](of_levers: Sequence[P], players: Sequence[P]) -> Floats:
    """Levers that are on in each subset of players [lever, subset]."""
    subsets = _subsets(players)
    return np.array([[player in subset for subset in subsets] for player in of_levers], dtype=float).reshape(
        len(of_levers), len(subsets)
    )


def _shapley[P: Labelled](values: Floats, players: Sequence[P]) -> dict[P, float]:
    """Share of each player in a game, from the value of every subset."""
    value = dict(zip(_subsets(players), values.tolist(), strict=True))
    count = len(players)
    shares = dict.fromkeys(players, 0.0)
    for subset, before in value.items():
        weight = (
            factorial(len(subset)) * factorial(count - len(subset) - 1) / factorial(count)
            if subset != tuple(players)
            else 0
        )
        for player in players:
            if player not in subset:
                joined = tuple(other for other in players if other in subset or other is player)
                shares[player] += weight * (value[joined] - before)
    return shares


def _part(first_in: Floats, groups: Sequence[LeverGroup], rank: int) -> float:
    """Part of a lever in its group: by what it does alone, or an equal one where these cancel out."""
    peers = [other for other, group in enumerate(groups) if group is groups[rank]]
    whole = float(first_in[peers].sum())
    return float(first_in[rank]) / whole if whole != 0 else 1.0 / len(peers)
