"""The last run that asked services for a network, as the page shows it."""

from typing import Any

from autan.ground.errors import known
from autan.ground.wordings import Text
from autan.opendata.observatory.core.refresh_states import RefreshState
from autan.opendata.observatory.models import RefreshRun, RefreshStep
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.updates.core.refresh_runs import describe_progress

_UNKNOWN = "cette mise à jour n’existe pas"


def latest_run(network: str) -> dict[str, Any] | None:
    """The last run of a network, or None."""
    run = RefreshRun.objects.filter(network__slug=network).prefetch_related("steps").order_by("-pk").first()
    if run is None:
        return None
    steps = tuple(_line(step) for step in run.steps.all())
    states = [step["state"] for step in steps]
    return {
        "pk": run.pk,
        "started_at": run.started_at,
        "is_open": run.ended_at is None,
        "progress": describe_progress(states),
        "done": sum(not state.is_open for state in states),
        "steps": steps,
    }


def get_step(pk: int) -> RefreshStep:
    """One source of a run."""
    return known(RefreshStep.objects.select_related("run__network").filter(pk=pk).first(), _UNKNOWN)


def get_run(pk: int) -> RefreshRun:
    """One run."""
    return known(RefreshRun.objects.select_related("network").filter(pk=pk).first(), _UNKNOWN)


def _line(step: RefreshStep) -> dict[str, Any]:
    card = shipped_cards().get(step.source)
    return {
        "pk": step.pk,
        "title": card.title if card else step.source,
        "state": RefreshState(step.state),
        "lines": tuple(Text(fr, en) for fr, en in step.lines),
        "progress": step.progress,
    }
