"""A table of texts under headings, from any table that the intake opens: CSV, XLSX, XLS, ODS."""

from dataclasses import dataclass

from autan.intake.core.tables import text_of
from autan.intake.importers.tables import read_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """Rows of texts under headings.

    Attributes:
        headings: the first line, blanks around each left out.
        rows: the other lines, as many cells in each as there are headings; blank lines are left out.
        lines: line of the file of each row, from 1.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def column(self, rank: int) -> list[str]:
        """Cells of a column, in order."""
        return [row[rank] for row in self.rows]


def read_text_table(data: bytes, file: str) -> TextTable:
    """Read the first table of a file.

    Raises:
        ImportFileError: see `read_tables`.
    """
    table = read_tables(data, file)[0]
    rows = tuple(tuple(text_of(cell) for cell in row) for row in table.rows)
    return TextTable(headings=table.headings, rows=rows, lines=table.lines)
