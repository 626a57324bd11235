"""What is shown for needs judged by hand: useful for most, better than words alone, nothing for what is elsewhere.

Two files hold what the invented network says and needs, each with what is useful to it, by place or by key of a filed
action; a need without any is foreign to the field. `judged_needs.json` holds beside the filed actions that were read,
and serves alone; `judged_needs_of_officers.json` is asked of all of them, and its odd needs were measured before a word
was added for them. `judged_needs_held_out.json` is asked of the same texts, and no word is ever added for it. All were
judged by titles, from the best of several searches: what nobody saw is not useful.
"""

import json
import math
from dataclasses import dataclass
from pathlib import Path

import pytest

from autan.cooperation.lessons.core.matching import MatchIndex, MatchKind, MatchObject, MatchQuery
from autan.cooperation.lessons.core.nearest import find_near
from autan.cooperation.lessons.importers import french_vocabulary
from autan.ground.search.core.searching import search_words, stems
from autan.plans.action_search.core.similarity import plain_title
from autan.plans.action_search.lake.filed_actions import filed_actions

pytestmark = pytest.mark.xdist_group("filed_actions")  # they are read and indexed once for all
SHOWN = 5
type Need = tuple[str, str, set[str]]


@dataclass(frozen=True)
class Judged:
    """An index, and needs with the keys of what is useful to each."""

    index: MatchIndex
    asked: list[Need]
    foreign: list[Need]

    def shown(self, need: Need) -> list[str]:
        query = MatchQuery(title=need[0], text=need[1])
        return [match.found.key for match in find_near(query, [self.index], french_vocabulary(), most=SHOWN)]

    def by_words(self) -> int:
        """How many useful ones are among the five texts that share the rarest words with each need."""
        said = [set(stems(f"{object_row.title} {object_row.text}")) for object_row in self.index.objects]
        holders: dict[str, list[int]] = {}
        for place, words in enumerate(said):
            for word in words:
                holders.setdefault(word, []).append(place)
        found = 0
        for title, text, useful in self.asked:
            scores: dict[int, float] = {}
            for word in search_words(f"{title} {text}"):
                for place in holders.get(word, ()):
                    scores[place] = scores.get(place, 0.0) + math.log(len(said) / len(holders[word]))
            best = sorted(scores, key=lambda place: (-scores[place], place))[:SHOWN]
            found += len(useful.intersection(self.index.objects[place].key for place in best))
        return found


ALONE, OFFICERS, HELD_OUT = "judged_needs.json", "judged_needs_of_officers.json", "judged_needs_held_out.json"


def read_judged(name: str) -> dict:
    return json.loads(Path(__file__).with_name(name).read_text())


def judge(name: str) -> Judged:
    read = read_judged(ALONE if name == ALONE else OFFICERS) | read_judged(name)
    held = [
        MatchObject(key=str(place), kind=MatchKind(kind), title=title, text=text)
        for place, (kind, title, text) in enumerate(read["objects"])
    ]
    if name != ALONE:
        for action in filed_actions():
            held.append(MatchObject(key=f"f{action.key}", kind=MatchKind.FILED_ACTION, title=plain_title(action.title)))
    needs = [
        (title, text, {str(place) if isinstance(place, int) else f"f{place}" for place in useful})
        for title, text, useful in read["needs"]
    ]
    return Judged(
        index=MatchIndex.of(held, french_vocabulary()),
        asked=[need for need in needs if need[2]],
        foreign=[need for need in needs if not need[2]],
    )


@pytest.fixture(scope="module", params=[ALONE, OFFICERS, HELD_OUT])
def reviewed(request) -> Judged:
    return judge(request.param)


@pytest.fixture(scope="module", params=[ALONE, OFFICERS])
def tuned(request) -> Judged:
    return judge(request.param)


@pytest.fixture(scope="module")
def held_out() -> Judged:
    return judge(HELD_OUT)


def test_most_of_what_is_shown_is_useful_and_more_than_by_words_alone(reviewed):
    shown = [(reviewed.shown(need), need[2]) for need in reviewed.asked]
    useful = sum(len(useful.intersection(keys)) for keys, useful in shown)
    assert useful >= 0.6 * sum(len(keys) for keys, _useful in shown)
    assert useful >= 3 * len(reviewed.asked)
    assert useful >= reviewed.by_words() + 0.1 * SHOWN * len(reviewed.asked)


def test_nothing_is_shown_for_what_is_foreign_to_the_field(tuned):
    answered = [need[0] for need in tuned.foreign if tuned.shown(need)]
    assert len(tuned.foreign) >= 8
    assert len(answered) <= 1


def test_three_in_four_foreign_needs_never_seen_get_no_answer(held_out):
    """« Délégation » of a market and « standard téléphonique » share a word with the field; no word was added since."""
    answered = [need[0] for need in held_out.foreign if held_out.shown(need)]
    assert len(held_out.foreign) >= 8
    assert len(answered) <= len(held_out.foreign) / 4


def test_of_five_texts_shown_for_a_need_never_seen_more_than_three_and_a_half_are_useful(held_out):
    shown = [(held_out.shown(need), need[2]) for need in held_out.asked]
    assert sum(len(useful.intersection(keys)) for keys, useful in shown) >= 3.5 * len(held_out.asked)
    assert sum(keys[0] in useful for keys, useful in shown if keys) >= 0.85 * len(held_out.asked)
