"""How a CSV of any French make is opened, and how every fault of it is gathered with its place.

A connector asks a `RawTable` for its columns one by one; each answer is a series aligned on the rows, and each cell
that is not what was expected becomes a `Fault`. `finish` then refuses the file, or sets the faulty rows aside when the
user chose so.
"""

import csv
import io
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from autan.errors import Fault, ImportFileError
from autan.observatory.core import cells

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
MOST_COLUMNS_SAID = 4
MAX_FAULTS_BY_COLUMN = 1000  # a file of another kind has a fault in every cell: the first thousand say it


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a connector made of a file.

    Attributes:
        table: the tidy table, sorted by the key of its card.
        data_date: what the rows are about: one year, or one day.
        remarks: what was repaired or understood, in French, for the user.
        set_aside: faults of the rows that were left out, when the user chose to go on without them.
        cells_aside: faults of the cells that were left out alone, their rows being kept.
    """

    table: pl.DataFrame
    data_date: str
    remarks: tuple[str, ...] = ()
    set_aside: tuple[Fault, ...] = ()
    cells_aside: tuple[Fault, ...] = ()

    @property
    def all_remarks(self) -> tuple[str, ...]:
        """Remarks, with how many rows and cells were set aside and for what."""
        rows, cells_said = len({fault.row for fault in self.set_aside}), len(self.cells_aside)
        said = list(self.remarks)
        if rows:
            rows_said = counted(rows, "ligne fautive mise de côté", "lignes fautives mises de côté")
            said.append(f"{rows_said} ({_columns_of(self.set_aside)})")
        if cells_said:
            what = counted(cells_said, "case fautive mise de côté", "cases fautives mises de côté")
            said.append(f"{what} ({_columns_of(self.cells_aside)})")
        return tuple(said)

    @property
    def aside(self) -> tuple[Fault, ...]:
        """Everything that was left out."""
        return (*self.set_aside, *self.cells_aside)


def _columns_of(faults: Sequence[Fault]) -> str:
    """Columns of faults, in order; the first few when they are many."""
    columns = sorted({fault.column or "" for fault in faults})
    return ", ".join(columns[:MOST_COLUMNS_SAID]) + ("…" if len(columns) > MOST_COLUMNS_SAID else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What the reader knows outside the file.

    Attributes:
        today: no data may be of a later day.
        communes: codes of every commune of every known vintage; empty when the register is not at hand.
        skip_bad_rows: set faulty rows aside instead of refusing the file.
    """

    today: date
    communes: Collection[str] = ()
    skip_bad_rows: bool = False


def counted(number: int, singular: str, plural: str) -> str:
    """A number and what it counts, in French.

    >>> counted(1, "ligne", "lignes"), counted(2, "ligne", "lignes")
    ('1 ligne', '2 lignes')
    """
    return f"{number} {plural if number > 1 else singular}"


