"""Rows of the lake behind figures of the catalogue, with the alerts on them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autan.opendata.data_quality.core.alerts import ReviewedAlert
from autan.opendata.measures.core.addresses import RowsKey
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.measures.core.measures import BaseMeasure
from autan.opendata.measures.lake import BY_TERRITORY, rows_query, view_name
from autan.opendata.measures.queries.perimeter import current_perimeter, is_commune
from autan.opendata.observatory.queries.reviewed_alerts import judged_on_rows
from autan.opendata.sources.lake import engine, snapshots
from autan.opendata.sources.lake.snapshots import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """One row: code and name of its commune (or of its operator), its value or None, its state."""

    code: str
    name: str
    value: float | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRows:
    """Rows of one measure of one edition, in one place. `alerts`: alerts on them with their decisions, by code."""

    key: RowsKey
    snapshot: Snapshot
    measure: BaseMeasure
    rows: Sequence[MeasureRow] = ()
    alerts: Mapping[str, Sequence[ReviewedAlert]] = field(default_factory=dict)

    @property
    def is_by_operator(self) -> bool:
        """True when its rows are about operators of the whole place, and not about communes."""
        return self.snapshot.card.source in BY_TERRITORY


def rows_behind(keys: Iterable[RowsKey]) -> list[MeasureRows]:
    """Rows of many keys; a key that names nothing any more is left out. One query of the lake for each edition."""
    requests = [request for request in map(_request_of, keys) if request is not None]
    rows = _read(requests)
    flagged = {
        str(request.key): (request.key.source, request.key.measure, [row.code for row in rows[request.key]])
        for request in requests
    }
    alerts = judged_on_rows(flagged)
    return [
        MeasureRows(
            key=request.key,
            snapshot=request.snapshot,
            measure=request.measure,
            rows=rows[request.key],
            alerts=alerts[str(request.key)],
        )
        for request in requests
    ]


def existing_rows(keys: Iterable[str]) -> list[str]:
    """Those of these keys that name a measure of an edition of the lake, without a query."""
    parsed = {text: key for text in keys if (key := RowsKey.parse(text)) and key.measure in BASE_MEASURES}
    edition_keys = {(key.source, key.edition) for key in parsed.values()}
    editions = {edition for edition in edition_keys if snapshots.find_snapshot(*edition)}
    return [text for text, key in parsed.items() if (key.source, key.edition) in editions]


def _request_of(key: RowsKey) -> MeasureRows | None:
    measure, snapshot = BASE_MEASURES.get(key.measure), snapshots.find_snapshot(key.source, key.edition)
    return MeasureRows(key=key, snapshot=snapshot, measure=measure) if snapshot and measure else None


def _read(requests: Sequence[MeasureRows]) -> dict[RowsKey, list[MeasureRow]]:
    rows: dict[RowsKey, list[MeasureRow]] = {request.key: [] for request in requests}
    groups: dict[tuple[Snapshot, bool], dict[tuple[str, str], list[RowsKey]]] = {}
    for request in requests:
        group = groups.setdefault((request.snapshot, is_commune(request.key.place)), {})
        group.setdefault((request.key.place, request.key.measure), []).append(request.key)
    perimeter = current_perimeter()
    for (snapshot, _), keys in groups.items():
        source, place = snapshot.card.source, next(iter(keys))[0]
        tables: dict[str, Snapshot | Path] = {view_name(source): snapshot}
        if source not in BY_TERRITORY:
            tables["perimeter"] = perimeter.commune_table if is_commune(place) else perimeter.table
        parameters = [f"{place}/{measure}" for place, measure in keys]
        for place, measure, part, code, name, value, state in engine.run_query(
            rows_query(source, snapshot.card.data_date, len(keys)), tables, parameters
        ).iter_rows():
            row = MeasureRow(code=code, name=name or perimeter.name_of(code), value=value, state=state)
            for key in keys[place, measure]:
                if not key.kept or part in key.kept:
                    rows[key].append(row)
    return rows
