"""The kinds of texts that can be coded, as rooms register them: what they offer, who may read them, how they change.

This is below every room, so that a room above or beside that of the codings registers its texts as any other does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from autan.evidence.figures.core.codable_texts import (
    AttributeGroup,
    AvailableTextSet,
    CodableKind,
    CodableText,
    TextSet,
)
from autan.evidence.figures.queries.registry import Reader
from autan.ground.errors import UnknownError, known
from autan.ground.registry import EVIDENCE, registered, registered_named
from autan.ground.wordings import Text


class UnknownTextsError(UnknownError):
    """No room has this set of texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSource:
    """How a room gives one kind of texts to be coded.

    Attributes:
        offer: takes the slug of a network; answers the sets that may be coded.
        read: takes the address of a set; answers its texts, or None when it is gone.
        find: takes the address of a set and the key of a text; answers this text, or None.
        may_read: takes who reads and an address; says whether this reader may read the texts.
        withheld: takes an address; answers the words of the set that not even every reader of it may read yet.
        version: takes an address; answers a text that changes whenever its texts may have.
        groupings: takes an address; answers code and label of what its territories may be told apart by.
        groups: takes an address and the code of a grouping; answers the groups.
    """

    REGISTERED_IN: ClassVar[str] = EVIDENCE
    NAMED_BY: ClassVar[str] = "kind.code"
    kind: CodableKind
    offer: Callable[[str], Sequence[AvailableTextSet]]
    read: Callable[[str], TextSet | None]
    find: Callable[[str, str], CodableText | None]
    may_read: Callable[[Reader, str], bool]
    version: Callable[[str], str]
    withheld: Callable[[str], Sequence[str]] = lambda _address: ()
    groupings: Callable[[str], Sequence[tuple[str, Text]]] = lambda _address: ()
    groups: Callable[[str, str], Sequence[AttributeGroup]] = lambda _address, _code: ()


def source_of(kind: str) -> TextSource:
    """Return the source of a kind of texts."""
    return known(registered_named(TextSource, kind), kind, UnknownTextsError)


def offered_sets(network: str) -> list[AvailableTextSet]:
    """Return every set of texts of a network that may be coded. The queries of each source."""
    return [offer for source in registered(TextSource) for offer in source.offer(network)]


def find_offer(network: str, address: str) -> AvailableTextSet:
    """Return what is offered at an address."""
    text_set = next((offer for offer in offered_sets(network) if offer.address == address), None)
    return known(text_set, address, UnknownTextsError)
