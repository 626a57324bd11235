"""Tables that connectors made of the files of a source, and what they knew outside them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from autan.ground.errors import Fault
from autan.ground.texts.core.texts import plural
from autan.ground.wordings import Text
from autan.opendata.sources.core.file_mappings import FileMapping

_MOST_COLUMNS_SAID = 4


def counted(number: int, one: str, many: str) -> str:
    """A number and what it counts, in French.

    >>> counted(1, "ligne", "lignes"), counted(2, "ligne", "lignes")
    ('1 ligne', '2 lignes')
    """
    return f"{number} {plural(number, Text(one, one), Text(many, many)).fr}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a connector made of a file.

    Attributes:
        table: the tidy table, sorted by the key of its card.
        data_date: what the rows are about: one year, or one day.
        remarks: what was repaired or understood, in French, for the user.
        set_aside: faults of the rows that were left out, when the user chose to go on without them.
        cells_aside: faults of the cells that were left out alone, their rows being kept.
    """

    table: pl.DataFrame
    data_date: str
    remarks: tuple[str, ...] = ()
    set_aside: tuple[Fault, ...] = ()
    cells_aside: tuple[Fault, ...] = ()

    @property
    def all_remarks(self) -> tuple[str, ...]:
        """Remarks, with how many rows and cells were set aside and for what."""
        rows, cells_said = len({fault.row for fault in self.set_aside}), len(self.cells_aside)
        remarks = list(self.remarks)
        if rows:
            rows_said = counted(rows, "ligne fautive mise de côté", "lignes fautives mises de côté")
            remarks.append(f"{rows_said} ({_columns_of(self.set_aside)})")
        if cells_said:
            text = counted(cells_said, "case fautive mise de côté", "cases fautives mises de côté")
            remarks.append(f"{text} ({_columns_of(self.cells_aside)})")
        return tuple(remarks)

    @property
    def aside(self) -> tuple[Fault, ...]:
        """Everything that was left out."""
        return (*self.set_aside, *self.cells_aside)


def _columns_of(faults: Sequence[Fault]) -> str:
    """Columns of faults, in order; the first few when they are many."""
    columns = sorted({fault.column or "" for fault in faults})
    return ", ".join(columns[:_MOST_COLUMNS_SAID]) + ("…" if len(columns) > _MOST_COLUMNS_SAID else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneIdentities:
    """What the register says of each commune code, in any vintage.

    Attributes:
        names: names that it has had.
        epci: SIREN of the EPCI that it has been in.
    """

    names: Mapping[str, frozenset[str]]
    epci: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What the reader knows outside the file.

    Attributes:
        today: no data may be of a later day.
        communes: codes of every commune of every known vintage; empty when the register is not at hand.
        identities: names and EPCI of these communes; None when they are not to be compared.
        skip_bad_rows: set faulty rows aside instead of refusing the file.
        mapping: how a network says that the file is laid out; None for the form of its source.
    """

    today: date
    communes: Collection[str] = ()
    identities: CommuneIdentities | None = None
    skip_bad_rows: bool = False
    mapping: FileMapping | None = None


def join_readings(readings: Iterable[Reading], table: pl.DataFrame, data_date: str) -> Reading:
    """One reading of several files: their table together, each remark once, everything that was left out."""
    # read three times below
    all_readings = list(readings)
    return Reading(
        table=table,
        data_date=data_date,
        remarks=tuple(dict.fromkeys(remark for reading in all_readings for remark in reading.remarks)),
        set_aside=tuple(fault for reading in all_readings for fault in reading.set_aside),
        cells_aside=tuple(fault for reading in all_readings for fault in reading.cells_aside),
    )
