"""A figure as plain values for a file, a trace frozen at publication, and the words around it on a page."""

from datetime import datetime
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.utils import translation

from autan.evidence.figures.core.evidence_cards import EvidenceCard, EvidenceTable
from autan.evidence.figures.core.figures import Method
from autan.evidence.figures.core.sources import Citation, EvidenceRef, Source
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import _UNITS, PER_HEAD, Dimension, convert, get_unit, units_like
from autan.evidence.figures.presenters.trace_record import (
    evidence_values,
    figure_cells,
    figure_values,
    only_territory,
    trace_record,
)
from autan.ground.wordings import Text
from tests.evidence.figures.making import make_figure

REF = EvidenceRef(kind="lake", key="a#1")
SOURCE = Source(slug="s", title="Rapport", producer="Agence", url="https://exemple.fr")
TABLE = EvidenceTable(columns=("a", "b"), rows=(("1", ""),), total_rows=12)
CARD = EvidenceCard(
    ref=REF,
    title=Text("Table", "Table"),
    statement=Text("Énoncé", "Statement"),
    citation=Citation(source=SOURCE, locator="p. 3"),
    table=TABLE,
)
BARE = EvidenceCard(ref=REF, title=Text("Fait", "Fact"))


def test_a_figure_as_values_says_how_well_it_is_known():
    floor = make_figure(7, state=ValueState.LOWER_BOUND, known=2, total=3)
    assert figure_values(floor) == {
        "id": "tests.x",
        "label": "électricité",
        "value": 7,
        "low": 7,
        "high": None,
        "unit": "MWh",
        "period": "2024",
        "state": "lower_bound",
        "known": 2,
        "total": 3,
    }
    assert figure_values(make_figure(None))["value"] is None


def test_evidence_as_values_says_what_and_where_and_nothing_where_there_is_nothing():
    assert evidence_values(CARD) == {
        "kind": "lake",
        "key": "a#1",
        "title": "Table",
        "statement": "Énoncé",
        "source": "Rapport",
        "producer": "Agence",
        "url": "https://exemple.fr",
        "locator": "p. 3",
        "rows": 12,
    }
    bare = evidence_values(BARE)
    assert [bare[name] for name in ("source", "producer", "url", "locator", "rows")] == [None] * 5


def test_a_record_holds_the_figure_its_inputs_and_its_evidence():
    method = Method(name="m", formula=Text("somme", "sum"), parameters=(("scale", "2"),))
    figure = make_figure(
        3, method=method, inputs=(make_figure(1, id="a"),), note=Text("attention", "beware"), boundary="x"
    )
    record = trace_record(figure, [CARD, BARE])
    assert (record["method"], record["formula"], record["parameters"]) == ("m", "somme", {"scale": "2"})
    assert ([item["id"] for item in record["inputs"]], record["note"], record["boundary"]) == (["a"], "attention", "x")
    assert (record["content_hash"], record["territories"], record["part"]) == (
        figure.content_hash,
        ["243100518"],
        "communes",
    )
    assert "table" not in record["evidence"][0]
    assert trace_record(make_figure(1), [])["note"] is None


def test_rows_of_evidence_are_given_when_asked_where_there_are_some():
    with_rows, bare = trace_record(make_figure(1), [CARD, BARE], with_rows=True)["evidence"]
    assert (with_rows["columns"], with_rows["table"]) == (["a", "b"], [["1", ""]])
    assert "columns" not in bare


def test_cells_of_a_table_follow_its_columns():
    cells = figure_cells(make_figure(3, note=Text("attention", "beware")))
    assert cells == (
        *("tests.x", "électricité", "electricity", "2024", 3, None, None, "MWh", "observed", 1, 1, "communes"),
        "attention",
    )
    assert figure_cells(make_figure(3))[-1] is None


@pytest.mark.parametrize(("codes", "only"), [((), None), (("1",), "1"), (("1", "2"), None)])
def test_a_figure_of_several_places_is_of_none_alone(codes, only):
    assert only_territory(make_figure(1, territories=codes)) == only


# The words around a figure on a page.


def drawn(source: str, language: str = "fr", **values: object) -> str:
    with translation.override(language):
        return Template("{% load figures %}" + source).render(Context(values))


def test_in_a_sentence_a_bound_is_said_in_words_and_leads_to_its_trace():
    floor = make_figure(12, state=ValueState.LOWER_BOUND)
    text = drawn("{% figure_in_sentence f %}", f=floor)
    assert ">au moins 12\u00a0MWh</a>" in text
    assert 'href="' in text
    assert ">at least 12\u00a0MWh</a>" in drawn("{% figure_in_sentence f %}", "en", f=floor)
    assert "is-unknown" in drawn("{% figure_in_sentence f %}", f=make_figure(None))


