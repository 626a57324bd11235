"""The national register from its portal and from a file of it: plants added up, energy kept with its state."""

import json

import pytest

from autan.ground.errors import ImportFileError
from autan.opendata.producers.connectors.registry import fetch
from autan.opendata.sources.connectors.fetching import FetchRequest
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.transport import RateLimits, Transport
from autan.opendata.sources.importers import shipped_cards
from tests.opendata.observatory.making import EXPECTATION, read, read_file
from tests.opendata.sources.services import Reply, serve

DATASET = "/api/explore/v2.1/catalog/datasets/registre-national-installation-production-stockage-electricite-agrege"
KEYS = (
    "nominstallation;codeinseecommune;commune;codedepartement;codeepci;filiere;technologie;puismaxinstallee;"
    "nbinstallations;energieannuelleglissanteinjectee;regime;codeeicresourceobject"
)
LABELS = (
    "Nom de l'installation;Code INSEE commune;Commune;Code département;Code EPCI;Filière;Technologie;"
    "Puissance maximale installée (kW);Nombre d'installations;Énergie annuelle glissante injectée (kWh);Régime;"
    "Code EIC Resource Object"
)
ROWS = """
Benagues;09050;Bénagues;09;200066231;Hydraulique;Fil de l'eau;2490;1;27865000;En service;17W1
Confidentiel;31483;Saint-Gaudens;31;200072643;Bioénergies;;36000;1;19914000;En service;17W2
Confidentiel;31483;Saint-Gaudens;31;200072643;Bioénergies;;30000;2;;En service;17W3
Agrégation;31555;Toulouse;31;243100518;Solaire;;435.7;4;;En service;
Parc en mer;;;;;Eolien;;480000;1;1;En service;17W4
Agrégation;31300;Lavalette;31;243100518;Solaire;;12;1;secret;En service;
"""
DERIVED = """\
code_commune,registre_au,filiere,nb_installations,puissance_kw,mwh_injectes_12_mois,etat_energie
09050,2026-07-31,hydraulique,1,2490.0,27865,complete
31483,2026-07-31,bioénergies,3,66000.0,19914,partielle
31555,2026-07-31,solaire photovoltaïque,4,435.7,,inconnue
31300,2026-07-31,solaire photovoltaïque,1,12,secret,inconnue
"""


def portal(title="Registre national des installations (au 31/07/2026)", keys=KEYS):
    def answer(request):
        if request.path == DATASET:
            return Reply(json.dumps({"dataset_id": "registre", "metas": {"default": {"title": title}}}))
        assert request.query == {"limit": "-1", "delimiter": ";", "use_labels": "false"}
        return Reply("\ufeff" + keys + ROWS)

    return answer


def bring(answer):
    with serve(answer) as service:
        transport = Transport(RateLimits(tries=2), mirrors={"odre.opendatasoft.com": service.url}, wait=lambda _: None)
        (harvest,) = fetch("odre-register", transport, FetchRequest())
        return harvest


def taken(content, name):
    return read_file(shipped_cards()["odre-register"], content, file=name, expectation=EXPECTATION)


def test_the_service_a_file_of_it_and_the_derived_file_give_the_same_table():
    harvest = bring(portal())
    reading = taken(harvest.content, harvest.name)
    assert (reading.data_date, harvest.data_date) == ("2026-07-31", "2026-07-31")
    assert reading.table.equals(taken((LABELS + ROWS).encode(), "registre-2026-07-31.csv").table)
    assert reading.table.equals(read("odre-register", DERIVED).table)
    assert "1 ligne sans commune, laissée de côté" in reading.remarks


def test_two_plants_that_look_alike_are_both_counted():
    twice = ROWS + "Agrégation;31555;Toulouse;31;243100518;Solaire;;435.7;4;;En service;\n"
    table = taken((KEYS + twice).encode(), "registre-2026-07-31.csv").table
    assert table.filter(insee_code="31555")["installations"].item() == 8


@pytest.mark.parametrize("title", ["Registre national", "Registre au mois de juillet"])
def test_a_title_without_a_day_is_refused(title):
    with pytest.raises(SourceChangedError, match="un titre sans date"):
        bring(portal(title))


def test_a_description_of_another_form_and_renamed_columns_are_named():
    with pytest.raises(SourceChangedError, match="un titre sans date"):
        bring(lambda _: Reply("[]"))
    with pytest.raises(SourceChangedError, match="puissance_nouvelle"):
        bring(portal(keys=KEYS.replace("puismaxinstallee", "puissance_nouvelle")))


@pytest.mark.parametrize("name", ["registre.csv", "registre-2026-02-31.csv", "registre-2031-07-31.csv"])
def test_a_file_without_a_possible_day_in_its_name_is_refused(name):
    with pytest.raises(ImportFileError) as caught:
        taken((KEYS + ROWS).encode(), name)
    assert caught.value.faults[0].value == name


def test_a_faulty_cell_is_located_in_the_published_file():
    bad = ROWS.replace("2490;1", "2490;0").replace("Hydraulique", "Marée")
    with pytest.raises(ImportFileError) as caught:
        taken((KEYS + bad).encode(), "registre-2026-07-31.csv")
    assert [(fault.row, fault.column, fault.value) for fault in caught.value.faults] == [
        (2, "filiere", "Marée"),
        (2, "nbinstallations", "0"),
    ]
