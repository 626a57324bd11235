"""What the national files say of each EPCI: its competences, the inhabitants of its most populous commune."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autan.territories.perimeters.lake.register import VINTAGES, register_rows

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class IntercommunalGrouping:
    """A grouping that a member belongs to, with the codes of its competences that matter for energy."""

    siren: str
    name: str
    kind: str
    codes: tuple[str, ...]


@cache
def _competences() -> dict[str, tuple[str, ...]]:
    return {row["siren"]: tuple(row["codes"].split()) for row in _rows("competences.csv")}


@cache
def _groupings() -> dict[str, tuple[IntercommunalGrouping, ...]]:
    by_member: dict[str, list[IntercommunalGrouping]] = {}
    for row in _rows("groupings.csv"):
        grouping = IntercommunalGrouping(
            siren=row["grouping_siren"], name=row["name"], kind=row["kind"], codes=tuple(row["codes"].split())
        )
        by_member.setdefault(row["siren"], []).append(grouping)
    return {siren: tuple(groupings) for siren, groupings in by_member.items()}


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def declared_codes(siren: str) -> tuple[str, ...] | None:
    """Return the codes that the base lists for an EPCI; None when it does not know the EPCI."""
    return _competences().get(siren)


def groupings_of(siren: str) -> tuple[IntercommunalGrouping, ...]:
    """Return the groupings that a member belongs to and that hold a competence listed here."""
    return _groupings().get(siren, ())


POPULATION_VINTAGES = tuple(year for year in VINTAGES if year >= 2021)
"""Vintages of which the register holds the populations of municipalities."""


def largest_communes(siren: str) -> dict[int, int]:
    """Return the inhabitants of the most populous commune of an EPCI, by vintage; nothing for one it does not know."""
    return _largest().get(siren, {})


@cache
def _largest() -> dict[str, dict[int, int]]:
    # all vintages in one reading of the file: one for each takes five times as long
    columns = ", ".join(
        f"max(population_{year}) FILTER (first_vintage <= {year} AND last_vintage >= {year})"
        for year in POPULATION_VINTAGES
    )
    rows = register_rows(f"SELECT siren, {columns} FROM membership WHERE siren IS NOT NULL GROUP BY siren")  # noqa: S608 - years
    return {
        siren: {year: number for year, number in zip(POPULATION_VINTAGES, numbers, strict=True) if number is not None}
        for siren, *numbers in rows
    }
