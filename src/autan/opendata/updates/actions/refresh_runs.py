"""The only writer of the runs that ask services: started on a page, carried on beside it, resumed after a stop."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from autan.ground.errors import RuleError
from autan.opendata.observatory.core.refresh_states import RefreshState
from autan.opendata.observatory.models import RefreshRun, RefreshStep
from autan.opendata.producers.connectors.registry import FETCHED_SOURCES, UnknownSourceError
from autan.opendata.sources.connectors.partial_downloads import PartialDownloads
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.updates.actions.data_start import MAY_ADD, REFUSAL, ask_source, take_shipped_tables
from autan.opendata.updates.core.data_start import sources_to_ask
from autan.opendata.updates.core.refresh_runs import CUT_SHORT_S, RefreshOutcome, describe_received
from autan.opendata.updates.queries.data_start import start_lines
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import network_members

QUEUE = "data"
"""Queue of its own: a service that is slow keeps no message waiting."""
_REPORT_EVERY_S = 2.0


def start_refresh(*, by: Person | None, network: Network, sources: Sequence[str] = ()) -> RefreshRun:
    """Start a run that asks services; it goes on beside the pages.

    `sources`: sources to ask; without any, those that do not tell of every member, after the tables that ship.
    """
    for source in sources:
        if source not in FETCHED_SOURCES:
            raise UnknownSourceError(source, FETCHED_SOURCES)
    with acting(by=by, act="start_refresh", permission=MAY_ADD, refusal=REFUSAL) as act:
        # of two that start at once, the second waits here, and then sees the run of the first
        Network.objects.select_for_update().get(pk=network.pk)
        if RefreshRun.objects.filter(network=network, ended_at__isnull=True).exists():
            raise RuleError("des services sont déjà interrogés pour ce réseau\u00a0: attendez la fin, ou arrêtez-les")
        selected = tuple(sources) or _missing_sources(by, network)
        if not selected:
            raise RuleError("chaque source que donne un service parle déjà de tous les membres")
        run = RefreshRun.objects.create(network=network, by=by)
        RefreshStep.objects.bulk_create(RefreshStep(run=run, source=source) for source in selected)
        act.record(
            ObjectRef("observatory", "refresh_run", str(run.pk)),
            summary=f"Services interrogés\u00a0: {', '.join(selected)}",
            network=network.slug,
        )
        ask_next_source.enqueue(run.pk)
    return run


def _missing_sources(by: Person | None, network: Network) -> tuple[str, ...]:
    take_shipped_tables(by=by)
    return sources_to_ask(start_lines([member.siren for member in network_members(network.slug)]))


def ask_again(*, by: Person | None, step: RefreshStep, accept: bool = False) -> RefreshRun:
    """Ask the service of a source again; with `accept`, adopt what it gives though it revises or loses values."""
    with acting(by=by, act="ask_again", permission=MAY_ADD, refusal=REFUSAL) as act:
        run = RefreshRun.objects.select_for_update().get(pk=step.run_id)
        later = RefreshRun.objects.filter(network=run.network, pk__gt=run.pk).exists()
        refresh_step = RefreshStep.objects.get(pk=step.pk)
        if later or not RefreshState(refresh_step.state).may_be_asked_again:
            raise RuleError("cette source n’attend rien, ou une autre mise à jour a commencé depuis")
        refresh_step.state, refresh_step.is_accepted, refresh_step.lines, refresh_step.progress = (
            RefreshState.WAITING.value,
            accept,
            [],
            "",
        )
        refresh_step.save(update_fields=["state", "is_accepted", "lines", "progress"])
        run.by, run.ended_at = by, None
        run.save(update_fields=["by", "ended_at"])
        act.record(
            ObjectRef("observatory", "refresh_run", str(run.pk)),
            summary=f"{'Édition acceptée' if accept else 'Service interrogé à nouveau'}\u00a0: {refresh_step.source}",
            network=run.network.slug,
        )
        ask_next_source.enqueue(run.pk)
    return run


def stop_refresh(*, by: Person | None, run: RefreshRun) -> None:
    """Stop a run: the source under way ends, the others are not asked."""
    with acting(by=by, act="stop_refresh", permission=MAY_ADD, refusal=REFUSAL) as act:
        run.steps.filter(state=RefreshState.WAITING).update(state=RefreshState.STOPPED)
        _end_if_done(run.pk)
        act.record(
            ObjectRef("observatory", "refresh_run", str(run.pk)),
            summary="Services\u00a0: interrogation arrêtée",
            network=run.network.slug,
        )


@task(queue_name=QUEUE)
def ask_next_source(run_pk: int) -> str:
    """Ask the next source of a run and queue the one after: what the queue runs, a source at a time."""
    step = _claim(run_pk)
    if step is None:
        return ""
    network, by = step.run.network, step.run.by
    sirens = [member.siren for member in network_members(network.slug)]
    outcome = ask_source(
        by=by, source=step.source, transport=_transport(step.pk), sirens=sirens, accept=step.is_accepted
    )
    _note(step, outcome)
    return step.source


@transaction.atomic
def _claim(run_pk: int) -> RefreshStep | None:
    """Mark the next source as being asked; None when there is none, or another is being asked."""
    run = RefreshRun.objects.select_for_update().filter(pk=run_pk).first()
    if run is None or run.steps.filter(state=RefreshState.ASKING).exists():
        return None
    step = run.steps.filter(state=RefreshState.WAITING).select_related("run__network", "run__by").first()
    if step is not None:
        step.state, step.reported_at = RefreshState.ASKING.value, timezone.now()
        step.save(update_fields=["state", "reported_at"])
    return step


@transaction.atomic
def _note(step: RefreshStep, outcome: RefreshOutcome) -> None:
    step.state, step.progress, step.reported_at = outcome.state.value, "", timezone.now()
    step.lines = [[text.fr, text.en] for text in outcome.lines]
    step.save(update_fields=["state", "lines", "progress", "reported_at"])
    if not _end_if_done(step.run_id):
        ask_next_source.enqueue(step.run_id)


def _end_if_done(run_pk: int) -> bool:
    is_done = not RefreshStep.objects.filter(run=run_pk, state__in=(RefreshState.WAITING, RefreshState.ASKING)).exists()
    if is_done:
        RefreshRun.objects.filter(pk=run_pk, ended_at__isnull=True).update(ended_at=timezone.now())
    return is_done


def resume_cut_short(*, now: datetime) -> int:
    """Queue again the runs whose source has told nothing for ten minutes: the server stopped meanwhile.

    What came in of a response is kept on the disk, and the service is asked for the rest.
    """
    silent = RefreshStep.objects.filter(state=RefreshState.ASKING, reported_at__lt=now - timedelta(seconds=CUT_SHORT_S))
    runs = list(silent.values_list("run_id", flat=True))
    silent.update(state=RefreshState.WAITING, progress="")
    for run in runs:
        ask_next_source.enqueue(run)
    return len(runs)


def _transport(step_pk: int) -> Transport:
    """The client of services, which tells the step what comes in."""
    reported_at = 0.0

    def report(words: str) -> None:
        nonlocal reported_at
        if time.monotonic() - reported_at > _REPORT_EVERY_S:
            reported_at = time.monotonic()
            RefreshStep.objects.filter(pk=step_pk).update(progress=words[:200], reported_at=timezone.now())

    return Transport(
        mirrors=settings.AUTAN_MIRRORS,
        progress=lambda url, received, whole: report(describe_received(url, received, whole)),
        pausing=lambda host, seconds, why: report(f"{host}\u00a0: {why}, attente de {seconds:.0f}\u202fs"),
        partial=PartialDownloads(settings.AUTAN_CACHE / "unfinished"),
    )
