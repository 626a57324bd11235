"""Breaks of a yearly series: years from which a source counts otherwise, or over other borders; told on its card."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import set_typography
from autan.ground.wordings import Text


class BreakKind(Labelled):
    """What changed."""

    METHOD = "method", "rupture de méthode", "break of method"
    PERIMETER = "perimeter", "rupture de périmètre", "break of perimeter"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesBreak:
    """One break: no line may join what is before it to what is after.

    Attributes:
        year: first year that counts in the new way.
        categories: parts of the quantity that it touches; empty for all of them, and for their total.
    """

    year: int
    kind: BreakKind
    reason: Text
    categories: tuple[str, ...] = ()

    @property
    def words(self) -> Text:
        """Year, kind and reason, as printed under a chart."""
        return Text(
            set_typography(f"{self.year} : {self.kind.label.fr}, {self.reason.fr}", language="fr"),
            set_typography(f"{self.year}: {self.kind.label.en}, {self.reason.en}", language="en"),
        )


def parse_breaks(values: Iterable[Mapping[str, Any]]) -> tuple[SeriesBreak, ...]:
    """Read the breaks of a card, in order of year.

    Raises:
        KeyError: a break lacks its year, its kind or its reason.
        ValueError: a kind does not exist, or a year is not a number.
    """
    series_breaks = [
        SeriesBreak(
            year=int(value["year"]),
            kind=BreakKind(value["kind"]),
            reason=Text(str(value["reason"]["fr"]), str(value["reason"]["en"])),
            categories=tuple(value.get("categories", ())),
        )
        for value in values
    ]
    return tuple(sorted(series_breaks, key=lambda item: item.year))


def breaks_of(breaks: Sequence[SeriesBreak], category: str) -> tuple[SeriesBreak, ...]:
    """The breaks that touch a part of a quantity; `category` is empty for the total of its parts."""
    return tuple(item for item in breaks if not item.categories or category in item.categories)