@pytest.mark.parametrize("tag", ["figure_inline", "figure_in_sentence", "figure_facts"])
def test_alerts_on_the_rows_behind_a_figure_are_told_beside_it(tag):
    assert "1 valeur à vérifier" in drawn(f"{{% {tag} f %}}", f=make_figure(12, alerts=1))
    assert "trop peu d’observations" in drawn(f"{{% {tag} f %}}", f=make_figure(12, is_slight=True))
    assert "vérifier" not in drawn(f"{{% {tag} f %}}", f=make_figure(12))


def test_a_state_that_is_not_plain_opens_its_meaning_once_on_the_page():
    estimated = make_figure(12, state=ValueState.ESTIMATED)
    page = drawn("{% with_meanings %}{% figure_facts f %}{% figure_facts f %}{% endwith_meanings %}", f=estimated)
    assert page.count('popovertarget="mot-estimated"') == 2
    assert page.count('id="mot-estimated"') == 1
    assert "popovertarget" not in drawn(
        "{% with_meanings %}{% figure_facts f %}{% endwith_meanings %}", f=make_figure(1)
    )


def test_the_trace_of_what_is_not_established_says_what_was_computed():
    figure = make_figure(None, state=ValueState.NOT_ESTABLISHED, indication=3.0)
    assert drawn("{% figure_indication f %}", f=figure) == "3\u00a0MWh"


def test_both_ends_of_a_narrow_range_are_in_its_trace_alone():
    narrow = make_figure(None, low=7900, high=7940, known=1, state=ValueState.OBSERVED)
    assert drawn("{% figure_ends f %}", f=narrow) == "7\u202f900 à 7\u202f940\u00a0MWh"
    assert drawn("{% figure_ends f %}", f=make_figure(3)) == ""


def test_figures_side_by_side_are_in_one_size():
    shown = drawn(
        "{% for f in figures|alike %}{% figure_inline f %};{% endfor %}",
        figures=[make_figure(500), make_figure(20_000)],
    )
    assert [part.rpartition("\u00a0")[2].partition("<")[0] for part in shown.split(";")[:-1]] == ["GWh", "GWh"]


def test_several_places_are_counted_and_one_is_named():
    assert drawn("{{ f|places }}", f=make_figure(1, territories=("1", "2"))) == "2 territoires"
    assert drawn("{{ f|places }}", f=make_figure(1, territories=())) == ""


def test_moments_and_days_are_said_by_the_clock_and_nothing_is_nothing():
    assert drawn("{{ m|moment }}", m=datetime(2026, 9, 1, 8, 5)) == "1ᵉʳ\u00a0septembre\u00a02026, 08:05"  # noqa: DTZ001 - in the zone of the page
    assert drawn("{{ m|moment }}{{ m|day }}", m=None) == ""
    assert (
        drawn("{{ t|sentence }} {{ t|shown }}{% semicolon %}", "en", t="voir la preuve")
        == "see the evidence voir la preuve;"
    )


# Units.


@pytest.mark.parametrize("unit", _UNITS.values(), ids=lambda unit: unit.code)
def test_each_unit_converts_into_those_of_its_dimension_and_back(unit):
    for other in units_like(unit):
        there = convert(7, from_unit=unit, to_unit=other)
        assert convert(there, from_unit=other, to_unit=unit) == 7
    assert unit in units_like(unit)


@pytest.mark.parametrize(
    ("unit", "factor", "base"),
    [
        ("MW", 1000, "kW"),
        ("ktCO2e", 1000, "tCO2e"),
        ("kt", 1000, "t"),
        ("kEUR", 1000, "EUR"),
        ("MEUR", 10**6, "EUR"),
        ("ratio", 100, "pct"),
        ("EUR_per_kWh", 1000, "EUR_per_MWh"),
        ("km2", 100, "ha"),
        ("ha", 10_000, "m2"),
        ("MWh_per_inhabitant", 1000, "kWh_per_inhabitant"),
        ("kWh", 3_600_000, "J"),
        ("MWh_lhv", 1000, "kWh_lhv"),
        ("TWh_hhv", 10**9, "kWh_hhv"),
        ("tep", 11_630, "kWh"),
        ("ktep_unstated", 1000, "tep_unstated"),
    ],
)
def test_a_unit_holds_so_many_of_another(unit, factor, base):
    assert convert(1, from_unit=get_unit(unit), to_unit=get_unit(base)) == factor


def test_a_float_is_rounded_once():
    assert convert(9.0, from_unit=get_unit("kWh"), to_unit=get_unit("MWh")) == 0.009 != 9.0 * 0.001
    assert convert(Fraction(1, 3), from_unit=get_unit("GWh"), to_unit=get_unit("MWh")) == Fraction(1000, 3)


def test_no_ratio_is_ever_added():
    ratios = {unit.code for unit in _UNITS.values() if not unit.is_summable}
    assert {unit.code for unit in _UNITS.values() if unit.dimension in PER_HEAD} <= ratios
    assert {"pct", "ratio", "year", "index", "degree_days", "EUR_per_MWh", "days"} <= ratios
    assert not {unit.code for unit in _UNITS.values() if unit.dimension is Dimension.MONEY} & ratios
