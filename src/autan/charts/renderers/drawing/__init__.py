"""Charts and maps as SVG: palette, letters, pen, lay-outs. `renderers/svg.py` is the door."""
