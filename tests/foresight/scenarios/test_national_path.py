"""The national path on pages, in files and in figures: what depends on a place, and what depends on the State."""

import io
import json
from typing import Any

import openpyxl
import pytest
from django.test import Client

from autan.foresight.engine.core.scenarios import ScenarioDocument
from autan.foresight.scenarios.actions.scenarios import keep_scenario
from tests.cast import HERE
from tests.foresight.engine.making import a_lever

TRY = f"/prospective/{HERE}/essayer/"
CHOSEN = {"q.heating_one_degree": "60", "q.electric_car_share": "40", "h": "2050"}
ON = CHOSEN | {"p": "laws_2026"}


def test_the_switch_is_off_and_says_so(client: Client, here: object) -> None:
    page = client.get(TRY, CHOSEN)
    text = page.content.decode()
    assert '<option value="laws_2026">' in text
    assert "Les mesures nationales à venir ne sont pas comptées" in text
    assert "Ce qui dépend de nous" not in text
    assert page.context["view"]["national"] is None


def test_two_numbers_that_add_up_are_on_the_page(client: Client, here: object) -> None:
    page = client.get(TRY, ON)
    text, view = page.content.decode(), page.context["view"]
    assert "Ce qui dépend de nous, ce qui dépend de l’État" in text
    assert "Les mesures nationales à venir ne sont pas comptées" not in text
    assert "règlement UE 2023/851" in text
    assert [label for label, *_ in view["national"]["parts"]] == ["Émissions (kt CO₂e)", "Énergie (GWh)"]
    for _label, *written in view["national"]["parts"]:
        ours, theirs, both = (float(number.replace("−", "-").replace(" ", "").replace(",", ".")) for number in written)
        assert ours + theirs == pytest.approx(both)
        assert min(abs(ours), abs(theirs)) > 0
    assert [bar.label for bar in view["waterfall"].bars][:2] == ["Tendance 2050", "État"]
    assert [label for label, _level in view["levels"]][:3] == ["tendance", "l’État seul", "choisi"]
    assert "p=laws_2026" in page.context["query"]
    # the emissions without levers are those of the page without the switch
    assert view["levels"][0] == client.get(TRY, CHOSEN).context["view"]["levels"][0]


def test_a_path_nobody_knows_is_none(client: Client, here: object) -> None:
    assert client.get(TRY, CHOSEN | {"p": "wishes"}).context["view"]["national"] is None


def test_the_state_alone_is_shown_without_levers(client: Client, here: object) -> None:
    view = client.get(TRY, {"p": "laws_2026"}).context["view"]
    assert view["waterfall"] is not None
    assert view["national"]["parts"][0][1] == "0,0"


@pytest.mark.parametrize("measure", ["emissions_tco2e", "energy_mwh", "bill_eur"])
def test_the_file_gives_both_and_opens_the_same(client: Client, here: object, measure: str) -> None:
    file = json.loads(client.get(f"{TRY}scenario.json", ON).content)
    results, shares = file["results"], file["results"]["shares"][measure]
    assert file["national"] == "laws_2026"
    change = results["chosen"][measure][-1] - results["trend"][measure][-1]
    assert shares["territory"] + shares["national"] == pytest.approx(change)
    ours = results["levers_alone"][measure][-1] - results["trend"][measure][-1]
    theirs = results["national_alone"][measure][-1] - results["trend"][measure][-1]
    assert abs(shares["territory"] - ours) == pytest.approx(abs(shares["national"] - theirs))
    assert "levers_alone" not in json.loads(client.get(f"{TRY}scenario.json", CHOSEN).content)["results"]


def test_the_workbook_has_a_row_for_the_state(client: Client, here: object) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{TRY}scenario.xlsx", ON).content), read_only=True)
    assert list(book["leviers"].values)[-1][0] == "ce qui dépend de l’État"
    assert any(str(row[1]).startswith("lois et textes publiés") for row in book["scénario"].values)
    assert any("mesures nationales seules" in str(cell) for cell in next(iter(book["années"].values)))


def test_a_kept_scenario_keeps_its_path_and_traces_both_numbers(client: Client, people: Any, here: Any) -> None:
    document = ScenarioDocument(
        title="Avec l’État", place=HERE, horizon=2050, levers=(a_lever("heating_one_degree", 60),), national="laws_2026"
    )
    kept = keep_scenario(by=people.officer, place=here, document=document, is_published=True)
    opened = client.get(f"/prospective/scenarios/{kept.slug}/", follow=True)
    assert opened.context["view"]["national"] is not None
    for part, sentence in (("national", "ce qui dépend de l’État"), ("territory", "ce qui dépend du territoire")):
        page = client.get(f"/preuves/scenario.{kept.slug}.emissions.2050.{part}/")
        assert page.status_code == 200, part
        assert sentence in page.content.decode()
    beside = client.get(f"/prospective/{HERE}/scenarios/")
    assert "État" in beside.context["view"]["steps"]
    for part in ("territory", "national"):
        assert f"/preuves/scenario.{kept.slug}.emissions.2050.{part}/" in beside.content.decode()
    assert "chemin national" in client.get(f"/prospective/{HERE}/expliquer/", ON).content.decode()
