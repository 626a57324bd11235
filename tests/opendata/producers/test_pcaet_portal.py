"""Filings of climate plans, from their address and from files: people left out on entry, cells decoded."""

import csv
import io
import json

import polars as pl
import pytest
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError
from autan.instance.cli.data import app
from autan.opendata.producers.connectors.pcaet_form import without_people
from autan.opendata.producers.connectors.registry import fetch, read_editions
from autan.opendata.sources.connectors.fetching import FetchRequest
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.transport import RateLimits, Transport
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.sources.lake import snapshots
from tests.opendata.observatory.making import EXPECTATION
from tests.opendata.sources.services import Reply, serve

HOST = "www.territoires-climat.ademe.fr"
HEAD = (
    "Id;Date_creation;Date_modification;Date_lancement;Type_demarche;Nom;Description_rapide;"
    "SIREN collectivites_coporteuses;Collectivités porteuses;Population_couverte;Demarche_etat;Chef_de_projet;Contact;"
    "Elu_referent;Commentaire_statut;Date_reception_projet;Date_envoi_avis_dreal;Date_envoi_avis_cr;Oblige;"
    "Autres_démarches_hors_EC;Autres_demarches"
)
NAMES = ("Jeanne Exemple", "Paul Modèle", "Aimée Fictive", "06 00 00 00 00")


def row(number, sirens, rest, *, day="30/09/2020", state="Dépôt pour avis", population="40394"):
    about = f'"Le plan de Jeanne Exemple\n(06 00 00 00 00)";{sirens};EPCI;{population};{state}'
    people = "Jeanne Exemple;Paul Modèle;Aimée Fictive"
    ends = "Voir Paul Modèle;30/09/2020;;13/03/2020;O;PLUI;"
    return f"{number};12/12/2019;{day};13/04/2015;PCAET;Plan {number};{about};{people};{ends};{rest}"


PROFILE = "\ufeff" + "\n".join(
    [
        f"{HEAD};PEC_Emission_GES_Annee_Compta;PEC_GES_1_1;PEC_GES_3_1;PEC_GES_3_6;PEC_Consommation_Annee_Compta;"
        "PEC_CONSO_1_1;SEQ_1_Estimation_Sequestration_nette_CO2;SEQ_1_Estimation_Annee",
        row(1216, "200066926", "2017;43000;74000;20375;2017;332618;-1844982;2012"),
        row(1301, "243100518 | 243100633", "1900;0;0.01;;2016;1 234,5;;", day="01/10/2020", state="Abandonnée"),
        row(1302, "", "2016;5;6;7;2016;8;;"),
        row(1303, "200072643", "2016;douze;-6;7;2016;8;;"),
    ]
)
POLLUTANTS = "\n".join(
    [f"{HEAD};POL_1_Diag_Annee_Compta;POL_2_1_1;POL_8_7_6;TOTAL_POL__1_1", row(1216, "200066926", "2018;12.5;0.01;99")]
)
ENERGY = "\n".join(
    [
        f"{HEAD};ENR_2_Diag_Annee_Compta;ENR_2_1_Production;ENR_14_7_Consommation;ENR_valorisation_recuperation_3",
        row(1216, "200066926", "2015;87;3;4"),
    ]
)
FILES = {"V2_pec_seq": PROFILE, "V2_polluant": POLLUTANTS, "V2_enr": ENERGY}
HEADINGS = {
    "V1_entete": f"{HEAD}\n{row(795, '241200187', '')[:-1]}\n",
    "V2_entete": f"{HEAD}\n{row(1216, '200066926', '')[:-1]}\n",
}


class Portal:
    """Serves the exports by their documented names."""

    def __init__(self, files=None) -> None:
        self.files = FILES | HEADINGS if files is None else files

    def __call__(self, request) -> Reply:
        name = request.path.removeprefix("/opendata/Demarches_PCAET_").removesuffix(".csv")
        return Reply(self.files[name]) if name in self.files else Reply("<html>", 404)


