"""Builds the small reference tables that starting states and reference curves ship with.

Reads files kept from national producers, keeps the columns that the reference curves and the starting state need, and
writes one CSV each in `src/autan/foresight/starting_states/lake`. The same files give the same bytes.

    .venv/bin/python tools/build_foresight_references.py FOLDER
"""

import argparse
import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

LAKE = Path(__file__).resolve().parent.parent / "src" / "autan" / "foresight" / "starting_states" / "lake"
FRANCE = "FRMETRO"
"""Row of metropolitan France in the source files."""
_HEATING = "dju17_saison_chauffe"


def main() -> None:
    """Read the folder, write the three tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder that holds `socio` and `reference`")
    folder = parser.parse_args().folder
    _write(
        "dwellings.csv",
        ("siren", "year", "population_inhabitants", "main_residences", "flats", "houses"),
        _dwellings(_rows(folder / "socio" / "logement_epci_rp2021_france.csv")),
    )
    _write(
        "degree_days.csv",
        ("department", "degree_days", "ratio"),
        _degree_days(_rows(folder / "reference" / "dju_departement_2018_2020.csv")),
    )
    _write(
        "regional_levers.csv",
        ("region", "sector", "lever", "label", "reduction_ktco2e"),
        _levers(_rows(folder / "reference" / "leviers_ges_region_2019_2030_france.csv")),
    )


def _dwellings(rows: Iterable[dict[str, str]]) -> list[tuple[str, ...]]:
    """Main residences that are flats, and those that are not, of every EPCI and of metropolitan France."""
    names = ("code_epci", "annee", "population", "residences_principales")
    more = ("residences_principales_en_appartement", "residences_principales_hors_appartement")
    return sorted(tuple(row[name] for name in (*names, *more)) for row in rows if row["code_epci"] != "FRANCE")


def _degree_days(rows: Iterable[dict[str, str]]) -> list[tuple[str, ...]]:
    """Mean of the years of the file, October to May, base 17 °C, and its ratio to that of metropolitan France.

    The source holds the rows of metropolitan France twice: a year of a place is read once.
    """
    values: dict[str, dict[str, float]] = {}
    for row in rows:
        values.setdefault(row["code_departement"], {})[row["annee"]] = float(row[_HEATING])
    means = {code: sum(years.values()) / len(years) for code, years in values.items()}
    return [(code, f"{mean:.1f}", f"{mean / means[FRANCE]:.4f}") for code, mean in sorted(means.items())]


def _levers(rows: Iterable[dict[str, str]]) -> list[tuple[str, ...]]:
    kept = ("code_region", "secteur", "id_levier", "levier", "objectif_2030_ktco2e")
    return sorted(tuple(row[name] for name in kept) for row in rows if row["code_region"].isdecimal())


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with (LAKE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
