"""The first note of a network prints the main measures at their latest date."""

import pytest

from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import PUBLIC, find_figure
from autan.ground.extension_points import HeadlineTopic
from autan.opendata.observatory.core.ratios import known_measures
from autan.opendata.observatory.presenters import headlines as given
from autan.opendata.observatory.queries.figures import network_figures_by_measure
from tests.evidence.figures.making import make_figure

NETWORK, COMMINGES = "dialogue-toulouse", "200072643"
(HEADLINES,) = (topic for topic in given.HEADLINES if isinstance(topic, HeadlineTopic))


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_data")
def test_each_headline_is_a_figure_of_the_network_and_of_its_members():
    headlines = {headline.code: headline for headline in HEADLINES.build(NETWORK)}
    assert list(headlines) == [
        "electricity_total",
        "gas_total",
        "ghg_total",
        "ghg_per_inhabitant",
        "production_renewable",
        "capacity_solar_pv",
        "dpe_f_g_share",
        "bill_homes_per_dwelling",
    ]
    for headline in headlines.values():
        assert find_figure(headline.figure_id, reader=PUBLIC).is_known
        assert find_figure(headline.members.format(siren=COMMINGES), reader=PUBLIC).is_known
        assert headline.source.fr
    assert headlines["gas_total"].figure_id.endswith("gas_total.2024")


@pytest.mark.django_db
def test_a_network_of_which_nothing_is_known_has_no_headline(lake_folder):
    assert HEADLINES.build("nulle-part") == []


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_data")
def test_what_ships_of_every_authority_stands_for_what_no_table_tells(monkeypatch):
    known = ("electricity_residential_second_source", "capacity_solar_pv")
    figures = network_figures_by_measure(NETWORK)
    monkeypatch.setattr(
        "autan.opendata.observatory.presenters.headlines.network_figures_by_measure",
        lambda _slug: {code: figures[code] for code in known},
    )
    headlines = HEADLINES.build(NETWORK)
    assert [line.code for line in headlines if line.figure_id] == list(known)
    assert next(line for line in headlines if line.code == "gas_total").label.en == figures["gas_total"].label.en


def test_each_line_tells_what_is_known_first_and_else_what_it_lacks():
    figures = {"a": make_figure(None, state=ValueState.MISSING, known=0), "b": make_figure(1)}
    assert known_measures(figures, [("a", "b"), ("c", "d"), ("b", "a"), ("a",)]) == ["b", "c", "b", "a"]
