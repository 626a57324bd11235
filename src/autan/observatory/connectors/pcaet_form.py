"""The form of the filings of climate plans (PCAET), as ADEME exports them: one column for each cell of the grids.

`PEC_GES_3_6` is road transport (3) in 2030 (6). The order of sectors, sources, sinks and pollutants is that of the code
book. An export holds the names of people (`Chef_de_projet`, `Contact`, `Elu_referent`) and free texts that name others:
only the columns that are read go further than this module, and nothing else is ever kept.
"""

import csv
import io
import re
from dataclasses import dataclass

from autan.errors import Fault, ImportFileError
from autan.intake.importers.delimited import cell_reader, decode
from autan.observatory.connectors.published import plain_name
from autan.observatory.core.codes import Sector

SECTORS = tuple(sector.value for sector in Sector)
RENEWABLES = (
    *("onshore_wind", "solar_pv", "solar_thermodynamic", "hydro", "solid_biomass_electricity", "biogas_electricity"),
    *("geothermal_electricity", "solid_biomass_heat", "heat_pump", "geothermal_heat", "solar_thermal", "biogas_heat"),
    *("biomethane", "biofuel"),
)
POLLUTANTS = ("pm10", "pm25", "nox", "so2", "voc", "nh3")
SINKS = ("forest", "cropland_grassland", "other_soils")
DIAGNOSIS = 1
PERIODS: dict[str, dict[int, int | None]] = {
    "v1": {1: None, 2: None, 3: None, 4: None, 5: None},
    "v2": {1: None, 3: 2026, 6: 2030, 7: 2050},
}
"""Year of the target of each period; the first version does not state its years, and the diagnosis has its own."""

ALL = "total"
PEOPLE = ("chef_de_projet", "contact", "elu_referent")
HEADING = {
    "deposit_id": "id",
    "created_on": "date_creation",
    "modified_on": "date_modification",
    "launched_on": "date_lancement",
    "approach_kind": "type_demarche",
    "name": "nom",
    "sirens": "siren_collectivites_coporteuses",
    "carrier_names": "collectivites_porteuses",
    "population_covered": "population_couverte",
    "approach_state": "demarche_etat",
    "project_received_on": "date_reception_projet",
    "opinion_prefect_on": "date_envoi_avis_dreal",
    "opinion_region_on": "date_envoi_avis_cr",
    "obligation": "oblige",
}
STATES = {
    "en_cours_d_elaboration": "drafting",
    "depot_pour_avis": "submitted",
    "definitif": "final",
    "mise_en_oeuvre": "implementation",
}
OTHER_STATE = "other"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column of values holds, and the column of the year of its diagnosis."""

    quantity: str
    item: str
    pollutant: str
    period: int
    unit: str
    year_column: str


_PATTERNS = (
    (re.compile(r"pec_ges_(\d+)_(\d+)"), "ghg", SECTORS, "tCO2e", "pec_emission_ges_annee_compta"),
    (re.compile(r"pec_conso_(\d+)_(\d+)"), "energy", SECTORS, "GWh", "pec_consommation_annee_compta"),
    (re.compile(r"enr_(\d+)_(\d+)_production"), "renewable_production", RENEWABLES, "GWh", "enr_{}_diag_annee_compta"),
    (re.compile(r"enr_(\d+)_(\d+)_consommation"), "renewable_consumption", RENEWABLES, "GWh", ""),
)
_POLLUTANT = re.compile(r"pol_(\d+)_(\d+)_(\d+)")
_SINK = re.compile(r"seq_(\d+)_(estimation_sequestration|possibilite_developpement)_nette_co2")
_RECOVERED = re.compile(r"enr_valorisation_(recuperation|stockage)_(\d+)")


def cell_of(heading: str) -> Cell | None:
    """What a column holds; None for a column that is no cell of a grid.

    >>> cell = cell_of("PEC_GES_3_6")
    >>> cell.quantity, cell.item, cell.period, cell.unit
    ('ghg', 'road_transport', 6, 'tCO2e')
    >>> cell_of("Contact") is None
    True
    """
    name = plain_name(heading)
    for pattern, quantity, items, unit, year in _PATTERNS:
        found = pattern.fullmatch(name)
        if found and 0 < int(found[1]) <= len(items):
            return Cell(quantity, items[int(found[1]) - 1], "", int(found[2]), unit, year.format(found[1]))
    return _pollutant_cell(name) or _sink_cell(name) or _recovered_cell(name)


def _pollutant_cell(name: str) -> Cell | None:
    found = _POLLUTANT.fullmatch(name)
    if not found or int(found[1]) not in range(1, 9) or int(found[3]) not in range(1, 7):
        return None
    year = f"pol_{found[3]}_diag_annee_compta"
    return Cell("pollutant", SECTORS[int(found[1]) - 1], POLLUTANTS[int(found[3]) - 1], int(found[2]), "t", year)


def _sink_cell(name: str) -> Cell | None:
    found = _SINK.fullmatch(name)
    if not found or int(found[1]) not in range(1, 4):
        return None
    is_now = found[2].startswith("estimation")
    year = f"seq_{found[1]}_estimation_annee" if is_now else f"seq_{found[1]}_possibilite_developpement_annee"
    quantity = "sequestration" if is_now else "sequestration_potential"
    return Cell(quantity, SINKS[int(found[1]) - 1], "", DIAGNOSIS, "tCO2e", year)


def _recovered_cell(name: str) -> Cell | None:
    found = _RECOVERED.fullmatch(name)
    if not found:
        return None
    return Cell("recovery" if found[1] == "recuperation" else "storage", ALL, "", int(found[2]), "GWh", "")


def is_read(heading: str) -> bool:
    """True for a column that is read, and may be kept: identity of the approach, years, cells of the grids.

    >>> is_read("Demarche_etat"), is_read("PEC_GES_1_1"), is_read("Contact"), is_read("Description_rapide")
    (True, True, False, False)
    """
    name = plain_name(heading)
    is_year = name.endswith(("annee_compta", "estimation_annee", "developpement_annee"))
    return name in HEADING.values() or is_year or cell_of(heading) is not None


def without_people(content: bytes, file: str) -> bytes:
    """The file with the columns that are read alone: neither people nor free texts, which name some.

    A row of another length than the header stays of another length, so that half a file is noticed. Each row is one
    line, numbered as a spreadsheet does.

    Raises:
        ImportFileError: it is no table of filings.
    """
    try:
        rows = list(cell_reader(decode(content), strict=False))
    except csv.Error as error:
        raise ImportFileError(file, [Fault(value=str(error), expected="un tableau CSV")]) from error
    headings = rows[0] if rows else []
    kept = [place for place, heading in enumerate(headings) if is_read(heading)]
    if not kept:
        expected = "un export de démarches PCAET, colonnes Id, Nom, SIREN collectivites_coporteuses…"
        raise ImportFileError(file, [Fault(row=1, value="".join(headings[:1])[:40], expected=expected)])
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    for row in rows:
        cells = [row[place] for place in kept] if len(row) == len(headings) else row[:1]
        writer.writerow(" ".join(cell.split()) for cell in cells)
    return out.getvalue().encode()
