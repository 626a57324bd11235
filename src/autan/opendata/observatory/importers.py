"""The definitions that ship with the room: prices, topics of series."""

from functools import cache
from pathlib import Path
from typing import Any

from autan.ground.tables.importers.yaml_document import read_shipped_yaml
from autan.opendata.observatory.core.climate import Price, parse_price
from autan.opendata.observatory.core.series_charts import SeriesTopic, parse_topic

DEFINITIONS = Path(__file__).parent / "definitions"


def _read(file: str) -> Any:
    return read_shipped_yaml((DEFINITIONS / file).read_text(encoding="utf-8"))


@cache
def shipped_prices() -> dict[str, Price]:
    """Prices by code, in the order of the file."""
    prices = [parse_price(values) for values in _read("prices.yaml")]
    return {price.code: price for price in prices}


@cache
def series_topics() -> tuple[SeriesTopic, ...]:
    """Topics in the order of the page."""
    return tuple(parse_topic(values) for values in _read("series_topics.yaml"))
