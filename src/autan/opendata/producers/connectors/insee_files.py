"""INSEE: the archives that Melodi publishes (`DS_RP_LOGEMENT_PRINC_2021_CSV_FR.zip`), read as the service is.

A table has one row for each place and each cross of its dimensions, of which we keep the communes and a few totals. One
archive has the dwellings and another the inhabitants: give both, or what is not given stays unknown.
"""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from autan.evidence.figures.core.states import ValueState
from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.importers.delimited import first_line
from autan.ground.wordings import Sentence
from autan.opendata.producers.connectors.insee_dwellings import ANY, COLUMN_OF_SPLIT, VALUE_COLUMNS
from autan.opendata.producers.connectors.melodi import COMMUNE
from autan.opendata.sources.connectors.headings import match_headings, plain_name
from autan.opendata.sources.connectors.raw_table import RawTable
from autan.opendata.sources.core.readings import Expectation, Reading, join_readings

POPULATION_MEASURE = "PMUN"
MEASURES = ("popref_measure", "rp_measure")
SPLITS = ("ocs", "tdw")
BETWEEN = "/"
REQUIRED = ("geo", "geo_object", "time_period", "obs_value")
_NAMES = {name: (name,) for name in REQUIRED}
NOT_DIMENSIONS = (*REQUIRED, *MEASURES, *SPLITS, "freq", "obs_status", "conf_status", "obs_status_fr", "unit_mult")


def recognises(content: bytes) -> bool:
    """True for a table of Melodi."""
    return bool(match_headings(content, _NAMES))


def read_tables(files: Mapping[str, bytes], *, expectation: Expectation) -> Reading:
    """Read the tables of Melodi among files into the census of each commune, year by year."""
    parts = [_read(name, content, expectation) for name, content in files.items() if recognises(content)]
    long = pl.concat([part.table for part in parts])
    if long.is_empty():
        expected = "population municipale ou logements des communes"
        raise ImportFileError(next(iter(files)), [Fault(expected=expected)])
    names = list(VALUE_COLUMNS.values())
    wide = long.pivot("column", index=["insee_code", "year"], values="value", aggregate_function="first")
    absent = [name for name in names if name not in wide.columns]
    table = wide.with_columns(
        *(pl.lit(None, dtype=pl.Int64).alias(name) for name in absent),
        *(pl.col(name).round().cast(pl.Int64) for name in names if name not in absent),
        pl.lit(ValueState.ESTIMATED.value).alias("state"),
    )
    reading = join_readings(parts, table, "")
    if not absent:
        return reading
    words = [word.replace("_", " ") for word, name in VALUE_COLUMNS.items() if name in absent]
    return replace(reading, remarks=(*reading.remarks, f"non fournis par ces fichiers\u00a0: {', '.join(words)}"))


def _read(name: str, content: bytes, expectation: Expectation) -> Reading:
    headings = {plain_name(heading): heading for heading in first_line(content)}
    others = [heading for plain, heading in headings.items() if plain not in NOT_DIMENSIONS]
    measures = [headings[plain] for plain in MEASURES if plain in headings]
    splits = {plain: headings[plain] for plain in SPLITS if plain in headings}
    if not measures:
        expected = Sentence(
            "une colonne de mesure : {measures}",
            measures=", ".join(measure.upper() for measure in MEASURES),
        )
        raise ImportFileError(name, [Fault(row=1, value=", ".join(headings.values())[:120], expected=expected)])
    columns = [*(headings[plain] for plain in REQUIRED), *measures, *splits.values(), *others]
    raw = RawTable(content, file=name, columns=columns, expectation=expectation)
    raw.keep_rows(
        (pl.col(headings["geo_object"]) == COMMUNE)
        & pl.all_horizontal(pl.lit(value=True), *(pl.col(heading) == ANY for heading in others))
        & pl.any_horizontal(*(pl.col(m).is_in([POPULATION_MEASURE, "DWELLINGS"]) for m in measures))
    )
    if not raw.height:
        return Reading(table=pl.DataFrame(schema=_SCHEMA), data_date="")
    raw.unique(headings["geo"], headings["time_period"], *measures, *splits.values())
    values = {
        "insee_code": raw.commune(headings["geo"]),
        "year": raw.years(headings["time_period"]),
        "value": raw.number(headings["obs_value"]),
        "measure": raw.text(measures[0]),
        **{plain: raw.text(heading) for plain, heading in splits.items()},
    }
    return raw.finish(lambda frame: _select_measures(frame, list(splits)), values, "")


_SCHEMA = {"insee_code": pl.String, "year": pl.Int64, "column": pl.String, "value": pl.Float64}


def _select_measures(frame: pl.DataFrame, splits: list[str]) -> pl.DataFrame:
    """Rows that are one of our columns, with its name."""
    parts = [pl.col(plain) if plain in splits else pl.lit(ANY) for plain in SPLITS]
    codes = {BETWEEN.join(key): VALUE_COLUMNS[column] for key, column in COLUMN_OF_SPLIT.items()}
    names = pl.concat_str(parts, separator=BETWEEN).replace_strict(codes, default=None, return_dtype=pl.String)
    column = pl.when(pl.col("measure") == POPULATION_MEASURE).then(pl.lit("population_inhabitants")).otherwise(names)
    return frame.with_columns(column.alias("column")).filter(pl.col("column").is_not_null()).select(list(_SCHEMA))
