"""An estate by its pages: written, refused, private, published, taken in, read by duties, compared, erased."""

import csv
import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.evidence.figures.core.states import ValueState
from autan.evidence.imports.core import Upload
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.ground.errors import NotAllowedError
from autan.ground.extension_points import PersonalData
from autan.ground.registry import registered
from autan.ground.tables.core.findings import Findings
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.people.personal_data.queries import subject_of_person
from autan.plans.estate.actions import publish_estate
from autan.plans.estate.core.assets import Inventory
from autan.plans.estate.core.figures import emission_figure
from autan.plans.estate.importers import emission_factors, read_estate
from autan.plans.estate.models import EstateRecord
from autan.plans.obligations.queries.duties import network_statuses
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.plans.estate.conftest import HERE, THERE

GOODS = reverse("estate:goods", kwargs={"siren": HERE})
IMPORT = reverse("estate:import", kwargs={"siren": HERE})
MOVE = reverse("estate:move", kwargs={"siren": HERE})
DUTIES = reverse("obligations:goods", kwargs={"siren": HERE})
STATE = reverse("plans:state_list_complete", kwargs={"siren": HERE, "section": "estate"})
SETS = {"energy-TOTAL_FORMS": "2", "energy-INITIAL_FORMS": "0", "works-TOTAL_FORMS": "1", "works-INITIAL_FORMS": "0"}
SCHOOL = {
    "name": "École du Pré",
    "use": "school",
    "is_tertiary": "yes",
    "area_m2": "1200",
    "reference_year": "2019",
    "energy-0-carrier": "gas",
    "energy-0-year": "2025",
    "energy-0-mwh": "90",
    "energy-0-cost_eur": "9 000 €",
    "energy-1-carrier": "gas",
    "energy-1-year": "2019",
    "energy-1-mwh": "120",
    "works-0-what": "Isolation pour Jeanne Modèle",
    "works-0-year": "2025",
    "works-0-renovated_m2": "300",
    "source": "Factures",
    **SETS,
}
HEADING = "sorte;nom;tertiaire;surface_m2;places;plein_air;concede;vehicules;part_faibles_pct;source;"
TABLE = f"""{HEADING}energie;annee;mwh;cout_eur
bâtiment;Mairie;oui;800;;;;;;Plan;électricité;2025;40;8000
bâtiment;Mairie;;;;;;;;;gaz;2025;60;
parc de stationnement;Parc de la gare;;2 000;60;oui;non;;;Relevé;;;;
flotte de véhicules;Services;;;;;;30;35;Inventaire;carburant;2025;12,5;1500
"""


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return " ".join(answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ").split())


def text(client: Client, address: str, status: int = 200) -> str:
    """Return the words of a page."""
    return " ".join(re.sub(r"<[^>]*>", "", page(client, address, status)).split())


def trace(figure: str, status: int = 200) -> str:
    """Return the words of the trace of a figure of the member, as anybody reads them."""
    return " ".join(re.sub(r"<[^>]*>", " ", page(Client(), f"/preuves/estate.{HERE}.{figure}/", status)).split())


def add(client: Client, kind: str, sent: dict[str, str]):
    return client.post(reverse("estate:add", kwargs={"siren": HERE, "kind": kind}), sent)


def send(client: Client, table: str, name: str = "patrimoine.csv") -> str:
    file = SimpleUploadedFile(name, table.encode())
    return client.post(IMPORT, {"file": file}).content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def confirm(client: Client, shown: str) -> None:
    digest = re.search(r'name="digest" value="([^"]*)"', shown)
    number = re.search(r'name="confirm" value="(\d+)"', shown)
    assert digest, shown
    assert number, shown
    answer = client.post(IMPORT, {"digest": digest[1], "confirm": number[1]})
    assert answer.status_code == 302


def duty(rule: str, siren: str = HERE) -> str:
    statuses = network_statuses("essai", [siren], on=timezone.localdate())[siren]
    return next(one.reading.duty.value for one in statuses if one.reading.rule.code == rule)


@pytest.fixture
def officer(client: Client, people: Cast) -> Client:
    client.force_login(people.officer)
    return client


@pytest.fixture
def taken_in(officer: Client) -> Client:
    confirm(officer, send(officer, TABLE))
    return officer


def test_a_wrong_good_is_refused_at_its_fields(officer: Client):
    zero = add(officer, "building", SCHOOL | {"area_m2": "0"})
    assert zero.status_code == 422
    assert 'id="id_area_m2_error"' in zero.content.decode()
    assert "plus grande que zéro" in zero.content.decode()
    without_year = add(officer, "building", SCHOOL | {"energy-0-year": ""})
    assert without_year.status_code == 422
    assert "’année de cette énergie" in without_year.content.decode()
    fleet = {"name": "Services", "vehicles": "30", "low_share_pct": "120", "very_low_share_pct": "130", **SETS}
    too_much = add(officer, "fleet", fleet)
    assert too_much.status_code == 422
    assert "100" in too_much.content.decode()
    assert 'id="id_low_share_pct_error"' in too_much.content.decode()
    twice = add(officer, "building", SCHOOL | {"energy-1-year": "2025"})
    assert twice.status_code == 422
    assert add(officer, "building", SCHOOL | {"works-0-renovated_m2": "5000"}).status_code == 422
    assert add(officer, "castle", SCHOOL).status_code == 404
    assert not EstateRecord.objects.exists()


def test_a_form_asks_what_is_of_its_kind_alone(officer: Client):
    form = page(officer, reverse("estate:add", kwargs={"siren": HERE, "kind": "fleet"}))
    assert "Véhicules de 3,5 t" in form
    assert "Surface (m²)" not in form


def test_an_estate_is_private_until_it_is_published(officer: Client, people: Cast, neighbour: Person):
    assert add(officer, "building", SCHOOL).status_code == 302
    record = EstateRecord.objects.get()
    address = reverse("estate:good", kwargs={"slug": record.slug})
    for person, status in ((people.outsider, 404), (neighbour, 404), (people.coordinator, 200)):
        other = Client()
        other.force_login(person)
        page(other, address, status)
    assert "École du Pré" not in page(Client(), GOODS)
    assert "0 bien" not in page(Client(), GOODS)  # nobody said that there is none
    assert "École du Pré" not in page(Client(), reverse("estate:file", kwargs={"siren": HERE, "extension": "csv"}))
    assert Client().get(f"/preuves/estate.{HERE}.energy.2025/").status_code == 404
    other = Client()
    other.force_login(people.outsider)
    assert other.post(MOVE, {"step": "publish"}).status_code == 403
    with pytest.raises(NotAllowedError):
        publish_estate(by=people.reader, territory=record.territory, today=timezone.localdate())

    officer.post(MOVE, {"step": "publish"})
    shown = page(Client(), address)
    assert "1 200 m²" in shown
    assert "120 MWh" in shown
    assert "90 MWh" in trace("energy.2025")
    rows = json.loads(Client().get("/donnees-ouvertes/tables/essai/estate.json").content)
    assert "École du Pré" in str(rows)
    officer.post(MOVE, {"step": "withdraw"})
    page(Client(), address, 404)
    acts = list(JournalEntry.objects.filter(room="estate").order_by("pk").values_list("act", flat=True))
    assert acts == ["add_good", "publish_estate", "withdraw_estate"]


def test_publication_asks_what_establishes_a_good(officer: Client):
    add(officer, "building", SCHOOL | {"source": ""})
    assert "dites ce qui l’établit" in page(officer, reverse("estate:good", kwargs={"slug": f"{HERE}-ecole-du-pre"}))
    officer.post(MOVE, {"step": "publish"})
    assert not EstateRecord.objects.get().is_published


def test_a_change_is_told_in_words_and_a_name_stands_once(officer: Client):
    add(officer, "building", SCHOOL)
    record = EstateRecord.objects.get()
    initial = {"energy-INITIAL_FORMS": "2", "works-INITIAL_FORMS": "1"}
    change = reverse("estate:change", kwargs={"slug": record.slug})
    assert 'value="1200' in page(officer, change)
    assert officer.post(change, SCHOOL | initial | {"area_m2": "1300"}).status_code == 302
    assert "<ins>1 300 m²</ins>" in page(officer, reverse("estate:good", kwargs={"slug": record.slug}))
    assert add(officer, "building", SCHOOL).status_code == 422
    officer.post(reverse("estate:remove", kwargs={"slug": record.slug}))
    assert not EstateRecord.objects.exists()


def test_a_workbook_is_shown_then_written_and_leaves_as_it_came(taken_in: Client):
    assets = {record.name: record.document for record in EstateRecord.objects.all()}
    assert set(assets) == {"Mairie", "Parc de la gare", "Services"}
    assert assets["Mairie"].energy_of(2025) == 100
    assert assets["Mairie"].cost_of(2025) is None
    assert assets["Services"].is_conceded is None
    file = taken_in.get(reverse("estate:file", kwargs={"siren": HERE, "extension": "csv"})).content.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(file)))) == 5
    assert "Rien à écrire" in send(taken_in, file)
    workbook = taken_in.get(reverse("estate:file", kwargs={"siren": HERE, "extension": "xlsx"})).content
    again = taken_in.post(IMPORT, {"file": SimpleUploadedFile("patrimoine.xlsx", workbook)}).content.decode()
    assert "Rien à écrire" in again
    more = "sorte;nom;energie;annee;mwh\nbâtiment;Mairie;gaz;2024;70\nbâtiment;Mairie;gaz;2025;61\n"
    confirm(taken_in, send(taken_in, more))
    hall = EstateRecord.objects.get(name="Mairie").document
    assert (hall.energy_of(2024), hall.energy_of(2025), hall.area_m2) == (70, 101, 800)


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("bâtiment;École;oui;0;;;;;;;;;;", "surface_m2", "zéro"),
        ("bâtiment;École;;;;;;;;;gaz;;12;", "annee", "année de cette énergie"),
        ("bâtiment;École;;;;;;;;;;2025;12;", "energie", "quelle énergie"),
        ("bâtiment;École;;;;;;;;;charbon;2025;12;", "energie", "gaz"),
        ("bâtiment;École;;beaucoup;;;;;;;;;;", "surface_m2", "un nombre"),
        ("bâtiment;École;;;;;;;;;gaz;2025;-3;", "mwh", "au moins 0"),
        ("bâtiment;École;;;;;;;;;gaz;1700;3;", "annee", "entre 1990"),
        ("bâtiment;École;;;12;;;;;;;;;", "places", "cette sorte de bien"),
        ("flotte de véhicules;F;;;;;;30;130;;;;;", "part_faibles_pct", "100"),
        ("château;École;;;;;;;;;;;;", "sorte", "bâtiment"),
        (";École;;;;;;;;;;;;", "sorte", "bâtiment"),
        ("château;École;;;;;;;;;gaz;2025;-3;", "mwh", "au moins 0"),
        ("bâtiment;;;;;;;;;;;;;", "nom", "un texte, obligatoire"),
    ],
)
def test_each_fault_of_a_table_is_said_at_its_place(officer: Client, line: str, column: str, words: str):
    heading = TABLE.splitlines()[0]
    shown = send(officer, f"{heading}\n{line}\n")
    assert "Fichier refusé" in shown
    *_others, fault = re.findall(r"<tr><td></td>.*?</tr>", shown)
    assert column in re.sub(r"<[^>]*>", "", fault)
    assert words in fault
    assert not EstateRecord.objects.exists()


