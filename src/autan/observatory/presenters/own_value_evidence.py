"""Evidence of a value that a territory gave: by whom, from which document, why."""

from collections.abc import Collection, Sequence

from autan.evidence.core.evidence_cards import EvidenceCard
from autan.evidence.core.figures import OWN_VALUE
from autan.evidence.core.notation import NO_BREAK_SPACE
from autan.evidence.core.sources import Citation, EvidenceRef, Source
from autan.evidence.core.texts import NO_TEXT, Text
from autan.evidence.core.units import get_unit
from autan.evidence.language import day, words
from autan.evidence.queries.registry import Reader, name_place
from autan.measures.core.amounts import exact_text
from autan.measures.core.catalogue import BASE_MEASURES
from autan.observatory.core.own_values import OwnRecord
from autan.observatory.queries.own_values import as_record, find_own_value
from autan.territories.queries.people import sirens_acted_for


def describe_own_values(keys: Sequence[str], reader: Reader) -> dict[str, EvidenceCard]:
    """Describe the values of these keys that there are, with the name of the author for who may know it."""
    known = sirens_acted_for(reader)
    rows = {key: row for key in keys if (row := find_own_value(key))}
    return {key: _card(key, as_record(row), known) for key, row in rows.items()}


def _card(key: str, record: OwnRecord, known: Collection[str]) -> EvidenceCard:
    place, measure = name_place(record.siren), BASE_MEASURES[record.measure].label
    given = exact_text(record.given_value, get_unit(record.given_unit))
    source = Source(slug="", title=record.document, producer=place, document=record.document)
    return EvidenceCard(
        ref=EvidenceRef(kind=OWN_VALUE, key=key),
        title=Text(
            f"Valeur donnée par {place}{NO_BREAK_SPACE}: {measure.fr}, {record.date}",
            f"Value given by {place}: {measure.en}, {record.date}",
        ),
        statement=Text(f"{given.fr}. {record.reason}", f"{given.en}. {record.reason}"),
        citation=Citation(source=source, locator=""),
        recorded=_recorded(record, is_named=record.siren in known),
        note=_conversion(record),
    )


def _recorded(record: OwnRecord, *, is_named: bool) -> str:
    by = Text(f" par {record.by}", f" by {record.by}") if is_named else NO_TEXT
    said = Text(
        f"enregistrée le {day(record.on)}{by.fr}, état{NO_BREAK_SPACE}: {record.state.label.fr}",
        f"recorded on {day(record.on)}{by.en}, state: {record.state.label.en}",
    )
    return words(said)


def _conversion(record: OwnRecord) -> Text | None:
    unit = get_unit(BASE_MEASURES[record.measure].unit)
    if unit.code == record.given_unit:
        return None
    kept = exact_text(round(record.value, 3), unit)
    return Text(f"Convertie sans perte{NO_BREAK_SPACE}: {kept.fr}.", f"Converted without loss: {kept.en}.")
