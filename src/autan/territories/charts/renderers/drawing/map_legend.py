"""The legend of a map: a sample, its meaning and how many places have it; the unknown always has its line."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from autan.evidence.figures.core.charts import MapClass, MapKind, MapSpec
from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.core.texts import plural
from autan.ground.texts.language import colon, number, words
from autan.ground.wordings import Sentence
from autan.territories.charts.renderers.drawing.chart_frame import ChartFrame
from autan.territories.charts.renderers.drawing.map_classes import class_colours, span_words, write_pairs
from autan.territories.charts.renderers.drawing.map_places import MapMark, category_colour
from autan.territories.charts.renderers.drawing.map_shapes import Box
from autan.territories.charts.renderers.drawing.palette import OPEN
from autan.territories.charts.renderers.drawing.pen import BASELINE, Pen, element

_SAMPLE_WIDTH, _SAMPLE_HEIGHT = 22, 14
_COUNT_NOTE = Sentence("(n) nombre de territoires")
_AREA_NOTE = Sentence("surface proportionnelle")
_ONE_BOUND = Sentence("Une valeur est «\u202fau moins\u202f»\u00a0: la vraie peut être plus haute")
_BOUNDS = Sentence("{count} valeurs sont «\u202fau moins\u202f»\u00a0: les vraies peuvent être plus hautes")
_AT_LEAST = Sentence("au moins cette classe")
_OPEN = Sentence("cette classe ou une autre")
_SIZES = 3
_MOST_FOLLOWED = 2
_MOST_DECIMALS = 9
_SLIGHT = Sentence("trop peu d’observations")
_SIGNED = {1: "data", -1: "below-4"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line: the colour of its sample (None for hatching), or the radius of its circle, and its words."""

    words: str
    colour: str | None = None
    radius: float | None = None


def legend_entries(spec: MapSpec, marks: Sequence[MapMark], classes: Sequence[MapClass], largest: float) -> list[Entry]:
    """Return the lines of the legend, the highest values first; `largest` is the radius of the largest circle."""
    if spec.kind is MapKind.CATEGORIES:
        entries = _of_categories(spec)
    elif spec.kind is MapKind.PAIRS:
        entries = []
    elif spec.kind is MapKind.CHOROPLETH:
        entries = _of_classes(classes, () if spec.shares_scale else marks)
    else:
        entries = _of_sizes(marks, largest, spec.largest)
    if spec.kind is not MapKind.SYMBOLS:
        entries = [_with_followed(entry, spec, marks) for entry in entries]
    bounded = [mark for mark in marks if mark.colour and mark.colour.endswith(OPEN)]
    if bounded:
        are_floors = all(mark.value and mark.value.state is ValueState.LOWER_BOUND for mark in bounded)
        meaning = words(_AT_LEAST if are_floors else _OPEN)
        entries.append(Entry(words=f"{meaning}{NO_BREAK_SPACE}({len(bounded)})", colour=bounded[0].colour))
    slight = sum(mark.value is not None and mark.value.is_slight for mark in marks)
    if slight:
        entries.append(Entry(words=f"{words(_SLIGHT)}{NO_BREAK_SPACE}({slight})"))
    unknown = [mark for mark in marks if mark.colour is None and not (mark.value and mark.value.is_slight)]
    if unknown and spec.kind is not MapKind.CATEGORIES:
        states = dict.fromkeys(mark.value.state if mark.value else ValueState.MISSING for mark in unknown)
        text = ", ".join(words((s if not s.is_known else ValueState.MISSING).label) for s in states)
        radius = 5.0 if spec.kind is MapKind.SYMBOLS else None
        entries.append(Entry(words=f"{text}{NO_BREAK_SPACE}({len(unknown)})", radius=radius))
    return entries


def _with_followed(entry: Entry, spec: MapSpec, marks: Sequence[MapMark]) -> Entry:
    """The line of a class with the names of the places that the reader follows and that are in it, when they are few.

    A place whose class is open is named on the line of its class as it is painted, not on that of the dots.
    """
    followed = {place.siren for place in spec.places if place.is_emphasised}
    names = [
        mark.name
        for mark in marks
        if mark.code in followed and mark.colour and mark.colour.removesuffix(OPEN) == entry.colour
    ]
    if not 0 < len(names) <= _MOST_FOLLOWED:
        return entry
    return replace(entry, words=f"{entry.words}{colon()} {', '.join(names)}")


