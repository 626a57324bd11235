"""CPU of what people type most: a list, the help of a group, the check of the four editions of the demonstration.

Each command runs in a process of its own, as from a terminal; the CPU of all its threads is counted, from the start of
Python to its end. The plain alternative of the first two is `autan --help`, which loads neither Django nor a room.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from tests.bench.measures import Measure

AUTAN, RUNS = Path(sys.executable).parent / "autan", 5
EMPTY_BASE = "import django; django.setup(); from autan.instance.new_database import create_tables; create_tables()"
GOALS = {"--help": 0.3, "network --help": 0.6, "edition --help": 0.6, "network list": 0.6, "check": 1.5}


def run() -> list[Measure]:
    """A list and the help of a group under 0.6 s of CPU, `autan check` under 1.5 s; an empty base made under 2 s."""
    home = str(settings.AUTAN_HOME)
    measures = [_measure(f"autan {words}", [AUTAN, *words.split()], home, goal) for words, goal in GOALS.items()]
    with tempfile.TemporaryDirectory() as empty:
        (Path(empty) / "home").mkdir()
        made = _measure("tables of an empty base", [sys.executable, "-c", EMPTY_BASE], f"{empty}/home", 2.0, runs=1)
    return [*measures, made]


def _measure(name: str, command: Sequence[str | Path], home: str, goal: float, *, runs: int = RUNS) -> Measure:
    seconds = statistics.median(_cpu_seconds(command, home) for _ in range(runs))
    return Measure(name=name, result=f"{seconds:.2f} s of CPU", goal=f"under {goal:g} s", is_met=seconds < goal)


def _cpu_seconds(command: Sequence[str | Path], home: str) -> float:
    """CPU of one run, of the user and of the system."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=os.environ | {"AUTAN_HOME": home}, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