def test_one_energy_of_a_year_stands_once_in_a_table(officer: Client):
    heading = TABLE.splitlines()[0]
    line = "bâtiment;École;;;;;;;;;gaz;2025;3;"
    assert "une seule ligne par énergie" in send(officer, f"{heading}\n{line}\n{line}\n")


def test_duties_read_what_is_published_and_nothing_else(taken_in: Client, people: Cast, network: Network):
    assert "Sans inventaire, on ne sait pas" in text(Client(), DUTIES)
    assert "Parc de la gare" in text(taken_in, DUTIES)
    assert {duty(rule) for rule in ("parking_1500", "parking_10000", "vfe_legers", "toit_existant")} == {"not_known"}
    taken_in.post(MOVE, {"step": "publish"})
    assert duty("parking_1500") == "bound"
    assert duty("irve_parcs_publics") == "bound"
    assert duty("vfe_legers") == "bound"
    assert duty("parking_10000") == "not_known"
    assert duty("eet_objectifs") == "not_known"  # 800 m², and nothing says what else is on the site
    assert duty("exemplarite_neuf") == "not_known"  # an inventory does not tell it
    shown = text(Client(), DUTIES)
    assert "Services : obligée, 35 % selon l’inventaire, 40 % demandés" in shown
    assert "équipement non renseigné" in shown
    assert "n’est pas déclaré complet" in shown
    taken_in.post(STATE, {"is_complete": "yes"})
    assert duty("parking_10000") == "not_bound"
    assert duty("toit_existant") == "not_bound"
    assert duty("parking_10000", THERE) == "not_known"
    confirm(taken_in, send(taken_in, "sorte;nom;surface_m2\ntoiture;Halle;900\n"))
    assert duty("toit_existant") == "not_known"  # a good is not published: what is public is not all
    assert "Parc de la gare" in page(Client(), reverse("estate:goods", kwargs={"siren": HERE}))


