"""A deck of cards as PDF: rules, what is used today in blocks, cards to cut, and the sheet of a group."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from autan.foresight.scenarios.renderers.card_pictures import card_picture
from autan.ground.documents.renderers.printing import compile_pdf, load_template
from autan.ground.texts.language import current_language

_TEMPLATE = Path(__file__).parent / "typst" / "deck.typ"
_COLOURS = {"sobriety": "#216e9e", "efficiency": "#8a5a00", "renewables": "#3f6b2e"}
"""Colour of each step, darker than on screen: white letters are printed on it."""


def write_deck(content: Mapping[str, Any], *, day: date) -> bytes:
    """Return a deck as PDF, in the current language.

    `content` is what `presenters.deck` lays out; `day` dates the document, so that the same deck gives the same file.
    """
    cards = [{**card, "picture": card_picture(card["code"], _COLOURS[card["step"]])} for card in content["cards"]]
    data = {
        **content,
        "cards": cards,
        "colours": _COLOURS,
        "language": current_language(),
        "date": [day.year, day.month, day.day],
    }
    return compile_pdf(load_template(_TEMPLATE, data), on=day, standards=())
