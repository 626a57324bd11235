"""How one cell of a filing is shown to a reader who doubts a figure: the filing, what was typed, what is doubted."""

from autan.evidence.core.evidence_cards import EvidenceCard
from autan.evidence.core.notation import NO_BREAK_SPACE, format_date, format_number
from autan.evidence.core.sources import Citation, EvidenceRef
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.evidence.queries.registry import name_place
from autan.observatory import lake
from autan.observatory.core.notes import join_notes
from autan.observatory.core.pcaet_grid import EVIDENCE_KIND, Deposit, DepositCell, cell_label
from autan.observatory.core.quality.rules import RULES
from autan.observatory.queries.deposits import find_filing_cell
from autan.observatory.queries.quality import find_doubts


def describe_deposit(key: str) -> EvidenceCard | None:
    """Describe one declared cell; None when the edition that holds it is no longer the last one."""
    found = find_filing_cell(key)
    if found is None:
        return None
    deposit, cell = found
    snapshot = lake.find_snapshot(deposit.source, deposit.edition)
    if snapshot is None:
        return None
    card = snapshot.card
    return EvidenceCard(
        ref=EvidenceRef(kind=EVIDENCE_KIND, key=key),
        title=_title(deposit, cell),
        statement=_statement(cell),
        citation=Citation(source=card.to_source(), locator=_locator(deposit)),
        note=join_notes(card.limits, _doubt_note(deposit, cell)),
    )


def _title(deposit: Deposit, cell: DepositCell) -> Text:
    place, label = name_place(deposit.siren), cell_label(cell)
    return Text(
        f"{place}, démarche {deposit.id}{NO_BREAK_SPACE}: {label.fr}",
        f"{place}, approach {deposit.id}: {label.en}",
    )


def _statement(cell: DepositCell) -> Text:
    if cell.declared_value is None:
        return Text("case vide", "empty cell")
    said = []
    for language in ("fr", "en"):
        digits = 0 if cell.declared_value == int(cell.declared_value) else 2
        number = format_number(cell.declared_value, decimals=digits, language=language)
        said.append(f"{number}{NO_BREAK_SPACE}{get_unit(cell.unit).symbol.in_language(language)}")
    return Text(
        f"Saisi{NO_BREAK_SPACE}: {said[0]}, l’unité étant celle du guide de saisie.",
        f"Typed: {said[1]}, the unit being that of the code book.",
    )


def _locator(deposit: Deposit) -> str:
    changed = f", modifiée le {format_date(deposit.modified_on, language='fr')}" if deposit.modified_on else ""
    return f"instantané {deposit.edition}, démarche {deposit.id} « {deposit.name} »{changed}"


def _doubt_note(deposit: Deposit, cell: DepositCell) -> Text | None:
    doubts = [
        doubt
        for doubt in find_doubts()
        if doubt.source == deposit.source
        and doubt.place == deposit.siren
        and doubt.detail in {"", str(deposit.id)}
        and doubt.measure in {"", f"pcaet_{cell.quantity.value}"}
    ]
    notes = [
        Text(
            f"{RULES[doubt.rule].title.fr}{NO_BREAK_SPACE}: {doubt.value.fr}. {doubt.explanation.fr}",
            f"{RULES[doubt.rule].title.en}: {doubt.value.en}. {doubt.explanation.en}",
        )
        for doubt in doubts
    ]
    return join_notes(*notes)
