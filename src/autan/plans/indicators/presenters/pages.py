"""Indicators of a territory, one, a definition over a network, ready to be shown, and published year by year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import axis_number
from autan.evidence.figures.core.units import Unit, convert, get_unit
from autan.evidence.figures.importers import read_columns
from autan.evidence.figures.presenters.figures import alike_figures
from autan.evidence.figures.presenters.trace_record import figure_cells
from autan.ground.extension_points import PublishedFigures, PublishedTable
from autan.ground.texts.language import colon, number, words
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core.amounts import axis_decimals
from autan.plans.indicators.core.definitions import IndicatorDefinition, IndicatorGroup
from autan.plans.indicators.core.formulas import references_of
from autan.plans.indicators.core.values import TargetPoint
from autan.plans.indicators.importers import catalogue, formula_of, national_identifiers
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.queries.indicators import all_indicators, definition_of, series_figures
from autan.plans.plans.exporters import Cells
from autan.plans.plans.presenters.trajectories import PointView, TrajectoryView, figure_point

FEEDS = {"measure": Sentence("lu dans l’observatoire"), "formula": Sentence("calculé"), "given": Sentence("donné")}


def feed_of(indicator: Indicator, definition: IndicatorDefinition) -> str:
    """Say where the values of an indicator come from: `measure`, `formula` or `given`."""
    if indicator.reads_measure:
        return "measure"
    return "formula" if definition.formula and not indicator.series else "given"


def indicator_rows(indicators: Iterable[Indicator]) -> list[dict[str, Any]]:
    """Return the rows of the list, in the order given."""
    rows = []
    for indicator in indicators:
        definition = definition_of(indicator)
        known = [figure for figure in series_figures(indicator).values() if figure.is_known]
        feed = FEEDS[feed_of(indicator, definition)]
        rows.append(
            {"indicator": indicator, "definition": definition, "last": known[-1] if known else None, "feed": feed}
        )
    return rows


def inputs_words(definition: IndicatorDefinition) -> str:
    """Return the labels of what a definition is computed from, an optional one in brackets; empty when it is not."""
    formula = formula_of(definition)
    labels = (
        [(words(catalogue()[ref.name].label), ref.is_optional) for ref in references_of(formula)] if formula else []
    )
    return " ; ".join(f"({label})" if is_optional else label for label, is_optional in labels)


def readable_unit(definition: IndicatorDefinition, figures: Iterable[Figure]) -> Unit:
    """Return the unit in which a page writes the values of an indicator, its targets and its drawing alike."""
    shown = [figure.unit for figure in alike_figures(figures) if figure and figure.is_known]
    return max(shown, key=lambda unit: unit.factor, default=get_unit(definition.unit))


def value_lines(
    figures: Mapping[int, Figure], own: Mapping[int, Figure]
) -> list[tuple[int, Figure | None, Figure | None]]:
    """Return the years, newest first, each with what is read or computed, and what the territory gave beside it."""
    years = sorted({*figures, *own}, reverse=True)
    return [(year, figures.get(year), own.get(year)) for year in years]


def target_words(point: TargetPoint, definition: IndicatorDefinition, unit: Unit) -> str:
    """A target or a limit as a reader reads it, in the unit of the page."""
    when = words(Sentence("limite")) if point.year is None else str(point.year)
    value = _value_text(float(convert(point.value, from_unit=get_unit(definition.unit), to_unit=unit)), unit)
    return " · ".join(part for part in (f"{when}{colon()} {value}", point.series, point.source) if part)


def _value_text(value: float, unit: Unit) -> str:
    return f"{number(value, decimals=axis_decimals(value))}\u00a0{words(unit.symbol)}".strip()


def series_view(
    indicator: Indicator, definition: IndicatorDefinition, figures: Mapping[int, Figure], unit: Unit
) -> TrajectoryView:
    """Return what is known of an indicator beside its targets, for the drawing of a trajectory."""

    def point(year: int, value: float) -> PointView:
        return PointView(year=year, value=value, written=_value_text(value, unit), url="")

    observed = [
        figure_point(year, value, figure, unit)
        for year, figure in figures.items()
        if (value := axis_number(figure, unit)) is not None
    ]
    aimed = [
        point(target_point.year, float(convert(target_point.value, from_unit=get_unit(definition.unit), to_unit=unit)))
        for target_point in sorted(indicator.target_points, key=lambda target_point: target_point.year or 0)
        if target_point.year is not None
    ]
    return TrajectoryView(
        name=indicator.slug,
        title=words(definition.label),
        targets=tuple(target_words(target_point, definition, unit) for target_point in indicator.target_points),
        observed=tuple(observed),
        aimed=tuple(aimed),
        is_part=False,
        origin="",
        base=None,
        refusal="",
    )


def catalogue_groups(
    followed: Iterable[str] = (),
) -> list[tuple[IndicatorGroup, list[tuple[IndicatorDefinition, bool]]]]:
    """Return the definitions of the catalogue by group, each with whether it is followed already."""
    followed_codes = set(followed)
    return [
        (group, listed)
        for group in IndicatorGroup
        if (
            listed := [
                (definition, definition.code in followed_codes)
                for definition in catalogue().values()
                if definition.group is group
            ]
        )
    ]


def _published_indicators(slug: str) -> list[Indicator]:
    return [indicator for indicator in all_indicators(slug) if indicator.is_published]


def _rows(slug: str) -> Iterator[tuple[Any, ...]]:
    for indicator in _published_indicators(slug):
        territory = indicator.territory
        for figure in series_figures(indicator).values():
            head = (slug, territory.siren, indicator.slug, indicator.code)
            yield (*head, *figure_cells(figure), territory.is_invented)


def _figures(slug: str, siren: str) -> Iterator[Figure]:
    for indicator in _published_indicators(slug):
        if siren in {"", indicator.territory.siren}:
            yield from series_figures(indicator).values()


PUBLISHED_VALUES = PublishedTable(
    name="indicators",
    rank=80,
    title=Sentence("Valeurs des indicateurs"),
    description=Sentence(
        "Une année d’un indicateur publié par ligne ; un indicateur qui n’est pas publié n’a pas de ligne."
    ),
    columns=read_columns("indicators", "indicators"),
    key=("network", "figure_id"),
    rows=_rows,
)
PUBLISHED_SERIES = PublishedFigures(rank=40, figures=_figures)


_HEADINGS = ("siren", "indicator", "label", "year", "value", "unit")
_MORE = ("state", "source", "method", "reliability", "comment")


def value_rows(indicators: Iterable[Indicator], *, is_national: bool = False) -> list[Cells]:
    """Return the headings, then one row a value: those that were given, every source; an unknown one is empty.

    `is_national`: by the identifiers of the national list, in its units; what has no identifier is left out.
    """
    rows: list[Cells] = [(*_HEADINGS, *_MORE)]
    for indicator in indicators:
        definition, code = definition_of(indicator), indicator.code
        own = shown_unit = get_unit(definition.unit)
        if is_national:
            known = national_identifiers().get(code)
            if known is None:
                continue
            code, shown_unit = known.identifier, get_unit(known.unit)
        head = (indicator.territory.siren, code, definition.label.fr)
        for value in indicator.values:
            number = value.value
            if is_national and number is not None:
                number = float(convert(number, from_unit=own, to_unit=shown_unit))
            cells = (value.state.value, value.source, value.method, value.reliability.value, value.comment)
            rows.append((*head, value.on or value.year, number, shown_unit.code, *cells))
    return rows


def without_identifier(indicators: Iterable[Indicator]) -> Sequence[Text]:
    """Return the labels of the indicators that the national list does not know."""
    return [definition_of(one).label for one in indicators if one.code not in national_identifiers()]
