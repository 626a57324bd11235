"""`autan data start`: everything that a network can have, in one run, and what it cannot have and why, in one table."""

from collections.abc import Iterable
from dataclasses import asdict

import typer
from django.conf import settings
from rich import box
from rich.console import Console
from rich.table import Table

from autan.cli.figure_listing import print_json
from autan.data_updates.actions.data_start import start_data
from autan.data_updates.core.data_start import StartLine
from autan.data_updates.core.refresh_runs import say_received
from autan.evidence.core.notation import set_typography
from autan.opendata.connectors.partial_downloads import PartialDownloads
from autan.opendata.connectors.transport import Transport
from autan.territories.queries.networks import get_network

_console = Console(highlight=False)
_progress = Console(stderr=True, highlight=False)


def start(
    network: str = typer.Option(..., help="Réseau dont on veut les données."),
    services: bool = typer.Option(
        True, "--services/--no-services", help="Interroger les services, ou s’en tenir aux tables livrées."
    ),
    as_json: bool = typer.Option(False, "--json", help="Écrire du JSON."),
) -> None:
    """Prendre tout ce qu’un réseau peut avoir ; interrompue, la commande reprend où elle en était."""
    found = get_network(network)
    with _progress.status("Tables livrées") as status:
        transport = Transport(
            mirrors=settings.AUTAN_MIRRORS,
            progress=lambda url, received, whole: status.update(say_received(url, received, whole)),
            pausing=lambda host, seconds, why: status.update(f"{host}\u00a0: {why}, attente de {seconds:.0f} s"),
            partial=PartialDownloads(settings.AUTAN_CACHE / "unfinished"),
        )
        lines = start_data(
            by=None,
            network=found,
            transport=transport if services else None,
            begin=lambda source, rank, total: status.update(f"{rank}/{total} {source}"),
        )
    if as_json:
        print_json([_as_object(line) for line in lines])
        return
    _console.print(_table(lines))


def _as_object(line: StartLine) -> dict[str, object]:
    return asdict(line) | {"way": line.way.value, "reason": line.reason.fr}


def _table(lines: Iterable[StartLine]) -> Table:
    """One line a source; what is whole first."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for heading in ("Source", "Voie", "Membres", "Ce qui manque, et pourquoi"):
        table.add_column(heading, overflow="fold")
    for line in sorted(lines, key=lambda line: not line.is_whole):
        covered = f"{line.covered} sur {line.members}" if line.is_held else "—"
        reason = set_typography(line.reason.fr, language="fr")
        table.add_row(line.source, line.way.label.fr, covered, reason)
    return table
