"""A text beside its figures of one day: units, what is drawn, and the marks that are proposed at their bounds."""

import pytest

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.wordings import Text
from autan.publishing.living_text.core.computed_text import (
    ComputedText,
    ReadableNumber,
    evidence_of,
    in_asked_unit,
    propose_marks,
)
from tests.evidence.figures.making import make_figure
from tests.publishing.living_text.writing import read, with_body

WORDS = Text("T", "T")


def labels(figure=None, readable=None, ranked=()):
    return [item.label.fr for item in propose_marks(figure or make_figure(), readable, "", ranked)]


def bound(value, unit="GWh", factor=1.0):
    (mark,) = propose_marks(make_figure(), ReadableNumber(value=value, unit=unit, factor=factor), "", ())[2:] or [None]
    return mark and (mark.label.fr, mark.mark.partition("claim: ")[2].removesuffix("}}"))


def test_each_figure_is_printed_in_the_unit_that_its_name_asks_for():
    names = "  own: x.y\n  gwh: {figure: x.y, unit: GWh}\n  eur: {figure: x.y, unit: EUR}\n"
    text = read(with_body("{{own}} {{gwh}} {{eur}}", figures=names))
    figure = make_figure(3000)
    computed = ComputedText(text=text, figures=dict.fromkeys(("own", "gwh", "eur"), figure), illustrations={})
    printed = computed.printed_figures()
    assert {name: (item.value, item.unit.code) for name, item in printed.items()} == {
        "own": (3000, "MWh"),
        "gwh": (3, "GWh"),
        "eur": (3000, "MWh"),
    }
    assert in_asked_unit(figure, "") is figure


def test_what_is_drawn_comes_after_what_is_printed_under_the_name_of_its_drawing():
    one, two = make_figure(1), make_figure(2)
    rows = (ChartRow(label=WORDS, figures=(two, one)),)
    chart = Chart(id="c", kind=ChartKind.BARS, title=WORDS, sentence=WORDS, rows=rows, series=(), source=WORDS)
    text = read(with_body("{{schemes}}"))
    computed = ComputedText(text=text, figures={"schemes": one}, illustrations={"both": chart})
    assert list(computed.all_figures()) == [("schemes", one), ("both", two), ("both", one)]


def test_the_evidence_of_a_figure_is_its_own_then_that_of_its_inputs_down_to_the_last():
    refs = [EvidenceRef(kind="fact", key=f"S{rank}") for rank in range(3)]
    last = make_figure(evidence=(refs[2],))
    assert (
        list(evidence_of(make_figure(evidence=refs[:1], inputs=(make_figure(evidence=refs[1:2], inputs=(last,)),))))
        == refs
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (9.99, None),
        (10.0, ("« plus de 9 GWh »", "value > 9")),
        (10.5, ("« plus de 10 GWh »", "value > 10")),
        (99.0, ("« plus de 98 GWh »", "value > 98")),
        (100.0, ("« plus de 90 GWh »", "value > 90")),
        (12_345.6, ("« plus de 12 000 GWh »", "value > 12000")),
        (9_999_999_999.0, ("« plus de 9 900 000 000 GWh »", "value > 9900000000")),
        (12_000_000_001.0, None),
    ],
)
def test_a_bound_is_the_number_cut_to_two_digits_always_below_it(value, said):
    assert bound(value) == said


def test_a_bound_is_claimed_in_the_unit_of_the_figure_and_says_that_which_is_read():
    assert bound(12.5, factor=1000.0) == ("« plus de 12 GWh »", "value > 12000")
    assert bound(12.5, unit="", factor=0.001) == ("« plus de 12 »", "value > 0.012")


@pytest.mark.parametrize(
    ("value", "fields", "said"),
    [
        (2, {"known": 2, "total": 2}, "« 2 des 2 »"),
        (0, {"known": 2, "total": 2}, "« 0 des 2 »"),
        (3, {"known": 2, "total": 2}, ""),
        (1, {"known": 1, "total": 1}, ""),
        (1.5, {"known": 2, "total": 2}, ""),
        (1, {"known": 1, "total": 2, "state": ValueState.LOWER_BOUND}, ""),
        (None, {"known": 0, "total": 2}, ""),
        (2, {"known": 2, "total": 2, "unit": "MWh"}, ""),
    ],
)
def test_a_count_is_said_of_its_whole_where_it_is_whole_and_known(value, fields, said):
    figure = make_figure(value, **{"unit": "territories", **fields})
    assert [label for label in labels(figure) if "des" in label] == ([said] if said else [])
    assert ("Couverture" in labels(figure)) is (figure.total > 1)


def test_a_count_that_is_said_of_its_whole_needs_no_bound():
    figure = make_figure(12, unit="territories", known=12, total=12)
    assert labels(figure, ReadableNumber(value=12.0, unit="", factor=1.0))[3:] == ["« 12 des 12 »"]
    (count,) = [item for item in propose_marks(figure, None, "", ()) if "des" in item.label.fr]
    assert count.mark == "{{tests.x | text: 12 des 12 | claim: value == 12 of 12}}"


TOP, NEXT = make_figure(9, id="a.n.gas"), make_figure(8, id="a.s.gas")


@pytest.mark.parametrize(
    ("ranked", "is_said"),
    [
        ([("Nord", TOP), ("Sud", NEXT)], True),
        ([("Nord", TOP), ("Sud", NEXT), ("Est", make_figure(8, known=1, total=2))], True),
        (
            [("Nord", TOP), ("Sud", NEXT), ("Est", make_figure(8, known=1, total=2, state=ValueState.LOWER_BOUND))],
            False,
        ),
        ([("Nord", TOP), ("Sud", NEXT), ("Est", make_figure(None))], False),
        ([("Nord", TOP), ("Sud", make_figure(9))], False),
        ([("Nord", TOP), ("Sud", make_figure(8, known=1, total=2))], False),
        ([("Nord", make_figure(9, known=1, total=2)), ("Sud", NEXT)], False),
        ([("Nord", make_figure(None, low=1, high=20, state=ValueState.OBSERVED, known=1)), ("Sud", NEXT)], False),
        ([("Nord", TOP)], False),
        ([("Nord|", TOP), ("Sud", NEXT)], False),
        ([("{Nord", TOP), ("Sud", NEXT)], False),
        ([("Nord}", TOP), ("Sud", NEXT)], False),
    ],
)
def test_the_first_is_said_where_it_surely_is(ranked, is_said):
    leaders = [label for label in labels(ranked=ranked) if "en tête" in label]
    assert leaders == (["« Nord », en tête"] if is_said else [])
    if is_said:
        assert propose_marks(make_figure(), None, "", ranked)[-1].mark == (
            "{{a.n.gas | text: Nord | claim: value > a.s.gas}}"
        )
