"""Mappings of observatories' files: kept by a coordination, on screen and by command; what is read with them."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError
from autan.instance.cli.data import app
from autan.opendata.observatory.models import FileMappingRecord
from autan.opendata.producers.connectors.registry import read_editions
from autan.opendata.sources.core.file_mappings import mapping_faults
from autan.opendata.sources.core.readings import Expectation
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.sources.lake.snapshots import current_snapshots
from autan.opendata.updates.queries.file_mappings import shipped_mappings
from tests.cast import Cast

KEPT = {
    "name": "Observatoire, énergie",
    "producer": "Observatoire d’essai",
    "licence": "Licence Ouverte",
    "mesh": "epci",
    "place": "SIREN EPCI",
    "year": "Année",
    "values": "Consommation",
    "unit": "Unité",
    "sector": "Secteur",
    "carrier": "Énergie",
    "accounting": "= réglementaire",
    "words": "RES = résidentiel\nELEC = électricité",
    "kept": "Type = réelle",
}
HEAD = "SIREN EPCI;Année;Secteur;Énergie;Consommation;Unité;Type"
ROWS = ("243100518;2022;RES;ELEC;3454,5;GWh;réelle", "243100518;2022;RES;gaz;secret;GWh;réelle")
FILE = "\n".join((HEAD, *ROWS, "243100518;2022;RES;ELEC;3600;GWh;corrigée")) + "\n"


@pytest.fixture
def coordination(client: Client, cast: Cast, lake_folder) -> Client:
    client.force_login(cast.coordinator)
    return client


def keep(client: Client, network: str, **changes: str):
    return client.post(f"/donnees-ouvertes/correspondances/{network}/ajouter/", {**KEPT, **changes})


def give(client: Client, record: FileMappingRecord, text: str):
    file = SimpleUploadedFile("export.csv", text.encode())
    data = {"file": file, "source": f"correspondance-{record.pk}", "accept": "1"}
    shown = client.post("/donnees-ouvertes/ajouter/", data)
    if pending := shown.context.get("pending"):
        confirmed = {"confirm": pending.pk, "digest": shown.context["preview"].digest}
        client.post("/donnees-ouvertes/ajouter/", confirmed)
    return shown


def held(columns: tuple[str, ...] = ("sector", "carrier", "energy_mwh", "state", "emissions_tco2e", "ghg_state")):
    (snapshot,) = [edition for edition in current_snapshots() if edition.card.source == "rare-epci"]
    return snapshot.card, pl.read_parquet(snapshot.table).select(columns).rows()


def test_a_mapping_is_kept_seen_corrected_read_with_and_deleted(coordination: Client, demo_network) -> None:
    home = f"/donnees-ouvertes/correspondances/{demo_network.slug}/"
    assert home in coordination.get("/donnees-ouvertes/").content.decode()
    assert keep(coordination, demo_network.slug).status_code == 302
    record = FileMappingRecord.objects.get()
    page = f"/donnees-ouvertes/correspondance/{record.pk}/"
    assert page in coordination.get(home).content.decode()
    assert "RES = résidentiel" in coordination.get(page).content.decode()
    corrected = {**KEPT, "words": "RES = tertiaire\nELEC = électricité"}
    assert coordination.post(f"{page}corriger/", corrected).status_code == 302

    assert f"correspondance-{record.pk}" in coordination.get("/donnees-ouvertes/ajouter/").content.decode()
    give(coordination, record, FILE)
    card, rows = held()
    assert card.producer == "Observatoire d’essai"
    assert "Observatoire, énergie" in card.republished_by
    assert rows == [
        ("tertiary", "electricity", 3_454_500.0, "estimated", None, "not_applicable"),
        ("tertiary", "natural_gas", None, "confidential", None, "not_applicable"),
    ]
    assert coordination.post(f"{page}supprimer/").status_code == 302
    assert coordination.get(page).status_code == 404
    assert held()[1] == rows


def test_a_file_that_is_not_of_a_mapping_is_refused_at_its_place(coordination: Client, demo_network) -> None:
    keep(coordination, demo_network.slug)
    record = FileMappingRecord.objects.get()
    renamed = give(coordination, record, FILE.replace("Consommation", "Valeur")).content.decode()
    assert "Fichier refusé" in renamed
    assert "Consommation" in renamed
    mixed = give(coordination, record, FILE.replace(f"{ROWS[1]}", f"{ROWS[1]}\n243100518;2022;RES;bois;12;ktep;réelle"))
    (fault,) = mixed.context["preview"].faults
    assert (fault.row, fault.column, fault.value) == (4, "Unité", "ktep")
    twice = give(coordination, record, FILE.replace("corrigée", "réelle"))
    assert [(fault.row, fault.column) for fault in twice.context["preview"].faults] == [(4, "SIREN EPCI")]
    keep(coordination, demo_network.slug, name="Deux colonnes", values="Consommation\nÉlec = résidentiel / électricité")
    crossed = f"{HEAD};Élec\n{ROWS[0]};7\n"
    refused = give(coordination, FileMappingRecord.objects.get(name="Deux colonnes"), crossed)
    assert [fault.row for fault in refused.context["preview"].faults] == [2]
    assert not current_snapshots()


def test_energy_and_emissions_of_two_files_stand_side_by_side(coordination: Client, demo_network) -> None:
    keep(coordination, demo_network.slug)
    ghg = {
        "name": "Observatoire, GES",
        "producer": "Observatoire",
        "licence": "ODbL",
        "carrier": "= total",
        "unit": "= ktCO2e",
        "kept": "",
        "words": "RES = résidentiel",
    }
    keep(coordination, demo_network.slug, **ghg)
    energy, emissions = FileMappingRecord.objects.order_by("pk")
    give(coordination, energy, FILE)
    give(coordination, emissions, f"{HEAD}\n243100518;2022;RES;;12,5;;\n")
    card, rows = held()
    assert card.producer == "Observatoire d’essai ; Observatoire"
    assert card.licence == "Licence Ouverte ; ODbL"
    assert rows == [
        ("residential", "electricity", 3_454_500.0, "estimated", None, "not_applicable"),
        ("residential", "natural_gas", None, "confidential", None, "not_applicable"),
        ("residential", "total", None, "not_applicable", 12_500.0, "estimated"),
    ]


@pytest.mark.parametrize(
    ("field", "typed", "expected"),
    [
        ("values", "mwh = chauffage / électricité", "résidentiel"),
        ("values", "a = total / total\nb = total / total", "une seule colonne"),
        ("year", "= l’an passé", "une année"),
        ("unit", "= stères", "mwh"),
        ("sector", "", "le mot à côté"),
        ("words", "RES = foyers", "un mot connu"),
        ("kept", "réelle", "la valeur gardée"),
        ("address", "orceo", "https://"),
    ],
)
def test_a_mapping_that_could_read_nothing_is_refused_at_its_field(
    coordination: Client, demo_network, field: str, typed: str, expected: str
) -> None:
    refused = keep(coordination, demo_network.slug, **{field: typed})
    assert refused.status_code == 422
    assert any(expected in error.lower() for error in refused.context["form"].errors[field])
    assert not FileMappingRecord.objects.exists()


def test_the_coordination_alone_keeps_mappings(client: Client, cast: Cast, demo_network, lake_folder) -> None:
    for name in ("officer", "contributor", "reader", "outsider"):
        client.force_login(getattr(cast, name))
        assert keep(client, demo_network.slug).status_code == 403
        assert client.get(f"/donnees-ouvertes/correspondances/{demo_network.slug}/").status_code == 403
    assert not FileMappingRecord.objects.exists()


def run(*words: str):
    return CliRunner().invoke(app, list(words))


def test_the_commands_write_show_list_use_and_delete_a_mapping(demo_network, lake_folder, tmp_path: Path) -> None:
    network, file, export = demo_network.slug, tmp_path / "mapping.json", tmp_path / "export.csv"
    file.write_text(json.dumps({**KEPT, "values": ["Consommation"], "kept": ["Type = réelle"]}))
    export.write_text(FILE)
    assert run("mapping", "write", network, str(file)).exit_code == 0
    assert KEPT["name"] in run("mapping", "list", network).output
    assert json.loads(run("mapping", "show", network, KEPT["name"]).output)["place"] == "SIREN EPCI"
    added = run("add", "rare-epci", str(export), "--mapping", KEPT["name"], "--network", network, "--accept")
    assert added.exit_code == 0, added.output
    assert held()[1][0][2] == 3_454_500.0
    bad = {**KEPT, "unit": "= stères", "colour": "blue", "words": {"RES": "résidentiel"}}
    file.write_text(json.dumps(bad, indent=0))
    refused = run("mapping", "write", network, str(file)).exception
    assert isinstance(refused, ImportFileError)
    assert [(fault.column, fault.row) for fault in refused.faults] == [
        ("colour", 17),
        ("words", 13),
        ("unit", 9),
    ]
    assert FileMappingRecord.objects.get().document.unit == KEPT["unit"]
    assert run("mapping", "delete", network, KEPT["name"]).exit_code == 0
    assert not FileMappingRecord.objects.exists()


def test_the_mappings_that_ship_read_the_files_that_they_are_made_for(shared_data) -> None:
    """What each file says of one place, worked out by hand from its own cells."""
    expected = {
        "energie/conso_elec_gaz_secteur_2024_epci_france.csv": ("200000172", 2024, "residential", "electricity"),
        "ges/igt_commune_2016_dialogue_toulouse.csv": ("09013", 2016, "road_transport", "total"),
        "energie/conso_elec_gaz_commune_2024_dialogue_toulouse.csv": ("09021", 2024, "total", "electricity"),
        "energie/reseaux_chaleur_froid_commune_2018_2023_france.csv": ("01185", 2018, "residential", "heat_network"),
    }
    read = []
    for mapping, (file, key) in zip(shipped_mappings(), expected.items(), strict=True):
        assert not list(mapping_faults(mapping))
        card = shipped_cards()[mapping.source]
        expectation = Expectation(today=date(2026, 11, 30), mapping=mapping)
        readings = read_editions(card, {file: (shared_data / file).read_bytes()}, expectation=expectation)
        table = pl.concat([reading.table for reading in readings])
        names = (card.key[0], "year", "sector", "carrier")
        (row,) = table.filter(pl.all_horizontal(pl.col(n) == v for n, v in zip(names, key, strict=True))).rows(
            named=True
        )
        read.append((row["energy_mwh"], row["state"], row["emissions_tco2e"], row["ghg_state"]))
    assert read == [
        (66574.4, "estimated", None, "not_applicable"),
        (None, "not_applicable", 1595.0, "estimated"),
        (468.0, "lower_bound", None, "not_applicable"),
        (1188.0, "estimated", None, "not_applicable"),
    ]
