"""Quality rules between two editions, or two geographies, of one source."""

import polars as pl

from autan.opendata.data_quality.core.alerts import QualityAlert
from autan.opendata.data_quality.core.flagged_rows import raise_alerts, worded_columns


def merged_commune(table: pl.DataFrame, passage: pl.DataFrame, *, source: str) -> tuple[QualityAlert, ...]:
    """Communes of a source that have merged since.

    `table`: tidy table with `insee_code`.
    `passage`: `source_code`, `insee_code` of the commune that holds it, `is_merged`.
    """
    mapped = passage.filter("is_merged").select("source_code", pl.col("insee_code").alias("holder"))
    codes = table.select("insee_code").unique().join(mapped, left_on="insee_code", right_on="source_code")
    rows = codes.sort("insee_code").select(
        pl.col("insee_code").alias("place"),
        pl.lit("").alias("measure"),
        pl.format("commune {}", "insee_code").alias("value_fr"),
        pl.format("municipality {}", "insee_code").alias("value_en"),
        pl.format("rattachée à {}", "holder").alias("expected_fr"),
        pl.format("mapped to {}", "holder").alias("expected_en"),
    )
    return raise_alerts("merged_commune", source=source, rows=rows)


def same_population(
    before: pl.DataFrame, after: pl.DataFrame, *, source: str, years: tuple[int, int]
) -> tuple[QualityAlert, ...]:
    """One alert when two editions carry the same population in every commune they share.

    `before`: `insee_code` and `population` (inhabitants) of the earlier edition.
    """
    columns = ["insee_code", "population"]
    both = before.select(columns).join(after.select(columns), on="insee_code", suffix="_after").drop_nulls()
    if both.is_empty() or (both["population"] != both["population_after"]).any():
        return ()
    rows = pl.DataFrame({"place": [""], "measure": ["population"], "count": [both.height]}).select(
        "place",
        "measure",
        *worded_columns(
            f"mêmes populations en {years[0]} et {years[1]} dans {{}} communes",
            f"same populations in {years[0]} and {years[1]} in {{}} municipalities",
            "count",
            name="value",
        ),
        *worded_columns("des populations mises à jour", "updated populations", name="expected"),
    )
    return raise_alerts("same_population", source=source, rows=rows)
