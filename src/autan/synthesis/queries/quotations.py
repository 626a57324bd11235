"""What the members of a network wrote, searched by words: only what this reader may read, named only if anybody may."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import cache

from autan.evidence.core.codable_texts import SetOffer, TextSet
from autan.evidence.core.searching import Document, SearchIndex, search_words
from autan.evidence.core.texts import Text
from autan.evidence.queries.codable_texts import offered_sets, source_of
from autan.evidence.queries.registry import PUBLIC, Reader
from autan.journal.queries import last_entry_id
from autan.synthesis.core.sentences import letters_of

_MOST_FOUND = 8
_KEPT_SECONDS = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuotation:
    """One text written by a member.

    Attributes:
        text: its words, as they stand.
        author: territory that wrote it; empty when its name may not leave the network.
        question: what was asked.
        group: campaign, workshop or project that it belongs to.
    """

    text: str
    author: str
    question: Text
    group: Text


def search_quotations(network: str, text: str, reader: Reader) -> list[FoundQuotation]:
    """Return the texts that hold every word, best first; nothing without any word.

    The texts of a network are gathered once for each state of the journal; the queries are then those of the rights.
    """
    words = search_words(text)
    if not words:
        return []
    offers = [offer for offer in offered_sets(network) if source_of(offer.kind.code).may_read(reader, offer.address)]
    found = [quotation for offer in offers for quotation in _quotations(offer)]
    index = SearchIndex([Document(key=rank, title="", text=each.text) for rank, each in enumerate(found)])
    return [found[rank] for rank, _score in index.search(words, needs_all=True)[:_MOST_FOUND]]


def found_quotations(network: str, sought: frozenset[str]) -> frozenset[str]:
    """Return those of some quotations (their letters) that stand in what was written; no query when none is sought."""
    offers = offered_sets(network) if sought else ()
    written = [letters_of(each.text) for offer in offers for each in _quotations(offer)]
    return frozenset(quoted for quoted in sought if any(quoted in text for text in written))


def _quotations(offer: SetOffer) -> list[FoundQuotation]:
    source = source_of(offer.kind.code)
    is_named = source.may_read(PUBLIC, offer.address)
    key = f"quotations:{offer.address}:{is_named}:{last_entry_id()}"
    kept: list[FoundQuotation] | None = cache.get(key)
    if kept is None:
        texts = source.read(offer.address)
        kept = list(_of_set(texts, is_named=is_named)) if texts else []
        cache.set(key, kept, timeout=_KEPT_SECONDS)
    return kept


def _of_set(texts: TextSet, *, is_named: bool) -> Iterator[FoundQuotation]:
    names = {asked.siren: asked.name for asked in texts.asked} if is_named else {}
    for each in texts.texts:
        author = names.get(each.siren, "")
        yield FoundQuotation(text=each.text, author=author, question=texts.label, group=texts.group)
