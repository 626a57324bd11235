"""Tables of answers written typed, as Parquet or for SPSS, with their wordings, value labels and measures."""

import io
import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from autan.ground.errors import Fault
from autan.ground.wordings import Sentence
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
                column.heading,
                [_typed_cell(column.kind, cell) for cell in own],
                dtype=_TYPES.get(column.kind, pl.String),
            )
            for column, own in zip(table.columns, cells, strict=True)
        ]
    )


def _typed_cell(kind: CellKind, cell: FlatCell) -> FlatCell | date:
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
        "columns": json.dumps(
            {column.heading: _describe_column(column) for column in table.columns}, ensure_ascii=False
        ),
    }
    frame_of(table).write_parquet(buffer, metadata={f"autan.{name}": text for name, text in words.items()})
    return buffer.getvalue()


def _describe_column(column: TableColumn) -> dict[str, object]:
    labels = {code: label.fr for code, label in (column.labels or {}).items()}
    return {"label": column.label.fr, "kind": column.kind.value} | ({"labels": labels} if labels else {})


MAX_NAME, MAX_LABEL, MAX_VALUE_LABEL, MAX_TEXT = 64, 256, 120, 32_767  # bytes
_RESERVED = frozenset({"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"})
_CODED = frozenset({CellKind.CHOICE, CellKind.STATE})
_MEASURES = {CellKind.NUMBER: "scale", CellKind.WHOLE: "scale", CellKind.DATE: "scale", CellKind.RANK: "ordinal"}
_YES_NO: dict[int | float, str] = {0: "non", 1: "oui"}


def write_spss(export: AnswerExport, table: AnswerTable) -> tuple[bytes, tuple[Fault, ...]]:
    """Return the whole .sav file, and the texts that had to be cut."""
    import pyreadstat  # loaded when such a file is written: commands that read need not wait for it

    names = name_variables([column.heading for column in table.columns])
    columns = dict(zip(names, table.columns, strict=True))
    rows = tuple(
        tuple(_coded_cell(column, cell) for column, cell in zip(table.columns, row, strict=True)) for row in table.rows
    )
    kinds = (CellKind.WHOLE if column.kind in _CODED else column.kind for column in table.columns)
    numbered = tuple(replace(column, kind=kind) for column, kind in zip(table.columns, kinds, strict=True))
    frame = frame_of(AnswerTable(columns=numbered, rows=rows))
    frame.columns = names
    mark = f"{INVENTED_MARK.fr} — " if export.sheet.is_invented else ""  # first, so that no cut takes it away
    with tempfile.TemporaryDirectory(prefix="autan-sav-") as folder:
        path = Path(folder) / "answers.sav"
        pyreadstat.write_sav(
            frame.with_columns(pl.col(pl.Boolean).cast(pl.Int64)),
            path,
            file_label=_truncate_bytes(mark + export.title.fr, MAX_NAME),
            column_labels={
                name: _truncate_bytes(mark + column.label.fr, MAX_LABEL) for name, column in columns.items()
            },
            variable_value_labels={
                name: value_labels for name, column in columns.items() if (value_labels := _value_labels(column))
            },
            variable_measure={name: _MEASURES.get(column.kind, "nominal") for name, column in columns.items()},
        )
        return path.read_bytes(), tuple(_cuts(table, mark))


def name_variables(headings: list[str]) -> list[str]:
    """Return a name that SPSS accepts for each heading, each once whatever the case.

    >>> name_variables(["q[wood_cost]", "Q_wood_cost", "with"])
    ['q_wood_cost', 'Q_wood_cost_2', 'v_with']
    """
    taken: set[str] = set()
    names = []
    for heading in headings:
        stripped = re.sub(r"[^A-Za-z0-9_.]+", "_", heading).strip("_.")
        if not stripped[:1].isalpha() or stripped.lower() in _RESERVED:
            stripped = f"v_{stripped}"
        name, rank = stripped[:MAX_NAME], 1
        while name.lower() in taken:
            rank += 1
            name = f"{stripped[: MAX_NAME - len(str(rank)) - 1]}_{rank}"
        taken.add(name.lower())
        names.append(name)
    return names


def _coded_cell(column: TableColumn, cell: FlatCell) -> FlatCell:
    """A closed answer as its rank in the list, from 1; a text of a length that SPSS holds."""
    if cell is None or column.kind not in _CODED:
        return _truncate_bytes(cell, MAX_TEXT) if isinstance(cell, str) else cell
    return list(column.labels or ()).index(str(cell)) + 1


def _value_labels(column: TableColumn) -> dict[int | float, str]:
    if column.kind is CellKind.FLAG:
        return _YES_NO
    if column.kind not in _CODED:
        return {}
    labels = (column.labels or {}).values()
    return {rank: _truncate_bytes(label.fr, MAX_VALUE_LABEL) for rank, label in enumerate(labels, start=1)}


def _truncate_bytes(text: str, size: int) -> str:
    """The beginning of a text that holds in so many bytes, ended by an ellipsis when it is cut."""
    raw = text.encode()
    return text if len(raw) <= size else raw[: size - 3].decode(errors="ignore") + "…"


def _cuts(table: AnswerTable, mark: str) -> Iterator[Fault]:
    """List what SPSS cuts: labels, then texts, row by row (a table makes its rows again each time it is read)."""
    for column in table.columns:
        words = mark + column.label.fr
        if len(words.encode()) > MAX_LABEL:
            yield Fault(
                column=column.heading,
                value=f"{words[:40]}…",
                expected=Sentence("coupé : libellé à {max_label} octets", max_label=MAX_LABEL),
            )
        for label in (column.labels or {}).values():
            if len(label.fr.encode()) > MAX_VALUE_LABEL:
                expected = Sentence(
                    "coupé : libellé de réponse à {max_value_label} octets", max_value_label=MAX_VALUE_LABEL
                )
                yield Fault(column=column.heading, value=f"{label.fr[:40]}…", expected=expected)
    for line, row in enumerate(table.rows, start=2):
        for column, cell in zip(table.columns, row, strict=True):
            if isinstance(cell, str) and len(cell.encode()) > MAX_TEXT:
                expected = Sentence("coupé : texte à {max_text} octets", max_text=MAX_TEXT)
                yield Fault(row=line, column=column.heading, value=f"{cell[:40]}…", expected=expected)
