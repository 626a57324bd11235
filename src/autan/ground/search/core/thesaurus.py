"""Other readings of a word: the wordings of one idea, and a word of the index that differs by a letter."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from autan.ground.search.core.searching import search_words

_SHORTEST_BEGINNING = 5
type Wording = tuple[str, ...]
"""Stems of one wording; all of them must be there."""


class Thesaurus:
    """Names of ideas with their wordings; immutable once made.

    Attributes:
        wordings: of each idea, as stems.
        stems: of every wording, the words that tell something of the field.
    """

    def __init__(self, entries: Mapping[str, str]) -> None:
        """Read the wordings of each idea, separated by commas."""
        self.wordings: Mapping[str, tuple[Wording, ...]] = {
            name: tuple(dict.fromkeys(search_words(text) for text in texts.replace(">", "").split(",")))
            for name, texts in entries.items()
        }
        self._narrower = frozenset(
            (name, search_words(text))
            for name, texts in entries.items()
            for text in texts.split(",")
            if text.lstrip().startswith(">")
        )
        self.stems = frozenset(word for group in self.wordings.values() for wording in group for word in wording)
        self._sorted_stems = sorted(self.stems)
        self._by_first_stem: dict[str, list[tuple[str, Wording]]] = {}
        for name, group in self.wordings.items():
            for wording in (wording for wording in group if (name, wording) not in self._narrower):
                self._by_first_stem.setdefault(wording[0], []).append((name, wording))

    def rank_wordings(self, names: Iterable[str]) -> list[tuple[bool, Wording]]:
        """Return the wordings of some ideas, in their order, each with whether it is narrower; these come last.

        >>> Thesaurus({"énergies renouvelables": "> éolien, enr"}).rank_wordings(["énergies renouvelables"])
        [(False, ('enr',)), (True, ('eolien',))]
        """
        pairs = [((name, wording) in self._narrower, wording) for name in names for wording in self.wordings[name]]
        return sorted(pairs, key=lambda pair: pair[0])

    def complete(self, word: str) -> str:
        """Return the word of the wordings with which all those that begin as a word do begin, else the word itself.

        >>> Thesaurus({"covoiturage": "covoiturage"}).complete("covoit"), Thesaurus({}).complete("covoit")
        ('covoiturag', 'covoit')
        """
        if len(word) < _SHORTEST_BEGINNING or word in self.stems:
            return word
        place = bisect_left(self._sorted_stems, word)
        longer = list(takewhile(lambda stem: stem.startswith(word), self._sorted_stems[place:]))
        return longer[0] if longer and all(stem.startswith(longer[0]) for stem in longer) else word

    def find(self, words: Sequence[str]) -> dict[str, Wording]:
        """Return the ideas that some stems tell, in the order of these, each with its longest wording among them.

        >>> Thesaurus({"vélo": "vélo, piste cyclable", "train": "gare"}).find(search_words("Des pistes cyclables"))
        {'vélo': ('pist', 'cyclabl')}
        >>> Thesaurus({"énergies renouvelables": "enr, > éolien"}).find(search_words("Parc éolien"))
        {}
        """
        word_set = set(words)
        longest: dict[str, Wording] = {}
        for word in dict.fromkeys(words):
            for name, wording in self._by_first_stem.get(word, ()):
                if word_set.issuperset(wording) and len(wording) > len(longest.get(name, ())):
                    longest[name] = wording
        return longest


_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST = 4
"""Below it, one letter makes another word: « eau », « eaux », « beau »."""
_LONG_BEGINNING = 8
"""Letters from which the beginning of an unknown word is enough to tell it: « photovoltaiqe »."""
_ELIDED = "ldsnjmtc"
"""Letters that stand alone before a vowel, once their apostrophe is left out: « lair », « deau »."""
_LONGEST = 25
"""Letters of the longest word (« anticonstitutionnellement »): what is longer is no word that lost a letter."""
_MOST_MENDED = 12
"""Unknown words of one search that are looked for otherwise: each asks some hundreds of words."""

type CountHolders = Callable[[str], int]


def respelled(words: Sequence[str], count_holders: CountHolders) -> tuple[str, ...]:
    """Return the words of a search, each unknown one replaced by the nearest that most hold, if there is one.

    `words` are stems, as `search_words` gives them; `count_holders` says in how many collections something has a word
    of a stem. Words past the twelfth, or too long for the language, stay as they are.

    >>> holders = {"carcasson": 2, "carcason": 0, "plan": 3, "lair": 1, "air": 3}
    >>> count = lambda word: holders.get(word, 0)
    >>> respelled(("carcason", "plan"), count), respelled(("lair",), count), respelled(("zzzz",), count)
    (('carcasson', 'plan'), ('air',), ('zzzz',))
    """
    mended = (max(_readings(word, count_holders), key=count_holders) for word in words[:_MOST_MENDED])
    return (*mended, *words[_MOST_MENDED:])


def _readings(word: str, count_holders: CountHolders) -> Iterator[str]:
    """A word, then those that it may stand for, likeliest first; a known word stands except one that lost its sign."""
    yield word
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
        return
    if word[0] in _ELIDED and word[1] in "aeiouyh":
        yield word[1:]
    if not count_holders(word):
        near = [other for other in _one_letter_away(word) if len(other) >= _SHORTEST and count_holders(other)]
        yield from near or (word[:-cut] for cut in (1, 2, 3) if len(word) - cut >= _LONG_BEGINNING)


def _one_letter_away(word: str) -> Iterator[str]:
    """Words with a letter more, two that changed places, a letter less, or another letter; the first letter last."""
    # from the end: people seldom miss the first letter
    cuts = [(word[:place], word[place:]) for place in range(len(word), -1, -1)]
    yield from (before + letter + after for before, after in cuts for letter in _LETTERS)
    yield from (before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1)
    yield from (before + after[1:] for before, after in cuts if after)
    yield from (before + letter + after[1:] for before, after in cuts if after for letter in _LETTERS)
