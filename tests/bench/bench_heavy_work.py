"""A plain page while eight readers ask for the costliest files of a network of 1,255 members, beside its quiet time.

The server is the real one, on a home of its own size; the files are the picture of a comparison, the workbook and the
table of 20,000 actions and the table of all figures, each asked for by two readers at once, none of them made before.
Then what the same files cost once they are kept: seconds of the processor, and bytes.
"""

import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings
from django.db import connection

from autan.people.individuals.actions import individual_named
from autan.people.individuals.models import SYSTEM_NAME
from autan.plans.action_files.actions.intake import add_rows
from autan.plans.plans.models import Plan
from autan.territories.networks.models import Territory
from autan.territories.perimeters.lake.register import LATEST, epci_of
from tests.bench.bench_projects import ACTIONS, PLANS, action_row
from tests.bench.great_network import SLUG, make_great_network
from tests.bench.measures import Measure
from tests.functional.served import Served, served

PLAIN, MOST_TIMES, MOST_KEPT_CPU, PAUSE_SECONDS = "/territoires/243100518/", 3, 0.1, 0.1
HEAVY = (
    f"/comparer/?network={SLUG}&dessin={SLUG}-ghg-per-inhabitant-bars&fichier=png",
    f"/reseaux/{SLUG}/actions/export.xlsx",
    f"/donnees-ouvertes/tables/{SLUG}/actions.csv",
    f"/api/v1/figures.csv?network={SLUG}",
)


def run() -> list[Measure]:
    """No more than three times its quiet time; a file that is kept under 0.1 s of the processor."""
    make_great_network()
    _add_actions()
    connection.close()
    with served(Path(settings.AUTAN_HOME)) as server:
        quiet = statistics.median(_seconds(server, PLAIN) for _ in range(30))
        busy, statuses = _while_eight_read(server)
        times = statistics.median(busy) / quiet
        plain = Measure(
            name=f"a page while eight ask for heavy files ({len(busy)} times; answers {statuses})",
            result=f"{times:.1f} times its quiet time, {max(busy) / quiet:.0f} at most",
            goal=f"under {MOST_TIMES} times",
            is_met=times < MOST_TIMES,
        )
        return [plain, *(_kept(server, path) for path in HEAVY)]


def _add_actions() -> None:
    for number, siren in enumerate(sorted(epci_of(LATEST))[:PLANS]):
        plan = Plan.objects.create(slug=f"mesure-{number}", title=f"PCAET {number}", kind="pcaet", is_published=True)
        plan.subjects.add(Territory.objects.get(siren=siren))
        add_rows(
            plan,
            [action_row(rank, f"Action {rank} du plan {number}") for rank in range(ACTIONS)],
            author_id=individual_named(SYSTEM_NAME).pk,
        )


def _while_eight_read(server: Served) -> tuple[list[float], list[int]]:
    """Seconds of the plain page, asked for again until each of the eight is answered, and what they were answered."""
    seconds = []
    with ThreadPoolExecutor(8) as pool:
        readers = [pool.submit(server.ask, path, timeout=300) for path in HEAVY * 2]
        while not all(reader.done() for reader in readers):
            time.sleep(PAUSE_SECONDS)
            seconds.append(_seconds(server, PLAIN))
        return seconds, sorted(reader.result()[0] for reader in readers)


def _seconds(server: Served, path: str) -> float:
    began = time.perf_counter()
    assert server.ask(path, timeout=300)[0] == 200, path
    return time.perf_counter() - began


def _kept(server: Served, path: str) -> Measure:
    _seconds(server, path)
    began = _processor_seconds(server)
    size = len(server.ask(path, timeout=300)[2])
    spent = _processor_seconds(server) - began
    return Measure(
        name=f"{path}, kept",
        result=f"{spent:.2f} s of the processor, {size / 1e6:.1f} MB",
        goal=f"under {MOST_KEPT_CPU} s",
        is_met=spent < MOST_KEPT_CPU,
    )


def _processor_seconds(server: Served) -> float:
    """What the workers of the server have spent since they began."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text(encoding="ascii")
    fields = [
        Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split() for pid in children.split()
    ]
    return sum(int(field[11]) + int(field[12]) for field in fields) / os.sysconf("SC_CLK_TCK")
