"""Sliders of the page of levers: between two marks, in units that one can picture, beside what stays in view."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from autan.foresight.engine.core.summaries import bill_of_a_home
from autan.foresight.scenarios.queries.places import find_place
from autan.foresight.scenarios.queries.trials import try_out
from tests.cast import HERE

TRY = f"/prospective/{HERE}/essayer/"


def _plain(client: Client, **fields: str) -> str:
    answer = client.get(TRY, {"ouvrir": "tout"} | fields)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(("level", "quantity"), [("1", 900), ("1.5", 1_600), ("4", 9_000)])
def test_a_slider_stands_between_two_marks(here: object, level: str, quantity: float) -> None:
    trial = try_out(find_place(HERE), {"n.deep_renovation": level})
    assert [lever.quantity for lever in trial.result.scenario.levers] == [pytest.approx(quantity)]
    assert try_out(find_place(HERE), trial.written).key == trial.key


@pytest.mark.parametrize("level", ["abc", "-1", "4.5", "nan", ""])
def test_what_is_no_level_is_nothing(here: object, level: str) -> None:
    assert try_out(find_place(HERE), {"n.deep_renovation": level}).result.scenario.levers == ()


def test_a_quantity_is_told_by_year_and_by_commune_without_what_is_left(client: Client, here: object) -> None:
    text = _plain(client, **{"n.deep_renovation": "2", "n.heating_one_degree": "2"})
    assert "92 logements par an, 31 par commune" in text
    assert "50 % des logements d’ici 2050" in text
    needs = _plain(client, **{"n.deep_renovation": "2", "part": "results"})
    assert "2 200 logements, 2026–2050" in needs
    assert "reste " not in needs


def test_a_free_quantity_moves_the_slider_and_a_form_without_script_sends_it(client: Client, here: object) -> None:
    text = _plain(client, **{"q.deep_renovation": "4 500"})
    slider = re.search(r'<input type="range" name="n.deep_renovation"[^>]*>', text)
    assert slider is not None
    assert 'value="3"' in slider[0]
    assert 'aria-valuetext="188 logements par an, 62 par commune"' in slider[0]
    assert '<button type="submit">' in text


def test_results_announce_one_short_sentence(client: Client, here: object) -> None:
    text = _plain(client, **{"n.deep_renovation": "2", "q.heating_one_degree": "200", "part": "results"})
    assert 'role="alert"' not in text
    assert "aria-live" not in text
    sentences = re.findall(r"data-said>(.*?)</span>", text, re.DOTALL)
    assert len(sentences) == 1
    assert len(sentences[0]) < 100
    assert "1 choix refusé" in sentences[0]


def test_a_household_reads_what_its_energy_costs(client: Client, here: object) -> None:
    trial = try_out(find_place(HERE), {"n.deep_renovation": "4"})
    bill = bill_of_a_home(trial.result, 2050)
    assert bill is not None
    assert 0 < bill.chosen < bill.trend < bill.start
    assert "L’énergie d’un logement" in _plain(client, **{"n.deep_renovation": "4"})
    services = trial.result.scenario.state.within(("tertiary",))
    assert bill_of_a_home(replace(trial.result, scenario=replace(trial.result.scenario, state=services)), 2050) is None


def _lever(text: str, code: str) -> str:
    return text.split(f'id="lever-{code}"')[1].split("</fieldset>")[0]


def test_a_lever_says_what_it_acts_on_in_which_stock_at_what_cost_by_which_source(client: Client, here: object) -> None:
    text = _plain(client)
    renovation = _lever(text, "deep_renovation")
    assert "Agit sur : résidentiel ; chauffage." in renovation
    assert "Dans : résidences principales, 9 000 (2023)." in renovation
    assert "Coût : 55 000 € l’unité (logements) : Anah" in renovation
    assert "Coût non connu" in _lever(text, "carpooling")
    assert "Coût non connu" not in _lever(text, "wind")
    assert "À confirmer : Baisse demandée" in text


def test_a_trial_says_who_pays_and_what_no_source_prices(client: Client, here: object) -> None:
    chosen = {"q.deep_renovation": "1000", "n.carpooling": "1", "q.wind": "2", "part": "results"}
    money = _plain(client, **chosen).split('<table class="stack" aria-label="Qui paie">')[1].split("</table>")[0]
    rows = [re.sub(r"<[^>]*>", " ", row).split() for row in money.split("<tbody>")[1].split("</tr>")[:-1]]
    assert rows[0][:4] == ["Ménages,", "pour", "leur", "logement"]
    assert rows[0][-1] == "55"
    assert rows[-2][-1] == "2,8"
    assert rows[-1][-1] == "58"
    assert "absent de ce qui est à investir : Covoiturage." in _plain(client, **chosen)
    assert "Qui paie" not in _plain(client, part="results")


def test_other_levers_are_made_when_they_are_opened_or_chosen(client: Client, here: object) -> None:
    """A form that is sent again keeps open what was opened, and an opened part twice is no choice given twice."""
    assert 'id="lever-wood_heat"' not in client.get(TRY).content.decode()
    assert 'id="lever-wood_heat"' in client.get(TRY, {"q.wood_heat": "50"}).content.decode()
    opened = client.get(f"{TRY}?ouvrir=others-efficiency&ouvrir=others-sobriety&ouvrir=others-renewables")
    assert opened.status_code == 200
    assert 'id="lever-wood_heat"' in opened.content.decode()
    assert '<input type="hidden" name="ouvrir" value="others-renewables">' in opened.content.decode()
