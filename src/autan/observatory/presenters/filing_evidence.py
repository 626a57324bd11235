"""Evidence of one cell of a filing: the filing, what was typed, what is doubted."""

from autan.data_quality.importers.quality_rules import quality_rules
from autan.data_quality.queries.doubts import doubts_on_rows
from autan.evidence.core.evidence_cards import EvidenceCard
from autan.evidence.core.notation import NO_BREAK_SPACE
from autan.evidence.core.sources import Citation, EvidenceRef
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.evidence.language import day, words
from autan.evidence.queries.registry import name_place
from autan.measures.core.addresses import FilingCellKey
from autan.measures.core.amounts import amount_text
from autan.measures.core.notes import join_notes
from autan.measures.core.pcaet_grid import Filing, FilingCell, cell_label
from autan.measures.queries.filings import find_filing_cell
from autan.opendata.lake import snapshots


def describe_filing_cell(key: str) -> EvidenceCard | None:
    """Describe one declared cell; None when the edition that holds it is no longer the last one."""
    parsed = FilingCellKey.parse(key)
    found = find_filing_cell(parsed) if parsed else None
    snapshot = snapshots.find_snapshot(found[0].source, found[0].edition) if found else None
    if found is None or snapshot is None:
        return None
    filing, cell = found
    return EvidenceCard(
        ref=EvidenceRef(kind=FilingCellKey.KIND, key=key),
        title=_title(filing, cell),
        statement=_statement(cell),
        citation=Citation(source=snapshot.card.to_source(), locator=_locator(filing)),
        note=join_notes(snapshot.card.limits, *_doubt_notes(filing, cell)),
    )


def _title(filing: Filing, cell: FilingCell) -> Text:
    place, label = name_place(filing.siren), cell_label(cell)
    return Text(
        f"{place}, démarche {filing.id}{NO_BREAK_SPACE}: {label.fr}",
        f"{place}, approach {filing.id}: {label.en}",
    )


def _statement(cell: FilingCell) -> Text:
    if cell.declared_value is None:
        return Text("case vide", "empty cell")
    digits = 0 if cell.declared_value == int(cell.declared_value) else 2
    typed = amount_text(cell.declared_value, get_unit(cell.unit), digits)
    return Text(
        f"Saisi{NO_BREAK_SPACE}: {typed.fr}, l’unité étant celle du guide de saisie.",
        f"Typed: {typed.en}, the unit being that of the code book.",
    )


def _locator(filing: Filing) -> str:
    date = day(filing.modified_on) if filing.modified_on else ""
    changed = words(Text(f", modifiée le {date}", f", changed on {date}")) if date else ""
    said = Text(
        f"instantané {filing.edition}, démarche {filing.id} « {filing.name} »",
        f"snapshot {filing.edition}, approach {filing.id} “{filing.name}”",
    )
    return words(said) + changed


def _doubt_notes(filing: Filing, cell: FilingCell) -> list[Text]:
    rules, measure = quality_rules(), f"pcaet_{cell.quantity.value}"
    doubts = doubts_on_rows(filing.source, measure, [filing.siren]).get(filing.siren, ())
    return [
        Text(
            f"{rules[doubt.rule].title.fr}{NO_BREAK_SPACE}: {doubt.value.fr}. {rules[doubt.rule].reason.fr}",
            f"{rules[doubt.rule].title.en}: {doubt.value.en}. {rules[doubt.rule].reason.en}",
        )
        for doubt in doubts
        if doubt.detail in {"", str(filing.id)}
    ]
