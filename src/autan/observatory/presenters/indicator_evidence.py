"""Evidence of a figure of a territorial indicator: the edition, and its rows for the place and the year."""

from autan.evidence.core.evidence_cards import EvidenceCard, EvidenceTable
from autan.evidence.core.sources import Citation, EvidenceRef
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.evidence.language import words
from autan.evidence.queries.registry import name_place
from autan.observatory.core.addresses import IndicatorRowsKey
from autan.observatory.presenters.row_evidence import MOST_ROWS, STATE, VALUE, place_title, write_value
from autan.observatory.queries.indicators import indicator_rows

_HEADINGS = (Text("Code", "Code"), Text("Catégorie", "Category"), VALUE, STATE)


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
    card = snapshot.card
    return EvidenceCard(
        ref=EvidenceRef(kind=IndicatorRowsKey.KIND, key=key),
        title=place_title(name_place(parsed.code), f"{card.title} ({parsed.year})"),
        statement=card.counts,
        citation=Citation(
            source=card.to_source(), locator=f"{snapshot.name}, {parsed.mesh} {parsed.code}, {parsed.year}"
        ),
        table=EvidenceTable(columns=tuple(map(words, _HEADINGS)), rows=tuple(rows), total_rows=len(frame)),
        note=card.limits,
    )
