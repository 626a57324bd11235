"""Evidence of a figure of a territorial indicator: the edition, and its rows for the place and the year."""

from autan.evidence.core.evidence_cards import EvidenceCard, EvidenceTable
from autan.evidence.core.sources import Citation, EvidenceRef
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.evidence.language import words
from autan.evidence.queries.registry import name_place
from autan.measures.core.addresses import IndicatorRowsKey
from autan.measures.core.indicators import MESH_WORDS
from autan.measures.core.notes import join_notes
from autan.measures.queries.indicators import indicator_rows
from autan.observatory.presenters.row_evidence import MOST_ROWS, STATE, VALUE, place_title, write_value

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
    card, place = snapshot.card, name_place(f"{MESH_WORDS.get(parsed.mesh, '')}{parsed.code}")
    return EvidenceCard(
        ref=EvidenceRef(kind=IndicatorRowsKey.KIND, key=key),
        title=place_title(place, f"{card.title} ({parsed.year})"),
        statement=card.counts,
        citation=Citation(source=card.to_source(), locator=f"{place}, {parsed.year} ({snapshot.name})"),
        table=EvidenceTable(columns=tuple(map(words, _HEADINGS)), rows=tuple(rows), total_rows=len(frame)),
        note=join_notes(card.third_party_note, card.limits),
    )
