"""The definitions that ship with the product: cards of the sources, prices, quality rules; and where the tables are.

A card without a table that ships is the model for the editions of its source: what it is, what its columns are. Its
dates are those of the last edition known when it was written.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from autan.observatory.core.prices import Price, parse_price
from autan.observatory.core.quality.rules import Rule, parse_rule
from autan.observatory.core.source_cards import SourceCard, parse_card

ROOM = Path(__file__).parent.parent
DEFINITIONS = ROOM / "definitions"
SOURCE_CARDS = DEFINITIONS / "sources"
SHIPPED_TABLES = ROOM / "tables"


def _read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


@cache
def shipped_cards() -> dict[str, SourceCard]:
    """Cards by source, in alphabetical order."""
    cards = [parse_card(_read(file)) for file in sorted(SOURCE_CARDS.glob("*.yaml"))]
    return {card.source: card for card in cards}


@cache
def shipped_table_cards() -> dict[str, SourceCard]:
    """Cards of the tables that ship, by source."""
    cards = shipped_cards().items()
    return {source: card for source, card in cards if (SHIPPED_TABLES / f"{source}.parquet").is_file()}


@cache
def shipped_prices() -> dict[str, Price]:
    """Prices by code, in the order of the file."""
    prices = [parse_price(values) for values in _read(DEFINITIONS / "prices.yaml")]
    return {price.code: price for price in prices}


@cache
def quality_rules() -> dict[str, Rule]:
    """Quality rules by code, in the order of the page."""
    rules = [parse_rule(values) for values in _read(DEFINITIONS / "quality_rules.yaml")]
    return {rule.code: rule for rule in rules}
