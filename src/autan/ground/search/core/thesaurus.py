"""Ideas of a field and their wordings, so that « pistes cyclables » and « plan vélo » are found together.

An idea is in a text that holds every word of one of its wordings, whatever their endings. A wording after `>` is
narrower than the idea (ISO 25964-1): who asks for the idea is answered by it, and it asks for nothing more than itself.
"""

from collections.abc import Mapping, Sequence

from autan.ground.search.core.searching import search_words

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
        narrower = {
            (name, search_words(text))
            for name, texts in entries.items()
            for text in texts.split(",")
            if text.lstrip().startswith(">")
        }
        self.stems = frozenset(word for group in self.wordings.values() for wording in group for word in wording)
        self._by_first_stem: dict[str, list[tuple[str, Wording]]] = {}
        for name, group in self.wordings.items():
            for wording in (wording for wording in group if (name, wording) not in narrower):
                self._by_first_stem.setdefault(wording[0], []).append((name, wording))

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
