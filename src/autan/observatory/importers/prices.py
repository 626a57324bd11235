"""The prices that ship with the room."""

from functools import cache
from pathlib import Path

import yaml

from autan.observatory.core.prices import Price, parse_price

_PRICES = Path(__file__).parent.parent / "definitions" / "prices.yaml"


@cache
def shipped_prices() -> dict[str, Price]:
    """Prices by code, in the order of the file."""
    prices = [parse_price(values) for values in yaml.safe_load(_PRICES.read_text(encoding="utf-8"))]
    return {price.code: price for price in prices}
