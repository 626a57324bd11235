"""Concepts by which a need and what answers it are found together, though they share no word.

A concept is in a text that holds every word of one of its wordings, whatever their endings. They come beside the
subjects of actions (`action_search.core.subjects`), which tell what an action is about: these tell what a need is
after, in the words of those who ask.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from autan.cooperation.lessons.core.energy_wordings import ENERGY_CONCEPTS
from autan.cooperation.lessons.core.territory_wordings import TERRITORY_CONCEPTS
from autan.ground.search.core.searching import search_words
from autan.plans.action_search.core.subjects import SUBJECTS

CONCEPTS: Mapping[str, str] = {**ENERGY_CONCEPTS, **TERRITORY_CONCEPTS}
type Wording = tuple[str, ...]


@cache
def _by_first_stem() -> Mapping[str, tuple[tuple[str, Wording], ...]]:
    by_stem: dict[str, list[tuple[str, Wording]]] = {}
    for concept, wordings in CONCEPTS.items():
        for wording in dict.fromkeys(search_words(text) for text in wordings.split("|")):
            by_stem.setdefault(wording[0], []).append((concept, wording))
    return {stem: tuple(pairs) for stem, pairs in by_stem.items()}


def concepts_in(words: Sequence[str]) -> tuple[str, ...]:
    """Return the concepts that some stems tell, in the order of these.

    >>> concepts_in(search_words("Obtenir les consommations de gaz par commune"))
    ('données d’énergie',)
    """
    stems = set(words)
    concepts: dict[str, None] = {}
    for word in dict.fromkeys(words):
        for concept, wording in _by_first_stem().get(word, ()):
            if stems.issuperset(wording):
                concepts[concept] = None
    return tuple(concepts)


@cache
def field_stems() -> frozenset[str]:
    """Return the stems of every wording of a concept or a subject: the words that tell something of the field."""
    wordings = "|".join((*CONCEPTS.values(), *SUBJECTS.values()))
    return frozenset(stem for text in wordings.split("|") for stem in search_words(text))
