"""Charts and maps as SVG: palette, letters, pen, lay-outs. drawn through `renderers/svg.py`."""