def bring(source="pcaet-v2", portal=None):
    with serve(portal or Portal()) as service:
        hosts = {HOST: service.url, "data.ademe.fr": service.url}
        transport = Transport(RateLimits(tries=2), mirrors=hosts, wait=lambda _: None)
        (harvest,) = fetch(source, transport, FetchRequest())
        return harvest


def read(source, files):
    contents = {f"Demarches_PCAET_{name}.csv": text.encode() for name, text in files.items()}
    (reading,) = read_editions(shipped_cards()[source], contents, expectation=EXPECTATION)
    return reading


def cell(table, *columns, **filters):
    return table.filter(**filters).select(columns).rows()


def test_the_exports_and_files_by_hand_give_the_same_rows():
    harvest = bring()
    fetched = read_editions(shipped_cards()["pcaet-v2"], harvest.files, expectation=EXPECTATION)[0]
    assert fetched.table.equals(read("pcaet-v2", FILES).table)
    assert fetched.data_date == "2020-10-01"


def test_no_name_of_a_person_goes_further_than_the_entry():
    harvest = bring()
    kept = [answer.body.decode() for answer in harvest.responses] + [text.decode() for _, text in harvest.parts]
    kept += [str(read("pcaet-v2", FILES).table.rows()), str(read("pcaet-deposits", HEADINGS).table.rows())]
    assert [name for name in NAMES for text in kept if name in text] == []
    assert all("Contact" not in text and "Description" not in text for text in kept)
    assert "sans les colonnes de personnes" in harvest.remarks[0]


def test_each_cell_is_a_row_with_its_sector_period_year_and_unit():
    table = read("pcaet-v2", FILES).table
    columns = ("item", "period_code", "year", "value", "unit", "state")
    assert cell(table, *columns, deposit_id=1216, quantity="ghg") == [
        ("residential", 1, 2017, 43000.0, "tCO2e", "observed"),
        ("road_transport", 1, 2017, 74000.0, "tCO2e", "observed"),
        ("road_transport", 6, 2030, 20375.0, "tCO2e", "observed"),
    ]
    assert cell(table, *columns, deposit_id=1216, quantity="sequestration") == [
        ("forest", 1, 2012, -1844982.0, "tCO2e", "observed")
    ]
    assert cell(table, "item", "pollutant", "year", "value", deposit_id=1216, quantity="pollutant") == [
        ("energy_industry", "nh3", 2050, None),
        ("tertiary", "pm10", 2018, 12.5),
    ]
    assert cell(table, *columns, quantity="renewable_production") == [("solar_pv", 1, 2015, 87.0, "GWh", "observed")]
    assert cell(table, *columns, quantity="renewable_consumption") == [("biofuel", 7, 2050, 3.0, "GWh", "observed")]
    assert cell(table, *columns, quantity="recovery") == [("total", 3, 2026, 4.0, "GWh", "observed")]


def test_a_filler_is_missing_a_zero_is_a_zero_and_an_empty_cell_is_no_row():
    table = read("pcaet-v2", FILES).table
    found = cell(table, "siren", "item", "value", "declared_value", "year", "state", deposit_id=1301, quantity="ghg")
    assert found == [
        ("243100518", "residential", 0.0, 0.0, None, "confirmed_zero"),  # 1900 is no year
        ("243100518", "road_transport", None, 0.01, None, "missing"),
        ("243100633", "residential", 0.0, 0.0, None, "confirmed_zero"),
        ("243100633", "road_transport", None, 0.01, None, "missing"),
    ]


def test_several_epci_in_one_cell_are_several_rows_and_an_approach_without_any_is_said():
    reading = read("pcaet-v2", FILES)
    assert cell(reading.table, "siren", "carriers", deposit_id=1301, quantity="energy") == [
        ("243100518", 2),
        ("243100633", 2),
    ]
    assert 1302 not in reading.table["deposit_id"]
    assert "1 démarche sans SIREN, de côté" in reading.remarks
    assert set(reading.table["approach_state"]) == {"submitted", "other"}


