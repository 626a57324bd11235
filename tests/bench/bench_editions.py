"""An edition as a Word document and slides, the preview of a chapter, what is stale in a text, and the catalogue.

The plain alternative is the same text as one HTML file, which holds no picture to draw: what the formats add.
"""

from collections.abc import Callable
from datetime import date
from functools import partial

from autan.synthesis.actions.publishing import make_proof, render_files
from autan.synthesis.core.findings import check_text
from autan.synthesis.importers.sections import split_sections
from autan.synthesis.presenters.catalogue import present_catalogue
from autan.synthesis.presenters.section_checks import check_section
from autan.synthesis.queries.editions import get_edition, read_edition
from tests.bench.measures import Measure, median_seconds

EDITION, DAY = "2026", date(2026, 7, 31)
CHAPTER = 2
GOALS = {"html": 2.0, "docx": 3.0, "pptx": 3.0}


def run() -> list[Measure]:
    """Word under 3 s, a preview under 300 ms, the list of what is stale under 500 ms; charts drawn, cache warm."""
    edition = get_edition(EDITION)
    proof = make_proof(edition)
    measures, told = [], list[str]()
    for name, goal in GOALS.items():
        make = partial(render_files, edition, proof, [name], DAY, told.append)
        weight_kb = sum(map(len, make().values())) / 1000
        seconds = median_seconds(make, runs=3)
        measures.append(_measure(f"edition {EDITION} to {name}, {weight_kb:.0f} kB", seconds, goal))
    text = split_sections(edition.source)[CHAPTER].text
    computed = read_edition(edition).computed
    measures += [
        _timed("preview of a chapter", lambda: check_section(edition, CHAPTER, text), 0.3),
        _timed(f"what is stale among {len(computed.figures)} figures", lambda: check_text(computed), 0.5),
        _timed("search of the catalogue", lambda: present_catalogue(edition.network, "électricité"), 1.0),
    ]
    return measures


def _timed(name: str, act: Callable[[], object], goal: float) -> Measure:
    return _measure(name, median_seconds(act, runs=3), goal)


def _measure(name: str, seconds: float, goal: float) -> Measure:
    return Measure(name=name, result=f"{seconds:.3f} s", goal=f"under {goal:g} s", is_met=seconds < goal)
