"""What the members of a network wrote, searched by words: only what this reader may read, named only if anybody may."""

from dataclasses import dataclass
from itertools import islice

from django.core.cache import cache

from autan.evidence.figures.core.codable_texts import CodableText, TextSet
from autan.evidence.figures.queries.codable_texts import offered_sets, source_of
from autan.evidence.figures.queries.registry import PUBLIC, Reader
from autan.ground.request_cache import cached_per_request
from autan.ground.search.core.searching import SearchedDocument, SearchIndex, search_words
from autan.ground.texts.core.texts import Text
from autan.people.journal.queries import last_entry_but
from autan.publishing.living_text.core.sentences import alphanumerics_of

_MOST_FOUND = 8
_KEPT_SECONDS = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuotation:
    """One text written by a member.

    Attributes:
        author: territory that wrote it; empty when its name may not leave the network.
    """

    text: str
    author: str
    question: Text
    group: Text


def search_quotations(network: str, text: str, reader: Reader) -> list[FoundQuotation]:
    """Return the texts that hold every word, best first; nothing without any word.

    The texts of a network are gathered once for each state of what was written; the queries are then those of the
    rights on the sets that answer.
    """
    words = search_words(text)
    if not words:
        return []
    held = [(held, each) for held in _texts_of(network) for each in held.texts]
    index = SearchIndex(
        [SearchedDocument(key=rank, title="", text=each.text) for rank, (_held, each) in enumerate(held)]
    )
    answering = (held[rank] for rank, _score in index.search(words, needs_all=True))
    found = (_quotation(whole, each) for whole, each in answering if _may_read(reader, whole))
    return list(islice(dict.fromkeys(found), _MOST_FOUND))


def found_quotations(network: str, sought: frozenset[str]) -> frozenset[str]:
    """Return those of some quotations (their letters) that stand in what was written; no query when none is sought."""
    written = [alphanumerics_of(each.text) for held in (_texts_of(network) if sought else ()) for each in held.texts]
    return frozenset(quoted for quoted in sought if any(quoted in text for text in written))


def _texts_of(network: str) -> list[TextSet]:
    key = f"quotations:{network}:{last_entry_but('synthesis')}"
    kept: list[TextSet] | None = cache.get(key)
    if kept is None:
        read = (source_of(offer.kind.code).read(offer.address) for offer in offered_sets(network))
        kept = [texts for texts in read if texts]
        cache.set(key, kept, timeout=_KEPT_SECONDS)
    return kept


def _may_read(reader: Reader, held: TextSet) -> bool:
    may_read = source_of(held.kind.code).may_read
    return cached_per_request(("quotations", reader, held.address), lambda: may_read(reader, held.address))


def _quotation(held: TextSet, each: CodableText) -> FoundQuotation:
    """One text, named only where anybody may read it."""
    names = {asked.siren: asked.name for asked in held.asked} if _may_read(PUBLIC, held) else {}
    return FoundQuotation(text=each.text, author=names.get(each.siren, ""), question=held.label, group=held.group)
