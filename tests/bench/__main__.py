"""`make bench`: runs every `bench_*.py` beside this file and prints what was measured beside what was wanted.

A bench is a module with `run() -> list[Measure]`; its docstring says what it compares. `make bench ARGS=pages` runs
those whose name holds the word. Benches run in a folder of their own: the demonstration is prepared there once.
"""

import importlib
import os
import platform
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.measures import Measure

HERE = Path(__file__).parent


def bench_names(words: list[str]) -> list[str]:
    """Names of the benches asked for, or of all."""
    names = sorted(path.stem for path in HERE.glob("bench_*.py"))
    return [name for name in names if not words or any(word in name for word in words)]


def prepare_home(folder: str) -> None:
    """Set Django up on a home of its own, with the demonstration loaded."""
    os.environ.update(AUTAN_HOME=folder, DJANGO_SETTINGS_MODULE="autan.project.settings")
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from autan.demo.preparation import preparation_steps

    for _words, act in preparation_steps():
        act()


def table_of(measures: list[Measure]) -> Table:
    """Every measure beside its goal."""
    table = Table(title=f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for heading in ("Measure", "Result", "Goal", ""):
        table.add_column(heading, overflow="fold")
    for measure in measures:
        table.add_row(measure.name, measure.result, measure.goal, "held" if measure.is_met else "MISSED")
    return table


def main(words: list[str]) -> int:
    """Run the benches asked for; 1 when a goal is missed."""
    console, measures = Console(), []
    with tempfile.TemporaryDirectory(prefix="autan-bench-") as folder:
        with console.status("preparing the demonstration"):
            prepare_home(folder)
        for name in bench_names(words):
            module = importlib.import_module(f"tests.bench.{name}")
            with console.status((module.__doc__ or name).splitlines()[0]):
                measures += module.run()
    console.print(table_of(measures))
    return 0 if all(measure.is_met for measure in measures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
