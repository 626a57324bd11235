"""The pages of a place: its state, its trend, levers tried, explained, kept, compared."""

import json
import re
from html import unescape
from math import isnan

import pytest
from django.test import Client

from autan.evidence.figures.queries.registry import PUBLIC, UnknownFigureError, find_figure
from autan.foresight.engine.core.axes import SINKS
from autan.foresight.engine.core.summaries import levels_at
from autan.foresight.scenarios.actions.own_quantities import QuantityInput, save_quantities
from autan.foresight.scenarios.models import KeptScenario, OwnQuantity
from autan.foresight.scenarios.queries.places import find_place
from autan.foresight.scenarios.queries.trials import try_out
from autan.territories.networks.models import Territory
from tests.cast import HERE, THERE, Cast

TRY = f"/prospective/{HERE}/essayer/"


def _text(client: Client, address: str, **more: str) -> str:
    answer = client.get(address, {"ouvrir": "tout"} | more)
    assert answer.status_code == 200, answer.content.decode()[:300]
    return answer.content.decode()


def test_a_territory_without_data_says_what_is_missing_and_computes_nothing(client: Client, network: object) -> None:
    text = _text(client, f"/prospective/{THERE}/")
    assert "rien ne peut être calculé sans inventer" in text
    assert "Ce qui manque" in _text(client, f"/prospective/{THERE}/etat-de-depart/")


def test_the_state_says_how_each_cell_is_known(client: Client, here: object) -> None:
    text = _text(client, f"/prospective/{HERE}/etat-de-depart/")
    assert "donné par le territoire" in text
    assert f"starting-state.{HERE}.road_transport-oil.2023" in text
    assert "industrie hors branche énergie" in text.lower()


def test_a_cell_leads_to_its_proof(here: object) -> None:
    figure = find_figure(f"starting-state.{HERE}.road_transport-oil.2023", reader=PUBLIC)
    assert figure.value == 80_000
    assert figure.has_evidence


def test_a_network_is_the_sum_of_its_members(both: object) -> None:
    place = find_place("essai")
    road = find_figure("starting-state.essai.road_transport-oil.2023", reader=PUBLIC)
    assert road.value == 120_000
    assert place.sectors == ("residential", "tertiary", "road_transport")
    with pytest.raises(UnknownFigureError):
        find_figure("starting-state.ailleurs.road_transport-oil.2023", reader=PUBLIC)


def test_the_trend_goes_forty_years_on_with_its_caution(client: Client, both: object) -> None:
    text = _text(client, "/prospective/essai/")
    assert "2063" in text
    assert "au-delà de tout chemin publié" in text


def test_references_are_refused_aloud_without_pivots(client: Client, both: object) -> None:
    text = _text(client, "/prospective/essai/references/")
    assert "Ici, Là" in text
    assert "Aucune stratégie régionale" in text


def test_levels_are_local_quantities(client: Client, here: object) -> None:
    text = _text(client, TRY)
    assert "4\u202f500" in text  # half of nine thousand dwellings
    assert "Au plus" in text


def test_a_choice_gives_results_at_once(client: Client, here: object) -> None:
    text = _text(client, TRY, **{"n.deep_renovation": "2", "h": "2050", "part": "results"})
    assert "<html" not in text
    assert "logements par an" in text.replace("\u00a0", " ")
    assert "Efficacité" in text


def test_more_than_there_is_is_refused_at_its_place(client: Client, here: object) -> None:
    text = _text(client, TRY, **{"q.deep_renovation": "9 500"})
    assert "il en reste" in text
    assert "1 choix est refusé" in text
    assert 'value="9 500"' in text


@pytest.mark.parametrize(("typed", "why"), [("abc", "un nombre est attendu"), ("101", "100 % au plus")])
def test_what_cannot_be_read_is_kept_and_said(client: Client, here: object, typed: str, why: str) -> None:
    text = _text(client, TRY, **{"q.heating_one_degree": typed}).replace("\u202f", " ").replace("\u00a0", " ")
    assert why in text
    assert f'value="{typed}"' in text


