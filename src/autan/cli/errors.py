"""Errors in French on the terminal, and the faults and warnings of a file: as one table, as objects for a program."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from autan.cli.listing import listing_table, make_console
from autan.errors import AutanError, Fault, ImportFileError

_stderr = Console(stderr=True)


def explain(error: AutanError) -> None:
    """Print an error on standard error, with one line for each fault of a file."""
    if isinstance(error, ImportFileError):
        show_faults(error.faults, title=_count_faults(error), console=_stderr)
        _stderr.print("[bold]Rien n’a été enregistré.[/bold] Corrigez le fichier et recommencez.", highlight=False)
    else:
        _stderr.print(f"[bold red]Refusé :[/bold red] {error}", highlight=False, soft_wrap=True)


def error_as_object(error: AutanError) -> dict[str, Any]:
    """What another program needs of a refusal: its sentence, its exit code, each fault of a file with its place."""
    if not isinstance(error, ImportFileError):
        return {"error": str(error), "exit_code": error.exit_code, "faults": []}
    faults = [fault_as_object(fault) for fault in error.faults]
    return {"error": _count_faults(error), "exit_code": error.exit_code, "faults": faults}


def _count_faults(error: ImportFileError) -> str:
    count = len(error.faults)
    return f"{error.file} : {count} défaut{'s' if count > 1 else ''}"


def explain_path(error: OSError) -> None:
    """Say which folder or file the system refuses, and its reason."""
    place = f"« {error.filename} » " if error.filename else ""
    _stderr.print(
        f"[bold red]Refusé :[/bold red] lecture ou écriture impossible : {place}({error.strerror or error}) ; "
        "vérifiez le chemin, les droits et la place libre",
        highlight=False,
        soft_wrap=True,
    )


def explain_encoding() -> None:
    """Say that an argument is written in another encoding than that of the terminal."""
    _stderr.print(
        "[bold red]Refusé :[/bold red] un argument n’est pas écrit dans l’encodage de ce terminal",
        highlight=False,
        soft_wrap=True,
    )


def explain_database(error: Exception) -> None:
    """Say that the database cannot be read or written, and why."""
    _stderr.print(
        f"[bold red]Refusé :[/bold red] la base de données ne peut pas être lue ou écrite ({error}) ; "
        "vérifiez la place libre, les droits, ou qu’elle est en marche, puis recommencez",
        highlight=False,
        soft_wrap=True,
    )


MOST_FAULTS = 60
_console = make_console()


def fault_as_object(fault: Fault) -> dict[str, Any]:
    """What another program needs of a fault or a warning."""
    return {
        "sheet": fault.sheet,
        "line": fault.row,
        "path": fault.column,
        "value": fault.value,
        "expected": fault.expected,
    }


def show_faults(faults: Sequence[Fault], *, title: str, console: Console = _console) -> None:
    """Print the first faults or warnings as one table, and how many are left."""
    has_sheets = any(fault.sheet for fault in faults)
    rows = [
        (fault.sheet or "",) * has_sheets
        + (str(fault.row or ""), fault.column or "", fault.value or "", fault.expected)
        for fault in faults[:MOST_FAULTS]
    ]
    headings = (("Feuille",) if has_sheets else ()) + ("Ligne", "Place", "Lu", "Attendu")
    console.print()
    console.print(listing_table(headings, rows, numbers={int(has_sheets)}, title=title))
    if len(faults) > MOST_FAULTS:
        console.print(f"… et {len(faults) - MOST_FAULTS} autres.")
