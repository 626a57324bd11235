"""The last run that asked services for a network, as the page shows it."""

from dataclasses import dataclass
from datetime import datetime

from autan.ground.errors import known
from autan.ground.wordings import Text
from autan.opendata.observatory.core.refresh_states import RefreshState
from autan.opendata.observatory.models import RefreshRun, RefreshStep
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.updates.core.refresh_runs import describe_progress

_UNKNOWN = "cette mise à jour n’existe pas"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One source of a run. `progress`: host and megabytes, while it is asked."""

    pk: int
    title: str
    state: RefreshState
    lines: tuple[Text, ...]
    progress: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """A run: when it began, how far it is, its sources."""

    pk: int
    started_at: datetime
    is_open: bool
    progress: Text
    done: int
    steps: tuple[StepLine, ...]


def latest_run(network: str) -> RunView | None:
    """The last run of a network, or None."""
    run = RefreshRun.objects.filter(network__slug=network).prefetch_related("steps").order_by("-pk").first()
    if run is None:
        return None
    steps = tuple(_line(step) for step in run.steps.all())
    states = [step.state for step in steps]
    return RunView(
        pk=run.pk,
        started_at=run.started_at,
        is_open=run.ended_at is None,
        progress=describe_progress(states),
        done=sum(not state.is_open for state in states),
        steps=steps,
    )


def get_step(pk: int) -> RefreshStep:
    """One source of a run."""
    return known(RefreshStep.objects.select_related("run__network").filter(pk=pk).first(), _UNKNOWN)


def get_run(pk: int) -> RefreshRun:
    """One run."""
    return known(RefreshRun.objects.select_related("network").filter(pk=pk).first(), _UNKNOWN)


def _line(step: RefreshStep) -> StepLine:
    card = shipped_cards().get(step.source)
    return StepLine(
        pk=step.pk,
        title=card.title if card else step.source,
        state=RefreshState(step.state),
        lines=tuple(Text(fr, en) for fr, en in step.lines),
        progress=step.progress,
    )
