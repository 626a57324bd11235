"""Frames given to an analyst: of Polars where it is installed (`autan[frames]`, `autan[server]`), plain rows else.

Both are read by whatever reads Arrow.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from autan.ground.engine import Relation, connect, literal, quoted

type Frame = Any
"""A frame of Polars, or a `Table`."""
_KINDS = {bytes: "BLOB", str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", date: "DATE"}
_SHOWN = 10


class Table:
    """Rows under named columns, for whoever has no Polars.

    `polars.DataFrame(table)`, `pandas.DataFrame.from_arrow(table)`, `pyarrow.table(table)` and DuckDB take it in.

    >>> table = Table({"siren": str, "communes": int}, [("248100430", 14), ("243100518", None)])
    >>> table.columns, table.height, table["communes"]
    (['siren', 'communes'], 2, [14, None])
    >>> table.to_dicts()[0]
    {'siren': '248100430', 'communes': 14}
    """

    def __init__(self, schema: Mapping[str, type | str], rows: Iterable[Sequence[Any]]) -> None:
        self.schema = {name: kind if isinstance(kind, str) else _KINDS[kind] for name, kind in schema.items()}
        self._rows = [tuple(row) for row in rows]

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return list(self.schema)

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def rows(self) -> list[tuple[Any, ...]]:
        """Return every row, in order; what is not known is None."""
        return self._rows

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return every row by the names of its columns."""
        return [dict(zip(self.schema, row, strict=True)) for row in self._rows]

    def __len__(self) -> int:
        return self.height

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self._rows)

    def __getitem__(self, name: str) -> list[Any]:
        rank = self.columns.index(name)
        return [row[rank] for row in self._rows]

    @cached_property
    def _relation(self) -> Relation:
        connection, rows = connect(threads=1), self.to_dicts()
        blobs = [quoted(name) for name, kind in self.schema.items() if kind == "BLOB"]
        kinds = ", ".join(
            f"{quoted(name)}: '{'VARCHAR' if kind == 'BLOB' else kind}'" for name, kind in self.schema.items()
        )
        # read as BLOB, the signs that stand for bytes would be the bytes
        shown = f"* REPLACE ({', '.join(f'CAST({name} AS BLOB) AS {name}' for name in blobs)})" if blobs else "*"
        with tempfile.TemporaryDirectory() as folder:
            # DuckDB binds the values of a statement one by one, some hundred times slower than it reads a file
            path = Path(folder, "rows.json")
            path.write_text(json.dumps(rows, default=_as_json), encoding="utf-8")
            rows_of_file = f"read_json({literal(str(path))}, columns={{{kinds}}})"
            connection.execute(f"CREATE TABLE rows AS SELECT {shown} FROM {rows_of_file}")  # noqa: S608 - names quoted
        return connection.sql("FROM rows")

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._relation.__arrow_c_stream__(requested_schema)

    def __str__(self) -> str:
        lines = ["\t".join("" if cell is None else str(cell) for cell in row) for row in self._rows[:_SHOWN]]
        more = [f"… {self.height} lignes"] if self.height > _SHOWN else []
        return "\n".join(["\t".join(self.schema), *lines, *more])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        def line(tag: str, cells: Iterable[Any]) -> str:
            shown = ("" if cell is None else escape(str(cell)) for cell in cells)
            return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in shown)}</tr>"

        body = "".join(line("td", row) for row in self._rows[:_SHOWN])
        return f"<table>{line('th', self.schema)}{body}</table><small>{self.height} × {len(self.schema)}</small>"


def _as_json(cell: object) -> str:
    """Write a day, or bytes as DuckDB reads them."""
    return "".join(f"\\x{byte:02X}" for byte in cell) if isinstance(cell, bytes) else str(cell)


def make_frame(rows: Iterable[Sequence[Any]], schema: Mapping[str, type]) -> Frame:
    """Return rows as a frame; `schema`: str, int, float, bool or date, by column."""
    if find_spec("polars") is None:
        return Table(schema, rows)
    import polars as pl

    return pl.DataFrame(list(rows), schema=schema, orient="row")


def frame_of(relation: Relation) -> Frame:
    """Return the answer to a query as a frame."""
    if find_spec("polars") is None:
        return Table(dict(zip(relation.columns, map(str, relation.types), strict=True)), relation.fetchall())
    import polars as pl

    return pl.DataFrame(relation)
