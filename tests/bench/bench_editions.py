"""An edition as a Word document and slides, the preview of a chapter, what is stale in a text, and the catalogue.

The plain alternative is the same text as one HTML file, which holds no picture to draw: what the formats add.
"""

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
    """Word under 3 s, a preview under 300 ms, the list of what is stale under 500 ms; charts drawn, cache warm."""
    edition = get_edition(EDITION)
    proof = make_proof(edition)
    measures, told = [], list[str]()
    for name, goal in GOALS.items():
        make = partial(render_files, edition, proof, [name], DAY, told.append)
        weight_kb = sum(map(len, make().values())) / 1000
        seconds = median_seconds(make, runs=3)
        measures.append(_measure(f"edition {EDITION} to {name}, {weight_kb:.0f} kB", seconds, goal))
    many = _many_claims(edition.network)
    measures += [
        _timed("edition read, proved, in every format", lambda: _every_format(edition), 8.0),
        _timed("preview of the slowest chapter", lambda: _preview(edition), 0.3),
        _timed(f"what is stale among {CLAIMS} figures", lambda: check_text(read_source(many).computed), 0.5),
        _timed("search of the catalogue", lambda: present_catalogue(edition.network, "électricité"), 1.0),
    ]
    return measures


def _every_format(edition: Edition) -> object:
    return render_files(edition, make_proof(edition), FORMATS, DAY, lambda _words: None)


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
