"""A word that nothing holds, read as one that differs by a letter: « carcasonne », « prospetive », « lair »."""

from collections.abc import Callable, Iterator, Sequence

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST = 4
"""Below it, one letter makes another word: « eau », « eaux », « beau »."""
_ELIDED = "ldsnjmtc"
"""Letters that stand alone before a vowel, once their apostrophe is left out: « lair », « deau »."""

type CountHolders = Callable[[str], int]


def respelled(words: Sequence[str], count_holders: CountHolders) -> tuple[str, ...]:
    """Return the words of a search, each unknown one replaced by the nearest that most hold, if there is one.

    `words` are stems, as `search_words` gives them; `count_holders` says in how many collections something has a word
    of a stem.

    >>> holders = {"carcasson": 2, "carcason": 0, "plan": 3, "lair": 1, "air": 3}
    >>> count = lambda word: holders.get(word, 0)
    >>> respelled(("carcason", "plan"), count), respelled(("lair",), count), respelled(("zzzz",), count)
    (('carcasson', 'plan'), ('air',), ('zzzz',))
    """
    return tuple(max(_readings(word, count_holders), key=count_holders) for word in words)


def _readings(word: str, count_holders: CountHolders) -> Iterator[str]:
    """A word, then those that it may stand for, likeliest first; a known word stands but for one that lost its sign."""
    yield word
    if len(word) < _SHORTEST or not word.isalpha():
        return
    if word[0] in _ELIDED and word[1] in "aeiouyh":
        yield word[1:]
    if not count_holders(word):
        yield from (near for near in _one_letter_away(word) if len(near) >= _SHORTEST)


def _one_letter_away(word: str) -> Iterator[str]:
    """Words with a letter more, two that changed places, a letter less, or another letter; the first letter last."""
    # from the end: people seldom miss the first letter
    cuts = [(word[:place], word[place:]) for place in range(len(word), -1, -1)]
    yield from (before + letter + after for before, after in cuts for letter in _LETTERS)
    yield from (before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1)
    yield from (before + after[1:] for before, after in cuts if after)
    yield from (before + letter + after[1:] for before, after in cuts if after for letter in _LETTERS)