def test_a_choice_given_twice_is_refused_by_name(client: Client, here: object) -> None:
    page = client.get(f"/prospective/{HERE}/essayer/?n.wind=1&n.wind=4&n.less_travel=2", follow=True)
    text = page.content.decode().replace("\u00a0", " ")
    assert "aucune valeur n’est prise : Éolien terrestre (1 / 4)." in text
    assert page.redirect_chain == [(f"/prospective/{HERE}/essayer/?n.less_travel=2", 302)]
    nothing = client.get(f"/prospective/{HERE}/essayer/?q.eolien=3").content.decode()
    assert "Aucun levier «\u202feolien\u202f»\u00a0: ce choix ne compte pas." in nothing


def test_a_year_that_is_none_is_said(client: Client, here: object) -> None:
    text = _text(client, TRY, **{"n.heating_one_degree": "1", "s.heating_one_degree": "bientôt"})
    assert "une année est attendue" in text


def test_the_same_link_gives_the_same_numbers_and_says_when_they_changed(client: Client, here: object) -> None:
    trial = try_out(find_place(HERE), {"n.deep_renovation": "1"})
    again = try_out(find_place(HERE), trial.choices.written())
    assert again.key == trial.key
    assert "ont changé" not in _text(client, TRY, **trial.choices.written(), v=trial.key)
    assert "ont changé" in _text(client, TRY, **trial.choices.written(), v="autre")


def test_numbers_are_explained_with_their_assumptions(client: Client, here: object) -> None:
    text = _text(client, f"/prospective/{HERE}/expliquer/", **{"n.deep_renovation": "2"})
    assert "Rénovation" in text
    assert "à confirmer" in text


def test_files_hold_versions_and_are_read_again(client: Client, here: object) -> None:
    answer = client.get(f"/prospective/{HERE}/essayer/scenario.json", {"n.deep_renovation": "2"})
    loads = json.loads(answer.content)
    assert loads["place"] == HERE
    assert set(loads["versions"]) == {"engine", "assumptions", "data", "key"}
    assert client.get(f"/prospective/{HERE}/essayer/scenario.xlsx", {"n.wind": "1"}).content[:2] == b"PK"
    assert client.get(f"/prospective/{HERE}/essayer/scenario.pdf").status_code == 404


def _keep(client: Client, **more: str) -> int:
    fields = {"title": "Essai gardé", "authors": "Nous", "n.deep_renovation": "2", "h": "2050"} | more
    return client.post(f"/prospective/{HERE}/essayer/garder/", fields).status_code


def test_who_leads_the_place_keeps_a_scenario_and_publishes_it(client: Client, people: Cast) -> None:
    client.force_login(people.officer)
    assert _keep(client) == 302
    kept = KeptScenario.objects.get()
    assert "n.deep_renovation" not in client.get(f"/prospective/scenarios/{kept.slug}/").headers["Location"]
    assert "q.deep_renovation" in client.get(f"/prospective/scenarios/{kept.slug}/").headers["Location"]
    client.logout()
    assert client.get(f"/prospective/scenarios/{kept.slug}/").status_code == 404
    with pytest.raises(UnknownFigureError):
        find_figure(f"scenario.{kept.slug}.emissions.2050", reader=PUBLIC)
    client.force_login(people.officer)
    client.post(f"/prospective/scenarios/{kept.slug}/publication/", {"publish": "1"})
    figure = find_figure(f"scenario.{kept.slug}.emissions.2050", reader=PUBLIC)
    assert figure.has_evidence
    assert figure.value is not None
    client.logout()
    text = _text(client, f"/prospective/{HERE}/scenarios/")
    assert "Essai gardé" in text
    assert "Nous" in text


def test_a_scenario_without_title_or_lever_is_not_kept(client: Client, people: Cast) -> None:
    client.force_login(people.officer)
    assert _keep(client, title=" ") == 302
    assert _keep(client, **{"n.deep_renovation": "0"}) == 302
    assert not KeptScenario.objects.exists()


