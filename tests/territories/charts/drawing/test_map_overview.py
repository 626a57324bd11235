"""Maps of many places: every area has its name, nothing has a link but what is followed, the unknown is hatched."""

import gzip
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from autan.evidence.figures.core.charts import MapClass, MapKind, MapPlace, MapSpec
from autan.territories.charts.renderers.drawing.map_overview import MOST_NAMED
from autan.territories.charts.renderers.svg import draw_map
from tests.territories.charts.drawing.making import SVG, figure, parsed, square, text, words_of

COUNT = MOST_NAMED + 20
CODES = [f"9{place:08}" for place in range(COUNT)]
CONTOURS = {code: square(-2.0 + 0.25 * (place % 14), 43.0 + 0.25 * (place // 14)) for place, code in enumerate(CODES)}


def many(kind: MapKind, *, emphasised: str = "", classes: tuple[MapClass, ...] = ()) -> MapSpec:
    unit = "GWh" if kind is MapKind.SYMBOLS else "MWh_per_inhabitant"
    places = [
        MapPlace(
            siren=code,
            label=text(f"Lieu {place} & Cie"),
            figure=figure(None if place % 10 == 3 else float(place + 1), name=f"o{place}", unit=unit),
            is_emphasised=code == emphasised,
        )
        for place, code in enumerate(CODES)
    ]
    places.append(MapPlace(siren="900999999", label=text("Outre-mer"), figure=figure(4.0, name="om", unit=unit)))
    return MapSpec(
        id=f"nombreux.{kind.value}",
        kind=kind,
        title=text("Carte inventée"),
        sentence=text("Une phrase."),
        places=tuple(places),
        source=text("Source inventée"),
        classes=classes,
    )


def drawn(spec: MapSpec, variant: str = "wide", medium: str = "screen") -> ET.Element:
    return parsed(draw_map(spec, medium=medium, variant=variant, contours=CONTOURS))


def titles(root: ET.Element) -> list[str]:
    return [item[0].text or "" for item in root.iter() if len(item) and item[0].tag == f"{SVG}title"][1:]


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_every_area_tells_its_name_and_value(variant: str) -> None:
    said = titles(drawn(many(MapKind.CHOROPLETH), variant))
    assert len(said) == COUNT
    assert sum(title.startswith("Lieu 3 & Cie\u00a0: non renseigné, 2024") for title in said) == 1


@pytest.mark.parametrize("variant", ["wide", "narrow"])
@pytest.mark.parametrize("kind", [MapKind.CHOROPLETH, MapKind.SYMBOLS])
def test_larger_territories_are_outlined_and_named_beside_what_they_hold(kind: MapKind, variant: str) -> None:
    frames = (
        MapPlace(siren="200066801", label=text("Pays de l’Ouest")),
        MapPlace(siren="200066802", label=text("Pays de l’Est")),
    )
    framed = {"200066801": square(-2.0, 43.0, 1.0), "200066802": square(-0.5, 43.5, 1.0)}
    spec = replace(many(kind), frames=frames)
    drawing = draw_map(spec, medium="screen", variant=variant, contours={**CONTOURS}, framed=framed)
    words = " ".join(words_of(drawing))
    assert "Pays de" in words
    links = [item.get("href") for item in parsed(drawing).iter(f"{SVG}a")]
    assert links == ["/territoires/200066801/", "/territoires/200066802/"]


def test_the_unknown_is_hatched_and_counted() -> None:
    root = drawn(many(MapKind.CHOROPLETH))
    hatched = [group for group in root.iter(f"{SVG}g") if "hatch" in group.get("fill", "")]
    assert [len(group) for group in hatched] == [COUNT // 10]
    assert f"non renseigné\u00a0({COUNT // 10})" in " ".join(words_of(ET.tostring(root, encoding="unicode")))


def test_only_what_is_followed_is_a_link() -> None:
    assert not list(drawn(many(MapKind.CHOROPLETH)).iter(f"{SVG}a"))
    links = list(drawn(many(MapKind.CHOROPLETH, emphasised=CODES[7])).iter(f"{SVG}a"))
    assert [link.get("href") for link in links] == [f"/territoires/{CODES[7]}/"]


def test_totals_are_circles_in_proportion_the_largest_under_the_others() -> None:
    root = drawn(many(MapKind.SYMBOLS), medium="print")
    radii = [
        float(circle.attrib["r"]) for circle in root.iter(f"{SVG}circle") if circle.get("fill") not in {None, "none"}
    ]
    assert radii[0] == 22
    assert radii[: COUNT // 2] == sorted(radii[: COUNT // 2], reverse=True)


def test_what_has_no_contour_is_said_on_the_map() -> None:
    words = " ".join(words_of(ET.tostring(drawn(many(MapKind.CHOROPLETH)), encoding="unicode")))
    assert "1 lieux sans contour ici" in words


def test_chosen_classes_are_drawn_and_named() -> None:
    classes = (MapClass(low=-50, high=0, count=0, tone=-1), MapClass(low=0, high=200, count=126, tone=1))
    svg = draw_map(many(MapKind.CHOROPLETH, classes=classes), medium="screen", contours=CONTOURS)
    assert "0 à 200 (126)" in " ".join(words_of(svg)).replace("\u00a0", " ")
    assert "−50 à 0 (0)" in " ".join(words_of(svg)).replace("\u00a0", " ")
    assert 'id="nombreux-choropleth-wide-below-4"' in svg


def test_a_large_map_weighs_little() -> None:
    svg = draw_map(many(MapKind.SYMBOLS), medium="screen", contours=CONTOURS)
    assert len(gzip.compress(svg.encode())) < 20_000
