"""A look that a plug-in gives: colours that can be read by day and by night, and nothing that a page cannot show."""

from typing import Any

import pytest

from autan.instance.site.core import PLAIN, SiteTheme
from autan.territories.networks.core.colours import NIGHT, PAPER, READABLE, contrast


def test_the_look_of_the_product_adds_nothing() -> None:
    assert PLAIN.style_sheet == ""


def test_colours_are_moved_until_they_can_be_read() -> None:
    theme = SiteTheme(colour="#ffcc00", emphasis="#00ff00", headings="Marianne, serif", text="Arial")
    day, night = theme.style_sheet.splitlines()
    assert day.endswith("--serif:Marianne, serif;--sans:Arial}")
    for rules, paper in ((day, PAPER), (night, NIGHT)):
        for name in ("--woad:", "--brick:"):
            assert contrast(rules.partition(name)[2][:7], paper) >= READABLE
    assert theme.digest != SiteTheme(colour="#ffcc00").digest


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"colour": "bleu"}, "une couleur"),
        ({"emphasis": "#FFF"}, "une couleur"),
        ({"headings": "x;} body{display:none"}, "polices"),
        ({"text": "url(https://ailleurs.fr)"}, "polices"),
        ({"logo": "<img src=x>"}, "SVG"),
        ({"logo": "<svg>" + "a" * 8_000}, "SVG"),
    ],
)
def test_what_a_page_cannot_show_is_refused(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        SiteTheme(**fields)


def test_a_logo_that_is_a_drawing_is_taken() -> None:
    assert SiteTheme(logo="<svg></svg>").logo == "<svg></svg>"
