"""Small excerpts, written by hand in the form of each producer's file, and what the reader needs beside them."""

from contextlib import suppress
from datetime import date
from pathlib import Path

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import OPERATOR, UnknownFigureError, find_figure
from autan.opendata.producers.connectors.registry import read_files
from autan.opendata.sources.core.readings import Expectation, Reading
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.sources.lake.snapshots import Snapshot
from autan.opendata.updates.actions.files import GivenFiles, adopt_files

TODAY = date(2026, 11, 24)
COMMUNES = frozenset({"09050", "31555", "31069", "31300", "31344", "31483", "12020", "12090"})
EXPECTATION = Expectation(today=TODAY, communes=COMMUNES)

FILES = {
    "ore-communes": """\
code_commune,annee,filiere,mwh_residentiel,points_residentiels,mwh_total,mailles_secretisees,gestionnaires
09050,2024,electricite,221,43,274,0,Enedis
09050,2024,gaz,0,0,0,0,GRDF
31344,2024,electricite,2012,640,2012,0,Régie
31555,2024,electricite,900000,310000,2500000,7,Enedis
31555,2024,gaz,secret,3,5000,0,GRDF
""",
    "ore-homes-epci": """\
operateur,code_epci,code_departement,nb_sites,conso_totale_mwh
Enedis,243100518,31,466871,1521456.003
Régie,243100518,31,12,secret
Enedis,ZZZZZZZZZ,29,7,50.5
""",
    "igt-ghg": """\
code_commune_2016,annee,tco2e_agriculture,tco2e_autres_transports,tco2e_transports_internationaux,\
tco2e_co2_biomasse_hors_total,tco2e_dechets,tco2e_energie,tco2e_industrie_hors_energie,tco2e_residentiel,\
tco2e_routier,tco2e_tertiaire,tco2e_total_hors_biomasse_et_international
31300,2016,1416,,,93,17,2,7,37,,61,1540
12020,2016,4538,,,452,212,,,702,1101,295,6848
31069,2016,397,210158,403717,900,190,23237,75054,24604,64586,21184,419410
""",
    "odre-register": """\
code_commune,registre_au,filiere,nb_installations,puissance_kw,mwh_injectes_12_mois,etat_energie
09050,2026-07-31,hydraulique,1,2490.0,27865,complete
31483,2026-07-31,bioénergies,3,66000.0,19914,partielle
31555,2026-07-31,solaire photovoltaïque,4,435.7,,inconnue
""",
    "odre-capacity": """\
code_commune,filiere,puissance_kw,nb_installations
9050,hydraulique,2490.0,1
75112,stockage,1000,2
""",
    "insee-dwellings": """\
code_commune,annee,population,logements,residences_principales,residences_secondaires,logements_vacants,maisons,\
appartements
31555,2021,504078,300000,270000,10000,20000,45000,254000
31300,2021,80,46,40,2,4,45,
""",
    "ademe-dpe": """\
code_commune,base_au,nb_dpe_a,nb_dpe_b,nb_dpe_c,nb_dpe_d,nb_dpe_e,nb_dpe_f,nb_dpe_g
31555,2026-06-30,10,20,30,40,50,60,70
31300,2026-06-30,0,0,1,0,0,0,
""",
}
"""One small file for each source, by slug."""


def read_file(card, content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read one clean file of the source of a card."""
    return read_files(card, {file: content}, expectation=expectation)[0]


def read(source: str, text: str | None = None, *, expectation: Expectation = EXPECTATION) -> Reading:
    """Read a text as a file of a source; its own small file when none is given."""
    content = (FILES[source] if text is None else text).encode()
    return read_file(shipped_cards()[source], content, file=f"{source}.csv", expectation=expectation)


def add_files(*, source: str, files: list[Path], by=None, accept: bool = True, **how) -> tuple[Snapshot, ...]:
    """Adopt files of a source, as the command line does; the snapshots that they became."""
    given = GivenFiles(source=source, files=files, **how)
    return tuple(snapshot for _, snapshot in adopt_files(by=by, files=given, accept=accept))


def add_file(*, source: str, file: Path, **how) -> Snapshot:
    """Adopt one file; the latest snapshot that it became."""
    return add_files(source=source, files=[file], **how)[-1]


def figure_at(figure_id: str) -> Figure | None:
    """The figure at an address, as the person at the command line finds it; None when there is none."""
    with suppress(UnknownFigureError):
        return find_figure(figure_id, reader=OPERATOR)
    return None


def cell(source: str, row: int, column: str, value: str) -> str:
    """The small file of a source with one cell replaced; rows are counted as in the file, the header being 1."""
    lines = FILES[source].splitlines()
    cells = lines[row - 1].split(",")
    cells[lines[0].split(",").index(column)] = value
    lines[row - 1] = ",".join(cells)
    return "\n".join(lines) + "\n"