@pytest.mark.parametrize("who", ["outsider", "contributor", "reader"])
def test_others_keep_nothing(client: Client, people: Cast, who: str) -> None:
    client.force_login(getattr(people, who))
    assert _keep(client) == 403


def test_the_home_lists_networks(client: Client, both: object) -> None:
    assert "Réseau d’essai" in _text(client, "/prospective/")


def test_the_page_of_a_territory_leads_to_its_future(client: Client, here: object) -> None:
    assert f"/prospective/{HERE}/" in _text(client, f"/territoires/{HERE}/?ouvrir=tout")


def test_who_acts_for_the_territory_gives_a_value(client: Client, people: Cast) -> None:
    address = f"/prospective/{HERE}/etat-de-depart/"
    assert "Donner une valeur" not in _text(client, address)
    client.force_login(people.contributor)
    fields = {"what": "energy/industry_excl_energy-other-coal", "value": "120,5", "year": "2023", "source": "Relevé"}
    assert client.post(address, fields).status_code == 302
    figure = find_figure(f"starting-state.{HERE}.own-energy-industry_excl_energy-other-coal.2023", reader=PUBLIC)
    assert figure.value == 120.5
    assert client.post(address, fields | {"value": "-1"}).status_code == 422
    client.force_login(people.outsider)
    assert client.post(address, fields | {"value": "5"}).status_code == 403
    assert find_figure(figure.id, reader=PUBLIC).value == 120.5


def test_nothing_is_kept_of_a_scenario_of_which_a_part_is_refused(client: Client, people: Cast) -> None:
    client.force_login(people.officer)
    refused = {"q.less_travel": "101", "s.less_travel": "2026", "e.less_travel": "2040"}
    assert _keep(client, **refused) == 302
    assert _keep(client, **{"a.price_oil": "-1", "r.price_oil": "essai"}) == 302
    assert not KeptScenario.objects.exists()
    assert client.get(f"/prospective/{HERE}/essayer/scenario.json", refused).status_code == 302


def test_an_assumption_is_changed_beside_the_levers_and_kept_with_its_reason(client: Client, people: Cast) -> None:
    own = {"a.price_oil": "0,19", "r.price_oil": "Devis de 2026"}
    text = _text(client, TRY, **own, **{"n.deep_renovation": "2"})
    assert 'value="Devis de 2026"' in text
    trials = [try_out(find_place(HERE), given | {"n.deep_renovation": "2"}) for given in ({}, own)]
    bills = [trial.result.chosen.bill_eur[0, -1] for trial in trials]
    assert bills[1] > bills[0]
    client.force_login(people.officer)
    assert _keep(client, **own) == 302
    kept = KeptScenario.objects.get()
    assert kept.document["assumptions"] == {"price_oil": {"value": 0.19, "reason": "Devis de 2026"}}
    assert "a.price_oil=0.19" in client.get(f"/prospective/scenarios/{kept.slug}/").headers["Location"]


def test_an_own_trend_moves_the_trend(here: object) -> None:
    fields = {"a.trend_intensity_residential": "-0,01", "r.trend_intensity_residential": "essai"}
    paths = [try_out(find_place(HERE), each).result.trend.energy_mwh[0, -1] for each in ({}, fields)]
    assert paths[1] < paths[0]


@pytest.mark.parametrize("address", ["expliquer/", "essayer/", "essayer/scenario.json", "cartes.pdf", "incertitude/"])
def test_a_place_that_cannot_be_computed_says_so_everywhere(client: Client, network: object, address: str) -> None:
    assert "rien ne peut être calculé sans inventer" in _text(client, f"/prospective/{THERE}/{address}")


def test_a_lever_that_the_page_does_not_have_is_not_dropped_in_silence(client: Client, here: object) -> None:
    text = _text(client, TRY, **{"q.industry_from_coal": "10", "part": "results"})
    assert "ce lieu n’emploie pas ce qu’il change" in text


