"""Certificates counted by their service, the regional common set, ALDO, and the archives of INSEE."""

import io
import json
import zipfile

import pytest
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError
from autan.instance.cli.data import app
from autan.opendata.measures.queries.tallies import tallies_of
from autan.opendata.producers.connectors.registry import clean_files, fetch, read_editions
from autan.opendata.sources.connectors.fetching import FetchRequest
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.transport import RateLimits, Transport
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.sources.lake import snapshots
from tests.opendata.observatory.making import EXPECTATION
from tests.opendata.sources.services import Reply, serve

CERTIFICATES = {("31555", "A"): 10, ("31555", "G"): 70, ("31069", "A"): 4, ("09050", "D"): 3}
RARE = """\
siren;annee;secteur;vecteur;energie_mwh;ges_tco2e;methode
243100518;2022;Résidentiel;Électricité;1200,5;60;réglementaire
243100518;2022;residentiel;gaz;900;secret;reglementaire
243100518;2021;tertiaire;total;;-3;cadastrale
"""
ALDO = """\
siren,annee,compartiment,nature,valeur_tco2e
241200187,2018,Forêt,flux,-35000
241200187,2018,forêt,stock,2000000
241200187,2018,prairies,flux,
"""
POPLARS = """\
code_epci,surface_ha,stock_carbone_tc,bilan_tco2_an
241200187,14,300,-50.5
243100633,2,30,-5
241200187,14,300,-50.5
"""
DWELLINGS = """\
"GEO";"GEO_OBJECT";"RP_MEASURE";"OCS";"TDW";"TSH";"FREQ";"TIME_PERIOD";"OBS_VALUE"
"31555";"COM";"DWELLINGS";"_T";"_T";"_T";"A";"2021";299999.6
"31555";"COM";"DWELLINGS";"DW_MAIN";"_T";"_T";"A";"2021";270000
"31555";"COM";"DWELLINGS";"DW_MAIN";"_T";"10";"A";"2021";1000
"31555";"COM";"DWELLINGS";"_T";"2";"_T";"A";"2021";254000
"31555";"COM";"DWELLINGS_POPSIZE";"_T";"_T";"_T";"A";"2021";504078
"243100518";"EPCI";"DWELLINGS";"_T";"_T";"_T";"A";"2021";420000
"31555";"COM";"DWELLINGS";"_T";"_T";"_T";"A";"2015";280000
"""
POPULATION = """\
"GEO";"GEO_OBJECT";"POPREF_MEASURE";"FREQ";"TIME_PERIOD";"OBS_VALUE"
"31555";"COM";"PMUN";"A";"2021";504078
"31555";"COM";"PTOT";"A";"2021";511684
"""


def read(source, text, file="f.csv"):
    return read_editions(shipped_cards()[source], {file: text.encode()}, expectation=EXPECTATION)


class Certificates:
    """Answers as data-fair counts values: ten thousand at most, what is left out in `total_other`."""

    def __init__(self, left_out=0, day="2026-11-20T08:00:00.000Z") -> None:
        self.left_out, self.day = left_out, day

    def __call__(self, request) -> Reply:
        if not request.path.endswith("/values_agg"):
            return Reply(json.dumps({"id": "dpe03existant", "dataUpdatedAt": self.day}))
        start, label = request.query["code_insee_ban_starts"], request.query["etiquette_dpe_eq"]
        aggs = [
            {"total": count, "value": code, "results": []}
            for (code, name), count in CERTIFICATES.items()
            if name == label and code.startswith(start)
        ]
        return Reply(json.dumps({"total": 9, "total_values": len(aggs), "total_other": self.left_out, "aggs": aggs}))


def count(service_fake, communes=("31555", "31069", "31300")):
    with serve(service_fake) as service:
        manners = RateLimits(tries=2, requests_a_minute=5000)
        transport = Transport(manners, mirrors={"data.ademe.fr": service.url}, wait=lambda _: None)
        (harvest,) = fetch("ademe-dpe", transport, FetchRequest(communes=communes))
        return harvest, service.requests


