"""1,000 needs matched with 5,000 lessons, actions and resources; one need; the plain search of the same words."""

from collections.abc import Callable, Sequence

from autan.cooperation.lessons.core.matching import MatchIndex, MatchKind, MatchObject, MatchQuery
from autan.cooperation.lessons.core.nearest import find_near
from autan.cooperation.lessons.importers import french_vocabulary
from autan.ground.search.core.searching import SearchedDocument, SearchIndex, search_words
from autan.plans.action_search.core.similarity import plain_title
from autan.plans.action_search.lake.filed_actions import filed_actions
from tests.bench.measures import Measure, median_seconds

OBJECTS, NEEDS, MOST = 5_000, 1_000, 5


def run() -> list[Measure]:
    """1,000 needs under 2 s, one need under 60 ms, beside the plain search of the same words."""
    titles = [plain_title(action.title) for action in filed_actions()]
    index = MatchIndex.of(_objects(titles), french_vocabulary())
    plain = SearchIndex(
        [
            SearchedDocument(key=object_row.key, title=object_row.title, text=object_row.text)
            for object_row in index.objects
        ]
    )
    needs_sought = [
        MatchQuery(title=titles[number * 4], text=f"{titles[number * 3 + 1]} ; {titles[number * 2 + 7]}")
        for number in range(NEEDS)
    ]
    searched = median_seconds(
        lambda: [plain.search(search_words(query.title))[:MOST] for query in needs_sought[:100]], runs=2
    )
    return [
        _limit("1,000 needs matched with 5,000 objects", lambda: _match(needs_sought, index), 2.0, runs=2),
        _limit("one need matched with 5,000 objects", lambda: _match(needs_sought[:1], index), 0.060),
        _limit(
            "5,000 objects read into an index", lambda: MatchIndex.of(index.objects, french_vocabulary()), 5.0, runs=1
        ),
        Measure(
            name="plain search of the words of 1,000 needs (from 100)",
            result=f"{searched * 10:.2f} s",
            goal="beside the others",
            is_met=True,
        ),
    ]


def _objects(titles: Sequence[str]) -> list[MatchObject]:
    """Lessons of some eighty words for a fifth of them, titles for the rest."""
    kinds = (MatchKind.LESSON, MatchKind.ACTION, MatchKind.PROJECT, MatchKind.RESOURCE, MatchKind.FILED_ACTION)
    found = []
    for number in range(OBJECTS):
        kind = kinds[number % len(kinds)]
        text = " ".join(titles[(number * 7 + step) % len(titles)] for step in range(8))
        is_long = kind in {MatchKind.LESSON, MatchKind.PROJECT}
        title = f"{titles[number % len(titles)]} {number}"
        found.append(MatchObject(key=f"{kind}:{number}", kind=kind, title=title, text=text if is_long else ""))
    return found


def _match(needs_sought: Sequence[MatchQuery], index: MatchIndex) -> int:
    return sum(len(find_near(query, [index], french_vocabulary(), most=MOST)) for query in needs_sought)


def _limit(name: str, act: Callable[[], object], seconds: float, *, runs: int = 5) -> Measure:
    spent = median_seconds(act, runs=runs)
    return Measure(
        name=name, result=f"{spent * 1000:.0f} ms", goal=f"under {seconds * 1000:.0f} ms", is_met=spent < seconds
    )
