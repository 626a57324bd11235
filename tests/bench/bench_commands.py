"""CPU of what people type most: a list, the help of a group, the check of the four editions of the demonstration.

Each command runs in a process of its own, as from a terminal; the CPU of all its threads is counted, from the start of
Python to its end. The plain alternative of the first two is `autan --help`, which loads neither Django nor a room.
"""

import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from tests.bench.measures import Measure

AUTAN, RUNS = Path(sys.executable).parent / "autan", 5
GOALS = {"--help": 0.3, "network --help": 0.6, "edition --help": 0.6, "network list": 0.6, "check": 1.5}


def run() -> list[Measure]:
    """A list and the help of a group under 0.6 s of CPU, `autan check` under 1.5 s."""
    return [_measure(command, goal) for command, goal in GOALS.items()]


def _measure(command: str, goal: float) -> Measure:
    seconds = statistics.median(_cpu_seconds(command) for _ in range(RUNS))
    return Measure(
        name=f"autan {command}", result=f"{seconds:.2f} s of CPU", goal=f"under {goal:g} s", is_met=seconds < goal
    )


def _cpu_seconds(command: str) -> float:
    """CPU of one run, of the user and of the system."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = os.environ | {"AUTAN_HOME": str(settings.AUTAN_HOME)}
    subprocess.run([AUTAN, *command.split()], env=environment, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