def _of_categories(spec: MapSpec) -> list[Entry]:
    """Every category, those without a place too, then the places without category."""
    counts = Counter(place.category for place in spec.places)
    entries = [
        Entry(
            words=f"{words(category.label)}{NO_BREAK_SPACE}({counts[category.code]})",
            colour=category_colour(spec, category.code),
        )
        for category in spec.categories
    ]
    codes = {category.code for category in spec.categories}
    rest = sum(count for code, count in counts.items() if code not in codes)
    return [*entries, Entry(words=f"{words(ValueState.MISSING.label)}{NO_BREAK_SPACE}({rest})")] if rest else entries


def _of_classes(classes: Sequence[MapClass], marks: Sequence[MapMark]) -> list[Entry]:
    texts = {mark.number: mark.value.written for mark in marks if mark.value and mark.number is not None}
    spans = span_words(classes, texts)
    entries = [
        Entry(words=f"{span}{NO_BREAK_SPACE}({part.count})", colour=colour)
        for span, part, colour in zip(spans, classes, class_colours(classes), strict=True)
    ]
    # the highest class is on top
    return entries[::-1]


def lower_bounds_note(marks: Sequence[MapMark]) -> str:
    """How many of the values of a map may be higher than it says; empty when none."""
    count = sum(mark.value is not None and mark.value.state is ValueState.LOWER_BOUND for mark in marks)
    if not count:
        return ""
    return words(plural(count, _ONE_BOUND, _BOUNDS)).format(count=number(count))


def write_notes(notes: Sequence[str], pen: Pen, frame: ChartFrame, y: float) -> tuple[list[str], float]:
    """Write what must be known of a map, in small letters under it, empty notes left out, and where they end."""
    size, parts = frame.small - 1.5, list[str]()
    for note in filter(None, notes):
        lines, y = pen.lines(note, 0, y, size, frame.width, step=size * 1.35, colour="soft")
        parts += lines
    return parts, y


def _of_sizes(marks: Sequence[MapMark], largest: float, shared: float | None) -> list[Entry]:
    """Round values near the largest, a third and a tenth of it, with circles of their size; each sign has its own."""
    numbers = [mark.number for mark in marks if mark.number]
    top = shared or max(map(abs, numbers), default=0)
    entries = []
    for sign in (1, -1):
        highest = max((abs(value) for value in numbers if value * sign > 0), default=0)
        sizes = dict.fromkeys(round_to_one_digit(highest * share) for share in (1, 0.3, 0.08)) if highest else {}
        entries += [
            Entry(words=_size_words(sign * size), colour=_SIGNED[sign], radius=largest * (size / top) ** 0.5)
            for size in list(sizes)[:_SIZES]
        ]
    return entries


def _size_words(size: float) -> str:
    """One significant digit, as many decimals as it needs."""
    decimals = next((digits for digits in range(_MOST_DECIMALS) if round(size, digits)), _MOST_DECIMALS)
    return number(size, decimals=decimals)


