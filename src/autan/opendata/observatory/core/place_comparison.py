"""One measure of several places side by side, as charts and a map built from figures.

Ratios become a choropleth, totals circles: the unit decides. The sentence is written from the figures it speaks of.
Neighbour: `chart_specs` (the parts of a territory and of a network).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow, MapClass, MapKind, MapPlace, MapSpec, Series
from autan.evidence.figures.core.figures import Figure, other_periods
from autan.evidence.figures.core.intervals import Interval, is_first, is_last
from autan.evidence.figures.core.numbers import falling_order
from autan.evidence.figures.core.units import Unit
from autan.ground.texts.core.notation import THIN_SPACE
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core.amounts import figure_text, number_text, one_unit
from autan.opendata.measures.core.notes import note_mixed_years

_MOST_UNKNOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedFigure:
    """One place of a comparison: its code, its name, its figure, or None where no source tells about it."""

    code: str
    name: str
    figure: Figure | None

    @property
    def value(self) -> float | None:
        """The value, or what it is at least; None where it is not known so."""
        return self.figure.value if self.figure else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceComparison:
    """One measure of several places, all in one unit, the highest first and the unknown last.

    `address`: first words of the addresses of its drawings.
    """

    address: str
    label: Text
    places: tuple[PlacedFigure, ...]
    credit: Text
    own: str = ""
    when: Text = NO_TEXT

    @property
    def known(self) -> tuple[PlacedFigure, ...]:
        """The places that have a value."""
        return tuple(place for place in self.places if place.value is not None)

    @property
    def unit(self) -> Unit:
        """The unit of every figure."""
        return next(place.figure.unit for place in self.places if place.figure is not None)


def compare_places(
    names: Mapping[str, str],
    figures: Mapping[str, Figure],
    *,
    address: str,
    label: Text,
    credit: Text,
    own: str = "",
    when: Text = NO_TEXT,
) -> PlaceComparison | None:
    """Put the figures of one measure side by side, in the unit that suits the largest.

    `figures`: figures by code; a place without one is shown as not known.
    Returns the comparison, or None when no place has a known value.
    """
    codes = [code for code in names if code in figures]
    if not any(figures[code].value is not None for code in codes):
        return None
    shown = dict(zip(codes, one_unit([figures[code] for code in codes]), strict=True))
    places = [PlacedFigure(code=code, name=name, figure=shown.get(code)) for code, name in names.items()]
    places.sort(key=lambda place: (falling_order(place.figure), place.name))
    return PlaceComparison(address=address, label=label, places=tuple(places), credit=credit, own=own, when=when)


def ranked_chart(comparison: PlaceComparison) -> Chart:
    """Bars of every place that has a figure: the reader's own first, then by value."""
    return _chart(comparison, "bars", ChartKind.BARS, _own_first(comparison))


def dot_chart(comparison: PlaceComparison) -> Chart:
    """Dots of every place that has a figure, by value."""
    return _chart(comparison, "by-member", ChartKind.DOTS, _rows(comparison))


def strip_chart(comparison: PlaceComparison, everyone: Sequence[Figure]) -> Chart:
    """Dots of the same places in the same order, every other territory that has the measure as a tick behind."""
    behind = tuple(figure.in_unit(comparison.unit) for figure in everyone if figure.value is not None)
    return _chart(comparison, "strip", ChartKind.DOTS, _own_first(comparison), behind)


def _own_first(comparison: PlaceComparison) -> list[ChartRow]:
    return sorted(_rows(comparison), key=lambda row: not row.is_emphasised)


def _rows(comparison: PlaceComparison) -> list[ChartRow]:
    return [
        ChartRow(
            label=Text(place.name, place.name), figures=(place.figure,), is_emphasised=place.code == comparison.own
        )
        for place in comparison.places
        if place.figure is not None
    ]


def _chart(
    comparison: PlaceComparison, name: str, kind: ChartKind, rows: Sequence[ChartRow], behind: tuple[Figure, ...] = ()
) -> Chart:
    return Chart(
        id=f"{comparison.address}-{name}",
        kind=kind,
        title=titled(comparison.label, comparison.unit, comparison.when),
        sentence=spread_sentence(comparison),
        rows=tuple(rows),
        series=(Series(code="data", label=comparison.label),),
        source=comparison.credit,
        behind=behind,
    )


