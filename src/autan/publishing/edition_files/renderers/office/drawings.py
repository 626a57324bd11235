"""A chart or a map in a document: native or as a picture, its alternative text, its data in the annex."""

from collections.abc import Sequence
from functools import partial
from itertools import chain, repeat

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.evidence.figures.core.figures import Figure
from autan.ground.documents.renderers.office import Element, OfficeDocument
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.language import colon, semicolon, typeset, words
from autan.ground.wordings import Sentence
from autan.publishing.edition_files.renderers.office.state import DocumentState
from autan.territories.charts.renderers.drawing.chart_lines import DataRow, data_table, named_figures
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
_BRIEF_SHARE = 0.65  # of a drawing, in an edition of few pages


def drawing_blocks(document: OfficeDocument, spec: Chart | MapSpec, *, has_annex: bool) -> list[Element]:
    """Return the drawing and its source; without an annex it is smaller, and its description holds its values."""
    title = words(spec.title)
    shown, text = partial(picture_for_print, spec), f"{title}. {words(spec.sentence)}"
    share = 1 if has_annex else _BRIEF_SHARE
    if not has_annex:
        text = f"{text} {f'{semicolon()} '.join(map(_spoken_row, data_table(spec)))}"
    if chart := native_chart(spec):
        picture = document.chart(chart, shown, title=title, description=text, share=share)
    else:
        picture = document.picture(shown(), title=title, description=text, share=share)
    return [picture, document.paragraph("source", [document.run(typeset(words(spec.source)))])]


def _spoken_row(row: DataRow) -> str:
    label = f"{row.name}, {row.part}" if row.part and row.view else row.name
    return f"{label}{colon()} {row.view.quantity if row.view else row.part or '—'}"


def data_blocks(state: DocumentState, name: str, spec: Chart | MapSpec, remarks: Sequence[str]) -> list[Element]:
    """Return the table of the figures of a drawing, each marked and followed by its remark, under a caption."""
    document, title = state.document, typeset(words(spec.title))
    head, rows = _rows(state, name, spec, remarks)
    caption = document.caption(words(TABLE), [document.run(f"{words(_DATA)}{NO_BREAK_SPACE}: {title}")])
    return [caption, _table(state, head, rows, title), document.paragraph("source", [])]


type Cell = Sequence[Element]


def _rows(
    state: DocumentState, name: str, spec: Chart | MapSpec, remarks: Sequence[str]
) -> tuple[list[str], list[list[Cell]]]:
    figures = (figure for _row, _part, figure in named_figures(spec))
    cells = zip(data_table(spec), figures, strict=True)
    if isinstance(spec, MapSpec):
        has_parts = any(row.part for row in data_table(spec))
        head = [words(_PLACE), *([words(_PART)] if has_parts else []), *([words(_VALUE)] if spec.figures else [])]
        lines = zip(cells, chain(remarks, repeat("")), strict=False)
        return head, [_map_row(state, name, cell, remark, head, has_parts=has_parts) for cell, remark in lines]
    names = [words(series.label) for series in spec.series]
    is_wide = 1 < len(names) <= _MOST_SERIES and all(len(row.figures) == len(names) for row in spec.rows)
    if is_wide:
        rows = [
            [_text(state, words(row.label)), *(_number(state, name, *next(cells)) for _figure in row.figures)]
            for row in spec.rows
        ]
        return [words(_ROW), *names], rows
    labels = ((f"{row.name}, {row.part}" if row.part else row.name, row, figure) for row, figure in cells)
    return [words(_ROW), words(_VALUE)], [
        [_text(state, label), _number(state, name, row, figure)] for label, row, figure in labels
    ]


def _map_row(
    state: DocumentState,
    name: str,
    cell: tuple[DataRow, Figure | None],
    remark: str,
    head: Sequence[str],
    *,
    has_parts: bool,
) -> list[Cell]:
    row, figure = cell
    cells: list[Cell] = [_text(state, row.name)]
    if has_parts:
        cells.append(_text(state, f"{row.part} ({remark})" if remark and not figure else row.part))
    if len(cells) < len(head):
        cells.append(_number(state, name, row, figure))
    return cells


def _text(state: DocumentState, text: str) -> Cell:
    return [state.document.run(typeset(text))]


def _number(state: DocumentState, name: str, row: DataRow, figure: Figure | None) -> Cell:
    run, view = state.document.run, row.view
    if figure is None or view is None:
        return [run("—")]
    looks = [run(view.quantity)]
    mark = state.mark(name=name, figure_id=figure.id, label=words(figure.label), printed=view.quantity, looks=looks)
    text = ", ".join(part for part in (view.coverage, view.state, view.caution) if part) if view.is_known else ""
    return [*mark, *([run(f" ({text})")] if text else [])]


def _table(state: DocumentState, head: Sequence[str], rows: Sequence[Sequence[Cell]], title: str) -> Element:
    document, others = state.document, len(head) - 1
    first = int(document.width * max(_NAMES_SHARE, 1 / len(head)))
    widths = [first, *[(document.width - first) // max(others, 1)] * others]
    header = [[document.paragraph("cell", [document.run(typeset(word), bold=True)])] for word in head]
    lines = [[[document.paragraph("cell", cell)] for cell in row] for row in rows]
    return document.table([header, *lines], widths, has_head=True, title=title)
