"""One definition over the members of a network, drawn: a strip, slopes between two dates, a panel a member."""

from collections.abc import Mapping, Sequence
from typing import Any

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.numbers import falling_order
from autan.evidence.figures.presenters.figures import alike_figures
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.texts.language import number, with_unit
from autan.ground.wordings import Sentence, Text
from autan.plans.indicators.queries.networks import NetworkIndicator

_FEWEST_SLOPES = 2
_SOURCE = Sentence("Indicateurs publiés par les membres ; chaque valeur mène à sa source.")


def strip_chart(indicator: NetworkIndicator) -> Chart | None:
    """Return every member by name on one axis, the highest first and the unknown last; None when nothing is known."""
    known = [siren for siren, figure in indicator.members.items() if figure.value is not None]
    if not known:
        return None
    order = sorted(known, key=lambda siren: falling_order(indicator.members[siren]))
    order += [siren for siren in indicator.members if siren not in known]
    label, count, total = indicator.definition.label, len(known), len(indicator.members)
    return Chart(
        id=_chart_id(indicator, "strip"),
        kind=ChartKind.DOTS,
        title=Sentence.joined(", ", (label, indicator.year)),
        sentence=Sentence("Connu pour {count} des {total} membres.", count=count, total=total),
        rows=_rows(indicator, {siren: (indicator.members[siren],) for siren in order}),
        series=(Series(code="value", label=label),),
        source=_SOURCE,
    )


def slope_rows(indicator: NetworkIndicator) -> list[dict[str, Any]]:
    """Return the members at the first year known and at the year shown, those known at neither left out."""
    pairs = [
        (siren, before, indicator.members[siren])
        for siren, before in indicator.first.items()
        if before.value is not None or indicator.members[siren].value is not None
    ]
    alike = iter(alike_figures(figure for _siren, *pair in pairs for figure in pair))
    return [
        {
            "name": indicator.names[siren],
            "before": next(alike) or before,
            "after": next(alike) or after,
            "change": _change(before, after),
        }
        for siren, before, after in pairs
    ]


def _change(before: Figure, after: Figure) -> str:
    """How much it changed, in percent; empty where either is not known exactly."""
    base, interval = before.interval, after.interval
    if base is None or interval is None or not base.is_exact or not interval.is_exact or not base.low:
        return ""
    pct = interval.growth_since(base).low * 100
    return with_unit(f"{'+' if pct > 0 else ''}{number(pct)}", "%")


def _difference(before: Figure, after: Figure) -> Interval:
    return (after.interval or Interval()).minus(before.interval or Interval())


def slope_chart(indicator: NetworkIndicator) -> Chart | None:
    """Return the members at the first year known and at the year shown; None where fewer than two are known at both."""
    pairs = {siren: (before, indicator.members[siren]) for siren, before in indicator.first.items()}
    known = [siren for siren, pair in pairs.items() if all(figure.value is not None for figure in pair)]
    if len(known) < _FEWEST_SLOPES:
        return None
    label, total, first, rows = indicator.definition.label, len(pairs), indicator.years[0], _rows(indicator, pairs)
    changes = [_difference(*pairs[siren]) for siren in known]
    up, down = sum(change.low > 0 for change in changes), sum(change.high < 0 for change in changes)
    years = [Text(str(year), str(year)) for year in (first, indicator.year)]
    return Chart(
        id=_chart_id(indicator, "slopes"),
        kind=ChartKind.SLOPES,
        title=_with_unit(Sentence("{label}, {first} et {year}", label=label, first=first, year=indicator.year), rows),
        sentence=Sentence(
            "Connu aux deux dates pour {len} des {total} membres. En baisse : {down} ; en hausse : {up}.",
            len=len(known),
            total=total,
            down=down,
            up=up,
        ),
        rows=rows,
        series=tuple(Series(code="data", label=year) for year in years),
        source=_SOURCE,
    )


def _with_unit(title: Text, rows: Sequence[ChartRow]) -> Text:
    """The title and the unit of the rows, which their values are then written without."""
    unit = next((figure.unit.symbol for row in rows for figure in row.figures if figure.is_known), NO_TEXT)
    return Text(f"{title.fr} ({unit.fr})", f"{title.en} ({unit.en})") if unit.fr else title


def panels_chart(indicator: NetworkIndicator) -> Chart | None:
    """Return one panel a member over the last years known, those of nothing known left out; None without any."""
    panels = {
        siren: figures
        for siren, figures in indicator.panels.items()
        if any(figure.value is not None for figure in figures)
    }
    if not panels:
        return None
    rows = tuple(row for siren, figures in panels.items() for row in _rows(indicator, {siren: figures}))
    label, total = indicator.definition.label, len(indicator.panels)
    return Chart(
        id=_chart_id(indicator, "panels"),
        kind=ChartKind.SERIES,
        title=Sentence("{label}, membre par membre", label=label),
        sentence=Sentence("Connu chez {len} des {total} membres.", len=len(rows), total=total),
        rows=rows,
        series=(),
        source=_SOURCE,
    )


def _rows(indicator: NetworkIndicator, members: Mapping[str, Sequence[Figure]]) -> tuple[ChartRow, ...]:
    """A row a member, all in one size of unit: that in which the page writes the largest of them."""
    alike = iter(alike_figures(figure for figures in members.values() for figure in figures))
    return tuple(
        ChartRow(
            label=Text(indicator.names[siren], indicator.names[siren]),
            figures=tuple(figure for _figure, figure in zip(figures, alike, strict=False) if figure),
        )
        for siren, figures in members.items()
    )


def _chart_id(indicator: NetworkIndicator, suffix: str) -> str:
    return f"indicators-{indicator.network.slug}-{indicator.definition.code}-{suffix}".replace("_", "-")
