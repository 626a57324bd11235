"""Doubts made from the rows that a rule found."""

import polars as pl

from autan.data_quality.core.doubts import Doubt
from autan.measures.core.amounts import typeset_text


def raise_doubts(rule: str, *, source: str, rows: pl.DataFrame) -> tuple[Doubt, ...]:
    """Turn the rows that a rule found into doubts.

    Args:
        rule: code of the rule.
        source: slug of the source.
        rows: columns `place`, `measure`, `value_fr`, `value_en`, `expected_fr`, `expected_en`; one doubt a row.
            A column `year` or `detail` goes into the key of the doubts.
    """
    names = ("place", "measure", "value_fr", "value_en", "expected_fr", "expected_en")
    keyed = [column if column in rows.columns else pl.lit("").alias(column) for column in ("year", "detail")]
    return tuple(
        Doubt(
            rule=rule,
            source=source,
            place=place,
            measure=measure,
            value=typeset_text(value_fr, value_en),
            expected=typeset_text(expected_fr, expected_en),
            year=year,
            detail=detail,
        )
        for place, measure, value_fr, value_en, expected_fr, expected_en, year, detail in rows.select(
            *names, *keyed
        ).iter_rows()
    )
