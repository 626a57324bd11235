"""SDES, RSVERO: vehicles on the road on 1 January, by commune, category and fuel.

The file has a column for each year (`PARC_2024`) and a row for each class, Crit'Air label and user: these are added up.
"""

import re

import polars as pl

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.importers.delimited import first_line
from autan.ground.wordings import Sentence
from autan.opendata.producers.connectors.dido import DataFile, data_file_connector, open_file
from autan.opendata.sources.connectors.headings import plain_name
from autan.opendata.sources.connectors.states import state_of_sum, sum_known
from autan.opendata.sources.core.readings import Expectation, Reading

CATEGORIES = {"vp": "passenger_car", "vul": "light_van", "pl": "truck", "tcp": "bus"}
FUELS = {
    "diesel": "diesel",
    "essence": "petrol",
    "diesel_thermique": "diesel",
    "essence_thermique": "petrol",
    "electrique": "electric",
    "electrique_et_hydrogene": "electric",
    "electricite": "electric",
    "essence_hybride_rechargeable": "plug_in_hybrid",
    "diesel_hybride_rechargeable": "plug_in_hybrid",
    "hybride_rechargeable": "plug_in_hybrid",
    "essence_hybride_non_rechargeable": "hybrid",
    "diesel_hybride_non_rechargeable": "hybrid",
    "gaz": "gas",
}
OTHER = "other"
FILE = DataFile(
    source="sdes-vehicles",
    words=("parc", "vehicules", "commun"),
    rid="3750a580-f249-42d3-b488-5cf8acb767b7",
    names={
        "commune": ("commune_code", "code_commune"),
        "category": ("categorie_vehicule", "classe_vehicule"),
        "fuel": ("carburant",),
    },
    optional={},
)
_YEAR_COLUMN = re.compile(r"parc_(\d{4})")


def read(content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read the file as the service gives it; one tidy row for each commune, year, category and fuel."""
    years: dict[int, str] = {}

    def find_years(table: bytes) -> list[str]:
        years.update(_years(table, file, expectation))
        return list(years.values())

    opened = open_file(content, FILE, file=file, expectation=expectation, more=find_years)
    raw, names = opened.raw, opened.names
    values = {
        "insee_code": raw.commune(names["commune"]),
        "category": raw.text(names["category"], is_required=True),
        "fuel": raw.text(names["fuel"]),
        **{str(year): raw.number(column) for year, column in years.items()},
        **{f"{year}_secret": raw.secret(column) for year, column in years.items()},
    }
    return raw.finish(lambda frame: _tidy(frame, list(years)), values, "")


def _years(table: bytes, file: str, expectation: Expectation) -> dict[int, str]:
    """The column of each year; a year to come is a fault of the file."""
    matches = {heading: _YEAR_COLUMN.fullmatch(plain_name(heading)) for heading in first_line(table)}
    years = {int(match[1]): heading.strip() for heading, match in matches.items() if match}
    late = [heading for year, heading in years.items() if year > expectation.today.year]
    if late or not years:
        expected = Sentence("des colonnes PARC_ANNÉE, jusqu’à {year}", year=expectation.today.year)
        raise ImportFileError(file, [Fault(row=1, column=late[0] if late else None, expected=expected)])
    return years


def _tidy(frame: pl.DataFrame, years: list[int]) -> pl.DataFrame:
    coded = frame.with_columns(_code(frame["category"], CATEGORIES), _code(frame["fuel"], FUELS))
    parts = [
        coded.select(
            "insee_code",
            pl.lit(year, dtype=pl.Int64).alias("year"),
            pl.col("category").alias("vehicle_category"),
            "fuel",
            pl.col(str(year)).alias("vehicles"),
            pl.col(f"{year}_secret").alias("is_secret"),
        )
        for year in years
    ]
    groups = pl.concat(parts).group_by("insee_code", "year", "vehicle_category", "fuel", maintain_order=True)
    return groups.agg(sum_known("vehicles").round().cast(pl.Int64), state_of_sum("vehicles"))


def _code(words: pl.Series, codes: dict[str, str]) -> pl.Series:
    """Our code of each word; what we have no code for is `other`."""
    known = {word: codes.get(plain_name(word), OTHER) for word in words.unique().drop_nulls()}
    return words.replace_strict(known, default=OTHER, return_dtype=pl.String)


SDES_VEHICLES = data_file_connector(FILE, read)
