"""Matching of titles and texts with the words of a search: accents, plurals, acronyms and beginnings of words.

A search is cut into terms. Each term has alternatives (the word, or what an acronym stands for); an alternative is
found where every one of its words is. A rare term weighs more than a common one: its weight is ln(1 + n / n_with_it).
"""

import math
import re
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import Stemmer

from autan.ground.search.core.acronyms import ACRONYMS
from autan.ground.texts.core.plain_letters import fold_accents

BEST = 1.0
IN_TITLE, IN_TEXT, BEGINS_WITH = 0.9, 0.5, 0.8
"""Weight of a word found in a title, in a text; the last multiplies that of a word that only begins as asked."""
_LONG_TITLE = 0.75
LEAST = 0.3
"""Score below which a thing does not answer: a whole text that says all, under a long title, has 0.375."""
_SHORTEST_BEGINNING = 5
_OF_WOOD = ("bois", "boise", "boises", "boisee", "boisees", "boisement", "boisements")
_NOT_ONE_WORD = {"aire": "aire", "aires": "aire"} | dict.fromkeys(_OF_WOOD, "bois") | {word: word for word in ACRONYMS}
"""Words whose stem is that of another: « aires de covoiturage » are not about « air », nor « CEE » about « ce », nor
« bois » about « Boyer » and « Boixe », which came before it."""
_STEMMER = Stemmer.Stemmer("french")
_FRENCH = (
    "a ai au aux avec avez c ce ces cette comment combien d dans de des donc du elle elles en est et eu faire il ils j"
    " je l la le les leur leurs m ma mes mon n ne nos notre nous on ont ou par pas peu plus pour pourquoi qu quand que"
    " quel quelle quelles quels qui quoi s sa se ses si son sont sur t tes ton un une vos votre vous y veut dire"
)
_ENGLISH = (
    "about an and are by does for from has have how in is it of or the their this to was what when where which why"
)
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_PARTICIPLE = re.compile(r"(?<=\w{5})ees?$")
_PLURAL = re.compile(r"(?<=\w{4}er)s$")
"""« maraîchers », whose singular the stemmer cuts as a verb."""
_WORD = re.compile(r"[^\W_]+")
_SILENT = frozenset(f"{_FRENCH} {_ENGLISH}".split())

type Alternative = tuple[str, ...]
type Term = tuple[Alternative, ...]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a word by Snowball’s French rules, its accents taken away first: people search without them.

    >>> stem("évaluation"), stem("réseaux"), stem("élus"), stem("partagée"), stem("papiers"), stem("PAPI")
    ('evalu', 'reseau', 'elu', 'partag', 'papier', 'papi')
    """
    plain = fold_accents(word)
    if plain in _NOT_ONE_WORD:
        return _NOT_ONE_WORD[plain]
    # Without its accent, the stemmer takes « partagée » for a noun in « -ee ».
    text: str = _STEMMER.stemWord(_PARTICIPLE.sub("e", _PLURAL.sub("", plain)))
    short = text[:-1] if len(text) > 3 and text[-1] in "sx" else text
    # What is cut to an acronym is another word: « papier » is no PAPI, nor « pluie » a PLUi.
    if short in ACRONYMS and plain in _SILENT:
        return plain
    return short if short not in ACRONYMS or plain in {short, f"{short}s"} else plain.rstrip("sx")


@lru_cache(maxsize=5_000)
def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text.

    >>> stems("Les réseaux d’Élan")
    ('le', 'reseau', 'd', 'elan')
    """
    return tuple(stem(word) for word in _words(text))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("œ", "oe"))


def search_words(text: str) -> tuple[str, ...]:
    """Return the words of a search, as `stems` gives them, each once, without those that say nothing.

    >>> search_words("L’énergie, les Énergies ?")
    ('energ',)
    >>> search_words("où est le")
    ('ou', 'est', 'le')
    """
    words = _words(text)
    telling = [word for word in words if fold_accents(word) not in _SILENT] or words
    return tuple(dict.fromkeys(stem(word) for word in telling))


