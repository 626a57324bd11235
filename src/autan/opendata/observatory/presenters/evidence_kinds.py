"""Kinds of evidence of the room, as traces find them: prices, indicators, filings, values of a territory, rows."""

from collections.abc import Collection, Sequence

from autan.evidence.figures.core.evidence_cards import EvidenceCard, EvidenceTable
from autan.evidence.figures.core.figures import OWN_VALUE
from autan.evidence.figures.core.sources import Citation, EvidenceRef, Source
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.evidence.figures.queries.registry import EvidenceKind, Reader, describe_in_bulk, name_place, one_by_one
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.texts.language import day, words
from autan.ground.wordings import Sentence, Text
from autan.opendata.data_quality.importers import quality_rules
from autan.opendata.data_quality.queries import alerts_on_rows
from autan.opendata.measures.core.addresses import FilingCellKey, IndicatorRowsKey, RowsKey
from autan.opendata.measures.core.amounts import amount_text, exact_text, number_text
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.measures.core.indicators import MESH_WORDS
from autan.opendata.measures.core.notes import join_notes
from autan.opendata.measures.core.pcaet_grid import Filing, FilingCell, cell_label
from autan.opendata.measures.queries.filings import find_filing_cell
from autan.opendata.measures.queries.indicators import existing_indicator_rows, indicator_rows
from autan.opendata.observatory.core.climate import PRICE_EVIDENCE
from autan.opendata.observatory.core.own_values import OwnRecord
from autan.opendata.observatory.importers import shipped_prices
from autan.opendata.observatory.presenters.row_evidence import (
    MOST_ROWS,
    STATE,
    VALUE,
    describe_rows,
    place_title,
    write_value,
)
from autan.opendata.observatory.queries.measure_rows import existing_rows
from autan.opendata.observatory.queries.own_values import as_record, find_own_value
from autan.opendata.sources.lake import snapshots
from autan.territories.networks.queries.people import sirens_acted_for


def describe_filing_cell(key: str) -> EvidenceCard | None:
    """Describe one declared cell; None when the edition that holds it is no longer the last one."""
    parsed = FilingCellKey.parse(key)
    filing_cell = find_filing_cell(parsed) if parsed else None
    snapshot = snapshots.find_snapshot(filing_cell[0].source, filing_cell[0].edition) if filing_cell else None
    if filing_cell is None or snapshot is None:
        return None
    filing, cell = filing_cell
    return EvidenceCard(
        ref=EvidenceRef(kind=FilingCellKey.KIND, key=key),
        title=_title(filing, cell),
        statement=_statement(cell),
        citation=Citation(source=snapshot.card.to_source(), locator=_locator(filing)),
        note=join_notes(snapshot.card.limits, *_alert_notes(filing, cell)),
    )


def _title(filing: Filing, cell: FilingCell) -> Text:
    place, label = name_place(filing.siren), cell_label(cell)
    return Sentence("{place}, démarche {id}\u00a0: {label}", place=place, id=filing.id, label=label)


def _statement(cell: FilingCell) -> Text:
    if cell.declared_value is None:
        return Sentence("case vide")
    digits = 0 if cell.declared_value == int(cell.declared_value) else 2
    typed = amount_text(cell.declared_value, get_unit(cell.unit), digits)
    return Sentence("Saisi\u00a0: {typed}, l’unité étant celle du guide de saisie.", typed=typed)


def _locator(filing: Filing) -> str:
    date = day(filing.modified_on) if filing.modified_on else ""
    changed = words(Sentence(", modifiée le {date}", date=date)) if date else ""
    text = Sentence(
        "instantané {edition}, démarche {id} « {filing} »", edition=filing.edition, id=filing.id, filing=filing.name
    )
    return words(text) + changed


