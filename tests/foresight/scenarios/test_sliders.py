"""Sliders of the page of levers: between two marks, in units that one can picture, beside what stays in view."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from autan.foresight.engine.core.summaries import bill_of_a_home
from autan.foresight.scenarios.queries.places import find_place
from autan.foresight.scenarios.queries.trials import try_out
from tests.foresight.scenarios.conftest import HERE

TRY = f"/prospective/{HERE}/essayer/"


def _plain(client: Client, **fields: str) -> str:
    answer = client.get(TRY, fields)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(("level", "quantity"), [("1", 900), ("1.5", 1_600), ("4", 7_200)])
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


def test_a_lever_without_a_cost_or_with_a_ratio_to_confirm_says_so(client: Client, here: object) -> None:
    text = _plain(client)
    assert "Son coût n’a pas de source" in text.split('id="lever-carpooling"')[1].split("</fieldset>")[0]
    assert "Son coût n’a pas de source" not in text.split('id="lever-wind"')[1].split("</fieldset>")[0]
    assert "À confirmer : Baisse demandée" in text
