"""Builds the small tables of filed actions that the room of the search of actions ships: a reference set to search.

Reads the actions and the approaches of the national filings (ADEME, « Territoires & Climat », exports of September
2020 and February 2021), joins the filings of one plan (the same actions filed again, as a draft and as adopted, or by
each of its carriers), keeps each title of a plan once with the ids of every filing that holds it, gives each the themes
of its domains, and masks e-mails, telephones and names of persons. The same files give the same bytes.

    .venv/bin/python tools/build_filed_actions.py FOLDER
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from autan.ground.texts.core.plain_letters import fold_accents
from autan.plans.action_files.core.doubts import mask_people
from autan.plans.action_files.core.national_filing import DOMAINS

ROOM = Path(__file__).resolve().parent.parent / "src" / "autan" / "plans" / "action_search" / "lake"
ACTIONS, APPROACHES = "pcaet_actions_v1.csv", "pcaet_demarches.csv"
SAME_PLAN = 0.5
"""Share of titles in common, of those of the smaller of two filings, from which they are one plan."""
CARRIERS = {
    "Collectivité porteuse": "carrier",
    "Collectivité infra": "municipalities",
    "Etablissement public local": "public_body",
    "Etablissement consulaire": "chamber",
    "Entreprise": "company",
    "Association": "association",
}


def main() -> None:
    """Read the folder, write both tables, say what was joined and masked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of the two source files")
    folder = parser.parse_args().folder
    approaches = {row["id_demarche"]: row for row in _rows(folder / APPROACHES) if row["version_depot"] == "V1"}
    filings: dict[str, list[dict[str, str]]] = {}
    for row in _rows(folder / ACTIONS):
        filings.setdefault(row["id_demarche"], []).append(row)
    families = join_filings({key: [row["intitule"] for row in rows] for key, rows in filings.items()})
    masked: Counter[str] = Counter()
    actions = [action for ids in families for action in family_actions(ids, filings, masked)]
    _write("filed_actions.csv", ("ids", "rank", "title", "themes", "carriers"), actions)
    _write("filed_plans.csv", _PLAN_COLUMNS, [_plan(approaches[key], ids[0]) for ids in families for key in ids])
    print(f"{len(families)} plans, {len(actions)} actions, {sum(masked.values())} masked")


def join_filings(titles: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the ids of the filings of each plan: those whose titles are mostly the same."""
    told = {key: {fold_accents(title) for title in title_row} for key, title_row in titles.items()}
    family = {key: key for key in titles}

    def first(key: str) -> str:
        while family[key] != key:
            key = family[key]
        return key

    for one, other in combinations(sorted(titles, key=int), 2):
        shared, smaller = told[one] & told[other], min(len(told[one]), len(told[other]))
        if len(shared) >= SAME_PLAN * smaller:
            family[first(other)] = first(one)
    groups: dict[str, list[str]] = {}
    for key in sorted(titles, key=int):
        groups.setdefault(first(key), []).append(key)
    return list(groups.values())


def family_actions(
    ids: Sequence[str], filings: Mapping[str, Sequence[Mapping[str, str]]], masked: Counter[str]
) -> Iterable[tuple[str, ...]]:
    """Give each title of a plan once: ids of the filings that hold it, its first rank, themes, carriers."""
    holders: dict[str, list[str]] = {}
    rows: dict[str, Mapping[str, str]] = {}
    for key in ids:
        for row in filings[key]:
            plain = fold_accents(row["intitule"])
            rows.setdefault(plain, row)
            if key not in holders.setdefault(plain, []):
                holders[plain].append(key)
    for plain, row in rows.items():
        domains = [domain.strip() for domain in row["domaines"].split("|") if domain.strip()]
        themes = dict.fromkeys(DOMAINS[domain].value for domain in domains)
        carriers = [CARRIERS[kind.strip()] for kind in row["types_porteurs"].split("|") if kind.strip()]
        title, times = mask_people(" ".join(row["intitule"].split()))
        masked[title] += times
        yield " ".join(holders[plain]), row["rang"], title, " ".join(themes), " ".join(carriers)


_PLAN_COLUMNS = ("id", "family", "sirens", "carriers", "name", "population", "state", "created_on", "changed_on")


def _plan(row: Mapping[str, str], family: str) -> tuple[str, ...]:
    sirens = " ".join(code.strip() for code in row["codes_epci"].split("|") if code.strip())
    name, carriers = " ".join(row["nom"].split()), " ".join(row["porteurs"].split())
    dates = (row["date_creation"], row["date_modification"])
    return row["id_demarche"], family, sirens, carriers, name, row["population_couverte"], row["etat"], *dates


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _write(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with (ROOM / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
