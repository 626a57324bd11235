"""Draws the chain of a lesson: a site, and those who followed it, each with how far it went."""

from autan.cooperation.lessons.presenters.adoption import ChainView, FollowerView
from autan.territories.charts.renderers.drawing.pen import Medium, Pen

_WIDTH, _ROW, _TOP, _SIZE, _SMALL = 380.0, 34.0, 40.0, 14.0, 12.5
_TRUNK, _FIRST, _STEP = 8.0, 226.0, 24.0
_COLOUR, _SOFT, _LINE = "data", "soft", "hair"


def draw_chain(view: ChainView) -> str:
    """Return one `<svg>`: the host above, a branch for each follower, a numbered dot a stage, filled up to where it is.

    A stage that was not declared is a hollow dot; what was dropped is crossed and said.
    """
    pen = Pen.for_drawing(f"chain-{view.lesson}", Medium.SCREEN, "chain")
    bottom = _TOP + _ROW * len(view.followers)
    content = [pen.text(0, 16, view.host, _SIZE, bold=True), pen.circle(_TRUNK, 30, 4, _COLOUR)]
    if view.followers:
        content.append(pen.line(_TRUNK, 34, _TRUNK, bottom - _ROW / 2, _LINE, width=1.5))
        content += [
            pen.text(_FIRST + _STEP * rank, _TOP, str(rank + 1), _SMALL, colour=_SOFT, anchor="middle")
            for rank in range(len(view.stages))
        ]
    for rank, follower in enumerate(view.followers):
        content += _branch(pen, follower, _TOP + _ROW * (rank + 0.5))
    return pen.drawing(_WIDTH, bottom + 4, view.title, view.sentence, content)


def _branch(pen: Pen, follower: FollowerView, y: float) -> list[str]:
    marks = [pen.line(_TRUNK, y, _TRUNK + 12, y, _LINE, width=1.5)]
    marks.append(pen.text(_TRUNK + 18, y - 1, follower.name, _SIZE))
    marks.append(pen.text(_TRUNK + 18, y + 12, follower.stage, _SMALL, colour=_SOFT))
    last = max((rank for rank, is_reached in enumerate(follower.reached) if is_reached), default=0)
    marks.append(pen.line(_FIRST, y, _FIRST + _STEP * last, y, _COLOUR, width=1.5))
    for rank, is_reached in enumerate(follower.reached):
        x = _FIRST + _STEP * rank
        if not is_reached:  # the line stays behind the dot of a stage that was passed without a word
            marks.append(pen.circle(x, y, 5.5, "paper"))
        marks.append(pen.circle(x, y, 4.5, _COLOUR if is_reached else _SOFT, hollow=not is_reached))
    if follower.is_dropped:
        end = _FIRST + _STEP * last
        marks += [
            pen.line(end - 6, y - 6, end + 6, y + 6, "emphasis", width=2),
            pen.line(end - 6, y + 6, end + 6, y - 6, "emphasis", width=2),
        ]
    return marks
