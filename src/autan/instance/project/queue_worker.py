"""Runs what is queued (messages, data, large files) and what is done every day, in each process of the server."""

import logging
import threading
import time
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from autan.ground.errors import AutanError
from autan.ground.extension_points import DailyJob
from autan.ground.registry import registered

QUEUES = ("default", "data", "files")
"""Messages first; other machines and large files have queues of their own: a slow one keeps no message waiting."""
PAUSE_SECONDS = 2
RECOVERY_SECONDS = 300
SWEEP_SECONDS = 86_400
_TIMED_KEYS = "%autan.sweep", "%:allauth:rl:%"
"""What the cache holds for a day at most, as its time counts: the last sweep, attempts to sign in."""
_log = logging.getLogger("autan.queue")


def start_queue_workers() -> None:
    """Start a thread for each queue, which runs its tasks until the process ends."""
    for queue in QUEUES:
        threading.Thread(target=_run_for_ever, args=(queue,), name=f"queue-{queue}", daemon=True).start()


def _run_for_ever(queue: str) -> None:
    recovered_at, is_away = float("-inf"), False
    while True:
        try:
            if queue == QUEUES[0] and time.monotonic() - recovered_at > RECOVERY_SECONDS:
                recover()
                recovered_at = time.monotonic()
            run_ready_tasks(queue)
            is_away = False
        except DatabaseError as error:  # away, locked or full: what is queued waits
            if not is_away:
                _log.warning("queue not read", extra={"reason": type(error).__name__})
            is_away = True
        finally:
            close_old_connections()
        time.sleep(PAUSE_SECONDS)


def recover() -> int:
    """Queue again what a stop cut short; once a day, sweep what is older than its time and do what rooms do every day.

    Returns how many messages were queued again.
    """
    from autan.opendata.updates.actions.refresh_runs import resume_cut_short
    from autan.people.mail.actions import requeue_cut_short
    from autan.people.personal_data.actions import purge
    from autan.publishing.webhooks.actions.deliveries import requeue_cut_short as requeue_webhooks

    forget_later_times(timezone.now())
    if cache.add("autan.sweep", value=True, timeout=SWEEP_SECONDS):  # one process of the server does it
        _log.info("swept", extra={"counts": dict(purge(now=timezone.now()))})
        _do_daily_acts()
    now = timezone.now()
    return requeue_cut_short(now=now) + requeue_webhooks(now=now) + resume_cut_short(now=now)


def forget_later_times(now: datetime) -> None:
    """Forget counts of attempts, sessions and the day of the last sweep that a clock set too far ahead left.

    Once it is right again, they would close an account, stay open or keep the sweep waiting until that time.
    """
    from django.contrib.sessions.models import Session

    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    latest = (now + timedelta(seconds=SWEEP_SECONDS, minutes=1)).replace(tzinfo=None)
    with connection.cursor() as cursor:
        # Django gives the table of its cache no model
        cursor.execute(
            f"DELETE FROM {table} WHERE expires > %s AND (cache_key LIKE %s OR cache_key LIKE %s)",  # noqa: S608 - a name of the settings
            [connection.ops.adapt_datetimefield_value(latest), *_TIMED_KEYS],
        )
    Session.objects.filter(expire_date__gt=now + timedelta(seconds=settings.SESSION_COOKIE_AGE, days=1)).delete()


def _do_daily_acts() -> None:
    """Do what rooms do every day; what one of them refuses is told, and keeps no other from its turn."""
    for job in registered(DailyJob):
        try:
            _log.info("daily act", extra={"act": job.code, "count": job.run(timezone.now())})
        except AutanError as error:
            _log.warning("daily act refused", extra={"act": job.code, "reason": str(error)})


def run_ready_tasks(queue: str = QUEUES[0]) -> None:
    """Run every task of a queue whose time has come. One query when there is none."""
    from django_tasks_db.management.commands.db_worker import Worker
    from django_tasks_db.models import DBTaskResult

    if not DBTaskResult.objects.ready().filter(queue_name=queue).exists():
        return
    Worker(
        queue_names=[queue],
        interval=PAUSE_SECONDS,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid.uuid4().hex,
        excluded_queue_names=[],
    ).run()