def round_to_one_digit(value: float) -> float:
    """Round to one significant digit, downwards.

    >>> round_to_one_digit(4312), round_to_one_digit(0.37)
    (4000.0, 0.3)
    """
    digits = f"{value:.10e}"
    return float(f"{digits[0]}e{digits.split('e')[1]}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendWriter:
    """Writes a legend down a column, or along lines under the map."""

    pen: Pen
    frame: ChartFrame

    def whole(
        self, spec: MapSpec, marks: Sequence[MapMark], classes: Sequence[MapClass], largest: float, room: Box
    ) -> tuple[str, float]:
        """The legend of a map in its room, lines where the map is narrow; the cells of pairs come first."""
        entries, cells = legend_entries(spec, marks, classes, largest), ""
        heading = next((mark.value.unit for mark in marks if mark.value), "")
        if spec.kind is MapKind.PAIRS:
            colours = [mark.colour for mark in marks]
            cells, bottom = write_pairs(spec, colours, self.pen, self.frame.small, room)
            room = Box(left=room.left, top=bottom, width=room.width, height=0)
        if self.frame.has_names_above:
            rest, bottom = self.lines(heading, entries, room)
        else:
            rest, bottom = self.column(heading, entries, room, is_sized=spec.kind is MapKind.SYMBOLS)
        return cells + rest, bottom

    def column(self, heading: str, entries: Sequence[Entry], box: Box, *, is_sized: bool) -> tuple[str, float]:
        """Write the entries one under the other; returns the elements and where they end."""
        marks, y = [], box.top
        words_left = box.left + self._widest(entries) + 8
        for line in self.pen.lettering.wrap(heading, self.frame.small, box.width) if heading else ():
            marks.append(self.pen.text(box.left, y + self.frame.small, line, self.frame.small, bold=True))
            y += self.frame.small * 1.25
        y += 6
        for entry in entries:
            lines = self.pen.lettering.wrap(entry.words, self.frame.small, box.right - words_left)
            height = max(2 * (entry.radius or 0) + 4, len(lines) * self.frame.small * 1.25 + 6)
            marks.append(self._sample(entry, box.left + self._widest(entries) / 2, y + height / 2))
            marks.append(self._words(lines, words_left, y + height / 2))
            y += height
        note = words(_AREA_NOTE if is_sized else _COUNT_NOTE)
        for line in self.pen.lettering.wrap(note, self.frame.small - 1.5, box.width):
            y += (self.frame.small - 1.5) * 1.3
            marks.append(self.pen.text(box.left, y + 3, line, self.frame.small - 1.5, colour="soft"))
        return "".join(marks), y + 8

    def lines(self, heading: str, entries: Sequence[Entry], box: Box) -> tuple[str, float]:
        """Write the heading, then the entries one after the other; returns the elements and where they end."""
        marks, y = [], box.top
        for line in self.pen.lettering.wrap(heading, self.frame.small, box.width) if heading else ():
            y += self.frame.small * 1.25
            marks.append(self.pen.text(box.left, y, line, self.frame.small, bold=True))
        y += 4
        for row in self._rows_of(entries, box.width):
            height = max(max(2 * (entry.radius or 0) + 4 for entry in row), self.frame.small * 1.7)
            x = box.left
            for entry in row:
                sample = self._sample_width(entry)
                marks.append(self._sample(entry, x + sample / 2, y + height / 2))
                marks.append(self._words([entry.words], x + sample + 5, y + height / 2))
                x += self._entry_width(entry)
            y += height
        return "".join(marks), y

    def _rows_of(self, entries: Sequence[Entry], room: float) -> list[list[Entry]]:
        rows: list[list[Entry]] = []
        line_width = room
        for entry in entries:
            wide = self._entry_width(entry)
            if rows and line_width + wide <= room + 14:
                rows[-1].append(entry)
                line_width += wide
            else:
                rows.append([entry])
                line_width = wide
        return rows

    def _entry_width(self, entry: Entry) -> float:
        return self._sample_width(entry) + 5 + self.pen.lettering.width(entry.words, self.frame.small) + 14

    def _sample_width(self, entry: Entry) -> float:
        return _SAMPLE_WIDTH if entry.radius is None else 2 * entry.radius

    def _widest(self, entries: Sequence[Entry]) -> float:
        return max((self._sample_width(entry) for entry in entries), default=0)

    def _sample(self, entry: Entry, x: float, y: float) -> str:
        """The sample of an entry around a point."""
        if entry.radius is not None:
            return symbol(self.pen, x, y, entry.radius, entry.colour)
        left, top = x - _SAMPLE_WIDTH / 2, y - _SAMPLE_HEIGHT / 2
        edge = element(
            "rect",
            x=left,
            y=top,
            width=_SAMPLE_WIDTH,
            height=_SAMPLE_HEIGHT,
            fill="none",
            **self.pen.paint("coast", stroke=True),
        )
        if entry.colour is None:
            return self.pen.hatched(left, top, _SAMPLE_WIDTH, _SAMPLE_HEIGHT) + edge
        filled = {"x": left, "y": top, "width": _SAMPLE_WIDTH, "height": _SAMPLE_HEIGHT}
        return element("rect", **filled, **self.pen.area_paint(entry.colour)) + edge

    def _words(self, lines: Sequence[str], x: float, middle: float) -> str:
        size = self.frame.small
        first = middle + size * BASELINE - (len(lines) - 1) * size * 0.625
        return "".join(self.pen.text(x, first + i * size * 1.25, line, size) for i, line in enumerate(lines))


def symbol_colour(value: float | None) -> str | None:
    """Colour of the circle of a total: another one, ruled with lines, below zero; None when it is not known."""
    return None if value is None else _SIGNED[-1 if value < 0 else 1]


def symbol(pen: Pen, x: float, y: float, radius: float, colour: str | None) -> str:
    """A circle whose area tells a total; dashed and empty when it is not known."""
    if colour is None:
        return pen.circle(x, y, radius, "soft", hollow=True)
    edge = element("circle", cx=x, cy=y, r=radius, fill="none", **pen.paint("paper", stroke=True))
    return element("circle", cx=x, cy=y, r=radius, **pen.area_paint(colour)) + edge
