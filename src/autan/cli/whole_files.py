"""Writing a file whole or not at all, and telling what is wrong with one that was read."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from autan.cli.figure_listing import listing_table
from autan.errors import Fault, RuleError

_console = Console(highlight=False)


def write_whole(target: Path, data: bytes, *, force: bool) -> None:
    """Write beside the target, then put in its place: what stands is never half-written.

    Raises:
        RuleError: the target exists and `force` is not given, or it cannot be written.
    """
    if target.exists() and not force:
        message = f"« {target} » existe déjà ; ajoutez --force pour le remplacer"
        raise RuleError(message)
    beside = target.with_name(f".{target.name}.partial")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        message = f"« {target} » ne peut pas être écrit ({error.strerror})"
        raise RuleError(message) from None


def show_faults(faults: Sequence[Fault], *, title: str) -> None:
    """Print faults or warnings as one table."""
    has_sheets = any(fault.sheet for fault in faults)
    rows = [
        (fault.sheet or "",) * has_sheets
        + (str(fault.row or ""), fault.column or "", fault.value or "", fault.expected)
        for fault in faults
    ]
    headings = (("Feuille",) if has_sheets else ()) + ("Ligne", "Place", "Lu", "Attendu")
    _console.print()
    _console.print(listing_table(headings, rows, numbers={int(has_sheets)}, title=title))
