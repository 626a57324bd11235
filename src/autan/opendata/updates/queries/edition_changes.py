"""Changes that a new edition would bring: its card, the edition it follows, what it revises, what it keeps of it.

Nothing is written here: `actions` decides and writes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

import polars as pl

from autan.ground.errors import Fault
from autan.ground.texts.core.notation import set_typography
from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.sources.core.readings import Reading, counted
from autan.opendata.sources.core.source_cards import SourceCard
from autan.opendata.sources.lake import snapshots
from autan.opendata.sources.lake.snapshots import Snapshot
from autan.opendata.updates.core.plausibility import ImplausibleEditionError
from autan.opendata.updates.core.reconciliation import remarks_of
from autan.opendata.updates.core.revisions import EditionComparison, compare_tables
from autan.opendata.updates.queries.edition_alerts import CompareWith, alerts_of_table, place_column
from autan.opendata.updates.queries.reconciliations import reconciled


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingEdition:
    """An edition read and compared, before anybody decides to adopt it.

    Attributes:
        table: its tidy table, with what it keeps of the last edition.
        alerts: what the table says that is hard to believe, each with what was expected.
    """

    card: SourceCard
    table: pl.DataFrame
    previous: Snapshot | None
    comparison: EditionComparison | None
    alerts: tuple[Fault, ...] = ()

    @property
    def is_clean(self) -> bool:
        """True when it revises nothing, loses nothing, and nothing in it is implausible."""
        return (self.comparison is None or self.comparison.is_clean) and not self.alerts

    def accepted(self, reason: str = "") -> Self:
        """The edition as a person took it in spite of what is implausible: its card says so, with the reason."""
        if not self.alerts:
            return self
        count = counted(len(self.alerts), "alerte", "alertes")
        remark = f"adopté malgré {count}, dont « {self.alerts[0].value} » ; raison : {reason.strip() or 'non donnée'}"
        return replace(
            self, card=replace(self.card, remarks=(*self.card.remarks, set_typography(remark, language="fr")))
        )


def require_acceptance(editions: Iterable[IncomingEdition], file: str) -> None:
    """Refuse all the editions of a file, until a person accepts them, where one is implausible: taken whole or not."""
    if alerts := [alert for incoming in editions for alert in incoming.alerts]:
        raise ImplausibleEditionError(file, alerts)


def prepare_edition(
    model: SourceCard,
    reading: Reading,
    *,
    retrieved_on: date,
    republished_by: str = "",
    remarks: Sequence[str] = (),
    geography_vintage: int | None = None,
    sirens: Sequence[str] = (),
    keeps_others: bool = False,
) -> IncomingEdition:
    """Make the card of an edition and compare its table with the edition in use.

    Raises DamagedSnapshotError: the edition in use was changed since it was adopted.

    `republished_by`: where the copy came from, when not from the producer.
    `remarks`: what was done before the reading.
    `sirens`: territories that were asked for, whose rows alone are replaced; empty for all France.
    `keeps_others`: True for a file that may be about some territories only: the others stay as they are.
    """
    card = model.for_edition(
        data_date=reading.data_date,
        retrieved_on=retrieved_on,
        republished_by=republished_by,
        remarks=(*remarks, *reading.all_remarks),
    )
    notes = remarks_of(reconciled(card, reading.table))
    vintage = geography_vintage or model.geography_vintage
    card = replace(card, geography_vintage=vintage, remarks=(*card.remarks, *notes))
    previous = find_previous(card)
    if previous is None:
        alerts = alerts_of_table(card, reading.table)
        return IncomingEdition(card=card, table=reading.table, previous=None, comparison=None, alerts=alerts)
    snapshots.verify_snapshot(previous)
    old = pl.read_parquet(previous.table)
    compared, others = _split_by_cover(old, reading.table, card) if keeps_others else _split_by_place(old, card, sirens)
    compared, parts = _split_by_part(compared, reading.table, card)
    is_same_date = previous.card.data_date == card.data_date
    comparison = compare_tables(compared, reading.table, key=card.key, is_same_date=is_same_date)
    alerts = alerts_of_table(
        card, reading.table, CompareWith(table=compared, comparison=comparison, name=previous.name)
    )
    # rows of another date would be told at a date that is not theirs
    tables = [part for part, is_kept in ((others, is_same_date), (parts, True)) if is_kept]
    table = _with_kept(reading.table, tables, card)
    if keeps_others and is_same_date and not others.is_empty():
        card = replace(card, remarks=(*card.remarks, _describe_others(others, card, previous)))
    if not parts.is_empty():
        remarks = (*card.remarks, _describe_parts(parts, card, previous))
        card = replace(card, remarks=remarks, data_date=max(card.data_date, previous.card.data_date))
    return IncomingEdition(card=card, table=table, previous=previous, comparison=comparison, alerts=alerts)


def find_previous(card: SourceCard) -> Snapshot | None:
    """The edition in use of the same date, else of the date before; None when all those in use are later.

    A source that comes in several files has one edition, the last, to which each file brings its part.
    """
    editions = [snapshot for snapshot in snapshots.current_snapshots() if snapshot.card.source == card.source]
    if card.part_column:
        return editions[-1] if editions else None
    return next((snapshot for snapshot in reversed(editions) if snapshot.card.data_date <= card.data_date), None)


def _split_by_place(old: pl.DataFrame, card: SourceCard, sirens: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of the last edition for the places that were asked for, and for the others, which stay as they are."""
    if not sirens:
        return old, old.clear()
    codes = [code for code, siren in current_perimeter().holders.items() if siren in sirens]
    is_asked = pl.col(place_column(card)).is_in([*codes, *sirens])
    return old.filter(is_asked), old.filter(~is_asked)


