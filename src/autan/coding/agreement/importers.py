"""What several people said of the same units, from a file of values.

Three forms are read: one line a unit and one column a person; one line a person (the first heading says `codeur`); one
line a value (headings `unité`, `codeur`, `valeur`). A first column may name the units.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from autan.coding.agreement.core.ratings import MeasurementLevel, Ratings, RatingsError
from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.findings import ResultRemark
from autan.ground.tables.importers.tables import TextTable, read_text_table
from autan.ground.wordings import Sentence

_UNITS = frozenset(
    [
        "unit",
        "unite",
        "id",
        "identifiant",
        "item",
        "segment",
        "texte",
        "text",
        "reponse",
        "answer",
        "document",
        "question",
    ]
)
_CODERS = frozenset(
    ["coder", "codeur", "codeuse", "personne", "annotateur", "rater", "observer", "observateur", "juge"]
)
_VALUES = frozenset(["value", "valeur", "code", "note"])
_MISSING = frozenset({"", ".", "na", "n/a", "nan", "null"})


def read_ratings(
    data: bytes, file: str, *, level: MeasurementLevel | str = MeasurementLevel.NOMINAL, order: Sequence[str] = ()
) -> tuple[Ratings, tuple[ResultRemark, ...]]:
    """Read a file of ratings.

    Args:
        data: the whole file, a table in any format. An empty cell, a dot and `NA` are missing.
        file: its name, for the errors.
        level: level of measurement that the values must bear.
        order: every value, from the lowest to the highest, where the order of texts means something.

    Returns the ratings, and what was understood without being said.

    Raises ImportFileError: no CSV, fewer than two people, two of one name, a unit given twice, or values that the level
    or the order cannot take, each at its place.
    """
    table = read_text_table(data, file)
    rows, units, places, remarks = _Form(table, file).read()
    faults = list(_value_faults(places, MeasurementLevel(level), order))
    if faults:
        raise ImportFileError(file, faults)
    try:
        ratings = Ratings.from_rows(rows, units=units, order=order)
    except RatingsError as error:
        raise ImportFileError(file, [Fault(expected=error.reason)]) from None
    return ratings, remarks


type _Places = list[tuple[int, str, str]]
"""Line, heading and text of each cell with a value."""

type _Read = tuple[Mapping[str, Sequence[str | None]], Sequence[str], _Places, tuple[ResultRemark, ...]]


def _plain(heading: str) -> str:
    return unicodedata.normalize("NFKD", heading.lower()).encode("ascii", "ignore").decode().strip()


def _cell_value(cell: str) -> str | None:
    return None if cell.lower() in _MISSING else cell


class _Form:
    """Finds which form a table has, and reads it."""

    def __init__(self, table: TextTable, file: str) -> None:
        self.table, self.file = table, file
        self.plain = [_plain(heading) for heading in table.headings]

    def read(self) -> _Read:
        kinds = [self._rank(names) for names in (_UNITS, _CODERS, _VALUES)]
        if len(self.plain) == 3 and None not in kinds:
            return self._long(*(rank for rank in kinds if rank is not None))
        if self.plain[0] in _CODERS:
            return self._by_coder()
        return self._by_unit()

    def _rank(self, names: Iterable[str]) -> int | None:
        return next((rank for rank, heading in enumerate(self.plain) if heading in names), None)

    def _refuse_twice(self, names: Sequence[str], expected: str, lines: Sequence[int] | None = None) -> None:
        """List every name that comes again, at its line or at its column."""
        faults = [
            Fault(row=lines[rank] if lines else 1, column=None if lines else name, value=name, expected=expected)
            for rank, name in enumerate(names)
            if name in names[:rank]
        ]
        if faults:
            raise ImportFileError(self.file, faults)

    def _by_unit(self) -> _Read:
        table = self.table
        is_named, remarks = self._has_unit_column()
        first = int(is_named)
        coders = table.headings[first:]
        blank = [Fault(row=1, value=None, expected="un nom de personne par colonne") for name in coders if not name]
        if blank:
            raise ImportFileError(self.file, blank[:1])
        self._refuse_twice(coders, "des noms de personnes tous différents : celui-ci est donné deux fois")
        units = table.column(0) if is_named else [str(line) for line in table.lines]
        if is_named:
            self._refuse_twice(units, "une ligne par unité : celle-ci est donnée deux fois", table.lines)
        rows = {coder: [_cell_value(cell) for cell in table.column(first + rank)] for rank, coder in enumerate(coders)}
        places = [
            (line, coder, cell)
            for line, row in zip(table.lines, table.rows, strict=True)
            for coder, cell in zip(coders, row[first:], strict=True)
            if _cell_value(cell)
        ]
        return rows, units, places, remarks

    def _has_unit_column(self) -> tuple[bool, tuple[ResultRemark, ...]]:
        """Whether the first column names the units: its heading says so, or its cells are like no other's."""
        if self.plain[0] in _UNITS or not self.plain[0]:
            return True, ()
        cells = [cell for cell in self.table.column(0) if _cell_value(cell)]
        others = {cell for row in self.table.rows for cell in row[1:]}
        is_apart = len(self.plain) > 2 and len(set(cells)) == len(cells) > 1 and not set(cells) & others
        if not is_apart or all(cell.replace(",", ".").replace(".", "", 1).isdigit() for cell in cells):
            return False, ()
        heading = self.table.headings[0]
        return True, (
            ResultRemark.of(
                "first_column_names_units",
                f"La colonne « {heading} » est lue comme le nom des unités.",
                f"The column “{heading}” is read as the names of the units.",
                place="ligne 1",
            ),
        )

    def _by_coder(self) -> _Read:
        table = self.table
        coders, units = table.column(0), table.headings[1:]
        self._refuse_twice(coders, "des noms de personnes tous différents : celui-ci est donné deux fois", table.lines)
        self._refuse_twice(units, "une colonne par unité : celle-ci est donnée deux fois")
        rows = {row[0]: [_cell_value(cell) for cell in row[1:]] for row in table.rows}
        places = [
            (line, unit, cell)
            for line, row in zip(table.lines, table.rows, strict=True)
            for unit, cell in zip(units, row[1:], strict=True)
            if _cell_value(cell)
        ]
        return rows, units, places, ()

    def _long(self, unit: int, coder: int, value: int) -> _Read:
        table = self.table
        keys = [f"{row[unit]} / {row[coder]}" for row in table.rows]
        self._refuse_twice(keys, "une valeur par unité et par personne : celle-ci est la seconde", table.lines)
        units = list(dict.fromkeys(table.column(unit)))
        coders = list(dict.fromkeys(table.column(coder)))
        values = {(row[coder], row[unit]): _cell_value(row[value]) for row in table.rows}
        rows = {name: [values.get((name, key)) for key in units] for name in coders}
        places = [
            (line, table.headings[value], row[value])
            for line, row in zip(table.lines, table.rows, strict=True)
            if _cell_value(row[value])
        ]
        return rows, units, places, ()


def _value_faults(places: _Places, level: MeasurementLevel, order: Sequence[str]) -> Iterable[Fault]:
    for line, column, cell in places:
        expected = _expected(cell, level, order)
        if expected:
            yield Fault(row=line, column=column, value=cell[:80], expected=expected)


def _expected(cell: str, level: MeasurementLevel, order: Sequence[str]) -> str:
    """Return what the level or the order expects instead of a value; empty when it takes it."""
    if order and cell not in order:
        return Sentence("une valeur parmi : {order}", order=", ".join(order))
    if not level.needs_numbers:
        return ""
    try:
        number = float(cell.replace(",", "."))
    except ValueError:
        return Sentence("un nombre, pour le niveau « {label} »", label=level.label)
    if level is MeasurementLevel.RATIO and number < 0:
        return Sentence("un nombre positif ou nul, pour le niveau « rapport »")
    return ""