def test_certificates_are_counted_by_the_service_for_the_departments_of_the_network():
    harvest, requests = count(Certificates())
    assert len(requests) == 8  # the base, then seven labels in one department: never a row of the base
    (reading,) = read_editions(shipped_cards()["ademe-dpe"], harvest.files, expectation=EXPECTATION)
    assert reading.data_date == harvest.data_date == "2026-11-20"
    found = dict(reading.table.filter(insee_code="31555").select("energy_label", "certificates").rows())
    assert found == {"a": 10, "b": 0, "c": 0, "d": 0, "e": 0, "f": 0, "g": 70}
    assert set(reading.table["insee_code"]) == {"31555", "31069", "31300"}
    unknown = reading.table.filter(insee_code="31300")  # none at all: known by another code, perhaps, and not zero
    assert set(unknown["state"]) == {"missing"}


def test_a_city_of_districts_is_counted_by_them():
    with serve(Certificates()) as service, pytest.MonkeyPatch.context() as patch:
        patch.setitem(CERTIFICATES, ("75112", "D"), 40)
        transport = Transport(RateLimits(tries=2), mirrors={"data.ademe.fr": service.url}, wait=lambda _: None)
        (harvest,) = fetch("ademe-dpe", transport, FetchRequest(communes=("75056",)))
    assert [line.split(",")[0] for line in harvest.content.decode().splitlines()[1:]] == ["75112"]


def test_certificates_exported_one_by_one_are_counted():
    text = """Numéro_DPE;Date_établissement_DPE;Etiquette_DPE;Code_INSEE_(BAN);Adresse
a1;2026-05-01;D;31555;x
a2;2026-06-30;D;31555;y
a3;2026-06-01;G;9050;z
a4;2026-06-01;A;;sans commune
"""
    (reading,) = read("ademe-dpe", text)
    counts = {row[:3:2]: row[3] for row in reading.table.rows() if row[3]}
    assert counts == {("31555", "d"): 2, ("09050", "g"): 1}
    assert (reading.data_date, reading.table.height) == ("2026-06-30", 14)
    assert "1 diagnostic sans Code_INSEE_(BAN), de côté" in reading.remarks
    with pytest.raises(ImportFileError) as caught:
        read("ademe-dpe", text.replace("a2;", "a1;").replace(";G;", ";H;"))
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(3, "Numéro_DPE"), (4, "Etiquette_DPE")]


def test_the_whole_country_is_asked_for_by_department():
    harvest, requests = count(Certificates(), communes=())
    assert len(requests) == 1 + 7 * 101
    assert b"09050,2026-11-20,0,0,0,3,0,0,0" in harvest.content


@pytest.mark.parametrize(
    ("service_fake", "said"),
    [
        (Certificates(left_out=4), "4 lignes de côté"),
        (Certificates(day="hier"), "une base sans date"),
        (lambda _: Reply('{"dataUpdatedAt": "2026-11-20"}'), "d’une autre forme"),
    ],
)
def test_a_count_that_is_cut_or_not_dated_is_refused(service_fake, said):
    with pytest.raises(SourceChangedError, match=said):
        count(service_fake)


def test_the_common_set_keeps_its_accounting_method_year_by_year():
    editions = read("rare-epci", RARE)
    assert [edition.data_date for edition in editions] == ["2021", "2022"]
    columns = ("sector", "carrier", "accounting", "energy_mwh", "emissions_tco2e", "state", "ghg_state")
    assert editions[1].table.select(columns).rows() == [
        ("residential", "electricity", "regulatory", 1200.5, 60.0, "estimated", "estimated"),
        ("residential", "natural_gas", "regulatory", 900.0, None, "estimated", "confidential"),
    ]
    assert editions[0].table.select(columns).rows() == [
        ("tertiary", "total", "cadastral", None, -3.0, "missing", "estimated")
    ]
    by_commune = RARE.replace("siren", "insee").replace("243100518", "31555")
    assert read("rare-communes", by_commune)[1].table["insee_code"].to_list() == ["31555", "31555"]


def test_aldo_is_read_from_its_two_forms():
    (edition,) = read("aldo", ALDO)
    assert edition.table.select("compartment", "kind", "carbon_tco2e", "state").rows() == [
        ("forest", "flux", -35000.0, "modelled"),
        ("forest", "stock", 2000000.0, "modelled"),
        ("grassland", "flux", None, "missing"),
    ]
    (poplars,) = read("aldo", POPLARS)
    assert poplars.table.filter(siren="241200187").select("kind", "carbon_tco2e").rows() == [
        ("flux", -50.5),
        ("stock", 1100.0),
    ]
    assert poplars.remarks[0] == "1 ligne répétée à l’identique, lue une seule fois"


