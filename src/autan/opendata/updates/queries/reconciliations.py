"""Tables of reconciliation: what an edition says beside other producers, by territory; made, and read again."""

import polars as pl

from autan.opendata.measures.core.measures import PERIMETER_VINTAGE
from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.sources.core.source_cards import SourceCard
from autan.opendata.sources.importers import SHIPPED_TABLES, shipped_table_cards
from autan.opendata.sources.lake import snapshots
from autan.opendata.updates.core.reconciliation import (
    RECONCILED,
    REGISTER,
    Cells,
    Reconciliation,
    pairs_of,
    reconcile,
)
from autan.opendata.updates.importers import second_producers
from autan.territories.perimeters.lake import register


def reconciled(card: SourceCard, table: pl.DataFrame) -> pl.DataFrame:
    """What each other producer says beside a table of a source (`RECONCILED`); empty where there is none."""
    frames = [pl.DataFrame(schema=RECONCILED)]
    for second in second_producers(card.source):
        name, other = (card.source, table) if second.source == card.source else _table_of(second.source)
        if other is not None:
            frames.append(reconcile(_values(table, second.own), _values(other, second.other), second, name=name))
    return pl.concat(frames)


def reconciliations_of(source: str, edition: str) -> tuple[SourceCard, tuple[Reconciliation, ...]] | None:
    """The card of an edition of the lake, and the pairs that were kept with it; None for no such edition."""
    snapshot = snapshots.find_snapshot(source, edition)
    if snapshot is None or not snapshot.reconciliation.is_file():
        return None
    return snapshot.card, tuple(pairs_of(pl.read_parquet(snapshot.reconciliation)))


def _table_of(source: str) -> tuple[str, pl.DataFrame | None]:
    """Name and rows of the edition in use of a source, else of the table that ships."""
    if source == REGISTER:
        return f"{source} ({PERIMETER_VINTAGE})", register.membership_frame(PERIMETER_VINTAGE)
    in_use = [snapshot for snapshot in snapshots.current_snapshots() if snapshot.card.source == source]
    if in_use:
        return f"{source} ({in_use[-1].name})", pl.read_parquet(in_use[-1].table)
    card = shipped_table_cards().get(source)
    if card is None:
        return source, None
    return f"{source} ({card.data_date})", pl.read_parquet(SHIPPED_TABLES / f"{source}.parquet")


def _values(table: pl.DataFrame, cells: Cells) -> pl.DataFrame:
    """`place`, `value`: what some cells say of each whole territory, year of a region, or filing."""
    rows = table.filter(**cells.only) if cells.only else table
    rows = rows.with_columns(pl.col(cells.column).cast(pl.Float64).alias("value") * cells.scale)
    if cells.mesh:
        rows = rows.filter(mesh=cells.mesh) if "mesh" in rows.columns else rows.rename({"insee_code": "code"})
        code = pl.lit(cells.parent) if cells.parent else pl.col("code")
        return _whole(rows.select(pl.format("{} {}", code, "year").alias("place"), "value"))
    if "deposit_id" in rows.columns:
        rows = rows.filter(pl.col("period_code") == 1, pl.col("carriers") == 1)
        place = pl.format("{} n°\u00a0{}", "siren", "deposit_id").alias("place")
        return _whole(rows.select(place, "value"))
    if "mesh" in rows.columns:
        mesh = next((mesh for mesh in ("epci", "commune") if mesh in rows["mesh"]), "")
        rows = rows.filter(pl.col("mesh") == mesh).filter(pl.col("year") == pl.col("year").max())
        rows = rows.rename({"code": "siren" if mesh == "epci" else "insee_code"})
    if "siren" in rows.columns:
        return _whole(rows.select(pl.col("siren").alias("place"), "value"))
    return _of_communes(rows)


def _whole(rows: pl.DataFrame) -> pl.DataFrame:
    sums = rows.group_by("place").agg(pl.col("value").sum(), is_whole=pl.col("value").is_not_null().all())
    return sums.filter("is_whole").drop("is_whole")


def _of_communes(rows: pl.DataFrame) -> pl.DataFrame:
    """Sums of the communes of each territory, where every one of them has a value."""
    passage = current_perimeter().passage.select(pl.col("source_code").alias("insee_code"), now="insee_code")
    rows = rows.join(passage, on="insee_code", how="left").with_columns(pl.col("now").fill_null(pl.col("insee_code")))
    values = rows.filter(pl.col("value").is_not_null()).group_by("now").agg(pl.col("value").sum())
    members = register.membership_frame(PERIMETER_VINTAGE).select("siren", now="insee_code")
    return _whole(members.join(values, on="now", how="left").select("value", place="siren"))
