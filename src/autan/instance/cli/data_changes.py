"""How a new edition differs from the last one, on the terminal and in JSON: shared by `data add` and `data refresh`."""

from collections.abc import Iterator

from rich.markup import escape

from autan.ground.texts.core.notation import number_text
from autan.instance.cli.listing import attributes_of, make_console
from autan.opendata.sources.core.readings import counted
from autan.opendata.sources.lake.snapshots import Snapshot
from autan.opendata.updates.queries.edition_changes import IncomingEdition

_console = make_console()


def change_row(incoming: IncomingEdition, snapshot: Snapshot | None) -> dict[str, object]:
    """What changes with an edition, as plain values; `snapshot` is what was adopted of it, or None."""
    card, comparison = incoming.card, incoming.comparison
    return {
        "source": card.source,
        "data_date": card.data_date,
        "adopted": snapshot.name if snapshot else None,
        "rows": snapshot.rows if snapshot else None,
        "in_use": name_of(snapshot or incoming.previous),
        "compared_with": name_of(incoming.previous),
        "added": comparison.added if comparison else None,
        "removed": comparison.removed if comparison else None,
        "revised": comparison.revised if comparison else None,
        "largest": [attributes_of(one, "key column before after") for one in comparison.largest] if comparison else [],
        "scales": {shift.column: shift.factor for shift in comparison.shifts} if comparison else {},
        "alerts": [
            {"column": fault.column, "found": fault.value, "expected": fault.expected} for fault in incoming.alerts
        ],
        "remarks": list(card.remarks),
        "error": None,
    }


def name_of(snapshot: Snapshot | None) -> str | None:
    """Name of an edition, with the day of its copy."""
    return f"{snapshot.name} (copie du {snapshot.card.retrieved_on:%d/%m/%Y})" if snapshot else None


def print_change(row: dict[str, object], *, is_asked_only: bool = False) -> None:
    """Print what changes with an edition; `is_asked_only` when nothing was to be adopted."""
    if row["error"]:
        _print_failure(row)
        return
    mark = "[green]✓[/green]" if row["adopted"] else "[yellow]?[/yellow]"
    _console.print(f"{mark} {row['source']} {row['data_date']} : édition en usage {row['in_use'] or 'aucune'}")
    print_differences(row)
    if is_asked_only:
        _console.print("  Rien n’a été adopté : relancez sans --compare pour le prendre en compte.")
    elif not row["adopted"]:
        _console.print("  Pas adopté : relancez avec --accept pour le prendre en compte.")


def print_differences(row: dict[str, object]) -> None:
    """Print what an edition gains, loses and revises, then what the reader repaired or set aside."""
    if row["compared_with"]:
        labels = (("added", "ajout", "ajouts"), ("removed", "perte", "pertes"))
        counts = [counted(int(str(row[name])), one, many) for name, one, many in labels]
        counts.append(counted(int(str(row["revised"])), "valeur révisée", "valeurs révisées"))
        _console.print(f"  {', '.join(counts)}, par rapport à {row['compared_with']}")
    for line in _details(row):
        _console.print(line, markup=False)


def print_in_use(in_use: object) -> None:
    """Print which edition stays in use, and from when, after a failure."""
    _console.print(f"  Reste en usage : {in_use or 'rien'}", markup=False)


def _print_failure(row: dict[str, object]) -> None:
    _console.print(f"[red]✗[/red] {row['source']} : {escape(str(row['error']))}")
    print_in_use(row["in_use"])
    if row.get("quarantine"):
        _console.print(f"  Mis de côté, avec les raisons : {row['quarantine']}", markup=False)


def _details(row: dict[str, object]) -> Iterator[str]:
    """The numbers most revised, what is implausible, and what the reader repaired or set aside."""
    for change in row["largest"] if isinstance(row["largest"], list) else []:
        before, after = (_number(change[name]) for name in ("before", "after"))
        yield f"    {' '.join(change['key'])} {change['column']} : {before} → {after}"
    for alert in row["alerts"] if isinstance(row["alerts"], list) else []:
        where = f"{alert['column']} : " if alert["column"] else ""
        yield f"  Alerte : {where}{alert['found']} ; attendu : {alert['expected']}"
    for remark in row["remarks"] if isinstance(row["remarks"], list) else []:
        yield f"  {remark}"


def _number(value: float | None) -> str:
    return "inconnu" if value is None else number_text(value).fr
