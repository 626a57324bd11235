"""Faults and warnings of a file on the terminal: as one table for people, as objects for other programs."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from autan.cli.listing import listing_table, make_console
from autan.errors import Fault

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
