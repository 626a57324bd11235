"""`autan data status`: what we have, how old it is, and which members it covers."""

import json
from collections.abc import Sequence

import typer
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from autan.observatory.connectors.registry import FETCHED_SOURCES, SOURCES
from autan.observatory.coverage_queries import covered_territories
from autan.observatory.lake import damaged_snapshots, verify_snapshot
from autan.observatory.queries import SourceStatus, lake_status
from autan.territories.core.members import Member
from autan.territories.queries import get_network, network_members

_console = Console(highlight=False, soft_wrap=True)
DAYS_IN_MONTH = 30
MOST_NAMED = 6


def status(
    network: str = typer.Option("", help="Dire quels membres de ce réseau sont couverts."),
    as_json: bool = typer.Option(False, "--json", help="Écrire du JSON."),
    verify: bool = typer.Option(False, "--verify", help="Relire chaque table et comparer son empreinte."),
) -> None:
    """Dire quelles éditions de quelles sources sont dans le lac, de quand elles datent, qui elles couvrent."""
    members = _members(network)
    found = lake_status()
    if verify:
        for item in found:
            verify_snapshot(item.snapshot)
    rows = [_row(item, members) for item in found]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    _console.print(_table(rows, members))
    _say_damaged()
    _console.print(f"Sources que l’on sait lire\u00a0: {', '.join(SOURCES)}")
    _console.print(f"Sources qu’un service donne\u00a0: {', '.join(FETCHED_SOURCES)}")
    for item in found:
        for remark in item.snapshot.card.remarks:
            _console.print(f"{item.snapshot.card.source} : {remark}", markup=False)


def _members(network: str) -> tuple[Member, ...]:
    if not network:
        return ()
    get_network(network)
    return network_members(network)


def _row(item: SourceStatus, members: Sequence[Member]) -> dict[str, object]:
    snapshot, card = item.snapshot, item.snapshot.card
    covered = covered_territories(snapshot)
    row: dict[str, object] = {
        "source": card.source,
        "title": card.title,
        "producer": card.producer,
        "licence": card.licence,
        "data_date": card.data_date,
        "edition": snapshot.name,
        "rows": snapshot.rows,
        "territories": item.territories,
        "geography_vintage": card.geography_vintage,
        "retrieved_on": card.retrieved_on.isoformat(),
        "age_days": (timezone.localdate() - card.retrieved_on).days,
        "adopted_at": snapshot.adopted_at,
        "is_current": item.is_current,
        "is_damaged": snapshot in damaged_snapshots(),
        "checksum": card.checksum,
        "remarks": list(card.remarks),
    }
    if members:
        row["members_covered"] = [member.siren for member in members if member.siren in covered]
        row["members_missing"] = [member.siren for member in members if member.siren not in covered]
        row["missing_names"] = [member.short_name for member in members if member.siren not in covered]
    return row


def _table(rows: Sequence[dict[str, object]], members: Sequence[Member]) -> Table:
    table = Table()
    headings = ["Source", "Données", "Lignes", "Territoires", "Copie du", "Âge", "En usage"]
    for heading in [*headings, *(["Membres", "Sans donnée"] if members else [])]:
        table.add_column(heading, no_wrap=heading != "Sans donnée", overflow="fold")
    for row in rows:
        cells = [str(row[name]) for name in ("source", "data_date", "rows", "territories", "retrieved_on")]
        cells += [
            _say_age(row["age_days"]),
            "endommagée" if row["is_damaged"] else "oui" if row["is_current"] else "non",
        ]
        if members:
            covered, missing = row["members_covered"], row["missing_names"]
            cells += [f"{_size(covered)} sur {len(members)}", _say_names(missing)]
        table.add_row(*cells)
    return table


def _size(things: object) -> int:
    return len(things) if isinstance(things, list) else 0


def _say_names(names: object) -> str:
    if not isinstance(names, list):
        return ""
    more = f" et {len(names) - MOST_NAMED} autres" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _say_age(days: object) -> str:
    """Days, or months beyond two.

    >>> _say_age(1), _say_age(12), _say_age(200)
    ('1 jour', '12 jours', '6 mois')
    """
    number = days if isinstance(days, int) else 0
    if number > 2 * DAYS_IN_MONTH:
        return f"{number // DAYS_IN_MONTH} mois"
    return f"{number} jour{'s' if number > 1 else ''}"


def _say_damaged() -> None:
    for snapshot in damaged_snapshots():
        _console.print(
            f"[red]Attention :[/red] {snapshot.card.source}, l’édition {snapshot.name} est endommagée ; "
            "la dernière bonne édition reste en usage. Reprenez-la avec autan data refresh ou autan data add."
        )