def test_a_building_is_followed_from_its_reference_year(officer: Client):
    add(officer, "building", SCHOOL)
    shown = text(officer, DUTIES)
    assert "École du Pré : obligée, −25 % de 2019 à 2025, −40 % demandés en 2030" in shown
    confirm(officer, send(officer, "sorte;nom;annee_reference;tertiaire;surface_m2\nbâtiment;Halle;2015;oui;5000\n"))
    assert "Halle : obligée, évolution non connue" in text(officer, DUTIES)


def test_aims_that_all_public_bodies_share_are_read_good_by_good_and_accuse_nobody(officer: Client):
    add(officer, "building", SCHOOL)
    shown = text(officer, DUTIES)
    assert (
        "Part de la surface rénovée dans l’année : non établi" in shown
    )  # nothing bounds it: the inventory is not stated complete
    assert "École du Pré : 300 m² rénovés en 2025, sur 1 200 m²" in shown
    assert "École du Pré : consommation de deux années de suite non connue" in shown
    energy = "\n".join(f"bâtiment;École du Pré;gaz;{year};{mwh}" for year, mwh in ((2024, 96), (2023, 100)))
    hall = "bâtiment;Halle;électricité;2025;10\néclairage public;Mâts;électricité;2024;40"
    confirm(
        officer,
        send(officer, f"sorte;nom;energie;annee;mwh\n{energy}\n{hall}\néclairage public;Mâts;électricité;2025;42\n"),
    )
    shown = text(officer, DUTIES)
    assert "École du Pré : −6,2 % de 2024 à 2025" in shown or "École du Pré : −6,3 % de 2024 à 2025" in shown
    assert "Mâts : +5 % de 2024 à 2025 ; l’énergie de 2021, à laquelle le texte rapporte la baisse," in shown
    assert "Tout l’inventaire, 2025. Énergie, par rapport à l’année d’avant : −2,9 % (2 / 3 biens)" in shown
    assert "Halle : surface rénovée non renseignée en 2025" in shown
    confirm(officer, send(officer, "sorte;nom;energie;annee;mwh\néclairage public;Mâts;électricité;2021;80\n"))
    shown = text(officer, DUTIES)
    assert "Mâts : +2,5 % de 2024 à 2025, en part de l’énergie de 2021" in shown
    assert "Énergie, d’une année à la suivante, en part de 2021 : 2,5 % (1 / 3 biens)" in shown
    officer.post(MOVE, {"step": "publish"})
    assert f"estate.{HERE}.change.2025" not in page(Client(), DUTIES)  # the workbook did not say what establishes them
    assert "obligée, −6" not in shown


