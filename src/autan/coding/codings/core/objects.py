"""Objects of this room that the journal and the remarks are about."""

from typing import Final

from autan.people.journal.core import ObjectRef

ROOM: Final = "coding"
CODED_ANSWERS: Final = "coded-answers"


def codebook_object(network: str, slug: str) -> ObjectRef:
    """Return the reference of a codebook of a network."""
    return ObjectRef(ROOM, "codebook", f"{network}/{slug}")


def corpus_object(key: str) -> ObjectRef:
    """Return the reference of a corpus, by its key."""
    return ObjectRef(ROOM, "corpus", key)


def coded_answers_object(corpus: str, siren: str) -> ObjectRef:
    """Return the reference of what was coded of the answers of one territory.

    >>> coded_answers_object("reseau/obstacles/2026.q37", "200072635").key
    'reseau/obstacles/2026.q37/200072635'
    """
    return ObjectRef(ROOM, CODED_ANSWERS, f"{corpus}/{siren}")
