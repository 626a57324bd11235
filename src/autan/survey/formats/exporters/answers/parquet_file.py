"""Tables of answers written as Parquet: typed columns, with their wordings in the file's metadata."""

import io
import json
from datetime import date

import polars as pl

from autan.survey.formats.core.answer_files.tables import INVENTED_MARK, AnswerExport, AnswerTable, TableColumn
from autan.survey.questionnaires.core.spread.columns import CellKind, FlatCell

_TYPES: dict[CellKind, type[pl.DataType]] = {
    CellKind.NUMBER: pl.Float64,
    CellKind.WHOLE: pl.Int64,
    CellKind.RANK: pl.Int64,
    CellKind.DATE: pl.Date,
    CellKind.FLAG: pl.Boolean,
}


def frame_of(table: AnswerTable) -> pl.DataFrame:
    """Return a table as a frame: numbers, whole numbers, days, true or false, and texts."""
    rows = tuple(table.rows)
    cells = zip(*rows, strict=True) if rows else ((),) * len(table.columns)
    return pl.DataFrame(
        [
            pl.Series(
                column.heading, [_typed(column.kind, cell) for cell in own], dtype=_TYPES.get(column.kind, pl.String)
            )
            for column, own in zip(table.columns, cells, strict=True)
        ]
    )


def _typed(kind: CellKind, cell: FlatCell) -> FlatCell | date:
    if cell is None:
        return None
    if kind is CellKind.DATE:
        return date.fromisoformat(str(cell))
    if kind is CellKind.FLAG:
        return bool(cell)
    if kind in {CellKind.WHOLE, CellKind.RANK}:
        return int(cell)
    return float(cell) if kind is CellKind.NUMBER else str(cell)


def write_parquet(export: AnswerExport, table: AnswerTable) -> bytes:
    """Return the whole file."""
    buffer = io.BytesIO()
    words = {
        "campaign": export.sheet.campaign,
        "title": export.title.fr,
        "network": export.network.fr,
        "mark": INVENTED_MARK.fr if export.sheet.is_invented else "",
        "questionnaire": export.questionnaire.slug,
        "version": export.questionnaire.version.isoformat(),
        "columns": json.dumps({column.heading: _described(column) for column in table.columns}, ensure_ascii=False),
    }
    frame_of(table).write_parquet(buffer, metadata={f"autan.{name}": text for name, text in words.items()})
    return buffer.getvalue()


def _described(column: TableColumn) -> dict[str, object]:
    labels = {code: label.fr for code, label in (column.labels or {}).items()}
    return {"label": column.label.fr, "kind": column.kind.value} | ({"labels": labels} if labels else {})
