"""Errors in French on the terminal: what happened, where, what was expected."""

from typing import Any

from rich.console import Console

from autan.cli.faults import fault_as_object, show_faults
from autan.errors import AutanError, ImportFileError

_console = Console(stderr=True)


def explain(error: AutanError) -> None:
    """Print an error on standard error, with one line for each fault of a file."""
    if isinstance(error, ImportFileError):
        show_faults(error.faults, title=_count_faults(error), console=_console)
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


def explain_path(error: OSError) -> None:
    """Say which folder or file the system refuses, and its reason."""
    place = f"« {error.filename} » " if error.filename else ""
    _console.print(
        f"[bold red]Refusé :[/bold red] lecture ou écriture impossible : {place}({error.strerror or error}) ; "
        "vérifiez le chemin, les droits et la place libre",
        highlight=False,
        soft_wrap=True,
    )


def explain_letters() -> None:
    """Say that an argument is written in another encoding than that of the terminal."""
    _console.print(
        "[bold red]Refusé :[/bold red] un argument n’est pas écrit dans l’encodage de ce terminal",
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
