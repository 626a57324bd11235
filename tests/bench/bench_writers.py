"""A hundred people who write at once, for some time: nothing that was acknowledged is lost, nobody is refused.

It lasts twenty seconds; `BENCH_SECONDS=600 make bench ARGS=writers` makes it ten minutes.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryFile

from django.conf import settings

from autan.people.journal.models import JournalEntry
from tests.bench.measures import Measure
from tests.functional.demonstration import environment_of
from tests.instance.backup import writers

SECONDS = int(os.environ.get("BENCH_SECONDS", "20"))


def run() -> list[Measure]:
    """Every line is there once, and every writer wrote till the end."""
    with TemporaryFile("w+") as log, TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            [sys.executable, writers.__file__],
            env=environment_of(Path(settings.AUTAN_HOME)),
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=errors,
        )
        time.sleep(SECONDS)
        process.communicate()
        log.seek(0)
        errors.seek(0)
        acknowledged, refused = log.read().splitlines(), errors.read().count("Traceback")
    kept = Counter(JournalEntry.objects.filter(room="tests", kind="line").values_list("object_id", flat=True))
    faults = sum(kept[line] != 1 for line in acknowledged)
    least = min(Counter(line.partition("-")[0] for line in acknowledged).values(), default=0)
    return [
        Measure(
            name=f"{writers.WRITERS} writers for {SECONDS} s",
            result=f"{len(acknowledged)} lines, the slowest {least}; {faults} lost or doubled, {refused} refused",
            goal="none lost, doubled or refused",
            is_met=not faults and not refused and least > 0,
        )
    ]
