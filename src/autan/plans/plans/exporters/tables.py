"""The register as a file: XLSX, ODS or CSV."""

import csv
import io
from collections.abc import Sequence
from enum import StrEnum

from autan.ground.documents.core.workbook_sheets import WorkbookSheet
from autan.ground.documents.renderers.workbooks.ods import write_ods
from autan.ground.documents.renderers.workbooks.xlsx import write_xlsx
from autan.ground.errors import known
from autan.survey.formats.core.answer_files.cells import escape_formula

type Cells = tuple[str | float | None, ...]


class TableFormat(StrEnum):
    """Formats of a table that leaves."""

    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"

    @classmethod
    def of(cls, extension: str) -> "TableFormat":
        """Return the format of an extension.

        Raises:
            UnknownError: no table leaves in it.
        """
        found = next((each for each in cls if each.value == extension), None)
        return known(found, "aucun tableau au format «\u202f{extension}\u202f»", extension=extension)

    @property
    def media_type(self) -> str:
        """Type of the file, for a browser."""
        return _TYPES[self]


_TYPES = {
    TableFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    TableFormat.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    TableFormat.CSV: "text/csv; charset=utf-8",
}


def write_table(rows: Sequence[Cells], *, name: str, file_format: TableFormat) -> bytes:
    """Return the whole file; the first row holds the headings, an unknown cell is empty."""
    if file_format is TableFormat.CSV:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerows([escape_formula(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
        return text.getvalue().encode("utf-8-sig")
    sheet = WorkbookSheet(name=name[:31], rows=tuple(rows))
    return write_xlsx([sheet]) if file_format is TableFormat.XLSX else write_ods([sheet])
