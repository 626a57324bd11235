"""Kinds of evidence and sources of figures of every room, found from below without importing the rooms above.

What a reader may not read is not found, here and nowhere else.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

import rules
from django.db.models import Model, QuerySet

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.sources import EvidenceRef, Source
from autan.ground.errors import DomainError, UnknownError
from autan.ground.registry import EVIDENCE, registered, registered_named
from autan.ground.request_cache import cached_in_request, cached_per_request
from autan.people.journal.queries import request_mark


class Reader(Protocol):
    """Who reads: an account, `PUBLIC` or `OPERATOR`."""

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Say whether this reader holds a right on an object."""


class _Public:
    """Somebody without an account."""

    is_authenticated = False
    is_active = False
    pk = None

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Ask the rules of each room."""
        return bool(rules.perm_exists(perm) and rules.has_perm(perm, self, obj))


class _Operator:
    """The person at the command line of this machine, who holds every right on it."""

    is_authenticated = True
    is_active = True
    pk = None

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Always: the files are at hand anyway."""
        del perm, obj
        return True


PUBLIC: Reader = _Public()
"""Anybody, without an account: what a publication may show."""
OPERATOR: Reader = _Operator()
"""The person at the command line."""


def first_readable[M: Model](rows: QuerySet[M], right: str, reader: Reader) -> M | None:
    """Return the first row, for a reader who holds a right on it; None for the others. The query, and the right’s."""
    row = rows.first()
    return row if row is not None and reader.has_perm(right, row) else None


class UnknownFigureError(UnknownError):
    """No room computes a figure of this address, or not for this reader."""

    def __init__(self, figure_id: str) -> None:
        self.figure_id = figure_id
        super().__init__("aucun chiffre «\u202f{figure_id}\u202f»", figure_id=figure_id)


