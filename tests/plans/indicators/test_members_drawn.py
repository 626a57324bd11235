"""Members drawn: slopes between two dates, a panel each, and the median that one is compared with."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.charts import ChartKind
from autan.plans.indicators.core.figures import HeldSeries, median_figure, value_figure
from autan.plans.indicators.presenters.member_charts import panels_chart, slope_chart
from autan.plans.indicators.queries.figures import find_indicator_figure
from autan.plans.indicators.queries.networks import network_indicator
from autan.territories.charts.renderers.svg import draw_chart
from autan.territories.networks.models import Territory
from tests.plans.indicators.conftest import follow, give
from tests.plans.indicators.making import definition, series


def figures(*numbers: float | None):
    found = []
    for rank, number in enumerate(numbers):
        (value,) = series(number, start=2024)
        held = HeldSeries(slug=str(rank), siren=str(rank), definition=definition(), values={2024: value})
        found.append(value_figure(definition(), str(rank), 2024, held))
    return found


def test_the_median_is_told_of_three_known_members_at_least():
    assert median_figure(definition(), "essai", 2024, figures(1.0, None, 9.0, 2.0)).value == 2.0
    few = median_figure(definition(), "essai", 2024, figures(1.0, None, 9.0))
    assert (few.value, few.known) == (None, 0)
    asked = FigureAddress.parse("indicators.essai.median-cycle_lanes.2024")
    assert str(median_figure(definition(), "essai", 2024, figures(1.0)).id) == str(asked)


@pytest.fixture
def drawn(here: Territory, there: Territory) -> None:
    give(follow(here, "cycle_lanes"), 10.0, 11.0, 14.0)
    give(follow(there, "cycle_lanes"), 30.0, None, 25.0)


def test_two_dates_are_a_slope_and_more_are_panels(drawn: None):
    shown = network_indicator("essai", "cycle_lanes")
    slope, panels = slope_chart(shown), panels_chart(shown)
    assert slope.kind is ChartKind.SLOPES
    assert "En baisse : 1 ; en hausse : 1" in slope.sentence.fr
    assert [len(row.figures) for row in panels.rows] == [3, 3]
    for medium in ("screen", "print"):
        for variant in ("wide", "narrow"):
            drawing = draw_chart(slope, medium=medium, variant=variant)
            assert all(word in drawing for word in ("2020", "2022", "Ici", "Là"))
    assert find_indicator_figure(FigureAddress.parse("indicators.essai.median-cycle_lanes.2022")).value is None


def test_the_dates_of_slopes_keep_their_order_on_a_phone(here: Territory, there: Territory):
    for rank, place in enumerate((here, there)):
        Territory.objects.filter(pk=place.pk).update(short_name=f"Communauté au nom assez long {rank}")
        give(follow(place, "ghg_total"), 2_100_000.0, 1_846_000.0)
    slope = slope_chart(network_indicator("essai", "ghg_total"))
    assert slope is not None
    assert "(kt CO₂e)" in slope.title.fr.replace("\u00a0", " ")
    drawing = draw_chart(slope, medium="screen", variant="narrow")
    labels = re.findall(r"<text [^>]*>([^<]*)</text>", drawing)
    assert labels
    assert not any("CO₂e" in label for label in labels)
    first, last = (float(found) for found in re.findall(r'<text x="([\d.]+)"[^>]*>20\d\d</text>', drawing)[:2])
    assert first + 60 < last


def test_the_page_shows_them(client: Client, drawn: None):
    page = reverse("indicators:network_definition", kwargs={"slug": "essai", "code": "cycle_lanes"})
    shown = client.get(page).content.decode()
    assert "membre par membre" in shown
    assert shown.count("<svg") >= 4