def test_archives_of_insee_give_the_census_of_communes(tmp_path):
    files = {}
    for name, text in {"DS_RP_LOGEMENT": DWELLINGS, "DS_POPULATIONS": POPULATION}.items():
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(f"{name}_data.csv", "\ufeff" + text)
            archive.writestr(f"{name}_metadata.csv", "COD_VAR;LIB_VAR\nGEO;x\n")
        files[f"{name}_CSV_FR.zip"] = buffer.getvalue()
    editions = read_editions(
        shipped_cards()["insee-dwellings"], clean_files("insee-dwellings", files), expectation=EXPECTATION
    )
    assert [edition.data_date for edition in editions] == ["2015", "2021"]
    row = editions[1].table.row(0, named=True)
    assert (row["population_inhabitants"], row["dwellings"], row["flats"], row["houses"]) == (
        504078,
        300000,
        254000,
        None,
    )
    alone = read("insee-dwellings", POPULATION)
    assert "non fournis par ces fichiers\u00a0: logements, residences principales" in alone[0].remarks[-1]
    once_more = DWELLINGS + DWELLINGS.splitlines()[-1] + "\n"
    with pytest.raises(ImportFileError, match="une ligne qui ne répète pas"):
        read("insee-dwellings", once_more)
    with pytest.raises(ImportFileError, match="une colonne de mesure"):
        read("insee-dwellings", DWELLINGS.replace("RP_MEASURE", "MESURE"))
    with pytest.raises(ImportFileError, match="population municipale ou logements"):
        read("insee-dwellings", DWELLINGS.replace("DWELLINGS", "CARS"))


@pytest.mark.parametrize(
    ("source", "text", "old", "new", "row", "column"),
    [
        ("rare-epci", RARE, "Électricité", "plutonium", 2, "vecteur"),
        ("rare-epci", RARE, "2022;residentiel", "2031;residentiel", 3, "annee"),
        ("rare-epci", RARE, "cadastrale", "au doigt mouillé", 4, "methode"),
        ("rare-epci", RARE, "1200,5", "-1", 2, "energie_mwh"),
        ("rare-epci", RARE, "energie_mwh", "energie_gwh", 1, "energie_mwh"),
        ("aldo", ALDO, "Forêt", "mer", 2, "compartiment"),
        ("aldo", ALDO, "241200187,2018,forêt,stock", "2412,2018,forêt,stock", 3, "siren"),
        ("aldo", POPLARS, "241200187,14,300,-50.5\n2431", "241200187,15,300,-50.5\n2431", 4, "code_epci"),
        (
            "insee-dwellings",
            DWELLINGS,
            '"31555";"COM";"DWELLINGS";"_T";"2"',
            '"99999";"COM";"DWELLINGS";"_T";"2"',
            5,
            "GEO",
        ),
    ],
)
def test_a_faulty_row_is_located(source, text, old, new, row, column):
    with pytest.raises(ImportFileError) as caught:
        read(source, text.replace(old, new))
    assert (caught.value.faults[0].row, caught.value.faults[0].column) == (row, column)


@pytest.mark.django_db
def test_the_items_of_each_table_are_added_over_territories(lake_folder, tmp_path):
    commune = RARE.replace("siren", "insee").replace("243100518", "31555")
    for source, text in {"rare-epci": RARE, "rare-communes": commune, "aldo": ALDO}.items():
        file = tmp_path / f"{source}.csv"
        file.write_text(text)
        assert CliRunner().invoke(app, ["add", source, str(file)]).exit_code == 0
    found = {}
    for snapshot in snapshots.current_snapshots():
        if snapshot.card.data_date != "2021":
            found[snapshot.card.source] = {key: tally.value for key, tally in tallies_of(snapshot).items()}
    assert found["rare-epci"]["243100518", "rare_energy_residential_electricity"] == 1200.5
    assert found["rare-communes"]["243100518", "rare_ghg_regulatory_residential"] == 60
    assert found["aldo"]["241200187", "carbon_flux_forest"] == -35000
