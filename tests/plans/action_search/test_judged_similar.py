"""Similar actions against a judged set: thirty titles, and the filed actions that resemble each, graded by a reader.

`judged_similar.csv` gives 2 to the same action, 1 to a near one; what the first of two rankings gave and is not in it
was judged 0. Twins of a title count in neither.
"""

import csv
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from autan.ground.texts.core.plain_letters import fold_accents
from autan.plans.action_search.core.similarity import plain_title
from autan.plans.action_search.lake.filed_actions import filed_actions
from autan.plans.action_search.queries.indexes import FILED, SimilarityQuery, nearest_filed

FIRST = 10


@pytest.fixture(scope="module")
def reviewed() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    with (Path(__file__).parent / "judged_similar.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["title"], {})[row["similar"]] = int(row["grade"])
    return found


def plain(title: str) -> str:
    return fold_accents(plain_title(title))


def without_twins(title: str, keys: Iterable[str], titles: Mapping[str, str]) -> list[str]:
    kept: dict[str, str] = {plain(title): ""}
    for key in keys:
        kept.setdefault(titles[key], key)
    return [key for key in kept.values() if key][:FIRST]


def gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:FIRST]))


def ndcg(rank: Callable[[str], Iterable[str]], reviewed: Mapping[str, Mapping[str, int]]) -> float:
    """Mean nDCG at 10 of a ranking."""
    titles = {action.key: plain(action.title) for action in filed_actions()}
    scores = []
    for title, grades in reviewed.items():
        found = [grades.get(key, 0) for key in without_twins(title, rank(title), titles)]
        scores.append(gain(found) / gain(sorted(grades.values(), reverse=True)))
    return sum(scores) / len(scores)


def by_plain_words() -> Callable[[str], list[str]]:
    """Words as they are written, weighed by their rarity."""
    said = {action.key: set(plain(action.title).split()) for action in filed_actions()}
    counts = Counter(word for words in said.values() for word in words)
    rarity = {word: math.log(len(said) / count) for word, count in counts.items()}
    length = {key: math.sqrt(sum(rarity[word] ** 2 for word in words)) or 1 for key, words in said.items()}

    def rank(title: str) -> list[str]:
        asked = set(plain(title).split())
        score = {key: sum(rarity[word] ** 2 for word in words & asked) / length[key] for key, words in said.items()}
        return sorted(score, key=lambda key: -score[key])[:80]

    return rank


def test_similar_actions_are_those_that_a_reader_finds_similar(reviewed: dict[str, dict[str, int]]):
    def ours(title: str) -> list[str]:
        return [key.removeprefix(FILED) for key, _score in nearest_filed(SimilarityQuery.of(title), most=80)]

    assert len(reviewed) >= 25
    score = ndcg(ours, reviewed)
    assert score >= 0.77
    assert ndcg(by_plain_words(), reviewed) < score - 0.1
