"""Evidence of a bill: a price of the list."""

from autan.evidence.core.evidence_cards import EvidenceCard
from autan.evidence.core.notation import NO_BREAK_SPACE
from autan.evidence.core.sources import Citation, EvidenceRef
from autan.evidence.core.texts import Text
from autan.measures.core.amounts import number_text
from autan.observatory.core.prices import PRICE_EVIDENCE
from autan.observatory.importers.definitions import shipped_prices


def describe_price(key: str) -> EvidenceCard | None:
    """Describe the price of this code; None when there is none."""
    price = shipped_prices().get(key)
    if price is None:
        return None
    amount, period = number_text(price.price_eur_per_mwh, 0), price.period_label
    return EvidenceCard(
        ref=EvidenceRef(kind=PRICE_EVIDENCE, key=key),
        title=price.label,
        statement=Text(f"{amount.fr}{NO_BREAK_SPACE}€ par MWh, {period.fr}.", f"€{amount.en} per MWh, {period.en}."),
        citation=Citation(source=price.source, locator=price.source.document),
        note=price.note,
    )