def test_the_carbon_of_land_is_told_with_its_balance(client: Client, here: object) -> None:
    text = _text(client, f"/prospective/{HERE}/etat-de-depart/")
    assert "Carbone des sols, des forêts et du bois" in text
    assert f"starting-state.{HERE}.own-sink-forest.2023" in text


def test_net_emissions_are_known_once_every_sink_is(here: Territory) -> None:
    assert isnan(levels_at(try_out(find_place(HERE), {}).result.trend, 2050).net_tco2e)
    zeros = [
        QuantityInput(kind=OwnQuantity.Kind.SINK, code=sink, value=0, year=2023, source="essai")
        for sink in SINKS
        if sink != "forest"
    ]
    save_quantities(by=None, territory=here, quantity_inputs=zeros)
    levels = levels_at(try_out(find_place(HERE), {}).result.trend, 2050)
    assert levels.emissions_tco2e - levels.net_tco2e == pytest.approx(5_000)


def test_a_dwelling_is_treated_once_by_three_kinds_of_levers(client: Client, here: object) -> None:
    fields = {
        "q.deep_renovation": "6000",
        "q.deep_renovation_house_natural_gas": "3000",
        "q.renovation_measure": "8000",
    }
    text = _text(client, TRY, **fields)
    assert "il en reste 0 sur 9\u202f000" in text
    assert "1 choix est refusé" in text
    left = _text(client, TRY, **{"q.deep_renovation": "6000"})
    assert "Au plus\u00a0: 3\u202f000\u00a0logements" in left  # what remains for one measure, beside
    assert "refusé" not in _text(client, TRY, **{"q.deep_renovation": "6000", "q.renovation_measure": "3000"})


def test_nothing_says_a_zero_that_no_source_states(client: Client, here: object) -> None:
    page = f"/prospective/{HERE}/etat-de-depart/"
    text = _text(client, page)
    assert "<td>zéro confirmé</td>" not in text
    assert "non compté ici" in text
    traces = set(re.findall(r'href="(/[^"?#]*/?starting-state\.[^"?#]*|/[^"?#]*none\.[^"?#]*)"', text))
    assert traces
    assert {client.get(unescape(trace)).status_code for trace in traces} == {200}


def test_net_and_cover_are_not_given_where_a_sector_is_left_out(client: Client, here: Territory) -> None:
    text = _text(client, TRY)
    assert "Émissions nettes et couverture renouvelable ne sont pas données" in text
    assert re.search(r"énergie .*, émissions .* \([1-7] secteurs? sur 8\)", text)
    (cells,) = {tuple(re.findall(rf'data-label="{label}">([^<]*)<', text)) for label in ("Émissions nettes",)}
    assert set(cells) == {"—"}


@pytest.mark.parametrize(("name", "words"), [("Le Grésivaudan", "au Grésivaudan"), ("La Rochelle", "à La Rochelle")])
def test_a_refusal_names_a_territory_in_french(client: Client, here: object, name: str, words: str) -> None:
    Territory.objects.filter(siren=HERE).update(short_name=name)
    assert f"demandés {words}, il en reste" in _text(client, TRY, **{"q.deep_renovation": "9 500"})


def test_a_lever_whose_stock_nobody_counts_is_closed_and_says_what_to_give(client: Client, here: Territory) -> None:
    text = _text(client, TRY, **{"q.street_lights": "11000000"})
    assert 'id="lever-street_lights"' not in text
    assert "non connu ici\u00a0: points lumineux" in text
    lights = QuantityInput(kind=OwnQuantity.Kind.PIVOT, code="street_lights", value=3_000, year=2023, source="essai")
    save_quantities(by=None, territory=here, quantity_inputs=[lights])
    assert 'id="lever-street_lights"' in _text(client, TRY)
    assert "refusé" in _text(client, TRY, **{"q.street_lights": "3001"})
