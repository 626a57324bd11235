"""A figure as a picture: its number, what it measures, how much of it is known."""

from autan.territories.charts.renderers.drawing.pen import Medium, Pen

_WIDTH, _MARGIN = 360.0, 16.0
_NUMBER, _LABEL, _SMALL = 34.0, 15.0, 12.0


def draw_figure(name: str, *, number: str, label: str, small: str) -> str:
    """Draw a figure as SVG.

    Args:
        name: address of the figure.
        number: value with its unit, or the word of what is not known.
        label: what is measured, and when.
        small: coverage, state, who publishes it.
    """
    pen = Pen.for_drawing(name, Medium.FILE, "figure")
    width = _WIDTH - 2 * _MARGIN
    y, written = _MARGIN, []
    for text, size, colour, bold in (
        (number, _NUMBER, "emphasis", True),
        (label, _LABEL, "ink", False),
        (small, _SMALL, "ink", False),
    ):
        for line in pen.lettering.wrap(text, size, width, bold=bold):
            y += size * 1.25
            written.append(pen.text(_MARGIN, y, line, size, colour=colour, bold=bold))
    paper = pen.rect(0, 0, _WIDTH, y + _MARGIN, "paper")
    return pen.drawing(_WIDTH, y + _MARGIN, label, f"{number}. {small}", [paper, *written])