type DescribeKeys = Callable[[Sequence[str], Reader], Mapping[str, EvidenceCard]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceKind:
    """How the evidence of one kind is described.

    Attributes:
        describe: takes keys and who reads; answers the cards of those that exist, with what this reader may see.
        readable: takes keys and who reads; answers those that this reader may read, asked before `describe`.
        existing: takes keys; answers those that exist, for a kind whose cards are slow to make; None makes the cards.
        page: takes a key; answers the address of its page, empty for what has none.
    """

    REGISTERED_IN: ClassVar[str] = EVIDENCE
    NAMED_BY: ClassVar[str] = "kind"
    kind: str
    describe: DescribeKeys
    readable: Callable[[Sequence[str], Reader], Collection[str]] = lambda keys, _reader: keys
    existing: Callable[[Sequence[str]], Collection[str]] | None = None
    page: Callable[[str], str] = lambda _key: ""


def version_of_rooms(*rooms: str) -> Callable[[Sequence[FigureAddress]], str]:
    """Tell a version by the newest act on the objects of some rooms, or of all of them. One query."""
    return lambda _addresses: request_mark(*rooms)


_OF_EVERYTHING = version_of_rooms()
"""Every write is in the journal: too wide a version, but never wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSource:
    """How the figures of one source are computed.

    Attributes:
        find: takes an address; answers None when there is no such figure.
        may_read: takes who reads and an address; asked before `find`.
        version: takes addresses; answers a text that changes whenever a figure at one of them may have changed.
    """

    REGISTERED_IN: ClassVar[str] = EVIDENCE
    name: str
    find: Callable[[FigureAddress], Figure | None]
    may_read: Callable[[Reader, FigureAddress], bool] = lambda _reader, _address: True
    version: Callable[[Sequence[FigureAddress]], str] = _OF_EVERYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSource:
    """How territories are named.

    Attributes:
        name_of: takes a SIREN, or the code of a department, a region or a country; answers empty when it is unknown.
        is_invented: takes the same; says whether it exists only to try the product.
    """

    REGISTERED_IN: ClassVar[str] = EVIDENCE
    name_of: Callable[[str], str]
    is_invented: Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFinder:
    """Finds a source that is not in the database, such as the card of an open data set."""

    REGISTERED_IN: ClassVar[str] = EVIDENCE
    find: Callable[[str], Source | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationFinder:
    """Where figures are quoted.

    `find`: takes the start of addresses; answers the names of the texts that quote one of them.
    """

    find: Callable[[str], Sequence[str]]


def one_by_one(describe: Callable[[str], EvidenceCard | None]) -> DescribeKeys:
    """Describe keys one after the other, for kinds that come in small numbers and are the same for every reader."""

    def describe_each(keys: Sequence[str], reader: Reader) -> dict[str, EvidenceCard]:
        del reader
        return {key: card for key in keys if (card := describe(key))}

    return describe_each


def readable_by_slug(
    rows: QuerySet[Any], right: str, *, slug_of: Callable[[str], str] = str
) -> Callable[[Sequence[str], Reader], Collection[str]]:
    """Let a reader read the keys whose row she holds a right on, found by its slug. One query, and those of the right.

    `right`: the right, asked once a row.
    `slug_of`: gives the slug that a key begins with; the key itself when it is none other.
    """

    def readable(keys: Sequence[str], reader: Reader) -> Collection[str]:
        slugs = {key: slug_of(key) for key in keys}
        allowed = {row.slug for row in rows.filter(slug__in=set(slugs.values())) if reader.has_perm(right, row)}
        return [key for key in keys if slugs[key] in allowed]

    return readable


def describe_in_bulk(describe: Callable[[Sequence[str]], Mapping[str, EvidenceCard]]) -> DescribeKeys:
    """Describe keys together, for kinds that come in great numbers and are the same for every reader."""

    def describe_together(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
        del reader
        return describe(keys)

    return describe_together


def quotations_of(start: str) -> tuple[str, ...]:
    """Return the names of the texts that quote a figure whose address begins so."""
    return tuple(place for finder in registered(QuotationFinder) for place in finder.find(start))


def find_published(slug: str) -> Source | None:
    """The source that a room knows under a slug, without any record of it; None when no room does."""
    return next((source for finder in registered(SourceFinder) if (source := finder.find(slug))), None)


def find_figure(figure_id: str, *, reader: Reader) -> Figure:
    """Compute the figure of an address for a reader.

    Raises UnknownFigureError: no room computes it, or this reader may not read it.
    """
    figure = figure_or_none(figure_id, reader=reader)
    if figure is None:
        raise UnknownFigureError(figure_id)
    return figure


@cached_in_request
def figure_or_none(figure_id: str, *, reader: Reader) -> Figure | None:
    """Compute the figure of an address for a reader, once in a request; None where no room does, or not for her."""
    try:
        address = FigureAddress.parse(figure_id)
    except DomainError:
        return None
    source = registered_named(FigureSource, address.source)
    if source is None or not source.may_read(reader, address):
        return None
    return source.find(address)


def version_of_figures(figure_ids: Iterable[str]) -> str:
    """Return a text that changes whenever one of these figures may have changed. The queries of each source, once."""
    by_source: dict[str, list[FigureAddress]] = {}
    for figure_id in figure_ids:
        # what is no address shows no figure: nothing of it changes
        with suppress(DomainError):
            address = FigureAddress.parse(figure_id)
            by_source.setdefault(address.source, []).append(address)
    known = ((registered_named(FigureSource, name), addresses) for name, addresses in sorted(by_source.items()))
    return " ".join(f"{source.name}={source.version(addresses)}" for source, addresses in known if source)


def describe_evidence(refs: Sequence[EvidenceRef], *, reader: Reader) -> dict[EvidenceRef, EvidenceCard | None]:
    """Return the cards of pieces of evidence, in the order given; None for what is gone or kept from this reader."""
    cards: dict[EvidenceRef, EvidenceCard] = {}
    for kind, keys in _readable_keys(refs, reader):
        cards |= {EvidenceRef(kind=kind.kind, key=key): card for key, card in kind.describe(keys, reader).items()}
    return {ref: cards.get(ref) for ref in refs}


def evidence_cards(refs: Iterable[EvidenceRef], *, reader: Reader) -> list[EvidenceCard]:
    """Return the cards of the pieces of evidence that a reader may read, each once, in the order given."""
    return [card for card in describe_evidence(list(refs), reader=reader).values() if card]


def existing_evidence(refs: Sequence[EvidenceRef], *, reader: Reader) -> frozenset[EvidenceRef]:
    """Return the pieces of evidence that exist for this reader, without making the cards that are slow to make.

    Each is asked once in a request: texts that are checked together cite the same.
    """
    asked = cached_per_request(("existing_evidence", reader), dict[EvidenceRef, bool])
    asked |= dict.fromkeys(new := [ref for ref in refs if ref not in asked], False)
    for kind, keys in _readable_keys(new, reader):
        existing = kind.existing(keys) if kind.existing else kind.describe(keys, reader)
        asked |= {EvidenceRef(kind=kind.kind, key=key): True for key in existing}
    return frozenset(ref for ref in refs if asked[ref])


def _readable_keys(refs: Sequence[EvidenceRef], reader: Reader) -> Iterator[tuple[EvidenceKind, list[str]]]:
    """Each kind among these references, with those of its keys that this reader may read."""
    for name in dict.fromkeys(ref.kind for ref in refs):
        kind = registered_named(EvidenceKind, name)
        named_keys = [ref.key for ref in refs if ref.kind == name]
        if kind and (keys := list(kind.readable(named_keys, reader))):
            yield kind, keys


def describe_one(ref: EvidenceRef, *, reader: Reader) -> EvidenceCard | None:
    """Return the card of one piece of evidence; None when it is gone or kept from this reader."""
    return describe_evidence([ref], reader=reader)[ref]


def evidence_page(ref: EvidenceRef) -> str:
    """Return the address of the page of a piece of evidence; empty for a kind that has none."""
    kind = registered_named(EvidenceKind, ref.kind)
    return kind.page(ref.key) if kind else ""


def is_kept_from(ref: EvidenceRef, *, reader: Reader) -> bool:
    """Say whether a piece of evidence is kept from a reader by its kind; an unknown kind is kept from nobody."""
    kind = registered_named(EvidenceKind, ref.kind)
    return kind is not None and ref.key not in kind.readable([ref.key], reader)


def name_place(code: str) -> str:
    """Return the name of a territory, or its code when no room knows it."""
    return next((name for source in registered(PlaceSource) if (name := source.name_of(code))), code)


def is_invented_place(code: str) -> bool:
    """Say whether a territory exists only to try the product."""
    return any(source.is_invented(code) for source in registered(PlaceSource))