def test_a_bad_cell_is_set_aside_alone_and_located():
    reading = read("pcaet-v2", FILES)
    assert [(fault.row, fault.column, fault.value) for fault in reading.cells_aside] == [
        (5, "PEC_GES_1_1", "douze"),
        (5, "PEC_GES_3_1", "-6"),
    ]
    assert cell(reading.table, "item", deposit_id=1303, quantity="ghg") == [("road_transport",)]


def test_the_headings_tell_state_obligation_and_dates():
    table = read("pcaet-deposits", HEADINGS).table
    columns = ("deposit_id", "version", "siren", "approach_state", "is_obliged", "population_covered", "modified_on")
    assert [(*line[:-1], line[-1].isoformat()) for line in table.select(columns).rows()] == [
        (795, "v1", "241200187", "submitted", True, 40394, "2020-09-30"),
        (1216, "v2", "200066926", "submitted", True, 40394, "2020-09-30"),
    ]
    fetched = bring("pcaet-deposits")
    assert read_editions(shipped_cards()["pcaet-deposits"], fetched.files, expectation=EXPECTATION)[0].table.equals(
        table
    )


@pytest.mark.parametrize(
    ("source", "files", "said"),
    [
        ("pcaet-v1", {"V1_pec_seq": PROFILE}, "PEC_GES_3_6"),
        ("pcaet-v2", {"V2_entete": HEADINGS["V2_entete"]}, "PEC_GES_1_1"),
        ("pcaet-deposits", {"entete": HEADINGS["V1_entete"]}, "nom de fichier qui dit la version"),
        ("pcaet-v2", {"V2_enr": "a;b\n1;2\n"}, "export de démarches PCAET"),
        ("pcaet-v2", {"V2_pec_seq": PROFILE[:-20]}, "cellules"),
        ("pcaet-v2", {"V2_pec_seq": PROFILE.replace("30/09/2020;13/04", "30/09/2031;13/04")}, "au plus tard"),
        ("pcaet-v2", {"V2_pec_seq": PROFILE.replace("1216;", ";")}, "un nombre"),
    ],
)
def test_a_file_of_another_kind_or_at_fault_is_refused(source, files, said):
    with pytest.raises(ImportFileError) as caught:
        read(source, files)
    assert any(said in f"{fault.expected} {fault.column}" for fault in caught.value.faults)


def test_an_address_that_answers_with_something_else_is_refused():
    with pytest.raises(SourceChangedError, match="un autre tableau"):
        bring(portal=Portal(FILES | {"V2_enr": "a;b\n1;2\n"}))
    with pytest.raises(SourceChangedError, match="404"):
        bring(portal=Portal({}))


MIRRORED = {"ccc": "V2_enr", "ddd": "V2_pec_seq", "eee": "V2_polluant"}


class Mirror(Portal):
    """The portal of data of ADEME, where the producer’s own address no longer answers."""

    titles = (
        ("aaa", "PCAET (v1) - Démarches - Partie 2 - ENR"),
        ("bbb", "PCAET (v2) - Démarches - Partie 1-Entête"),
        ("ccc", "PCAET (v2) - Démarches - Partie 2 - Energies renouvelables"),
        ("ddd", "PCAET (v2) - Démarches - Partie 3 - Profil énergie climat, séquestration"),
        ("eee", "PCAET (v2) - Démarches - Partie 4 - Polluants"),
    )

    def __call__(self, request) -> Reply:
        path = request.path.removeprefix("/data-fair/api/v1/datasets")
        if path == "":
            results = [{"id": key, "title": title} for key, title in self.titles]
            return Reply(json.dumps({"count": len(results), "results": results}))
        key = path.strip("/").removesuffix("/raw")
        return Reply(self.files[MIRRORED[key]]) if key in MIRRORED else Reply("<html>", 404)


