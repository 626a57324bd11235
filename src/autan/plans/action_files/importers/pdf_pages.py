"""Pages of a PDF as lines of cells: ruled tables, tables whose columns are only aligned, texts, two columns of texts.

Columns that no rule separates are the bands of a block that no word crosses; what goes over them is a text of its own.
The `text` strategy of pdfplumber takes a whole page for one table, cuts words at its columns, and makes rows of lines.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest
from operator import itemgetter
from statistics import median
from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import Table

from autan.ground.tables.core.tables import CellValue
from autan.plans.action_files.core.axis_lines import is_axis
from autan.plans.action_files.core.worksheets import TITLE
from autan.plans.action_files.importers.text_columns import text_columns

_SMALL = 0.85
_BODY_BOTTOM = 0.85
_GAP = 1.1
"""Widest space between two words of one cell, in sizes of letters: a justified line spaces its words by less."""
_RULE = 2.0
"""Thickness of a rule at most, in points: what is thicker is a background."""
_SPACE = 0.2
"""Space between two letters of one word at most, in sizes of letters."""
_FAR = 3.5
"""Space above a line from which it is no longer of the block before, in sizes of letters."""
_LOOSE = 1.25
"""How much farther the lines of two rows stand than those of one cell, where a table spaces its rows."""
_WIDEST_LABELS = 0.33
_LISTED = re.compile(r"[-–•*‣▪]\s|\d{1,2}[.)]\s")
_SOFT_HYPHEN = "\u00ad"
_LEAST_COLUMN_LINES, _LEAST_TWINS = 6, 3
_MOST_COLUMNS = 63
"""Columns that a table of a document has at most."""
_LEAST_WORD = 4
"""Letters of a word that a number may call a note from: a unit has fewer."""
_CALLING = re.compile(rf"(?:[^\W\d_]{{{_LEAST_WORD}}}|\s?\d{{3}}|€)$")
_MIDDLE = (0.4, 0.6)

type Columns = tuple[tuple[float, float], ...]
"""Where each column begins and ends, from the left; they touch each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """One line of a page.

    Attributes:
        top: where it stands, from 0 to 1.
        is_text: True for a line of text alone, False for one of a table.
        wide: how many columns and lines each cell that is wider than one covers, by its place.
    """

    top: float
    cells: list[CellValue]
    is_text: bool = False
    wide: Mapping[int, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _TextLine:
    """Words on one line, cut where the space between two is that of columns."""

    top: float
    size: float
    segments: tuple[tuple[dict[str, Any], ...], ...]

    @property
    def words(self) -> list[dict[str, Any]]:
        return [word for segment in self.segments for word in segment]

    @property
    def text(self) -> str:
        return " ".join(word["text"] for word in self.words)

    def is_inside(self, columns: Columns) -> bool:
        """Say whether each of its segments stands in one column."""
        return all(_column(segment[0], columns) == _column(segment[-1], columns) for segment in self.segments)

    def part(self, segments: Sequence[tuple[dict[str, Any], ...]]) -> "_TextLine":
        return _TextLine(top=self.top, size=self.size, segments=tuple(segments))


def beside_tables(text: str) -> list[CellValue]:
    """Return the cells of a text that stands in no table: its place is that of no column."""
    return [*[None] * _MOST_COLUMNS, text]


def heading_cells(text: str) -> list[CellValue]:
    """Return the cells of a heading: those of an axis, or of the title of an action."""
    return [text] if is_axis(text) else [TITLE, text]


def cell_text(text: str) -> str | None:
    """Return the text of a cell; None when it holds none."""
    return text.strip() or None


def _unwrap_lines(lines: Iterable[str]) -> str | None:
    r"""Text of a cell whose lines are those of the page: they go on, but where a sentence ends or a list begins.

    >>> _unwrap_lines(["Service", "énergie"]), _unwrap_lines(["- un", "- deux"])
    ('Service énergie', '- un\n- deux')
    """
    text = ""
    for line in lines:
        is_apart = _LISTED.match(line) or text.endswith((".", ";", ":", "!", "?"))
        text = (
            f"{text.removesuffix(_SOFT_HYPHEN)}{'' if text.endswith(_SOFT_HYPHEN) else '\n' if is_apart else ' '}{line}"
        )
    return cell_text(text)


def page_lines(page: Page, columns: Columns = ()) -> tuple[list[PageLine], Columns]:
    """Return the lines of a page from its top, notes below left aside, and the columns of its last aligned table.

    `columns`: those of the last aligned table of the page before, which may go on here.
    """
    page = _without_note_calls(_rotate_page(page))
    tables, height = [table for table in page.find_tables() if not _is_band(page, table)], float(page.height) or 1.0
    if cut := _gutter(page, [table.bbox for table in tables]):
        halves = ((0, 0, cut, page.height), (cut, 0, page.width, page.height))
        return [line for half in halves for line in page_lines(page.crop(half, relative=True))[0]], columns
    if not tables and (sides := text_columns(page)):
        return [line for side in sides for line in page_lines(page.filter(side))[0]], columns
    lines: list[PageLine] = []
    turned = [char for char in page.chars if abs(char["matrix"][0]) < abs(char["matrix"][1])]
    for table in tables:
        lines += _ruled_lines(table, turned, height)
    around = page.filter(lambda item: not any(_is_inside(item, table.bbox) for table in tables))
    sizes = [char["size"] for char in page.chars]
    body = median(sizes) if sizes else 0.0
    texts = [
        line for line in _text_lines(around) if not (line.size < body * _SMALL and line.top / height > _BODY_BOTTOM)
    ]
    if not tables:
        texts = _one_column(texts, float(page.width))
    for block in _blocks(texts):
        own = _columns_of(block, columns, float(page.width))
        columns = own or columns
        rows = _table_rows(block, own) if own else [([line], False) for line in block]
        lines += [_page_line(row, own if is_row else (), body, height) for row, is_row in rows]
    page.close()
    lines = list(_whole_words(lines))
    return (sorted(lines, key=lambda line: line.top) if tables else lines), columns


def _ruled_lines(table: Table, turned: Sequence[dict[str, Any]], height: float) -> list[PageLine]:
    """The lines of a ruled table that say something, with how far each wide cell goes; `turned`: letters on a side."""
    ends = [sorted({box[end] for box in table.cells}) for end in (0, 1)]
    texts: list[list[CellValue]] = []
    for row, cells in zip(table.rows, table.extract(), strict=True):
        values: list[CellValue] = [_unwrap_lines((cell or "").splitlines()) for cell in cells]
        texts.append([_vertical_text(turned, box) or value for box, value in zip(row.cells, values, strict=True)])
    lines = []
    for rank, (row, values) in enumerate(zip(table.rows, texts, strict=True)):
        sizes = {
            place: tuple(sum(box[end] <= edge < box[end + 2] - _RULE for edge in ends[end]) for end in (0, 1))
            for place, box in enumerate(row.cells)
            if box
        }
        wide = {
            place: (across, sum(map(any, texts[rank : rank + down])))
            for place, (across, down) in sizes.items()
            if across > 1 or down > 1
        }
        lines += [PageLine(top=row.bbox[1] / height, cells=values, wide=wide)] if any(values) else []
    return lines


def _is_band(page: Page, table: Table) -> bool:
    """True for one row that is but a background: every other line of a table, a title."""
    ruled = [
        *page.lines,
        *(rect for rect in page.rects if rect["stroke"] or min(rect["width"], rect["height"]) < _RULE),
    ]
    return len(table.rows) == 1 and not any(_touches(rule, table.bbox) for rule in ruled)


def _touches(item: dict[str, float], box: tuple[float, float, float, float]) -> bool:
    is_beside = item["x1"] < box[0] - _RULE or item["x0"] > box[2] + _RULE
    return not is_beside and item["bottom"] > box[1] - _RULE and item["top"] < box[3] + _RULE


def _rotate_page(page: Page) -> Page:
    """A page whose letters mostly stand on their side or on their head, turned back."""
    turns = Counter(_turn(char["matrix"]) for char in page.chars)
    turn, count = max(turns.items(), key=itemgetter(1), default=(0, 0))
    if not turn or count * 2 <= len(page.chars):
        return page
    source = page.page_obj
    source.rotate = (source.rotate + turn) % 360
    return Page(page.pdf, source, page.page_number, page.initial_doctop)


def _turn(matrix: Sequence[float]) -> int:
    """By how much a letter is to be turned to stand upright, in degrees."""
    if abs(matrix[0]) < abs(matrix[1]):
        return 270 if matrix[1] < 0 else 90
    return 180 if matrix[0] < 0 and matrix[3] < 0 else 0


def calls_note(before: str) -> bool:
    """Say whether a small raised number calls a note from what stands before it: a word, an amount, no unit.

    >>> [calls_note(text) for text in ("les écoles", "120 000", "45 k€", "12 m", "10", "Isoler")]
    [True, True, True, False, False, True]
    """
    return _CALLING.search(before) is not None


def _without_note_calls(page: Page) -> Page:
    """A page whose words end where a small raised number calls a note; that of « m² » stays."""
    calls: set[tuple[float, float]] = set()
    word, last = "", None
    for char in page.chars:
        is_raised = last and char["size"] < last["size"] * _SMALL and char["bottom"] < last["bottom"]
        if is_raised and char["text"].isdigit() and calls_note(word):
            calls.add((char["x0"], char["top"]))
            continue
        word, last = word[-_LEAST_WORD:] + char["text"], char
    return page.filter(lambda item: (item["x0"], item["top"]) not in calls) if calls else page


def _vertical_text(chars: Sequence[dict[str, Any]], box: tuple[float, float, float, float] | None) -> str:
    """The text of a cell whose letters are written upwards or downwards; empty for none."""
    text, last = "", None
    for char in chars:
        if box and _is_inside(char, box):
            ends = (
                (min(abs(char[end] - last[start]) for end, start in (("bottom", "top"), ("top", "bottom"))))
                if last
                else 0
            )
            text += f"{' ' if ends > char['size'] * _SPACE else ''}{char['text']}"
            last = char
    return " ".join(text.split())


def _gutter(page: Page, boxes: Sequence[tuple[float, float, float, float]]) -> float:
    """Where a page is cut between two tables that stand side by side; 0 where nothing does, or a word goes over it."""
    for left in boxes:
        for right in boxes:
            is_beside = left[2] < right[0] and left[1] < right[3] and right[1] < left[3]
            ends = [*((item["x0"], item["x1"]) for item in page.extract_words()), *((box[0], box[2]) for box in boxes)]
            for cut in ((left[2] + right[0]) / 2, right[0] - 1) if is_beside else ():
                if not any(begin < cut < end for begin, end in ends):
                    return cut
    return 0.0


def _whole_words(lines: Sequence[PageLine]) -> Iterator[PageLine]:
    """Lines whose words are whole: the end of one that was cut goes back to the line where it begins."""
    end = ""
    for line, below in zip_longest(lines, lines[1:]):
        text = str(line.cells[-1])[len(end) :].strip() if line.is_text else ""
        end = ""
        if line.is_text and below and below.is_text and text.endswith(_SOFT_HYPHEN):
            end = str(below.cells[-1]).split(" ", 1)[0]
            text = text.removesuffix(_SOFT_HYPHEN) + end
        if not line.is_text or text:
            yield replace(line, cells=[*line.cells[:-1], text]) if line.is_text else line


def _is_inside(item: dict[str, float], box: tuple[float, float, float, float]) -> bool:
    if "top" not in item:
        return False
    middle, across = (item["top"] + item["bottom"]) / 2, (item["x0"] + item["x1"]) / 2
    return box[0] <= across <= box[2] and box[1] <= middle <= box[3]


def _text_lines(page: Page) -> list[_TextLine]:
    lines, every = [], sorted(page.extract_words(), key=lambda word: word["x0"])
    for text in page.extract_text_lines(return_chars=True):
        size = max(char["size"] for char in text["chars"])
        words = [word for word in every if text["top"] <= (word["top"] + word["bottom"]) / 2 <= text["bottom"]]
        segments: list[list[dict[str, Any]]] = []
        for word in words:
            if segments and word["x0"] - segments[-1][-1]["x1"] <= _GAP * size:
                segments[-1].append(word)
            else:
                segments.append([word])
        if segments:
            lines.append(_TextLine(top=text["top"], size=size, segments=tuple(map(tuple, segments))))
    return lines


def _one_column(lines: list[_TextLine], width: float) -> list[_TextLine]:
    """The lines of a page in the order in which they are read: of two columns of texts, the left one first.

    Columns hold long lines, or labels that stand beside themselves.
    """
    sides = [line for line in lines if len(line.segments) == 2 and _is_split(line, width)]
    long = [line for line in sides if line.segments[0][-1]["x1"] - line.segments[0][0]["x0"] > width * _WIDEST_LABELS]
    twins = [line for line in sides if line.segments[0][0]["text"] == line.segments[1][0]["text"]]
    if len(long) < _LEAST_COLUMN_LINES and len(twins) < _LEAST_TWINS:
        return lines
    ordered: list[_TextLine] = []
    right: list[_TextLine] = []
    for line in lines:
        beside = [segment for segment in line.segments if segment[0]["x0"] > width * _MIDDLE[0]]
        if len(beside) == len(line.segments) == 1 or _is_split(line, width):
            left = [segment for segment in line.segments if segment not in beside]
            ordered += [line.part(left)] if left else []
            right.append(line.part(beside))
        elif line.words[-1]["x1"] > width * _MIDDLE[1]:  # over both columns: what stood above comes first
            ordered += [*right, line]
            right = []
        else:
            ordered.append(line)
    return ordered + right


def _is_split(line: _TextLine, width: float) -> bool:
    low, high = (share * width for share in _MIDDLE)
    return len(line.segments) == 2 and line.segments[0][-1]["x1"] < high and low < line.segments[1][0]["x0"] < high


def _blocks(lines: Sequence[_TextLine]) -> Iterator[list[_TextLine]]:
    """Lines that follow each other without a wide space between them."""
    block: list[_TextLine] = []
    for line in lines:
        if block and not 0 <= line.top - block[-1].top <= _FAR * line.size:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _columns_of(block: Sequence[_TextLine], before: Columns, width: float) -> Columns:
    """The columns of a block that is a table; none for one of texts."""
    cut = [line for line in block if len(line.segments) > 1]
    if before and cut and all(line.is_inside(before) for line in cut):
        return before  # the table goes on: a column that is empty here keeps its place
    bands: list[list[float]] = []
    for left, right in sorted((segment[0]["x0"], segment[-1]["x1"]) for line in cut for segment in line.segments):
        if bands and left <= bands[-1][1]:
            bands[-1][1] = max(bands[-1][1], right)
        else:
            bands.append([left, right])
    is_labels = len(bands) == 2 and len(cut) > 2 and bands[1][0] < width * _WIDEST_LABELS
    if not (len(bands) > 2 and len(cut) > 1) and not is_labels:
        return ()
    edges = [0.0, *((left[1] + right[0]) / 2 for left, right in pairwise(bands)), width]
    return tuple(pairwise(edges))


def _column(word: dict[str, Any], columns: Columns) -> int:
    middle = (word["x0"] + word["x1"]) / 2
    return next((place for place, (_left, right) in enumerate(columns) if middle <= right), len(columns) - 1)


def _table_rows(block: Sequence[_TextLine], columns: Columns) -> list[tuple[list[_TextLine], bool]]:
    """The lines of each row of a table, and the texts over its columns, which are no rows."""
    inside = [line.is_inside(columns) for line in block]
    steps = [below.top - above.top for above, below in pairwise(block)]
    near = [step for step, is_row, goes_on in zip(steps, inside, inside[1:], strict=False) if is_row and goes_on]
    least = min(near, default=0.0)
    is_spaced = max(near, default=0.0) > least * _LOOSE
    rows: list[tuple[list[_TextLine], bool]] = []
    for place, line in enumerate(block):
        follows = place > 0 and inside[place] and inside[place - 1]
        if (
            follows
            and steps[place - 1] <= least * (1 + _LOOSE) / 2
            and _goes_on(line, rows[-1][0][0], columns, is_spaced)
        ):
            rows[-1][0].append(line)
        else:
            rows.append(([line], inside[place]))
    return rows


def _goes_on(line: _TextLine, first: _TextLine, columns: Columns, is_spaced: bool) -> bool:  # noqa: FBT001
    """Say whether a line goes on with a row: where rows are spaced, it fills fewer columns, else never the first."""
    own, above = ({_column(word, columns) for word in one.words} for one in (line, first))
    return len(own) < len(above) and own <= above if is_spaced else 0 not in own


def _page_line(lines: Sequence[_TextLine], columns: Columns, body: float, height: float) -> PageLine:
    top = lines[0].top / height
    if not columns:
        text = lines[0].text
        cells = heading_cells(text) if lines[0].size > body / _SMALL else beside_tables(text)
        return PageLine(top=top, cells=cells, is_text=True)
    texts: list[list[str]] = [[] for _column_ in columns]
    for line in lines:
        for place in range(len(columns)):
            words = [word["text"] for word in line.words if _column(word, columns) == place]
            texts[place] += [" ".join(words)] if words else []
    return PageLine(top=top, cells=[_unwrap_lines(cell) for cell in texts])
