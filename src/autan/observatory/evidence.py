"""How a row of the lake is shown to a reader who doubts a figure: source, snapshot, communes, doubts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import get_language

from autan.evidence.core.evidence_cards import EvidenceCard, EvidenceTable
from autan.evidence.core.notation import format_date, format_number
from autan.evidence.core.sources import Citation, EvidenceRef
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.evidence.queries.registry import name_place
from autan.observatory import lake
from autan.observatory.core.accounts import EVIDENCE_KIND
from autan.observatory.core.catalogue import MEASURES
from autan.observatory.core.measures import PERIMETER_VINTAGE, BaseMeasure
from autan.observatory.core.notes import join_notes
from autan.observatory.core.quality.decisions import DoubtState, JudgedDoubt
from autan.observatory.core.quality.rules import RULES
from autan.observatory.items import BY_TERRITORY, rows_query, view_name
from autan.observatory.lake import Snapshot
from autan.observatory.perimeter import current_perimeter, is_commune
from autan.observatory.queries.quality import judged_on_rows

MOST_ROWS = 250
Row = tuple[str, str, float | None, str]
_HEADINGS = {
    "fr": ("Code", "Commune", "Valeur", "État", "Doute"),
    "en": ("Code", "Municipality", "Value", "State", "Doubt"),
}
_OPERATOR_HEADINGS = {
    "fr": ("SIREN", "Gestionnaire", "Valeur", "État", "Doute"),
    "en": ("SIREN", "Operator", "Value", "State", "Doubt"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Address:
    """What a key of the lake names: the rows of one measure of one snapshot, in one territory."""

    key: str
    snapshot: Snapshot
    siren: str
    measure: BaseMeasure

    @property
    def source(self) -> str:
        """Slug of the source."""
        return self.snapshot.card.source


def describe_lake(key: str) -> EvidenceCard | None:
    """Describe the rows behind a base figure; one query of the lake.

    Args:
        key: `<source>/<edition>/<siren>/<measure>`, as written by `core.accounts.lake_key`.
    """
    return describe_lakes([key]).get(key)


def describe_lakes(keys: Sequence[str]) -> dict[str, EvidenceCard]:
    """Describe the rows behind many base figures, by key; one query of the lake for each snapshot.

    A key that names nothing any more has no card.
    """
    addresses = [address for address in map(_find, keys) if address is not None]
    rows = _rows_of(addresses)
    doubts = judged_on_rows(
        {item.key: (item.source, item.measure.code, [row[0] for row in rows[item.key]]) for item in addresses}
    )
    return {item.key: _card(item, rows[item.key], doubts[item.key]) for item in addresses}


def _find(key: str) -> _Address | None:
    parts = key.split("/")
    if len(parts) != 4:
        return None
    source, edition, siren, code = parts
    measure, snapshot = MEASURES.get(code), lake.find_snapshot(source, edition)
    if snapshot is None or not isinstance(measure, BaseMeasure):
        return None
    return _Address(key=key, snapshot=snapshot, siren=siren, measure=measure)


def _rows_of(addresses: Sequence[_Address]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {address.key: [] for address in addresses}
    groups: dict[tuple[Snapshot, bool], dict[tuple[str, str], str]] = {}
    for item in addresses:
        groups.setdefault((item.snapshot, is_commune(item.siren)), {})[item.siren, item.measure.code] = item.key
    perimeter = current_perimeter()
    for (snapshot, _), wanted in groups.items():
        source, place = snapshot.card.source, next(iter(wanted))[0]
        tables: dict[str, Snapshot | Path] = {view_name(source): snapshot}
        if source not in BY_TERRITORY:
            tables["perimeter"] = perimeter.table_for(place)
        found = lake.run_query(rows_query(source, len(wanted)), tables, [f"{siren}/{code}" for siren, code in wanted])
        for siren, measure, code, name, value, state in found.iter_rows():
            rows[wanted[siren, measure]].append((code, name or perimeter.name_of(code), value, state))
    return rows


def _card(address: _Address, rows: Sequence[Row], doubts: Mapping[str, Sequence[JudgedDoubt]]) -> EvidenceCard:
    card = address.snapshot.card
    return EvidenceCard(
        ref=EvidenceRef(kind=EVIDENCE_KIND, key=address.key),
        title=_title(f"{card.title} ({card.data_date})", address.siren),
        statement=card.counts,
        citation=Citation(source=card.to_source(), locator=_locator(address.snapshot, address.measure, len(rows))),
        recorded=_recorded(address.snapshot),
        table=_table(rows, address.measure, doubts, is_by_operator=address.source in BY_TERRITORY),
        note=join_notes(card.limits, _doubt_note(doubts)),
    )


def _title(table: str, siren: str) -> Text:
    place = name_place(siren)
    return Text(f"{place} : {table}", f"{place}: {table}")


def _locator(snapshot: Snapshot, measure: BaseMeasure, rows: int) -> str:
    many, checksum = rows != 1, snapshot.card.checksum[:12]
    said = Text(
        f"instantané {snapshot.name}, {rows} {'lignes' if many else 'ligne'} du territoire dans le périmètre de "
        f"{PERIMETER_VINTAGE}, mesure {measure.code}, empreinte {checksum}",
        f"snapshot {snapshot.name}, {rows} {'rows' if many else 'row'} of the territory in the perimeter of "
        f"{PERIMETER_VINTAGE}, measure {measure.code}, checksum {checksum}",
    )
    return said.in_language(_language())


def _recorded(snapshot: Snapshot) -> str:
    card, language = snapshot.card, _language()
    copied = format_date(card.retrieved_on, language=language)
    adopted = format_date(date.fromisoformat(snapshot.adopted_at[:10]), language=language)
    place = f" ({card.republished_by})" if card.republished_by else ""
    said = Text(
        f"copie du {copied}{place}, adoptée le {adopted}" + "".join(f"\u202f; {remark}" for remark in card.remarks),
        f"copy of {copied}{place}, adopted on {adopted}" + "".join(f"; {remark}" for remark in card.remarks),
    )
    return said.in_language(language)


def _language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def _table(
    rows: Sequence[Row], measure: BaseMeasure, doubts: Mapping[str, Sequence[JudgedDoubt]], *, is_by_operator: bool
) -> EvidenceTable:
    language = _language()
    symbol = get_unit(measure.unit).symbol.in_language(language)
    headings = (_OPERATOR_HEADINGS if is_by_operator else _HEADINGS)[language]
    value_heading = f"{headings[2]} ({symbol})" if symbol else headings[2]
    shown = [
        (code, name, _write(value, language), _state(state, language), _say(doubts.get(code, ()), language))
        for code, name, value, state in rows[:MOST_ROWS]
    ]
    columns = (*headings[:2], value_heading, *headings[3:])
    return EvidenceTable(columns=columns, rows=tuple(shown), total_rows=len(rows))


def _write(value: float | None, language: str) -> str:
    if value is None:
        return ""
    return format_number(value, decimals=0 if value == int(value) else 1, language=language)


def _state(state: str, language: str) -> str:
    return ValueState(state).label.in_language(language)


def _say(doubts: Sequence[JudgedDoubt], language: str) -> str:
    between = "\u00a0: " if language == "fr" else ": "
    said = [
        f"{RULES[judged.doubt.rule].title.in_language(language)}{between}{judged.doubt.value.in_language(language)}"
        f"{_say_decision(judged, language)}"
        for judged in doubts
    ]
    return " ; ".join(said) if language == "en" else "\u202f; ".join(said)


def _say_decision(judged: JudgedDoubt, language: str) -> str:
    """Who decided what and why, in brackets; nothing while the doubt is open."""
    latest = judged.latest
    if latest is None or judged.state is DoubtState.OPEN:
        return ""
    when = format_date(latest.at.date(), language=language)
    state = judged.state.label.in_language(language)
    between = "\u00a0: " if language == "fr" else ": "
    return f" ({state}, {latest.by}, {when}{between}{latest.reason})"


def _doubt_note(doubts: Mapping[str, Sequence[JudgedDoubt]]) -> Text | None:
    judged = [item for found in doubts.values() for item in found]
    rules = list(dict.fromkeys(item.doubt.rule for item in judged))
    if not rules:
        return None
    count, decided = len(judged), sum(item.state is not DoubtState.OPEN for item in judged)
    said_fr = f", dont {decided} avec une décision" if decided else ""
    said_en = f", {decided} of them with a decision" if decided else ""
    return Text(
        f"{count} {'doutes signalés' if count > 1 else 'doute signalé'} sur ces lignes{said_fr}. "
        + " ".join(RULES[rule].reason.fr for rule in rules),
        f"{count} {'doubts' if count > 1 else 'doubt'} raised on these rows{said_en}. "
        + " ".join(RULES[rule].reason.en for rule in rules),
    )
