"""The cards that ship with the product, read from `cards/*.yaml` once.

A card whose table is not on the shelf is the model for the editions of its source: what it is, what its columns are.
Its dates are those of the last edition known when it was written.
"""

from functools import cache
from pathlib import Path

import yaml

from autan.observatory.core.cards import Card, parse_card

FOLDER = Path(__file__).parent
CARDS_FOLDER = FOLDER / "cards"
SHELF_FOLDER = FOLDER / "shelf"


@cache
def shipped_cards() -> dict[str, Card]:
    """Cards by source, in alphabetical order."""
    files = sorted(CARDS_FOLDER.glob("*.yaml"))
    cards = [parse_card(yaml.safe_load(file.read_text(encoding="utf-8"))) for file in files]
    return {card.source: card for card in cards}


@cache
def shelf_cards() -> dict[str, Card]:
    """Cards of the tables that ship, by source."""
    return {source: card for source, card in shipped_cards().items() if (SHELF_FOLDER / f"{source}.parquet").is_file()}
