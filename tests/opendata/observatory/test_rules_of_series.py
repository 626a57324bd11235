"""Series of a place over the years, their index and breaks; options to compare; a comparison of places in words."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.charts import ChartKind, MapKind
from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.observatory.core.measure_options import (
    option_of_indicator,
    option_of_measure,
    split_indicator,
)
from autan.opendata.observatory.core.place_comparison import (
    compare_places,
    comparison_map,
    dot_chart,
    ranked_chart,
    spread_sentence,
    strip_chart,
    titled,
)
from autan.opendata.observatory.core.series import index_figure, make_series
from autan.opendata.observatory.core.series_charts import (
    DatedSeries,
    breaks_between,
    last_year,
    parse_topic,
    series_chart,
)
from autan.opendata.sources.core.series_breaks import BreakKind, SeriesBreak
from tests.opendata.observatory.figures import a_figure, a_floor, a_range

NAME, CREDIT = Text("Énergie", "Energy"), Text("source", "source")


def dated(value: float | None, year: int, **changes):
    return a_figure(value, date=str(year), **changes)


def test_a_series_keeps_its_order_and_has_the_base_at_a_hundred():
    points = make_series([dated(50.0, 2020), dated(60.0, 2021), dated(None, 2022)], base=1)
    assert [point.index and point.index.value for point in points] == [83.3, 100, None]
    assert [point.figure.period for point in points] == [Period.year(year) for year in (2020, 2021, 2022)]
    assert [point.is_break for point in points] == [False, False, False]
    assert points[0].index.id.endswith(".2020.base-2021")


def test_another_source_is_a_break_and_against_it_no_index_is_established():
    points = make_series([dated(50.0, 2020), dated(60.0, 2021, source="other"), dated(70.0, 2022, source="other")])
    assert [point.is_break for point in points] == [False, True, False]
    assert [point.source for point in points] == ["ore-communes", "other", "other"]
    assert points[1].index.state is ValueState.NOT_ESTABLISHED
    assert "aucune évolution n’est établie" in points[1].index.note.fr
    assert points[1].index.value is None


@pytest.mark.parametrize(
    ("figure", "base"),
    [
        (dated(None, 2021), dated(5.0, 2020)),
        (dated(5.0, 2021), dated(0.0, 2020)),
        (dated(5.0, 2021), dated(None, 2020)),
        (a_range(1.0, 2.0), dated(5.0, 2020)),
    ],
)
def test_no_index_is_made_of_or_against_what_is_not_a_number(figure, base):
    assert index_figure(figure, base) is None


def test_a_base_is_a_hundred_however_well_it_is_known_and_two_floors_establish_nothing():
    base, later = a_floor(50.0, date="2020"), a_floor(60.0, date="2021")
    assert (index_figure(base, base).value, index_figure(base, base).state) == (100, ValueState.LOWER_BOUND)
    assert index_figure(later, base).state is ValueState.NOT_ESTABLISHED
    assert index_figure(later, dated(50.0, 2020)).value == 120
    assert index_figure(later, dated(50.0, 2020)).state is ValueState.LOWER_BOUND


def a_break(year: int, word: str = "compteurs") -> SeriesBreak:
    return SeriesBreak(year=year, kind=BreakKind.METHOD, reason=Text(word, word))


@pytest.mark.parametrize(
    ("years", "positions"),
    [([2021], [1]), ([2020], []), ([2019], []), ([2022], [2]), ([2030], []), ([2021, 2022], [1, 2])],
)
def test_a_break_falls_before_the_first_figure_of_the_new_way(years, positions):
    figures = [dated(1.0, year) for year in (2020, 2021, 2023)]
    assert [item.position for item in breaks_between(figures, [a_break(year) for year in years])] == positions


def test_two_breaks_between_the_same_figures_are_told_together():
    (both,) = breaks_between([dated(1.0, 2020), dated(1.0, 2025)], [a_break(2021, "a"), a_break(2023, "b")])
    assert both.label.fr == "2021\u00a0: rupture de méthode, a\u202f; 2023\u00a0: rupture de méthode, b"
    assert both.label.en == "2021: break of method, a; 2023: break of method, b"


def test_a_time_without_an_end_is_of_no_year():
    assert last_year(Period.undated()) == 0
    assert last_year(Period.parse("2024-06-30")) == 2024


def a_line(*values: float | None, breaks=(), name: str = "Ici", is_own: bool = False) -> DatedSeries:
    figures = tuple(dated(value, 2020 + rank) for rank, value in enumerate(values))
    return DatedSeries(label=Text(name, name), figures=figures, breaks=breaks, is_own=is_own)


def charted(*lines: DatedSeries):
    return series_chart(lines, chart_id="x", title=NAME, credit=CREDIT)


def test_a_chart_by_year_needs_two_known_dates_of_one_place():
    assert charted() is None
    assert charted(a_line(1.0), a_line(2.0, None)) is None
    chart = charted(a_line(1.0, 2.0, is_own=True), a_line(5.0, name="Là"), a_line(None, None, name="Ailleurs"))
    assert (chart.kind, [row.label.fr for row in chart.rows]) == (ChartKind.SERIES, ["Ici", "Là"])
    assert [row.is_emphasised for row in chart.rows] == [True, False]


def test_each_place_is_told_from_its_first_to_its_last_known_value():
    chart = charted(a_line(None, 1.0, 2.0, 3.0, None), a_line(5.0, name="Là"))
    assert chart.sentence.fr == "Ici\u00a0: 1\u00a0MWh (2021), 3\u00a0MWh (2023)."
    assert chart.sentence.en == "Ici: 1\u00a0MWh (2021), 3\u00a0MWh (2023)."


def test_no_value_is_set_beside_one_before_a_break():
    since = charted(a_line(1.0, 2.0, 3.0, breaks=(a_break(2021),)))
    assert since.sentence.fr.startswith("Ici\u00a0: 2\u00a0MWh (2021), 3\u00a0MWh (2022)")
    assert charted(a_line(1.0, 2.0, breaks=(a_break(2021),))).sentence.fr == ""


def test_the_first_three_places_are_told():
    chart = charted(*(a_line(1.0, 2.0, name=name) for name in "abcd"))
    assert chart.sentence.fr.count("MWh (2020)") == 3
    assert " d" not in chart.sentence.fr
    assert len(chart.rows) == 4


def test_a_topic_is_read_with_its_lines_and_their_parts():
    topic = parse_topic(
        {
            "code": "emplois",
            "title": {"fr": "Emplois", "en": "Jobs"},
            "lines": [{"source": "indicator-x"}, {"measure": "population", "part": {"fr": "a", "en": "b"}}],
        }
    )
    assert (topic.code, topic.title.en, topic.since) == ("emplois", "Jobs", 1900)
    assert [(line.source, line.measure, line.part.en) for line in topic.lines] == [
        ("indicator-x", "", ""),
        ("", "population", "b"),
    ]


def test_a_measure_is_offered_under_its_group_and_a_part_under_its_indicator():
    measure = option_of_measure(MEASURES["ghg_total"])
    assert (measure.code, measure.group) == ("ghg_total", MEASURES["ghg_total"].group.label)
    part = option_of_indicator("indicator-x", "Émissions", "Résidentiel", has_axes=True)
    assert (part.code, part.label.fr, part.short.fr) == (
        "indicator-x.residentiel",
        "Émissions, Résidentiel",
        "Résidentiel",
    )
    every = option_of_indicator("indicator-x", "Émissions", "", has_axes=True)
    assert (every.code, every.label.fr) == ("indicator-x.all", "Émissions, ensemble")
    plain = option_of_indicator("indicator-x", "Émissions", "", has_axes=False)
    assert (plain.label.fr, plain.short.fr, plain.group.fr) == ("Émissions", "Émissions", "Indicateurs territoriaux")


@pytest.mark.parametrize(
    ("code", "parts"),
    [("indicator-x.a", ("indicator-x", "a")), ("indicator-x", ("indicator-x", "all")), ("ghg_total", None), ("", None)],
)
def test_a_code_of_an_indicator_has_its_name_and_its_category(code, parts):
    assert split_indicator(code) == parts


NAMES = {"a": "Auch", "b": "Blagnac", "c": "Cahors", "d": "Dax"}


def compared(**values):
    figures = {code: value if hasattr(value, "unit") else a_figure(value) for code, value in values.items()}
    return compare_places(NAMES, figures, address="x", label=NAME, credit=CREDIT, own="b")


def test_places_come_by_value_then_by_name_and_the_unknown_last():
    comparison = compared(a=1.0, b=3.0, c=None, d=3.0)
    assert [place.name for place in comparison.places] == ["Blagnac", "Dax", "Auch", "Cahors"]
    assert [place.name for place in comparison.known] == ["Blagnac", "Dax", "Auch"]
    assert compared(a=None) is None
    assert compared() is None


def test_a_place_that_nobody_looked_at_is_shown_as_unknown_and_drawn_on_no_bar():
    comparison = compared(a=1.0, b=2.0)
    assert [place.figure and place.figure.value for place in comparison.places] == [2, 1, None, None]
    assert [row.label.fr for row in dot_chart(comparison).rows] == ["Blagnac", "Auch"]
    assert (dot_chart(comparison).id, ranked_chart(comparison).id) == ("x-by-member", "x-bars")


def test_the_place_of_the_reader_comes_first_on_bars_alone():
    comparison = compared(a=5.0, b=2.0, c=3.0)
    assert [row.label.fr for row in ranked_chart(comparison).rows] == ["Blagnac", "Auch", "Cahors"]
    assert [row.label.fr for row in dot_chart(comparison).rows] == ["Auch", "Cahors", "Blagnac"]
    assert [row.is_emphasised for row in ranked_chart(comparison).rows] == [True, False, False]


def test_others_stand_behind_in_the_same_unit_where_they_are_known():
    strip = strip_chart(compared(a=20_000.0, b=30_000.0), [a_figure(5_000.0), a_figure(None), a_figure(1.0)])
    assert [figure.value for figure in strip.behind] == [5, 0.001]
    assert {figure.unit.code for figure in strip.behind} == {"GWh"}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"a": 1.0, "b": 3.0}, "De 1\u00a0MWh (Auch) à 3\u00a0MWh (Blagnac)\u202f; 2 valeurs connues sur 4"),
        ({"a": 1.0}, "Auch\u00a0: 1\u00a0MWh\u202f; seule valeur connue sur 4"),
    ],
)
def test_the_two_ends_are_named_where_they_are_sure(values, sentence):
    assert spread_sentence(compared(**values)).fr.startswith(sentence)


def test_a_floor_may_be_higher_than_the_highest_and_is_said_so():
    bounded = spread_sentence(compared(a=a_figure(1.0), b=a_floor(2.0), c=a_figure(3.0)))
    assert bounded.fr.startswith("Le plus bas\u00a0: 1\u00a0MWh (Auch)")
    unsure = spread_sentence(compared(a=a_floor(1.0), b=a_figure(2.0)))
    assert unsure.fr.startswith("Les bornes ne disent pas qui est le plus haut ni le plus bas")


def test_the_few_unknown_are_named():
    assert spread_sentence(compared(a=1.0, b=2.0, c=3.0)).fr.endswith("\u202f; non renseigné\u00a0: Dax.")
    assert spread_sentence(compared(a=1.0, b=2.0, c=3.0, d=4.0)).fr.endswith("4 valeurs connues sur 4.")


def test_totals_are_circles_and_ratios_are_classes():
    comparison = compared(a=1.0, b=3.0)
    total = comparison_map(comparison, credit=Text("carte", "map"), followed=["a"], largest=9.0)
    assert (total.kind, total.largest, total.classes) == (MapKind.SYMBOLS, 9, ())
    assert [place.is_emphasised for place in total.places] == [False, True, False, False]
    assert total.source.fr == "source\u202f; carte"
    shares = {
        code: replace(figure, id=code)
        for code, figure in (("a", a_figure(1.0, unit="pct")), ("b", a_figure(2.0, unit="pct")))
    }
    ratio = comparison_map(
        compared(**shares), credit=CREDIT, largest=9.0, shares_scale=True, frames={"76": "Occitanie"}
    )
    assert (ratio.kind, ratio.largest, ratio.id) == (MapKind.CHOROPLETH, None, "x-small-map")
    assert [frame.label.fr for frame in ratio.frames] == ["Occitanie"]


@pytest.mark.parametrize(
    ("unit", "when", "title"),
    [("MWh", Text("", ""), "Énergie (MWh)"), ("MWh", Text("2024", "2024"), "Énergie (MWh), 2024")],
)
def test_a_title_has_its_unit_and_its_time(unit, when, title):
    assert titled(NAME, a_figure(1.0, unit=unit).unit, when).fr == title
