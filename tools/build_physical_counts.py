"""Builds what is counted in every EPCI of France: homes by heating and period, commuting, work, farms, land, energy.

Reads files kept from national producers, keeps the columns that starting states lean on, and writes one CSV in
`src/autan/foresight/starting_states/lake`. An empty cell is not known. The same files give the same bytes.

    .venv/bin/python tools/build_physical_counts.py FOLDER
"""

import argparse
import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

LAKE = Path(__file__).resolve().parent.parent / "src" / "autan" / "foresight" / "starting_states" / "lake"
COVERED = "homes_covered_pct"
_FEWEST = 25.0
"""Share of the main residences below which the communes that are counted say nothing of their EPCI."""
_HOMES = {
    "homes": "rp_2022",
    "homes_gas_or_network": "rp_gaz_ville_ou_reseau_chaleur_2022",
    "homes_oil": "rp_fioul_2022",
    "homes_electricity": "rp_electricite_2022",
    "homes_bottled_gas": "rp_gaz_bouteille_citerne_2022",
    "homes_other_heating": "rp_autre_2022",
    "homes_before_1919": "rp_construites_avant_1919_2022",
    "homes_1919_1945": "rp_construites_1919_1945_2022",
    "homes_1946_1970": "rp_construites_1946_1970_2022",
    "homes_1971_1990": "rp_construites_1971_1990_2022",
    "homes_1991_2005": "rp_construites_1991_2005_2022",
    "homes_2006_2019": "rp_construites_2006_2019_2022",
}
_SECTORS = {
    "residential": "residentiel",
    "tertiary": "tertiaire",
    "industry_excl_energy": "industrie",
    "agriculture": "agriculture",
    "unknown": "inconnu",
}
_ENERGY = {
    f"{ours}_{sector}": f"mwh_{theirs}_{category}"
    for ours, theirs in (("electricity", "electricite"), ("gas", "gaz"))
    for sector, category in _SECTORS.items()
}
_JOBS = {
    "jobs_farming_pct": "emplois_agriculture_pct_2022",
    "jobs_industry_pct": "emplois_industrie_pct_2022",
    "jobs_building_pct": "emplois_construction_pct_2022",
    "jobs_trade_services_pct": "emplois_commerce_transports_services_pct_2022",
    "jobs_public_services_pct": "emplois_administration_enseignement_sante_social_pct_2022",
}
_LAND = {
    "land_urban_ha": "clc11_urbain_2018_ha",
    "land_activities_ha": "clc12_activites_2018_ha",
    "land_arable_ha": "clc21_terres_arables_2018_ha",
    "land_permanent_crops_ha": "clc22_cultures_permanentes_2018_ha",
    "land_meadows_ha": "clc23_prairies_2018_ha",
    "land_mixed_farming_ha": "clc24_agricole_heterogene_2018_ha",
    "land_forest_ha": "clc31_forets_2018_ha",
    "land_shrub_ha": "clc32_arbustif_herbace_2018_ha",
    "land_open_ha": "clc33_ouvert_2018_ha",
}
_FILES = (
    (
        "mobilite/domicile_travail_distance_co2_2022_epci_france.csv",
        {"commuters": "actifs_navetteurs", "commuting_km_week": "km_semaine"},
    ),
    ("socio/emploi_salarie_flores_2017_2022_epci_france.csv", {"posts": "postes_salaries_2022"}),
    ("socio/emplois_part_secteur_2022_epci_france.csv", _JOBS),
    (
        "socio/recensement_agricole_2010_2020_epci_france.csv",
        {"farms": "exploitations_2020", "farmed_ha": "sau_2020_ha"},
    ),
    ("socio/population_municipale_2006_2022_epci_france.csv", {"people": "population_municipale_2022"}),
    ("potentiels/corine_land_cover_1990_2018_epci_france.csv", _LAND),
    ("energie/conso_elec_gaz_secteur_2024_epci_france.csv", _ENERGY),
)
"""Files of one row by EPCI, and the columns that are kept of each."""


def main() -> None:
    """Read the folder, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder that holds `socio`, `mobilite`, `potentiels` and `energie`")
    folder = parser.parse_args().folder
    table = _homes(folder / "socio")
    for name, columns in _FILES:
        for row in _rows(folder / name):
            if row["code_epci"] in table:
                table[row["code_epci"]] |= _kept(row, columns)
    headings = ["siren", COVERED, *_HOMES, *(ours for _, columns in _FILES for ours in columns)]
    with (LAKE / "physical_counts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(table[siren] | {"siren": siren} for siren in sorted(table))


def _homes(folder: Path) -> dict[str, dict[str, str]]:
    """Homes of each EPCI; where some communes are not told, the sum of the others and the share that they are."""
    parts: dict[str, dict[str, int]] = {}
    for row in _rows(folder / "rp_combustible_periode_2022_commune_france_partiel.csv"):
        mine = parts.setdefault(row["code_epci"], dict.fromkeys(_HOMES, 0))
        for ours, theirs in _HOMES.items():
            mine[ours] += int(float(row[theirs] or 0))
    table: dict[str, dict[str, str]] = {}
    for row in _rows(folder / "rp_combustible_periode_2022_epci_france.csv"):
        siren, covered = row["code_epci"], float(row["part_rp_2021_couvertes_pct"] or 0)
        is_whole = all(row[theirs] for theirs in _HOMES.values())
        table[siren] = {}
        if is_whole:
            table[siren] = {COVERED: "100"} | _kept(row, _HOMES)
        elif covered >= _FEWEST:
            table[siren] = {COVERED: f"{covered:g}"} | {name: str(units) for name, units in parts[siren].items()}
    return table


def _kept(row: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, str]:
    return {ours: f"{float(row[theirs]):.10g}" if row[theirs] else "" for ours, theirs in columns.items()}


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
