"""Alerts made from the rows that a rule found."""

from collections.abc import Mapping
from functools import partial

import polars as pl

from autan.ground.texts.core.notation import format_number
from autan.opendata.data_quality.core.alerts import QualityAlert
from autan.opendata.measures.core.amounts import typeset_text


def amount(column: str, *, decimals: int, language: str) -> pl.Expr:
    """A number of a frame, as text with its thousands apart.

    >>> pl.DataFrame({"x": [27865.0]}).select(amount("x", decimals=0, language="en")).item()
    '27,865'
    """
    write = partial(format_number, decimals=decimals, language=language)
    return pl.col(column).cast(pl.Float64).map_elements(write, return_dtype=pl.String)


def worded_columns(
    fr: str, en: str, *columns: str, decimals: int = 0, digits: Mapping[str, int] | None = None, name: str
) -> list[pl.Expr]:
    """Two text columns, `<name>_fr` and `<name>_en`, where each `{}` takes the number of one column.

    `digits` gives those that have another number of decimals than the others.

    >>> pl.DataFrame({"x": [2.0]}).select(worded_columns("{} MWh", "{} MWh", "x", name="value")).row(0)
    ('2 MWh', '2 MWh')
    """
    return [
        pl.format(
            pattern,
            *(amount(column, decimals=(digits or {}).get(column, decimals), language=language) for column in columns),
        ).alias(f"{name}_{language}")
        if columns
        else pl.lit(pattern).alias(f"{name}_{language}")
        for pattern, language in ((fr, "fr"), (en, "en"))
    ]


def raise_alerts(rule: str, *, source: str, rows: pl.DataFrame) -> tuple[QualityAlert, ...]:
    """Turn the rows that a rule found into alerts.

    `rows`: columns `place`, `measure`, `value_fr`, `value_en`, `expected_fr`, `expected_en`; one alert a row. A column
    `year` or `detail` goes into the key of the alerts.
    """
    names = ("place", "measure", "value_fr", "value_en", "expected_fr", "expected_en")
    keyed = [column if column in rows.columns else pl.lit("").alias(column) for column in ("year", "detail")]
    return tuple(
        QualityAlert(
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
