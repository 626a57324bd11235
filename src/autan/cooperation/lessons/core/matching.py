"""Matching of a need with lessons, offers, projects, actions and resources: words by their lemma, subjects, BM25.

A term is the stem of a lemma, or a subject of the field; words that begin alike (`rénover`, `rénovation`) are one term.
A text is held as what each term weighs in it. What is near a need is found in `nearest.py`.
Source of the method: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from autan.coding.textometry.core.reinert.forms import FUNCTION_WORDS
from autan.ground.search.core.searching import stem, stems
from autan.ground.search.core.thesaurus import Thesaurus
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.plain_letters import fold_accents
from autan.plans.action_search.core.similarity import Lemma, content_lemmas

_IN_TITLE, _SUBJECT_IN_TEXT = 2.0, 0.35
"""How many times a word of a title counts in a text, and a subject of what the text says besides."""
_K1, _B = 0.9, 0.4
_ASKED_WITH = (
    "aide aider besoin chercher connaitre savoir retour experience exemple modele conseil appui demande demander "
    "vouloir pouvoir devoir souhaiter trouver voir dire combien sans premier nouveau an annee mois jour journee "
    "heure fois part cas chose question reponse membre reseau travail permettre rester prendre passer donner "
    "tenir venir falloir semaine petit grand partir savoir-faire atelier offre offrir proposer partager elu agent "
    "service habitant aucun non oui moins mieux trop rien utile concret temps mi demi plein personne gens acces "
    "organiser gerer gestion lancer monter choisir changer refaire obtenir decider comprendre poser installer "
    "recruter reduire limiter baisser creer construire utiliser avis idee deux trois quatre cinq dix vingt trente "
    "cent mille nombre maniere facon niveau lieu place point mairie maire municipal public prix site arriver "
    "manquer resoudre assurer devenir commencer continuer garder second vie moitie quart vraiment euro million "
    "seul matin soir jamais cher craindre attirer sortir remettre amener interesser embarquer preparer rendre "
    "president direction perdre vide libre janvier fevrier mars avril mai juin juillet aout septembre octobre "
    "novembre decembre"
)
_STOP_WORDS = frozenset((*_ASKED_WITH.split(), *map(fold_accents, FUNCTION_WORDS)))

_VAGUE = frozenset({"sensibilisation", "partenariats", "financement", "scolaires", "santé"})
"""Subjects of actions that say too little of what a need is after."""

_SENTENCES = re.compile(r"[.;:!?\n]+")
"""Where a text is cut before its subjects are read: the words of one stand in one sentence."""

_STRAY = {
    "plus": "",
    "permanente": "",
    "permanentes": "",
    "mars": "",
    "ainsi": "",
    "pluie": "pluviale",
    "pluies": "pluviales",
}
"""Words whose stems are those of other words of the field (PLU, marais, aînés, PLUi), and what stands for them."""
_STRAYS = re.compile(rf"\b(?:{'|'.join(_STRAY)})\b", re.IGNORECASE)

type Terms = Mapping[str, str]
"""Terms of a text, each with the word it is shown by."""


class MatchKind(Labelled):
    """What a need is matched with."""

    LESSON = "lesson", "savoir-faire", "lesson"
    OFFER = "offer", "offre d’un membre", "offer of a member"
    EXPERT = "expert", "offre d’un expert", "offer of an expert"
    PROJECT = "project", "projet", "project"
    ACTION = "action", "action du réseau", "action of the network"
    RESOURCE = "resource", "ressource de la bibliothèque", "resource of the library"
    FILED_ACTION = "filed_action", "action déposée en France", "action filed in France"


_KIND_WEIGHTS = {MatchKind.PROJECT: 0.95, MatchKind.ACTION: 0.9, MatchKind.RESOURCE: 0.95, MatchKind.FILED_ACTION: 0.8}
"""What multiplies the score of a kind: what one can ask a member about comes before a title filed elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchObject:
    """Something that may answer a need.

    Attributes:
        key: kind and identifier, `lesson:chaufferie-bois`.
        population: inhabitants of its territories; None when unknown.
        traits: what is known of its territory, `kind:CC`, `climate:H2`, `density:2`, and the subjects that its
            resources answer to, `#éolien`.
    """

    key: str
    kind: MatchKind
    title: str
    text: str = ""
    sirens: tuple[str, ...] = ()
    themes: frozenset[str] = frozenset()
    population: int | None = None
    traits: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchQuery:
    """What is looked for: a need, or a title that somebody works on."""

    title: str
    text: str = ""
    siren: str = ""
    themes: frozenset[str] = frozenset()
    population: int | None = None
    traits: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Something near a need, and why.

    `words` are those in both, by their lemma, the rarest first; `traits` those of both territories, resources where the
    need is after them.
    """

    found: MatchObject
    score: float
    words: tuple[str, ...]
    subjects: tuple[str, ...]
    themes: tuple[str, ...]
    is_near_size: bool
    traits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What texts are read with.

    Attributes:
        subjects: what an action is about.
        concepts: what a need is after, in the words of those who ask.
    """

    lemma: Lemma
    subjects: Thesaurus
    concepts: Thesaurus

    def is_of_field(self, stem: str) -> bool:
        """Say whether a stem stands in a wording: it tells something of the field."""
        return stem in self.concepts.stems or stem in self.subjects.stems


