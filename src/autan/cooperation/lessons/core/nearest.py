"""What is nearest to a need, and why; « nothing near » when nothing is.

The terms of a need are weighed by their rarity, those of its title more than those of what it says besides. The score
is the share of the need that a text holds, from 0 to 1, so that one threshold serves a short need and a long one. What
no text holds counts in the whole as long as the need tells no subject of the field: it is then about something else.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autan.cooperation.lessons.core.matching import (
    SUBJECT_MARK,
    Match,
    MatchIndex,
    MatchKind,
    MatchQuery,
    Terms,
    Vocabulary,
    read_terms,
)
from autan.ground.texts.core.plain_letters import fold_accents
from autan.plans.action_search.core.finding import is_near_size

LEAST = 0.6
"""Score that the nearest text must have; below it, nothing is near."""
_LEAST_BY_WORDS, _WORDS_ENOUGH = 0.35, 3
"""Score that it must have when its title holds this many words of the need, whatever its subject."""
_LEAST_IN_SUBJECT = 0.12
"""Score that the nearest text must have, of a need that tells a subject."""
_LEAST_BESIDE, _LEAST_OF_BEST = 0.09, 0.3
_SURELY_BESIDE, _SURELY_OF_BEST = 0.14, 0.45
"""Score that the others must have, once one is near, and share of its own; and those of what is surely near."""
_OUT_OF_SUBJECT = 0.5
"""What multiplies the score of a text whose title tells no subject of the need."""
_TITLE, _BODY, _SUBJECT = 1.0, 0.5, 2.1
"""Weight of the terms of a need: of its title, of what it says besides, of a subject."""
_WHOM = frozenset({"personnes vulnérables", "numérique", "jeunes", "événements", "tourisme"})
"""Subjects that say whom or by what means, and nothing of what is wanted."""
_NOWHERE, _OPENING_VERB = 0.8, 0.4
"""What multiplies the weight of a term that no text holds, and of the verb that a title opens with."""
_MOST_ASKED = 8
"""Terms of a need, the weightiest ones, that a text must hold to have the whole score."""
_NEAR_SIZE, _SHARED_THEME, _SHARED_TRAIT, _SHARED_RESOURCE = 0.02, 0.03, 0.01, 0.03
_WORD_ALONE, _SUBJECT_ALONE = 0.7, 0.12
"""Share of a need that one word, or one subject, of a title must be to be enough alone."""
_READ, _KEPT = 6, 3
"""Texts read in each index, and kept, for each one wanted, so that those called alike can be left out."""
_SAME_TITLE = 0.7
"""Share of the terms of two titles that are in both, from which the second one is left out."""
_MOST_OF_A_KIND = {MatchKind.ACTION: 2, MatchKind.FILED_ACTION: 2}
_FURTHER = 0.9
"""Actions of a kind after which the score of a further one is multiplied, so that what one can ask comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedQuery:
    """The terms of a query with their weights.

    Attributes:
        weights: of each term; the weightiest ones, of those that count, sum to 1.
        shown: what each term is shown by, when it tells something: a subject, or a word of the field as it is written.
        lost: weight of what no text holds, when it does not count; 0 otherwise.
        subjects: subjects of its title that some text tells; those of what it says besides when there are none. Empty
            when it is about something else than the field.
    """

    weights: Mapping[str, float]
    shown: Terms
    lost: float
    subjects: frozenset[str]

    def is_alone_enough(self, term: str) -> bool:
        """True when one term of the title of a text is much of the query."""
        if term.startswith(SUBJECT_MARK):
            return self.weights[term] >= _SUBJECT_ALONE
        return self.weights[term] >= _WORD_ALONE * (1 + self.lost)


def weigh_query(query: MatchQuery, indexes: Sequence[MatchIndex], vocabulary: Vocabulary) -> WeighedQuery:
    """Weigh the terms of a query by their rarity; the verb that its title opens with says an act, and weighs less."""
    title, body = read_terms(query.title, vocabulary), read_terms(query.text, vocabulary) if query.text else {}
    total = sum(len(index.objects) for index in indexes)
    verb = _opening_verb(query.title, vocabulary)
    rest = title.keys() - verb.keys()
    known_weights: dict[str, float] = {}
    nowhere: dict[str, float] = {}
    for term in {**body, **title}:
        count = sum(index.count_of(term) for index in indexes)
        weight = math.log(1 + (total - count + 0.5) / (count + 0.5)) * (_TITLE if term in title else _BODY)
        weight *= _SUBJECT if term.startswith(SUBJECT_MARK) else _OPENING_VERB if term in verb else 1.0
        (known_weights if count else nowhere)[term] = weight if count else weight * _NOWHERE
    weights = known_weights | nowhere
    terms = frozenset(term for term in known_weights if term.startswith(SUBJECT_MARK))
    if rest and known_weights.keys().isdisjoint(rest):
        terms -= verb.keys()
    if rest & nowhere.keys() and {title[term] for term in terms & title.keys()} <= _WHOM:
        terms = frozenset()  # « le loto des aînés » tells whom it is for, and the rest is of no field here
    whole = _sum_of_best(known_weights if terms else weights)
    lost = _sum_of_best(weights) / whole - 1 if terms else 0.0
    written = _words_by_lemma(f"{query.text} {query.title}", vocabulary)
    return WeighedQuery(
        weights={term: weight / whole for term, weight in weights.items()},
        shown={
            term: written.get(word, word)
            for term, word in {**body, **title}.items()
            if term.startswith(SUBJECT_MARK) or (word in written and vocabulary.is_of_field(term))
        },
        lost=lost,
        subjects=terms & title.keys() or terms,
    )


def _sum_of_best(weights: Mapping[str, float]) -> float:
    return sum(sorted(weights.values(), reverse=True)[:_MOST_ASKED]) or 1.0


