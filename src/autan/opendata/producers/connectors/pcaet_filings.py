"""Filings of climate plans (PCAET) as rows: one for each cell that somebody filled in, for each EPCI that files.

0.01 stands for « nil or unknown » in the forms: such a cell is missing, and what was typed is kept beside. A number is
in the unit of the code book, as typed: whether it is not in another is an alert, never a correction.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.importers.delimited import first_line
from autan.ground.wordings import Sentence
from autan.opendata.producers.connectors.pcaet_form import HEADING, OTHER_STATE, STATES, Cell, cell_of, without_people
from autan.opendata.producers.connectors.pcaet_portal import GRIDS, fetch_exports
from autan.opendata.sources.connectors.connector import Connector, together
from autan.opendata.sources.connectors.fetching import FetchedEdition, FetchRequest
from autan.opendata.sources.connectors.headings import plain_name
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.connectors.states import state_of
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.pcaet_codes import DIAGNOSIS, PERIOD_YEARS, SINK_QUANTITIES, Quantity
from autan.opendata.sources.core.readings import Expectation, Reading, counted, join_readings

FILLER = 0.01
FIRST_YEAR, LAST_TARGET = 1990, 2060
PEOPLE_REMARK = "colonnes de personnes et textes libres retirés à l’entrée, jamais gardés"


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of values of one file, and the heading of the year of its diagnosis, if it is there."""

    heading: str
    cell: Cell
    year: str


def connector_of(source: str) -> Connector:
    """The connector of one version of the form: renewables, profile and sequestration, pollutants, in several files."""
    version = source.removeprefix("pcaet-")

    def fetch(transport: Transport, _request: FetchRequest) -> tuple[FetchedEdition, ...]:
        return (fetch_exports(transport, source, [f"{version.upper()}_{grid}" for grid in GRIDS]),)

    def read(files: Mapping[str, bytes], *, expectation: Expectation) -> Reading:
        return read_filings(files, source, expectation)

    return Connector(source=source, read=together(read), fetch=fetch, clean=without_people)


def read_filings(files: Mapping[str, bytes], source: str, expectation: Expectation) -> Reading:
    """Read the exports of one version, in any number of files.

    Raises ImportFileError: a file is at fault, is of the other version, or holds no cell of a grid.
    """
    readings = [_read(name, without_people(content, name), source, expectation) for name, content in files.items()]
    keys = ["deposit_id", "siren", "quantity", "item", "pollutant", "period_code"]
    table = pl.concat([reading.table for reading in readings]).unique(keys, keep="last", maintain_order=True)
    return join_readings(readings, table, max(reading.data_date for reading in readings))


def _read(name: str, content: bytes, source: str, expectation: Expectation) -> Reading:
    headings = first_line(content)
    by_name = {plain_name(heading): heading for heading in headings}
    columns = _columns(name, headings, by_name, source)
    years = {column.year for column in columns if column.year}
    identity = {key: by_name.get(plain, plain) for key, plain in HEADING.items() if key in _IDENTITY}
    selected = (*identity.values(), *(column.heading for column in columns), *sorted(years))
    raw = RawTable(content, file=name, columns=selected, expectation=expectation)
    values = {
        **read_identity(raw, identity),
        **{
            column.heading: raw.number_if_any(
                column.heading, minimum=None if column.cell.quantity in SINK_QUANTITIES else 0
            )
            for column in columns
        },
        **{f"year:{year}": raw.number_if_any(year) for year in years},
    }
    latest = values["modified_on"].max()
    raw.remarks = [*(remark for remark in raw.remarks if not remark.startswith("colonnes séparées")), PEOPLE_REMARK]
    reading = raw.finish(lambda frame: _tidy(frame, columns, source, expectation), values, str(latest))
    if reading.table.is_empty():
        raise ImportFileError(name, [Fault(expected="au moins une case remplie par un EPCI")])
    return reading


_IDENTITY = ("deposit_id", "modified_on", "name", "sirens", "population_covered", "approach_state")


def read_identity(raw: RawTable, identity: Mapping[str, str]) -> dict[str, pl.Series]:
    """Who files what, and where the approach is: columns of every export."""
    raw.unique(identity["deposit_id"])
    sirens = raw.sirens(identity["sirens"])
    nobody = int((sirens.list.len() == 0).sum())
    if nobody:
        raw.remarks.append(counted(nobody, "démarche sans SIREN, de côté", "démarches sans SIREN, de côté"))
    return {
        "deposit_id": raw.number(identity["deposit_id"], is_whole=True, is_required=True),
        "modified_on": raw.days(identity["modified_on"]),
        "name": raw.text(identity["name"]),
        "sirens": sirens,
        "population_covered": raw.number_if_any(identity["population_covered"], minimum=1),
        "approach_state": raw.text(identity["approach_state"]),
    }