def test_buildings_of_a_site_are_counted_together(officer: Client):
    heading = "sorte;nom;site;tertiaire;surface_m2;puissance_kw;bacs;source"
    buildings = ("A;Pôle;oui;600;300;non;Plan", "B;Pôle;oui;500;80;oui;Plan", "C;Seul;non;90;;;Plan")
    table = "\n".join([heading, *(f"bâtiment;{building}" for building in buildings)])
    confirm(officer, send(officer, table))
    officer.post(MOVE, {"step": "publish"})
    officer.post(STATE, {"is_complete": "yes"})
    assert duty("eet_objectifs") == "bound"
    assert duty("bacs_290") == "bound"
    shown = text(officer, DUTIES)
    assert "A : obligée, pas équipé" in shown
    assert "B : obligée, équipé" in shown
    assert "1 autre bien n’est pas visé" in shown


def test_a_site_counts_its_service_buildings_alone(officer: Client):
    heading = "sorte;nom;site;tertiaire;surface_m2;source"
    buildings = ("A;Pôle;oui;600;Plan", "Logements;Pôle;non;5000;Plan", "B;Parc;oui;600;Plan", "Grange;Parc;;700;Plan")
    confirm(officer, send(officer, "\n".join([heading, *(f"bâtiment;{building}" for building in buildings)])))
    officer.post(MOVE, {"step": "publish"})
    officer.post(STATE, {"is_complete": "yes"})
    assert duty("eet_declaration") == "not_known"  # nothing says whether what the barn serves for counts with B
    confirm(officer, send(officer, "sorte;nom;tertiaire\nbâtiment;Grange;non\n"))
    assert duty("eet_declaration") == "not_bound"
    confirm(officer, send(officer, "sorte;nom;tertiaire\nbâtiment;Logements;oui\n"))
    assert duty("eet_declaration") == "bound"


