"""What the pen writes: escaped words, short numbers, colours of the screen or of print, the patterns that are used."""

import pytest

from autan.territories.charts.renderers.drawing.palette import COLOURS, INK_ON_PALE
from autan.territories.charts.renderers.drawing.pen import Medium, Pen, coordinate, element
from tests.territories.charts.drawing.making import SVG, parsed


def pen(medium: Medium = Medium.PRINT) -> Pen:
    return Pen.for_drawing("essai", medium, "wide")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-0.0, "0"), (-0.04, "0"), (-0.06, "-0.1"), (0.06, "0.1"), (12.04, "12"), (12.06, "12.1"), (-3.0, "-3")],
)
def test_a_coordinate_has_one_decimal_at_most_and_no_negative_nil(value, text):
    assert coordinate(value) == text


def test_an_element_escapes_its_words_and_leaves_out_what_is_none():
    assert element("text", x=1.0, class_='a"b', stroke_width=None) == '<text x="1" class="a&quot;b"/>'
    assert element("g", ["<a/>", "<b/>"], font_size=2.25) == '<g font-size="2.2"><a/><b/></g>'
    assert element("g", []) == "<g/>"


def test_the_name_of_a_drawing_holds_what_an_id_may_hold_and_its_lay_out():
    assert Pen.for_drawing("carte.1 / été", Medium.SCREEN, "narrow").name == "carte-1-t--narrow"


@pytest.mark.parametrize(("medium", "slack"), [(Medium.PRINT, 1.0), (Medium.SCREEN, 1.22), (Medium.FILE, 1.22)])
def test_words_get_more_room_where_the_font_is_not_known(medium, slack):
    assert pen(medium).lettering.slack == slack


def test_colours_are_classes_on_the_site_and_plain_elsewhere():
    light = COLOURS["road_transport"].light
    assert pen(Medium.SCREEN).paint("road_transport") == {"class_": "f-road-transport", "fill": light}
    assert pen(Medium.SCREEN).paint("coast", stroke=True)["class_"] == "s-coast"
    for medium in (Medium.PRINT, Medium.FILE):
        assert pen(medium).paint("road_transport") == {"fill": light}
        assert pen(medium).paint("coast", stroke=True) == {"stroke": COLOURS["coast"].light}


def test_pairs_of_ratios_have_one_colour_on_paper_and_on_dark():
    assert pen(Medium.SCREEN).paint("pair-11") == {"fill": COLOURS["pair-11"].light}


def test_words_on_a_colour_have_its_ink():
    assert pen().paint("on-pale") == {"fill": INK_ON_PALE}


# --- Marks -----------------------------------------------------------------------------------------------------------


def test_a_text_stands_on_its_baseline_or_around_its_middle():
    low, middle = (pen().text(1, 10, "a < b", 20, is_centred=centred) for centred in (False, True))
    assert 'y="10"' in low
    assert 'y="16.8"' in middle
    assert ">a &lt; b<" in low


def test_a_halo_is_a_stroke_of_paper_under_the_words():
    assert 'class="f-ink halo"' in pen(Medium.SCREEN).text(0, 0, "x", 10, halo=True)
    printed = pen().text(0, 0, "x", 10, halo=True)
    assert 'paint-order="stroke"' in printed
    assert "class" not in printed
    assert "stroke" not in pen().text(0, 0, "x", 10)


def test_lines_stand_one_under_the_other_and_no_words_take_no_room():
    lines, bottom = pen().lines("un deux trois", 0, 10, 12, 30, step=15)
    assert (len(lines), bottom) == (3, 55)
    assert ['y="25"' in lines[0], 'y="55"' in lines[2]] == [True, True]
    assert pen().lines("", 0, 10, 12, 30, step=15) == ([], 10)


def test_a_rectangle_is_never_of_negative_width():
    assert 'width="0"' in pen().rect(0, 0, -3, 5, "data")


def test_a_ring_is_a_dot_with_paper_inside():
    ring, dot = (pen().dot(1, 2, 5, "data", is_floor=floor) for floor in (True, False))
    assert ring.startswith(dot)
    assert ring.removeprefix(dot) == pen().circle(1, 2, 3.6, "paper")


