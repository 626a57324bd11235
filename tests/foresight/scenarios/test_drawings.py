"""Paths and bars of scenarios: what is drawn, its table, and where marks stand; a hole is never drawn over."""

import re
from itertools import pairwise
from math import nan

import pytest

from autan.foresight.scenarios.presenters.drawings import BarsDrawing, DrawnBar, DrawnPath, PathsDrawing, paths_drawing
from autan.foresight.scenarios.renderers.bars import draw_bars
from autan.foresight.scenarios.renderers.paths import _levels, draw_paths


def path(label="choisi 5", *points, colour="data", dashes=""):
    return DrawnPath(label=label, points=points or ((2023, 10.0), (2050, 5.0)), colour=colour, dashes=dashes)


def wide(svg: str) -> str:
    return svg.partition('<svg xmlns="http://www.w3.org/2000/svg" class="narrow"')[0]


def narrow(svg: str) -> str:
    return svg.removeprefix(wide(svg))


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def texts(svg: str) -> list[tuple[float, float, str]]:
    found = re.findall(r'<text[^>]* x="([\d.-]+)" y="([\d.-]+)"[^>]*>([^<]*)<', svg)
    return [(float(x), float(y), plain(words)) for x, y, words in found]


# --- What is drawn ---------------------------------------------------------------------------------------------------


def test_nothing_is_drawn_without_path_nor_over_a_hole():
    assert paths_drawing("x", "Titre", []) is None
    assert paths_drawing("x", "Titre", [path(), path("tendance 3", (2023, 1.0), (2030, nan))]) is None


def test_a_drawing_is_described_by_its_title_where_nothing_else_is_said():
    assert paths_drawing("x", "Titre", [path()]).sentence == "Titre"
    assert paths_drawing("x", "Titre", [path()], sentence="Une phrase").sentence == "Une phrase"


def test_the_table_of_paths_has_a_row_a_year_and_nothing_where_a_path_does_not_go():
    drawing = paths_drawing("x", "kt", [path("tendance 3", (2023, 4.0), (2030, 3.0)), path("choisi", (2030, 1.0))])
    assert drawing.columns == ("kt", "tendance", "choisi")
    assert drawing.rows == ((2023, 4, None), (2030, 3, 1))


def test_the_ends_of_a_range_are_columns_of_their_own():
    drawing = PathsDrawing(
        name="x", title="kt", sentence="", paths=(path("choisi 1", (2023, 4.0)),), band=((2030, 1.0, 3.0),)
    )
    assert drawing.columns == ("kt", "choisi", "kt (P10)", "kt (P90)")
    assert drawing.rows == ((2023, 4, None, None), (2030, None, 1, 3))


def bars(*bars_of, **options) -> BarsDrawing:
    made = tuple(
        DrawnBar(label=f"Pas {i}", low=low, high=high, written=str(high), colour="data")
        for i, (low, high) in enumerate(bars_of)
    )
    return BarsDrawing(name="x", title="Titre", bars=made, **options)


def test_bars_are_told_in_one_sentence_and_in_a_table():
    drawing = bars((0.0, 10.0), (4.0, 10.0))
    assert drawing.sentence == "Pas 0 10.0 · Pas 1 10.0"
    assert drawing.columns == ("Titre", "min", "max")
    assert drawing.rows == (("Pas 0", 0, 10), ("Pas 1", 4, 10))


# --- Paths -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("high", "levels"),
    [
        (4321.0, [0, 1000, 2000, 3000, 4000]),
        (90.0, [0, 20, 40, 60, 80]),
        (100.0, [0, 50, 100]),
        (1.0, [0, 0.5, 1]),
        (0.4, [0, 0.1, 0.2, 0.3, 0.4]),
        (99.9, [0, 20, 40, 60, 80]),
        (2000.0, [0, 500, 1000, 1500, 2000]),
    ],
)
def test_the_axis_has_a_few_round_levels_from_zero(high, levels):
    assert _levels(high) == pytest.approx(levels)


def strokes(svg: str) -> list[list[tuple[float, float]]]:
    """Places of each path, which is thicker than the axis."""
    found = re.findall(r'd="M([^"]*)" fill="none" stroke="[^"]*" stroke-width="2.5"', svg)
    return [[(float(x), float(y)) for x, y in (place.split() for place in line.split(" L"))] for line in found]


def drawn(*paths, **options) -> str:
    return draw_paths(PathsDrawing(name="essai", title="Titre & co", sentence="Une phrase", paths=paths, **options))


@pytest.mark.parametrize("part", [wide, narrow])
def test_a_path_that_falls_goes_down_and_years_go_right(part):
    ((start, end),) = strokes(part(drawn(path())))
    assert start[0] < end[0]
    assert start[1] < end[1]


def test_zero_is_drawn_and_heights_are_in_proportion():
    svg = wide(drawn(path("a 4", (2023, 8.0), (2030, 4.0), (2050, 0.0))))
    ((high, middle, low),) = strokes(svg)
    assert low[1] - high[1] == pytest.approx(2 * (low[1] - middle[1]), abs=0.2)
    zero = next(y for _, y, words in texts(svg) if words == "0")
    assert zero == pytest.approx(low[1] - 4, abs=0.1)


