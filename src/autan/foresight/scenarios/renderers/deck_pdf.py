"""A deck of cards as PDF: rules, what is used today in blocks, cards to cut, and the sheet of a group."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from autan.foresight.scenarios.renderers.card_pictures import card_picture
from autan.ground.documents.renderers.printing import compile_pdf, load_template
from autan.ground.texts.language import current_language

_TEMPLATE = Path(__file__).parent / "typst" / "deck.typ"


def write_deck(content: Mapping[str, Any], *, day: date) -> bytes:
    """Return a deck as PDF, in the current language.

    `content` is what `presenters.deck` lays out; `day` dates the document, so that the same deck gives the same file.
    """
    cards = [{**card, "picture": card_picture(card["code"], card["step"])} for card in content["cards"]]
    data = {**content, "cards": cards, "language": current_language(), "date": [day.year, day.month, day.day]}
    return compile_pdf(load_template(_TEMPLATE, data), on=day, standards=())
