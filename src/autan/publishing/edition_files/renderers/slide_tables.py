"""A table of a text on slides: a native one, cut where a slide is full, its header on each."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.dml.color import RGBColor
from pptx.util import Mm, Pt

from autan.publishing.edition_files.presenters.edition import EditionView
from autan.publishing.living_text.core.document import (
    CitationMark,
    ColumnAlignment,
    Inline,
    TableBlock,
    column_shares,
    inline_marks,
    line_words,
)

_colour: Any = RGBColor  # python-pptx has no types
_WOAD, _INK, _PALE = _colour(0x1F, 0x50, 0x78), _colour(0x1B, 0x22, 0x2C), _colour(0xE9, 0xEF, 0xF4)
_WHITE = _colour(0xFF, 0xFF, 0xFF)
_SIZES = {True: 10, False: 13}  # points, of a table of many columns or of few
_MANY = 7
_TALLEST, _SHORTEST = Mm(118), Mm(7)
_AROUND, _BESIDE = Mm(2.4), Mm(5.1)  # above and below the words of a cell, and beside them
_LETTER, _LEADING = 0.6, 1.2  # width of a letter and height of a line, in sizes
_ALIGNED = {ColumnAlignment.LEFT: 1, ColumnAlignment.CENTRE: 2, ColumnAlignment.RIGHT: 3}

type Cells = tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideTable:
    """Rows of a table that hold on one slide, the names of what they print, and which part of the table this is."""

    table: TableBlock
    names: tuple[str, ...]
    place: tuple[int, int]


def tables_of(table: TableBlock, view: EditionView, width: int) -> Iterator[SlideTable]:
    """Cut a table into those that hold on a slide, `width` wide (EMU)."""
    shares = column_shares(table, view.printed)
    letters = [max(1, (share * width - _BESIDE) / (_size(table) * _LETTER)) for share in shares]
    cells: list[list[Cells]] = [[]]
    filled = first = _row_height(table, table.header, letters, view)
    for row in table.rows:
        height = _row_height(table, row, letters, view)
        if cells[-1] and filled + height > _TALLEST:
            cells.append([])
            filled = first
        cells[-1].append(row)
        filled += height
    for rank, rows in enumerate(cells, start=1):
        part = replace(table, rows=tuple(rows))
        yield SlideTable(table=part, names=_names_of(part), place=(rank, len(cells)))


def _row_height(table: TableBlock, cells: Cells, letters: Sequence[float], view: EditionView) -> int:
    """Height of a row (EMU), by the letters that a line of each column holds."""
    lengths = (len(line_words(cell, view.printed)) for cell in cells)
    lines = max(math.ceil(length / most) for length, most in zip(lengths, letters, strict=True))
    return max(_SHORTEST, int(lines * _size(table) * _LEADING) + _AROUND)


def draw_table(slide: Any, table: TableBlock, view: EditionView, box: tuple[int, int, int]) -> None:
    """Draw a table as a native one: `box` is its left, its top and its width (EMU)."""
    left, top, width = box
    count, columns = len(table.rows) + 1, len(table.header)
    shape = slide.shapes.add_table(count, columns, left, top, width, count * _SHORTEST)
    shape.name = line_words(table.caption, view.printed)
    grid = shape.table
    for column, share in zip(grid.columns, column_shares(table, view.printed), strict=True):
        column.width = int(share * width)
    for rank, cells in enumerate((table.header, *table.rows)):
        grid.rows[rank].height = _SHORTEST
        for place, cell in enumerate(cells):
            _write_cell(grid.cell(rank, place), line_words(cell, view.printed), table, rank, place)


def _write_cell(shape: Any, text: str, table: TableBlock, rank: int, place: int) -> None:
    shape.text = text
    shape.fill.solid()
    shape.fill.fore_color.rgb = _WOAD if rank == 0 else (_PALE, _WHITE)[rank % 2]
    shape.margin_top = shape.margin_bottom = Mm(1)
    paragraph = shape.text_frame.paragraphs[0]
    paragraph.alignment = _ALIGNED[table.alignments[place]]
    for run in paragraph.runs:
        run.font.size, run.font.bold = Pt(_size(table) // Pt(1)), rank == 0
        run.font.color.rgb = _INK if rank else _WHITE


def _size(table: TableBlock) -> int:
    return Pt(_SIZES[len(table.header) > _MANY])


def _names_of(table: TableBlock) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for mark in (mark for line in table.lines for mark in inline_marks(line)):
        names.update(dict.fromkeys(mark.cited if isinstance(mark, CitationMark) else (mark.name,)))
    return tuple(names)
