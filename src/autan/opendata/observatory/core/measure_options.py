"""Options to compare or to map: measures of the catalogue, and parts of territorial indicators.

A measure keeps the word of the catalogue (`ghg_total`); an indicator has its slug in the lake and its category as in an
address (`indicator-enaf.all`).
"""

from dataclasses import dataclass

from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core.indicators import EVERYTHING, category_slug
from autan.opendata.measures.core.measures import Measure
from autan.opendata.sources.core.source_cards import INDICATOR_PREFIX

_INDICATORS = Sentence("Indicateurs territoriaux")
_ALL = Text("ensemble", "all together")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureOption:
    """One thing that a reader may choose to compare or to map.

    Attributes:
        label: what it is, complete: the title of a map.
        group: heading that it stands under in a list.
        short: its words under that heading.
    """

    code: str
    label: Text
    group: Text
    short: Text


def option_of_measure(measure: Measure) -> MeasureOption:
    """A measure of the catalogue, under the name of its group."""
    return MeasureOption(code=measure.code, label=measure.label, group=measure.group.label, short=measure.label)


def option_of_indicator(source: str, title: str, category: str, *, has_axes: bool) -> MeasureOption:
    """A part of an indicator under its title, or the whole of one that has no parts under a common heading.

    `category`: values of its axes; empty for all together.
    """
    code, whole = f"{source}.{category_slug(category)}", Sentence(title)
    if not has_axes:
        return MeasureOption(code=code, label=whole, group=_INDICATORS, short=whole)
    short = Sentence(category) if category else _ALL
    label = Sentence.joined(", ", (whole, short))
    return MeasureOption(code=code, label=label, group=whole, short=short)


def split_indicator(code: str) -> tuple[str, str] | None:
    """Slug of an indicator and its category as in an address, or None for a measure.

    >>> split_indicator("indicator-enaf.all"), split_indicator("ghg_total")
    (('indicator-enaf', 'all'), None)
    """
    source, _, category = code.partition(".")
    return (source, category or EVERYTHING) if source.startswith(INDICATOR_PREFIX) else None
