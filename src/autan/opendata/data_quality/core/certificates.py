"""Quality rules of the energy performance certificates."""

import polars as pl

from autan.opendata.data_quality.core.alerts import QualityAlert
from autan.opendata.data_quality.core.flagged_rows import raise_alerts, worded_columns
from autan.opendata.measures.core.notes import FEW_CERTIFICATES

SOURCE = "ademe-dpe"


def few_certificates(labels: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Communes with fewer than thirty certificates, all labels together."""
    counts = labels.group_by("insee_code").agg(pl.col("certificates").sum()).sort("insee_code")
    rows = counts.filter(pl.col("certificates") < FEW_CERTIFICATES).select(
        pl.col("insee_code").alias("place"),
        pl.lit("").alias("measure"),
        *worded_columns("diagnostics\u00a0: {}", "certificates: {}", "certificates", name="value"),
        *worded_columns("au moins 30", "at least 30", name="expected"),
    )
    return raise_alerts("few_certificates", source=SOURCE, rows=rows)
