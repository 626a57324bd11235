"""What the members of a network wrote: what an edition may quote of it, and what it may not."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.core.cache import cache

from autan.evidence.figures.core.codable_texts import CodableText, TextSet
from autan.evidence.figures.queries.codable_texts import offered_sets, source_of
from autan.evidence.figures.queries.registry import PUBLIC, Reader
from autan.ground.request_cache import cached_in_request, cached_per_request
from autan.ground.search.core.searching import SearchedDocument, SearchIndex, search_words
from autan.ground.wordings import Text
from autan.people.journal.queries import last_mark_but
from autan.publishing.living_text.core.computed_text import KeptQuotation
from autan.publishing.living_text.core.sentences import alphanumerics_of

_MOST_FOUND = 8
_KEPT_SECONDS = 3600
_LEAST_LETTERS = 12  # of a short text quoted whole: fewer are anybody's words
_LEAST_PART = 20  # letters of a text found in a passage, or of a passage found in a text
_LEAST_WORDS = 5  # of a passage that takes a part of a text: fewer are a name


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuotation:
    """One text written by a member.

    `author`: territory that wrote it; empty when no one territory did.
    """

    text: str
    author: str
    question: Text
    group: Text


def search_quotations(network: str, text: str) -> list[FoundQuotation]:
    """Return the texts that hold every word and that anybody may read, best first; nothing without any word.

    Whoever writes, what she quotes is published: it is read with the right of the readers of the edition. The texts of
    a network are gathered once for each state of what was written; the queries are then those of the rights on the
    sets that answer.
    """
    words = search_words(text)
    if not words:
        return []
    pairs = [(text_set, codable) for text_set in _texts_of(network) for codable in text_set.texts]
    index = SearchIndex(
        [SearchedDocument(key=rank, title="", text=codable.text) for rank, (_text_set, codable) in enumerate(pairs)]
    )
    answering = (pairs[rank] for rank, _score in index.search(words, needs_all=True))
    quotations = (_quotation(text_set, codable) for text_set, codable in answering if _may_read(PUBLIC, text_set))
    return list(islice(dict.fromkeys(quotations), _MOST_FOUND))


def found_quotations(network: str, quotations: frozenset[str]) -> frozenset[str]:
    """Return those of some quotations (their letters) that stand in what was written; no query when none is sought."""
    written = [
        alphanumerics_of(codable.text) for text in (_texts_of(network) if quotations else ()) for codable in text.texts
    ]
    return frozenset(quoted for quoted in quotations if any(quoted in text for text in written))


def kept_quotations(network: str, passages: Iterable[str], reader: Reader) -> tuple[KeptQuotation, ...]:
    """Return those of some passages whose words are in a text that a reader may not read, and in none that she may.

    A text is recognised by its letters, whole or by a few words in a row. No query when no passage is long enough to
    be told from common words; else those of `search_quotations`.
    """
    quoted = {passage: alphanumerics_of(passage) for passage in passages}
    quoted = {passage: letters for passage, letters in quoted.items() if len(letters) >= _LEAST_LETTERS}
    sets = _texts_of(network) if quoted else []
    withheld = _withheld_of(network) if quoted else {}
    quotations: dict[str, KeptQuotation] = {}
    for texts in sets:
        excerpts = [*withheld.get(texts.address, ()), *(() if _may_read(reader, texts) else _words(texts))]
        for letters in dict.fromkeys(map(alphanumerics_of, excerpts)):
            for passage in _quoting(quoted, letters):
                if not _is_written_in(sets, {letters, quoted[passage]}, reader):
                    quotation = KeptQuotation(passage=passage, label=texts.label, group=texts.group)
                    quotations.setdefault(passage, quotation)
    return tuple(quotations.values())


def _quoting(quoted: Mapping[str, str], letters: str) -> list[str]:
    """The passages that quote a text, of which one that holds another is left out. Both by their letters."""
    passages = [passage for passage, own in quoted.items() if _quotes(passage, own, letters)]
    return [
        passage
        for passage in passages
        if not any(quoted[other] in quoted[passage] and quoted[other] != quoted[passage] for other in passages)
    ]


def _quotes(passage: str, own: str, letters: str) -> bool:
    """Say whether a passage is a text, holds it whole, or takes several words of it."""
    if own == letters:
        return True
    is_within = len(own) >= _LEAST_PART and own in letters and len(passage.split()) >= _LEAST_WORDS
    return is_within or (len(letters) >= _LEAST_PART and letters in own)


def _is_written_in(sets: Iterable[TextSet], quotations: Collection[str], reader: Reader) -> bool:
    """Say whether a text that a reader may read holds some letters."""
    readable = (texts for texts in sets if _may_read(reader, texts))
    written = (alphanumerics_of(words) for texts in readable for words in _words(texts))
    return any(letters in text for text in written for letters in quotations)


def _words(texts: TextSet) -> list[str]:
    return [text.text for text in texts.texts]


@cached_in_request
def _texts_of(network: str) -> list[TextSet]:
    def read() -> list[TextSet]:
        texts = (source_of(offer.kind.code).read(offer.address) for offer in offered_sets(network))
        return [text for text in texts if text]

    return _kept_until_written(f"quotations:{network}", read)


@cached_in_request
def _withheld_of(network: str) -> Mapping[str, Sequence[str]]:
    """Return what is withheld of each set of texts, by its address."""

    def read() -> Mapping[str, Sequence[str]]:
        words = {offer.address: source_of(offer.kind.code).withheld(offer.address) for offer in offered_sets(network)}
        return {address: word for address, word in words.items() if word}

    return _kept_until_written(f"withheld:{network}", read)


def _kept_until_written[T](name: str, read: Callable[[], T]) -> T:
    key = f"{name}:{last_mark_but('synthesis')}"
    cached: T | None = cache.get(key)
    if cached is None:
        cached = read()
        cache.set(key, cached, timeout=_KEPT_SECONDS)
    return cached


def _may_read(reader: Reader, text_set: TextSet) -> bool:
    may_read = source_of(text_set.kind.code).may_read
    return cached_per_request(("quotations", reader, text_set.address), lambda: may_read(reader, text_set.address))


def _quotation(text_set: TextSet, codable_text: CodableText) -> FoundQuotation:
    names = {member.siren: member.name for member in text_set.asked}
    return FoundQuotation(
        text=codable_text.text, author=names.get(codable_text.siren, ""), question=text_set.label, group=text_set.group
    )
