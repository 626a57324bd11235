"""Figures by code that are made when they are asked for: a page of a large network shows a few of the many it has."""

from collections.abc import Callable, Collection, Iterator, Mapping

from autan.evidence.figures.core.figures import Figure


class LazyFigures(Mapping[str, Figure]):
    """Figures by code, in the order of the codes, each made once, when it is first asked for.

    `make`: makes the figure of a code; None where there is none, and the code is then left out.
    """

    def __init__(self, codes: Collection[str], make: Callable[[str], Figure | None]) -> None:
        """Nothing is made yet."""
        self._codes, self._make, self._made = codes, make, dict[str, Figure | None]()

    def __getitem__(self, code: str) -> Figure:
        """The figure of a code."""
        figure = self._find(code)
        if figure is None:
            raise KeyError(code)
        return figure

    def __contains__(self, code: object) -> bool:
        """True where a code has a figure."""
        return isinstance(code, str) and self._find(code) is not None

    def _find(self, code: str) -> Figure | None:
        if code not in self._made:
            self._made[code] = self._make(code) if code in self._codes else None
        return self._made[code]

    def __iter__(self) -> Iterator[str]:
        """The codes that have a figure, in order; makes the figures on the way."""
        return (code for code in self._codes if code in self)

    def __len__(self) -> int:
        """How many codes have a figure; makes them all."""
        return sum(1 for _code in self)

    def __bool__(self) -> bool:
        """False where no code has a figure; makes no more of them than the first."""
        return any(True for _code in self)
