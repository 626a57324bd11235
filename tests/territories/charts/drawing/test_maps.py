"""Maps: every territory is named with its value, the unknown is hatched, a total is never a colour."""

import gzip
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autan.evidence.figures.core.charts import MapClass, MapKind, MapPlace, MapSpec, TotalOnChoroplethError
from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.language import in_language
from autan.territories.charts.renderers.drawing.palette import COLOURS
from autan.territories.charts.renderers.svg import NoContourError, draw_map
from autan.territories.networks.core.colours import luminance
from tests.territories.charts.drawing.making import (
    CONTOURS,
    NAMES,
    SIRENS,
    SVG,
    figure,
    joined,
    network_map,
    parsed,
    square,
    text,
    words_of,
)

MAPS = {
    "choropleth": network_map(MapKind.CHOROPLETH),
    "symbols": network_map(MapKind.SYMBOLS),
    "categories": network_map(MapKind.CATEGORIES, categories=("sure", "sure", "probable", "", "sure")),
}


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path: Path) -> None:
    settings.AUTAN_CACHE = tmp_path


def drawn(spec: MapSpec, contours: Mapping = CONTOURS, **options: Any) -> str:
    with in_language(options.pop("language", "fr")):
        return draw_map(spec, **({"medium": "screen"} | options), contours=contours)


@pytest.mark.parametrize("variant", ["wide", "narrow"])
@pytest.mark.parametrize("name", MAPS)
def test_every_territory_is_named(name: str, variant: str) -> None:
    words = joined(drawn(MAPS[name], variant=variant))
    assert [label for label in NAMES if label not in words] == []


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_every_known_value_is_written_and_the_unknown_is_hatched(variant: str) -> None:
    drawing = drawn(MAPS["choropleth"], variant=variant)
    words = words_of(drawing)
    assert {"1,0", "2,0", "4,5", "9,0", "non renseigné\u00a0(1)"} <= set(words)
    areas = [path for path in parsed(drawing).iter(f"{SVG}path") if "area" in path.get("class", "")]
    assert [path.attrib["fill"].startswith("url(") for path in areas] == [False, False, False, True, False]


@pytest.mark.parametrize("name", MAPS)
def test_scale_north_projection_and_degrees_are_there(name: str) -> None:
    words = joined(drawn(MAPS[name]))
    for word in ("N", "km", "Projection Lambert-93 (conique conforme", "° N", "° E"):
        assert word in words
    assert "° O" not in words
    assert "Lambert-93 projection" in joined(drawn(MAPS[name], language="en"))


@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize("medium", ["screen", "print", "file"])
def test_nothing_is_foreign_to_the_page(name: str, medium: str) -> None:
    drawing = drawn(MAPS[name], medium=medium)
    assert not re.search(r"style=|<style|<script|\bon[a-z]+=|data:", drawing)
    addresses = re.findall(r"(?:href|src|url)[=(]\"?([^\")]+)", drawing)
    assert [address for address in addresses if not address.startswith(("/", "#"))] == []
    assert ("<a " in drawing) is (medium == "screen")


@pytest.mark.parametrize("name", MAPS)
def test_twice_the_same_bytes(name: str, settings, tmp_path: Path) -> None:
    first = drawn(MAPS[name])
    settings.AUTAN_CACHE = tmp_path / "empty"
    assert drawn(MAPS[name]) == first


def test_a_map_is_kept_and_drawn_again_when_it_says_something_else(tmp_path: Path) -> None:
    kept = tmp_path / "drawings"
    for spec in (MAPS["choropleth"], MAPS["choropleth"], network_map(MapKind.CHOROPLETH, (1.0, 2.0, 4.5, None, 9.1))):
        drawn(spec)
    assert len(list(kept.iterdir())) == 2
    drawn(MAPS["choropleth"], CONTOURS | {"777777777": square(2.5, 43.2)})
    assert len(list(kept.iterdir())) == 3


def test_maps_of_the_shipped_territories_need_no_contour_given() -> None:
    places = (MapPlace(siren="243100518", label=text("Essai"), figure=MAPS["choropleth"].figures[0]),)
    spec = replace(MAPS["choropleth"], places=places)
    assert "Essai" in joined(draw_map(spec, medium="print"))


