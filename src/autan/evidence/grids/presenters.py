"""A grid of values as its page and its workbook show it: columns, rows, what was typed, what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from autan.ground.documents.core import WorkbookSheet
from autan.ground.documents.renderers.workbooks import write_xlsx
from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import CellValue, TextRow
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.texts.core.notation import read_number, read_whole
from autan.ground.texts.language import exact_number, ungrouped_number, words
from autan.ground.wordings import Sentence, Text

MOST_ROWS = 2000
_REVISION = "revision"
_KEY, _LABEL, _UNIT = Sentence("Repère"), Text("Ligne", "Line"), Sentence("Unité")
_ORIGIN = Sentence("D’où viennent ces valeurs")


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumn:
    """One field of every row.

    Attributes:
        choices: what may be chosen, by its code; empty where one types.
        has_blank: True when none of them may be chosen.
        is_detail: True for a field that is folded under its row.
    """

    code: str
    label: Text
    choices: Mapping[str, Text] = field(default_factory=dict)
    has_blank: bool = True
    is_number: bool = False
    is_detail: bool = False


@dataclass(slots=True, kw_only=True)
class GridRow:
    """One line: what stands or was typed in each column, where it comes from, and what is wrong with it.

    Attributes:
        typed: texts by column; `stood` are those that were shown first.
        revision: the one that was read, where the line may change meanwhile.
        alert: what is to be looked at though it is kept.
        record: what the line is about, for the room that saves it.
        group: heading under which it is folded, with the others of the same; empty in a grid that is shown whole.
    """

    key: str
    label: str
    typed: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    origins: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    revision: int | None = None
    alert: str = ""
    record: Any = None
    group: str = ""
    stood: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.stood = dict(self.typed)

    @property
    def is_changed(self) -> bool:
        """True when a cell is no longer what stood, whatever its spaces."""
        return any(text.split() != self.stood.get(code, "").split() for code, text in self.typed.items())


@dataclass(slots=True, kw_only=True)
class Grid:
    """The whole of it.

    Attributes:
        is_open: True where lines may be added.
        is_typed: True where their labels are titles that somebody typed, in French.
    """

    columns: tuple[GridColumn, ...]
    rows: list[GridRow]
    is_open: bool = False
    is_typed: bool = False

    @property
    def changed(self) -> list[GridRow]:
        """The rows that somebody changed."""
        return [row for row in self.rows if row.is_changed]

    @property
    def refused(self) -> int:
        """How many rows have something wrong."""
        return sum(bool(row.problems) for row in self.rows)

    @property
    def headings(self) -> list[str]:
        """Headings of the columns that are not folded, in the language of the page."""
        return [words(column.label) for column in self.columns if not column.is_detail]

    @property
    def has_details(self) -> bool:
        """True when some columns are folded."""
        return any(column.is_detail for column in self.columns)

    @property
    def groups(self) -> Iterator[dict[str, Any]]:
        """The rows under their headings, in the order in which each is met."""
        by_heading: dict[str, list[GridRow]] = {}
        for row in self.rows:
            by_heading.setdefault(row.group, []).append(row)
        for heading, rows in by_heading.items():
            yield {
                "heading": heading,
                "lines": [self._line(row) for row in rows],
                "filled": sum(bool(row.origins.get(self.columns[0].code)) for row in rows),
                "is_open": any(row.problems or row.is_changed for row in rows),
            }

    def _line(self, row: GridRow) -> tuple[GridRow, list[dict[str, Any]], list[dict[str, Any]]]:
        """A row with its cells, then those that are folded."""
        cells = [_cell(row, column) for column in self.columns]
        shown = [cell for cell in cells if not cell["column"].is_detail]
        return row, shown, [cell for cell in cells if cell["column"].is_detail]

    def take(self, posted: Mapping[str, str]) -> None:
        """Put what a form sent in the rows; a line that was added comes last.

        Numbers lose the signs of their thousands, which a room would read as decimal ones: « 186,000 » in English.
        """
        rows = {row.key: row for row in self.rows}
        codes = {column.code: ungrouped_number if column.is_number else str for column in self.columns}
        for line in self.rows:
            line.typed |= {code: codes[code](text) for code, text in line.typed.items() if code in codes}
            line.stood = dict(line.typed)
        for name, text in posted.items():
            key, _colon, code = name.rpartition(":")
            if code == _REVISION and key in rows:
                rows[key].revision = read_whole(text)
            elif key and code in codes and (row := rows.get(key) or self._added_row(rows, key)):
                row.typed[code] = codes[code](text.strip())

    def _added_row(self, rows: dict[str, GridRow], key: str) -> GridRow | None:
        if not self.is_open or not key.isdecimal() or len(self.rows) >= MOST_ROWS:
            return None
        rows[key] = GridRow(key=key, label="")
        self.rows.append(rows[key])
        return rows[key]

    # The same as a workbook, and back.

    def write(self) -> bytes:
        """Return the workbook of the grid, with the values that are known and where they come from."""
        heads = (_KEY, _LABEL, _UNIT, *(column.label for column in self.columns), _ORIGIN)
        rows: list[tuple[CellValue, ...]] = [tuple(map(words, heads))]
        for row in self.rows:
            cells = (_sheet_value(column, row.typed.get(column.code, "")) for column in self.columns)
            origin = "\u202f; ".join(dict.fromkeys(filter(None, row.origins.values())))
            rows.append((row.key, row.label or None, row.unit or None, *cells, origin or None))
        return write_xlsx([WorkbookSheet(name="Valeurs", rows=tuple(rows), widths={1: 40}, fixed_columns=2)])

    def read(self, data: bytes, file: str) -> None:
        """Put the cells of a workbook in the rows: those of a column that it lacks stay.

        Raises ImportFileError when it is no table with the column of keys, or a line of it is none of these.
        """
        rows, names = {row.key: row for row in self.rows}, self._named_columns()
        read = _text_rows(data, file)
        last = max((int(key) for key in rows if key.isdecimal()), default=0)
        faults = []
        for line in read:
            key = line.cells.get(words(_KEY).lower()) or line.cells.get(_KEY.fr.lower()) or line.cells.get("key", "")
            if not key and self.is_open:
                last += 1
                key = str(last)
            row = rows.get(key) or self._added_row(rows, key)
            if row is None:
                expected = Sentence("un repère de cette grille")
                faults.append(Fault(row=line.line, column=words(_KEY), value=key, expected=expected))
                continue
            for heading, text in line.cells.items():
                if column := names.get(heading):
                    row.typed[column.code] = _cell_as_typed(column, text, row.typed.get(column.code, ""))
        if faults:
            raise ImportFileError(file, faults)

    def _named_columns(self) -> dict[str, GridColumn]:
        return {
            name.lower(): column for column in self.columns for name in (column.code, column.label.fr, column.label.en)
        }


def _cell(row: GridRow, column: GridColumn) -> dict[str, Any]:
    choices = [(code, words(label)) for code, label in column.choices.items()]
    value = row.typed.get(column.code, "")
    if value and column.choices and value not in column.choices:
        choices.append((value, value))  # kept as it was typed
    return {
        "column": column,
        "name": f"{row.key}:{column.code}",
        "value": value,
        "origin": row.origins.get(column.code, ""),
        "problem": row.problems.get(column.code, ""),
        "choices": tuple([("", "—"), *choices] if choices and column.has_blank else choices),
    }


def _text_rows(data: bytes, file: str) -> list[TextRow]:
    """The rows of a workbook in either language."""
    try:
        return read_text_rows(data, file, required=[_KEY.fr.lower()])
    except ImportFileError as error:
        try:
            return read_text_rows(data, file, required=[_KEY.en.lower()])
        except ImportFileError:
            raise error from None


def _sheet_value(column: GridColumn, text: str) -> CellValue:
    if column.choices and text in column.choices:
        return words(column.choices[text])
    value = read_number(ungrouped_number(text)) if column.is_number else None
    return (text or None) if value is None else value


def _cell_as_typed(column: GridColumn, text: str, stood: str) -> str:
    """The text of a cell of a workbook, as one would type it; what means the same as what stood is left so."""
    if column.choices:
        codes = {word.lower(): code for code, label in column.choices.items() for word in (code, label.fr, label.en)}
        return codes.get(text.lower(), text)
    value = read_number(ungrouped_number(text)) if column.is_number else None
    if value is None:
        return text
    return stood if read_number(ungrouped_number(stood)) == value else exact_number(value)
