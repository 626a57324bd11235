"""`autan network`: who is in a network and on what evidence, and how to bring a network in from a table."""

from datetime import date
from pathlib import Path
from typing import Any

import typer

from autan.ground.texts.core.notation import format_date
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.imports import DryRun, Remove, Yes, take_in
from autan.instance.cli.listing import AsJson, attributes_of, make_console, print_json, show_rows
from autan.territories.networks.core.members import Member
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network, list_networks, network_members
from autan.territories.perimeters.core.bodies import EpciKind

app = typer.Typer(help="Un réseau de territoires : ses membres et leurs preuves.", no_args_is_help=True)
_console = make_console()
_NO_NETWORK = "Aucun réseau n’est enregistré ; « autan start » commence le vôtre, « autan network import » en lit un."


@app.command("list")
def list_all(as_json: bool = AsJson) -> None:
    """Lister les réseaux : leur identifiant, leur nom, combien de membres ils ont."""
    networks = [(network, len(network_members(network.slug))) for network in list_networks()]
    objects = [
        {
            "slug": network.slug,
            "name": {"fr": network.name_fr, "en": network.name_en},
            "members": count,
            "is_invented": network.is_invented,
        }
        for network, count in networks
    ]
    rows = [
        (network.slug, network.name_fr, str(count), _("inventé") if network.is_invented else "")
        for network, count in networks
    ]
    headings = ("Identifiant", "Nom", "Membres", "")
    show_rows(headings, rows, as_objects=objects, as_json=as_json, numbers={2}, empty=_NO_NETWORK)


@app.command()
def show(
    slug: str = typer.Argument("", help="Nom court du réseau ; sans lui, le premier réseau réel."),
    as_json: bool = AsJson,
) -> None:
    """Montrer un réseau : ses membres, depuis quand, avec quelle certitude, sur quelles preuves."""
    networks = list_networks()
    if not networks and not slug:
        if as_json:
            print_json(None)
        else:
            typer.echo(_NO_NETWORK)
        return
    network = networks[0] if networks and not slug else get_network(slug)
    members = network_members(network.slug)
    if as_json:
        print_json(_as_object(network, members))
        return
    _print_network(network, members)
    others = [other.slug for other in networks if other.slug != network.slug]
    if others and not slug:
        _console.print(f"\nAutres réseaux : {', '.join(others)}")


@app.command("import")
def import_file(
    file: Path = typer.Argument(help="Table (.csv, .xlsx, .xls ou .ods) : une appartenance par ligne, avec sa source."),
    yes: bool = Yes,
    dry_run: bool = DryRun,
    remove: bool = Remove,
    as_json: bool = AsJson,
) -> None:
    """Prendre en compte des réseaux et leurs membres, après avoir montré ce qui changerait."""
    # Not above: the register of France comes with it, and Polars, a quarter of what the other commands cost.
    from autan.territories.networks.actions.membership_imports import NETWORKS

    take_in(NETWORKS, file, yes=yes, dry_run=dry_run, remove=remove, as_json=as_json)


def _print_network(network: Network, members: tuple[Member, ...]) -> None:
    invented = "   réseau inventé, pour essayer" if network.is_invented else ""
    count = f"{len(members)} membre{'s' if len(members) > 1 else ''}"
    _console.print(f"[bold]{network.name_fr}[/bold]   {network.slug}   {count}{invented}\n")
    if network.description_fr:
        _console.print(f"{network.description_fr}\n", markup=False)
    rows = [
        (
            member.siren,
            member.short_name,
            EpciKind(member.kind).label.fr,
            f"{_day(member.valid_from)} – {_day(member.valid_to)}",
            member.certainty.label.fr,
            ", ".join(ref.key for ref in member.evidence),
        )
        for member in members
    ]
    show_rows(("SIREN", "Territoire", "Forme", "Membre", "Certitude", "Preuves"), rows)


def _day(day: date | None) -> str:
    """A day in full, or a mark for a date that no source gives."""
    return "…" if day is None else format_date(day, language="fr")


def _as_object(network: Network, members: tuple[Member, ...]) -> dict[str, Any]:
    return {
        "slug": network.slug,
        "name": network.name_fr,
        "description": network.description_fr,
        "is_invented": network.is_invented,
        "members": [
            {
                **attributes_of(member, "siren name short_name kind valid_from valid_to certainty"),
                "evidence": [{"kind": ref.kind, "key": ref.key} for ref in member.evidence],
            }
            for member in members
        ],
    }
