"""What is nearest to a need, and why; « nothing near » when nothing is.

The terms of a need are weighed by their rarity, those of its title more than those of what it says besides. The score
is the share of the need that a text holds, from 0 to 1, so that one threshold serves a short need and a long one.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from autan.evidence.core.plain_letters import fold_accents
from autan.lessons.core.matching import SUBJECT_MARK, Lemma, Match, MatchIndex, MatchKind, Terms, Wish, read_terms
from autan.projects.core.finding import is_near_size

LEAST = 0.22
"""Score that the nearest text must have; below it, nothing is near."""
LEAST_BESIDE = 0.14
"""Score that the others must have, once one is near."""
_TITLE, _BODY, _SUBJECT = 1.0, 0.35, 1.3
"""Weight of the terms of a need: of its title, of what it says besides, of a subject."""
_NOWHERE = 0.8
"""What multiplies the weight of a term that no text holds."""
_MOST_ASKED = 8
"""Terms of a need, the weightiest ones, that a text must hold to have the whole score."""
_NEAR_SIZE, _SHARED_THEME = 0.02, 0.03
_WORD_ALONE, _SUBJECT_ALONE = 0.5, 0.12
"""Share of a need that one word, or one subject, of a title must be to be enough alone."""
_MOST_OF_A_KIND = {MatchKind.ACTION: 2, MatchKind.FILED_ACTION: 2}
"""Actions shown at most before what one can ask a member about; the rest comes after, when there is room."""


def weigh_wish(wish: Wish, indexes: Sequence[MatchIndex], lemma: Lemma) -> tuple[dict[str, float], Terms]:
    """Return the terms of a wish, weighed so that the weightiest ones sum to 1, and the words they are shown by.

    Args:
        wish: what is looked for.
        indexes: texts that tell how rare a term is.
        lemma: gives the lemma of a word.
    """
    title, body = read_terms(wish.title, lemma), read_terms(wish.text, lemma) if wish.text else {}
    total = sum(len(index.objects) for index in indexes)
    weights: dict[str, float] = {}
    for terms, share in ((body, _BODY), (title, _TITLE)):
        for term in terms:
            count = sum(index.count_of(term) for index in indexes)
            rarity = math.log(1 + (total - count + 0.5) / (count + 0.5))
            known = share if count else share * _NOWHERE
            weights[term] = rarity * known * (_SUBJECT if term.startswith(SUBJECT_MARK) else 1.0)
    whole = sum(sorted(weights.values(), reverse=True)[:_MOST_ASKED]) or 1.0
    written = _written(f"{wish.text} {wish.title}", lemma)
    shown = {term: written.get(word, word) for term, word in {**body, **title}.items()}
    return {term: weight / whole for term, weight in weights.items()}, shown


def _written(text: str, lemma: Lemma) -> dict[str, str]:
    """Return the words of a text as they are written, by their lemma without accents."""
    words = "".join(sign if sign.isalnum() else " " for sign in text.lower().replace("’", " ")).split()
    return {fold_accents(lemma(word)): word for word in words}


def find_near(
    wish: Wish,
    indexes: Sequence[MatchIndex],
    lemma: Lemma,
    *,
    most: int,
    refused: frozenset[str] = frozenset(),
    beside: Sequence[MatchIndex] = (),
) -> tuple[Match, ...]:
    """Return what is nearest to a wish, best first; nothing when nothing is near.

    A text of the territory that asks is left out, and so is a second one of the same title.

    Args:
        wish: what is looked for.
        indexes: where.
        lemma: gives the lemma of a word.
        most: how many are wanted.
        refused: keys that somebody said are not near.
        beside: further texts that tell how rare a term is.
    """
    asked, shown = weigh_wish(wish, (*indexes, *beside), lemma)
    matches = [
        match
        for index in indexes
        for place, score in index.best(asked, most=6 * most + len(refused))
        if score >= LEAST_BESIDE - _NEAR_SIZE - _SHARED_THEME
        and index.objects[place].key not in refused
        and wish.siren not in index.objects[place].sirens
        and (match := _explain(wish, index, place, score, asked, shown)) is not None
    ]
    ranked = _one_a_title(sorted(matches, key=lambda match: (-match.score, match.found.key)))
    if not ranked or ranked[0].score < LEAST:
        return ()
    return _mixed([match for match in ranked if match.score >= LEAST_BESIDE], most)


def _one_a_title(matches: Iterable[Match]) -> list[Match]:
    """Leave out what bears the title of a better one: plans repeat their actions."""
    seen: dict[str, Match] = {}
    for match in matches:
        seen.setdefault(fold_accents(match.found.title), match)
    return list(seen.values())


def _mixed(matches: Sequence[Match], most: int) -> tuple[Match, ...]:
    """Return the best ones, with no more of a kind than it may hold as long as others are near."""
    counts: Counter[MatchKind] = Counter()
    first: list[Match] = []
    rest: list[Match] = []
    for match in matches:
        kind = match.found.kind
        counts[kind] += 1
        (first if counts[kind] <= _MOST_OF_A_KIND.get(kind, most) else rest).append(match)
    chosen = [*first[:most], *rest[: max(most - len(first), 0)]]
    return tuple(sorted(chosen, key=lambda match: (-match.score, match.found.key)))


def _explain(
    wish: Wish, index: MatchIndex, place: int, score: float, asked: Mapping[str, float], shown: Terms
) -> Match | None:
    """Say why something is near; None when too little is shared to say so.

    Two words are shared, or a word and a subject, or one term of the title that is much of the wish.
    """
    shared = sorted(index.terms[place] & asked.keys(), key=lambda term: (-asked[term], term))
    said = [term for term in shared if not term.startswith(SUBJECT_MARK)]
    subjects = [term for term in shared if term.startswith(SUBJECT_MARK)]
    is_enough = len(said) >= 2 or bool(said and subjects)
    if not is_enough and not any(_is_alone_enough(term, asked) and term in index.titles[place] for term in shared):
        return None
    found = index.objects[place]
    themes = tuple(sorted(wish.themes & found.themes))
    is_near = is_near_size(wish.population, found.population)
    return Match(
        found=found,
        score=min(score + (_SHARED_THEME if themes else 0.0) + (_NEAR_SIZE if is_near else 0.0), 1.0),
        words=tuple(shown[term] for term in said),
        subjects=tuple(shown[term] for term in subjects),
        themes=themes,
        is_near_size=is_near,
    )


def _is_alone_enough(term: str, asked: Mapping[str, float]) -> bool:
    return asked[term] >= (_SUBJECT_ALONE if term.startswith(SUBJECT_MARK) else _WORD_ALONE)
