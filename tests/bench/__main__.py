"""`make bench`: runs every `bench_*.py` beside this file and prints what was measured beside what was wanted.

A bench is a module with `run() -> list[Measure]`; its docstring says what it compares. `make bench ARGS=pages` runs
those whose name holds the word. The demonstration is prepared once; each bench runs in a process of its own, on a copy
of it, so that none changes what another reads. One that breaks is named, and the others run. `BENCH_HOME` names a
folder where the prepared home stays, for the next time.
"""

import importlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.measures import Measure

HERE = Path(__file__).parent
ONE = "--one"


def bench_names(words: Sequence[str]) -> list[str]:
    """Names of the benches asked for, or of all."""
    names = sorted(path.stem for path in HERE.glob("bench_*.py"))
    return [name for name in names if not words or any(word in name for word in words)]


def set_up(home: Path) -> None:
    """Set Django up on a home, and nothing below a warning in the log."""
    os.environ.update(
        AUTAN_HOME=str(home), DJANGO_SETTINGS_MODULE="autan.instance.project.settings", AUTAN_LOG_LEVEL="error"
    )
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()


def prepare_home(home: Path) -> None:
    """Load the demonstration in a home."""
    set_up(home)
    from autan.instance.demo.preparation import preparation_steps

    for _words, act in preparation_steps():
        act()


def run_one(name: str, home: Path, out: Path) -> None:
    """Run one bench on a home, set up as the server is, and write its measures as JSON."""
    set_up(home)
    importlib.import_module("autan.instance.project.wsgi")
    measures = importlib.import_module(f"tests.bench.{name}").run()
    out.write_text(json.dumps([asdict(measure) for measure in measures]), encoding="utf-8")


def measures_of(name: str, prepared: Path, folder: Path) -> list[Measure]:
    """Run one bench in a process of its own, on a copy of the home; a missed measure when it breaks."""
    home, out = folder / name, folder / f"{name}.json"
    shutil.copytree(prepared, home)
    run = subprocess.run([sys.executable, "-m", "tests.bench", ONE, name, str(home), str(out)], check=False)
    shutil.rmtree(home)
    if run.returncode:
        return [Measure(name=name, result=f"broke (exit {run.returncode})", goal="runs", is_met=False)]
    return [Measure(**measure) for measure in json.loads(out.read_text(encoding="utf-8"))]


def table_of(measures: Sequence[Measure]) -> Table:
    """Every measure beside its goal."""
    table = Table(title=f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for heading in ("Measure", "Result", "Goal", ""):
        table.add_column(heading, overflow="fold")
    for measure in measures:
        table.add_row(measure.name, measure.result, measure.goal, "held" if measure.is_met else "MISSED")
    return table


def main(words: Sequence[str]) -> int:
    """Run the benches asked for; 1 when a goal is missed."""
    console, measures = Console(), list[Measure]()
    with tempfile.TemporaryDirectory(prefix="autan-bench-") as folder:
        prepared = Path(os.environ.get("BENCH_HOME") or Path(folder, "prepared"))
        if not prepared.exists():
            with console.status("preparing the demonstration"):
                prepare_home(prepared)
        for name in bench_names(words):
            with console.status(name):
                measures += measures_of(name, prepared, Path(folder))
    console.print(table_of(measures))
    return 0 if all(measure.is_met for measure in measures) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == [ONE]:
        run_one(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        sys.exit(main(sys.argv[1:]))