def nearness(text: str, title: str) -> float:
    """Return 1 where a title has a word of a search, singular or plural; less where it has only its relatives.

    A title that has neither answers by what it does not show, or by an acronym: nothing is taken from it.

    >>> nearness("bois", "Chaufferie au bois"), nearness("bois", "La Boisse"), nearness("vent", "Les Ventes, fois")
    (1.0, 0.8, 0.8)
    >>> nearness("eaux", "Terre d’Eau"), nearness("foix", "Deux fois"), nearness("PLUi", "Le plan local")
    (1.0, 0.8, 1.0)
    """
    words = {fold_accents(word) for word in _words(title)}
    typed = {fold_accents(word) for word in _words(text)} - _SILENT
    numbers = {form for word in typed for form in (word, f"{word}s", f"{word}x", word.rstrip("s"), word.rstrip("x"))}
    is_relative = words.isdisjoint(numbers) and not {stem(word) for word in typed}.isdisjoint(map(stem, words))
    return BEGINS_WITH if is_relative else 1.0


def is_acronym(word: str) -> bool:
    """Say whether a word of a search is an acronym, which stands for other words.

    >>> is_acronym("pcaet"), is_acronym("climat")
    (True, False)
    """
    return word in _wordings()


@lru_cache(maxsize=500)
def _as_terms(words: tuple[str, ...]) -> tuple[Term, ...]:
    """Join the words that an acronym stands for, and give each acronym what it stands for."""
    terms: dict[Term, None] = {}
    rest = list(words)
    for acronym, wordings in _wordings().items() if len(words) > 1 else ():
        expansion = next((wording for wording in wordings if len(wording) > 1 and set(wording) <= set(rest)), None)
        if expansion:
            terms[((acronym,), *wordings)] = None
            rest = [word for word in rest if word not in expansion]
    for word in rest:
        terms[((word,), *_wordings().get(word, ()))] = None
    return tuple(terms)


@cache
def _wordings() -> Mapping[str, tuple[Alternative, ...]]:
    """By stem of the acronym: the words of each wording; the longest first, so that PCAET is tried before PCET."""
    by_acronym = {stem(acronym): tuple(map(search_words, texts)) for acronym, texts in ACRONYMS.items()}
    return dict(sorted(by_acronym.items(), key=lambda item: -max(map(len, item[1]))))


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedDocument[K: Hashable]:
    """One thing that can be found."""

    key: K
    title: str
    text: str = ""


