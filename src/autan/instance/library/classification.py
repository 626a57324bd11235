"""Values cut into classes, as the atlas cuts them."""

from collections.abc import Iterable
from dataclasses import dataclass

from autan.evidence.figures.core.charts import MapClass
from autan.territories.charts.core import ClassificationError, ClassificationMethod, cut_into_classes


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """Classes of values, from the lowest.

    Attributes:
        classes: ends, count and tone of each.
        ranks: rank of the class of each value, from 0, in the order given; None for an unknown value.
    """

    classes: tuple[MapClass, ...]
    ranks: tuple[int | None, ...]

    @property
    def breaks(self) -> tuple[float, ...]:
        """High ends of all classes."""
        return tuple(interval.high for interval in self.classes)

    @property
    def counts(self) -> tuple[int, ...]:
        """Count of values of each class."""
        return tuple(interval.count for interval in self.classes)


def classify(
    values: Iterable[float | None], method: str = "jenks", *, k: int = 5, breaks: Iterable[float] = ()
) -> Classes:
    """Cut values into classes; unknown values (None, NaN) are in none.

    Args:
        values: values in one unit: a list, a column of Polars or pandas.
        method: `jenks` (natural breaks, exact), `quantiles`, `equal`, or `manual` with `breaks`.
        k: classes wanted, 3 to 7; fewer are made when there are fewer distinct values.
        breaks: high ends of all classes but the last, rising, for `manual`.

    Raises:
        ClassificationError: no such method, no known value, a number of classes out of bounds, breaks that do not rise.

    >>> classify([1, 2, None, 9, 10, 20, 21], "jenks", k=3).ranks
    (0, 0, None, 1, 1, 2, 2)
    """
    if method not in list(ClassificationMethod):
        text = f"méthode « {method} » inconnue ; {', '.join(ClassificationMethod)}"
        raise ClassificationError(text)
    numbers = [_as_number(value) for value in values]
    known = [value for value in numbers if value is not None]
    classes = cut_into_classes(known, ClassificationMethod(method), k, breaks=tuple(breaks))
    return Classes(classes=classes, ranks=tuple(None if v is None else _rank(v, classes) for v in numbers))


def _as_number(value: float | None) -> float | None:
    try:
        return None if value is None or value != value else float(value)
    except (TypeError, ValueError):
        text = f"des nombres sont attendus, pas {value!r}"
        raise ClassificationError(text) from None


def _rank(value: float, classes: tuple[MapClass, ...]) -> int:
    """A class holds its high end: a value is in the first class that ends at it, or above."""
    return next(rank for rank, class_row in enumerate(classes) if value <= class_row.high)
