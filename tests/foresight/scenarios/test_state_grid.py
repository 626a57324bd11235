"""The grid of a starting state: filled on screen or by its workbook, each cell with where it comes from."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from autan.foresight.scenarios.models import OwnQuantity
from tests.cast import HERE, Cast

PAGE = f"/prospective/{HERE}/etat-de-depart/saisie/"
COAL, LPG = "energy/industry_excl_energy-other-coal", "energy/industry_excl_energy-other-oil"


@pytest.fixture
def contributor(client: Client, people: Cast) -> Client:
    client.force_login(people.contributor)
    return client


def given() -> dict[str, tuple[float, int, str]]:
    rows = OwnQuantity.objects.filter(territory__siren=HERE, kind="energy")
    return {f"energy/{row.code}": (row.value, row.year, row.source) for row in rows}


def test_several_quantities_are_given_at_once_and_say_where_they_come_from(contributor: Client):
    state = contributor.get(f"/prospective/{HERE}/etat-de-depart/").content.decode()
    assert f'href="{PAGE}"' in state
    page = contributor.get(PAGE).content.decode()
    assert f'name="{COAL}:value"' in page
    assert "donné par le territoire" in page
    sent = {f"{COAL}:value": "1 120,5", f"{COAL}:year": "2023", f"{COAL}:source": "Relevé",
            f"{LPG}:value": "7", f"{LPG}:year": "2022", f"{LPG}:source": "Fournisseur"}  # fmt: skip
    answer = contributor.post(PAGE, sent, follow=True).content.decode()
    assert "2 valeurs enregistrées" in answer
    assert given()[COAL] == (1120.5, 2023, "Relevé")
    assert given()[LPG] == (7.0, 2022, "Fournisseur")
    again = contributor.post(PAGE, sent, follow=True).content.decode()
    assert "Rien n’a changé" in again


def test_a_refused_cell_keeps_all_that_was_typed(contributor: Client):
    before = given()
    sent = {f"{COAL}:value": "beaucoup", f"{COAL}:year": "hier", f"{COAL}:source": "Relevé",
            f"{LPG}:value": "-7", f"{LPG}:year": "2022", f"{LPG}:source": "Fournisseur"}  # fmt: skip
    refused = contributor.post(PAGE, sent)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert all(text in page for text in ('value="beaucoup"', 'value="hier"', 'value="-7"', "une année, de 1990 à 2100"))
    negative = contributor.post(PAGE, {name: text for name, text in sent.items() if name.startswith(LPG)})
    assert negative.status_code == 422
    assert "une quantité positive ou nulle est attendue" in negative.content.decode()
    unsourced = contributor.post(PAGE, {f"{COAL}:value": "5", f"{COAL}:year": "2023"})
    assert "d’où elle vient, en 200 signes au plus" in unsourced.content.decode()
    key = next(iter(before))
    emptied = contributor.post(PAGE, {f"{key}:value": ""})
    assert "elle ne s’efface pas" in emptied.content.decode()
    assert given() == before


def test_the_workbook_holds_what_is_known_and_comes_back(contributor: Client):
    answer = contributor.get(PAGE, {"classeur": "1"})
    assert answer["Content-Disposition"].endswith('.xlsx"')
    book = load_workbook(io.BytesIO(answer.content))
    sheet = book.active
    rows = {row[0].value: row for row in sheet.iter_rows()}
    heads = [cell.value for cell in rows["Repère"]]
    value, year, source, origin = (heads.index(name) for name in ("Valeur", "Année", "Source", heads[-1]))
    known = next(iter(given()))
    assert rows[known][value].value == given()[known][0]
    assert rows[known][origin].value == "donné par le territoire"
    rows[COAL][value].value, rows[COAL][year].value, rows[COAL][source].value = 44.5, 2024, "Régie"
    filled = io.BytesIO()
    book.save(filled)
    before = given()
    shown = contributor.post(PAGE, {"classeur": "1", "workbook": SimpleUploadedFile("etat.xlsx", filled.getvalue())})
    page = shown.content.decode()
    assert shown.status_code == 200
    assert "1 ligne change d’après le classeur" in page
    assert 'value="44,5"' in page
    assert 'value="Régie"' in page
    assert given() == before


def test_a_workbook_of_another_thing_is_refused_with_its_faults(contributor: Client):
    for content, words in (
        (b"a;b\n1;2\n", "n\u2019est pas repris"),
        ("Repère;Valeur\nénergie;2\n".encode(), "un repère de cette grille"),
    ):
        sent = {"classeur": "1", "workbook": SimpleUploadedFile("autre.csv", content), f"{COAL}:value": "12"}
        refused = contributor.post(PAGE, sent)
        assert refused.status_code == 422
        assert words in refused.content.decode()
        assert 'value="12"' in refused.content.decode()
    assert contributor.post(PAGE, {"classeur": "1"}).status_code == 422


def test_only_those_who_act_for_the_territory_open_it(client: Client, people: Cast):
    assert client.get(PAGE).status_code in {302, 403}
    client.force_login(people.outsider)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {f"{COAL}:value": "5"}).status_code == 403
    client.force_login(people.officer)
    assert client.get("/prospective/essai/etat-de-depart/saisie/").status_code in {403, 404}
