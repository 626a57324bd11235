"""Reads what became of decisions in the action sheets and indicators that they are linked to."""

from collections.abc import Iterable, Mapping
from datetime import date

from autan.cooperation.working_group.core.progress import (
    LINK_LOST,
    NOTHING_LINKED,
    DecisionProgress,
    IndicatorReading,
    LinkKind,
    ProgressState,
    action_progress,
    indicator_progress,
)
from autan.cooperation.working_group.models import Decision
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.texts import NO_TEXT
from autan.opendata.measures.core.amounts import exact_figure_text
from autan.plans.indicators.core.definitions import Direction
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.queries.indicators import definition_of, series_figures
from autan.plans.projects.core.choices import ActionStatus
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.queries.sheets import published

_WITHDRAWN = DecisionProgress(state=ProgressState.WITHDRAWN)
_AT_ONCE = DecisionProgress(state=ProgressState.AT_ONCE)
_UP = {Direction.UP: True, Direction.DOWN: False}


def progress_of(decisions: Iterable[Decision], *, today: date) -> dict[int, DecisionProgress]:
    """Return what became of decisions, by number: published sheets and indicators alone are read.

    One query for the sheets, one for the indicators, and those of the series of each indicator.
    """
    rows = list(decisions)
    current = [decision for decision in rows if decision.withdrawn_on is None]
    keys = {kind: {decision.link_key for decision in current if decision.link == kind} for kind in LinkKind}
    sheets = ActionSheet.objects.filter(published(), slug__in=keys[LinkKind.ACTION])
    statuses = {slug: (status, title) for slug, status, title in sheets.values_list("slug", "status", "title")}
    indicators = Indicator.objects.filter(slug__in=keys[LinkKind.INDICATOR], is_published=True)
    by_slug = {indicator.slug: indicator for indicator in indicators.select_related("territory")}
    return {decision.pk: _progress(decision, statuses, by_slug, today) for decision in rows}


def _progress(
    decision: Decision, statuses: Mapping[str, tuple[str, str]], indicators: Mapping[str, Indicator], today: date
) -> DecisionProgress:
    if decision.withdrawn_on is not None:
        return _WITHDRAWN
    match decision.link:
        case LinkKind.AT_ONCE:
            return _AT_ONCE
        case LinkKind.ACTION if decision.link_key in statuses:
            status, title = statuses[decision.link_key]
            action_status = ActionStatus(status) if status else None
            return action_progress(action_status, title=title, due=decision.due_on, today=today)
        case LinkKind.INDICATOR if decision.link_key in indicators:
            reading = read_indicator(indicators[decision.link_key], due=decision.due_on)
            return indicator_progress(reading, due=decision.due_on, today=today)
        case LinkKind.NONE:
            return NOTHING_LINKED
    return LINK_LOST


def read_indicator(indicator: Indicator, *, due: date | None) -> IndicatorReading:
    """Return the last known value of an indicator, and the first target of the year of a due date or after.

    Without a due date, or without such a target, the last target.
    """
    definition = definition_of(indicator)
    known = [(year, figure) for year, figure in series_figures(indicator).items() if figure.interval is not None]
    targets = sorted(
        (target_point.year, target_point.value)
        for target_point in indicator.target_points
        if target_point.year is not None and not target_point.is_limit
    )
    later = [target for target in targets if due is not None and target[0] >= due.year]
    chosen = (later or targets[-1:])[:1]
    return IndicatorReading(
        year=known[-1][0] if known else None,
        lies=known[-1][1].interval if known else None,
        written=exact_figure_text(known[-1][1]) if known else NO_TEXT,
        target=chosen[0][1] if chosen else None,
        target_year=chosen[0][0] if chosen else None,
        grows=_UP.get(definition.direction),
        unit=get_unit(definition.unit).symbol,
    )
