"""The price list that ships, read once from `prices.yaml`, and how a price is shown to a reader who doubts a bill."""

from functools import cache
from pathlib import Path

import yaml

from autan.evidence.core.evidence_cards import EvidenceCard
from autan.evidence.core.notation import NO_BREAK_SPACE, format_number
from autan.evidence.core.sources import Citation, EvidenceRef
from autan.evidence.core.texts import Text
from autan.observatory.core.prices import EVIDENCE_KIND, Price, parse_price

_FILE = Path(__file__).parent / "prices.yaml"


@cache
def shipped_prices() -> dict[str, Price]:
    """Prices by code, in the order of the file."""
    prices = [parse_price(values) for values in yaml.safe_load(_FILE.read_text(encoding="utf-8"))]
    return {price.code: price for price in prices}


def describe_price(key: str) -> EvidenceCard | None:
    """Describe the price of this code; None when there is none."""
    price = shipped_prices().get(key)
    if price is None:
        return None
    fr, en = (format_number(price.price_eur_per_mwh, decimals=0, language=language) for language in ("fr", "en"))
    return EvidenceCard(
        ref=EvidenceRef(kind=EVIDENCE_KIND, key=key),
        title=price.label,
        statement=Text(
            f"{fr}{NO_BREAK_SPACE}€ par MWh, {price.period_label.fr}.", f"€{en} per MWh, {price.period_label.en}."
        ),
        citation=Citation(source=price.source, locator=price.source.document),
        note=price.note,
    )
