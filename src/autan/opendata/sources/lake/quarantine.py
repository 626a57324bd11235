"""Rows refused in a file, with the reason of each refusal, in a table that spreadsheets open.

Layout: `<lake>/<source>/quarantine/<time>-<file>.csv`: one line for each fault.
"""

import csv
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from autan.ground.errors import Fault
from autan.ground.tables.importers.delimited import decode
from autan.opendata.sources.lake.snapshots import lake_root

QUARANTINE = "quarantine"
QUARANTINE_HEADINGS = ("fichier", "ligne", "colonne", "valeur lue", "attendu", "contenu de la ligne")


def keep_quarantine(*, source: str, file: str, faults: Sequence[Fault], content: bytes, at: datetime) -> Path:
    """Write what was refused of a file, with the reason of each refusal. Called by `actions` only.

    `content`: the file, whose faulty lines are copied; empty when it is not at hand.
    Returns the file written: CSV in UTF-8 with a byte order mark, semicolons.
    """
    folder = lake_root() / source / QUARANTINE
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.-]+", "-", file).strip(".-")[:80] or "fichier"
    path = folder / f"{at:%Y%m%dT%H%M%S%f}-{name.removesuffix('.csv')}.csv"
    lines = [line.removesuffix("\r") for line in decode(content).split("\n")]
    rows = [
        (file, fault.row or "", fault.column or "", fault.value or "", fault.expected, _line(lines, fault.row))
        for fault in faults
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out, delimiter=";").writerows([QUARANTINE_HEADINGS, *(map(_defuse, row) for row in rows)])
    return path


def latest_quarantine(source: str) -> Path | None:
    """The last file of refused rows of a source, or None."""
    return max((lake_root() / source / QUARANTINE).glob("*.csv"), default=None)


def _line(lines: Sequence[str], row: int | None) -> str:
    return lines[row - 1][:500] if row and row <= len(lines) else ""


def _defuse(cell: object) -> str:
    """A cell that a spreadsheet would take for a formula is shown as text."""
    text = str(cell)
    return (
        f"'{text}" if text[:1] in {"=", "+", "@", "\t", "\r"} or (text[:1] == "-" and not text[1:2].isdigit()) else text
    )
