"""Indexes of actions held in memory: filed ones, made once; published sheets, kept up to date with the journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache

from autan.coding.textometry.importers import french_lemma
from autan.ground.search.core.searching import SearchedDocument, SearchIndex
from autan.plans.action_search.core.sentences import Floats, Integers, SentenceTable, mix_scores
from autan.plans.action_search.core.similarity import Mix, Rarity, SimilarityIndex, TextVector, read_features
from autan.plans.action_search.importers import read_sentences, subjects
from autan.plans.action_search.lake.filed_actions import filed_actions
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.queries.sheets import actions_mark, published

FILED, SHEET = "filed:", "sheet:"
type Version = tuple[int, datetime]
_FEW = 500
_REMAKE_FROM = 0.1
"""Share of the sheets that may have changed before the whole index is made again."""


@cache
def _filed_index() -> tuple[Rarity, SimilarityIndex[str]]:
    """Return the rarity of words among filed actions, and their index of similarity; some 2 s the first time."""
    keyed_features = [
        (FILED + action.key, read_features(action.title, french_lemma, subjects())) for action in filed_actions()
    ]
    rarity = Rarity(features for _key, features in keyed_features)
    return rarity, SimilarityIndex([(key, rarity.vector(features)) for key, features in keyed_features])


def vector_of(text: str) -> TextVector:
    """Return a text as the indexes compare it."""
    return _filed_index()[0].vector(read_features(text, french_lemma, subjects()))


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarityQuery:
    """A title that is compared with others: its words as a vector, and its sentence where a model has read it."""

    words: TextVector
    sentence: Floats | None = None

    @classmethod
    def of(cls, title: str, sentence: Floats | None = None) -> "SimilarityQuery":
        """Read a title; its sentence is the one given, else the one that was read before."""
        vector = read_sentences().vector_of(title) if sentence is None else sentence
        return cls(words=vector_of(title), sentence=vector)

    def mix_with(self, part: "_Part | None") -> Mix | None:
        """Return how the sentences of a part, or of the filed actions, count in the scores; None without a model."""
        if self.sentence is None:
            return None
        sentence, table = self.sentence, read_sentences()
        places = _places_in(part, table) if part else _filed_places(table)
        return lambda words: mix_scores(words, table.nearness(sentence, places))


@lru_cache(maxsize=2)
def _filed_places(table: SentenceTable) -> Integers:
    return table.places([action.title for action in filed_actions()])


@lru_cache(maxsize=4)
def _places_in(part: "_Part", table: SentenceTable) -> Integers:
    return table.places([text.title for text in part.texts.values()])


def nearest_filed(query: SimilarityQuery, *, most: int) -> list[tuple[str, float]]:
    """Return the filed actions that resemble a title most, best first."""
    return _filed_index()[1].nearest(query.words, most=most, mix=query.mix_with(None))


@cache
def filed_search() -> SearchIndex[str]:
    """Filed actions, to be searched."""
    return SearchIndex([SearchedDocument(key=FILED + action.key, title=action.title) for action in filed_actions()])


@dataclass(frozen=True, slots=True, kw_only=True)
class _SheetText:
    """What the index holds of a sheet: its version when it was read, its texts, themes and territories."""

    version: Version
    key: str
    title: str
    text: str
    themes: str
    sirens: frozenset[str]
    is_invented: bool


@dataclass(slots=True, eq=False)
class _Part:
    """Some sheets, indexed for search at once, for comparison when it is first asked for."""

    texts: dict[int, _SheetText]
    search: SearchIndex[str] = field(init=False)
    _similarity: SimilarityIndex[str] | None = None

    def __post_init__(self) -> None:
        documents = [SearchedDocument(key=text.key, title=text.title, text=text.text) for text in self.texts.values()]
        self.search = SearchIndex(documents)

    def similarity(self) -> SimilarityIndex[str]:
        if self._similarity is None:
            vectors = [(text.key, _vector_of_sheet(text.title)) for text in self.texts.values()]
            self._similarity = SimilarityIndex(vectors)
        return self._similarity

    def nearest(self, query: SimilarityQuery, *, most: int) -> list[tuple[str, float]]:
        return self.similarity().nearest(query.words, most=most, mix=query.mix_with(self))


_vector_of_sheet = cache(vector_of)
"""The vector of a title, kept: an index is made again from those that it had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetsIndex:
    """Published sheets at one time: most of them in one part, those that changed since in another.

    Attributes:
        mark: last line of the journal that it knows.
        whole: the sheets when the whole was last made.
        gone: keys of `whole` that are no longer what they were.
    """

    mark: str
    whole: _Part
    recent: _Part
    gone: frozenset[str]
    _by_key: dict[str, _SheetText] = field(default_factory=dict)

    def held(self) -> Mapping[str, _SheetText]:
        """Return what is held of each sheet, by its key."""
        if not self._by_key:
            current = [text for text in self.whole.texts.values() if text.key not in self.gone]
            self._by_key.update({text.key: text for text in (*current, *self.recent.texts.values())})
        return self._by_key

    def search(self, words: Sequence[str], *, needs_all: bool) -> list[tuple[str, float]]:
        """Return keys of sheets and scores, see `SearchIndex.search`."""
        whole = self.whole.search.search(words, needs_all=needs_all)
        ranked = [(key, score) for key, score in whole if key not in self.gone]
        return ranked + self.recent.search.search(words, needs_all=needs_all)

    def nearest(self, query: SimilarityQuery, *, most: int) -> list[tuple[str, float]]:
        """Return the sheets that resemble a title most, best first."""
        # Any of the best may be gone: as many more are asked for.
        whole = self.whole.nearest(query, most=most + len(self.gone))
        ranked = [(key, score) for key, score in whole if key not in self.gone]
        ranked += self.recent.nearest(query, most=most)
        return sorted(ranked, key=lambda pair: -pair[1])[:most]


