"""What a bench measures, and how: medians of several runs, peak memory of a process of its own."""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measured quantity, the goal it was given, and whether it holds.

    Attributes:
        name: what was done.
        result: what was measured, in words, with its unit.
        goal: what was wanted, in words.
        is_met: whether it holds.
    """

    name: str
    result: str
    goal: str
    is_met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a run costs: seconds of wall time (median) and peak memory of its process, in megabytes."""

    seconds: float
    peak_mb: float


def median_seconds(
    act: Callable[[], object], *, runs: int = 5, clock: Callable[[], float] = time.perf_counter
) -> float:
    """Median time of an act by a clock (wall time without one), the first run (cold) apart."""
    act()
    spans = []
    for _ in range(runs):
        began = clock()
        act()
        spans.append(clock() - began)
    return statistics.median(spans)


def print_cost(act: Callable[[], object], *, runs: int = 3) -> None:
    """Measure an act in this process and print its cost, for `cost_apart` to read."""
    print_cost_of(median_seconds(act, runs=runs))


def print_cost_of(seconds: float) -> None:
    """Print the cost of an act that was timed in this process, for `cost_apart` to read."""
    sys.stdout.write(json.dumps({"seconds": seconds, "peak_mb": _peak_kb() / 1024}) + "\n")


def _peak_kb() -> int:
    """Peak memory of this program: what Linux says of it alone, as `ru_maxrss` begins with that of its parent."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def cost_apart(module: str, *arguments: str) -> Cost:
    """Run a module in a process of its own, which ends by `print_cost`, and return what it cost."""
    run = subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=False)
    if run.returncode:
        sys.stderr.write(run.stderr)
        run.check_returncode()
    return Cost(**json.loads(run.stdout.splitlines()[-1]))
