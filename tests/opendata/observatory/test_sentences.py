"""Sentences that charts make: none says what a world inside the bounds, or across a break, contradicts."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from autan.opendata.measures.core.base_figures import MeasuredPlace, Tally, base_figure
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.observatory.core.chart_specs import label_chart, sectors_by_member
from autan.opendata.observatory.core.composition import place_figures
from autan.opendata.observatory.core.energy_table import ComparedSource, compare_sources
from autan.opendata.observatory.core.flows import Flow, flow_chart
from autan.opendata.observatory.core.series_charts import DatedSeries, series_chart
from autan.opendata.sources.core.codes import Carrier, EnergyLabel, Sector
from autan.opendata.sources.core.series_breaks import BreakKind, SeriesBreak
from autan.opendata.sources.core.source_cards import SourceEdition
from autan.opendata.sources.importers import shipped_cards
from tests.opendata.observatory.test_bounds import CREDIT, bounded_values, known_as
from tests.opendata.observatory.test_composition import SIRENS

PLACE = Text("Lieu", "Place")
AMOUNT = r"(at least )?([\d,]+(?:\.\d+)?)"


def is_true(bound: str, number: str, world: float, unit: float = 1.0) -> bool:
    """Whether a printed number, rounded at its last digit, says no more than the world holds."""
    printed = float(number.replace(",", "")) * unit
    half = unit * (0.5 if "." not in number else 0.05)
    return world >= printed - 1e-6 if bound else abs(world - printed) <= half + 1e-6


@given(st.lists(bounded_values(), min_size=2, max_size=8), st.lists(st.integers(2011, 2022), max_size=3), st.data())
def test_a_series_is_told_since_its_last_break_with_what_is_known(drawn, breaks, data):
    figures = [
        replace(
            known_as(SIRENS[0], "electricity_total", value, state),
            period=Period.year(2011 + rank),
            id=f"observatory.{SIRENS[0]}.electricity_total.{2011 + rank}",
        )
        for rank, (_, value, state) in enumerate(drawn)
    ]
    declared = tuple(
        SeriesBreak(year=year, kind=BreakKind.METHOD, reason=Text("a", "a")) for year in dict.fromkeys(breaks)
    )
    line = DatedSeries(label=PLACE, figures=tuple(figures), breaks=declared, is_own=True)
    chart = series_chart([line], chart_id="x", title=PLACE, credit=CREDIT)
    if chart is None or not chart.sentence.en:
        return
    told = re.findall(rf"{AMOUNT}\u00a0(\w+) \((\d{{4}})\)", chart.sentence.en)
    assert len(told) == 2
    (first, last) = (int(year) for *_, year in told)
    assert first < last
    assert not [year for year in breaks if first < year <= last]
    for bound, number, unit, year in told:
        scale = {"MWh": 1.0, "GWh": 1000.0}[unit]
        assert is_true(bound, number, drawn[int(year) - 2011][0], scale)


@given(st.lists(bounded_values(), min_size=2, max_size=2), st.lists(bounded_values(), min_size=2, max_size=2))
def test_bands_to_homes_tell_no_more_than_their_bounds(electricity, gas):
    flows = []
    for carrier, code, drawn in (
        (Carrier.ELECTRICITY, "electricity_residential", electricity),
        (Carrier.NATURAL_GAS, "gas_residential", gas),
    ):
        for sector, (_, value, state) in zip((Sector.RESIDENTIAL, Sector.TERTIARY), drawn, strict=True):
            figure = replace(known_as(SIRENS[0], code, value, state), unit=get_unit("GWh"))
            flows.append(Flow(carrier=carrier, sector=sector.value, figure=figure))
    sentence = flow_chart(tuple(flows), place="x", credit=CREDIT).sentence.en
    for name, drawn in (("electricity", electricity), ("natural gas", gas)):
        world, value, _ = drawn[0]
        told = re.search(rf"{name} {AMOUNT}\u00a0GWh", sentence)
        assert (told is not None) == (value is not None)
        if told:
            assert is_true(told[1], told[2], world)


def labelled(drawn):
    """The certificates of a territory of two communes by label: counted in both, in one of them, or in none."""
    cards, made = shipped_cards(), {}
    for label, (_, value, state) in zip(EnergyLabel, drawn, strict=True):
        measure = MEASURES[f"dpe_{label.value}"]
        known = 1 if state is ValueState.LOWER_BOUND else 2
        tally = None if value is None else Tally(value=value, known=known, present=known)
        edition = SourceEdition(card=cards[measure.sources[0]], name="e")
        place = MeasuredPlace(siren=SIRENS[0], communes=2)
        made[f"dpe_{label.value}"] = base_figure(measure, place, edition, tally)
    return place_figures(made, SIRENS[0])


@given(st.lists(bounded_values(), min_size=7, max_size=7))
def test_the_share_of_bad_labels_lies_where_the_sentence_says(drawn):
    chart = label_chart(labelled(drawn), place="x", credit=CREDIT)
    if chart is None:
        return
    told = re.match(rf"{AMOUNT}\u00a0?% of the {AMOUNT} certificates", chart.sentence.en)
    assert told, chart.sentence.en
    world = [true for true, _, _ in drawn]
    assert is_true(told[1], told[2], 100 * sum(world[-2:]) / sum(world))
    assert is_true(told[3], told[4], sum(world))


@given(st.lists(st.lists(bounded_values(), min_size=len(Sector), max_size=len(Sector)), min_size=1, max_size=3))
def test_sectors_of_members_are_ranked_only_where_they_are_sure(members):
    lines = [
        (
            f"M{rank}",
            {
                f"ghg_{sector.value}": known_as(SIRENS[rank], f"ghg_{sector.value}", value, state)
                for sector, (_, value, state) in zip(Sector, drawn, strict=True)
            },
        )
        for rank, drawn in enumerate(members)
    ]
    chart = sectors_by_member(lines, network="n", credit=CREDIT)
    if chart is None:
        return
    told = re.search(r"together, (.+?) first \((at least )?(\d+)\u00a0?%\)", chart.sentence.en)
    assert told or "nothing tells" in chart.sentence.en
    if told:
        world = {
            sector.label.en.lower(): sum(drawn[rank][0] for drawn in members) for rank, sector in enumerate(Sector)
        }
        assert world[told[1].lower()] == max(world.values())
        assert is_true(told[2], told[3], 100 * max(world.values()) / sum(world.values()))


@given(st.lists(st.tuples(bounded_values(), bounded_values()), min_size=1, max_size=3))
def test_a_gap_between_sources_is_told_of_exact_lines_alone(drawn):
    codes = ["electricity_total", "electricity_residential", "production_hydro"][: len(drawn)]
    offers = [
        ComparedSource(
            source="s",
            figures={
                code: known_as(SIRENS[0], code, value, state)
                for code, pair in zip(codes, drawn, strict=True)
                for _, value, state in [pair[rank]]
            },
        )
        for rank in (0, 1)
    ]
    (summary,) = compare_sources(offers, dict.fromkeys(codes, PLACE), code="c").summaries
    exact = [pair for pair in drawn if all(state is ValueState.OBSERVED for _, _, state in pair)]
    assert (summary.parts if summary else 0) == len(exact)
    if summary:
        worlds = [second[0] - first[0] for first, second in exact]
        assert abs(summary.net.net - sum(worlds)) <= 1e-6
        assert abs(summary.absolute - sum(map(abs, worlds))) <= 1e-6
