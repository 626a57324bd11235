"""Classes of a choropleth for which nobody chose any: where ratios are cut, what colours; and pairs of figures."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from autan.evidence.figures.core.charts import MapClass, MapSpec
from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.language import colon, number, words
from autan.ground.wordings import Sentence
from autan.territories.charts.core import ClassificationMethod, cut_ordered
from autan.territories.charts.renderers.drawing.chart_lines import Value
from autan.territories.charts.renderers.drawing.map_shapes import Box
from autan.territories.charts.renderers.drawing.palette import OPEN, text_class_on
from autan.territories.charts.renderers.drawing.pen import Pen, element

_MOST_FOR_BREAKS = 40
_FEW, _MANY = 8, 25
_MOST_DECIMALS = 9
# the steps of the ramp used for so many classes, so that few classes still reach from pale to deep
_FIVE_STEPS = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 3, 5), 5: (1, 2, 3, 4, 5)}
_SEVEN_STEPS = {6: (1, 2, 3, 4, 6, 7), 7: (1, 2, 3, 4, 5, 6, 7)}
_SIDE_STEPS = {1: (4,), 2: (2, 5), 3: (1, 3, 5), 4: (1, 3, 4, 6), 5: (1, 2, 3, 5, 6), 6: (1, 2, 3, 4, 5, 6)}


def classify(values: Sequence[float]) -> list[MapClass]:
    """Cut values into classes, from the lowest to the highest.

    Up to 40 values are cut at their natural breaks (Fisher 1958, exact: the cut with the least sum of squares inside
    classes); more are cut into classes of like size. Equal values always share a class.

    Returns 3 classes up to 8 distinct values, 4 up to 25, 5 above; never more classes than distinct values.

    >>> [(c.low, c.high, c.count) for c in classify([1, 2, 1.5, 9, 10, 20, 21])]
    [(1, 2, 3), (9, 10, 2), (20, 21, 2)]
    """
    ordered = sorted(values)
    distinct = len(set(ordered))
    class_count = min(3 if distinct <= _FEW else 4 if distinct <= _MANY else 5, distinct)
    if not class_count:
        return []
    method = ClassificationMethod.JENKS if len(ordered) <= _MOST_FOR_BREAKS else ClassificationMethod.QUANTILES
    return [replace(part, tone=tone) for tone, part in enumerate(cut_ordered(ordered, method, class_count))]


def class_of(value: float, classes: Sequence[MapClass]) -> int:
    """Return the position of the class that holds a value that was classified."""
    return next(place for place, part in enumerate(classes) if value <= part.high)


def class_colours(classes: Sequence[MapClass]) -> list[str]:
    """Name the colours of classes, the palest for the lowest values; on a diverging scale, the palest near zero.

    >>> class_colours([MapClass(low=0, high=1, count=1), MapClass(low=1, high=2, count=1, tone=1)])
    ['step-2', 'step-4']
    """
    below = sum(part.tone < 0 for part in classes)
    above = len(classes) - below
    negative = [f"below-{step}" for step in reversed(_SIDE_STEPS[below])] if below else []
    if below:
        return negative + ([f"ramp-{step + 1}" for step in _SIDE_STEPS[above]] if above else [])
    if above in _SEVEN_STEPS:
        return [f"ramp-{step}" for step in _SEVEN_STEPS[above]]
    return [f"step-{step}" for step in _FIVE_STEPS.get(above, ())]


def span_words(classes: Sequence[MapClass], texts: Mapping[float, str] = MappingProxyType({})) -> list[str]:
    """Each class in words: its ends as `texts` write them on the map, with more digits where two would read alike.

    A class is cut at a number: that the true value may be higher is told beside the legend, not at each end.
    """
    between = f"{NO_BREAK_SPACE}{words(Sentence('à'))}{NO_BREAK_SPACE}"
    written = {value: text.removeprefix(f"≥{NO_BREAK_SPACE}") for value, text in texts.items()}
    ends = {end: written.get(end) or _end_of_class(end, classes) for c in classes for end in (c.low, c.high)}
    for digits in range(1, _MOST_DECIMALS):
        if len({(ends[part.low], ends[part.high]) for part in classes}) == len(classes):
            break
        ends = {end: number(end, decimals=digits) for end in ends}
    spans = [(ends[part.low], ends[part.high]) for part in classes]
    return [low if low == high else f"{low}{between}{high}" for low, high in spans]


def _end_of_class(end: float, classes: Sequence[MapClass]) -> str:
    """An end that is no value of the map: as it is when it is short, else with the digits that tell ends apart."""
    exact = next((digits for digits in range(3) if round(end, digits) == end), None)
    narrowest = min((part.high - part.low for part in classes if part.high > part.low), default=1.0)
    decimals = next((digits for digits in range(4) if narrowest >= 10 * 10.0**-digits), 4)
    return number(end, decimals=decimals if exact is None else exact)


_ACROSS, _UP = "ABC", "123"
_CELL_WIDTH, _CELL_HEIGHT, _SIDE = 34.0, 24.0, 16.0


def pair_of(spec: MapSpec, first: Value | None, second: Value | None) -> tuple[Value | None, str | None]:
    """What is written on a place, and its colour; for one that lacks a value, that value and no colour."""
    if first is None or second is None:
        return None, None
    unknown = next((value for value in (first, second) if not value.is_known or value.is_slight), None)
    if unknown:
        return unknown, None
    ranks, is_open = [], False
    for value, axis in zip((first, second), spec.axes, strict=True):
        ends = [class_of(end, axis.classes) for end in (value.low, value.high) if end is not None]
        is_open |= value.state is ValueState.LOWER_BOUND or len(set(ends)) > 1
        ranks.append(ends[-1])
    across, up = ranks
    state = ValueState.LOWER_BOUND if ValueState.LOWER_BOUND in {first.state, second.state} else first.state
    shown = replace(first, written=f"{_ACROSS[across]}{_UP[up]}", unit="", state=state)
    return shown, f"pair-{across + 1}{up + 1}{OPEN if is_open else ''}"


def write_pairs(spec: MapSpec, colours: Sequence[str | None], pen: Pen, size: float, box: Box) -> tuple[str, float]:
    """The nine cells with how many places each holds, then the classes of both ratios; and where they end."""
    counts = Counter(colour.removesuffix(OPEN) for colour in colours if colour)
    columns, rows = (range(len(axis.classes)) for axis in spec.axes)
    marks, y = [], box.top
    for row in reversed(rows):
        marks.append(pen.text(box.left, y + _CELL_HEIGHT / 2, _UP[row], size, is_centred=True))
        for column in columns:
            colour, x = f"pair-{column + 1}{row + 1}", box.left + _SIDE + column * _CELL_WIDTH
            sides = {"x": x, "y": y, "width": _CELL_WIDTH, "height": _CELL_HEIGHT}
            marks.append(element("rect", **sides, **pen.area_paint(colour)))
            middle, ink = (x + _CELL_WIDTH / 2, y + _CELL_HEIGHT / 2), text_class_on(colour)
            count = f"({counts[colour]})"
            marks.append(pen.text(*middle, count, size, colour=ink, anchor="middle", is_centred=True))
        y += _CELL_HEIGHT
    for column in columns:
        x = box.left + _SIDE + (column + 0.5) * _CELL_WIDTH
        marks.append(pen.text(x, y + size * 1.2, _ACROSS[column], size, anchor="middle"))
    y += size * 2.6
    for arrow, names, axis in (("→", _ACROSS, spec.axes[0]), ("↑", _UP, spec.axes[1])):
        lines, y = pen.lines(f"{arrow} {words(axis.label)}", box.left, y, size, box.width, step=size * 1.25)
        for name, span in zip(names, span_words(axis.classes), strict=False):
            classes, y = pen.lines(f"{name}{colon()} {span}", box.left, y, size, box.width, step=size * 1.25)
            lines += classes
        marks += lines
        y += size * 0.4
    return "".join(marks), y + 4
