"""Writes a field of a described document as the cell of a table that `importers` reads again."""

from datetime import date
from typing import Any

from autan.ground.texts.core.labelled import Labelled


def table_cell(value: Any) -> Any:
    """Return the cell of a value: French words of a choice, codes parted by commas; None for what nobody said."""
    if isinstance(value, Labelled):
        return value.label.fr
    if isinstance(value, tuple):
        return ", ".join(str(table_cell(one)) for one in value) or None
    return value.isoformat() if isinstance(value, date) else value if value != "" else None
