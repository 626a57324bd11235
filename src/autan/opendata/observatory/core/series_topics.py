"""What is drawn by year on the pages of a territory: which series stand together (`definitions/series_topics.yaml`).

A topic puts a territory beside its department, its region and France; each line says what it is, and keeps its unit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """One quantity of a topic.

    Attributes:
        source: slug of a yearly series, or empty for a measure of the catalogue.
        measure: code of a measure of the catalogue, for the territory itself; empty for a series.
        category: part of the series; empty for all its parts together.
        part: what tells the line from the others of its place, in words, or empty.
    """

    source: str = ""
    measure: str = ""
    category: str = ""
    part: Text = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesTopic:
    """Lines that are drawn together.

    Attributes:
        code: last word of the address of the chart.
        lines: quantities, in order; each is drawn for every place that its source tells of.
        since: first year that is drawn; the trace of a source holds the others.
    """

    code: str
    title: Text
    lines: tuple[TopicLine, ...]
    since: int = 1900


def parse_topic(values: Mapping[str, Any]) -> SeriesTopic:
    """Read a topic from plain values: `code`, `title` and the `part` of a line as `{fr, en}`, `lines`, `since`."""
    lines = (line | {"part": Text(**line["part"])} if "part" in line else line for line in values["lines"])
    return SeriesTopic(
        **{**values, "title": Text(**values["title"]), "lines": tuple(TopicLine(**line) for line in lines)}
    )