def comparison_map(
    comparison: PlaceComparison,
    *,
    credit: Text,
    classes: tuple[MapClass, ...] = (),
    followed: Sequence[str] = (),
    largest: float | None = None,
    shares_scale: bool = False,
    frames: Mapping[str, str] = MappingProxyType({}),
) -> MapSpec:
    """The same places on a map: ratios as a choropleth, totals as circles, the unknown hatched.

    `classes`: classes that a person chose; those that the drawing finds when there are none.
    `followed`: places that are outlined on a map of many.
    `largest`: value of the largest circle, where several maps share one scale.
    `shares_scale`: True for one of several maps side by side.
    `frames`: names of the larger territories to outline over a map of many, by code.
    """
    kind = MapKind.fit_for(comparison.unit)
    return MapSpec(
        id=f"{comparison.address}-{'small-map' if shares_scale else 'map'}",
        kind=kind,
        title=titled(comparison.label, comparison.unit, comparison.when),
        sentence=spread_sentence(comparison),
        places=tuple(
            MapPlace(
                siren=place.code,
                label=Text(place.name, place.name),
                figure=place.figure,
                is_emphasised=place.code in followed,
            )
            for place in comparison.places
        ),
        source=Text(f"{comparison.credit.fr}{THIN_SPACE}; {credit.fr}", f"{comparison.credit.en}; {credit.en}"),
        classes=classes if kind is MapKind.CHOROPLETH else (),
        largest=largest if kind is MapKind.SYMBOLS else None,
        shares_scale=shares_scale,
        frames=tuple(MapPlace(siren=code, label=Text(name, name)) for code, name in frames.items()),
    )


def spread_sentence(comparison: PlaceComparison) -> Text:
    """From the lowest to the highest, by name where their place is sure, how many are known, and who the few are not.

    A place is the lowest, or the highest, only where no other known one may be lower, or higher, inside its bounds.
    """
    known, total = comparison.known, number_text(len(comparison.places))
    tail, count = _tail(comparison), number_text(len(known))
    highest, lowest = known[0], known[-1]
    top, bottom = _format(highest), _format(lowest)
    if len(known) == 1:
        return Sentence(
            "{highest}\u00a0: {top}\u202f; seule valeur connue sur {total}{tail}",
            highest=highest.name,
            top=top,
            total=total,
            tail=tail,
        )
    of_how_many = Sentence("{count} valeurs connues sur {total}{tail}", count=count, total=total, tail=tail)
    spread = _spread(known, (highest, top), (lowest, bottom))
    return Text(f"{spread.fr}{THIN_SPACE}; {of_how_many.fr}", f"{spread.en}; {of_how_many.en}")


type _Named = tuple[PlacedFigure, Text]


def _spread(known: Sequence[PlacedFigure], highest: _Named, lowest: _Named) -> Text:
    """The strongest wording that is true wherever the values lie inside their bounds."""
    (first, top), (last, bottom) = highest, lowest
    is_top_sure = is_first(_interval(first), [_interval(place) for place in known if place is not first])
    is_bottom_sure = is_last(_interval(last), [_interval(place) for place in known if place is not last])
    if is_top_sure and is_bottom_sure:
        return Sentence(
            "De {bottom} ({last}) à {top} ({first})", bottom=bottom, last=last.name, top=top, first=first.name
        )
    if is_bottom_sure:
        return Sentence(
            "Le plus bas\u00a0: {bottom} ({last})\u202f; {top} ({first}), et d’autres peuvent être plus haut",
            bottom=bottom,
            last=last.name,
            top=top,
            first=first.name,
        )
    return Sentence(
        "Les bornes ne disent pas qui est le plus haut ni le plus bas\u00a0: {top} ({first}), {bottom} ({last})",
        top=top,
        first=first.name,
        bottom=bottom,
        last=last.name,
    )


def _interval(place: PlacedFigure) -> Interval:
    return (place.figure.interval if place.figure else None) or Interval()


def _format(place: PlacedFigure) -> Text:
    return figure_text(place.figure) if place.figure else NO_TEXT


def _tail(comparison: PlaceComparison) -> Text:
    """The places without value, by name where they are few, since a chart has no mark for them; then mixed years."""
    unknown = [place.name for place in comparison.places if place.value is None]
    names = ", ".join(unknown)
    lacks = Sentence("\u202f; non renseigné\u00a0: {names}.", names=names)
    figures = [place.figure for place in comparison.known if place.figure is not None]
    below = other_periods(*figures)
    mixed = note_mixed_years(dict.fromkeys(figure.period for figure in figures).keys(), below) if below else None
    ending = lacks if 0 < len(unknown) <= _MOST_UNKNOWN else Text(".", ".")
    return Sentence.joined(" ", (ending, mixed)) if mixed else ending


def titled(label: Text, unit: Unit, when: Text = NO_TEXT) -> Text:
    """A label with its unit in brackets, and the time where it is given."""
    return Text(
        *(
            f"{name}{f' ({symbol})' if symbol else ''}{f', {time}' if time else ''}"
            for name, symbol, time in ((label.fr, unit.symbol.fr, when.fr), (label.en, unit.symbol.en, when.en))
        )
    )
