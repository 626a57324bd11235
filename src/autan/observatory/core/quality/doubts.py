"""A doubt on a row of the open data, and doubts made from the rows that a rule found.

The rules are in `consumption`, `production`, `emissions`, `certificates`, `filings` and `editions`; their reasons in
`definitions/quality_rules.yaml`.
"""

from dataclasses import dataclass

import polars as pl

from autan.evidence.core.texts import Text
from autan.observatory.core.amounts import typeset_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One row that a rule doubts.

    Attributes:
        rule: code of the rule.
        source: slug of the source.
        place: INSEE code of the commune as the source writes it, or SIREN.
        measure: code of the measure that is touched; empty when the whole row is.
        value: what was found, with its unit.
        expected: what would raise no doubt.
        year: year that the value is about; part of the doubt's key, so that a later month of one year keeps it.
        detail: what tells apart two doubts of one rule on one value (an operator, a filing), or empty.
    """

    rule: str
    source: str
    place: str
    measure: str
    value: Text
    expected: Text
    year: str = ""
    detail: str = ""

    @property
    def key(self) -> str:
        """Name of the doubt, the same from one edition of its source to the next, whatever the value.

        >>> doubts = raise_doubts("young_plant", source="odre-register", rows=pl.DataFrame({
        ...     "place": ["12090"], "measure": ["production_hydro"], "value_fr": [""], "value_en": [""],
        ...     "expected_fr": [""], "expected_en": [""]}))
        >>> doubts[0].key
        'young_plant:odre-register:12090:production_hydro'
        """
        return ":".join((self.rule, self.source, self.place, self.measure, self.year, self.detail)).rstrip(":")


def raise_doubts(rule: str, *, source: str, rows: pl.DataFrame) -> tuple[Doubt, ...]:
    """Turn the rows that a rule found into doubts.

    Args:
        rule: code of the rule.
        source: slug of the source.
        rows: columns `place`, `measure`, `value_fr`, `value_en`, `expected_fr`, `expected_en`; one doubt a row.
            A column `year` or `detail` goes into the key of the doubts.

    Returns:
        Doubts, in the order of the rows.
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
