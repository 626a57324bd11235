"""The plans of a network on one axis of years, in words, ready to be drawn."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.language import words
from autan.plans.plans.core.figures import HeldPlan, plan_figure
from autan.plans.plans.core.measures import MeasureKind
from autan.plans.plans.core.plans import PlanKind
from autan.plans.plans.core.steps import StepStatus

FIRST_YEAR = 2003
"""Year of the oldest approach that the reference document names."""
_COLOURS = {PlanKind.PCAET: "data", PlanKind.SCOT_AEC: "data", PlanKind.PCET: "electricity"}
_OTHER = "hatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRowView:
    """One plan in words, with its dates as days.

    Attributes:
        member: name written before it; empty when it is that of the row above.
        end: last day; None when it goes on, or is not known.
        is_open: True when no other took its place and no source gives its end: dots lead to the day of the reader.
    """

    member: str
    title: str
    words: str
    url: str
    label: str = ""
    colour: str = _OTHER
    start: date | None = None
    end: date | None = None
    adopted: date | None = None
    is_open: bool = False
    start_figure: Figure | None = None
    adoption_figure: Figure | None = None

    @property
    def undated(self) -> str:
        """What is written in the place of a bar when nothing is dated."""
        return _("date non renseignée") if self.label else self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView:
    """The plans of a network through time, in the order of its members.

    `rows`: the plans; a member without one has a row without label.
    """

    name: str
    sentence: str
    rows: tuple[TimelineRowView, ...]
    first_year: int
    last_year: int
    today: date

    @property
    def title(self) -> str:
        """Name of the drawing."""
        return _("Les plans dans le temps")


def timeline_view(network: str, plans: Sequence[HeldPlan], names: Mapping[str, str], today: date) -> TimelineView:
    """Give the plans of the members named, then those of the network itself."""
    adopted = (plan for plan in plans if plan.digest.states.get("steps.adoption") == StepStatus.DONE.value)
    succeeded = {plan.heading.follows for plan in adopted}
    rows = []
    for siren, name in names.items():
        own = [plan for plan in plans if siren in plan.heading.sirens]
        own.sort(key=lambda plan: _start(plan) or today)
        rows += [_row(plan, "" if rank else name, succeeded) for rank, plan in enumerate(own)] or [
            _row_without_plan(siren, name)
        ]
    for plan in plans:
        if not plan.heading.sirens:
            rows.append(_row(plan, _("le réseau"), succeeded))
    known = [row for row in rows if row.label]
    dated = sum(row.start is not None for row in known)
    years = [row.start.year for row in rows if row.start]
    return TimelineView(
        name=f"plans-{network}",
        sentence=_("%(count)s plans connus, dont %(dated)s datés.") % {"count": len(known), "dated": dated},
        rows=tuple(rows if known else ()),
        first_year=min([FIRST_YEAR, *years]),
        last_year=max([today.year, *(row.end.year for row in rows if row.end)]),
        today=today,
    )


def _row_without_plan(siren: str, name: str) -> TimelineRowView:
    """The row of a member of which no plan is known here."""
    return TimelineRowView(
        member=name,
        title=name,
        words=_("aucun plan connu ici"),
        url=reverse("site:territory", kwargs={"siren": siren}),
    )


def _date(plan: HeldPlan, kind: MeasureKind) -> PartialDate | None:
    stated = plan.digest.measures.get(kind)
    return PartialDate.parse(stated.date) if stated else None


def _figure(plan: HeldPlan, kind: MeasureKind) -> Figure | None:
    return plan_figure(plan, kind) if kind in plan.digest.measures else None


def _start(plan: HeldPlan) -> date | None:
    read = _date(plan, MeasureKind.START)
    return read.first_day if read else None


def _row(plan: HeldPlan, name: str, succeeded: Collection[str]) -> TimelineRowView:
    began, adopted = (_date(plan, kind) for kind in (MeasureKind.START, MeasureKind.ADOPTION))
    end = PartialDate.parse(plan.digest.end)
    dates = [(_("début"), began), (_("adoption"), adopted), (_("fin"), end)]
    return TimelineRowView(
        member=name,
        title=plan.heading.title,
        label=plan.heading.kind.short,
        colour=_COLOURS.get(plan.heading.kind, _OTHER),
        start=began.first_day if began else None,
        end=end.last_day if end else None,
        adopted=adopted.first_day if adopted else None,
        is_open=plan.heading.slug not in succeeded and end is None,
        words=", ".join(f"{label} {words(when.words())}" for label, when in dates if when) or _("date non renseignée"),
        url=reverse("plans:plan", kwargs={"slug": plan.heading.slug}),
        start_figure=_figure(plan, MeasureKind.START),
        adoption_figure=_figure(plan, MeasureKind.ADOPTION),
    )
