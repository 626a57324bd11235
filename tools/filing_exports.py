"""Write the filings of climate plans of the shared data folder back in the form that ADEME exports, for one reader.

The folder holds one cell a row, without the names of people; an export holds one approach a row, one column a cell.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

HEADINGS = (
    *("Id", "Date_creation", "Date_modification", "Date_lancement", "Type_demarche", "Nom"),
    *("SIREN collectivites_coporteuses", "Collectivités porteuses", "Population_couverte", "Demarche_etat"),
    *("Date_reception_projet", "Date_envoi_avis_dreal", "Date_envoi_avis_cr", "Oblige"),
)
COLUMNS = (
    *("id_demarche", "date_creation", "date_modification", "date_lancement", "type_demarche", "nom"),
    *("codes_epci", "porteurs", "population_couverte", "etat"),
    *("date_reception_projet", "date_envoi_avis_dreal", "date_envoi_avis_cr", "oblige"),
)
SOURCES_OF_ENERGY = (
    *("eolien", "photovoltaique", "solaire_thermodynamique", "hydraulique", "biomasse_electricite"),
    *("biogaz_electricite", "geothermie_electricite", "biomasse_chaleur", "pompes_a_chaleur", "geothermie_chaleur"),
    *("solaire_thermique", "biogaz_chaleur", "biomethane", "biocarburants"),
)
SECTOR_WORDS = (
    *("residentiel", "tertiaire", "transport_routier", "autres_transports", "agriculture", "dechets"),
    *("industrie_hors_energie", "industrie_energie"),
)
SINK_WORDS = ("foret", "cultures_et_prairies", "autres_sols")
CELLS = {
    "emissions_ges": ("GES", "PEC_Emission_GES_Annee_Compta"),
    "consommation_finale": ("CONSO", "PEC_Consommation_Annee_Compta"),
}

Approaches = Mapping[str, dict[str, str]]


def filing_exports(source: str, folder: Path) -> dict[str, bytes]:
    """Files of one source of filings, by name, in the form of the exports."""
    approaches = list(_rows(folder / "pcaet_demarches.csv"))
    if source == "pcaet-deposits":
        return {
            f"Demarches_PCAET_{version}_entete.csv": _write(
                [row for row in approaches if row["version_depot"] == version], {}
            )
            for version in ("V1", "V2")
        }
    version = source.removeprefix("pcaet-").upper()
    of_version = [row for row in approaches if row["version_depot"] == version]
    if version == "V1":
        cells = _energy_cells(_rows(folder / "pcaet_energies_renouvelables_v1.csv"))
        return {"Demarches_PCAET_V1_enr.csv": _write(of_version, cells)}
    cells = _profile_cells(_rows(folder / "pcaet_ges_consommation_v2.csv"))
    for approach, sink_cell in _sink_cells(_rows(folder / "pcaet_sequestration_v2.csv")).items():
        cells.setdefault(approach, {}).update(sink_cell)
    return {"Demarches_PCAET_V2_pec_seq.csv": _write(of_version, cells)}


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _energy_cells(rows: Iterable[dict[str, str]]) -> dict[str, dict[str, str]]:
    cells: dict[str, dict[str, str]] = {}
    for row in rows:
        found = cells.setdefault(row["id_demarche"], {})
        number = SOURCES_OF_ENERGY.index(row["filiere"]) + 1
        found[f"ENR_{number}_{row['periode']}_{row['poste'].capitalize()}"] = row["valeur_gwh"]
        if row["annee_comptabilisation"]:
            found[f"ENR_{number}_Diag_Annee_Compta"] = row["annee_comptabilisation"]
    return cells


def _profile_cells(rows: Iterable[dict[str, str]]) -> dict[str, dict[str, str]]:
    cells: dict[str, dict[str, str]] = {}
    for row in rows:
        found = cells.setdefault(row["id_demarche"], {})
        word, year_column = CELLS[row["grandeur"]]
        found[f"PEC_{word}_{SECTOR_WORDS.index(row['secteur']) + 1}_{row['periode']}"] = row["valeur"]
        if row["periode"] == "1" and row["annee"]:
            found[year_column] = row["annee"]
    return cells


def _sink_cells(rows: Iterable[dict[str, str]]) -> dict[str, dict[str, str]]:
    cells: dict[str, dict[str, str]] = {}
    for row in rows:
        found = cells.setdefault(row["id_demarche"], {})
        number = SINK_WORDS.index(row["milieu"]) + 1
        found[f"SEQ_{number}_Estimation_Sequestration_nette_CO2"] = row["valeur_tco2_an"]
        found[f"SEQ_{number}_Estimation_Annee"] = row["annee"]
    return cells


def _write(approaches: Iterable[dict[str, str]], cells: Approaches) -> bytes:
    """One line for each approach, and a column for each cell that any of them has."""
    columns = sorted({column for cell in cells.values() for column in cell})
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow([*HEADINGS, *columns])
    for row in approaches:
        cell = cells.get(row["id_demarche"], {})
        writer.writerow([*(row[name] for name in COLUMNS), *(cell.get(column, "") for column in columns)])
    return ("\ufeff" + out.getvalue()).encode()
