"""The forms of a text: its words, brought back to one shape each, terms of the trade kept whole.

`l’énergie` is two words; `PCAET` stays as it is written; `réseaux de chaleur` is the one form `réseau_de_chaleur` when
that term is protected; `pas`, `plus`, `moins` and `sans` are forms like others, since they turn a meaning round.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

# What turns a meaning round or measures it stays a form.
_MEANINGFUL = "pas plus moins sans non jamais aucun aucune aucuns aucunes rien peu trop ni"
# Words that bind a sentence together and say nothing of its subject.
_BINDING = (
    "a à afin ai aie aient ainsi ait alors après as assez au aucunement aujourd'hui auparavant aussi autant autre "
    "autres autrement aux avaient avais avait avant avec avez avoir avons ayant beaucoup bien car ce ceci cela "
    "celle celles celui cependant certain certaine certaines certains ces cet cette ceux chacun chacune chaque chez "
    "ci comme comment d dans de deçà déjà depuis des dès desquelles desquels donc dont du duquel durant elle elles "
    "en encore enfin ensuite entre envers es est et étaient étais était étant été êtes étions être eu eue eues eus "
    "eut eux faire fait faites font furent fut grâce hors il ils j je jusqu jusque l la là laquelle le lequel les "
    "lesquelles lesquels leur leurs lors lorsqu lorsque lui m ma mais me même mêmes mes mien mienne miennes miens "
    "moi mon n ne néanmoins nos notamment notre nôtre nous on ont or ou où outre par parce parfois parmi pendant "
    "plusieurs plutôt pour pourquoi pourtant près presque puis puisqu puisque qu quand quant que quel quelle "
    "quelles quelqu quelque quelques quels qui quoi quoiqu quoique s sa se selon sera serait seront ses si sien "
    "sienne siennes siens sinon soi soient sois soit sommes son sont souvent sous suis sur t ta tandis tant te tel "
    "telle telles tels tes toi ton toujours tous tout toute toutefois toutes très tu un une uns va vers via vis "
    "voici voilà vos votre vôtre vous vu y ça "
)

KEPT = frozenset(_MEANINGFUL.split())
"""Words that lists of function words often hold, and that must stay."""

FUNCTION_WORDS = frozenset(_BINDING.split())
"""Words that are no forms."""


type Lemmatizer = Callable[[str], str]

_WHOLE = frozenset(
    {"aujourd'hui", "quelqu'un", "quelqu'une", "quelques-uns", "presqu'île", "prud'homme", "prud'hommes"}
)
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+|-[^\W_]+)*['’]?")
_ELISION = re.compile(r"((?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu)')(.+)", re.IGNORECASE)
_ENCLITIC = re.compile(
    r"-(?:t-)?(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|le|la|les|lui|leur|y|en|ci|là)$", re.IGNORECASE
)
_LONGEST_ACRONYM = 10
_SHOUTED = 0.6  # a text of which this share of the letters is upper case is typed in capitals


def keep_form(word: str) -> str:
    """Leave a word as it is: the lemmatizer of a corpus that is not lemmatized."""
    return word


@dataclass(frozen=True, kw_only=True)
class FormReader:
    """How texts are read into forms.

    Without slots: the protected terms are indexed once, and kept.

    Attributes:
        lemmatize: gives the lemma of a word in lower case.
        terms: words and groups of words of the trade that stay whole (`plan climat`); their plurals are found through
            the lemmas.
        acronyms: acronyms that are kept in whatever case they are typed (`PCAET`).
        left_out: words that are no forms.
    """

    lemmatize: Lemmatizer = keep_form
    terms: Collection[str] = ()
    acronyms: Collection[str] = ()
    left_out: Collection[str] = FUNCTION_WORDS

    @cached_property
    def _known(self) -> Mapping[str, str]:
        """Acronyms by their lower case."""
        return {acronym.lower(): acronym for acronym in self.acronyms}

    @cached_property
    def _index(self) -> Mapping[str, Sequence[tuple[str, ...]]]:
        """Lemmas of the protected terms, by the first of them, the longest term first."""
        lemmas = {tuple(self._word_lemma(word) for word in split_words(term.replace("-", " "))) for term in self.terms}
        index: dict[str, list[tuple[str, ...]]] = {}
        for term in sorted(lemmas - {()}, key=lambda term: (-len(term), term)):
            index.setdefault(term[0], []).append(term)
        return index

    def read(self, text: str) -> list[str]:
        """Return the forms of a text, in order, repeated as often as they occur.

        >>> FormReader(terms=["plan climat"], acronyms=["PCAET"]).read("L’élu n’a pas vu le plan climat, ni le pcaet.")
        ['élu', 'pas', 'plan_climat', 'ni', 'PCAET']
        """
        is_shouted = _is_shouted(text)
        lemmas = [self._lemma(word, is_shouted=is_shouted) for word in split_words(text)]
        forms: list[str] = []
        place = 0
        while place < len(lemmas):
            term = self._term_at(lemmas, place)
            if len(term) > 1:
                forms.append("_".join(term))
            elif term or self._is_form(lemmas[place]):
                forms.append(lemmas[place])
            place += max(len(term), 1)
        return forms

    def _term_at(self, lemmas: Sequence[str], place: int) -> tuple[str, ...]:
        fitting = (
            term for term in self._index.get(lemmas[place], ()) if tuple(lemmas[place : place + len(term)]) == term
        )
        return next(fitting, ())

    def _lemma(self, word: str, *, is_shouted: bool) -> str:
        """Lemma of a word; a term of the trade written with hyphens is that term."""
        parts = tuple(self._word_lemma(part) for part in word.split("-"))
        if len(parts) > 1 and parts in self._index.get(parts[0], ()):
            return "_".join(parts)
        return self._word_lemma(word, is_shouted=is_shouted)

    def _word_lemma(self, word: str, *, is_shouted: bool = False) -> str:
        lower = word.lower()
        if lower in self._known:
            return self._known[lower]
        if is_acronym(word) and not is_shouted:
            return word
        return lower if lower in KEPT or lower in self.left_out else self.lemmatize(lower).lower()

    def _is_form(self, lemma: str) -> bool:
        return lemma in KEPT or (len(lemma) > 1 and lemma not in self.left_out and not lemma[0].isdigit())

    def read_all(self, texts: Iterable[str]) -> list[list[str]]:
        """Return the forms of several texts, such as segments."""
        return [self.read(text) for text in texts]


def split_words(text: str) -> list[str]:
    """Split a text into words: elided articles and pronouns apart, the apostrophe written straight.

    >>> split_words("Aujourd’hui, l’État s’engage-t-il ? 12 réseaux.")
    ["Aujourd'hui", 'l', 'État', 's', 'engage', '12', 'réseaux']
    """
    words: list[str] = []
    for token in _TOKEN.findall(text):
        straight = token.replace("’", "'").strip("'")
        while straight.lower() not in _WHOLE and (elided := _ELISION.fullmatch(straight)):
            words.append(elided[1].strip("'"))
            straight = elided[2]
        words.append(_ENCLITIC.sub("", straight))
    return words


def is_acronym(word: str) -> bool:
    """Tell an acronym by its capitals.

    >>> [is_acronym(word) for word in ("PCAET", "EnR", "S3REnR", "Toulouse", "A")]
    [True, True, True, False, False]
    """
    return len(word) <= _LONGEST_ACRONYM and sum(letter.isupper() for letter in word) >= 2


def _is_shouted(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > _LONGEST_ACRONYM and sum(map(str.isupper, letters)) > _SHOUTED * len(letters)
