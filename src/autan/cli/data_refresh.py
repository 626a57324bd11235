"""`autan data refresh`: bring the sources up to date from their services, and say what changes before it is adopted."""

import json

import typer
from django.conf import settings
from rich.console import Console
from rich.markup import escape

from autan.errors import AutanError, ImportFileError, SourceError
from autan.observatory.actions import Refreshed, refresh_source
from autan.observatory.connectors.harvest import PlacesNeededError, Wish
from autan.observatory.connectors.raw_table import counted
from autan.observatory.connectors.registry import FETCHED_SOURCES, SOURCES_BY_PLACE, UnknownSourceError
from autan.observatory.connectors.transport import Transport
from autan.observatory.core.revisions import Revision
from autan.observatory.lake import Snapshot, current_snapshots
from autan.territories.queries import get_network, network_members

_console = Console(highlight=False, soft_wrap=True)
_progress = Console(stderr=True, highlight=False)


def refresh(
    sources: list[str] = typer.Argument(None, metavar="[SOURCE]...", help="Sources ; sans elles, toutes."),
    network: str = typer.Option("", help="Les membres de ce réseau, pour les services interrogés lieu par lieu."),
    from_year: int | None = typer.Option(None, "--from-year", min=1990, help="Première année voulue."),
    accept: bool = typer.Option(False, "--accept", help="Adopter aussi ce qui révise ou perd des valeurs."),
    as_json: bool = typer.Option(False, "--json", help="Écrire du JSON."),
) -> None:
    """Aller chercher les dernières éditions ; ce qui révise des valeurs n’est adopté qu’avec --accept."""
    wish = Wish(from_year=from_year, sirens=_sirens(network))
    chosen = _sources_for(sources or [], wish)
    rows, exit_code = [], 0
    with _progress.status("Connexion") as status:
        transport = Transport(
            mirrors=settings.AUTAN_MIRRORS,
            progress=lambda url, received, whole: status.update(_say_progress(url, received, whole)),
        )
        for source in chosen:
            try:
                found = refresh_source(by=None, source=source, transport=transport, wish=wish, accept=accept)
                rows += [_row(item) for item in found]
            except (SourceError, ImportFileError) as error:
                exit_code = error.exit_code
                rows.append(_failed_row(source, error))
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            _say(row)
    if exit_code:
        raise typer.Exit(exit_code)


def _sirens(network: str) -> tuple[str, ...]:
    if not network:
        return ()
    get_network(network)
    return tuple(member.siren for member in network_members(network))


def _sources_for(asked: list[str], wish: Wish) -> tuple[str, ...]:
    """The sources asked for, else every one that a service gives; a bad name stops all before anything is fetched.

    Without a list, those whose service is asked place by place are left out when no place is given.
    """
    for source in asked:
        if source not in FETCHED_SOURCES:
            raise UnknownSourceError(source, FETCHED_SOURCES)
        if source in SOURCES_BY_PLACE and not wish.sirens:
            raise PlacesNeededError(source)
    return tuple(asked) or tuple(name for name in FETCHED_SOURCES if wish.sirens or name not in SOURCES_BY_PLACE)


def _say_progress(url: str, received: int, whole: int | None) -> str:
    host = url.partition("//")[2].partition("/")[0]
    share = f" sur {whole / 1e6:.1f}" if whole else ""
    return f"{host} : {received / 1e6:.1f}{share} Mo"


def _row(item: Refreshed) -> dict[str, object]:
    comparison = item.comparison
    return {
        "source": item.card.source,
        "data_date": item.card.data_date,
        "adopted": item.snapshot.name if item.snapshot else None,
        "rows": item.snapshot.rows if item.snapshot else None,
        "in_use": _name(item.snapshot or item.previous),
        "compared_with": _name(item.previous),
        "added": comparison.added if comparison else None,
        "removed": comparison.removed if comparison else None,
        "revised": comparison.revised if comparison else None,
        "largest": [_revision_row(revision) for revision in comparison.largest] if comparison else [],
        "remarks": list(item.card.remarks),
        "answers": str(item.answers),
        "error": None,
    }


def _revision_row(revision: Revision) -> dict[str, object]:
    return {
        "key": list(revision.key),
        "column": revision.column,
        "before": revision.before,
        "after": revision.after,
    }


def _failed_row(source: str, error: AutanError) -> dict[str, object]:
    kept = [snapshot for snapshot in current_snapshots() if snapshot.card.source == source]
    return {"source": source, "error": _say_error(error), "in_use": _name(kept[-1] if kept else None)}


def _say_error(error: AutanError) -> str:
    if not isinstance(error, ImportFileError):
        return str(error)
    first = error.faults[0]
    place = f"ligne {first.row}, colonne {first.column}, «\u202f{first.value}\u202f»"
    count = counted(len(error.faults), "défaut", "défauts")
    return f"{error.file}\u00a0: {count}, dont {place}\u00a0; attendu\u00a0: {first.expected}"


def _name(snapshot: Snapshot | None) -> str | None:
    return f"{snapshot.name} (copie du {snapshot.card.retrieved_on:%d/%m/%Y})" if snapshot else None


def _say(row: dict[str, object]) -> None:
    if row["error"]:
        _console.print(f"[red]✗[/red] {row['source']} : {escape(str(row['error']))}")
        _console.print(f"  Reste en usage : {row['in_use'] or 'rien'}")
        return
    mark = "[green]✓[/green]" if row["adopted"] else "[yellow]?[/yellow]"
    _console.print(f"{mark} {row['source']} {row['data_date']} : édition en usage {row['in_use']}")
    if row["compared_with"]:
        counts = f"{row['added']} ajouts, {row['removed']} pertes, {row['revised']} valeurs révisées"
        _console.print(f"  {counts}, par rapport à {row['compared_with']}")
    for change in row["largest"] if isinstance(row["largest"], list) else []:
        before, after = (_number(change[name]) for name in ("before", "after"))
        _console.print(f"    {' '.join(change['key'])} {change['column']} : {before} → {after}")
    if not row["adopted"]:
        _console.print("  Pas adopté : relancez avec --accept pour le prendre en compte.")


def _number(value: float | None) -> str:
    return "inconnu" if value is None else f"{value:g}".replace(".", ",")
