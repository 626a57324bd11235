"""Squares of overseas places beside a map: one each, in rows by region, coloured or circled as the map is."""

import re
from itertools import pairwise

import pytest

from autan.ground.texts.language import in_language
from autan.territories.charts.renderers.drawing.chart_frame import FRAMES, Variant
from autan.territories.charts.renderers.drawing.map_places import MapMark
from autan.territories.charts.renderers.drawing.map_tiles import TileWriter
from autan.territories.charts.renderers.drawing.pen import Medium, Pen

ROOM = 300.0


def mark(code: str, colour: str | None = "step-2") -> MapMark:
    return MapMark(
        code=code, name=f"Lieu {code}", value=None, colour=colour, accessible_text=f"Lieu {code}", address=""
    )


def written(groups, *, radii=None, followed=(), medium=Medium.PRINT, top=10.0, room=ROOM, language="fr"):
    writer = TileWriter(
        groups=groups,
        radii=radii or {},
        followed=frozenset(followed),
        pen=Pen.for_drawing("x", medium, "wide"),
        frame=FRAMES[Variant.WIDE],
    )
    with in_language(language):
        drawn, bottom = writer.write(top, room)
    return "".join(drawn), bottom


def places_of(drawing: str, pattern: str = r'<rect x="([\d.]+)" y="([\d.]+)"') -> list[tuple[float, float]]:
    return list(dict.fromkeys((float(x), float(y)) for x, y in re.findall(pattern, drawing)))


def words_of(drawing: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", drawing)


def test_without_place_overseas_nothing_is_written_and_nothing_moves():
    assert written({}, top=42.0) == ("", 42.0)


def test_each_place_is_one_square_after_the_name_of_its_region():
    drawing, bottom = written({"La Réunion": [mark("1"), mark("2"), mark("3")]})
    squares = places_of(drawing)
    assert len(squares) == 3
    assert {y for _, y in squares} == {squares[0][1]}
    assert [round(after[0] - before[0]) for before, after in pairwise(squares)] == [16, 16]
    assert "La Réunion" in words_of(drawing)
    assert bottom > squares[0][1] + 13


@pytest.mark.parametrize(
    ("radii", "language", "said"),
    [
        ({}, "fr", "sans forme ni échelle"),
        ({"1": 4.0}, "fr", "à l’échelle de la légende"),
        ({}, "en", "Overseas"),
    ],
)
def test_it_is_said_that_a_square_has_no_shape_and_a_circle_the_scale_of_the_map(radii, language, said):
    drawing, _ = written({"Guyane": [mark("1")]}, radii=radii, language=language)
    assert said in " ".join(words_of(drawing))


def test_regions_share_a_line_while_there_is_room():
    groups = {name: [mark(f"{name}{rank}") for rank in range(3)] for name in ("Guadeloupe", "Guyane", "Mayotte")}
    wide, narrow = (written(groups, room=room) for room in (600.0, 150.0))
    assert len({y for _, y in places_of(wide[0])}) == 1
    assert len({y for _, y in places_of(narrow[0])}) == 3
    assert narrow[1] > wide[1]
    assert [word for word in words_of(narrow[0]) if word in groups] == list(groups)


def test_a_region_wider_than_the_room_still_has_its_line():
    drawing, _ = written({"Guyane": [mark(str(rank)) for rank in range(9)]}, room=40.0)
    assert len(places_of(drawing)) == 9
    assert len({y for _, y in places_of(drawing)}) == 1


def test_a_place_that_is_not_known_is_hatched_and_one_below_zero_ruled():
    drawing, _ = written({"Guyane": [mark("1", None), mark("2", "below-4"), mark("3", "step-2-open"), mark("4")]})
    assert re.findall(r'fill="url\(#([^)]+)\)"', drawing) == ["x-wide-hatch", "x-wide-below-4", "x-wide-step-2-open"]


def test_a_place_that_is_followed_has_a_dark_and_thick_edge():
    drawing, _ = written({"Guyane": [mark("1"), mark("2")]}, followed=["2"], medium=Medium.SCREEN)
    edges = re.findall(r'stroke-width="([\d.]+)" class="s-(\w+)"', drawing)
    assert edges == [("1", "coast"), ("2.5", "ink")]


@pytest.mark.parametrize(("medium", "count"), [(Medium.SCREEN, 2), (Medium.FILE, 0), (Medium.PRINT, 0)])
def test_a_pointer_reads_the_name_of_a_square_on_the_site(medium, count):
    drawing, _ = written({"Guyane": [mark("1"), mark("2")]}, medium=medium)
    assert drawing.count("<title>Lieu") == count


# --- Circles ---------------------------------------------------------------------------------------------------------


def circles(drawing: str) -> list[tuple[float, float, float]]:
    found = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', drawing)
    return [(float(x), float(y), float(radius)) for x, y, radius in found]


def test_circles_have_their_sizes_stand_on_one_line_and_never_touch():
    radii = {"1": 12.0, "2": 1.0, "3": 6.0}
    drawing, bottom = written({"Guyane": [mark(code) for code in radii]}, radii=radii)
    drawn = circles(drawing)
    assert [radius for _, _, radius in drawn] == [12, 1, 6]
    assert len({y for _, y, _ in drawn}) == 1
    for (left, _, before), (right, _, after) in pairwise(drawn):
        assert right - left >= before + after + 2.9
    assert bottom >= drawn[0][1] + 12 + 4.9
    assert "<rect" not in drawing


def test_a_line_is_as_tall_as_its_largest_circle():
    small, large = (written({"Guyane": [mark("1")]}, radii={"1": radius}) for radius in (2.0, 20.0))
    assert large[1] - small[1] == pytest.approx(40 - 13)


def test_a_place_without_a_value_is_a_dashed_circle():
    drawing, _ = written({"Guyane": [mark("1")]}, radii={"1": 5.0})
    assert drawing.count("stroke-dasharray") == 1
