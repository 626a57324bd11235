"""Where the cells of a workbook stand, and which have no value of their own, looked at before it is opened.

The library that reads workbooks keeps the whole rectangle between the first cell and the last: two cells far apart in a
file of one kilobyte would ask for more memory than a machine has. It also gives an empty cell for a formula that was
never computed and for an error.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pyexpat import ExpatError, ParserCreate

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import CellValue, Limits, Place, Row, Sheet, column_letters, plain_value
from autan.ground.wordings import Sentence

IN_ERROR = "une valeur (cette case est en erreur)"
NEVER_COMPUTED = "une valeur (cette formule n’a jamais été calculée : enregistrez le classeur depuis un tableur)"
_MOST_FORMULAS = 10_000
_COLUMN = re.compile("[A-Z]{1,4}", re.IGNORECASE | re.ASCII)
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_TRUE = ("1", "true")
_ENCRYPTED = b"encryption-data"
_OTHER_KINDS = ("xl/workbook.bin",)  # a workbook that only looks like one of Autan


@dataclass(slots=True, kw_only=True)
class WorkbookBounds:
    """The rectangle of one sheet that holds its cells, and those without a value.

    Attributes:
        height: last line that holds something, counted from 1.
        width: last column that holds something, counted from 1.
        formulas: text of the formulas that were never computed, by their places; the first of very many.
        hidden_columns: first and last column of each range that readers do not see.
        indents: how far texts are indented from the left of their cells, by their places.
    """

    name: str
    height: int = 0
    width: int = 0
    findings: Findings = field(default_factory=Findings)
    formulas: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    is_hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    indents: dict[Place, int] = field(default_factory=dict)

    def take(self, line: int, column: int) -> None:
        """Hold one more cell."""
        self.height, self.width = max(self.height, line), max(self.width, column)

    def refuse(self, line: int, column: int, expected: str, value: str | None = None) -> None:
        """Note a cell without a value."""
        self.findings.refuse(expected, sheet=self.name, row=line, column=column_letters(column), value=value)

    def hold_formula(self, line: int, column: int, text: str) -> None:
        """Hold a formula that was never computed."""
        if len(self.formulas) < _MOST_FORMULAS:
            self.formulas[line, column] = f"={text.strip()}"
        else:
            self.refuse(line, column, NEVER_COMPUTED)

    def refuse_merged(self, first: Place, last: Place) -> None:
        """Note cells that are one: only the first of them has a value."""
        self.merged.append((first, last))
        places = (f"{column_letters(column)}{line}" for line, column in (first, last))
        self.refuse(
            *first,
            Sentence("une valeur dans chaque case ({places} n’en font qu’une : séparez-les)", places=":".join(places)),
        )


def require_room(bounds: Sequence[WorkbookBounds], file: str, limits: Limits) -> None:
    """Refuse a workbook whose cells stand too far apart.

    Raises ImportFileError: a sheet is too high or too wide, or all of them are too large together.
    """
    for sheet_bounds in bounds:
        if sheet_bounds.height > limits.max_rows or sheet_bounds.width > limits.max_columns:
            expected = Sentence(
                "au plus {max_rows} lignes par feuille et {max_columns} colonnes",
                max_rows=limits.max_rows,
                max_columns=limits.max_columns,
            )
            value = f"{sheet_bounds.height} lignes, {sheet_bounds.width} colonnes"
            raise ImportFileError(file, [Fault(sheet=sheet_bounds.name or None, value=value, expected=expected)])
    cells = sum(item.height * item.width for item in bounds)
    if cells > limits.max_cells:
        expected = Sentence("un classeur d’au plus {max_cells} cellules, vides comprises", max_cells=limits.max_cells)
        raise ImportFileError(file, [Fault(value=str(cells), expected=expected)])


def gather_sheet(
    bounds: WorkbookBounds,
    rows: Iterable[Sequence[object]],
    merged: Iterable[tuple[Place, Place]],
    *,
    formulas_as_text: bool = False,
) -> Sheet:
    """Return a sheet as a value, from its lines as the library gives them and the places of the cells that are one.

    A formula that was never computed is a cell without a value, or its own text where a text was expected.
    """
    values: Iterable[list[CellValue]] = ([plain_value(cell) for cell in cells] for cells in rows)
    if formulas_as_text and bounds.formulas:
        values = _with_formulas(list(values), bounds.formulas)
    else:
        for line, column in bounds.formulas:
            bounds.refuse(line, column, NEVER_COMPUTED)
    kept = [Row(line, cells) for line, cells in enumerate(values, start=1) if any(cell is not None for cell in cells)]
    by_line = {row.line: row.cells for row in kept}
    for first, last in merged:
        cells = by_line.get(first[0], ())
        if first != last and len(cells) >= first[1] and cells[first[1] - 1] is not None:
            bounds.refuse_merged(first, last)
    faults = sorted(bounds.findings.faults, key=lambda fault: fault.row or 0)
    hidden = {column for first, last in bounds.hidden_columns for column in range(first, min(last, bounds.width) + 1)}
    return Sheet(
        name=bounds.name,
        rows=kept,
        faults=tuple(faults),
        merged=tuple(bounds.merged),
        is_hidden=bounds.is_hidden,
        hidden_rows=frozenset(bounds.hidden_rows),
        hidden_columns=frozenset(hidden),
        indents=bounds.indents,
    )


def _with_formulas(lines: list[list[CellValue]], formulas: Mapping[Place, str]) -> list[list[CellValue]]:
    """The lines of a sheet with the text of its formulas, which the library leaves out."""
    for (line, column), text in formulas.items():
        lines += [[] for _ in range(line - len(lines))]
        cells = lines[line - 1]
        cells += [None] * (column - len(cells))
        cells[column - 1] = text
    return lines


def bound_archive(parts: Mapping[str, bytes], file: str) -> list[WorkbookBounds]:
    """Return the bounds of each sheet of an XLSX or an ODS, in any order.

    Raises ImportFileError: no such workbook, damaged, or with a password.
    """
    if _ENCRYPTED in parts.get("META-INF/manifest.xml", b""):
        raise ImportFileError(file, [Fault(expected="un classeur sans mot de passe")])
    content = parts.get("content.xml")
    sheets = [path for path, part in parts.items() if b"sheetData" in part]
    if any(path in parts for path in _OTHER_KINDS) or (content is None) == ("xl/workbook.xml" not in parts):
        raise ImportFileError(file, [Fault(expected="un classeur lisible (XLSX ou ODS)")])
    try:
        if content is not None:
            return _OdsSheets().read(content)
        names, indents = _sheet_names(parts), _indents(parts.get("xl/styles.xml", b"<none/>"))
        return [_XlsxSheet(*names.get(path, (path, False)), indents).read(parts[path]) for path in sheets]
    except (ExpatError, LookupError, ValueError) as error:
        raise ImportFileError(file, [Fault(expected=Sentence("un classeur lisible ({error})", error=error))]) from None


def _sheet_names(parts: Mapping[str, bytes]) -> dict[str, tuple[str, bool]]:
    """Name of each sheet of an XLSX, and whether it is hidden, by the path of its part."""
    targets = {
        attributes.get("Id"): posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
        for tag, attributes in _elements(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
        if tag == "Relationship"
    }
    return {
        targets.get(key, ""): (attributes.get("name", ""), "idden" in attributes.get("state", ""))
        for tag, attributes in _elements(parts["xl/workbook.xml"])
        if tag == "sheet"
        for name, key in attributes.items()
        if name.rpartition(":")[2] == "id"
    }


def _indents(styles: bytes) -> dict[str, int]:
    """How far the cells of each style of an XLSX are indented, by its rank; those that are not are left out."""
    indents: dict[str, int] = {}
    rank = None
    for tag, attributes in _elements(styles):
        if tag in {"cellStyles", "dxfs"}:
            break
        if tag == "cellXfs":
            rank = -1
        elif rank is not None and tag == "xf":
            rank += 1
        elif rank is not None and (indent := _count(attributes.get("indent"), 0)):
            indents[str(rank)] = indent
    return indents


def _elements(content: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    elements: list[tuple[str, dict[str, str]]] = []
    parser = ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: elements.append((tag.rpartition(":")[2], attributes))
    parser.Parse(content, True)  # noqa: FBT003 — the parser takes no keyword
    return iter(elements)


class _XlsxSheet:
    """Reads the elements of one sheet of an XLSX, in one pass; texts are looked at for formulas and errors alone.

    A national file has millions of cells: of each, its column is kept as letters, and counted once at the end.
    """

    def __init__(self, name: str, is_hidden: bool, indents: Mapping[str, int]) -> None:  # noqa: FBT001 — of its path
        self.indents = indents
        self.bounds = WorkbookBounds(name=name, is_hidden=is_hidden)
        self.line, self.line_text, self.letters = 0, "0", ""
        self.columns: set[str] = set()
        self.kind = self.text = self.formula = ""
        self.is_formula = self.is_in_value = False
        self.parser = ParserCreate()
        self.parser.StartElementHandler = self._start

    def read(self, content: bytes) -> WorkbookBounds:
        self.parser.Parse(content, True)  # noqa: FBT003 — the parser takes no keyword
        self.bounds.take(0, max(map(_place_of, self.columns), default=0))
        return self.bounds

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c":
            self._begin_cell(attributes.get("r"), attributes.get("t", ""), attributes.get("s", ""))
        elif tag in {"v", "is", "f"}:
            self.columns.add(self.letters)
            if self.line > self.bounds.height:
                self.bounds.height = self.line
            self.is_in_value = tag != "f"
            if tag == "f":
                self._watch(is_formula=True)
        elif tag == "row":
            self._begin_row(attributes)
        elif tag == "col" and attributes.get("hidden") in _TRUE:
            columns = _count(attributes.get("min"), 1), _count(attributes.get("max"), 1)
            self.bounds.hidden_columns.append(columns)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self.line, self.letters = _count(attributes.get("r"), self.line + 1), ""
        self.line_text = str(self.line)
        if attributes.get("hidden") in _TRUE:
            self.bounds.hidden_rows.add(self.line)

    def _begin_cell(self, reference: str | None, kind: str, style: str) -> None:
        if reference is None:
            self.letters = column_letters((_place_of(self.letters) if self.letters else 0) + 1)
        else:
            self.letters = reference.rstrip("0123456789")
            line = reference[len(self.letters) :]
            if line != self.line_text:
                self.line, self.line_text = int(line), line
        self.kind, self.text, self.formula, self.is_in_value = kind, "", "", False
        if kind == "e":
            self._watch(is_formula=False)
        if style in self.indents:
            self.bounds.indents[self.line, _place_of(self.letters)] = self.indents[style]

    def _watch(self, *, is_formula: bool) -> None:
        """Look at what this cell holds, until it ends."""
        self.is_formula = is_formula
        self.parser.CharacterDataHandler = self._take_text
        self.parser.EndElementHandler = self._end

    def _take_text(self, text: str) -> None:
        if self.is_in_value:
            self.text += text
        else:
            self.formula += text

    def _end(self, tag: str) -> None:
        if tag.rpartition(":")[2] != "c":
            return
        self.parser.CharacterDataHandler = self.parser.EndElementHandler = None
        if self.kind == "e":
            self.bounds.refuse(self.line, _place_of(self.letters), IN_ERROR, self.text)
        elif self.is_formula and not self.text and self.kind != "str":
            self.bounds.hold_formula(self.line, _place_of(self.letters), self.formula)


class _OdsSheets:
    """Reads the elements of an ODS, whose rows and cells may say that they come several times."""

    def __init__(self) -> None:
        self.found: list[WorkbookBounds] = []
        self.line = self.rows = self.column = self.columns = 0
        self.style = ""
        self.hidden_styles: set[str] = set()

    def read(self, content: bytes) -> list[WorkbookBounds]:
        parser = ParserCreate()
        parser.StartElementHandler = self._start
        parser.Parse(content, True)  # noqa: FBT003 — the parser takes no keyword
        return self.found

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            is_hidden = attributes.get("table:style-name") in self.hidden_styles
            self.found.append(WorkbookBounds(name=attributes.get("table:name", ""), is_hidden=is_hidden))
            self.line, self.rows, self.columns = 1, 0, 0
        elif tag == "table:table-row":
            self.line, self.column = self.line + self.rows, 1
            self.rows = _count(attributes.get("table:number-rows-repeated"), 1)
            if _is_unseen(attributes):
                # the last rows of a sheet are hidden a million at a time: those with cells alone are looked at
                self.found[-1].hidden_rows |= set(range(self.line, self.line + min(self.rows, _MOST_FORMULAS)))
        elif tag in {"table:table-cell", "table:covered-table-cell"} and self.found:
            times = _count(attributes.get("table:number-columns-repeated"), 1)
            self._cell(attributes, times)
            self.column += times
        else:
            self._beside_cells(tag, attributes)

    def _beside_cells(self, tag: str, attributes: dict[str, str]) -> None:
        """Take what says which sheets and columns are hidden."""
        if tag == "style:style":
            self.style = attributes.get("style:name", "")
        elif tag == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden_styles.add(self.style)
        elif tag == "table:table-column" and self.found:
            first = self.columns + 1
            self.columns += _count(attributes.get("table:number-columns-repeated"), 1)
            if _is_unseen(attributes):
                self.found[-1].hidden_columns.append((first, self.columns))

    def _cell(self, attributes: dict[str, str], times: int) -> None:
        bounds, is_filled = self.found[-1], any(name.startswith("office:") for name in attributes)
        if is_filled:
            bounds.take(self.line + self.rows - 1, self.column + times - 1)
        if attributes.get("calcext:value-type") == "error":
            bounds.refuse(self.line, self.column, IN_ERROR)
        elif "table:formula" in attributes and not is_filled:
            formula = attributes["table:formula"]
            bounds.hold_formula(self.line, self.column, formula.partition("=")[2])
        spans = [_count(attributes.get(f"table:number-{axis}-spanned"), 1) for axis in ("rows", "columns")]
        if is_filled and spans != [1, 1]:
            bounds.refuse_merged((self.line, self.column), (self.line + spans[0] - 1, self.column + spans[1] - 1))


def _is_unseen(attributes: Mapping[str, str]) -> bool:
    return attributes.get("table:visibility") in {"collapse", "filter"}


def _count(text: str | None, default: int) -> int:
    if text is None:
        return default
    if not _COUNT.fullmatch(text):
        message = Sentence("nombre « {text} »", text=text[:20])
        raise ValueError(message)
    return int(text)


def _place_of(letters: str) -> int:
    if not _COLUMN.fullmatch(letters):
        message = Sentence("colonne « {letters} »", letters=letters[:20])
        raise ValueError(message)
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return place
