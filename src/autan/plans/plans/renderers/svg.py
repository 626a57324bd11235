"""The few SVG elements that the drawings of this room need, in the colour classes of the stylesheet of charts."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingFrame:
    """One lay-out of a drawing; the stylesheet shows the wide one, or the narrow one on a phone."""

    variant: str
    width: float
    size: float

    @property
    def is_narrow(self) -> bool:
        """True for the lay-out of a phone."""
        return self.variant == "narrow"


FRAMES = (DrawingFrame(variant="wide", width=680, size=14), DrawingFrame(variant="narrow", width=350, size=13))


def text(x: float, y: float, words: str, colour: str, size: float, *, anchor: str = "start") -> str:
    """One line of text, its baseline at `y`; it is escaped."""
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}"'
    return f'<text class="f-{colour} halo" {place}>{escape(words)}</text>'


def path(places: Iterable[tuple[float, float]], colour: str, width: float, *, dashes: str = "") -> str:
    """A line through places."""
    drawn = " L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    stroke = f"var(--chart-{colour.replace('_', '-')})"  # the stylesheet has classes of strokes for surfaces alone
    return f'<path d="M{drawn}" fill="none" stroke="{stroke}" stroke-width="{width:g}"{dashed}/>'


def linked(shape: str, title: str, url: str) -> str:
    """A shape that leads to a page and says what it is; a plain one without page."""
    named = f"<title>{escape(title)}</title>{shape}"
    return f'<a href="{escape(url)}">{named}</a>' if url else f"<g>{named}</g>"


def drawing(name: str, frame: DrawingFrame, height: float, title: str, sentence: str, inside: Iterable[str]) -> str:
    """The whole drawing, named for those who do not see it."""
    own = f"{name}-{frame.variant}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{frame.variant}" viewBox="0 0 {frame.width:g} {height:g}" '
        f'role="group" aria-labelledby="{own}-t" aria-describedby="{own}-d">'
        f'<title id="{own}-t">{escape(title)}</title><desc id="{own}-d">{escape(sentence)}</desc>'
        f"{''.join(inside)}</svg>"
    )
