"""Builds the small table of competences of the EPCI that the room of obligations ships.

Reads the list of competences and of memberships kept from the national base (BANATIC), keeps the codes that
`plans/obligations/definitions/competences.yaml` names, and writes one row an EPCI. The same files give the same bytes.

    .venv/bin/python tools/build_competences.py FOLDER
"""

import argparse
import csv
from collections.abc import Iterable
from pathlib import Path

import yaml

ROOM = Path(__file__).resolve().parent.parent / "src" / "autan" / "plans" / "obligations"
COMPETENCES, MEMBERSHIPS = "banatic_competences_epci_france.csv", "banatic_adhesions_dialogue_toulouse.csv"


def main() -> None:
    """Read the folder, write both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of the two source files")
    folder = parser.parse_args().folder
    wanted = _wanted_codes()
    texts: dict[str, set[str]] = {}
    for row in _rows(folder / COMPETENCES):
        codes = texts.setdefault(row["code_epci"], set())
        if row["code_competence_2021"] in wanted:
            codes.add(row["code_competence_2021"])
    lines = [(siren, " ".join(sorted(listed))) for siren, listed in sorted(texts.items())]
    _write("competences.csv", ("siren", "codes"), lines)
    joined = [
        (row["code_epci"], row["siren_groupement"], row["nom_groupement"], row["nature_juridique"], kept)
        for row in _rows(folder / MEMBERSHIPS)
        if (kept := " ".join(sorted(wanted & set(row["codes_competence_2021"].split(" | ")))))
    ]
    _write("groupings.csv", ("siren", "grouping_siren", "name", "kind", "codes"), sorted(joined))


def _wanted_codes() -> set[str]:
    listed = yaml.safe_load((ROOM / "definitions" / "competences.yaml").read_text(encoding="utf-8"))
    return {code for competence in listed["competences"] for code in competence["national"]}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(name: str, headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with (ROOM / "lake" / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
