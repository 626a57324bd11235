"""Members drawn: slopes between two dates, a panel each, and the median that one is compared with."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.charts import ChartKind
from autan.evidence.figures.core.states import ValueState
from autan.plans.indicators.core.figures import HeldSeries, median_figure, value_figure
from autan.plans.indicators.presenters.member_charts import panels_chart, slope_chart, slope_rows
from autan.plans.indicators.queries.figures import find_indicator_figure
from autan.plans.indicators.queries.networks import NetworkIndicator, network_indicator
from autan.territories.charts.renderers.svg import draw_chart
from autan.territories.networks.models import Network, Territory
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


_values = st.tuples(st.integers(0, 50), st.sampled_from(["exact", "floor", "unknown"]), st.integers(0, 50))


def bounded(siren: str, year: int, drawn: tuple[int, str, int]):
    """The true value of a member, and its figure as far as it is known."""
    floor, kind, more = drawn
    (value,) = series(None if kind == "unknown" else float(floor), start=year)
    held = HeldSeries(slug=siren, siren=siren, definition=definition(), values={year: value})
    figure = value_figure(definition(), siren, year, held)
    if kind == "floor":
        return floor + more, replace(figure, state=ValueState.LOWER_BOUND)
    return floor, figure


@given(st.lists(st.tuples(_values, _values), min_size=2, max_size=5))
def test_members_are_said_to_fall_or_rise_only_where_they_surely_do(drawn):
    before = {str(rank): bounded(str(rank), 2020, pair[0]) for rank, pair in enumerate(drawn)}
    after = {str(rank): bounded(str(rank), 2022, pair[1]) for rank, pair in enumerate(drawn)}
    members = {siren: figure for siren, (_, figure) in after.items()}
    shown = NetworkIndicator(
        network=Network(slug="essai"), definition=definition(), year=2022, years=(2020, 2022), members=members,
        names={siren: siren for siren in members}, whole=members["0"], median=members["0"],
        first={siren: figure for siren, (_, figure) in before.items()}, panels={},
    )  # fmt: skip
    slope = slope_chart(shown)
    if slope is None:
        return
    known, total, down, up = map(int, re.findall(r"\d+", slope.sentence.en))
    assert (known, total) == (sum(f.is_known and before[s][1].is_known for s, f in members.items()), len(members))
    falls = sum(after[siren][0] < before[siren][0] for siren in members)
    rises = sum(after[siren][0] > before[siren][0] for siren in members)
    assert down <= falls
    assert up <= rises
    for row in slope_rows(shown):
        if row["change"]:
            assert (row["change"][0] == "+") == (after[row["name"]][0] > before[row["name"]][0])