def _opening_verb(title: str, vocabulary: Vocabulary) -> Terms:
    """The terms of the infinitive that a title opens with; none when it opens otherwise."""
    first = next(iter(title.lower().split()), "")
    is_infinitive = first.endswith(("er", "ir", "re")) and vocabulary.lemma(first) == first
    return read_terms(first, vocabulary) if is_infinitive else {}


def _words_by_lemma(text: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Return the words of a text as they are written, by their lemma without accents."""
    words = "".join(sign if sign.isalnum() else " " for sign in text.lower().replace("’", " ")).split()
    return {fold_accents(vocabulary.lemma(word)): word for word in words}


def find_near(
    query: MatchQuery,
    indexes: Sequence[MatchIndex],
    vocabulary: Vocabulary,
    *,
    most: int,
    refused: frozenset[str] = frozenset(),
    extra_indexes: Sequence[MatchIndex] = (),
    is_sure: bool = False,
) -> tuple[Match, ...]:
    """Return what is nearest to a query, best first; nothing when nothing is near.

    Texts of the asking territory are left out, and so is a second one of the same title. `refused`: keys that somebody
    said are not near; `extra_indexes`: further texts, for how rare a term is; `is_sure` leaves out weak matches.
    """
    weighed_query = weigh_query(query, (*indexes, *extra_indexes), vocabulary)
    matches = [
        (match, index.titles[place])
        for index in indexes
        for place, score in index.best(weighed_query.weights, most=_READ * most + len(refused))
        if index.objects[place].key not in refused
        and query.siren not in index.objects[place].sirens
        and (match := _explain(query, index, place, score, weighed_query)) is not None
    ]
    ranked = _one_a_title(sorted(matches, key=lambda pair: (-pair[0].score, pair[0].found.key)), _KEPT * most)
    least = LEAST
    if ranked and weighed_query.subjects:
        least = _LEAST_IN_SUBJECT
    elif ranked and len(ranked[0].words) >= _WORDS_ENOUGH:
        least = _LEAST_BY_WORDS
    if not ranked or ranked[0].score < least:
        return ()
    others, of_best = (_SURELY_BESIDE, _SURELY_OF_BEST) if is_sure else (_LEAST_BESIDE, _LEAST_OF_BEST)
    least = max(min(least, others), ranked[0].score * of_best)
    return _mix_origins([candidate for candidate in ranked if candidate.score >= least], most)


def _one_a_title(matches: Iterable[tuple[Match, frozenset[str]]], most: int) -> list[Match]:
    """Leave out what is called nearly as a better one of its kind: plans repeat their actions."""
    unique: list[tuple[Match, frozenset[str]]] = []
    for match, terms in matches:
        if not any(_is_same(match, terms, *other) for other in unique):
            unique.append((match, terms))
            if len(unique) == most:
                break
    return [match for match, _terms in unique]


def _is_same(match: Match, terms: frozenset[str], other: Match, others: frozenset[str]) -> bool:
    is_of_a_kind = match.found.kind is other.found.kind
    return is_of_a_kind and len(terms & others) >= _SAME_TITLE * len(terms | others)


def _mix_origins(matches: Sequence[Match], most: int) -> tuple[Match, ...]:
    """Return the best ones, a further action put after what is nearly as near and can be asked of a member."""
    counts: Counter[MatchKind] = Counter()
    ranks: list[tuple[float, Match]] = []
    for match in matches:
        kind = match.found.kind
        counts[kind] += 1
        ranks.append((match.score * (_FURTHER if counts[kind] > _MOST_OF_A_KIND.get(kind, most) else 1.0), match))
    chosen = sorted(ranks, key=lambda pair: -pair[0])[:most]
    return tuple(sorted((match for _rank, match in chosen), key=lambda match: (-match.score, match.found.key)))


def _explain(
    query: MatchQuery, index: MatchIndex, place: int, score: float, weighed_query: WeighedQuery
) -> Match | None:
    """Say why something is near; None when too little is shared to say so.

    Two words are shared, or a word and a subject, or one term of the title that is much of the query.
    """
    shared = sorted(
        index.terms[place] & weighed_query.weights.keys(), key=lambda term: (-weighed_query.weights[term], term)
    )
    terms = [term for term in shared if not term.startswith(SUBJECT_MARK)]
    subjects = [term for term in shared if term.startswith(SUBJECT_MARK)]
    is_enough = len(terms) >= 2 or bool(terms and subjects)
    if not is_enough and not any(
        weighed_query.is_alone_enough(term) and term in index.titles[place] for term in shared
    ):
        return None
    match_object = index.objects[place]
    is_in_subject = not weighed_query.subjects or not weighed_query.subjects.isdisjoint(index.titles[place])
    score *= 1.0 if is_in_subject else _OUT_OF_SUBJECT
    themes = tuple(sorted(query.themes & match_object.themes))
    is_near = is_near_size(query.population, match_object.population)
    traits = sorted(query.traits & match_object.traits)
    resources = [trait for trait in traits if trait in weighed_query.weights]
    traits = [*(trait for trait in traits if not trait.startswith(SUBJECT_MARK)), *resources]
    bonus = (_SHARED_THEME if themes else 0.0) + (_NEAR_SIZE if is_near else 0.0)
    bonus += _SHARED_TRAIT * (len(traits) - len(resources)) + (_SHARED_RESOURCE if resources else 0.0)
    return Match(
        found=match_object,
        score=min(score + bonus, 1.0),
        words=tuple(weighed_query.shown[term] for term in terms if term in weighed_query.shown),
        subjects=tuple(weighed_query.shown[term] for term in subjects),
        themes=themes,
        is_near_size=is_near,
        traits=tuple(traits),
    )