def test_a_band_makes_room_for_its_high_end():
    without, with_band = (wide(drawn(path(), band=band)) for band in ((), ((2023, 5.0, 20.0), (2050, 1.0, 18.0))))
    assert strokes(with_band)[0][0][1] > strokes(without)[0][0][1]
    assert with_band.count('fill-opacity="0.18"') == 1
    assert "fill-opacity" not in without


def test_both_lay_outs_are_named_and_share_no_id():
    svg = drawn(path())
    ids = re.findall(r' id="([^"]+)"', svg)
    assert ids == ["essai-wide-t", "essai-wide-d", "essai-narrow-t", "essai-narrow-d"]
    assert svg.count("Titre &amp; co") == 2


def test_a_low_lay_out_is_for_phones_alone():
    heights = [re.findall(r'viewBox="0 0 \d+ (\d+)"', drawn(path(), is_low=low)) for low in (False, True)]
    assert heights == [["300", "300"], ["300", "170"]]


@pytest.mark.parametrize("part", [wide, narrow])
def test_labels_at_the_ends_of_paths_never_meet(part):
    svg = part(drawn(*(path(f"chemin {i}", (2023, 10.0), (2050, 5.0 + i / 100)) for i in range(4))))
    places = sorted(y for _, y, words in texts(svg) if words.startswith("chemin"))
    assert len(places) == 4
    assert min(below - above for above, below in pairwise(places)) >= 16.9


@pytest.mark.parametrize(
    ("last", "part", "years"),
    [
        (2030, wide, [2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030]),
        (2050, wide, [2025, 2030, 2035, 2040, 2045, 2050]),
        (2050, narrow, [2030, 2040, 2050]),
    ],
)
def test_as_many_years_are_written_as_can_be_read(last, part, years):
    svg = part(drawn(path("choisi 5", (2023, 10.0), (last, 5.0))))
    assert [int(words) for _, _, words in texts(svg) if re.fullmatch(r"20\d\d", words)] == years


def test_one_year_and_nothing_are_still_drawn():
    ((place,),) = strokes(wide(drawn(path("nul 0", (2023, 0.0)))))
    assert all(number > 0 for number in place)


def test_dashes_are_those_of_the_path():
    svg = wide(drawn(path(), path("cible 1", (2023, 3.0), (2050, 1.0), dashes="2 4")))
    assert svg.count('stroke-dasharray="2 4"') == 1


# --- Bars ------------------------------------------------------------------------------------------------------------


def rects(svg: str) -> list[tuple[float, float]]:
    return [(float(x), float(w)) for x, w in re.findall(r'<rect[^>]* x="([\d.]+)" y="\d+" width="([\d.]+)"', svg)]


def rect_tops(svg: str) -> list[int]:
    return [int(y) for y in re.findall(r'<rect[^>]* y="(\d+)" width', svg)]


def test_bars_stand_between_their_levels_on_one_scale():
    (first, whole), (second, half) = rects(wide(draw_bars(bars((0.0, 10.0), (5.0, 10.0)))))
    assert first == 210
    assert half == pytest.approx(whole / 2)
    assert second == pytest.approx(first + whole / 2)


def test_a_bar_of_nothing_is_still_seen_and_levels_all_alike_are_drawn():
    assert rects(wide(draw_bars(bars((5.0, 5.0), (0.0, 10.0)))))[0][1] == 1
    assert rects(wide(draw_bars(bars((0.0, 0.0)))))[0] == (210, 1)


def test_the_level_of_origin_is_in_the_drawing_even_where_no_bar_reaches_it():
    svg = wide(draw_bars(bars((8.0, 10.0), origin=5.0)))
    ((start, _),) = rects(svg)
    (line,) = re.findall(r'd="M([\d.]+) [\d.]+ L', svg)
    assert float(line) == 210
    assert start > float(line)


@pytest.mark.parametrize(
    ("part", "above", "height", "left"),
    [(wide, False, 84, 210), (wide, True, 116, 0), (narrow, False, 116, 0), (narrow, True, 116, 0)],
)
def test_names_are_above_bars_on_a_phone_and_where_they_are_long(part, above, height, left):
    svg = part(draw_bars(bars((0.0, 10.0), (5.0, 10.0), has_names_above=above)))
    assert re.findall(r'viewBox="0 0 \d+ (\d+)"', svg) == [str(height)]
    assert rects(svg)[0][0] == left


@pytest.mark.parametrize(("part", "has_names_above"), [(wide, False), (wide, True), (narrow, False)])
def test_a_long_name_takes_lines_and_room_and_is_never_cut(part, has_names_above):
    label = "Consommations de départ modélisées, rapportées à leur valeur centrale, de tous les secteurs du territoire"
    long = DrawnBar(label=label, low=0.0, high=10.0, written="10", colour="data")
    shown = BarsDrawing(name="b", title="T", bars=(long, long), origin=0.0, has_names_above=has_names_above)
    svg = part(draw_bars(shown))
    lines = re.findall(r'<text[^>]* x="0.0" y="([\d.]+)"[^>]*>([^<]*)<', svg)
    assert " ".join(words for _, words in lines) == f"{label} {label}"
    assert [float(y) for y, _ in lines] == sorted(float(y) for y, _ in lines)
    (first, second), height = rect_tops(svg), int(re.findall(r'viewBox="0 0 \d+ (\d+)"', svg)[0])
    assert second - first >= 16 * len(lines) / 2
    assert float(lines[-1][0]) < height
