"""Quality rules of the energy performance certificates."""

import polars as pl

from autan.data_quality.core.doubted_rows import raise_doubts, say
from autan.data_quality.core.doubts import Doubt
from autan.measures.core.notes import FEW_CERTIFICATES

SOURCE = "ademe-dpe"


def few_certificates(labels: pl.DataFrame) -> tuple[Doubt, ...]:
    """Communes with fewer than thirty certificates, all labels together."""
    counts = labels.group_by("insee_code").agg(pl.col("certificates").sum()).sort("insee_code")
    rows = counts.filter(pl.col("certificates") < FEW_CERTIFICATES).select(
        pl.col("insee_code").alias("place"),
        pl.lit("").alias("measure"),
        *say("diagnostics\u00a0: {}", "certificates: {}", "certificates", name="value"),
        *say("au moins 30", "at least 30", name="expected"),
    )
    return raise_doubts("few_certificates", source=SOURCE, rows=rows)