def test_a_hollow_dot_is_dashed_and_not_filled():
    hollow = pen().circle(1, 2, 3, "soft", hollow=True)
    assert 'fill="none"' in hollow
    assert 'stroke-dasharray="2 2"' in hollow
    assert "dasharray" not in pen().circle(1, 2, 3, "soft")


def test_a_polyline_goes_from_point_to_point():
    assert 'd="M0 1L2 3L4 5"' in pen().polyline([(0, 1), (2, 3), (4, 5)], "data")
    assert pen().line(0, 1, 2, 3, "hair", width=2) == pen().polyline([(0, 1), (2, 3)], "hair", width=2)


# --- Links -----------------------------------------------------------------------------------------------------------


def test_marks_are_links_on_the_site_alone_and_only_where_they_lead_somewhere():
    assert pen(Medium.SCREEN).link("<x/>", "/a/?b=1&c", "A & B") == (
        '<a href="/a/?b=1&amp;c"><title>A &amp; B</title><x/></a>'
    )
    assert pen(Medium.SCREEN).link("<x/>", "", "A") == "<x/>"
    assert pen().link("<x/>", "/a/", "A") == pen(Medium.FILE).link("<x/>", "/a/", "A") == "<x/>"


def test_a_second_way_to_a_page_is_for_pointers_alone():
    second = pen(Medium.SCREEN).link("<x/>", "/a/", "A", is_second=True)
    assert 'tabindex="-1" aria-hidden="true"' in second


def test_a_title_is_shown_on_the_site_alone():
    assert pen(Medium.SCREEN).titled("<x/>", "A") == "<g><title>A</title><x/></g>"
    assert pen().titled("<x/>", "A") == "<x/>"


# --- The whole -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("colour", "fill"),
    [
        (None, "url(#essai-wide-hatch)"),
        ("below-1", "url(#essai-wide-below-1)"),
        ("step-2-open", "url(#essai-wide-step-2-open)"),
        ("step-2", COLOURS["step-2"].light),
    ],
)
def test_an_area_is_hatched_ruled_dotted_or_plain(colour, fill):
    assert pen().area_paint(colour)["fill"] == fill


def test_what_is_not_known_has_a_class_on_the_site():
    assert pen(Medium.SCREEN).area_paint(None)["class_"] == "unknown"
    assert "class_" not in pen().area_paint(None)
    assert 'class="unknown"' in pen(Medium.SCREEN).hatched(0, 0, 1, 1)
    assert "class" not in pen().hatched(0, 0, 1, 1)


@pytest.mark.parametrize(("colour", "count"), [(None, 1), ("below-1", 1), ("step-2-open", 1), ("step-2", 0)])
def test_a_drawing_defines_the_patterns_that_it_uses_once(colour, count):
    areas = [element("rect", width=1, height=1, **pen().area_paint(colour))] * 3
    drawing = pen().drawing(10, 10, "t", "d", areas)
    assert drawing.count("<pattern") == count
    ids = {item.attrib["id"] for item in parsed(drawing).iter(f"{SVG}pattern")}
    assert all(f"url(#{name})" in drawing for name in ids)


def test_a_drawing_is_named_and_described_for_those_who_do_not_see_it():
    root = parsed(pen().drawing(10.04, 20, "Un & deux", "a < b", ["<g/>"]))
    assert [item.text for item in root][:2] == ["Un & deux", "a < b"]
    assert root.attrib["aria-labelledby"] == f"{root[0].attrib['id']} {root[1].attrib['id']}"
    assert root.attrib["viewBox"] == "0 0 10 20"


@pytest.mark.parametrize(
    ("medium", "content", "role", "width"),
    [
        (Medium.SCREEN, "<g/>", "img", None),
        (Medium.SCREEN, '<a href="/x/"/>', "group", None),
        (Medium.PRINT, "<g/>", "img", "10"),
        (Medium.FILE, "<g/>", "img", "10"),
    ],
)
def test_a_drawing_of_links_is_a_group_and_a_page_decides_of_its_size(medium, content, role, width):
    root = parsed(pen(medium).drawing(10, 20, "t", "d", [content]))
    assert (root.attrib["role"], root.get("width")) == (role, width)
    assert (root.get("class") == "wide") is (medium is Medium.SCREEN)
    assert (root.get("font-family") is None) is (medium is Medium.SCREEN)
