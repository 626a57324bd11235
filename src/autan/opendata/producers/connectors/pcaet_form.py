"""The form of the filings of climate plans (PCAET), as ADEME exports them: one column for each cell of the grids.

`PEC_GES_3_6` is road transport (3) in 2030 (6). The order of sectors, sources, sinks and pollutants is that of the code
book. An export holds the names of people (`Chef_de_projet`, `Contact`, `Elu_referent`) and free texts that name others:
only the columns that are read go further than this module, and nothing else is ever kept.
"""

import csv
import io
import re
from dataclasses import dataclass

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.importers.delimited import cell_reader, decode
from autan.ground.texts.core.labelled import Labelled
from autan.opendata.sources.connectors.headings import plain_name
from autan.opendata.sources.core.codes import Sector
from autan.opendata.sources.core.pcaet_codes import DIAGNOSIS, Pollutant, Quantity, RenewableSource, Sink

ALL = "total"
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

    quantity: Quantity
    item: str
    period: int
    year_column: str = ""
    pollutant: str = ""


_BY_SECTOR = re.compile(r"pec_(ges|conso)_([1-8])_(\d+)")
_BY_SOURCE = re.compile(r"enr_(\d|1[0-4])_(\d+)_(production|consommation)")
_BY_POLLUTANT = re.compile(r"pol_([1-8])_(\d+)_([1-6])")
_BY_SINK = re.compile(r"seq_([123])_(estimation_sequestration|possibilite_developpement)_nette_co2")
_RECOVERED = re.compile(r"enr_valorisation_(recuperation|stockage)_(\d+)")
_QUANTITIES = {
    "ges": Quantity.GHG,
    "conso": Quantity.ENERGY,
    "production": Quantity.RENEWABLE_PRODUCTION,
    "consommation": Quantity.RENEWABLE_CONSUMPTION,
    "estimation_sequestration": Quantity.SEQUESTRATION,
    "possibilite_developpement": Quantity.SEQUESTRATION_POTENTIAL,
    "recuperation": Quantity.RECOVERY,
    "stockage": Quantity.STORAGE,
}
_SECTOR_YEARS = {"ges": "pec_emission_ges_annee_compta", "conso": "pec_consommation_annee_compta"}
_SINK_YEARS = {"estimation_sequestration": "estimation", "possibilite_developpement": "possibilite_developpement"}


def cell_of(heading: str) -> Cell | None:
    """What a column holds; None for a column that is no cell of a grid.

    >>> cell = cell_of("PEC_GES_3_6")
    >>> cell.quantity.value, cell.item, cell.period, cell.year_column
    ('ghg', 'road_transport', 6, 'pec_emission_ges_annee_compta')
    >>> cell_of("Contact") is None
    True
    """
    name = plain_name(heading)
    if matched := _BY_SECTOR.fullmatch(name):
        kind, rank, period = matched.groups()
        return Cell(_QUANTITIES[kind], _code(Sector, rank), int(period), _SECTOR_YEARS[kind])
    if matched := _BY_SOURCE.fullmatch(name):
        rank, period, kind = matched.groups()
        year = f"enr_{rank}_diag_annee_compta" if kind == "production" else ""
        return Cell(_QUANTITIES[kind], _code(RenewableSource, rank), int(period), year) if int(rank) else None
    if matched := _BY_POLLUTANT.fullmatch(name):
        rank, period, dust = matched.groups()
        year = f"pol_{dust}_diag_annee_compta"
        return Cell(Quantity.POLLUTANT, _code(Sector, rank), int(period), year, _code(Pollutant, dust))
    if matched := _BY_SINK.fullmatch(name):
        rank, kind = matched.groups()
        return Cell(_QUANTITIES[kind], _code(Sink, rank), DIAGNOSIS, f"seq_{rank}_{_SINK_YEARS[kind]}_annee")
    matched = _RECOVERED.fullmatch(name)
    return Cell(_QUANTITIES[matched[1]], ALL, int(matched[2])) if matched else None


def _code(items: type[Labelled], rank: str) -> str:
    """Code of an item by its rank in the code book."""
    return list(items)[int(rank) - 1].value


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
    """
    try:
        rows = list(cell_reader(decode(content), strict=False))
    except csv.Error as error:
        raise ImportFileError(file, [Fault(value=str(error), expected="un tableau CSV")]) from error
    headings = rows[0] if rows else []
    places = [place for place, heading in enumerate(headings) if is_read(heading)]
    if not places:
        expected = "un export de démarches PCAET, colonnes Id, Nom, SIREN collectivites_coporteuses…"
        raise ImportFileError(file, [Fault(row=1, value="".join(headings[:1])[:40], expected=expected)])
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    for row in rows:
        cells = [row[place] for place in places] if len(row) == len(headings) else row[:1]
        writer.writerow(" ".join(cell.split()) for cell in cells)
    return out.getvalue().encode()
