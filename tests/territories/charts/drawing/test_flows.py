"""Flows: widths in proportion, each end named, the unknown written, two conventions never added."""

import re

import pytest

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow, Series
from autan.territories.charts.renderers.svg import draw_chart
from tests.territories.charts.drawing.making import SVG, figure, joined, parsed, text


def flows(values: list[list[float | None]]) -> Chart:
    units = ("GWh", "GWh_unstated")
    rows = tuple(
        ChartRow(
            label=text(("Électricité", "Gaz")[place]),
            figures=tuple(figure(value, name=f"f{place}{end}", unit=units[place]) for end, value in enumerate(line)),
            code=("electricity", "natural_gas")[place],
        )
        for place, line in enumerate(values)
    )
    return Chart(
        id="flux",
        kind=ChartKind.FLOWS,
        title=text("Titre"),
        sentence=text("Phrase."),
        rows=rows,
        series=(
            Series(code="residential", label=text("Résidentiel")),
            Series(code="rest", label=text("Autres usages")),
        ),
        source=text("Source"),
    )


def bands(chart: Chart, variant: str = "wide") -> dict[str, float]:
    """Thickness of each band at its start, by address."""
    root = parsed(draw_chart(chart, medium="screen", variant=variant))
    found = {}
    for link in root.iter(f"{SVG}a"):
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", link.find(f"{SVG}path").attrib["d"])]
        found[link.attrib["href"]] = round(numbers[-1] - numbers[1], 1)
    return found


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_bands_are_in_proportion(variant: str) -> None:
    found = bands(flows([[60.0, 20.0], [40.0, 80.0]]), variant)
    assert found["/preuves/facts.f00/"] == pytest.approx(3 * found["/preuves/facts.f01/"], abs=0.2)
    assert sum(found.values()) == pytest.approx(260, abs=0.5)


def test_the_unknown_has_no_band_and_is_written() -> None:
    chart = flows([[60.0, None], [40.0, 0.0]])
    assert set(bands(chart)) == {"/preuves/facts.f00/", "/preuves/facts.f10/"}
    assert "Électricité : non renseigné" in joined(draw_chart(chart, medium="screen"))


def test_each_end_tells_what_enters_it_without_adding() -> None:
    words = joined(draw_chart(flows([[60.0, 20.0], [40.0, 80.0]]), medium="print"))
    assert "Résidentiel Électricité : 60 GWh Gaz : 40 GWh" in words
    assert "100 GWh" not in words


def test_bands_have_the_colour_of_their_start() -> None:
    svg = draw_chart(flows([[60.0, 20.0], [40.0, 80.0]]), medium="screen")
    assert svg.count('class="f-natural-gas"') == 3  # two bands and the block they leave
