"""Kinds of evidence of the room, as traces find them; those of prices and of indicators are described here."""

from autan.evidence.core.evidence_cards import EvidenceCard, EvidenceTable
from autan.evidence.core.figures import OWN_VALUE
from autan.evidence.core.notation import NO_BREAK_SPACE
from autan.evidence.core.sources import Citation, EvidenceRef
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.evidence.language import words
from autan.evidence.queries.registry import EvidenceKind, all_at_once, name_place, one_by_one
from autan.measures.core.addresses import FilingCellKey, IndicatorRowsKey, RowsKey
from autan.measures.core.amounts import number_text
from autan.measures.core.indicators import MESH_WORDS
from autan.measures.core.notes import join_notes
from autan.measures.queries.indicators import indicator_rows
from autan.observatory.core.prices import PRICE_EVIDENCE
from autan.observatory.importers.definitions import shipped_prices
from autan.observatory.presenters.filing_evidence import describe_filing_cell
from autan.observatory.presenters.own_value_evidence import describe_own_values
from autan.observatory.presenters.row_evidence import MOST_ROWS, STATE, VALUE, describe_rows, place_title, write_value
from autan.observatory.queries.measure_rows import existing_rows

_HEADINGS = (Text("Code", "Code"), Text("Catégorie", "Category"), VALUE, STATE)


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


def describe_indicator(key: str) -> EvidenceCard | None:
    """Describe the rows behind a figure of an indicator; None for a key of nothing. One query of the lake."""
    parsed = IndicatorRowsKey.parse(key)
    found = indicator_rows(parsed) if parsed else None
    if parsed is None or found is None:
        return None
    snapshot, frame = found
    rows = [
        (code, category, write_value(value), words(ValueState(state).label))
        for code, category, value, state in frame.head(MOST_ROWS).iter_rows()
    ]
    card, place = snapshot.card, name_place(f"{MESH_WORDS.get(parsed.mesh, '')}{parsed.code}")
    return EvidenceCard(
        ref=EvidenceRef(kind=IndicatorRowsKey.KIND, key=key),
        title=place_title(place, f"{card.title} ({parsed.year})"),
        statement=card.counts,
        citation=Citation(source=card.to_source(), locator=f"{place}, {parsed.year} ({snapshot.name})"),
        table=EvidenceTable(columns=tuple(map(words, _HEADINGS)), rows=tuple(rows), total_rows=len(frame)),
        note=join_notes(card.third_party_note, card.limits),
    )


EVIDENCE_KINDS = (
    EvidenceKind(kind=RowsKey.KIND, describe=all_at_once(describe_rows), existing=existing_rows),
    EvidenceKind(kind=IndicatorRowsKey.KIND, describe=one_by_one(describe_indicator)),
    EvidenceKind(kind=FilingCellKey.KIND, describe=one_by_one(describe_filing_cell)),
    EvidenceKind(kind=PRICE_EVIDENCE, describe=one_by_one(describe_price)),
    EvidenceKind(kind=OWN_VALUE, describe=describe_own_values),
)
