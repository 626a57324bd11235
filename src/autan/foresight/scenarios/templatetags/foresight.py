"""`{% drawn drawing %}`: a drawing with its title and its files, whose words the renderers escape."""

from typing import Any

from django import template
from django.utils.safestring import mark_safe

from autan.foresight.scenarios.presenters.drawings import BarsDrawing, PathsDrawing
from autan.foresight.scenarios.renderers.bars import draw_bars
from autan.foresight.scenarios.renderers.card_pictures import card_picture
from autan.foresight.scenarios.renderers.paths import draw_paths
from autan.ground.wordings import Text
from autan.territories.charts.renderers.room_drawings import RoomDrawing

register = template.Library()


@register.inclusion_tag("foresight/drawing.html", takes_context=True)
def drawn(context: template.Context, drawing: PathsDrawing | BarsDrawing | None, title: str = "") -> dict[str, Any]:
    """Paths or bars with their files; their title, and that something is missing, where there is nothing to draw."""
    del context  # the files read the request in it
    if drawing is None:
        return {"title": title}
    svg = draw_paths(drawing) if isinstance(drawing, PathsDrawing) else draw_bars(drawing)
    words = Text(drawing.title, drawing.title), Text(drawing.sentence, drawing.sentence)
    files = RoomDrawing(
        id=drawing.name, title=words[0], sentence=words[1], svg=svg.split("</svg>")[0] + "</svg>",
        columns=drawing.columns, rows=drawing.rows,
    )  # fmt: skip
    return {"title": title or drawing.title, "svg": mark_safe(svg), "files": files}  # noqa: S308 - escaped


@register.filter
def picture(lever: str) -> str:
    """The drawing of a card in the colour of the text around it; nothing for a lever without one."""
    return mark_safe(card_picture(lever, "currentColor"))  # noqa: S308 - shapes of our own
