"""Evidence of a figure of the catalogue: source, snapshot, rows of its communes, alerts on them."""

from collections.abc import Mapping, Sequence
from datetime import date

from autan.evidence.figures.core.evidence_cards import EvidenceCard, EvidenceTable
from autan.evidence.figures.core.sources import Citation, EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.evidence.figures.queries.registry import name_place
from autan.ground.texts.core.notation import format_exactly
from autan.ground.texts.core.texts import plural
from autan.ground.texts.language import colon, current_language, day, words
from autan.ground.wordings import Sentence, Text
from autan.opendata.data_quality.core.alerts import AlertState, ReviewedAlert
from autan.opendata.data_quality.importers import quality_rules
from autan.opendata.measures.core.addresses import RowsKey
from autan.opendata.measures.core.measures import PERIMETER_VINTAGE
from autan.opendata.measures.core.notes import join_notes
from autan.opendata.observatory.queries.measure_rows import MeasureRows, rows_behind
from autan.opendata.sources.lake.snapshots import Snapshot

MOST_ROWS = 250
VALUE, STATE = Sentence("Valeur"), Sentence("État")
_ALERT = Sentence("Alerte")
_BY_COMMUNE = (Text("Code", "Code"), Sentence("Commune"))
_BY_OPERATOR = (Text("SIREN", "SIREN"), Sentence("Gestionnaire"))
_SEMICOLON = Sentence("\u202f; ")


def describe_rows(keys: Sequence[str]) -> dict[str, EvidenceCard]:
    """Describe the rows behind figures, by key; a key of nothing has no card. One query an edition."""
    parsed = filter(None, map(RowsKey.parse, keys))
    return {str(measure_rows.key): _card(measure_rows) for measure_rows in rows_behind(parsed)}


def _card(measure_rows: MeasureRows) -> EvidenceCard:
    card, place = measure_rows.snapshot.card, name_place(measure_rows.key.place)
    return EvidenceCard(
        ref=EvidenceRef(kind=RowsKey.KIND, key=str(measure_rows.key)),
        title=place_title(place, f"{card.title} ({card.data_date})"),
        statement=card.counts,
        citation=Citation(source=card.to_source(), locator=_locator(measure_rows)),
        recorded=_record_text(measure_rows.snapshot),
        table=_table(measure_rows),
        note=join_notes(
            card.third_party_note,
            card.limits,
            card.absence_of(measure_rows.measure.code).label,
            _alert_note(measure_rows.alerts),
        ),
    )


def place_title(place: str, table: str) -> Text:
    """Title of the rows of a place."""
    return Sentence("{place}\u00a0: {table}", place=place, table=table)


def _locator(measure_rows: MeasureRows) -> str:
    count, label = len(measure_rows.rows), measure_rows.measure.label
    rows = plural(count, Sentence("ligne"), Sentence("lignes"))
    checksum = measure_rows.snapshot.card.checksum[:12]
    return words(
        Sentence(
            "«\u202f{label}\u202f», {count} {rows} sur le périmètre de {perimeter_vintage}, édition {snapshot}, "
            "empreinte {checksum}",
            label=label,
            count=count,
            rows=rows,
            perimeter_vintage=PERIMETER_VINTAGE,
            snapshot=measure_rows.snapshot.name,
            checksum=checksum,
        )
    )


def _record_text(snapshot: Snapshot) -> str:
    card = snapshot.card
    copied, adopted = day(card.retrieved_on), day(date.fromisoformat(snapshot.adopted_at[:10]))
    place = f" ({card.republished_by})" if card.republished_by else ""
    text = Sentence("copie du {copied}{place}, adoptée le {adopted}", copied=copied, place=place, adopted=adopted)
    return words(_SEMICOLON).join((words(text), *card.remarks))


def _table(measure_rows: MeasureRows) -> EvidenceTable:
    symbol = words(get_unit(measure_rows.measure.unit).symbol)
    code, name, value, state_heading, alert = map(
        words, (*(_BY_OPERATOR if measure_rows.is_by_operator else _BY_COMMUNE), VALUE, STATE, _ALERT)
    )
    shown = []
    for row in measure_rows.rows[:MOST_ROWS]:
        state = words(ValueState(row.state).label)
        shown.append(
            (row.code, row.name, write_value(row.value), state, _describe_alerts(measure_rows.alerts.get(row.code)))
        )
    columns = (code, name, f"{value} ({symbol})" if symbol else value, state_heading, alert)
    return EvidenceTable(columns=columns, rows=tuple(shown), total_rows=len(measure_rows.rows))


def write_value(value: float | None) -> str:
    """A value of a row with every digit that the source gives; empty for an unknown one."""
    return "" if value is None else format_exactly(value, language=current_language())


def _describe_alerts(alerts: Sequence[ReviewedAlert] | None) -> str:
    texts = (
        f"{words(quality_rules()[reviewed.alert.rule].title)}{colon()} "
        f"{words(reviewed.alert.value)}{_describe_decision(reviewed)}"
        for reviewed in alerts or ()
    )
    return words(_SEMICOLON).join(texts)


def _describe_decision(reviewed: ReviewedAlert) -> str:
    """What was decided, when and why, in brackets; nothing while the alert is open. Traces name nobody."""
    latest = reviewed.latest
    if latest is None or reviewed.state is AlertState.OPEN:
        return ""
    return f" ({words(reviewed.state.label)}, {day(latest.at.date())}{colon()} {latest.reason})"


def _alert_note(alerts: Mapping[str, Sequence[ReviewedAlert]]) -> Text | None:
    reviewed = [item for alert in alerts.values() for item in alert]
    if not reviewed:
        return None
    count, decided = len(reviewed), sum(item.state is not AlertState.OPEN for item in reviewed)
    raised = plural(count, Sentence("alerte signalée"), Sentence("alertes signalées"))
    some = Sentence(", dont {decided} avec une décision", decided=decided)
    reasons = [quality_rules()[code].reason for code in dict.fromkeys(item.alert.rule for item in reviewed)]
    return join_notes(
        Text(
            f"{count} {raised.fr} sur ces lignes{some.fr if decided else ''}.",
            f"{count} {raised.en} on these rows{some.en if decided else ''}.",
        ),
        *reasons,
    )