class SearchIndex[K: Hashable]:
    """An inverted index of documents; immutable once made."""

    def __init__(self, documents: Iterable[SearchedDocument[K]]) -> None:
        self._documents = tuple(documents)
        self._postings: dict[str, dict[int, float]] = {}
        self._titles: list[frozenset[str]] = []
        for number, document in enumerate(self._documents):
            title = stems(document.title)
            self._titles.append(frozenset(search_words(document.title)))
            for word in stems(document.text):
                self._postings.setdefault(word, {})[number] = IN_TEXT
            joined = stems(_HYPHEN.sub("", document.title)) if "-" in document.title else ()
            for word in (*title, *joined):
                self._postings.setdefault(word, {})[number] = IN_TITLE
        self._vocabulary = sorted(self._postings)
        self._with_word = lru_cache(maxsize=256)(self._find_word)  # the wordings of a search share their words

    def __len__(self) -> int:
        return len(self._documents)

    def holds(self, word: str) -> bool:
        """Say whether one of its documents has a word of this stem."""
        return word in self._postings

    def search(self, words: Sequence[str], *, needs_all: bool = False) -> list[tuple[K, float]]:
        """Return what answers the words of a search and how well (0 to 1), best first, then in the order given.

        What lacks a term is found only where nothing has them all, and never when `needs_all`.
        """
        terms = _as_terms(tuple(words))
        values = [self._with_term(term) for term in terms]
        absent = max(1.0, math.log1p(len(self._documents)))  # the rarest of all: a thing that lacks it says little
        weights = [math.log1p(len(self._documents) / len(numbers)) if numbers else absent for numbers in values]
        answering = set(values[0]).intersection(*values[1:]) if values else set()
        if not answering and not needs_all:
            answering = set().union(*values)
        whole, matches, query = sum(weights), [], frozenset(words)
        weighed = list(zip(values, weights, strict=True))
        for number in answering:
            share = sum([weight * values_of_term.get(number, 0.0) for values_of_term, weight in weighed]) / whole
            if share >= LEAST and (score := _rate(self._titles[number], share, query)) >= LEAST:
                matches.append((number, score))
        return [
            (self._documents[number].key, score)
            for number, score in sorted(matches, key=lambda result: (-result[1], result[0]))
        ]

    def _with_term(self, term: Term) -> Mapping[int, float]:
        if len(term) == 1:
            return self._with_all(term[0])
        best: dict[int, float] = {}
        for alternative in term:
            for number, value in self._with_all(alternative).items():
                best[number] = max(best.get(number, 0.0), value)
        return best

    def _with_all(self, words: Alternative) -> Mapping[int, float]:
        """The documents that hold every word, and the least weight of these."""
        if len(words) == 1:
            return self._with_word(words[0])
        values = [self._with_word(word) for word in words]
        shared = set(values[0]).intersection(*values[1:])
        return {number: min(numbers[number] for numbers in values) for number in shared}

    def _find_word(self, word: str) -> Mapping[int, float]:
        """The documents that hold a word, or one that begins with it; of an acronym, no word begins: « PAT » is one."""
        numbers = dict(self._postings.get(word, {}))
        if len(word) >= _SHORTEST_BEGINNING and word not in _wordings():
            for place in range(bisect_left(self._vocabulary, word), len(self._vocabulary)):
                longer = self._vocabulary[place]
                if not longer.startswith(word):
                    break
                for number, value in self._postings[longer].items():
                    numbers[number] = max(numbers.get(number, 0.0), value if longer == word else value * BEGINS_WITH)
        return numbers


def _rate(title: frozenset[str], score: float, texts: frozenset[str]) -> float:
    """A title that says what was asked and little else comes first."""
    if title == texts and title:
        return BEST
    covered = len(title & texts) / len(title) if title else 0.0
    return score * (_LONG_TITLE + (1 - _LONG_TITLE) * covered)


def rate_each[K: Hashable](words: Sequence[str], rows: Iterable[tuple[K, str, str]]) -> dict[K, float]:
    """Say how well each of some things answers, best first, as `SearchIndex.search`; what does not is left out.

    `words` come from `search_words`; the index of the same rows is kept for the next search.

    >>> rate_each(search_words("plans climat"), [("a", "Plan climat", ""), ("b", "Forêt", "")])
    {'a': 1.0}
    """
    return dict(_index_of(tuple(rows)).search(words)) if words else {}


@lru_cache(maxsize=32)
def _index_of[K: Hashable](rows: tuple[tuple[K, str, str], ...]) -> SearchIndex[K]:
    return SearchIndex(SearchedDocument(key=key, title=title, text=text) for key, title, text in rows)


def rate_match(words: Sequence[str], title: str, text: str = "") -> float:
    """Say how well one thing answers: 1 when its title is what was asked, 0 when it does not answer.

    `words` come from `search_words`.

    >>> rate_match(search_words("plans climat"), "Plan climat"), rate_match(search_words("eau"), "Le plan", "climat")
    (1.0, 0.0)
    """
    results = _index_of_one(title, text).search(words)
    return results[0][1] if results else 0.0


@lru_cache(maxsize=4096)
def _index_of_one(title: str, text: str) -> SearchIndex[int]:
    return SearchIndex([SearchedDocument(key=0, title=title, text=text)])
