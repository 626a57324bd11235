"""What a map says, place by place: words, value, paint and address, before anything is put on the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow, MapClass, MapKind, MapSpec
from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.language import colon, words
from autan.territories.charts.renderers.drawing.chart_lines import Value, read_lines
from autan.territories.charts.renderers.drawing.map_classes import class_colours, class_of, classify, pair_of
from autan.territories.charts.renderers.drawing.palette import OPEN, colour_of

UNKNOWN_CATEGORIES = frozenset({"", "unknown", "missing", "undocumented"})
_SIREN_LENGTH = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class MapMark:
    """One place of a map.

    Attributes:
        code: SIREN or INSEE code.
        value: its figure in words and numbers, or None when the map shows none.
        colour: name of its colour, with `OPEN` where its value may lie in another class; None when it is hatched.
        accessible_text: name, value or category in one breath.
    """

    code: str
    name: str
    value: Value | None
    colour: str | None
    accessible_text: str
    address: str

    @property
    def number(self) -> float | None:
        """The value, when it is known."""
        return self.value.high if self.value else None


def read_places(spec: MapSpec) -> tuple[list[MapMark], list[MapClass]]:
    """Return the places of a map in the order of the specification, and the classes of a choropleth."""
    values, seconds = _values(spec), _values(spec, is_second=True)
    known = [value.high for value in values.values() if value.high is not None and not value.is_slight]
    classes = list(spec.classes or classify(known)) if spec.kind is MapKind.CHOROPLETH else []
    labels = {category.code: words(category.label) for category in spec.categories}
    marks = []
    for place in spec.places:
        name, value = words(place.label), values.get(place.siren)
        category = labels.get(place.category, "") if spec.kind is MapKind.CATEGORIES else ""
        text = category or (value.accessible_text if value else words(ValueState.MISSING.label))
        shown, colour = value, _colour(spec, value, classes, place.category)
        if spec.kind is MapKind.PAIRS:
            shown, colour = pair_of(spec, value, seconds.get(place.siren))
            text = "\u202f; ".join([text, *(item.accessible_text for item in [seconds.get(place.siren)] if item)])
        marks.append(
            MapMark(
                code=place.siren,
                name=name,
                value=shown if spec.kind is not MapKind.CATEGORIES else None,
                colour=colour,
                accessible_text=text if value and not category else f"{name}{colon()} {text}",
                address=reverse("site:territory", kwargs={"siren": place.siren})
                if len(place.siren) == _SIREN_LENGTH
                else "",
            )
        )
    return marks, classes


def _values(spec: MapSpec, *, is_second: bool = False) -> dict[str, Value]:
    """The figures in words, all in one unit, through the reading that charts use; the second ones name their ratio."""
    figures = [(place, place.second if is_second else place.figure) for place in spec.places]
    places = [place for place, figure in figures if figure is not None]
    rows = tuple(
        ChartRow(label=spec.axes[1].label if is_second else place.label, figures=(figure,))
        for place, figure in figures
        if figure is not None
    )
    chart = Chart(
        id=spec.id,
        kind=ChartKind.BARS,
        title=spec.title,
        sentence=spec.sentence,
        rows=rows,
        series=(),
        source=spec.source,
    )
    lines = read_lines(chart, is_split=False)
    return {place.siren: line.values[0] for place, line in zip(places, lines, strict=True)}


def _colour(spec: MapSpec, value: Value | None, classes: Sequence[MapClass], category: str) -> str | None:
    if spec.kind is MapKind.PAIRS:
        return None
    if spec.kind is MapKind.CATEGORIES:
        return category_colour(spec, category)
    if value is None or value.high is None or value.is_slight:
        return None
    if spec.kind is MapKind.SYMBOLS:
        return "data"
    own = class_of(value.high, classes)
    is_open = value.state is ValueState.LOWER_BOUND or (value.low is not None and class_of(value.low, classes) != own)
    return class_colours(classes)[own] + (OPEN if is_open else "")


def category_colour(spec: MapSpec, category: str) -> str | None:
    """The colour of a category, by its place in the legend; None for what is not known."""
    codes = [item.code for item in spec.categories if item.code not in UNKNOWN_CATEGORIES]
    return colour_of(category, position=codes.index(category), count=2) if category in codes else None
