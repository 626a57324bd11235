"""An edition in every format, the preview of a chapter, what is stale in a text, and the catalogue.

The first act is the first of its process; formats and preview keep what they read, as a command and a request do.

The plain alternative is the same text as one HTML file, which holds no picture to draw: what the formats add.
"""

import time
from collections.abc import Callable
from datetime import date
from functools import partial

from autan.evidence.figures.queries.facts import all_facts
from autan.ground import request_cache
from autan.publishing.edition_files.core import FORMATS
from autan.publishing.editions.actions.publishing import make_proof, render_files
from autan.publishing.editions.models import Edition
from autan.publishing.editions.presenters.catalogue import present_catalogue
from autan.publishing.editions.presenters.preparation import check_section
from autan.publishing.editions.queries.editions import get_edition, read_source
from autan.publishing.living_text.core.findings import check_text
from autan.publishing.living_text.importers.sections import split_sections
from autan.territories.networks.queries.networks import network_members
from tests.bench.measures import Measure, median_seconds

EDITION, DAY = "2026", date(2026, 7, 31)
CHAPTER = 6
CLAIMS = 200
GOALS = {"html": 2.0, "docx": 3.0, "pptx": 3.0}


def run() -> list[Measure]:
    """Six formats under 4 s, 8 s in a new process; a preview under 300 ms, what is stale under 500 ms."""
    edition = get_edition(EDITION)
    began = time.process_time()
    _every_format(edition)
    first = time.process_time() - began
    again = median_seconds(partial(_every_format, edition), runs=3, clock=time.process_time)
    measures = [
        _measure("edition read, proved, in six formats, first of a process (CPU)", first, 8.0),
        _measure("edition read, proved, in six formats (CPU)", again, 4.0),
    ]
    proof = make_proof(edition)
    for name, goal in GOALS.items():
        make = partial(render_files, edition, proof, [name], DAY, _say_nothing)
        weight_kb = sum(map(len, make().values())) / 1000
        seconds = median_seconds(make, runs=3)
        measures.append(_measure(f"edition {EDITION} to {name}, {weight_kb:.0f} kB", seconds, goal))
    many = _many_claims(edition.network)
    measures += [
        _timed("preview of the slowest chapter", lambda: _preview(edition), 0.3),
        _timed(f"what is stale among {CLAIMS} figures", lambda: check_text(read_source(many).computed), 0.5),
        _timed("search of the catalogue", lambda: present_catalogue(edition.network, "électricité"), 1.0),
    ]
    return measures


def _every_format(edition: Edition) -> object:
    request_cache.begin()
    return render_files(edition, make_proof(edition), FORMATS, DAY, _say_nothing)


def _say_nothing(_words: str) -> None:
    """Nobody listens to what a bench does."""


def _preview(edition: Edition) -> object:
    """The preview of the chapter that calls for most, as a request makes it."""
    request_cache.begin()
    return check_section(edition, CHAPTER, split_sections(edition.source)[CHAPTER].text)


def _many_claims(network: str) -> str:
    """A text of as many claims, on facts of the register and on figures of the accounts."""
    accounts = [
        f"observatory.{member.siren}.{measure}.2024"
        for measure in ("electricity_total", "gas_total", "electricity_residential")
        for member in network_members(network)
    ]
    facts = [f"facts.{fact.pk}" for fact in all_facts() if fact.value is not None]
    called = [*accounts, *facts][:CLAIMS]
    head = "".join(f"  f{rank}: {figure_id}\n" for rank, figure_id in enumerate(called))
    body = "\n\n".join(f"{{{{f{rank} | text: tant | claim: value > {rank}}}}}." for rank in range(len(called)))
    title = '{fr: "T", en: "T"}'
    return f"---\nslug: bench\nnetwork: {network}\ntitle: {title}\nfigures:\n{head}---\n{body}\n"


def _timed(name: str, act: Callable[[], object], goal: float) -> Measure:
    return _measure(name, median_seconds(act, runs=3), goal)


def _measure(name: str, seconds: float, goal: float) -> Measure:
    return Measure(name=name, result=f"{seconds:.3f} s", goal=f"under {goal:g} s", is_met=seconds < goal)
