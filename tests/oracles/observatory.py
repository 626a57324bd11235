"""The accounts computed again with nothing but the csv module: slow, plain, and independent of the product."""

import csv
import io
from collections import defaultdict
from pathlib import Path

SECTORS = {
    "residentiel": "residential",
    "tertiaire": "tertiary",
    "routier": "road_transport",
    "autres_transports": "other_transport",
    "agriculture": "agriculture",
    "dechets": "waste",
    "industrie_hors_energie": "industry_excl_energy",
    "energie": "energy_industry",
    "transports_internationaux": "international_transport",
    "total_hors_biomasse_et_international": "total",
}
SOURCES = {
    "solaire photovoltaïque": "solar_pv",
    "hydraulique": "hydro",
    "éolien": "wind",
    "bioénergies": "bioenergy",
    "thermique non renouvelable": "thermal_non_renewable",
}
CENSUS = {
    "population": "population",
    "logements": "dwellings",
    "residences_principales": "main_residences",
    "residences_secondaires": "secondary_residences",
    "logements_vacants": "vacant_dwellings",
    "maisons": "houses",
    "appartements": "flats",
}

Totals = dict[tuple[str, str], float]
Counts = dict[tuple[str, str], int]


class Ledger:
    """Sums and known communes by territory and measure; an empty cell is unknown, and is not added."""

    def __init__(self) -> None:
        self.totals: Totals = defaultdict(float)
        self.known: Counts = defaultdict(int)
        self._seen: dict[tuple[str, str, str], bool] = {}

    def add(self, siren: str, commune: str, measure: str, cell: str) -> None:
        """Add one cell of one commune; a commune is known when every part of it is."""
        if cell != "":
            self.totals[siren, measure] += float(cell)
        key = (siren, commune, measure)
        self._seen[key] = self._seen.get(key, True) and cell != ""

    def close(self) -> None:
        """Count the communes that are known."""
        for (siren, _commune, measure), is_known in self._seen.items():
            self.known[siren, measure] += is_known


def rows(text: str) -> list[dict[str, str]]:
    """Rows of a CSV."""
    return list(csv.DictReader(io.StringIO(text)))


def consumption(text: str) -> Ledger:
    """Electricity and gas by EPCI."""
    ledger = Ledger()
    for row in rows(text):
        word = {"electricite": "electricity", "gaz": "gas"}[row["filiere"]]
        place = (row["code_epci"], row["code_commune"])
        ledger.add(*place, f"{word}_total", row["mwh_total"])
        ledger.add(*place, f"{word}_residential", row["mwh_residentiel"])
        ledger.add(*place, f"{word}_delivery_points", row["points_residentiels"])
    ledger.close()
    return ledger


def emissions(text: str) -> Ledger:
    """Greenhouse gases by EPCI and sector, merged communes in the one of 2026."""
    ledger = Ledger()
    for row in rows(text):
        for column, sector in SECTORS.items():
            ledger.add(row["code_epci"], row["code_commune_2026"], f"ghg_{sector}", row[f"tco2e_{column}"])
    ledger.close()
    return ledger


def production(text: str) -> Ledger:
    """Energy, capacity and plants by EPCI and source."""
    ledger = Ledger()
    for row in rows(text):
        source, place = SOURCES[row["filiere"]], (row["code_epci"], row["code_commune"])
        ledger.add(*place, f"production_{source}", row["mwh_injectes_12_mois"])
        ledger.add(*place, f"capacity_{source}", row["puissance_kw"])
        ledger.add(*place, f"installations_{source}", row["nb_installations"])
    ledger.close()
    return ledger


def census(text: str) -> Ledger:
    """Population and dwellings by EPCI."""
    ledger = Ledger()
    for row in rows(text):
        for column, measure in CENSUS.items():
            ledger.add(row["code_epci"], row["code_commune"], measure, row[column])
    ledger.close()
    return ledger


def labels(text: str) -> Ledger:
    """Certificates by EPCI and label."""
    ledger = Ledger()
    for row in rows(text):
        for label in "abcdefg":
            ledger.add(row["code_epci"], row["code_commune"], f"dpe_{label}", row[f"nb_dpe_{label}"])
    ledger.close()
    return ledger


def homes(text: str) -> Ledger:
    """Electricity of homes by EPCI, second source; the « communes » are operators here."""
    ledger = Ledger()
    for row in rows(text):
        operator = f"{row['operateur']} ({row['code_departement']})"
        siren = row["code_epci"]
        ledger.add(siren, operator, "electricity_residential_second_source", row["conso_totale_mwh"])
        ledger.add(siren, operator, "electricity_delivery_points_second_source", row["nb_sites"])
    ledger.close()
    return ledger


FILES = {
    "energie/conso_elec_gaz_commune_2024_dialogue_toulouse.csv": consumption,
    "ges/igt_commune_2016_dialogue_toulouse.csv": emissions,
    "energie/production_elec_commune_registre_2026-07_dialogue_toulouse.csv": production,
    "socio/pop_logement_commune_rp2021_dialogue_toulouse.csv": census,
    "socio/dpe_etiquettes_commune_2026-06_dialogue_toulouse.csv": labels,
    "energie/residentiel_electricite_epci_operateur_2023_france.csv": homes,
}
"""Each file of the data folder, and what computes its totals."""


def ledger_of(data: Path, name: str) -> Ledger:
    """Totals of one file of the data folder."""
    return FILES[name]((data / name).read_text(encoding="utf-8"))