def test_a_table_may_bear_the_names_of_the_form(officer: Client):
    heading = "Sorte;Nom;Surface (m²);Usage tertiaire;Énergie;Année;Consommation (MWh);Coût (€)"
    zero = send(officer, f"{heading}\nbâtiment;Mairie;0;oui;gaz;2025;60;\n")
    assert "<td>Surface (m²)</td>" in zero
    confirm(officer, send(officer, f"{heading}\nbâtiment;Mairie;850 m2;oui;gaz;2025;60;4 000 €\n"))
    document = EstateRecord.objects.get().document
    assert (document.area_m2, document.energy_of(2025), document.cost_of(2025)) == (850, 60, 4000)
    twice = send(officer, "Sorte;Nom;Surface (m²);surface_m2\nbâtiment;Mairie;850;850\n")
    assert "un titre qui ne sert qu’une fois" in twice


def test_figures_say_what_they_lack_and_members_stand_side_by_side(taken_in: Client, people: Cast):
    assert "Énergie du patrimoine : au moins 112 MWh (2 / 2 biens)" in text(taken_in, GOODS)
    network = reverse("estate:network", kwargs={"network": "essai"})
    assert "112" not in page(Client(), network)
    taken_in.post(MOVE, {"step": "publish"})
    shown = text(Client(), network)
    assert "125 kWh par m²" in shown
    assert "on ne sait pas" in shown  # the other member
    bill = trace("cost.2025")
    assert "1 500" in bill
    assert "au moins" in bill or "plancher" in bill
    trace("per_inhabitant.2025")
    trace("energy.1999", 404)
    confirm(
        taken_in,
        send(
            taken_in, "sorte;nom;energie;annee;mwh\nbâtiment;Mairie;gaz;2024;70\nbâtiment;Mairie;électricité;2024;55\n"
        ),
    )
    assert "−20" in trace("change.2025")
    assert "Patrimoine" in page(Client(), reverse("site:territory", kwargs={"siren": HERE}))


