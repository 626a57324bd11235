"""`autan data contours`: bring in the contours of a network, from the national service or from a file."""

from pathlib import Path

import typer
from django.conf import settings

from autan.ground.wordings import Text
from autan.instance.cli.listing import AsJson, print_done
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.updates.actions.refreshing import refresh_contours
from autan.territories.networks.actions.contours import keep_contours
from autan.territories.networks.queries.networks import get_network, network_members
from autan.territories.perimeters.lake.geojson import read_geojson


def contours(
    file: Path | None = typer.Argument(None, help="Fichier GeoJSON en WGS 84 ; sans lui, le service national."),
    network: str = typer.Option("", help="Réseau dont le service donne les contours."),
    credit: str = typer.Option("", help="Qui a dessiné les contours du fichier, et quand : dit sous chaque carte."),
    as_json: bool = AsJson,
) -> None:
    """Prendre les contours d’un réseau : membres et communes, du service national ou d’un fichier GeoJSON."""
    if file is not None:
        credit_line = credit or f"Contours\u00a0: fichier {file.name}."
        kept = keep_contours(by=None, contours=read_geojson(file), credit=Text(credit_line, credit_line))
    else:
        if not network:
            message = "donnez un fichier GeoJSON, ou --network pour interroger le service national"
            raise typer.BadParameter(message)
        get_network(network)
        sirens = [member.siren for member in network_members(network)]
        transport = Transport(mirrors=settings.AUTAN_MIRRORS)
        kept = refresh_contours(by=None, transport=transport, sirens=sirens)
    words = f"Contours gardés : {kept.epci} EPCI, {kept.communes} communes"
    if kept.left_out:
        words += f"\n  Laissés de côté, d’aucun réseau d’ici : {', '.join(kept.left_out)}"
    done = {"epci": kept.epci, "communes": kept.communes, "left_out": list(kept.left_out)}
    print_done(words, done, as_json=as_json)
