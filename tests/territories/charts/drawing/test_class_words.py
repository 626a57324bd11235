"""Classes of a map: how many, what colours, what words; and what a place says of two ratios at once."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.charts import MapClass, MapKind
from autan.evidence.figures.core.states import ValueState
from autan.territories.charts.renderers.drawing.map_classes import (
    class_colours,
    class_of,
    classify,
    pair_of,
    span_words,
)
from autan.territories.charts.renderers.drawing.map_places import category_colour, read_places
from autan.territories.charts.renderers.drawing.palette import COLOURS, OPEN
from tests.territories.charts.drawing.making import NAMES, figure, network_map


def classes_of(*ends, tones=None):
    return [
        MapClass(low=low, high=high, count=1, tone=(tones or range(len(ends)))[rank])
        for rank, (low, high) in enumerate(ends)
    ]


def plain(words):
    return [text.replace("\u00a0", " ").replace("\u202f", " ") for text in words]


@pytest.mark.parametrize(("count", "classes"), [(1, 1), (2, 2), (3, 3), (8, 3), (9, 4), (25, 4), (26, 5), (60, 5)])
def test_more_distinct_values_make_more_classes(count, classes):
    assert len(classify([float(rank) for rank in range(count)])) == classes


@pytest.mark.parametrize(("count", "is_alone"), [(40, True), (41, False)])
def test_a_value_far_away_is_a_class_by_itself_up_to_forty_values(count, is_alone):
    """Natural breaks leave their place, above, to classes of like size."""
    values = [float(rank) for rank in range(count - 1)]
    assert (classify([*values, 10_000.0])[-1].count == 1) is is_alone


def test_tones_rise_with_the_classes_and_a_value_is_in_the_first_that_reaches_it():
    classes = classify([1, 2, 1.5, 9, 10, 20, 21])
    assert [part.tone for part in classes] == [0, 1, 2]
    assert [class_of(value, classes) for value in (1, 2, 9, 10, 20, 21)] == [0, 0, 1, 1, 2, 2]


@pytest.mark.parametrize("count", range(1, 8))
def test_each_class_has_its_colour_from_pale_to_deep(count):
    colours = class_colours(classes_of(*((rank, rank + 1) for rank in range(count))))
    assert len(set(colours)) == count
    assert set(colours) <= set(COLOURS)
    assert colours == sorted(colours)


@pytest.mark.parametrize(
    ("tones", "colours"),
    [
        ((-1, 1), ["below-4", "ramp-5"]),
        ((-2, -1, 1), ["below-5", "below-2", "ramp-5"]),
        ((-1, 1, 2, 3), ["below-4", "ramp-2", "ramp-4", "ramp-6"]),
        ((-3, -2, -1), ["below-5", "below-3", "below-1"]),
        ((), []),
    ],
)
def test_colours_are_palest_near_zero_on_both_sides(tones, colours):
    classes = classes_of(*((rank, rank + 1) for rank in range(len(tones))), tones=tones)
    assert class_colours(classes) == colours
    assert set(colours) <= set(COLOURS)


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ([(0, 10), (10, 1250)], ["0 à 10", "10 à 1 250"]),
        ([(3, 3), (4, 9)], ["3", "4 à 9"]),
        ([(0.5, 1.25), (1.25, 9)], ["0,5 à 1,25", "1,25 à 9"]),
        ([(0, 33.333333), (33.333333, 66.666667)], ["0 à 33", "33 à 67"]),
        ([(0, 3.333333), (3.333333, 6.666667)], ["0 à 3,3", "3,3 à 6,7"]),
    ],
)
def test_the_ends_of_a_class_have_the_digits_that_they_need(ends, words):
    assert plain(span_words(classes_of(*ends))) == words


def test_ends_are_written_as_on_the_map_unless_two_classes_would_read_alike():
    classes = classes_of((1.04, 1.31), (1.32, 1.44))
    assert plain(span_words(classes, {1.04: "1,0", 1.31: "≥\u00a01,3", 1.32: "1,3", 1.44: "1,4"})) == [
        "1,0 à 1,3",
        "1,3 à 1,4",
    ]
    alike = {1.04: "1", 1.31: "1", 1.32: "1", 1.44: "1"}
    assert plain(span_words(classes, alike)) == ["1,0 à 1,3", "1,3 à 1,4"]


# --- Two ratios at once ----------------------------------------------------------------------------------------------


def cell(first, second):
    """What is written on the place of Val-d’Or, and its colour, when its two ratios are these."""
    spec = network_map(MapKind.PAIRS)
    rank = 3
    places = list(spec.places)
    places[rank] = replace(places[rank], figure=first, second=second)
    marks, _classes = read_places(replace(spec, places=tuple(places)))
    mark = next(mark for mark in marks if mark.name == NAMES[rank])
    return (mark.value.written if mark.value else None), mark.colour


def ratio(value=None, **changes):
    return figure(value, unit="MWh_per_inhabitant", name="r", **changes)


@pytest.mark.parametrize(
    ("first", "second", "written", "colour"),
    [
        (1.0, 1.5, "A1", "pair-11"),
        (9.0, 1.0, "B1", "pair-21"),
        (2.0, 2.5, "A2", "pair-12"),
        (9.0, 9.0, "B2", "pair-22"),
    ],
)
def test_a_place_is_in_one_of_the_cells(first, second, written, colour):
    assert cell(ratio(first), ratio(second)) == (written, colour)


def test_a_floor_or_a_range_over_two_classes_leaves_its_cell_open():
    floor = ratio(1.5, state=ValueState.LOWER_BOUND)
    assert cell(floor, ratio(1.0))[1] == f"pair-11{OPEN}"
    assert cell(ratio(1.0), floor)[1] == f"pair-11{OPEN}"
    wide, narrow = (ratio(ends=ends, state=ValueState.ESTIMATED) for ends in ((1.0, 9.0), (1.0, 2.0)))
    assert cell(wide, ratio(1.0))[1] == f"pair-21{OPEN}"
    assert cell(narrow, ratio(1.0))[1] == "pair-11"


@pytest.mark.parametrize(("first", "second"), [(None, 1.0), (1.0, None)])
def test_a_place_that_lacks_one_of_its_ratios_has_no_colour(first, second):
    written, colour = cell(ratio(first), ratio(second))
    assert (written, colour) == ("non renseigné", None)


def test_without_one_of_the_two_figures_nothing_is_written():
    assert pair_of(network_map(MapKind.PAIRS), None, None) == (None, None)


def test_places_are_read_in_their_order_with_their_classes():
    marks, classes = read_places(network_map(MapKind.CHOROPLETH))
    assert [mark.name for mark in marks] == list(NAMES)
    assert sum(part.count for part in classes) == 4
    assert [mark.number for mark in marks] == [1.0, 2.0, 4.5, None, 9.0]
    assert marks[3].colour is None


def test_categories_have_plain_colours_and_none_is_none():
    spec = network_map(MapKind.CATEGORIES, categories=("yes", "no", "", "yes", "no"))
    colours = [category_colour(spec, code) for code in ("yes", "no", "")]
    assert colours[2] is None
    assert len(set(colours)) == 3
    assert {colours[0], colours[1]} <= set(COLOURS)
