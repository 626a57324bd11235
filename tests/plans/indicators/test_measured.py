"""Indicators read in the observatory: nobody types them, and they rest on what it measures."""

from datetime import date
from pathlib import Path

import pytest

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text
from autan.opendata.measures.core.addresses import MeasureAddress
from autan.opendata.measures.queries.editions import lake_state
from autan.opendata.observatory.queries.figures import find_measure_figure, member_figures
from autan.plans.indicators.importers import catalogue
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.queries.figures import find_indicator_figure
from autan.plans.indicators.queries.indicators import given_figures, health_of, series_figures
from autan.plans.indicators.queries.measures import measured_dates, measured_members, measured_series
from autan.plans.indicators.queries.networks import network_indicator
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Territory
from tests.plans.indicators.conftest import follow, give

TOULOUSE, SICOVAL = "243100518", "243100633"
NOWHERE = "000000000"


@pytest.fixture
def toulouse(shipped: Path) -> Territory:
    """A real authority, in a network with another one."""
    network = create_network(by=None, slug="essai", name=Text("Réseau d’essai", "Trial network"))
    stated = [EvidenceRef(kind="fact", key="W003")]
    for siren in (TOULOUSE, SICOVAL):
        place = follow_territory(by=None, siren=siren)
        admit_member(by=None, network=network, territory=place, certainty=Certainty.CONFIRMED, evidence=stated)
    return Territory.objects.get(siren=TOULOUSE)


def read(territory: Territory, code: str, **fields: object) -> Indicator:
    """Follow an indicator that the observatory gives."""
    return follow(territory, code, reads_measure=True, owner_name="Service", action="Objectif", **fields)


def test_dates_are_those_of_the_sources_of_a_measure_and_say_what_is_late(toulouse: Territory):
    held = {snapshot.card.data_date for snapshot in lake_state()}
    for code in ("population", "ghg_total", "electricity_total"):
        dates = measured_dates(code)
        assert dates, code
        assert list(dates) == sorted(set(dates))
        assert set(dates) <= held
    assert set(measured_dates("ghg_residential")) <= set(measured_dates("ghg_total"))  # a part has no other source
    assert measured_dates("nothing") == ()
    read(toulouse, "population")
    last = int(measured_dates("population")[-1][:4])
    assert health_of([toulouse], today=date(last + 2, 12, 31)) == ()
    (finding,) = health_of([toulouse], today=date(last + 3, 1, 1))
    assert (finding.code, str(last) in finding.evidence.fr) == ("stale", True)
    labelled = read(toulouse, "labelled_homes")  # an edition of a day is one of its year
    (day,) = measured_dates("dpe_total")
    assert [len(day), *series_figures(labelled)] == [len("2026-06-30"), int(day[:4])]
    late = [
        one.code for one in health_of([toulouse], today=date(int(day[:4]) - 1, 1, 1)) if one.subject == labelled.slug
    ]
    assert late == ["ahead"]
    assert int(day[:4]) in network_indicator("essai", "labelled_homes").years


def test_a_series_is_what_the_observatory_says_in_the_unit_of_the_indicator(toulouse: Territory):
    indicator = read(toulouse, "ghg_total")
    figures = series_figures(indicator)
    assert list(figures) == sorted(figures)
    (year, figure), *_rest = figures.items()
    (source,) = figure.inputs
    assert (figure.id, figure.unit.code) == (f"indicators.{TOULOUSE}.ghg_total.{year}", "tCO2e")
    assert (figure.value, figure.evidence, figure.alerts) == (source.in_unit(figure.unit).value, (), 0)
    assert figure.label == catalogue()["ghg_total"].label
    assert figure.method.name == "read_measure"
    assert find_measure_figure(MeasureAddress.of(source)) == source
    assert find_indicator_figure(FigureAddress.parse(figure.id)) == figure
    assert measured_series(catalogue()["ghg_total"], NOWHERE) == {}
    typed = give(indicator, 3.0, start=2001)  # it stands beside, and gives no figure
    assert series_figures(typed) == figures
    assert {year: figure.value for year, figure in given_figures(typed).items()} == {2001: 3.0}


def test_members_read_at_once_what_each_would_alone(toulouse: Territory):
    sicoval = Territory.objects.get(siren=SICOVAL)
    for place in (toulouse, sicoval):
        read(place, "ghg_total")
    definition = catalogue()["ghg_total"]
    year = max(series_figures(Indicator.objects.get(territory=sicoval)))
    members = measured_members(definition, [TOULOUSE, SICOVAL, NOWHERE], year)
    assert set(members) == {TOULOUSE, SICOVAL}
    assert members[SICOVAL].value == measured_series(definition, SICOVAL)[year].value
    assert measured_members(definition, [TOULOUSE], 1990) == {}
    shown = network_indicator("essai", "ghg_total", year)
    assert {siren: figure.value for siren, figure in shown.members.items()} == {
        siren: figure.value for siren, figure in members.items()
    }
    assert shown.whole.value == sum(figure.value or 0 for figure in members.values())
    assert year in shown.years
    observed = member_figures("essai")[TOULOUSE]["ghg_total"]
    assert members[TOULOUSE].value == pytest.approx(observed.value)