def test_areas_lead_to_their_territories_and_are_reached_once_by_keyboard() -> None:
    links = list(parsed(drawn(MAPS["symbols"])).iter(f"{SVG}a"))
    reached = [link.attrib["href"] for link in links if link.get("tabindex") != "-1"]
    assert reached == [f"/territoires/{siren}/" for siren in SIRENS]
    assert {link.get("aria-hidden") for link in links if link.get("tabindex") == "-1"} == {"true"}
    assert links[0][0].text == "Rives d’Ondal\u00a0: 1,0\u00a0GWh, 2024"


def test_darker_is_more_so_that_a_grey_copy_can_be_read() -> None:
    root = parsed(drawn(MAPS["choropleth"], medium="print"))
    areas = [path.attrib["fill"] for path in root.iter(f"{SVG}path") if path.get("stroke") == COLOURS["coast"].light]
    known = [luminance(fill) for fill in areas if fill.startswith("#")]
    assert known == sorted(known, reverse=True)
    assert len(set(known)) == 3


def test_a_total_is_not_a_choropleth() -> None:
    with pytest.raises(TotalOnChoroplethError, match="use symbols"):
        drawn(network_map(MapKind.CHOROPLETH, unit="GWh"))


def test_areas_of_circles_are_in_proportion() -> None:
    root = parsed(drawn(network_map(MapKind.SYMBOLS, (100.0, 25.0, None, 4.0, 1.0))))
    circles = [
        float(circle.attrib["r"])
        for link in root.iter(f"{SVG}a")
        for circle in link.iter(f"{SVG}circle")
        if circle.get("class") == "f-data"
    ]
    assert [radius / circles[0] for radius in circles] == pytest.approx([1, 0.5, 0.2, 0.1], abs=0.01)
    dashed = [circle for circle in root.iter(f"{SVG}circle") if circle.get("stroke-dasharray")]
    assert len(dashed) == 2  # on the map and in the legend


def test_the_legend_of_circles_has_round_sizes() -> None:
    words = words_of(drawn(network_map(MapKind.SYMBOLS, (4312.0, 512.0, 430.0, None, 190.0))))
    assert {"4\u202f000", "1\u202f000", "300", "surface proportionnelle", "GWh"} <= set(words)


def test_nothing_known_still_makes_a_map() -> None:
    for kind in (MapKind.SYMBOLS, MapKind.CHOROPLETH):
        words = joined(drawn(network_map(kind, (None,) * 5)))
        assert "non renseigné (5)" in words


def test_one_value_makes_one_class() -> None:
    assert "7,5\u00a0(1)" in words_of(drawn(network_map(MapKind.CHOROPLETH, (7.5, None, None, None, None))))


def test_categories_are_counted_and_places_without_one_are_not_known() -> None:
    drawing = drawn(MAPS["categories"])
    words = joined(drawing)
    assert "Catégorie sure (3)" in words
    assert "Catégorie probable (1)" in words
    assert "non renseigné (1)" in words
    assert "Val-d’Or\u00a0: non renseigné" in drawing


def test_a_category_that_says_unknown_is_hatched() -> None:
    spec = network_map(MapKind.CATEGORIES, categories=("sure", "sure", "unknown", "unknown", "unknown"))
    areas = [path for path in parsed(drawn(spec)).iter(f"{SVG}path") if "area" in path.get("class", "")]
    assert ["unknown" in path.attrib["class"] for path in areas] == [False, False, True, True, True]
    assert "non renseigné" not in joined(drawn(spec))


def test_a_place_without_contour_is_named_all_the_same() -> None:
    contours = {code: rings for code, rings in CONTOURS.items() if code != SIRENS[4]}
    assert "Sans contour disponible : Bastide-Neuve" in joined(drawn(MAPS["choropleth"], contours))


def test_a_map_without_any_contour_is_refused() -> None:
    with pytest.raises(NoContourError, match="none of its 5 places"):
        drawn(MAPS["choropleth"], {"123456789": square(1, 43)})


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_totals_below_zero_are_ruled_circles_with_their_own_line_in_the_legend(variant: str) -> None:
    spec = network_map(MapKind.SYMBOLS, (-825.0, 30.0, -49.0, None, 0.0))
    drawing = drawn(spec, variant=variant)
    assert {"\u221260", "\u2212800", "30"} <= set(words_of(drawing))
    ruled = [circle for circle in parsed(drawing).iter(f"{SVG}circle") if circle.get("fill", "").startswith("url(")]
    marks = [circle for circle in ruled if float(circle.attrib["r"]) > 7]
    assert max(float(circle.attrib["r"]) for circle in marks) >= 20
    assert "<pattern" in drawing


