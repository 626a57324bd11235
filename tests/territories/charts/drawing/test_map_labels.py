"""Names on a map never cover one another and never leave the map."""

from itertools import combinations
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from autan.territories.charts.renderers.drawing.map_candidates import LabelRequest, find_candidates
from autan.territories.charts.renderers.drawing.map_labels import NamePlacer, Placement, choose_places
from autan.territories.charts.renderers.drawing.map_shapes import Box

ROOM = Box(left=0, top=0, width=500, height=400)


def disc(x: float, y: float, radius: float) -> list[list[np.ndarray]]:
    angles = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    return [[np.stack([x + radius * np.cos(angles), y + radius * np.sin(angles)], axis=1)]]


def ask_for(x: float, y: float, home: int, **options: Any) -> LabelRequest:
    fields = {"width": 70.0, "height": 30.0, "anchor": (x, y), "reach": (12.0, 12.0), "home": home}
    return LabelRequest(**(fields | options))


def overlap(one: Box, other: Box) -> bool:
    apart = one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top
    return not apart


def place(anchors: list[tuple[float, float]], **options: Any) -> list[Placement | None]:
    requests = [ask_for(x, y, home, **options) for home, (x, y) in enumerate(anchors)]
    return NamePlacer(room=ROOM, shapes=[disc(x, y, 14) for x, y in anchors]).place(requests)


anchors = st.lists(st.tuples(st.integers(40, 460), st.integers(40, 360)), min_size=1, max_size=12, unique=True)


@settings(deadline=None, max_examples=40)
@given(points=anchors, is_on_land=st.booleans(), must_stand=st.booleans())
def test_names_never_overlap_nor_leave_the_map(
    *, points: list[tuple[float, float]], is_on_land: bool, must_stand: bool
) -> None:
    boxes = [name.box for name in place(points, is_on_land=is_on_land, must_stand=must_stand) if name]
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
    assert all(box.left >= 0 and box.top >= 0 and box.right <= 500 and box.bottom <= 400 for box in boxes)


@settings(deadline=None, max_examples=15)
@given(anchors)
def test_the_same_map_gets_the_same_names(points: list[tuple[float, float]]) -> None:
    assert place(points) == place(points)


def test_eleven_crowded_places_are_all_named() -> None:
    points = [(180.0 + 45 * (i % 4), 140.0 + 45 * (i // 4)) for i in range(11)]
    assert all(place(points))


def test_a_name_that_fits_stands_on_its_place() -> None:
    (name,) = NamePlacer(room=ROOM, shapes=[disc(200, 200, 120)]).place([ask_for(200, 200, 0, reach=(80, 80))])
    assert name
    assert name.is_inside
    assert name.leader is None


def test_a_name_crosses_the_edge_of_its_place_only_where_nothing_else_is_free() -> None:
    (free,) = NamePlacer(room=ROOM, shapes=[disc(200, 200, 30)]).place([ask_for(200, 200, 0)])
    assert free
    assert not free.straddles
    tight = Box(left=165, top=182, width=74, height=36)
    (held,) = NamePlacer(room=tight, shapes=[disc(200, 200, 30)]).place([ask_for(200, 200, 0)])
    assert held
    assert held.straddles


def test_a_name_far_from_its_place_has_a_line_to_it() -> None:
    blocked = Box(left=120, top=150, width=160, height=100)
    (name,) = NamePlacer(room=ROOM, shapes=[disc(200, 200, 14)], obstacles=[blocked]).place([ask_for(200, 200, 0)])
    assert name
    assert name.leader is not None
    assert name.leader[2:] == (200, 200)
    assert not overlap(name.box, blocked)


def test_an_optional_name_that_does_not_fit_is_left_out() -> None:
    assert NamePlacer(room=ROOM, shapes=[disc(200, 200, 6)]).place([ask_for(200, 200, 0, must_stand=False)]) == [None]
    assert NamePlacer(room=ROOM, shapes=[disc(200, 200, 90)]).place([ask_for(200, 200, 0, must_stand=False)])[0]


def test_a_name_larger_than_the_room_is_pushed_in_as_far_as_it_goes() -> None:
    small = Box(left=0, top=0, width=60, height=25)
    (name,) = NamePlacer(room=small, shapes=[disc(30, 12, 5)]).place([ask_for(30, 12, 0)])
    assert name


def test_two_names_that_block_each_other_move_together() -> None:
    """No single move helps here: each must leave its place for the other to fit."""
    shapes = [disc(100, 100, 5), disc(130, 100, 5), disc(160, 100, 5)]
    requests = [ask_for(100 + 30 * home, 100, home) for home in range(3)]
    choices = [find_candidates(item, ROOM, shapes, []) for item in requests]
    chosen = choose_places(choices, [[0, 1, 2]], {})
    rects = [choices[name].rects[pick] for name, pick in sorted(chosen.items())]
    boxes = [Box(left=r[0], top=r[1], width=r[2] - r[0], height=r[3] - r[1]) for r in rects]
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))


def test_no_name_gives_no_placement() -> None:
    assert NamePlacer(room=ROOM, shapes=[]).place([]) == []
