"""Evidence of a value that a territory gave: by whom, from which document, why."""

from autan.evidence.core.evidence_cards import EvidenceCard
from autan.evidence.core.figures import OWN_VALUE
from autan.evidence.core.notation import NO_BREAK_SPACE
from autan.evidence.core.sources import Citation, EvidenceRef, Source
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.evidence.language import day, words
from autan.evidence.queries.registry import name_place
from autan.observatory.core.amounts import exact_text
from autan.observatory.core.catalogue import BASE_MEASURES
from autan.observatory.core.own_values import OwnRecord
from autan.observatory.queries.own_values import as_record, find_own_value


def describe_own_value(key: str) -> EvidenceCard | None:
    """Describe the value of this key; None when there is none. One query."""
    row = find_own_value(key)
    if row is None:
        return None
    record = as_record(row)
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
        recorded=_recorded(record),
        note=_conversion(record),
    )


def _recorded(record: OwnRecord) -> str:
    said = Text(
        f"enregistrée le {day(record.on)} par {record.by}, état{NO_BREAK_SPACE}: {record.state.label.fr}",
        f"recorded on {day(record.on)} by {record.by}, state: {record.state.label.en}",
    )
    return words(said)


def _conversion(record: OwnRecord) -> Text | None:
    unit = get_unit(BASE_MEASURES[record.measure].unit)
    if unit.code == record.given_unit:
        return None
    kept = exact_text(round(record.value, 3), unit)
    return Text(f"Convertie sans perte{NO_BREAK_SPACE}: {kept.fr}.", f"Converted without loss: {kept.en}.")
