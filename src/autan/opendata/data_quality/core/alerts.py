"""An alert on a row of the open data.

The rules are in `consumption`, `production`, `emissions`, `certificates`, `filings` and `editions`; their reasons in
`definitions/quality_rules.yaml`.
"""

from dataclasses import dataclass

from autan.ground.wordings import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityAlert:
    """One row that a rule flags.

    Attributes:
        place: INSEE code of the commune as the source writes it, or SIREN.
        measure: code of the measure that is touched; empty when the whole row is.
        expected: what would raise no alert.
        year: year that the value is about; part of the alert's key, so that a later month of one year keeps it.
        detail: what tells apart two alerts of one rule on one value (an operator, a filing), or empty.
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
        """Name of the alert, the same from one edition of its source to the next, whatever the value.

        >>> QualityAlert(rule="young_plant", source="odre-register", place="12090", measure="production_hydro",
        ...     value=Text("", ""), expected=Text("", "")).key
        'young_plant:odre-register:12090:production_hydro'
        """
        return ":".join((self.rule, self.source, self.place, self.measure, self.year, self.detail)).rstrip(":")
