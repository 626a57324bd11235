"""What the actions of plans add up to beside a target, and what no action covers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autan.scenarios.core.levers import Lever, LeverKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverCoverage:
    """How much of a lever of the target the actions of plans do.

    Attributes:
        covered: quantity of the actions; more than asked is kept as it is.
    """

    kind: str
    asked: float
    covered: float
    origins: tuple[str, ...] = ()

    @property
    def left(self) -> float:
        """What no action covers."""
        return max(self.asked - self.covered, 0.0)


def cover_target(target: Iterable[Lever], actions: Iterable[Lever]) -> tuple[LeverCoverage, ...]:
    """Compare the levers of a target with those of actions, kind by kind, in the order of the target."""
    done = list(actions)
    asked: dict[str, float] = {}
    for lever in target:
        asked[lever.kind] = asked.get(lever.kind, 0.0) + lever.quantity
    return tuple(
        LeverCoverage(
            kind=kind,
            asked=quantity,
            covered=sum(each.quantity for each in done if each.kind == kind),
            origins=tuple(each.origin for each in done if each.kind == kind),
        )
        for kind, quantity in asked.items()
    )


def families_without_action(library: Mapping[str, LeverKind], actions: Iterable[Lever]) -> tuple[str, ...]:
    """Return the families of levers that no action touches, in the order of the library."""
    touched = {library[lever.kind].family for lever in actions}
    return tuple(dict.fromkeys(kind.family for kind in library.values() if kind.family not in touched))
