"""A chart or a map in a document: native or as a picture, with its words for who does not see it, and its data."""

from collections.abc import Iterator, Sequence
from functools import partial

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.evidence.figures.core.figures import Figure
from autan.ground.documents.renderers.office import Element
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.language import typeset, words
from autan.ground.wordings import Sentence
from autan.publishing.edition_files.renderers.office.state import DocumentState
from autan.territories.charts.renderers.drawing.chart_lines import DataRow, data_table
from autan.territories.charts.renderers.drawing_sheets import picture_for_print
from autan.territories.charts.renderers.native_chart import native_chart

_ROW = Sentence("Ligne")
_PLACE = Sentence("Territoire")
_PART = Sentence("Catégorie")
_VALUE = Sentence("Valeur")
TABLE = Sentence("Tableau")
_DATA = Sentence("Données")
_MOST_SERIES = 9
_NAMES_SHARE = 0.3


def drawing_blocks(state: DocumentState, name: str, drawn: Chart | MapSpec) -> list[Element]:
    """Return the drawing, its source, and the table of its figures, each marked."""
    document = state.document
    title = words(drawn.title)
    shown, text = partial(picture_for_print, drawn), f"{title}. {words(drawn.sentence)}"
    if chart := native_chart(drawn):
        picture = document.chart(chart, shown, title=title, description=text)
    else:
        picture = document.picture(shown(), title=title, description=text)
    source = document.paragraph("source", [document.run(typeset(words(drawn.source)))])
    head, rows = _rows(state, name, drawn)
    text = f"{words(_DATA)}{NO_BREAK_SPACE}: {typeset(title)}"
    caption = document.caption(words(TABLE), [document.run(text)])
    return [picture, source, caption, _table(state, head, rows, typeset(title)), document.paragraph("body", [])]


type Cell = Sequence[Element]


def _rows(state: DocumentState, name: str, drawn: Chart | MapSpec) -> tuple[list[str], list[list[Cell]]]:
    if isinstance(drawn, MapSpec):
        has_parts = any(place.category for place in drawn.places) and bool(drawn.categories)
        lines = zip(data_table(drawn), [place.figure for place in drawn.places], strict=True)
        head = [words(_PLACE), *([words(_PART)] if has_parts else []), *([words(_VALUE)] if drawn.figures else [])]
        return head, [_map_row(state, name, row, figure, head, has_parts=has_parts) for row, figure in lines]
    cells = iter(data_table(drawn))
    names = [words(series.label) for series in drawn.series]
    is_wide = 1 < len(names) <= _MOST_SERIES and all(len(row.figures) == len(names) for row in drawn.rows)
    if is_wide:
        rows = [
            [_text(state, words(row.label)), *(_number(state, name, next(cells), figure) for figure in row.figures)]
            for row in drawn.rows
        ]
        return [words(_ROW), *names], rows
    return [words(_ROW), words(_VALUE)], list(_long_rows(state, name, drawn, cells))


def _long_rows(state: DocumentState, name: str, drawn: Chart, cells: Iterator[DataRow]) -> Iterator[list[Cell]]:
    for row in drawn.rows:
        for figure in row.figures:
            cell = next(cells)
            label = f"{cell.name}, {cell.part}" if cell.part else cell.name
            yield [_text(state, label), _number(state, name, cell, figure)]


def _map_row(
    state: DocumentState, name: str, row: DataRow, figure: Figure | None, head: Sequence[str], *, has_parts: bool
) -> list[Cell]:
    cells: list[Cell] = [_text(state, row.name)]
    if has_parts:
        cells.append(_text(state, row.part))
    if len(cells) < len(head):
        cells.append(_number(state, name, row, figure) if figure else _text(state, "—"))
    return cells


def _text(state: DocumentState, text: str) -> Cell:
    return [state.document.run(typeset(text))]


def _number(state: DocumentState, name: str, row: DataRow, figure: Figure) -> Cell:
    view = row.view
    printed = view.quantity if view else "—"
    run = state.document.run
    mark = state.mark(name=name, figure_id=figure.id, label=words(figure.label), printed=printed, looks=[run(printed)])
    text = ", ".join(part for part in (view.state, view.caution) if part) if view and view.is_known else ""
    return [*mark, *([run(f" ({text})")] if text else [])]


def _table(state: DocumentState, head: Sequence[str], rows: Sequence[Sequence[Cell]], title: str) -> Element:
    document, others = state.document, len(head) - 1
    first = int(document.width * max(_NAMES_SHARE, 1 / len(head)))
    widths = [first, *[(document.width - first) // max(others, 1)] * others]
    named = [[document.paragraph("cell", [document.run(typeset(word), bold=True)])] for word in head]
    lines = [[[document.paragraph("cell", cell)] for cell in row] for row in rows]
    return document.table([named, *lines], widths, has_head=True, title=title)
