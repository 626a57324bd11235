"""The page where a territory gives its values in a file: who may open it, what it shows, what it keeps."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from autan.evidence.imports.models import PendingImport
from autan.opendata.observatory.models import OwnValue

SICOVAL, COMMINGES = "243100633", "200072643"
HEADINGS = ("siren", "measure", "date", "value", "unit", "reason", "document", "used")


@pytest.fixture
def address(cast):
    return reverse("updates:own-values-file", args=[SICOVAL])


def workbook(*rows):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        page = book.add_worksheet("Valeurs")
        for line, cells in enumerate((HEADINGS, *rows)):
            page.write_row(line, 0, cells)
    return buffer.getvalue()


def send(client, address, *rows):
    return client.post(address, {"file": SimpleUploadedFile("valeurs.xlsx", workbook(*rows))})


def row(siren=SICOVAL, value=700.5, used="oui"):
    return (int(siren), "electricity_total", 2024, value, "GWh", "Compteur manquant", "Relevé 2025", used)


def test_who_may_open_the_page(client, address, cast):
    assert client.get(address).status_code == 302
    for person in (cast.outsider, cast.contributor, cast.reader):
        client.force_login(person)
        assert client.get(address).status_code == 403
        assert send(client, address, row()).status_code == 403
    for person in (cast.officer, cast.coordinator):
        client.force_login(person)
        assert "Vérifier sans écrire" in client.get(address).content.decode()
    assert client.get(reverse("updates:own-values-file", args=["999999999"])).status_code == 404
    energy = client.get(reverse("observatory:energy", args=[SICOVAL])).content.decode()
    assert address in energy


def test_a_workbook_is_weighed_then_kept(client, address, cast):
    client.force_login(cast.officer)
    page = " ".join(send(client, address, row()).content.decode().split())
    assert "valeurs.xlsx : 1 ajout" in page
    assert "700 500 MWh" in page
    assert not OwnValue.objects.exists()
    digest = page.partition('name="digest" value="')[2].partition('"')[0]
    done = client.post(address, {"confirm": PendingImport.objects.get().pk, "digest": digest}, follow=True)
    assert "1 ajout" in done.content.decode()
    assert (OwnValue.objects.get().value, OwnValue.objects.get().by) == (700_500, cast.officer)
    assert "Rien à écrire" in send(client, address, row()).content.decode()
    assert "Modifié (1)" in send(client, address, row(value=701)).content.decode()


def test_a_row_about_another_territory_is_refused_at_its_place(client, address, cast):
    client.force_login(cast.officer)
    answer = send(client, address, row(), row(siren=COMMINGES))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert '<td>Valeurs</td><td class="number">3</td><td>siren</td><td class="as-typed">200072643</td>' in page
    client.force_login(cast.coordinator)
    assert send(client, address, row(), row(siren=COMMINGES)).status_code == 200