SUBJECT_MARK = "#"
"""What the term of a subject or a concept begins with."""


def read_terms(text: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Return the terms of a text: stems of its lemmas, without the words by which anything is asked, then subjects."""
    terms: dict[str, str] = {}
    for word in content_lemmas(text, vocabulary.lemma):
        if word not in _STOP_WORDS and len(word) > 2:
            terms.setdefault(stem(word), word)
    for sentence in _SENTENCES.split(_STRAYS.sub(lambda word: _STRAY[word[0].lower()], text)):
        words = stems(sentence)
        for subject in (*vocabulary.subjects.find(words), *vocabulary.concepts.find(words)):
            if subject not in _VAGUE:
                terms[f"{SUBJECT_MARK}{subject}"] = subject
    return terms


def _weigh(match_object: MatchObject, vocabulary: Vocabulary) -> dict[str, float]:
    """Return the weight of each term of a text, its title counted apart from the rest."""
    counts = dict.fromkeys(read_terms(match_object.title, vocabulary), _IN_TITLE)
    for term in read_terms(match_object.text, vocabulary) if match_object.text else ():
        counts[term] = counts.get(term, 0.0) + (_SUBJECT_IN_TEXT if term.startswith(SUBJECT_MARK) else 1.0)
    return counts


@dataclass(frozen=False, slots=True)
class MatchIndex:
    """Texts held by the terms that they hold; immutable once made.

    `postings` give, for each term, the places of the texts that hold it, in order, and what it weighs in each.
    """

    objects: tuple[MatchObject, ...]
    postings: Mapping[str, tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]]
    terms: tuple[frozenset[str], ...]
    titles: tuple[frozenset[str], ...]
    _kinds: npt.NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        self._kinds = np.array([_KIND_WEIGHTS.get(match_object.kind, 1.0) for match_object in self.objects])

    @classmethod
    def of(cls, objects: Iterable[MatchObject], vocabulary: Vocabulary) -> "MatchIndex":
        """Read texts into an index."""
        match_objects = tuple(objects)
        counted = [_weigh(match_object, vocabulary) for match_object in match_objects]
        sizes = np.array([sum(counts.values()) for counts in counted], dtype=np.float64)
        mean = float(sizes.mean()) if len(match_objects) else 1.0
        places: dict[str, list[tuple[int, float]]] = {}
        for place, counts in enumerate(counted):
            length = _K1 * (1 - _B + _B * sizes[place] / (mean or 1.0))
            for term, count in counts.items():
                places.setdefault(term, []).append((place, count / (count + length)))
        postings = {
            term: (np.array([place for place, _ in pairs]), np.array([weight for _, weight in pairs]))
            for term, pairs in places.items()
        }
        titles = tuple(
            frozenset(term for term, count in term_counts.items() if count >= _IN_TITLE) for term_counts in counted
        )
        return cls(objects=match_objects, postings=postings, terms=tuple(map(frozenset, counted)), titles=titles)

    def count_of(self, term: str) -> int:
        """Return how many texts hold a term."""
        posting = self.postings.get(term)
        return 0 if posting is None else len(posting[0])

    def scores(self, values: Mapping[str, float]) -> npt.NDArray[np.float64]:
        """Return what each text holds of weighed terms, times the weight of its kind."""
        zeros = np.zeros(len(self.objects))
        for term, weight in values.items():
            posting = self.postings.get(term)
            if posting is not None:
                zeros[posting[0]] += posting[1] * weight
        return zeros * self._kinds

    def best(self, values: Mapping[str, float], *, most: int) -> list[tuple[int, float]]:
        """Return places and scores of the texts that hold most of weighed terms, in no order."""
        scores = self.scores(values)
        count = min(len(scores), most)
        if not count:
            return []
        return [(place, float(scores[place])) for place in np.argpartition(-scores, count - 1)[:count].tolist()]
