"""A drawing for each lever of the deck: plain shapes on a ground of 64 by 40, in one colour."""

import json
from functools import cache
from pathlib import Path


@cache
def _shapes() -> dict[str, str]:
    """The shapes of each lever; what has the class « f » is filled."""
    text = Path(__file__).with_name("card_pictures.json").read_text(encoding="utf-8")
    return {lever: str(shapes) for lever, shapes in json.loads(text).items()}


def card_picture(lever: str, colour: str) -> str:
    """Return the drawing of a lever as SVG, in a colour; empty for a lever without one."""
    shapes = _shapes().get(lever)
    if shapes is None:
        return ""
    filled = shapes.replace('class="f"', f'fill="{colour}" fill-opacity="0.28"')
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 40" width="64" height="40" fill="none" '
        f'stroke="{colour}" stroke-width="1.8" aria-hidden="true" '
        f'stroke-linejoin="round" stroke-linecap="round">{filled}</svg>'
    )