def _split_by_cover(old: pl.DataFrame, new: pl.DataFrame, card: SourceCard) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of the last edition for the territories that a file is about, and for those of which it has no row.

    A territory is cut at the borders of departments, as the files of a region are; the meshes of an indicator are told
    apart, for each has its own file.
    """
    is_covered = _territories(old, card).is_in(_territories(new, card).unique().to_list())
    return old.filter(is_covered), old.filter(~is_covered)


def _territories(table: pl.DataFrame, card: SourceCard) -> pl.Series:
    """What each row is about: its mesh, its department where its place is a commune, and its territory."""
    place = table[place_column(card)]
    holders = current_perimeter().holders
    known = {code: f"{code[:2]} {holders[code]}" if code in holders else code for code in place.unique()}
    territory = place.replace_strict(known, return_dtype=pl.String) if known else place
    return territory if "mesh" not in card.key else table["mesh"] + " " + territory


def _split_by_part(old: pl.DataFrame, new: pl.DataFrame, card: SourceCard) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of the last edition that the new one replaces, and those of the parts that it does not have."""
    column = card.part_column
    if not column:
        return old, old.clear()
    is_replaced = pl.col(column).is_in(new[column].unique().to_list())
    return old.filter(is_replaced), old.filter(~is_replaced)


def _with_kept(table: pl.DataFrame, retained: Sequence[pl.DataFrame], card: SourceCard) -> pl.DataFrame:
    """The table with rows of the last edition; a commune that has changed hands comes from the new edition alone."""
    rows = [part for part in retained if not part.is_empty()]
    if not rows:
        return table
    on = card.key if card.part_column else [place_column(card)]
    others = pl.concat(rows).join(table, on=on, how="anti").select(table.columns)
    return pl.concat([table, others]).sort(card.key)


def _describe_others(others: pl.DataFrame, card: SourceCard, previous: Snapshot) -> str:
    places = others[place_column(card)].n_unique()
    count = counted(places, "commune ou territoire absent", "communes ou territoires absents")
    return f"repris de l’édition {previous.name}\u00a0: {count} des fichiers lus"


def _describe_parts(parts: pl.DataFrame, card: SourceCard, previous: Snapshot) -> str:
    names = ", ".join(parts[card.part_column].unique().sort())
    return f"repris de l’édition {previous.name}, absents des fichiers lus : {names}"
