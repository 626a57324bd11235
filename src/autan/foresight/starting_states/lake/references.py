"""Small national tables: what is counted in every EPCI, carbon of its land, degree days of departments, levers."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
FRANCE = "FRMETRO"
"""Code of metropolitan France in these tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dwellings:
    """Census of one territory, or of metropolitan France: inhabitants, and main residences by kind.

    `main_residences`: dwellings that somebody lives in all year.
    """

    year: int
    population: int
    main_residences: int
    flats: int
    houses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalLever:
    """What one lever of the planning secretariat takes away in a region from 2019 to 2030."""

    sector: str
    code: str
    label: str
    reduction_ktco2e: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LandCarbon:
    """Carbon of one kind of land of an EPCI, or of its wood products; negative is taken in.

    Attributes:
        surface_ha: hectares in 2018; 0 for wood products.
        other_flux_tco2e: the same by the other reading of the source; None where there is one reading.
    """

    land: str
    surface_ha: float
    stock_tco2e: float
    flux_tco2e: float
    other_flux_tco2e: float | None


def levers_of_region(region: str) -> tuple[RegionalLever, ...]:
    """Return the levers of a region, in the order of the file; none for an unknown region."""
    return tuple(
        RegionalLever(
            sector=row["sector"],
            code=row["lever"],
            label=row["label"],
            reduction_ktco2e=float(row["reduction_ktco2e"]),
        )
        for row in _rows_of(region, "regional_levers.csv")
        if row["reduction_ktco2e"]
    )


def dwellings_of(siren: str) -> Dwellings | None:
    """The census of an EPCI, or of metropolitan France; None where the census file has none."""
    for row in _rows_of(siren, "dwellings.csv"):
        population = int(row["population_inhabitants"])
        counts = {name: int(row[name]) for name in ("year", "main_residences", "flats", "houses")}
        return Dwellings(population=population, **counts)
    return None


def land_carbon_of(siren: str) -> tuple[LandCarbon, ...]:
    """The carbon of the land of an EPCI of 2018; none for another."""
    return tuple(
        LandCarbon(
            land=row["land"],
            surface_ha=float(row["surface_ha"]),
            stock_tco2e=float(row["stock_tco2e"]),
            flux_tco2e=float(row["flux_tco2e"]),
            other_flux_tco2e=float(other) if (other := row["other_flux_tco2e"]) else None,
        )
        for row in _rows_of(siren, "land_carbon.csv")
    )


def wood_growth_of(siren: str) -> tuple[float, float] | None:
    """The m³ of wood a year that grow in an EPCI of 2018 and are neither cut nor dead, by both readings."""
    rows = _rows_of(siren, "wood_growth.csv")
    return next(((float(row["growth_m3"]), float(row["other_growth_m3"])) for row in rows), None)


def counts_of(siren: str) -> dict[str, float]:
    """What is counted in an EPCI of 2025, by column; what is not known is absent."""
    rows = _rows_of(siren, "physical_counts.csv")
    return {name: float(value) for row in rows for name, value in row.items() if value and name != "siren"}


def degree_days_of(department: str) -> float | None:
    """The heating degree days of a department over those of metropolitan France; None for another."""
    return next((float(row["ratio"]) for row in _rows_of(department, "degree_days.csv")), None)


def _rows_of(key: str, name: str) -> list[dict[str, str]]:
    """The rows of a table whose first column is a key, in its order; other rows are not read into cells."""
    header, lines = _lines_of(name)
    return list(csv.DictReader([header, *lines.get(key, ())]))


@cache
def _lines_of(name: str) -> tuple[str, dict[str, list[str]]]:
    """The first line of a table, and the others by what they begin with."""
    header, *rows = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    lines: dict[str, list[str]] = {}
    for row in rows:
        lines.setdefault(row.partition(",")[0], []).append(row)
    return header, lines