def test_a_map_of_negative_totals_alone_has_a_legend_in_order_of_size() -> None:
    words = words_of(drawn(network_map(MapKind.SYMBOLS, (-5.0, -3.0, -0.2, None, -1.0))))
    assert words.index("\u22125") < words.index("\u22121") < words.index("\u22120,4")


def test_a_class_is_cut_at_a_number_and_lower_bounds_are_counted_once() -> None:
    spec = MAPS["choropleth"]
    low = replace(spec.places[4], figure=figure(9.0, unit="MWh_per_inhabitant", state=ValueState.LOWER_BOUND))
    drawing = drawn(replace(spec, places=(*spec.places[:4], low)))
    assert "9,0\u00a0(1)" in words_of(drawing)
    assert "≥\u00a09,0" in words_of(drawing)
    assert "Une valeur est « au moins » : la vraie peut être plus haute" in joined(drawing)


def test_the_class_of_a_bound_has_dots_a_line_in_the_legend_and_its_words() -> None:
    spec = MAPS["choropleth"]
    low = replace(spec.places[0], figure=figure(1.0, unit="MWh_per_inhabitant", state=ValueState.LOWER_BOUND))
    drawing = drawn(replace(spec, places=(low, *spec.places[1:])))
    assert drawing.count("-open)") == 2
    assert "au moins cette classe" in joined(drawing)
    assert "au moins 1,0" in drawing
    assert "-open" not in drawn(spec)
    spread = replace(low.figure, value=None, low=1.0, high=9.0, state=ValueState.OBSERVED)
    drawing = drawn(replace(spec, places=(replace(low, figure=spread), *spec.places[1:])))
    assert "cette classe ou une autre" in joined(drawing)


def test_two_classes_never_read_alike() -> None:
    values = (5.01, 5.02, 5.03, None, 9.0)
    classes = (MapClass(low=5.01, high=5.01, count=1), MapClass(low=5.02, high=5.03, count=2, tone=1))
    spec = replace(
        network_map(MapKind.CHOROPLETH, values), classes=(*classes, MapClass(low=9, high=9, count=1, tone=2))
    )
    entries = [words for words in words_of(drawn(spec)) if words.endswith(")") and words[0].isdigit()]
    assert len(entries) == len(set(entries)) == 3
    assert entries[1:] == ["5,02\u00a0à\u00a05,03\u00a0(2)", "5,01\u00a0(1)"]


def communes(count: int) -> tuple[MapSpec, dict]:
    codes = [f"99{place:03}" for place in range(count)]
    spec = replace(
        MAPS["choropleth"],
        places=tuple(
            MapPlace(siren=code, label=text(f"C{code}"), figure=MAPS["choropleth"].figures[place % 3])
            for place, code in enumerate(codes)
        ),
    )
    return spec, {code: square(1 + 0.2 * (i % 9), 43 + 0.2 * (i // 9)) for i, code in enumerate(codes)}


def test_of_many_places_only_names_that_fit_are_written_but_all_are_titled() -> None:
    spec, contours = communes(60)
    drawing = drawn(spec, contours, variant="narrow")
    named = [word for word in words_of(drawing) if word.startswith("C99")]
    assert 0 < len(named) < 60
    titles = [item.text or "" for item in parsed(drawing).iter(f"{SVG}title")]
    assert sum(title.startswith("C99") for title in titles) == 60
    assert "<a " not in drawing  # communes have no page


def test_the_larger_territory_of_a_few_communes_is_outlined_and_leads_to_its_page() -> None:
    spec, contours = communes(6)
    spec = replace(spec, frames=(MapPlace(siren="200066801", label=text("Pays")),))
    drawing = draw_map(spec, medium="screen", contours=contours, framed={"200066801": square(1.0, 43.0, 1.2)})
    assert [link.get("href") for link in parsed(drawing).iter(f"{SVG}a")] == ["/territoires/200066801/"]


def test_both_lay_outs_of_the_real_network_weigh_little(shared_data) -> None:
    from tests.territories.charts.drawing.real_network import real_map

    spec, contours = real_map(shared_data)
    both = [drawn(spec, contours, variant=variant) for variant in ("wide", "narrow")]
    assert len(gzip.compress("".join(both).encode())) < 12_000
    for drawing in both:
        assert [place.label.fr for place in spec.places if place.label.fr not in joined(drawing)] == []
