"""How a value that a territory gave is shown to a reader who doubts a figure: by whom, from which document, why."""

from django.utils.translation import get_language

from autan.evidence.core.evidence_cards import EvidenceCard
from autan.evidence.core.notation import NO_BREAK_SPACE, format_date, format_exactly
from autan.evidence.core.sources import Citation, EvidenceRef, Source
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.evidence.queries.registry import name_place
from autan.observatory.core.catalogue import BASE_MEASURES
from autan.observatory.core.own_values import EVIDENCE_KIND, OwnRecord
from autan.observatory.queries.own_values import as_record, find_own_value


def describe_own_value(key: str) -> EvidenceCard | None:
    """Describe the value of this key; None when there is none. One query."""
    row = find_own_value(key)
    if row is None:
        return None
    record = as_record(row)
    place, measure = name_place(record.siren), BASE_MEASURES[record.measure].label
    return EvidenceCard(
        ref=EvidenceRef(kind=EVIDENCE_KIND, key=key),
        title=Text(
            f"Valeur donnée par {place}\u00a0: {measure.fr}, {record.date}",
            f"Value given by {place}: {measure.en}, {record.date}",
        ),
        statement=Text(*(f"{_amount(record, language)}. {record.reason}" for language in ("fr", "en"))),
        citation=Citation(
            source=Source(slug="", title=record.document, producer=place, document=record.document), locator=""
        ),
        recorded=_recorded(record),
        note=_conversion(record),
    )


def _amount(record: OwnRecord, language: str) -> str:
    number = format_exactly(record.given_value, language=language)
    symbol = get_unit(record.given_unit).symbol.in_language(language)
    return f"{number}{NO_BREAK_SPACE}{symbol}".strip()


def _recorded(record: OwnRecord) -> str:
    language = get_language() or "fr"
    day = format_date(record.on, language=language)
    said = Text(
        f"enregistrée le {day} par {record.by}, état{NO_BREAK_SPACE}: {record.state.label.fr}",
        f"recorded on {day} by {record.by}, state: {record.state.label.en}",
    )
    return said.in_language(language)


def _conversion(record: OwnRecord) -> Text | None:
    unit = get_unit(BASE_MEASURES[record.measure].unit)
    if unit.code == record.given_unit:
        return None
    kept = [format_exactly(round(record.value, 3), language=language) for language in ("fr", "en")]
    return Text(
        f"Convertie sans perte{NO_BREAK_SPACE}: {kept[0]}{NO_BREAK_SPACE}{unit.symbol.fr}.",
        f"Converted without loss: {kept[1]}{NO_BREAK_SPACE}{unit.symbol.en}.",
    )
