"""What a map says, place by place: words, value, paint and address, before anything is put on the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from autan.errors import DomainError
from autan.evidence.core.charts import Chart, ChartKind, ChartRow, MapKind, MapSpec
from autan.evidence.core.notation import write_colon
from autan.evidence.core.states import ValueState
from autan.synthesis.renderers.drawing.chart_lines import Value, read_lines
from autan.synthesis.renderers.drawing.map_classes import ValueClass, class_of, classify
from autan.synthesis.renderers.drawing.palette import STEPS, colour_of

UNKNOWN_CATEGORIES = frozenset({"", "unknown", "missing", "undocumented"})
_SIREN_LENGTH = 9
# the steps of the ramp used for so many classes, so that few classes still reach from pale to deep
_RAMPS = {0: (), 1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 2, 4), 5: (0, 1, 2, 3, 4)}


class TotalOnChoroplethError(DomainError):
    """A total was to be shown by the colour of an area, which makes large areas look important."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapMark:
    """One place of a map.

    Attributes:
        code: SIREN or INSEE code.
        name: its name.
        value: its figure in words and numbers, or None when the map shows none.
        colour: name of its colour; None when it is hatched.
        spoken: name, value or category in one breath.
        address: its page, or empty.
    """

    code: str
    name: str
    value: Value | None
    colour: str | None
    spoken: str
    address: str

    @property
    def number(self) -> float | None:
        """The value, when it is known."""
        return self.value.high if self.value else None


def read_places(spec: MapSpec, language: str) -> tuple[list[MapMark], list[ValueClass]]:
    """Return the places of a map in the order of the specification, and the classes of a choropleth.

    Raises:
        TotalOnChoroplethError: the figures of a choropleth can be added up.
    """
    if spec.kind is MapKind.CHOROPLETH and any(figure.unit.is_summable for figure in spec.figures):
        message = f"map {spec.id!r}: a total is not shown as a choropleth; use symbols, or a ratio"
        raise TotalOnChoroplethError(message)
    values = _values(spec, language)
    known = [value.high for value in values.values() if value.high is not None]
    classes = classify(known) if spec.kind is MapKind.CHOROPLETH else []
    labels = {category.code: category.label.in_language(language) for category in spec.categories}
    marks = []
    for place in spec.places:
        name, value = place.label.in_language(language), values.get(place.siren)
        category = labels.get(place.category, "") if spec.kind is MapKind.CATEGORIES else ""
        words = category or (value.spoken if value else ValueState.MISSING.label.in_language(language))
        marks.append(
            MapMark(
                code=place.siren,
                name=name,
                value=value if spec.kind is not MapKind.CATEGORIES else None,
                colour=_colour(spec, value, classes, place.category),
                spoken=words if value and not category else f"{name}{write_colon(language)} {words}",
                address=_address(place.siren),
            )
        )
    return marks, classes


def _values(spec: MapSpec, language: str) -> dict[str, Value]:
    """The figures in words, all in one unit, through the reading that charts use."""
    held = [place for place in spec.places if place.figure is not None]
    rows = tuple(ChartRow(label=place.label, figures=(place.figure,)) for place in held if place.figure is not None)
    chart = Chart(
        id=spec.id,
        kind=ChartKind.BARS,
        title=spec.title,
        sentence=spec.sentence,
        rows=rows,
        series=(),
        source=spec.source,
    )
    lines = read_lines(chart, language, is_split=False)
    return {place.siren: line.values[0] for place, line in zip(held, lines, strict=True)}


def _colour(spec: MapSpec, value: Value | None, classes: Sequence[ValueClass], category: str) -> str | None:
    if spec.kind is MapKind.CATEGORIES:
        return category_colour(spec, category)
    if value is None or value.high is None:
        return None
    return "data" if spec.kind is MapKind.SYMBOLS else class_colour(class_of(value.high, classes), len(classes))


def category_colour(spec: MapSpec, category: str) -> str | None:
    """The colour of a category, by its place in the legend; None for what is not known."""
    codes = [item.code for item in spec.categories if item.code not in UNKNOWN_CATEGORIES]
    return colour_of(category, position=codes.index(category), count=2) if category in codes else None


def class_colour(place: int, count: int) -> str:
    """The colour of a class, the palest for the lowest values."""
    return list(STEPS)[_RAMPS[count][place]]


def _address(code: str) -> str:
    return reverse("site:territory", kwargs={"siren": code}) if len(code) == _SIREN_LENGTH else ""