def test_the_share_renovated_is_a_floor_of_a_complete_inventory(officer: Client):
    add(officer, "building", SCHOOL)
    officer.post(MOVE, {"step": "publish"})
    assert "non établi" in trace("renovated.2025")
    officer.post(STATE, {"is_complete": "yes"})
    assert "25 %" in trace("renovated.2025")


def test_an_estate_of_which_no_energy_is_told_emits_what_nobody_knows():
    figure = emission_figure(Inventory(siren=HERE), 2025, {})
    assert (figure.value, figure.state, figure.known) == (None, ValueState.MISSING, 0)


def test_emissions_stand_between_two_ends_beside_the_accounts_that_were_published(taken_in: Client, shipped: object):
    assert "Émissions de l’énergie du patrimoine : au moins 18,8 t CO₂e (2 / 2 biens)" in text(taken_in, GOODS)
    assert "Aucun bilan publié n’est dans le fichier" in text(taken_in, GOODS)
    taken_in.post(MOVE, {"step": "publish"})
    taken_in.post(STATE, {"is_complete": "yes"})
    emitted = trace("emissions.2025")
    assert "18,8 à 21,2 t CO₂e" in emitted
    assert "Base Empreinte" in emitted
    heat = "sorte;nom;energie;annee;mwh\nbâtiment;Mairie;réseau de chaleur ou de froid;2025;10\n"
    confirm(taken_in, send(taken_in, heat))
    assert "au moins" in trace("emissions.2025")
    castres = text(Client(), reverse("estate:goods", kwargs={"siren": "248100430"}))
    assert "2020 : 6 716 t CO₂e (" in castres
    assert "émissions directes" in castres


def test_the_factors_of_an_estate_are_those_of_the_models():
    models = shipped_assumptions().by_code
    names = {"gas": "natural_gas", "oil": "oil_heating", "fuel": "oil"}
    for carrier, factor in emission_factors().items():
        model = models[f"factor_{names.get(carrier.value, carrier.value)}"]
        assert (factor.low, factor.high) == (model.low, model.high)


def test_a_name_is_taken_out_of_texts(officer: Client, people: Cast, here: Territory):
    add(officer, "building", SCHOOL)
    Person.objects.filter(pk=people.contributor.pk).update(name="Jeanne Modèle")
    subject = subject_of_person(Person.objects.get(pk=people.contributor.pk))
    (room,) = (room for room in registered(PersonalData) if room.code == "estate")
    assert [act["act"] for act in room.export(subject_of_person(people.officer))] == ["add_good"]
    assert room.erase(subject) == 1
    assert room.erase(subject) == 0
    assert "Jeanne" not in str(EstateRecord.objects.get().content)


def test_a_cell_may_say_its_unit_and_a_column_left_unread_is_said():
    rows = ["sorte;nom;surface_m2;energie;annee;mwh;suivi", "bâtiment;École;850 m2;gaz;2022;12,5 MWh;x",
            "bâtiment;Mairie;12 kWh;;;;"]  # fmt: skip
    findings = Findings()
    assets = read_estate(Upload(file="patrimoine.csv", data="\n".join(rows).encode() + b"\n"), {}, findings)
    school = assets[0][1]
    assert (school.area_m2, school.energy[0].mwh) == (850, 12.5)
    assert [fault.column for fault in findings.warnings] == ["suivi"]
    assert [(fault.row, fault.column, str(fault.expected)) for fault in findings.faults] == [
        (3, "surface_m2", "un nombre, en m²")
    ]