def _alert_notes(filing: Filing, cell: FilingCell) -> list[Text]:
    rules, measure = quality_rules(), f"pcaet_{cell.quantity.value}"
    alerts = alerts_on_rows(filing.source, measure, [filing.siren]).get(filing.siren, ())
    return [
        Text(
            f"{rules[alert.rule].title.fr}{NO_BREAK_SPACE}: {alert.value.fr}. {rules[alert.rule].reason.fr}",
            f"{rules[alert.rule].title.en}: {alert.value.en}. {rules[alert.rule].reason.en}",
        )
        for alert in alerts
        if alert.detail in {"", str(filing.id)}
    ]


def describe_own_values(keys: Sequence[str], reader: Reader) -> dict[str, EvidenceCard]:
    """Describe the values of these keys that there are, with the name of the author for whoever may know it."""
    known = sirens_acted_for(reader)
    rows = {key: row for key in keys if (row := find_own_value(key))}
    return {key: _card(key, as_record(row), known) for key, row in rows.items()}


def _card(key: str, record: OwnRecord, known: Collection[str]) -> EvidenceCard:
    place, measure = name_place(record.siren), BASE_MEASURES[record.measure].label
    amount = exact_text(record.given_value, get_unit(record.given_unit))
    source = Source(slug="", title=record.document, producer=place, document=record.document)
    return EvidenceCard(
        ref=EvidenceRef(kind=OWN_VALUE, key=key),
        title=Sentence(
            "Valeur donnée par {place}\u00a0: {measure}, {date}", place=place, measure=measure, date=record.date
        ),
        statement=Sentence.joined(". ", (amount, record.reason)),
        citation=Citation(source=source, locator=""),
        recorded=_record_text(record, is_named=record.siren in known),
        note=_conversion(record),
    )


def _record_text(record: OwnRecord, *, is_named: bool) -> str:
    by = Sentence(" par {by}", by=record.by) if is_named else NO_TEXT
    text = Sentence(
        "enregistrée le {day}{by}, état\u00a0: {state}", day=day(record.on), by=by, state=record.state.label
    )
    return words(text)


def _conversion(record: OwnRecord) -> Text | None:
    unit = get_unit(BASE_MEASURES[record.measure].unit)
    if unit.code == record.given_unit:
        return None
    text = exact_text(round(record.value, 3), unit)
    return Sentence("Convertie sans perte\u00a0: {kept}.", kept=text)


_HEADINGS = (Text("Code", "Code"), Sentence("Catégorie"), VALUE, STATE)


def describe_price(key: str) -> EvidenceCard | None:
    """Describe the price of this code; None when there is none."""
    price = shipped_prices().get(key)
    if price is None:
        return None
    amount, period = number_text(price.price_eur_per_mwh, 0), price.period_label
    return EvidenceCard(
        ref=EvidenceRef(kind=PRICE_EVIDENCE, key=key),
        title=price.label,
        statement=Sentence("{amount}\u00a0€ par MWh, {period}.", amount=amount, period=period),
        citation=Citation(source=price.source, locator=price.source.document),
        note=price.note,
    )


def describe_indicator(key: str) -> EvidenceCard | None:
    """Describe the rows behind a figure of an indicator; None for a key of nothing. One query of the lake."""
    parsed = IndicatorRowsKey.parse(key)
    result = indicator_rows(parsed) if parsed else None
    if parsed is None or result is None:
        return None
    snapshot, frame = result
    rows = [
        (code, words(Sentence(category)), write_value(value), words(ValueState(state).label))
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
    EvidenceKind(kind=RowsKey.KIND, describe=describe_in_bulk(describe_rows), existing=existing_rows),
    EvidenceKind(kind=IndicatorRowsKey.KIND, describe=one_by_one(describe_indicator), existing=existing_indicator_rows),
    EvidenceKind(kind=FilingCellKey.KIND, describe=one_by_one(describe_filing_cell)),
    EvidenceKind(kind=PRICE_EVIDENCE, describe=one_by_one(describe_price)),
    EvidenceKind(kind=OWN_VALUE, describe=describe_own_values),
)