def state_code(column: str) -> pl.Expr:
    """Our code of the state of an approach; empty where it is not said.

    >>> pl.DataFrame({"x": ["Définitif", "Dépôt pour avis", "Abandonnée", None]}).select(state_code("x"))["x"].to_list()
    ['final', 'submitted', 'other', '']
    """
    return (
        pl.col(column)
        .map_elements(lambda word: STATES.get(plain_name(word), OTHER_STATE), return_dtype=pl.String, skip_nulls=True)
        .fill_null("")
    )


def _columns(name: str, headings: list[str], by_name: Mapping[str, str], source: str) -> list[_Column]:
    pairs = [(heading, cell_of(heading)) for heading in headings]
    columns = [_Column(heading, cell, by_name.get(cell.year_column, "")) for heading, cell in pairs if cell]
    if not columns:
        expected = "des colonnes PEC_GES_1_1, ENR_1_1_Production, POL_1_1_1…"
        raise ImportFileError(name, [Fault(row=1, value=", ".join(headings)[:120], expected=expected)])
    periods = PERIOD_YEARS[source]
    foreign = [column for column in columns if column.cell.period not in periods]
    if foreign:
        version = source.removeprefix("pcaet-").upper()
        expected = Sentence(
            "les périodes {periods} d’une démarche {version}", periods=", ".join(map(str, periods)), version=version
        )
        raise ImportFileError(name, [Fault(row=1, column=foreign[0].heading, expected=expected)])
    return columns


def _tidy(frame: pl.DataFrame, columns: list[_Column], source: str, expectation: Expectation) -> pl.DataFrame:
    who = frame.select(
        "deposit_id",
        pl.col("sirens").alias("siren"),
        pl.col("sirens").list.len().cast(pl.Int64).alias("carriers"),
        pl.col("name").fill_null(""),
        state_code("approach_state"),
        pl.col("population_covered").round().cast(pl.Int64),
    )
    parts = [_part(who, frame, column, source, expectation.today.year) for column in columns]
    return pl.concat(parts).explode("siren").filter(pl.col("siren").is_not_null())


def _part(who: pl.DataFrame, frame: pl.DataFrame, column: _Column, source: str, this_year: int) -> pl.DataFrame:
    """The rows of one column: the cells that somebody filled in."""
    cell, declared = column.cell, frame[column.heading]
    is_filler = (declared - FILLER).abs() < 1e-9
    return (
        who.with_columns(
            pl.lit(cell.quantity.value).alias("quantity"),
            pl.lit(cell.item).alias("item"),
            pl.lit(cell.pollutant).alias("pollutant"),
            pl.lit(cell.period, dtype=pl.Int64).alias("period_code"),
            _year(frame, column, source, this_year).alias("year"),
            pl.select(pl.when(~is_filler).then(declared)).to_series().alias("value"),
            declared.alias("declared_value"),
            pl.lit(cell.quantity.unit).alias("unit"),
        )
        .filter(pl.col("declared_value").is_not_null())
        .with_columns(state_of("value", tells_zero=True))
    )


def _year(frame: pl.DataFrame, column: _Column, source: str, this_year: int) -> pl.Series:
    """Year that each cell is about: that of a target, or the declared one of the diagnosis; null when absurd."""
    target = PERIOD_YEARS[source].get(column.cell.period)
    if target is not None:
        return pl.Series([target], dtype=pl.Int64).new_from_index(0, frame.height)
    if column.cell.period != DIAGNOSIS or not column.year:
        return pl.Series([None], dtype=pl.Int64).new_from_index(0, frame.height)
    last = LAST_TARGET if column.cell.quantity is Quantity.SEQUESTRATION_POTENTIAL else this_year
    year = frame[f"year:{column.year}"]
    is_year = (year >= FIRST_YEAR) & (year <= last) & (year == year.round())
    return pl.select(pl.when(is_year).then(year)).to_series().cast(pl.Int64)


PCAET_V1, PCAET_V2 = (connector_of(source) for source in PERIOD_YEARS)
