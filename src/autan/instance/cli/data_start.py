"""`autan data start`: everything that a network can have, in one run, and what it cannot have and why, in one table."""

from dataclasses import asdict

import typer
from django.conf import settings
from rich.console import Console

from autan.ground.texts.core.notation import set_typography
from autan.instance.cli.listing import AsJson, show_rows
from autan.opendata.sources.connectors.partial_downloads import PartialDownloads
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.updates.actions.data_start import start_data
from autan.opendata.updates.core.data_start import SourceStatusLine
from autan.opendata.updates.core.refresh_runs import describe_received
from autan.territories.networks.queries.networks import get_network

_progress = Console(stderr=True, highlight=False)


def start(
    network: str = typer.Option(..., help="Réseau dont on veut les données."),
    services: bool = typer.Option(
        True, "--services/--no-services", help="Interroger les services, ou s’en tenir aux tables livrées."
    ),
    as_json: bool = AsJson,
) -> None:
    """Prendre tout ce qu’un réseau peut avoir ; interrompue, la commande reprend où elle en était."""
    record = get_network(network)
    with _progress.status("Tables livrées") as status:
        transport = Transport(
            mirrors=settings.AUTAN_MIRRORS,
            progress=lambda url, received, whole: status.update(describe_received(url, received, whole)),
            pausing=lambda host, seconds, why: status.update(f"{host}\u00a0: {why}, attente de {seconds:.0f} s"),
            partial=PartialDownloads(settings.AUTAN_CACHE / "unfinished"),
        )
        lines = start_data(
            by=None,
            network=record,
            transport=transport if services else None,
            begin=lambda source, rank, total: status.update(f"{rank}/{total} {source}"),
        )
    rows = map(_as_row, sorted(lines, key=lambda line: not line.is_whole))
    headings = ("Source", "Voie", "Membres", "Ce qui manque, et pourquoi")
    show_rows(headings, rows, as_objects=map(_as_object, lines), as_json=as_json)


def _as_object(line: SourceStatusLine) -> dict[str, object]:
    return asdict(line) | {"way": line.way.value, "reason": line.reason.fr}


def _as_row(line: SourceStatusLine) -> tuple[str, ...]:
    covered = f"{line.covered} sur {line.members}" if line.is_held else "—"
    return line.source, line.way.label.fr, covered, set_typography(line.reason.fr, language="fr")
