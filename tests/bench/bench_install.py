"""Bytes that each form of Autan puts on the disk, from what the installed files of its components weigh.

The plain alternative is the site with all that it asks for, which an analyst installed before.
"""

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

import autan
from tests.bench.measures import Measure

FORMS = {"": 200, "frames": 400, "server": 700}


def run() -> list[Measure]:
    """The library alone under 200 MB; the two other forms are printed beside it."""
    own = sum(path.stat().st_size for path in Path(autan.__file__).parent.rglob("*") if path.suffix != ".pyc")
    measures = []
    for extra, goal in FORMS.items():
        size = (own + sum(_size(name) for name in _asked("autan", extra))) / 1e6
        form = f"autan[{extra}]" if extra else "autan"
        measures.append(Measure(name=form, result=f"{size:.0f} MB", goal=f"under {goal} MB", is_met=size < goal))
    return measures


def _asked(name: str, extra: str = "") -> set[str]:
    """What a component asks for here, and what these ask for."""
    asked: set[str] = set()
    waiting = [(name, extra)]
    while waiting:
        name, extra = waiting.pop()
        for requirement in map(Requirement, distribution(name).requires or ()):
            wanted = requirement.marker is None or requirement.marker.evaluate({"extra": extra})
            if wanted and requirement.name == "autan":
                waiting += [("autan", inner) for inner in requirement.extras]
            elif wanted and requirement.name not in asked:
                asked.add(requirement.name)
                waiting += [(requirement.name, inner) for inner in ("", *requirement.extras)]
    return asked


def _size(name: str) -> int:
    try:
        files = distribution(name).files or ()
    except PackageNotFoundError:
        return 0
    places = [Path(str(file.locate())) for file in files if file.suffix != ".pyc"]
    return sum(place.stat().st_size for place in places if place.is_file())
