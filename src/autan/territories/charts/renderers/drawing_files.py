"""The files of a drawing of a page: an image that says what it shows, and its figures as a table."""

import io
from collections.abc import Mapping

import polars as pl

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import file_numbers
from autan.evidence.figures.presenters.figures import present_period
from autan.ground.texts.language import words
from autan.territories.charts.renderers.drawing.chart_lines import named_figures
from autan.territories.charts.renderers.drawing.map_shapes import Contours
from autan.territories.charts.renderers.drawing_sheets import sheet_file
from autan.territories.charts.renderers.room_drawings import RoomDrawing

DRAWING_FORMS: Mapping[str, str] = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv; charset=utf-8"}
"""Kinds of files, and what each is sent as."""

FIGURE_COLUMNS = {
    "valeur": pl.Float64,
    "bas": pl.Float64,
    "haut": pl.Float64,
    "unite": pl.String,
    "periode": pl.String,
    "etat": pl.String,
    "connus": pl.Int64,
    "total": pl.Int64,
}
"""Columns of a figure in a table, as `figure_cells` fills them; its address comes last."""
_SCHEMA = {"ligne": pl.String, "partie": pl.String, **FIGURE_COLUMNS, "adresse": pl.String}


def drawing_file(spec: Chart | MapSpec | RoomDrawing, form: str, *, contours: Contours | None = None) -> bytes:
    """A drawing as a file of one of `DRAWING_FORMS`.

    Raises NoContourError: an image of a map none of whose places has a contour.
    """
    return _table(spec) if form == "csv" else sheet_file(spec, form, contours=contours)


def _table(spec: Chart | MapSpec | RoomDrawing) -> bytes:
    """One row a figure, in its own unit; an unknown value is an empty cell, never a zero."""
    if isinstance(spec, RoomDrawing):
        frame = pl.DataFrame(spec.rows, schema=list(spec.columns), orient="row")
    else:
        frame = pl.DataFrame([_row(*entry) for entry in named_figures(spec)], schema=_SCHEMA)
    buffer = io.BytesIO()
    frame.write_csv(buffer, include_bom=True, separator=";")
    return buffer.getvalue()


def _row(name: str, part: str, figure: Figure | None) -> dict[str, object]:
    return {"ligne": name, "partie": part, **(figure_cells(figure) if figure else {})}


def figure_cells(figure: Figure) -> dict[str, object]:
    """The cells of one figure in a table: those of `FIGURE_COLUMNS`, and its address."""
    return {
        **dict(zip(("valeur", "bas", "haut"), file_numbers(figure), strict=True)),
        "unite": words(figure.unit.symbol),
        "periode": present_period(figure.period),
        "etat": words(figure.state.label),
        "connus": figure.known,
        "total": figure.total,
        "adresse": figure.id,
    }
