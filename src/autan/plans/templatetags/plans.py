"""`{% trajectory view %}` and `{% timeline view %}`: drawings of this room; the renderers escape every word."""

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from autan.plans.presenters.timeline import TimelineRowView, TimelineView
from autan.plans.presenters.trajectories import PointView, TrajectoryView
from autan.plans.renderers.timeline import TimelineDrawing, TimelineRow, draw_timeline
from autan.plans.renderers.trajectory import TrajectoryDrawing, TrajectoryPoint, draw_trajectory

register = template.Library()


@register.simple_tag
def trajectory(view: TrajectoryView) -> SafeString:
    """Observed against target."""
    last = view.observed[-1].year if view.observed else ""
    drawing = TrajectoryDrawing(
        name=f"trajectory-{view.name}",
        title=view.title,
        sentence=" ; ".join(view.targets),
        observed=tuple(map(_point, view.observed)),
        aimed=tuple(map(_point, view.aimed)),
        base=_point(view.base) if view.base else None,
        last_words=_("dernière année observée\u00a0: %(year)s") % {"year": last},
    )
    return mark_safe(draw_trajectory(drawing))  # noqa: S308 - escaped by the renderer


def _point(point: PointView) -> TrajectoryPoint:
    return TrajectoryPoint(year=point.year, value=point.value, written=point.written, url=point.url)


@register.simple_tag
def timeline(view: TimelineView) -> SafeString:
    """Plans on one axis of years."""
    drawing = TimelineDrawing(
        name=view.name,
        title=_("Les plans dans le temps"),
        sentence=view.sentence,
        rows=tuple(map(_row, view.rows)),
        first_year=view.first_year,
        last_year=view.last_year,
        today=view.today,
    )
    return mark_safe(draw_timeline(drawing))  # noqa: S308 - escaped by the renderer


def _row(row: TimelineRowView) -> TimelineRow:
    return TimelineRow(
        member=row.member,
        label=row.label,
        colour=row.colour,
        start=row.start,
        end=row.end,
        adopted=row.adopted,
        is_open=row.is_open,
        words=row.words,
        unknown=_("date non renseignée") if row.label else row.words,
        url=row.url,
    )
