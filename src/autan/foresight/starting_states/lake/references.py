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
    return tuple(lever for code, lever in _levers() if code == region)


@cache
def dwellings_by_siren() -> dict[str, Dwellings]:
    """The census of each EPCI and of metropolitan France that the census file has."""
    return {
        row["siren"]: Dwellings(
            year=int(row["year"]),
            population=int(row["population_inhabitants"]),
            main_residences=int(row["main_residences"]),
            flats=int(row["flats"]),
            houses=int(row["houses"]),
        )
        for row in _rows("dwellings.csv")
    }


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
        for row in _rows_by_siren("land_carbon.csv").get(siren, ())
    )


@cache
def wood_growth_by_siren() -> dict[str, tuple[float, float]]:
    """The m³ of wood a year that grow in each EPCI of 2018 and are neither cut nor dead, by both readings."""
    return {row["siren"]: (float(row["growth_m3"]), float(row["other_growth_m3"])) for row in _rows("wood_growth.csv")}


def counts_of(siren: str) -> dict[str, float]:
    """What is counted in an EPCI of 2025, by column; what is not known is absent."""
    (row,) = _rows_by_siren("physical_counts.csv").get(siren, [{}])
    return {name: float(value) for name, value in row.items() if value and name != "siren"}


@cache
def degree_days_by_department() -> dict[str, float]:
    """The heating degree days of each department over those of metropolitan France."""
    return {row["department"]: float(row["ratio"]) for row in _rows("degree_days.csv")}


@cache
def _levers() -> tuple[tuple[str, RegionalLever], ...]:
    return tuple(
        (
            row["region"],
            RegionalLever(
                sector=row["sector"],
                code=row["lever"],
                label=row["label"],
                reduction_ktco2e=float(row["reduction_ktco2e"]),
            ),
        )
        for row in _rows("regional_levers.csv")
        if row["reduction_ktco2e"]
    )


@cache
def _rows_by_siren(name: str) -> dict[str, list[dict[str, str]]]:
    rows: dict[str, list[dict[str, str]]] = {}
    for row in _rows(name):
        rows.setdefault(row["siren"], []).append(row)
    return rows


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
