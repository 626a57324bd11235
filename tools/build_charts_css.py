"""Writes the stylesheet of charts and maps from the palette, so that no colour is written twice.

Run after a change of `renderers/drawing/palette.py` or `stylesheet.py`: `python tools/build_charts_css.py`.
"""

from pathlib import Path

from autan.territories.charts.renderers.drawing.palette import stylesheet

TARGET = Path(__file__).parent.parent / "src/autan/territories/charts/static/charts/charts.css"


def main() -> None:
    """Write the stylesheet."""
    TARGET.write_text(stylesheet(), encoding="utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