def test_where_the_address_is_lost_the_copy_of_the_portal_of_data_is_found_by_its_title():
    with serve(Mirror()) as service:
        hosts = {HOST: service.url, "data.ademe.fr": service.url}
        transport = Transport(RateLimits(tries=2), mirrors=hosts, wait=lambda _: None)
        (harvest,) = fetch("pcaet-v2", transport, FetchRequest())
        with pytest.raises(SourceChangedError, match="V1_enr"):
            fetch("pcaet-v1", transport, FetchRequest())
    (reading,) = read_editions(shipped_cards()["pcaet-v2"], harvest.files, expectation=EXPECTATION)
    assert reading.table.equals(read("pcaet-v2", FILES).table)
    kept = [answer.body.decode() for answer in harvest.responses]
    assert [name for name in NAMES for text in kept if name in text] == []


@pytest.mark.django_db
def test_a_file_alone_keeps_the_rest_of_the_last_edition_and_the_quarantine_holds_no_person(lake_folder, tmp_path):
    paths = {}
    for name, text in FILES.items():
        paths[name] = tmp_path / f"Demarches_PCAET_{name}.csv"
        paths[name].write_text(text, encoding="utf-8")
    assert CliRunner().invoke(app, ["add", "pcaet-v2", *map(str, paths.values())]).exit_code == 0
    paths["V2_enr"].write_text(ENERGY.replace(";87;", ";88;"), encoding="utf-8")
    done = CliRunner().invoke(app, ["add", "pcaet-v2", str(paths["V2_enr"])])
    assert done.exit_code == 0, done.output
    assert "repris de l’édition 2020-10-01" in done.output
    table = (
        pl.read_parquet(snapshots.list_snapshots()[0].table),
        pl.read_parquet(snapshots.current_snapshots()[-1].table),
    )
    (before, _), (after, _) = sorted((set(item["quantity"]), item.height) for item in table)
    assert before == after
    written = [path for path in lake_folder.rglob("*") if path.suffix in {".csv", ".json"}]
    assert any(path.parent.name == "quarantine" for path in written)
    assert [name for name in NAMES for path in written if name in path.read_text()] == []


@pytest.mark.django_db
def test_the_command_keeps_raw_answers_without_people(settings, lake_folder):
    with serve(Portal()) as service:
        settings.AUTAN_MIRRORS = {HOST: service.url, "data.ademe.fr": service.url}
        done = CliRunner().invoke(app, ["refresh", "pcaet-v2", "pcaet-deposits", "--json"])
    assert [row["error"] for row in json.loads(done.stdout)] == [None, None]
    written = [path for path in lake_folder.rglob("*") if path.suffix in {".csv", ".json"}]
    assert len([path for path in written if path.parent.parent.name == "raw"]) == 7
    assert [name for name in NAMES for path in written if name in path.read_text()] == []


def test_what_is_kept_of_an_export_is_what_is_read():
    assert b"PEC_GES_1_1" in without_people(PROFILE.encode(), "x")
    assert without_people(PROFILE.encode("cp1252", errors="replace"), "x").count(b"\n") == 5


def test_an_export_saved_again_with_other_separators_is_the_same_export():
    rows = list(csv.reader(io.StringIO(PROFILE.removeprefix("\ufeff"), newline=""), delimiter=";"))
    out = io.StringIO()
    csv.writer(out, delimiter=",", lineterminator="\r\n").writerows([rows[0], rows[1], [], *rows[2:]])
    again = without_people(out.getvalue().encode("cp1252"), "x")
    assert again.decode().splitlines()[2:3] == [""]
    assert [line for line in again.splitlines() if line] == without_people(PROFILE.encode(), "x").splitlines()


@pytest.mark.django_db
def test_what_could_not_be_cleaned_is_not_copied(lake_folder, tmp_path):
    path = tmp_path / "Demarches_PCAET_V2_entete.csv"
    path.write_text("795;Jeanne Exemple;241200187\n796;Paul Modèle;241200187\n", encoding="utf-8")
    assert CliRunner().invoke(app, ["add", "pcaet-deposits", str(path)]).exit_code != 0
    (kept,) = lake_folder.rglob("quarantine/*.csv")
    assert "export de démarches PCAET" in kept.read_text()
    assert [name for name in NAMES if name in kept.read_text()] == []
