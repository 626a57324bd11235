"""What an edition read through a mapping takes of the one in use: the other quantity, and who else produced it.

An observatory publishes energy and emissions in two files: each leaves the other as it stands.
"""

from dataclasses import replace

import polars as pl

from autan.evidence.figures.core.states import ValueState
from autan.opendata.sources.core.file_mappings import FileMapping
from autan.opendata.sources.core.readings import Reading
from autan.opendata.sources.core.source_cards import SourceCard
from autan.opendata.sources.lake import snapshots

_QUANTITIES = (("energy_mwh", "state"), ("emissions_tco2e", "ghg_state"))
_OTHER = ValueState.NOT_APPLICABLE.value
_AND = "\u202f; "


def complete_edition(model: SourceCard, reading: Reading, mapping: FileMapping) -> tuple[SourceCard, Reading]:
    """Return the card of the producer, and the reading with the quantity that the file is not about.

    That quantity is the one of the edition in use of the same date, for the same places.
    """
    card = replace(model, producer=mapping.producer, licence=mapping.licence, url=mapping.address or model.url)
    editions = [snapshot for snapshot in snapshots.current_snapshots() if snapshot.card.source == card.source]
    current = next((snapshot for snapshot in editions if snapshot.card.data_date == reading.data_date), None)
    if current is None:
        return card, reading
    card = replace(
        card,
        producer=_beside(current.card.producer, mapping.producer),
        licence=_beside(current.card.licence, mapping.licence),
    )
    value, state = next(pair for pair in _QUANTITIES if (reading.table[pair[1]] == _OTHER).all())
    places = reading.table[model.key[0]].unique().to_list()
    old = pl.read_parquet(current.table).filter(pl.col(model.key[0]).is_in(places), pl.col(state) != _OTHER)
    if old.is_empty():
        return card, reading
    own = next(pair[1] for pair in _QUANTITIES if pair[0] != value)
    table = reading.table.drop(value, state).join(
        old.select(*model.key, value, state), on=model.key, how="full", coalesce=True
    )
    states = [pl.col(name).fill_null(_OTHER) for name in (own, state)]
    table = table.with_columns(states).select(reading.table.columns).sort(model.key)
    remark = f"repris de l’édition {current.name}\u00a0: {'les émissions' if state == 'ghg_state' else 'l’énergie'}"
    return card, replace(reading, table=table, remarks=(*reading.remarks, remark))


def _beside(others: str, name: str) -> str:
    return _AND.join(dict.fromkeys((*others.split(_AND), name)))
