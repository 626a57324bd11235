"""The stylesheet of charts and maps: colours by theme, one lay-out or the other by the room there is."""

from collections.abc import Iterable
from pathlib import Path

from autan.territories.charts.renderers.drawing.palette import COLOURS, ON_COLOURS, PAIRS, SURFACES, Theme, ThemedColour

# surfaces that the site's own stylesheet names: the site decides, the palette is what it falls back on
_OF_THE_SITE = {"paper": "--paper", "ink": "--ink", "soft": "--ink-soft", "hair": "--hair", "emphasis": "--brick"}

_LAYOUT = Path(__file__).with_name("layout.css").read_text(encoding="utf-8")


def stylesheet() -> str:
    """Return the whole stylesheet: properties of both themes, a class for each colour, the lay-out."""
    names = {name: colour for name, colour in {**COLOURS, **ON_COLOURS}.items() if name not in PAIRS}
    return "".join(
        [
            "/* Charts and maps. Made by tools/build_charts_css.py from renderers/drawing. */\n",
            f":root {{\n{_properties(names.items(), Theme.LIGHT)}}}\n",
            "@media screen and (prefers-color-scheme: dark) {\n:root {\n",
            _properties(names.items(), Theme.DARK),
            "}\n}\n",
            *(f".f-{_dashed(name)} {{ fill: var(--chart-{_dashed(name)}); }}\n" for name in names),
            *(f".s-{_dashed(name)} {{ stroke: var(--chart-{_dashed(name)}); }}\n" for name in [*SURFACES, "emphasis"]),
            _LAYOUT,
        ]
    )


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _properties(colours: Iterable[tuple[str, ThemedColour]], theme: Theme) -> str:
    return "".join(f"  --chart-{_dashed(name)}: {_written(name, colour.seen(theme))};\n" for name, colour in colours)


def _written(name: str, colour: str) -> str:
    site = _OF_THE_SITE.get(name)
    return f"var({site}, {colour})" if site else colour
