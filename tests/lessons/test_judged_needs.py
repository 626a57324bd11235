"""What is shown for 60 needs, judged by hand: useful for most, better than words alone, nothing for what is elsewhere.

`judged_needs.json` holds what can be found (what the invented network says, and filed actions, by their titles) and the
needs, each with the places of what is useful to it; a need without any is foreign to the field. It was judged once, by
titles, from the best of several searches: what nobody saw counts as not useful.
"""

import json
import math
from collections import Counter
from pathlib import Path

import pytest

from autan.evidence.core.searching import search_words, stems
from autan.lessons.core.matching import MatchIndex, MatchKind, MatchObject, Wish
from autan.lessons.core.nearest import find_near
from autan.textometry.importers.lemmas import french_lemma

JUDGED = json.loads(Path(__file__).with_name("judged_needs.json").read_text())
NEEDS = [(title, text, {str(place) for place in useful}) for title, text, useful in JUDGED["needs"]]
ASKED, FOREIGN = [need for need in NEEDS if need[2]], [need for need in NEEDS if not need[2]]
SHOWN = 5


@pytest.fixture(scope="module")
def index() -> MatchIndex:
    held = [
        MatchObject(key=str(place), kind=MatchKind(kind), title=title, text=text)
        for place, (kind, title, text) in enumerate(JUDGED["objects"])
    ]
    return MatchIndex.of(held, french_lemma)


def near(index: MatchIndex, title: str, text: str) -> list[str]:
    return [match.found.key for match in find_near(Wish(title=title, text=text), [index], french_lemma, most=SHOWN)]


def by_words(index: MatchIndex) -> dict[str, list[str]]:
    """The five texts that share the rarest words with each need, whatever they are about."""
    said = [set(stems(f"{each.title} {each.text}")) for each in index.objects]
    counts = Counter(word for words in said for word in words)
    found = {}
    for title, text, _useful in ASKED:
        asked = search_words(f"{title} {text}")
        scores = [sum(math.log(len(said) / counts[word]) for word in asked if word in words) for words in said]
        found[title] = [str(place) for place in sorted(range(len(said)), key=lambda place: -scores[place])[:SHOWN]]
    return found


def test_most_of_what_is_shown_is_useful_and_more_than_by_words_alone(index):
    shown = [(near(index, title, text), useful) for title, text, useful in ASKED]
    useful = sum(len(useful.intersection(keys)) for keys, useful in shown)
    plain = by_words(index)
    plain_useful = sum(len(useful.intersection(plain[title])) for title, _text, useful in ASKED)
    assert useful >= 0.6 * sum(len(keys) for keys, _useful in shown)
    assert useful >= 2.5 * len(ASKED)
    assert useful >= plain_useful + 0.1 * SHOWN * len(ASKED)


def test_nothing_is_shown_for_what_is_foreign_to_the_field(index):
    answered = [title for title, text, _useful in FOREIGN if near(index, title, text)]
    assert len(FOREIGN) >= 10
    assert len(answered) <= 1
