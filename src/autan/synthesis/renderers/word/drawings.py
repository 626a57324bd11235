"""A chart or a map in a Word document: its picture with its words for who does not see it, and its data as a table."""

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docx.shared import Twips

from autan.charts.renderers.drawing.data_table import DataRow, chart_table, map_table
from autan.charts.renderers.printed_drawing import picture_for_print
from autan.documents.renderers.word_elements import Element, make, paragraph, run, table
from autan.evidence.core.charts import Chart, MapSpec
from autan.evidence.core.figures import Figure
from autan.evidence.core.notation import NO_BREAK_SPACE
from autan.evidence.core.texts import Text
from autan.evidence.language import typeset, words

if TYPE_CHECKING:
    from autan.synthesis.renderers.word.writing import WordState

_ROW = Text("Ligne", "Row")
_PLACE = Text("Territoire", "Territory")
_PART = Text("Catégorie", "Category")
_VALUE = Text("Valeur", "Value")
_TABLE = Text("Tableau", "Table")
_DATA = Text("Données", "Data")
_MOST_SERIES = 9
_NAMES_SHARE = 0.3


def drawing_blocks(state: "WordState", name: str, drawn: Chart | MapSpec) -> list[Element]:
    """Return the picture, its source, and the table of its figures, each marked."""
    styles = state.template.styles
    source = paragraph(styles["source"], [run(typeset(words(drawn.source)))])
    head, rows = _rows(state, name, drawn)
    title = typeset(words(drawn.title))
    caption = state.caption(words(_TABLE), [run(f"{words(_DATA)}{NO_BREAK_SPACE}: {title}")])
    return [_picture(state, drawn), source, caption, _table(state, head, rows, title), paragraph(styles["body"], [])]


def _picture(state: "WordState", drawn: Chart | MapSpec) -> Element:
    """The drawing, as wide as a column of text."""
    part = state.template.document.part
    width = Twips(state.template.width)
    inline = part.new_pic_inline(io.BytesIO(picture_for_print(drawn)), width=width)
    inline.docPr.set("title", words(drawn.title))
    inline.docPr.set("descr", f"{words(drawn.title)}. {words(drawn.sentence)}")
    inline.docPr.set("id", str(state.captions.get("Figure", 0)))
    holder = make("w:r", children=[make("w:drawing", children=[inline])])
    return paragraph(state.template.styles["body"], [holder], is_kept=True)


type Cell = Sequence[Element]


def _rows(state: "WordState", name: str, drawn: Chart | MapSpec) -> tuple[list[str], list[list[Cell]]]:
    if isinstance(drawn, MapSpec):
        has_parts = any(place.category for place in drawn.places) and bool(drawn.categories)
        lines = zip(map_table(drawn), [place.figure for place in drawn.places], strict=True)
        head = [words(_PLACE), *([words(_PART)] if has_parts else []), *([words(_VALUE)] if drawn.figures else [])]
        return head, [_map_row(state, name, row, figure, head, has_parts=has_parts) for row, figure in lines]
    cells = iter(chart_table(drawn))
    names = [words(series.label) for series in drawn.series]
    is_wide = 1 < len(names) <= _MOST_SERIES and all(len(row.figures) == len(names) for row in drawn.rows)
    if is_wide:
        rows = [
            [_text(words(row.label)), *(_number(state, name, next(cells), figure) for figure in row.figures)]
            for row in drawn.rows
        ]
        return [words(_ROW), *names], rows
    return [words(_ROW), words(_VALUE)], list(_long_rows(state, name, drawn, cells))


def _long_rows(state: "WordState", name: str, drawn: Chart, cells: Iterator[DataRow]) -> Iterator[list[Cell]]:
    for row in drawn.rows:
        for figure in row.figures:
            cell = next(cells)
            label = f"{cell.name}, {cell.part}" if cell.part else cell.name
            yield [_text(label), _number(state, name, cell, figure)]


def _map_row(
    state: "WordState", name: str, row: DataRow, figure: Figure | None, head: Sequence[str], *, has_parts: bool
) -> list[Cell]:
    cells: list[Cell] = [_text(row.name)]
    if has_parts:
        cells.append(_text(row.part))
    if len(cells) < len(head):
        cells.append(_number(state, name, row, figure) if figure else _text("—"))
    return cells


def _text(said: str) -> Cell:
    return [run(typeset(said))]


def _number(state: "WordState", name: str, row: DataRow, figure: Figure) -> Cell:
    view = row.view
    printed = f"{view.number}{NO_BREAK_SPACE}{view.unit}".strip() if view else "—"
    mark = state.mark(name=name, figure_id=figure.id, label=words(figure.label), printed=printed, looks=[run(printed)])
    told = ", ".join(part for part in (view.state, view.caution) if part) if view and view.is_known else ""
    return [mark, *([run(f" ({told})")] if told else [])]


def _table(state: "WordState", head: Sequence[str], rows: Sequence[Sequence[Cell]], title: str) -> Element:
    style = state.template.styles["cell"]
    whole, others = state.template.width, len(head) - 1
    first = int(whole * max(_NAMES_SHARE, 1 / len(head)))
    widths = [first, *[(whole - first) // max(others, 1)] * others]
    named = [[paragraph(style, [run(typeset(word), bold=True)])] for word in head]
    lines = [[[paragraph(style, cell)] for cell in row] for row in rows]
    return table([named, *lines], widths, has_head=True, title=title)