class RawTable:
    """A CSV whose cells are still text, with the faults found so far."""

    def __init__(
        self, content: bytes, *, file: str, columns: Sequence[str], expectation: Expectation, lines_above: int = 0
    ) -> None:
        """Open a table.

        Args:
            content: the file, from the line of its column names on.
            file: its name, for the messages.
            columns: columns that are read; all must be there.
            expectation: what is known outside the file.
            lines_above: lines of the file that come before the content, so that faults tell its own line numbers.
        """
        self.file = file
        self.expectation = expectation
        self.faults: list[Fault] = []
        self.remarks: list[str] = []
        self._first_row = 2 + lines_above
        self._cell_faults: list[Fault] = []
        content = self._in_utf8(content)
        self._refuse_page(content)
        separator = self._find_separator(content)
        self._frame = self._parse(content, separator, columns)

    @property
    def height(self) -> int:
        """Number of rows."""
        return self._frame.height

    def _refuse(self, *faults: Fault) -> ImportFileError:
        return ImportFileError(self.file, faults)

    def _in_utf8(self, content: bytes) -> bytes:
        content = content.removeprefix(BYTE_ORDER_MARK)
        try:
            content.decode()
        except UnicodeDecodeError:
            self.remarks.append("fichier en Latin-1 (Windows), lu comme tel")
            return content.decode("cp1252", errors="replace").encode()
        return content

    def _refuse_page(self, content: bytes) -> None:
        start = content[:500].decode(errors="replace").lstrip().lower()
        if start.startswith(("<!doctype", "<html", "<?xml", "{", "[")):
            raise self._refuse(Fault(row=1, value=start[:40], expected="un tableau CSV, pas une page ou un objet JSON"))
        if not start:
            raise self._refuse(Fault(expected="un fichier qui ne soit pas vide"))

    def _find_separator(self, content: bytes) -> str:
        header = content.partition(b"\n")[0].decode(errors="replace")
        separator = max(",;\t|", key=header.count)
        if separator != ",":
            names = {";": "point-virgule", "\t": "tabulation", "|": "barre verticale"}
            self.remarks.append(f"colonnes séparées par {names[separator]}")
        return separator

    def _parse(self, content: bytes, separator: str, columns: Sequence[str]) -> pl.DataFrame:
        ragged = _ragged_rows(content, separator, self._first_row - 2)
        if ragged:
            raise self._refuse(*ragged)
        header = pl.read_csv(content, separator=separator, infer_schema=False, n_rows=0).columns
        places = {name.strip(): place for place, name in enumerate(header)}
        self._refuse_absent([name for name in columns if name not in places], header)
        read = [places[name] for name in dict.fromkeys(columns)]
        frame = pl.read_csv(content, separator=separator, infer_schema=False, columns=read)
        frame = frame.rename({name: name.strip() for name in frame.columns})
        return frame.select(list(dict.fromkeys(columns))).with_row_index("row", offset=self._first_row)

    def _refuse_absent(self, absent: Sequence[str], header: Sequence[str]) -> None:
        if absent:
            found = [", ".join(name.strip() for name in header)[:200], *[""] * len(absent)]  # the header is shown once
            raise self._refuse(
                *(
                    Fault(row=1, column=name, value=value, expected=f"une colonne «\u202f{name}\u202f»")
                    for name, value in zip(absent, found, strict=False)
                )
            )

    # --- One column at a time -----------------------------------------------------------------------------------

    def text(self, column: str, *, is_required: bool = False) -> pl.Series:
        """Text without spaces around it, null where empty."""
        if is_required:
            self._blame(column, cells.trimmed(column).is_null(), "un texte")
        return self._series(cells.trimmed(column))

    def number(
        self, column: str, *, minimum: float | None = 0, is_whole: bool = False, is_required: bool = False
    ) -> pl.Series:
        """Number, null where the cell is empty or secret; below `minimum` or not a number is a fault."""
        value, text = cells.number(column), cells.trimmed(column)
        self._blame(column, text.is_not_null() & value.is_null() & ~cells.is_secret(column), "un nombre sans ambiguïté")
        if is_required:
            self._blame(column, text.is_null(), "un nombre")
        if minimum is not None:
            self._blame(column, value < minimum, f"un nombre d’au moins {minimum:g}")
        if is_whole:
            self._blame(column, value != value.round(), "un nombre entier")
        series = self._series(value)
        return series.round().cast(pl.Int64) if is_whole else series

    def number_if_any(self, column: str, *, minimum: float | None = None) -> pl.Series:
        """Number where the cell holds one; a cell that holds something else is set aside alone, and its row is kept.

        For forms that people filled in by hand: one bad cell says nothing of the rest of the form.
        """
        value, text = cells.number(column), cells.trimmed(column)
        is_other = self._series(text.is_not_null() & value.is_null() & ~cells.is_secret(column))
        self._cell_faults += self._faults_at(column, is_other, "un nombre sans ambiguïté")
        if minimum is None:
            return self._series(value)
        is_low = self._series((value < minimum).fill_null(value=False))
        self._cell_faults += self._faults_at(column, is_low, f"un nombre d’au moins {minimum:g}")
        return self._series(pl.when(value >= minimum).then(value).alias(column))

    def day_if_any(self, column: str) -> pl.Series:
        """Day where the cell holds one; a cell that holds something else is set aside alone."""
        day = cells.iso_date(column)
        is_other = self._series(cells.trimmed(column).is_not_null() & day.is_null())
        self._cell_faults += self._faults_at(column, is_other, "une date, comme 31/07/2026")
        return self._series(day)

    def days(self, column: str) -> pl.Series:
        """The day of each row, not after today."""
        day = cells.iso_date(column)
        last = self.expectation.today
        self._blame(column, day.is_null() | (day > last), f"une date, au plus tard le {last.isoformat()}")
        return self._series(day)

    def siren_if_any(self, column: str) -> pl.Series:
        """SIREN of nine digits, null where the cell is empty."""
        code = cells.siren(column)
        self._blame(column, code.is_null() & cells.trimmed(column).is_not_null(), "un SIREN de neuf chiffres")
        return self._series(code)

    def sirens(self, column: str) -> pl.Series:
        """Every SIREN of a cell that may hold several, as lists; a cell with something else is set aside alone."""
        found = cells.trimmed(column).str.extract_all(r"\b\d{9}\b").list.unique(maintain_order=True)
        series = self._series(found.fill_null([]))
        is_other = (series.list.len() == 0) & self._series(cells.trimmed(column).is_not_null())
        self._cell_faults += self._faults_at(column, is_other, "un SIREN de neuf chiffres, ou plusieurs")
        return series

    def years(self, column: str, *, first: int = 1900) -> pl.Series:
        """The year of each row, written alone or as the start of a date, from `first` to the present."""
        last = self.expectation.today.year
        year = cells.trimmed(column).str.extract(r"^(\d{4})(?:$|\.0$|-\d{2}-\d{2})").cast(pl.Int64, strict=False)
        self._blame(column, year.is_null() | (year < first) | (year > last), f"une année de {first} à {last}")
        return self._series(year)

    def keep_known(self, column: str, singular: str, plural: str) -> None:
        """Leave aside the rows whose cell is empty, and say how many there were."""
        is_known = self._series(cells.trimmed(column).is_not_null())
        if not is_known.all():
            self.remarks.append(counted(int((~is_known).sum()), singular, plural))
            self._frame = self._frame.filter(is_known)

    def read_repeats_once(self) -> None:
        """Read once the rows that a producer wrote twice, cell for cell, and say how many there were."""
        columns = [name for name in self._frame.columns if name != "row"]
        kept = self._frame.unique(columns, keep="first", maintain_order=True)
        repeated = self._frame.height - kept.height
        if repeated:
            said = counted(repeated, "ligne répétée à l’identique, lue", "lignes répétées à l’identique, lues")
            self.remarks.append(f"{said} une seule fois")
            self._frame = kept

    def keep_rows(self, is_kept: pl.Expr) -> None:
        """Leave aside the rows that the table holds for other purposes than ours; nothing is said of them."""
        self._frame = self._frame.filter(is_kept)

    def secret(self, column: str) -> pl.Series:
        """True where the cell says that the value is a statistical secret."""
        return self._series(cells.is_secret(column))

    def commune(self, column: str) -> pl.Series:
        """Commune code; a lost leading zero is given back and said; an unknown commune is a fault."""
        code = cells.insee_code(column)
        self._blame(column, code.is_null(), "un code de commune à cinq signes")
        if self.expectation.communes:
            known = pl.Series(sorted(self.expectation.communes), dtype=pl.String).implode()
            districts = cells.is_district(column)
            self._blame(column, ~code.is_in(known) & ~districts, "une commune connue du code officiel géographique")
        repaired = int(self._frame.select(cells.has_lost_zero(column).sum()).item())
        if repaired:
            self.remarks.append("zéro initial rendu à " + counted(repaired, "code de commune", "codes de communes"))
        return self._series(code)

    def siren(self, column: str, *, outside: str = "") -> pl.Series:
        """SIREN of nine digits; `outside` is what the source writes for places in no EPCI (null, not a fault)."""
        code = cells.siren(column)
        self._blame(column, code.is_null() & (cells.trimmed(column) != outside), "un SIREN de neuf chiffres")
        return self._series(code)

    def choice(self, column: str, codes: Mapping[str, str]) -> pl.Series:
        """One of the words of a closed list, as our code for it."""
        word = cells.trimmed(column).str.to_lowercase()
        code = word.replace_strict(codes, default=None, return_dtype=pl.String)
        self._blame(column, code.is_null(), "l’un de : " + ", ".join(codes))
        return self._series(code)

    def one_year(self, column: str, *, first: int = 1990) -> tuple[pl.Series, str]:
        """The year of the whole file, from `first` to the present; a second year in the file is a fault."""
        year = cells.number(column)
        last = self.expectation.today.year
        is_wrong = year.is_null() | (year < first) | (year > last) | (year != year.round())
        self._blame(column, is_wrong, f"une année de {first} à {last}")
        series = self._series(year).cast(pl.Int64, strict=False)
        return series, str(self._one_value(column, series, "une seule année dans le fichier"))

    def one_date(self, column: str) -> tuple[pl.Series, str]:
        """The day of the whole file, not after today; a second day in the file is a fault."""
        day = cells.iso_date(column)
        self._blame(column, day.is_null(), "une date possible, comme 2026-07-31 ou 31/07/2026")
        self._blame(
            column, day > self.expectation.today, f"une date au plus tard le {self.expectation.today.isoformat()}"
        )
        series = self._series(day)
        return series, str(self._one_value(column, series, "une seule date dans le fichier"))

    def _one_value(self, column: str, series: pl.Series, expected: str) -> object:
        counts = series.drop_nulls().value_counts(sort=True)
        if counts.is_empty():
            return ""
        usual = counts[column][0]
        other = (series != usual).fill_null(value=False)
        self._blame_rows(column, other, f"{expected} (ici {usual})")
        return usual

    def unique(self, *columns: str) -> None:
        """Blame every row whose key was already met."""
        keys = self._frame.select("row", *(cells.trimmed(name) for name in columns))
        again = keys.select(pl.struct(columns).is_duplicated() & ~pl.struct(columns).is_first_distinct()).to_series()
        self._blame_rows(columns[0], again, "une ligne qui ne répète pas " + " + ".join(columns))

    def blame(self, column: str, is_wrong: pl.Series, expected: str) -> None:
        """Blame rows that the connector itself judges wrong."""
        self._blame_rows(column, is_wrong.fill_null(value=False), expected)

    # --- The end ------------------------------------------------------------------------------------------------

    def finish(
        self, tidy: Callable[[pl.DataFrame], pl.DataFrame], columns: Mapping[str, pl.Series], data_date: str
    ) -> Reading:
        """Make the tidy table, or refuse the file with every fault in the order of the rows.

        Args:
            tidy: what turns the read columns, one row for each row of the file, into the table of the card.
            columns: the columns that were read.
            data_date: year or day of the file.

        Raises:
            ImportFileError: at least one fault, unless rows may be set aside.
        """
        faults = sorted(self.faults, key=lambda fault: (fault.row or 0, fault.column or ""))
        if faults and not self.expectation.skip_bad_rows:
            raise self._refuse(*faults)
        frame = pl.DataFrame({"row": self._frame["row"], **columns})
        frame = frame.filter(~pl.col("row").is_in([fault.row for fault in faults]))
        if frame.is_empty():
            raise self._refuse(*(faults or [Fault(expected="au moins une ligne de données")]))
        return Reading(
            table=tidy(frame.drop("row")),
            data_date=data_date,
            remarks=tuple(self.remarks),
            set_aside=tuple(faults),
            cells_aside=tuple(self._cell_faults),
        )

    def _series(self, expression: pl.Expr) -> pl.Series:
        return self._frame.select(expression).to_series()

    def _blame(self, column: str, is_wrong: pl.Expr, expected: str) -> None:
        self._blame_rows(column, self._series(is_wrong.fill_null(value=False)), expected)

    def _blame_rows(self, column: str, is_wrong: pl.Series, expected: str) -> None:
        self.faults += self._faults_at(column, is_wrong, expected)

    def _faults_at(self, column: str, is_wrong: pl.Series, expected: str) -> list[Fault]:
        rows = self._frame.filter(is_wrong).select("row", column).head(MAX_FAULTS_BY_COLUMN)
        return [Fault(row=row, column=column, value=value or "", expected=expected) for row, value in rows.iter_rows()]


def _ragged_rows(content: bytes, separator: str, lines_above: int) -> list[Fault]:
    """Rows that have more or fewer cells than the header, as in half a file."""
    body, sign = content.rstrip(b"\r\n"), separator.encode()
    lines = body.count(b"\n") + 1
    by_row = body.partition(b"\n")[0].count(sign)
    if body.count(sign) == lines * by_row:  # true of nearly every file, and a thousand times faster to see
        return []
    reader = csv.reader(io.StringIO(content.decode(), newline=""), delimiter=separator)
    try:
        rows = [(reader.line_num + lines_above, row) for row in reader]
    except csv.Error as error:
        return [Fault(row=reader.line_num, expected=f"du texte en lignes et colonnes, au format CSV ({error})")]
    width = len(rows[0][1])
    return [
        Fault(row=line, value=separator.join(row)[:80], expected=f"{width} cellules (il y en a {len(row)})")
        for line, row in rows[1:]
        if row and len(row) != width
    ]
