"""What a comparison shows: the members of a network ranked, all others behind them, and a map; built from figures.

One measure at a time. Ratios become a choropleth, totals circles: the unit decides. The sentence is written from the
figures it speaks of. Neighbours: `chart_specs` (the fixed charts of a territory and of a network).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from autan.evidence.core.charts import Chart, ChartKind, ChartRow, MapClass, MapKind, MapPlace, MapSpec, Series
from autan.evidence.core.figures import Figure
from autan.evidence.core.notation import NO_BREAK_SPACE, THIN_SPACE, format_number
from autan.evidence.core.texts import Text
from autan.evidence.core.units import Unit
from autan.observatory.core.chart_specs import one_unit

_MOST_DECIMALS = 6
_MOST_UNKNOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedFigure:
    """One place of a comparison: its code, its name, its figure, or None where no source tells about it."""

    code: str
    name: str
    figure: Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceComparison:
    """One measure of several places, all in one unit, the highest first and the unknown last.

    Attributes:
        address: first words of the addresses of its drawings.
        label: what is measured.
        places: the places.
        credit: who produced the data.
        own: code of the reader's own place, or empty.
        when: the time that the figures are about, in words, or empty.
    """

    address: str
    label: Text
    places: tuple[PlacedFigure, ...]
    credit: Text
    own: str = ""
    when: Text = Text("", "")

    @property
    def known(self) -> tuple[PlacedFigure, ...]:
        """The places that have a value."""
        return tuple(place for place in self.places if place.figure is not None and place.figure.is_known)

    @property
    def unit(self) -> Unit:
        """The unit of every figure; only asked of a comparison that has some."""
        return next(place.figure.unit for place in self.places if place.figure is not None)


def compare(
    named: Mapping[str, str],
    figures: Mapping[str, Figure],
    *,
    address: str,
    label: Text,
    credit: Text,
    own: str = "",
    when: Text = Text("", ""),
) -> PlaceComparison | None:
    """Put the figures of one measure side by side, in the unit that suits the largest.

    Args:
        named: names of the places by code, all of them.
        figures: figures by code; a place without one is shown as not known.
        address: first words of the addresses of the drawings.
        label: what is measured.
        credit: who produced the data.
        own: code of the reader's own place, or empty.
        when: the time that the figures are about, in words, or empty.

    Returns:
        The comparison, or None when no place has a known value.
    """
    held = [code for code in named if code in figures]
    if not any(figures[code].is_known for code in held):
        return None
    shown = dict(zip(held, one_unit([figures[code] for code in held]), strict=True))
    places = [PlacedFigure(code=code, name=name, figure=shown.get(code)) for code, name in named.items()]
    places.sort(key=lambda place: (_value(place) is None, -(_value(place) or 0), place.name))
    return PlaceComparison(address=address, label=label, places=tuple(places), credit=credit, own=own, when=when)


def _value(place: PlacedFigure) -> float | None:
    return place.figure.value if place.figure else None


def ranked_chart(comparison: PlaceComparison) -> Chart:
    """Bars of every place that has a figure: the reader's own first, then by value."""
    rows = sorted(_rows(comparison), key=lambda row: not row.is_emphasised)
    return _chart(comparison, "bars", ChartKind.BARS, rows)


def strip_chart(comparison: PlaceComparison, everyone: Sequence[Figure]) -> Chart:
    """Dots of the same places, with every other territory that has the measure as a tick behind."""
    behind = tuple(figure.in_unit(comparison.unit) for figure in everyone if figure.is_known)
    return _chart(comparison, "strip", ChartKind.DOTS, _rows(comparison), behind)


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
        title=_titled(comparison),
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

    Args:
        comparison: places and figures.
        credit: who drew the contours.
        classes: classes that a person chose; those that the drawing finds when there are none.
        followed: places that are outlined on a map of many.
        largest: value of the largest circle, where several maps share one scale.
        shares_scale: True for one of several maps side by side.
        frames: names of the larger territories to outline over a map of many, by code.
    """
    kind = MapKind.fit_for(comparison.unit)
    return MapSpec(
        id=f"{comparison.address}-{'small-map' if shares_scale else 'map'}",
        kind=kind,
        title=_titled(comparison),
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
    """From the lowest to the highest, by name, how many are known, and who the few are that are not."""
    known, total = comparison.known, len(comparison.places)
    highest, lowest = known[0], known[-1]
    lacks = _unknown_names(comparison)
    if len(known) == 1:
        return Text(
            f"{highest.name}{NO_BREAK_SPACE}: {_say(highest, 'fr')}{THIN_SPACE}; seule valeur connue sur "
            f"{_count(total, 'fr')}{lacks.fr}.",
            f"{highest.name}: {_say(highest, 'en')}; the only value known of {_count(total, 'en')}{lacks.en}.",
        )
    return Text(
        f"De {_say(lowest, 'fr')} ({lowest.name}) à {_say(highest, 'fr')} ({highest.name}){THIN_SPACE}; "
        f"{_count(len(known), 'fr')} valeurs connues sur {_count(total, 'fr')}{lacks.fr}.",
        f"From {_say(lowest, 'en')} ({lowest.name}) to {_say(highest, 'en')} ({highest.name}); "
        f"{_count(len(known), 'en')} values known of {_count(total, 'en')}{lacks.en}.",
    )


def _unknown_names(comparison: PlaceComparison) -> Text:
    """The places without value, by name where they are few: a chart has no mark for what no source tells about."""
    known = {place.code for place in comparison.known}
    names = ", ".join(place.name for place in comparison.places if place.code not in known)
    if not 0 < len(comparison.places) - len(known) <= _MOST_UNKNOWN:
        return Text("", "")
    return Text(f"{THIN_SPACE}; non renseigné{NO_BREAK_SPACE}: {names}", f"; not known: {names}")


def _titled(comparison: PlaceComparison) -> Text:
    label, symbol, when = comparison.label, comparison.unit.symbol, comparison.when
    return Text(_title(label.fr, symbol.fr, when.fr), _title(label.en, symbol.en, when.en))


def _title(label: str, symbol: str, when: str) -> str:
    named = f"{label} ({symbol})" if symbol else label
    return f"{named}, {when}" if when else named


def _say(place: PlacedFigure, language: str) -> str:
    value = _value(place) or 0
    decimals = 0 if float(value).is_integer() or abs(value) >= 100 else _digits_that_tell(value)
    symbol = place.figure.unit.symbol.in_language(language) if place.figure else ""
    gap = "" if symbol == "%" and language == "en" else NO_BREAK_SPACE
    number = format_number(value, decimals=decimals, language=language)
    return f"{number}{gap}{symbol}" if symbol else number


def _digits_that_tell(value: float) -> int:
    """One decimal, or as many as a small value needs not to read as nil."""
    return next((digits for digits in range(1, _MOST_DECIMALS) if round(value, digits)), _MOST_DECIMALS)


def _count(number: int, language: str) -> str:
    return format_number(number, decimals=0, language=language)
