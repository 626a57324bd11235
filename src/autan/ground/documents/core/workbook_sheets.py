"""Sheets of a workbook, before they are written as XLSX or ODS."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from autan.ground.tables.core.tables import CellValue


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookSheet:
    """One sheet: its name, its rows with the headings first, and how it looks where the format can say it.

    Attributes:
        rows: cells of each line; they may be made as they are read, once.
        widths: width of the columns that are not of the usual one, in signs, by place.
        fixed_columns: how many columns stay in view beside the line of headings.
        is_wrapped: True when long texts go to the next line of their cell.
        emphasized: lines set apart by a colour, counted from 0.
    """

    name: str
    rows: Iterable[tuple[CellValue, ...]]
    widths: Mapping[int, int] = field(default_factory=dict)
    fixed_columns: int = 0
    is_wrapped: bool = False
    emphasized: frozenset[int] = frozenset()
