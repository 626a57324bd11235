"""Formulas that refer to one another: cycles, an order of computation, children that a total leaves out."""

from collections.abc import Iterable, Mapping

from autan.ground.errors import DomainError


class FormulaCycleError(DomainError):
    """An indicator is computed from itself. `path`: the indicators from the first back to itself."""

    def __init__(self, path: tuple[str, ...]) -> None:
        self.path = path
        super().__init__("un indicateur se calcule à partir de lui-même\u00a0: {path}", path=" → ".join(path))


def computation_order(references: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return computed indicators, each after those that it is computed from.

    `references`: names in the formula of each computed indicator.

    >>> computation_order({"total": ["part"], "part": ["x"]})
    ('part', 'total')
    """
    ordered: dict[str, None] = {}
    for start in references:
        path: list[str] = []
        waiting: list[tuple[str, bool]] = [(start, False)]
        while waiting:
            name, is_left = waiting.pop()
            if is_left:
                path.pop()
                ordered[name] = None
            elif name in path:
                raise FormulaCycleError((*path[path.index(name) :], name))
            elif name not in ordered and name in references:
                path.append(name)
                waiting.append((name, True))
                waiting += [(other, False) for other in references[name]]
    return tuple(ordered)


def reached_from(name: str, references: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return every indicator that one is computed from, near or far."""
    reached: set[str] = set()
    waiting = list(references.get(name, ()))
    while waiting:
        other = waiting.pop()
        if other not in reached:
            reached.add(other)
            waiting += references.get(other, ())
    return frozenset(reached)


def left_out_children(total: str, children: Iterable[str], references: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the children of a total that it is not computed from.

    A child whose own parts all enter the total is a subtotal, and is not left out.

    >>> left_out_children("t", ["a", "b", "ab"], {"t": ["a"], "ab": ["a"]})
    ('b',)
    """
    entered = reached_from(total, references) | {total}

    def enters(child: str) -> bool:
        parts = set(references.get(child, ()))
        return child in entered or (bool(parts) and parts <= entered)

    return tuple(child for child in children if not enters(child))
