"""A quality rule: its name, why it flags rows, what it asks. Listed in `definitions/quality_rules.yaml`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Text
from autan.opendata.data_quality.core.alerts import QualityAlert
from autan.opendata.measures.core.amounts import typeset_text


class AlertSeverity(Labelled):
    """What is asked of the coordinator."""

    WARN = "warn", "à savoir", "to know"
    ASK = "ask", "à vérifier", "to check"


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityRule:
    """One documented check."""

    code: str
    title: Text
    reason: Text
    severity: AlertSeverity


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityCheck:
    """A rule of a plug-in, and how it flags rows.

    Attributes:
        sources: those that it reads; it is asked whenever one of them is in the lake.
        find: takes the tables of these sources, by source; answers the alerts of the rule.
    """

    rule: QualityRule
    sources: frozenset[str]
    find: Callable[[Mapping[str, pl.DataFrame]], Iterable[QualityAlert]]


def parse_rule(values: Mapping[str, Any]) -> QualityRule:
    """Read a rule from plain values: `code`, `severity`, `title` and `reason` as `{fr, en}`."""
    return QualityRule(
        code=values["code"],
        title=typeset_text(**values["title"]),
        reason=typeset_text(**values["reason"]),
        severity=AlertSeverity(values["severity"]),
    )
