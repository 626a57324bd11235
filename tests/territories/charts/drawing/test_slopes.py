"""Slopes: one line a territory between two dates, labels that never touch, the unknown named below and never drawn."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from autan.evidence.figures.core.charts import Chart, ChartKind
from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.core.periods import Period
from autan.ground.texts.language import in_language
from autan.territories.charts.renderers.drawing.chart_slope import _pulled_up, _Side
from autan.territories.charts.renderers.drawing.lettering import Lettering
from autan.territories.charts.renderers.svg import draw_chart
from tests.territories.charts.drawing.making import NAMES, SVG, chart, figure, joined, parsed, words_of

VARIANTS = ("wide", "narrow")
INK, BRICK = "data", "emphasis"


def slopes(*pairs: tuple[float | None, ...], names=NAMES, emphasised: int | None = None) -> Chart:
    rows = [
        [figure(value, name=f"f{row}{rank}", period=Period.year(2015 + 5 * rank)) for rank, value in enumerate(pair)]
        for row, pair in enumerate(pairs)
    ]
    return chart(ChartKind.SLOPES, rows, codes=("before", "after"), names=names, emphasised=emphasised)


def strokes(drawing: str) -> list[tuple[float, float, float, float]]:
    """Both ends of the line of each territory."""
    paths = re.findall(r'd="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"[^>]*stroke-width="1.6"', drawing)
    return [(float(left), float(before), float(right), float(after)) for left, before, right, after in paths]


def labels(drawing: str) -> list[tuple[str, float]]:
    """What is written beside the dots, and how high."""
    texts = [item for item in parsed(drawing).iter(f"{SVG}text") if item.get("text-anchor") != "middle"]
    return [(item.text or "", float(item.attrib["y"])) for item in texts]


@pytest.mark.parametrize("variant", VARIANTS)
def test_each_line_goes_from_the_first_date_to_the_second_and_up_when_it_grows(variant):
    drawing = draw_chart(slopes((10.0, 20.0), (20.0, 10.0), (15.0, 15.0)), medium="print", variant=variant)
    (_, low, right, high), (_, top, _, bottom), (left, same, _, still) = strokes(drawing)
    assert left < right
    assert low > high
    assert (top, bottom) == (high, low)
    assert same == still == pytest.approx((low + high) / 2, abs=0.1)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_both_dates_are_written_once_and_in_order(language):
    with in_language(language):
        words = words_of(draw_chart(slopes((10.0, 20.0), (20.0, 10.0)), medium="print"))
    assert [word for word in words if word.isdigit() and len(word) == 4] == ["2015", "2020"]


def test_a_name_stands_at_both_ends_on_a_page_and_at_the_second_alone_on_a_phone():
    spec = slopes((10.0, 20.0))
    assert [words for words, _ in labels(draw_chart(spec, medium="print"))] == ["Rives d’Ondal 10", "20 Rives d’Ondal"]
    narrow = labels(draw_chart(spec, medium="print", variant="narrow"))
    assert [words for words, _ in narrow] == ["10", "20 Rives d’Ondal"]


@pytest.mark.parametrize("pair", [(None, 10.0), (10.0, None), (None, None), (10.0,)])
def test_a_territory_unknown_at_one_of_the_dates_is_named_below_and_has_no_line(pair):
    drawing = draw_chart(slopes((10.0, 20.0), pair), medium="print")
    assert len(strokes(drawing)) == 1
    assert "Inconnu à l’une des dates : Haut-Vernon" in joined(drawing)
    assert drawing.count("<circle") == 2


def test_where_nobody_is_known_at_both_dates_names_alone_are_written():
    drawing = draw_chart(slopes((None, 10.0), (10.0, None)), medium="print")
    assert not strokes(drawing)
    assert joined(drawing) == "Inconnu à l’une des dates : Rives d’Ondal, Haut-Vernon"
    with in_language("en"):
        assert "Haut-Vernon (en)" in joined(draw_chart(slopes((None, 10.0), (10.0, None)), medium="print"))


def test_where_all_are_known_nothing_is_said_of_the_unknown():
    assert "Inconnu" not in joined(draw_chart(slopes((10.0, 20.0)), medium="print"))


def test_the_place_that_is_followed_has_its_colour_and_bold_words():
    drawing = draw_chart(slopes((10.0, 20.0), (12.0, 8.0), emphasised=1), medium="screen")
    bold = [words.text for words in parsed(drawing).iter(f"{SVG}text") if words.get("font-weight") == "600"]
    assert bold == ["2015", "2020", "Haut-Vernon 12", "8 Haut-Vernon"]
    assert drawing.count('class="s-emphasis"') == 1
    assert drawing.count('class="f-emphasis"') == 2


def test_each_dot_leads_to_its_own_figure():
    root = parsed(draw_chart(slopes((10.0, 20.0), (20.0, 10.0)), medium="screen"))
    links = [link.attrib["href"] for link in root.iter(f"{SVG}a")]
    assert links == [f"/preuves/facts.f{row}{rank}/" for row in range(2) for rank in range(2)]


def test_a_value_known_at_least_is_a_ring():
    spec = slopes((10.0, 20.0))
    floor = replace(spec.rows[0].figures[1], state=ValueState.LOWER_BOUND)
    ringed = replace(spec, rows=(replace(spec.rows[0], figures=(spec.rows[0].figures[0], floor)),))
    assert draw_chart(spec, medium="print").count("<circle") == 2
    assert draw_chart(ringed, medium="print").count("<circle") == 3


@pytest.mark.parametrize("variant", VARIANTS)
def test_labels_of_like_values_never_touch_and_are_led_to_their_dots(variant):
    close = slopes(*[(10.0 + rank / 100, 50.0 - rank / 100) for rank in range(5)])
    drawing = draw_chart(close, medium="print", variant=variant)
    size = float(re.findall(r'font-size="([\d.]+)"', drawing)[-1])
    for side in (0, 5):
        places = sorted(y for _, y in labels(drawing)[side : side + 5])
        assert all(below - above >= size * 1.15 - 0.2 for above, below in pairwise(places))
    apart = slopes((10.0, 50.0), (90.0, 5.0))
    leaders = [draw_chart(spec, medium="print").count('stroke-width="1"') for spec in (close, apart)]
    assert leaders == [2 + 10, 2]


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_long_name_is_cut_at_the_second_date_so_that_lines_keep_room_between_both(variant):
    name = "Communauté de communes des Coteaux, des Vallées et des Rivières du Grand Sud"
    drawing = draw_chart(slopes((10.0, 20.0), names=[name]), medium="print", variant=variant)
    ((left, _, right, _),) = strokes(drawing)
    after = labels(drawing)[-1][0]
    assert after.startswith("20 Commu")
    assert after.endswith("…")
    assert right - left >= 69


def test_a_short_name_is_never_cut():
    assert not [words for words, _ in labels(draw_chart(slopes((10.0, 20.0)), medium="print")) if "…" in words]


@pytest.mark.parametrize(("count", "tall"), [(1, 150), (5, 150), (10, 220)])
def test_the_drawing_grows_with_its_lines_from_a_least_height(count, tall):
    pairs = [(float(rank), float(count - rank)) for rank in range(count)]
    drawing = draw_chart(slopes(*pairs, names=[f"Lieu {rank}" for rank in range(count)]), medium="print")
    (rail,) = set(re.findall(r'd="M[\d.]+ 20L[\d.]+ ([\d.]+)"', drawing))
    assert float(rail) == 26 + tall


# --- The places of labels --------------------------------------------------------------------------------------------


def side(*places: float, step: float = 10.0) -> _Side:
    return _Side(labels=[str(place) for place in places], places=places, step=step)


@pytest.mark.parametrize(
    ("places", "settled"),
    [
        ((50.0,), [50]),
        ((10.0, 50.0), [10, 50]),
        ((50.0, 10.0), [10, 50]),  # from top to bottom, whatever the order of the lines
        ((10.0, 20.0), [10, 20]),  # just far enough
        ((48.0, 50.0), [40, 50]),  # the last would hang below the drawing: both go up
        ((0.0, 2.0, 50.0), [0, 10, 50]),  # the second goes down where there is room
        ((50.0, 50.0, 50.0), [30, 40, 50]),
    ],
)
def test_labels_stand_at_their_dots_or_as_near_as_may_be(places, settled):
    assert side(*places).settled == pytest.approx(settled)


def test_equal_places_keep_the_order_of_the_lines():
    assert side(5.0, 5.0, 1.0).order == [2, 0, 1]


@pytest.mark.parametrize(("places", "gap"), [((0.0, 50.0), 8), ((0.0, 8.0), 8), ((0.0, 7.9), 24), ((0.0, 0.0), 24)])
def test_words_stand_further_away_on_a_side_where_one_of_them_moved(places, gap):
    assert side(*places).gap == gap


@pytest.mark.parametrize(
    ("places", "over", "moved"),
    [
        ([], 5.0, []),
        ([30.0], 5.0, [25]),
        ([10.0, 30.0], 5.0, [10, 25]),
        ([10.0, 20.0], 5.0, [5, 15]),
        ([0.0, 10.0, 20.0], 4.0, [-4, 6, 16]),
        ([0.0, 15.0, 25.0], 4.0, [0, 11, 21]),
    ],
)
def test_what_hangs_below_is_pulled_up_with_what_it_touches(places, over, moved):
    assert _pulled_up(places, over, 10.0) == pytest.approx(moved)


def test_a_label_is_cut_to_the_last_letter_that_fits():
    drawing = draw_chart(slopes((10.0, 20.0), names=["x" * 200]), medium="print", variant="narrow")
    width = Lettering().width
    ((left, _, right, _),) = strokes(drawing)
    assert right - left == pytest.approx(70, abs=width("x", 12.5, bold=True))
