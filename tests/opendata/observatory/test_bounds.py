"""What is only known at least is said so wherever it is read, and what follows from it is true inside its bounds."""

import csv
import html
import io
import re
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import OPERATOR, find_figure
from autan.ground.wordings import Text
from autan.opendata.measures.core.addresses import FlowAddress
from autan.opendata.observatory.core.chart_specs import production_chart
from autan.opendata.observatory.core.place_comparison import compare_places, spread_sentence
from autan.opendata.sources.core.codes import ProductionSource
from autan.publishing.editions.queries.editions import get_edition
from autan.publishing.living_text.core.claims import Verdict, judge_claim, parse_claim
from tests.opendata.observatory.test_composition import SIRENS, member

COMMINGES, TOULOUSE, NETWORK = "200072643", "243100518", "dialogue-toulouse"
RATIO = f"observatory.{COMMINGES}.renewable_to_consumption.2026-07-31"
CREDIT = Text("source", "source")


@pytest.fixture
def client(demo_network):
    return Client()


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", answer.content.decode())).split())


@pytest.mark.parametrize(
    "address",
    [
        f"/territoires/{COMMINGES}/?ouvrir=tout",
        f"/territoires/{COMMINGES}/energie/?ouvrir=tout",
        "/comparer/?mesure=renewable_to_consumption",
        "/syntheses/2026/?ouvrir=tout",
        f"/api/v1/figures/{RATIO}",
    ],
)
def test_a_ratio_of_two_floors_is_on_no_page_and_in_no_answer(client, address):
    text = read(client, address)
    assert "99,4" not in text
    assert "99.4" not in text


def test_a_ratio_of_two_floors_says_why_and_its_trace_alone_gives_the_number(client):
    answer = client.get(f"/api/v1/figures/{RATIO}").json()
    assert (answer["value"], answer["low"], answer["high"], answer["state"]) == (None, None, None, "not_established")
    assert "il n’est pas établi" in answer["note"]
    assert "n’est connu qu’au moins" in read(client, f"/territoires/{COMMINGES}/energie/")
    trace = read(client, f"/preuves/{RATIO}/")
    assert "Calculé sur ce qui est connu : 99,4 %. C’est une indication" in trace.replace("\u00a0", " ")
    assert client.get(f"/api/v1/figures/{RATIO}/trace").json()["indication"] == pytest.approx(99.41, abs=0.01)


def test_the_trace_speaks_english(client):
    with translation.override("en"):
        assert "Computed from what is known: 99.4%. It is an indication" in read(client, f"/en/preuves/{RATIO}/")


@pytest.mark.parametrize("claim", ["value > 99", "value < 100", "90 < value < 100", "value != 0"])
def test_no_claim_holds_or_fails_on_what_is_not_established(demo_network, claim):
    figure = find_figure(RATIO, reader=OPERATOR)
    assert judge_claim(parse_claim(claim), figure, {}) is Verdict.UNVERIFIABLE


def test_a_difference_of_two_floors_is_not_established(client):
    figure = find_figure(str(FlowAddress(NETWORK, "natural_gas", "2024")), reader=OPERATOR)
    assert (figure.is_known, figure.state) == (False, ValueState.NOT_ESTABLISHED)
    assert "il n’est pas établi" in figure.note.fr
    text = read(client, f"/territoires/{TOULOUSE}/?ouvrir=tout").replace("\u00a0", " ")
    assert "gaz naturel au moins 1 415 GWh" in text.replace("\u202f", " ")
    assert "Gaz naturel : non établi" in text


def test_sentences_under_charts_and_their_text_alternatives_keep_the_bounds(client):
    text = read(client, f"/territoires/{COMMINGES}/?ouvrir=tout").replace("\u00a0", " ")
    assert "Hydraulique en tête" not in text
    assert "Hydraulique : au moins 109 GWh" in text
    assert "Hydraulique : au moins 109 GWh, douze mois" in text  # the text alternative of the bar
    home = read(client, "/").replace("\u00a0", " ")
    assert "à 11,0 t" not in home
    assert "au moins 11,0 t CO₂e par habitant (Comminges)" in home


