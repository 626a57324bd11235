"""Reads files of yearly series (one row a place and year, or a column for each year) into the form of an indicator.

Which files there are is in `definitions/series.yaml`; the form is that of `indicator_files`: mesh, code, year,
category, value.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.importers.delimited import first_line
from autan.ground.wordings import Sentence
from autan.opendata.producers.connectors.indicator_files import COUNTRY, COUNTRY_CODE
from autan.opendata.sources.connectors.connector import Connector
from autan.opendata.sources.connectors.headings import near_headings, plain_name
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.states import state_of, sum_known
from autan.opendata.sources.core.readings import Expectation, Reading, counted, join_readings
from autan.opendata.sources.core.source_cards import SourceCard
from autan.territories.perimeters.core.departments import DEPARTMENTS, REGIONS

_KEY = ("mesh", "code", "year", "category")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesForm:
    """How one file of a series is laid out.

    Attributes:
        mesh: `commune`, `epci`, `departement`, `region` or `country`.
        code: names of the column of the place; empty for a country.
        year: names of the column of the year; empty where `year_of_all` or `yearly` tells it.
        values: names of the column of values of each category; of one category `""` where `part` tells it.
        part: names of the column that splits the values, or empty.
        parts: its words in small letters, and our category for each.
        kept: rows that are read; the others serve other purposes.
        kept_columns: columns that `kept` looks at.
        outside: codes of the source for no place; left aside, and said.
        masked_meshes: names of the column that counts masked meshes; above nil, the value is a lower bound.
        secret_flag: names of the column that says `oui` where a value is masked, or empty.
        yearly: heading of each category of a file that has one column for each year, with `{year}` where the year
            stands, or `{yy}` where its last two digits do.
        year_of_all: year of every row of a file that tells none.
    """

    mesh: str
    code: Sequence[str] = ()
    year: Sequence[str] = ("annee", "year")
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    part: Sequence[str] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    kept: pl.Expr | None = None
    kept_columns: Sequence[str] = ()
    outside: Sequence[str] = ()
    masked_meshes: Sequence[str] = ()
    secret_flag: Sequence[str] = ()
    yearly: Mapping[str, str] = field(default_factory=dict)
    year_of_all: int = 0


def series_connector(source: str, *forms: SeriesForm) -> Connector:
    """The connector of a series whose files have one of some forms, told apart by their column of places."""

    def read(files: Mapping[str, bytes], card: SourceCard, expectation: Expectation) -> list[Reading]:
        readings = [_read(content, forms, card, name, expectation) for name, content in files.items()]
        table = pl.concat([reading.table for reading in readings])
        if table.select(_KEY).is_duplicated().any():
            expected = "un territoire, une année et une part une seule fois dans tous les fichiers"
            raise ImportFileError(list(files)[-1], [Fault(expected=expected)])
        return [join_readings(readings, table, str(table["year"].max()))]

    return Connector(source=source, read=read)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Values:
    """One column of values: its category, and its year where the heading tells it (else 0)."""

    category: str
    year: int
    headings: Sequence[str]

    @property
    def name(self) -> str:
        return f"value {self.category} {self.year}"


def _values_of(form: SeriesForm, headings: Sequence[str]) -> list[_Values]:
    """The columns of values that a file has in one form; none of them when it is not of this form."""
    if form.yearly:
        return [column for category in form.yearly for column in _columns_of_years(category, form, headings)]
    return [_Values(category=category, year=0, headings=names) for category, names in form.values.items()]


def _columns_of_years(category: str, form: SeriesForm, headings: Sequence[str]) -> list[_Values]:
    """A column for each year of one category."""
    written = re.escape(form.yearly[category])
    pattern = written.replace(r"\{year\}", r"(\d{4})").replace(r"\{yy\}", r"(\d{2})")
    matches = [match for heading in headings if (match := re.fullmatch(pattern, heading))]
    return [
        _Values(category=category, year=int(match[1]) + (2000 if len(match[1]) == 2 else 0), headings=(match[0],))
        for match in matches
    ]


def _form_of(content: bytes, forms: Sequence[SeriesForm], name: str) -> tuple[SeriesForm, list[_Values]]:
    """The form of a file, with its columns of values."""
    headings = [plain_name(heading) for heading in first_line(content)]
    placed = [form for form in forms if not form.code or not set(headings).isdisjoint(form.code)]
    if not placed:
        expected = Sentence("une colonne {names}", names=", ".join(form.code[0] for form in forms))
        raise ImportFileError(name, [Fault(row=1, value=", ".join(sorted(headings))[:200], expected=expected)])
    read = [(form, _values_of(form, headings)) for form in placed]
    return max(read, key=lambda pair: _count_matches(pair, headings)) if len(read) > 1 else _with_values(*read[0], name)


def _count_matches(pair: tuple[SeriesForm, list[_Values]], headings: Sequence[str]) -> int:
    return sum(not set(headings).isdisjoint(column.headings) for column in pair[1])


def _with_values(form: SeriesForm, values: list[_Values], name: str) -> tuple[SeriesForm, list[_Values]]:
    if not values:
        prefix = ", ".join(form.yearly.values()).format(year="AAAA", yy="AA")
        raise ImportFileError(name, [Fault(row=1, expected=Sentence("au moins une colonne {prefix}", prefix=prefix))])
    return form, values


def _read(
    content: bytes, forms: Sequence[SeriesForm], card: SourceCard, name: str, expectation: Expectation
) -> Reading:
    form, values = _form_of(content, forms, name)
    _with_values(form, values, name)
    wanted = {"code": form.code, "year": form.year, "part": form.part, "masked": form.masked_meshes}
    wanted |= {"secret": form.secret_flag, **{column.name: column.headings for column in values}}
    names = near_headings(content, {key: headings for key, headings in wanted.items() if headings})
    columns = list(dict.fromkeys([*names.values(), *form.kept_columns]))
    raw = RawTable(content, file=name, columns=columns, expectation=expectation)
    if form.kept is not None:
        raw.keep_rows(form.kept)
    if form.outside:
        _leave_outside(raw, names["code"], form.outside)
    read = {
        "code": _BY_MESH[form.mesh](raw, names.get("code", "")),
        "year": raw.years(names["year"]) if "year" in names else raw.same(form.year_of_all),
        "part": raw.choice(names["part"], form.parts) if "part" in names else raw.same(""),
        "is_bound": raw.number(names["masked"]) > 0 if "masked" in names else raw.same(value=False),
        "is_secret": raw.is_one_of(names["secret"], ["oui"]) if "secret" in names else raw.same(value=False),
        **{column.name: raw.number(names[column.name], minimum=None) for column in values},
        **{f"{column.name} secret": raw.secret(names[column.name]) for column in values},
    }
    return raw.finish(lambda frame: _tidy(frame, form, values, card), read, "")


def _leave_outside(raw: RawTable, column: str, codes: Sequence[str]) -> None:
    before = raw.height
    raw.keep_rows(~pl.col(column).is_in(list(codes)))
    if before > raw.height:
        remark = counted(before - raw.height, "ligne rattachée", "lignes rattachées")
        raw.remarks.append(f"{remark} à aucun territoire, de côté")


def _code_reader(known: set[str], expected: str) -> Callable[[RawTable, str], pl.Series]:
    def read(raw: RawTable, column: str) -> pl.Series:
        code = raw.text(column, is_required=True)
        raw.blame(column, ~code.is_in(list(known)), expected)
        return code

    return read


_BY_MESH: Mapping[str, Callable[[RawTable, str], pl.Series]] = {
    "commune": lambda raw, column: raw.commune(column),
    "epci": lambda raw, column: raw.siren(column),
    "departement": _code_reader(set(DEPARTMENTS), Sentence("un département du code officiel géographique")),
    "region": _code_reader({region.code for region in REGIONS}, Sentence("une région du code officiel géographique")),
    COUNTRY: lambda raw, _column: raw.same(COUNTRY_CODE),
}


def _tidy(frame: pl.DataFrame, form: SeriesForm, columns: Sequence[_Values], card: SourceCard) -> pl.DataFrame:
    """One row for each place, year and category; rows that a source splits finer than its categories are added."""
    rows = pl.concat([_rows_of(frame, form, column) for column in columns])
    rows = rows.with_columns(
        state_of(
            "value",
            masked=pl.col("is_masked") & pl.col("value").is_null(),
            lower=pl.col("is_bound"),
            usual=card.state,
        )
    ).select(*_KEY, "value", "state")
    return rows if not rows.select(_KEY).is_duplicated().any() else _sum_rows(rows, card)


def _rows_of(frame: pl.DataFrame, form: SeriesForm, column: _Values) -> pl.DataFrame:
    return frame.select(
        pl.lit(form.mesh).alias("mesh"),
        "code",
        (pl.lit(column.year) if column.year else pl.col("year")).cast(pl.Int64).alias("year"),
        (pl.col("part") if form.part else pl.lit(column.category)).alias("category"),
        pl.col(column.name).cast(pl.Float64).alias("value"),
        "is_bound",
        (pl.col(f"{column.name} secret") | pl.col("is_secret")).alias("is_masked"),
    )


def _sum_rows(rows: pl.DataFrame, card: SourceCard) -> pl.DataFrame:
    known, is_masked = pl.col("value").count(), pl.col("state") == "confidential"
    state = state_of(
        sum_known("value"),
        masked=(known == 0) & is_masked.any(),
        lower=(known < pl.len()) | (pl.col("state") == "lower_bound").any(),
        usual=card.state,
    )
    return rows.group_by(_KEY, maintain_order=True).agg(sum_known("value"), state.alias("state"))
