"""Editions that the lake holds: those in use, whom they cover, and the credits of the figures that rest on them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.sources import EvidenceRef, Source
from autan.ground.request_cache import cached_per_request
from autan.ground.wordings import Text
from autan.opendata.measures.core.addresses import IndicatorRowsKey, RowsKey
from autan.opendata.measures.core.measures import READ_BY_YEAR
from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.sources.core.source_cards import SourceCard
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.sources.lake import engine, snapshots
from autan.opendata.sources.lake.snapshots import Snapshot


class LakeState(tuple[Snapshot, ...]):
    """Editions in use. Thousands of figures of one page are looked up by it: its hash is made once."""

    @cached_property
    def _hash(self) -> int:
        return super().__hash__()

    def __hash__(self) -> int:
        """Editions that are equal have one hash."""
        return self._hash


_BY_COLUMN = "SELECT DISTINCT {column} AS code FROM edition"
_OF_INDICATOR = "SELECT DISTINCT code FROM edition WHERE mesh IN ('epci', 'commune')"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldEdition:
    """What the lake holds of one edition of a source.

    Attributes:
        is_current: True when figures of its date are computed from it.
        covered: SIREN of the territories, in the perimeter of the figures, that it has at least one row about.
    """

    snapshot: Snapshot
    is_current: bool
    is_damaged: bool
    covered: frozenset[str]


def held_editions() -> tuple[HeldEdition, ...]:
    """Every edition of every source, in the order of the lake."""
    current, damaged = lake_state(), snapshots.damaged_snapshots()
    return tuple(
        HeldEdition(
            snapshot=snapshot,
            is_current=snapshot in current,
            is_damaged=snapshot in damaged,
            covered=covered_territories(snapshot),
        )
        for snapshot in snapshots.list_snapshots()
    )


def lake_state() -> LakeState:
    """What figures are computed from; looked up once in a request."""
    return cached_per_request("lake", lambda: LakeState(snapshots.current_snapshots()))


def without_years(state: LakeState) -> LakeState:
    """The editions in use, without the sources that hold many years of a measure."""
    return LakeState(snapshot for snapshot in state if snapshot.card.source not in READ_BY_YEAR)


def latest_cards() -> dict[str, SourceCard]:
    """Card of the last edition in use of each source."""
    return {snapshot.card.source: snapshot.card for snapshot in lake_state()}


def credit_of(source: str) -> Text:
    """Producer, title and date of the last edition of a source, else of the one that ships; else its slug."""
    card = latest_cards().get(source) or shipped_cards().get(source)
    return card.credit if card else Text(source, source)


def find_source(slug: str) -> Source | None:
    """The source of a table that the lake holds, or that ships, under its slug; None for another."""
    card = latest_cards().get(slug) or shipped_cards().get(slug)
    return card.to_source() if card else None


def covered_territories(snapshot: Snapshot) -> frozenset[str]:
    """SIREN of the territories that an edition has rows about, in the perimeter of the figures.

    One query of the lake, kept; none for an edition whose table is damaged.
    """
    return _cached_coverage(snapshot) if snapshots.is_whole(snapshot) else frozenset()


@lru_cache(maxsize=512)
def _cached_coverage(snapshot: Snapshot) -> frozenset[str]:
    columns = {column.name for column in snapshot.card.columns}
    key_column = next((name for name in ("siren", "insee_code") if name in columns), "")
    if not key_column and "mesh" not in columns:
        return frozenset()
    perimeter, sql = current_perimeter(), _BY_COLUMN.format(column=key_column) if key_column else _OF_INDICATOR
    codes = engine.run_query(sql, {"edition": snapshot})["code"].drop_nulls()
    sirens = {code if code in perimeter.communes else perimeter.holders.get(code, "") for code in codes}
    return frozenset(sirens - {""})


def credits_of(*figures: Figure) -> tuple[Text, ...]:
    """Who produced what figures rest on, and when: one credit for each source of their rows, in the order met."""
    return tuple(dict.fromkeys(card.credit for card in _cards_behind(*figures)))


def joined_credit(*figures: Figure) -> Text:
    """Return the credits of figures as one text."""
    credit_texts = credits_of(*figures)
    return Text("\u202f; ".join(credit.fr for credit in credit_texts), "; ".join(credit.en for credit in credit_texts))


def licences_of(figure: Figure) -> tuple[str, ...]:
    """Terms of reuse of every source of the rows that a figure rests on, each once, in the order met."""
    return tuple(dict.fromkeys(card.licence for card in _cards_behind(figure)))


def _cards_behind(*figures: Figure) -> Iterator[SourceCard]:
    """Cards of the editions that figures rest on, in the order met; each is looked for once, not once a figure."""
    for source, edition in dict.fromkeys(_editions_behind(figures)):
        snapshot = snapshots.find_snapshot(source, edition) if source else None
        if snapshot:
            yield snapshot.card


def _editions_behind(figures: Iterable[Figure]) -> Iterator[tuple[str, str]]:
    for figure in figures:
        yield from map(_edition_of, figure.evidence)
        yield from _editions_behind(figure.inputs)


def _edition_of(ref: EvidenceRef) -> tuple[str, str]:
    """Source and edition of the rows that a piece of evidence names; empty for evidence of another kind."""
    rows: RowsKey | IndicatorRowsKey | None = None
    if ref.kind == RowsKey.KIND:
        rows = RowsKey.parse(ref.key)
    elif ref.kind == IndicatorRowsKey.KIND:
        rows = IndicatorRowsKey.parse(ref.key)
    return (rows.source, rows.edition) if rows else ("", "")