def test_the_open_data_of_figures_give_no_number_where_nothing_is_established(client):
    answer = client.get("/api/v1/figures.csv")
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    row = next(row for row in rows if row["figure_id"] == RATIO)
    assert (row["value"], row["low"], row["high"], row["state"]) == ("", "", "", "not_established")


def test_the_published_editions_hold_no_claim_on_a_ratio_of_floors(demo_network):
    for slug in ("2026", "2026-elus"):
        assert get_edition(slug) is not None
    assert "presque autant" not in read(Client(), "/syntheses/2026/?ouvrir=tout")


@st.composite
def bounded_values(draw):
    """A value of the world, what is known of it, and how."""
    true = draw(st.integers(1, 1000))
    kind = draw(st.sampled_from(["exact", "floor", "unknown"]))
    if kind == "exact":
        return true, float(true), ValueState.OBSERVED
    return (
        (true, None, ValueState.MISSING)
        if kind == "unknown"
        else (
            true,
            float(draw(st.integers(0, true))),
            ValueState.LOWER_BOUND,
        )
    )


def known_as(siren, code, value, state):
    figure = member(siren, **{code: value})[code]
    return replace(figure, state=state) if value is not None else figure


@given(st.lists(bounded_values(), min_size=2, max_size=4))
def test_a_comparison_says_nothing_that_a_world_inside_the_bounds_contradicts(drawn):
    code = "electricity_total"
    names = {siren: f"T{rank}" for rank, siren in enumerate(SIRENS[: len(drawn)])}
    figures = {
        siren: known_as(siren, code, value, state) for siren, (_, value, state) in zip(names, drawn, strict=False)
    }
    comparison = compare_places(names, figures, address="a", label=CREDIT, credit=CREDIT)
    if comparison is None:
        return
    said = spread_sentence(comparison).en
    world = {name: true for name, (true, value, _) in zip(names.values(), drawn, strict=False) if value is not None}
    if found := re.match(r"From .* \((T\d)\) to .* \((T\d)\); \d", said):
        assert world[found[1]] == min(world.values())
        assert world[found[2]] == max(world.values())
    if found := re.match(r"The lowest: .*? \((T\d)\);", said):
        assert world[found[1]] == min(world.values())
    if found := re.match(r"The highest: .*? \((T\d)\);", said):
        assert world[found[1]] == max(world.values())
    for number, name in re.findall(r"at least (\S+)\u00a0MWh \((T\d)\)", said):
        assert world[name] >= float(number.replace(",", ""))
    for number, name in re.findall(r"(?<!at least )(?<![\d,])([\d,]+)\u00a0MWh \((T\d)\)", said):
        assert world[name] == float(number.replace(",", ""))


@given(st.lists(bounded_values(), min_size=len(ProductionSource), max_size=len(ProductionSource)))
def test_a_chart_of_parts_names_the_first_only_where_it_is(drawn):
    sources = list(ProductionSource)
    figures = {}
    for source, (_, value, state) in zip(sources, drawn, strict=True):
        code = f"production_{source.value}"
        figures[code] = known_as(SIRENS[0], code, value, state)
    chart = production_chart(figures, place="x", credit=CREDIT)
    if chart is None:
        return
    said = chart.sentence.en
    world = {source.label.en: true for source, (true, _, _) in zip(sources, drawn, strict=True)}
    known = {source.label.en for source, (_, value, _) in zip(sources, drawn, strict=True) if value is not None}
    if found := re.match(r"(.*) first of the \d+ known values", said):
        assert world[found[1]] == max(world[name] for name in known)
    elif found := re.match(r"(.*?) first(, ahead of \d+ others)?:", said):
        assert known == set(world)
        assert world[found[1]] == max(world.values())
