"""Colours: readable against their backgrounds, apart for colour-blind readers, ordered in grey."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from autan.territories.charts.renderers.drawing.palette import (
    COLOURS,
    DATA,
    ON_COLOURS,
    SETS,
    SURFACES,
    Theme,
    ThemedColour,
    colour_of,
    text_class_on,
)
from autan.territories.networks.core.colours import contrast, luminance

SECTORS, CARRIERS, TRIAD, PRODUCTION = SETS["sectors"], SETS["carriers"], SETS["triad"], SETS["production"]
ENERGY_LABELS, STEPS = SETS["energy_labels"], SETS["steps"]

FIXED = {"sectors": SECTORS, "carriers": CARRIERS, "triad": TRIAD}
PAPER = SURFACES["paper"]
# Machado, Oliveira and Fernandes 2009, severity 1
VISIONS = {
    "usual": np.eye(3),
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(colour: str, vision: str) -> np.ndarray:
    channels = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    seen = TO_XYZ @ np.clip(np.array(VISIONS[vision]) @ linear, 0, 1) / [0.95047, 1, 1.08883]
    f = np.where(seen > 0.008856, np.cbrt(seen), 7.787 * seen + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("name", ["ink", "soft"])
def test_words_are_readable_on_paper_and_on_land(name: str, theme: Theme) -> None:
    for surface in ("paper", "land"):
        assert contrast(COLOURS[name].seen(theme), COLOURS[surface].seen(theme)) >= 4.5


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("name", [*DATA, *SECTORS, *CARRIERS, *TRIAD, *PRODUCTION, "hatch", "coast"])
def test_marks_stand_out_from_paper(name: str, theme: Theme) -> None:
    assert contrast(COLOURS[name].seen(theme), PAPER.seen(theme)) >= 3


@pytest.mark.parametrize("theme", Theme)
def test_words_written_on_a_colour_are_readable(theme: Theme) -> None:
    fields = {**DATA, **SECTORS, **CARRIERS, **TRIAD, **PRODUCTION, **ENERGY_LABELS, **STEPS}
    weak = {
        name: round(contrast(ON_COLOURS[text_class_on(name)].seen(theme), colour.seen(theme)), 2)
        for name, colour in fields.items()
        if contrast(ON_COLOURS[text_class_on(name)].seen(theme), colour.seen(theme)) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("name", FIXED)
def test_neighbours_in_the_fixed_order_differ_in_grey(name: str, theme: Theme) -> None:
    pairs = pairwise(colour.seen(theme) for colour in FIXED[name].values())
    assert min(contrast(one, other) for one, other in pairs) >= 1.5


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", FIXED)
def test_colours_of_a_set_are_told_apart(name: str, vision: str, theme: Theme) -> None:
    seen = [lab(colour.seen(theme), vision) for colour in FIXED[name].values()]
    assert min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2)) >= 10


def lightness(colours: list[ThemedColour], theme: Theme) -> list[float]:
    return [luminance(colour.seen(theme)) for colour in colours]


def test_steps_go_one_way_from_the_background() -> None:
    """More is darker on paper, lighter on dark; each step is seen beside the next in grey."""
    assert lightness(list(STEPS.values()), Theme.LIGHT) == sorted(lightness(list(STEPS.values()), Theme.LIGHT))[::-1]
    assert lightness(list(STEPS.values()), Theme.DARK) == sorted(lightness(list(STEPS.values()), Theme.DARK))
    for theme in Theme:
        assert min(contrast(a.seen(theme), b.seen(theme)) for a, b in pairwise(STEPS.values())) >= 1.25


def test_energy_labels_darken_from_a_to_g() -> None:
    light = lightness(list(ENERGY_LABELS.values()), Theme.LIGHT)
    assert light == sorted(light, reverse=True)


def test_a_series_without_fixed_colour_gets_one_by_its_place() -> None:
    assert colour_of("answers") == "data"
    assert [colour_of("?", position=place, count=6) for place in (0, 4)] == ["category-1", "category-1"]


def test_contrast_is_the_one_of_wcag() -> None:
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")
