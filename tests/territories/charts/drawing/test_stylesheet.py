"""The stylesheet that ships is the one that the palette makes, and it names every class that the pen writes."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from autan.evidence.figures.core.charts import MapKind
from autan.territories.charts.renderers.drawing.palette import stylesheet
from autan.territories.charts.renderers.svg import draw_chart, draw_map
from tests.territories.charts.drawing.making import CONTOURS, network_map
from tests.territories.charts.drawing.test_charts import EXAMPLES

# classes that carry a meaning for tests and readers of the code, without a rule of their own
BARE = {"unknown"}


def test_the_file_is_up_to_date() -> None:
    shipped = Path(finders.find("charts/charts.css")).read_text(encoding="utf-8")
    assert shipped == stylesheet(), "run tools/build_charts_css.py"


def classes(drawing: str) -> set[str]:
    return {name for names in re.findall(r'class="([^"]+)"', drawing) for name in names.split()}


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_every_class_of_a_drawing_has_its_rule(variant: str) -> None:
    options = {"medium": "screen", "variant": variant}
    drawings = [draw_chart(spec, **options) for spec in EXAMPLES.values()]
    drawings += [draw_map(network_map(kind), **options, contours=CONTOURS) for kind in MapKind]
    used = set().union(*map(classes, drawings))
    ruled = set(re.findall(r"\.([a-z][\w-]*)", stylesheet()))
    assert used - ruled - BARE == set()


def test_no_rule_fetches_anything() -> None:
    assert "url(" not in stylesheet()
    assert "@import" not in stylesheet()
    assert len(stylesheet()) < 9_000