_held: list[SheetsIndex] = []


def sheets_index() -> SheetsIndex:
    """Return the index of published sheets as they stand. One query, or three when something was written since."""
    mark = actions_mark()
    if not _held or _held[0].mark != mark:
        _held[:] = [_refresh_index(_held[0] if _held else None, mark)]
    return _held[0]


def _refresh_index(before: SheetsIndex | None, mark: str) -> SheetsIndex:
    sheets = ActionSheet.objects.filter(published(), replaced_on__isnull=True).order_by()
    rows = sheets.values_list("pk", "revision", "changed_at")
    versions = {pk: (revision, changed_at) for pk, revision, changed_at in rows}
    known = {**before.whole.texts, **before.recent.texts} if before else {}
    current = {pk: text for pk, text in known.items() if versions.get(pk) == text.version}
    fresh = _read_texts([pk for pk in versions if pk not in current])
    if before is None or len(fresh) > _REMAKE_FROM * len(versions):
        return SheetsIndex(mark=mark, whole=_Part({**current, **fresh}), recent=_Part({}), gone=frozenset())
    recent = {pk: text for pk, text in current.items() if pk in before.recent.texts} | fresh
    # The large part is dear to make: it stays as it is, and what changed in it is hidden by its key.
    removed = {text.key for pk, text in before.whole.texts.items() if pk not in current or pk in recent}
    return SheetsIndex(mark=mark, whole=before.whole, recent=_Part(recent), gone=frozenset(removed))


def _read_texts(keys: Sequence[int]) -> dict[int, _SheetText]:
    key_set = set(keys)
    chosen = ActionSheet.objects.filter(pk__in=key_set) if len(key_set) < _FEW else ActionSheet.objects.all()
    rows = chosen.order_by("pk").values_list("pk", "revision", "changed_at", "slug", "title", "search_text", "themes")
    places = _places(key_set)
    return {
        pk: _SheetText(
            version=(revision, changed_at),
            key=SHEET + slug,
            title=title,
            text=text,
            themes=themes,
            sirens=frozenset(siren for siren, _ in places.get(pk, ())),
            is_invented=any(is_invented for _, is_invented in places.get(pk, ())),
        )
        for pk, revision, changed_at, slug, title, text, themes in rows
        if pk in key_set
    }


def _places(keys: set[int]) -> dict[int, list[tuple[str, bool]]]:
    """SIREN of the territories of sheets, and whether each is invented. One query."""
    links = ActionSheet.carriers.through.objects.all()
    links = links.filter(actionsheet_id__in=keys) if len(keys) < _FEW else links
    places: dict[int, list[tuple[str, bool]]] = {}
    for pk, siren, is_invented in links.values_list("actionsheet_id", "territory__siren", "territory__is_invented"):
        places.setdefault(pk, []).append((siren, is_invented))
    return places
