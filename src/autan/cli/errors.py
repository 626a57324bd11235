"""Errors in French on the terminal: what happened, where, what was expected."""

from typing import Any

from rich.console import Console
from rich.table import Table

from autan.errors import AutanError, Fault, ImportFileError

_console = Console(stderr=True)
_MOST_FAULTS = 60


def explain(error: AutanError) -> None:
    """Print an error on standard error, with one line for each fault of a file."""
    if isinstance(error, ImportFileError):
        _console.print(_fault_table(error))
        if len(error.faults) > _MOST_FAULTS:
            _console.print(f"… et {len(error.faults) - _MOST_FAULTS} autres défauts ; corrigez d’abord ceux-ci.")
        _console.print("[bold]Rien n’a été enregistré.[/bold] Corrigez le fichier et recommencez.", highlight=False)
    else:
        _console.print(f"[bold red]Refusé :[/bold red] {error}", highlight=False, soft_wrap=True)


def error_as_object(error: AutanError) -> dict[str, Any]:
    """What another program needs of a refusal: its sentence, its exit code, each fault of a file with its place."""
    if not isinstance(error, ImportFileError):
        return {"error": str(error), "exit_code": error.exit_code, "faults": []}
    faults = [fault_as_object(fault) for fault in error.faults]
    return {"error": _count_faults(error), "exit_code": error.exit_code, "faults": faults}


def _count_faults(error: ImportFileError) -> str:
    count = len(error.faults)
    return f"{error.file} : {count} défaut{'s' if count > 1 else ''}"


def fault_as_object(fault: Fault) -> dict[str, Any]:
    """What another program needs of a fault or a warning."""
    return {
        "sheet": fault.sheet,
        "line": fault.row,
        "path": fault.column,
        "value": fault.value,
        "expected": fault.expected,
    }


def explain_path(error: OSError) -> None:
    """Say which folder or file the system refuses, and its reason."""
    place = f"« {error.filename} » " if error.filename else ""
    _console.print(
        f"[bold red]Refusé :[/bold red] lecture ou écriture impossible : {place}({error.strerror or error}) ; "
        "vérifiez le chemin, les droits et la place libre",
        highlight=False,
        soft_wrap=True,
    )


def explain_database(error: Exception) -> None:
    """Say that the database cannot be read or written, and why."""
    _console.print(
        f"[bold red]Refusé :[/bold red] la base de données ne peut pas être lue ou écrite ({error}) ; "
        "vérifiez la place libre, les droits, ou qu’elle est en marche, puis recommencez",
        highlight=False,
        soft_wrap=True,
    )


def _fault_table(error: ImportFileError) -> Table:
    table = Table(title=_count_faults(error), title_justify="left", show_lines=False)
    with_sheet = any(fault.sheet for fault in error.faults)
    for heading in (*(("Feuille",) if with_sheet else ()), "Ligne", "Colonne", "Valeur lue", "Attendu"):
        table.add_column(heading, overflow="fold")
    for fault in error.faults[:_MOST_FAULTS]:
        cells = [
            "" if fault.row is None else str(fault.row),
            fault.column or "",
            "" if fault.value is None else repr(fault.value),
            fault.expected,
        ]
        table.add_row(*([fault.sheet or ""] if with_sheet else []), *(cell.replace("[", r"\[") for cell in cells))
    return table
