"""Goods of an estate filled in one grid, refused at their cells, and a whole estate of 400 of them taken in."""

from django.test import Client
from django.urls import reverse

from autan.people.journal.models import JournalEntry
from autan.plans.estate.models import EstateRecord
from tests.cast import Cast
from tests.plans.estate.conftest import HERE
from tests.plans.estate.test_pages import DUTIES, GOODS, MOVE, confirm, officer, page, send, text

__all__ = ["officer"]
FILL = reverse("estate:fill", kwargs={"siren": HERE, "kind": "building"}) + "?annee=2025"


def test_goods_are_added_then_changed_in_a_grid(officer: Client, people: Cast):
    assert "Remplir en grille" in page(officer, GOODS)
    school = {
        "1:name": "École",
        "1:area_m2": "1 200",
        "1:is_tertiary": "yes",
        "1:mwh_gas": "90",
        "1:cost_eur_gas": "9000",
    }
    hall = {"2:name": "Halle", "2:use": "culture", "2:mwh_electricity": "12,5"}
    assert officer.post(FILL, school | hall).status_code == 302
    assets = {record.name: record.document for record in EstateRecord.objects.all()}
    assert (assets["École"].area_m2, assets["École"].energy_of(2025), assets["École"].cost_of(2025)) == (1200, 90, 9000)
    assert assets["Halle"].energy_of(2025) == 12.5
    assert assets["Halle"].area_m2 is None
    slug = EstateRecord.objects.get(name="École").slug
    shown = officer.get(FILL).content.decode()
    assert f'name="{slug}:mwh_gas" value="90"' in shown
    assert officer.post(FILL.replace("2025", "2024"), {f"{slug}:mwh_gas": "100"}).status_code == 302
    assert officer.post(FILL, {f"{slug}:mwh_gas": "", f"{slug}:cost_eur_gas": ""}).status_code == 302
    school_now = EstateRecord.objects.get(name="École").document
    assert (school_now.energy_of(2025), school_now.energy_of(2024)) == (None, 100)
    assert list(JournalEntry.objects.filter(room="estate").values_list("act", flat=True)) == ["fill_estate"] * 4
    other = Client()
    assert other.get(FILL).status_code == 302
    other.force_login(people.outsider)
    assert other.get(FILL).status_code == 403


def test_what_is_wrong_is_said_in_its_cell_and_nothing_is_written(officer: Client):
    for sent, words in (
        ({"1:name": "A", "1:area_m2": "0"}, "plus grande que zéro"),
        ({"1:name": "A", "1:area_m2": "beaucoup"}, "il faut un nombre"),
        ({"1:name": "A", "1:mwh_gas": "-3"}, "au moins 0"),
        ({"1:name": "A", "1:reference_year": "1990"}, "entre 2010 et 2019"),
        ({"1:area_m2": "12"}, "le nom du bien"),
        ({"1:name": "A", "2:name": "a"}, "porte déjà ce nom"),
    ):
        refused = officer.post(FILL, sent | {"3:name": "Juste"})
        assert refused.status_code == 422, sent
        assert words in refused.content.decode().replace("\u202f", " ").replace("\u00a0", " "), sent
        assert not EstateRecord.objects.exists()
    fleet = FILL.replace("building", "fleet")
    assert officer.post(fleet, {"1:name": "F", "1:low_share_pct": "130"}).status_code == 422
    assert officer.get(FILL.replace("building", "castle")).status_code == 404


def test_four_hundred_goods_are_taken_in(officer: Client):
    lines = ["sorte;nom;tertiaire;surface_m2;source;energie;annee;mwh;cout_eur"]
    for rank in range(1, 401):
        area, source = ("", "") if rank % 40 == 0 else (str(100 + rank), "Relevé")
        lines += [
            f"bâtiment;Bâtiment {rank};oui;{area};{source};électricité;2025;{rank};{rank * 200}",
            f"bâtiment;Bâtiment {rank};;;;gaz;2025;1;100",
            f"bâtiment;Bâtiment {rank};;;;électricité;2024;{rank + 1};",
        ]
    confirm(officer, send(officer, "\n".join(lines)))
    assert EstateRecord.objects.count() == 400
    shown = text(officer, GOODS)
    assert "400 biens" in shown
    assert "Énergie du patrimoine : au moins 80,6 GWh (400 / 400 biens)" in shown  # what 1 to 400 add up to, and gas
    assert "390 / 400 biens" in shown  # per m²: ten areas are not known, and not zero
    officer.post(MOVE, {"step": "publish"})
    assert not EstateRecord.objects.filter(is_published=True).exists()  # ten do not say what establishes them
    table = "\n".join(["sorte;nom;source", *(f"bâtiment;Bâtiment {rank};Plan" for rank in range(40, 401, 40))])
    confirm(officer, send(officer, table))
    officer.post(MOVE, {"step": "publish"})
    assert EstateRecord.objects.filter(is_published=True).count() == 400
    assert "Bâtiment 1" in text(Client(), DUTIES)
    assert officer.get(FILL).content.decode().count("<tr>") > 400
