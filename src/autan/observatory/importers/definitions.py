"""The definitions that ship with the room: prices and quality rules."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from autan.observatory.core.prices import Price, parse_price
from autan.observatory.core.quality.rules import Rule, parse_rule

DEFINITIONS = Path(__file__).parent.parent / "definitions"


def _read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


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
