"""A CSV table with every fault of it gathered at its place.

A connector asks a `RawTable` for its columns one by one; each answer is a series aligned on the rows, and each cell
that is not what was expected becomes a `Fault`. `finish` then refuses the file, or sets the faulty rows aside when the
user chose so.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

import polars as pl

from autan.ground.errors import Fault, ImportFileError
from autan.ground.wordings import Sentence
from autan.opendata.sources.connectors.columns import CELL, Numbers, read_each, read_numbers
from autan.opendata.sources.connectors.csv_tables import open_table
from autan.opendata.sources.connectors.identities import companions_in, foreign_epci, foreign_names
from autan.opendata.sources.core import cells
from autan.opendata.sources.core.readings import Expectation, Reading, counted

OUTSIDE_ANY_EPCI = "ZZZZZZZZZ"  # what several producers write in place of a SIREN
THIN_YEAR = 1 / 3  # of the rows of the fullest year: below, a year is not whole
MAX_FAULTS_BY_COLUMN = 1000  # a file of another kind has a fault in every cell: the first thousand say it


def year_of(column: str) -> pl.Expr:
    """Year written alone or as the start of a date.

    >>> pl.DataFrame({"x": ["2024", "2024.0", "2024-01-31", "24"]}).select(year_of("x")).to_series().to_list()
    [2024, 2024, 2024, None]
    """
    return cells.trimmed(column).str.extract(r"^(\d{4})(?:$|\.0$|-\d{2}-\d{2})").cast(pl.Int64, strict=False)


class RawTable:
    """A CSV whose cells are still text, with the faults found so far."""

    def __init__(
        self, content: bytes, *, file: str, columns: Sequence[str], expectation: Expectation, lines_above: int = 0
    ) -> None:
        """Open a table; see `opening.open_table`."""
        self._companions = companions_in(content, columns) if expectation.identities else {}
        read = (*columns, *self._companions.values())
        opened = open_table(content, file=file, columns=read, lines_above=lines_above)
        self.file = file
        self.expectation = expectation
        self.faults: list[Fault] = []
        self.remarks = list(opened.remarks)
        self._cell_faults: list[Fault] = []
        self._numbers: dict[str, Numbers] = {}
        self._amounts: set[str] = set()
        self._frame = opened.frame
        self._is_plain = opened.is_plain

    @property
    def height(self) -> int:
        """Number of rows."""
        return self._frame.height

    def same(self, value: str | int) -> pl.Series:
        """Return one value for every row."""
        return pl.Series([value]).new_from_index(0, self.height)

    def _append(self, frame: pl.DataFrame) -> None:
        self._frame, self._numbers = frame, {}

    # --- One column at a time -----------------------------------------------------------------------------------

    def text(self, column: str, *, is_required: bool = False) -> pl.Series:
        """Text without spaces around it, null where empty."""
        series = self._frame[column] if self._is_plain else self._series(cells.trimmed(column))
        if is_required:
            self.blame(column, series.is_null(), "un texte")
        return series

    def number(
        self, column: str, *, minimum: float | None = 0, is_whole: bool = False, is_required: bool = False
    ) -> pl.Series:
        """Number, null where the cell is empty or secret; below `minimum` or not a number is a fault."""
        read = self._numbers_of(column)
        self._amounts.add(column)
        self.blame(column, read.is_wrong, "un nombre sans ambiguïté")
        if is_required:
            self.blame(column, ~read.is_filled, "un nombre")
        if minimum is not None:
            self.blame(column, read.value < minimum, Sentence("un nombre d’au moins {minimum:g}", minimum=minimum))
        if not is_whole:
            return read.value
        whole = read.value.round()
        self.blame(column, read.value != whole, "un nombre entier")
        return whole.cast(pl.Int64)

    def number_if_any(self, column: str, *, minimum: float | None = None) -> pl.Series:
        """Number where the cell holds one; a cell that holds something else is set aside alone, and its row is kept.

        For forms that people filled in by hand: one bad cell says nothing of the rest of the form.
        """
        read = self._numbers_of(column)
        self._cell_faults += self._faults_at(column, read.is_wrong, "un nombre sans ambiguïté")
        if minimum is None:
            return read.value
        is_low = read.value < minimum
        self._cell_faults += self._faults_at(
            column, is_low, Sentence("un nombre d’au moins {minimum:g}", minimum=minimum)
        )
        return pl.select(pl.when(~is_low).then(read.value)).to_series()

    def secret(self, column: str) -> pl.Series:
        """True where the cell says that the value is a statistical secret."""
        return self._numbers_of(column).is_secret

    def _numbers_of(self, column: str) -> Numbers:
        if column not in self._numbers:
            self._numbers[column] = read_numbers(self._frame[column])
            if self._numbers[column].uses_commas:
                self.remarks.append(f"virgules lues comme décimales, comme les autres de la colonne\u00a0: {column}")
        return self._numbers[column]

    def day_if_any(self, column: str) -> pl.Series:
        """Day where the cell holds one; a cell that holds something else is set aside alone."""
        day = self._series(cells.iso_date(column))
        is_other = self._series(cells.trimmed(column).is_not_null()) & day.is_null()
        self._cell_faults += self._faults_at(column, is_other, "une date, comme 31/07/2026")
        return day

    def days(self, column: str) -> pl.Series:
        """The day of each row, not after today."""
        day, last = self._each(column, cells.iso_date(CELL)), self.expectation.today
        self.blame(
            column, day.is_null() | (day > last), Sentence("une date, au plus tard le {last}", last=last.isoformat())
        )
        return day

    def sirens(self, column: str) -> pl.Series:
        """Every SIREN of a cell that may hold several, as lists; a cell with something else is set aside alone."""
        codes = cells.trimmed(column).str.extract_all(r"\b\d{9}\b").list.unique(maintain_order=True)
        series = self._series(codes.fill_null([]))
        is_other = (series.list.len() == 0) & self._series(cells.trimmed(column).is_not_null())
        self._cell_faults += self._faults_at(column, is_other, "un SIREN de neuf chiffres, ou plusieurs")
        return series

    def years(self, column: str, *, first: int = 1900) -> pl.Series:
        """The year of each row, written alone or as the start of a date, from `first` to the present."""
        last = self.expectation.today.year
        year = self._each(column, year_of(CELL))
        self.blame(
            column,
            year.is_null() | (year < first) | (year > last),
            Sentence("une année de {first} à {last}", first=first, last=last),
        )
        return year

    def keep_known(self, column: str, singular: str, plural: str) -> None:
        """Leave aside the rows whose cell is empty, and say how many there were."""
        is_known = self._series(cells.trimmed(column).is_not_null())
        if not is_known.all():
            self.remarks.append(counted(int((~is_known).sum()), singular, plural))
            self._append(self._frame.filter(is_known))

    def whole_years(self, column: str, *, first: int) -> pl.Series:
        """The year of each row of a file of one or several whole years; a stray row of another year is a fault."""
        year = self.years(column, first=first).alias(column)
        counts = year.drop_nulls().value_counts(sort=True)
        if not counts.is_empty():
            usual, most = counts.row(0)
            thin = counts.filter(pl.col("count") < most * THIN_YEAR)[column]
            expected = Sentence("une seule année dans le fichier, ou des années entières (ici {usual})", usual=usual)
            late = self.expectation.today.year
            self.blame(column, year.is_in(thin.implode()) & year.is_between(first, late), expected)
        return year

    def leave_years_before(self, column: str, first: int, why: str) -> None:
        """Leave aside the rows of years before one, and say how many and why.

        A file of such years alone is kept whole, for its years to be blamed.
        """
        year = self._each(column, year_of(CELL))
        is_old = (year < first).fill_null(value=False)
        if is_old.any() and not is_old.all():
            old_rows = counted(int(is_old.sum()), "ligne", "lignes")
            self.remarks.append(f"{old_rows} d’avant {first}, de côté\u00a0: {why}")
            self._append(self._frame.filter(~is_old))

    def read_repeats_once(self) -> None:
        """Read once the rows that a producer wrote twice, cell for cell, and say how many there were."""
        columns = [name for name in self._frame.columns if name != "row"]
        unique = self._frame.unique(columns, keep="first", maintain_order=True)
        repeated = self._frame.height - unique.height
        if repeated:
            repeats = counted(repeated, "ligne répétée à l’identique, lue", "lignes répétées à l’identique, lues")
            self.remarks.append(f"{repeats} une seule fois")
            self._append(unique)

    def keep_rows(self, is_kept: pl.Expr) -> None:
        """Leave aside the rows that the table holds for other purposes than ours; nothing is said of them."""
        self._append(self._frame.filter(is_kept))

    def commune(self, column: str) -> pl.Series:
        """Commune code; a lost leading zero is given back and said; an unknown commune is a fault."""
        text, known = self._frame[column], pl.Series(list(self.expectation.communes), dtype=pl.String)
        is_reminded = len(known) > 0 and not text.has_nulls()
        if is_reminded and text.is_in(known.implode()).all():  # true of nearly every file: nothing to repair or blame
            self._compare_identities(column, text)
            return text
        code = cells.insee_code(CELL)
        is_known = code.is_in(known.implode()) | cells.is_district(CELL) if len(known) else pl.lit(value=True)
        read = read_each(text, code=code, is_known=is_known, has_lost_zero=cells.has_lost_zero(CELL))
        self.blame(column, read["code"].is_null(), "un code de commune à cinq signes")
        self.blame(column, ~read["is_known"], "une commune connue du code officiel géographique")
        repaired = int(read["has_lost_zero"].sum())
        if repaired:
            self.remarks.append("zéro initial rendu à " + counted(repaired, "code de commune", "codes de communes"))
        self._compare_identities(column, read["code"])
        return read["code"]

    def _compare_identities(self, column: str, code: pl.Series) -> None:
        """Blame the rows whose name is that of another commune, or whose EPCI never had the commune."""
        identities = self.expectation.identities
        if identities is None:
            return
        for kind, heading in self._companions.items():
            frame = self._frame.select(code.alias("code"), cells.trimmed(heading).alias("said"))
            pairs = frame.drop_nulls().unique().rows()
            wrong = foreign_names(pairs, identities) if kind == "name" else foreign_epci(pairs, identities.epci)
            if wrong:
                pair = frame.select(pl.concat_str("code", "said", separator=" ")).to_series()
                expected = "le nom de la commune" if kind == "name" else "un EPCI dont la commune a été membre"
                self.blame(
                    heading,
                    pair.is_in(list(wrong)),
                    Sentence("{expected} de la colonne {column}", expected=expected, column=column),
                )

    def siren(self, column: str, *, outside: str | None = "") -> pl.Series:
        """SIREN of nine digits; `outside` is what the source writes for places in no EPCI: null, and how many is said.

        None lets empty cells through.
        """
        is_outside = cells.trimmed(CELL).is_null() if outside is None else cells.trimmed(CELL) == outside
        read = read_each(self._frame[column], code=cells.siren(CELL), is_outside=is_outside.fill_null(value=False))
        self.blame(column, read["code"].is_null() & ~read["is_outside"], "un SIREN de neuf chiffres")
        count = int(read["is_outside"].sum()) if outside else 0
        if count:
            rows_outside = counted(count, "ligne hors de tout EPCI", "lignes hors de tout EPCI")
            self.remarks.append(f"{rows_outside}, de côté")
        return read["code"]

    def choice(self, column: str, codes: Mapping[str, str]) -> pl.Series:
        """One of the words of a closed list, as our code for it."""
        word = cells.trimmed(CELL).str.to_lowercase()
        code = self._each(column, word.replace_strict(codes, default=None, return_dtype=pl.String))
        self.blame(column, code.is_null(), Sentence("l’un de : {codes}", codes=", ".join(codes)))
        return code

    def is_one_of(self, column: str, words: Collection[str]) -> pl.Series:
        """True where the cell, in small letters, is one of these words; an empty cell is a fault."""
        word = cells.trimmed(CELL).str.to_lowercase()
        # without `otherwise`: an empty cell stays null, and is blamed for it
        is_among = self._each(column, pl.when(word.is_not_null()).then(word.is_in(list(words))))
        self.blame(column, is_among.is_null(), "un texte")
        return is_among

    def one_year(self, column: str, *, first: int = 1990) -> tuple[pl.Series, str]:
        """The year of the whole file, from `first` to the present; a second year in the file is a fault."""
        year, last = self._each(column, cells.number(CELL)), self.expectation.today.year
        is_wrong = year.is_null() | (year < first) | (year > last) | (year != year.round())
        self.blame(column, is_wrong, Sentence("une année de {first} à {last}", first=first, last=last))
        series = year.cast(pl.Int64, strict=False).alias(column)
        return series, str(self._one_value(column, series, "une seule année dans le fichier"))

    def one_date(self, column: str) -> tuple[pl.Series, str]:
        """The day of the whole file, not after today; a second day in the file is a fault."""
        day, last = self._each(column, cells.iso_date(CELL)).alias(column), self.expectation.today
        self.blame(column, day.is_null(), "une date possible, comme 2026-07-31 ou 31/07/2026")
        self.blame(column, day > last, Sentence("une date au plus tard le {last}", last=last.isoformat()))
        return day, str(self._one_value(column, day, "une seule date dans le fichier"))

    def _one_value(self, column: str, series: pl.Series, expected: str) -> object:
        counts = series.drop_nulls().value_counts(sort=True)
        if counts.is_empty():
            return ""
        usual = counts[column][0]
        self.blame(
            column, series != usual, Sentence("{expected} (ici {usual})", expected=Sentence(expected), usual=usual)
        )
        return usual

    def unique(self, *columns: str) -> None:
        """Blame every row whose key was already met."""
        names = dict.fromkeys(columns)
        keys = self._frame.select(list(names) if self._is_plain else [cells.trimmed(name) for name in names])
        if keys.hash_rows(seed=1).n_unique() == keys.height:  # true of nearly every file
            return
        key = pl.struct(pl.all())
        again = keys.select(key.is_duplicated() & ~key.is_first_distinct()).to_series()
        self.blame(columns[0], again, Sentence("une ligne qui ne répète pas {columns}", columns=" + ".join(columns)))

    # --- The end ------------------------------------------------------------------------------------------------

    def finish(
        self, prepare: Callable[[pl.DataFrame], pl.DataFrame], columns: Mapping[str, pl.Series], data_date: str
    ) -> Reading:
        """Make the tidy table, or refuse the file with every fault in the order of the rows.

        `prepare`: what turns the read columns, one row for each row of the file, into the table of the card.
        """
        faults = sorted(self.faults, key=lambda fault: (fault.row or 0, fault.column or ""))
        if faults and not self.expectation.skip_bad_rows:
            raise ImportFileError(self.file, faults)
        frame = pl.DataFrame({"row": self._frame["row"], **columns})
        if faults:
            frame = self._without_faulty(frame, faults)
        if frame.is_empty():
            raise ImportFileError(self.file, faults or [Fault(expected="au moins une ligne de données")])
        return Reading(
            table=prepare(frame.drop("row")),
            data_date=data_date,
            remarks=tuple(self.remarks),
            set_aside=tuple(faults),
            cells_aside=tuple(self._cell_faults),
        )

    def _without_faulty(self, frame: pl.DataFrame, faults: Sequence[Fault]) -> pl.DataFrame:
        """Leave faulty rows out; one whose amounts alone are at fault stays without any: its place counts it."""
        faulty = {fault.row for fault in faults}
        unplaced = {fault.row for fault in faults if fault.column not in self._amounts}
        is_emptied = pl.col("row").is_in(list(faulty - unplaced))
        amounts = [name for name, kind in frame.schema.items() if kind.is_numeric() and name not in {"row", "year"}]
        flags = [name for name, kind in frame.schema.items() if kind == pl.Boolean]
        return frame.filter(~pl.col("row").is_in(list(unplaced))).with_columns(
            *(pl.when(~is_emptied).then(pl.col(name)).alias(name) for name in amounts),
            *((pl.col(name) & ~is_emptied).alias(name) for name in flags),
        )

    def _series(self, expression: pl.Expr) -> pl.Series:
        return self._frame.select(expression).to_series()

    def _each(self, column: str, answer: pl.Expr) -> pl.Series:
        return read_each(self._frame[column], answer=answer)["answer"]

    def blame(self, column: str, is_wrong: pl.Series, expected: str) -> None:
        """Blame the rows where something is wrong; a connector may judge so too."""
        self.faults += self._faults_at(column, is_wrong, expected)

    def _faults_at(self, column: str, is_wrong: pl.Series, expected: str) -> list[Fault]:
        if not is_wrong.any():
            return []
        rows = self._frame.filter(is_wrong.fill_null(value=False)).select("row", column).head(MAX_FAULTS_BY_COLUMN)
        return [Fault(row=row, column=column, value=value or "", expected=expected) for row, value in rows.iter_rows()]
