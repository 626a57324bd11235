"""Errors on the terminal, and the faults and warnings of a file: as one table, as objects for a program."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from autan.ground.errors import AutanError, Fault, ImportFileError
from autan.ground.wordings import Sentence
from autan.instance.cli.help_language import terminal_sentence, terminal_shown
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import listing_table, make_console

_stderr = Console(stderr=True)


def explain(error: AutanError) -> None:
    """Print an error on standard error, with one line for each fault of a file."""
    if isinstance(error, ImportFileError):
        show_faults(error.faults, title=terminal_sentence(_count_faults(error)), console=_stderr)
        nothing, hint = _("Rien n’a été enregistré."), _("Corrigez le fichier et recommencez.")
        _stderr.print(f"[bold]{nothing}[/bold] {hint}", highlight=False)
    else:
        _refuse(terminal_sentence(str(error)))


def _refuse(why: str) -> None:
    _stderr.print(f"[bold red]{_('Refusé :')}[/bold red] {why}", highlight=False, soft_wrap=True)


def error_as_object(error: AutanError) -> dict[str, Any]:
    """What another program needs of a refusal: its sentence, its exit code, each fault of a file with its place.

    Its sentences are for people, in the language of the terminal; a program goes by the exit code, paths and lines.
    """
    if not isinstance(error, ImportFileError):
        return {"error": terminal_sentence(str(error)), "exit_code": error.exit_code, "faults": []}
    faults = [fault_as_object(fault) for fault in error.faults]
    return {"error": terminal_sentence(_count_faults(error)), "exit_code": error.exit_code, "faults": faults}


def _count_faults(error: ImportFileError) -> Sentence:
    if len(error.faults) > 1:
        return Sentence("{file} : {count} défauts", file=error.file, count=len(error.faults))
    return Sentence("{file} : un défaut", file=error.file)


def explain_path(error: OSError) -> None:
    """Say which folder or file the system refuses, and its reason."""
    place = _("« {place} » ").format(place=error.filename) if error.filename else ""
    message = _("lecture ou écriture impossible : {place}({why}) ; vérifiez le chemin, les droits et la place libre")
    _refuse(message.format(place=place, why=error.strerror or error))


def explain_encoding() -> None:
    """Say that an argument is written in another encoding than that of the terminal."""
    _refuse(_("un argument n’est pas écrit dans l’encodage de ce terminal"))


def explain_database(error: Exception) -> None:
    """Say that the database cannot be read or written, and why."""
    message = _(
        "la base de données ne peut pas être lue ou écrite ({why}) ; "
        "vérifiez la place libre, les droits, ou qu’elle est en marche, puis recommencez"
    )
    _refuse(message.format(why=error))


MOST_FAULTS = 60
_console = make_console()


def fault_as_object(fault: Fault) -> dict[str, Any]:
    """What another program needs of a fault or a warning."""
    return {
        "sheet": fault.sheet,
        "line": fault.row,
        "path": fault.column,
        "value": fault.value,
        "expected": terminal_sentence(fault.expected),
    }


def show_faults(faults: Sequence[Fault], *, title: str, console: Console = _console) -> None:
    """Print the first faults or warnings as one table, and how many are left."""
    has_sheets = any(fault.sheet for fault in faults)
    rows = [
        # times False it is empty: only workbooks have a column of sheets
        (fault.sheet or "",) * has_sheets
        + (
            str(fault.row or ""),
            *(terminal_shown(text or "") for text in (fault.column, fault.value)),
            terminal_sentence(fault.expected),
        )
        for fault in faults[:MOST_FAULTS]
    ]
    headings = ((_("Feuille"),) if has_sheets else ()) + (_("Ligne"), _("Place"), _("Lu"), _("Attendu"))
    console.print()
    console.print(listing_table(headings, rows, numbers={int(has_sheets)}, title=title))
    if len(faults) > MOST_FAULTS:
        console.print(_("… et {count} autres.").format(count=len(faults) - MOST_FAULTS))
