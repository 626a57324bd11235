"""What another producer says of the same thing, place by place: kept with an edition, asked about when too far away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from autan.ground.errors import Fault
from autan.ground.wordings import Sentence
from autan.opendata.sources.core.readings import counted
from autan.opendata.updates.core.plausibility import name_some

FARTHEST = 1.3
"""How many times what a producer says may be what another says, without a question."""

REGISTER = "registre-epci"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Numbers of a table that are laid beside those of another.

    Attributes:
        only: what other columns hold in the rows that are read.
        mesh: mesh that rows are read at, for each of their years; empty for EPCI, in the last year.
        parent: region that the rows of a mesh are added to; empty for none.
        scale: what a number is multiplied by, for the unit of the pair.
    """

    column: str = "value"
    only: Mapping[str, str] = field(default_factory=dict)
    mesh: str = ""
    parent: str = ""
    scale: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondProducer:
    """A source that tells of the same thing as another.

    Attributes:
        label: what both tell, with its unit, in French.
        asks: a gap stops the edition until a person accepts it; else it is only read.
    """

    source: str
    label: str
    own: Cells
    other: Cells
    since: str = ""
    asks: bool = True


RECONCILED = {
    "label": pl.String,
    "other": pl.String,
    "asks": pl.Boolean,
    "place": pl.String,
    "value": pl.Float64,
    "other_value": pl.Float64,
}
"""A table of reconciliation: `place` is a code, followed where several are compared by the year or the filing."""


def reconcile(own: pl.DataFrame, other: pl.DataFrame, second: SecondProducer, *, name: str) -> pl.DataFrame:
    """Lay what two producers say of the same places side by side. `own`, `other`: `place`, `value`, of whole places."""
    both = own.join(other.rename({"value": "other_value"}), on="place").filter(pl.min_horizontal(_BOTH) > 0)
    both = both.filter(pl.col("place").str.slice(-4) >= second.since) if second.since else both
    labels = {"label": second.label, "other": name, "asks": second.asks}
    return both.select(*(pl.lit(value).alias(column) for column, value in labels.items()), "place", *_BOTH).sort(
        "place"
    )


_BOTH = ("value", "other_value")
_GAP = (pl.col("value") / pl.col("other_value") - 1).alias("gap")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """One pair of producers in a table of reconciliation. `rows`: `place`, the two values, `gap`, widest gaps first."""

    label: str
    other: str
    low: float
    middle: float
    high: float
    rows: pl.DataFrame


def pairs_of(table: pl.DataFrame) -> Iterator[Reconciliation]:
    """Each pair of producers of a table of reconciliation."""
    for (label, other), rows in table.group_by("label", "other", maintain_order=True):
        gaps = rows.with_columns(_GAP)
        low, middle, high = gaps.select(
            pl.col("gap").min(), pl.col("gap").median().alias("m"), pl.col("gap").max().alias("h")
        ).row(0)
        widest = gaps.sort((pl.col("gap") + 1).log().abs(), "place", descending=[True, False])
        yield Reconciliation(
            label=str(label),
            other=str(other),
            low=low,
            middle=middle,
            high=high,
            rows=widest.select("place", *_BOTH, "gap"),
        )


def remarks_of(table: pl.DataFrame) -> tuple[str, ...]:
    """How near two producers are, in French, for the card of the edition."""
    return tuple(
        f"rapproché de {pair.other}, {pair.label}\u00a0: {counted(pair.rows.height, 'valeur', 'valeurs')}, "
        f"écart médian {pair.middle:+.1%}, de {pair.low:+.1%} à {pair.high:+.1%}"
        for pair in pairs_of(table)
    )


def reconciliation_faults(table: pl.DataFrame, places: Sequence[str]) -> Iterator[Fault]:
    """Places where two producers are too far apart. `places`: codes of the places that are judged."""
    code = pl.col("place").str.split(" ").list.first()
    for pair in pairs_of(table.filter("asks", code.is_in(list(places)))):
        outliers = pair.rows.filter(~(pl.col("gap") + 1).is_between(1 / FARTHEST, FARTHEST)).sort("place")
        if outliers.height:
            details = [f"{place} {own:.0f} / {other:.0f}" for place, own, other, _gap in outliers.iter_rows()]
            expected = Sentence("ce que dit {name}, à moins de {most:g} fois", name=pair.other, most=FARTHEST)
            yield Fault(column=pair.label, value=name_some(details), expected=expected)
