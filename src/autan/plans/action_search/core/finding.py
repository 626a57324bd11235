"""What a search of actions asks for and finds: by words and their other wordings by subject, by theme and size."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from autan.ground.lists.core import ListFilter, choice_parameter, text_parameter
from autan.ground.search.core.searching import search_words
from autan.ground.search.core.thesaurus import Thesaurus, Wording, respelled
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text
from autan.plans.projects.core.themes import ActionTheme

_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_ACTS = frozenset(
    search_words(
        "accompagner aider améliorer animer changer créer déployer développer diminuer élaborer encourager étudier"
        " favoriser inciter installer lancer limiter mettre mobiliser organiser poursuivre promouvoir ralentir réaliser"
        " réduire renforcer soutenir structurer valoriser"
    )
)
"""Verbs that any action may begin with: what they bear on tells what is sought."""
MOST_WORDINGS = 40
_MOST_OF_TWO = 6
"""Wordings of each of two subjects that are put in place of both at once."""


def other_wordings(words: Sequence[str], subjects: Thesaurus) -> list[Wording]:
    """Return other ways to say a search: each subject of it replaced by each of its other wordings, one at a time.

    The narrowest subject, which has the fewest wordings, comes first; its wordings in the order of the thesaurus, those
    that share a word with what was typed before the others, and narrower ones after those of every subject.

    >>> other_wordings(("velo", "sur"), Thesaurus({"vélo": "vélo, cyclable"}))
    [('sur', 'cyclabl')]
    """
    wordings: list[tuple[bool, bool, Wording]] = []
    for subject, wording in _narrowest_first(words, subjects):
        rest = tuple(word for word in words if word not in wording)
        for is_narrower, other in subjects.rank_wordings([subject]):
            if other != wording:
                whole = (*rest, *(word for word in other if word not in rest))
                wordings.append((is_narrower, set(wording).isdisjoint(other), whole))
    wordings.sort(key=lambda item: item[:2])
    return list(dict.fromkeys(wording for _narrower, _other, wording in wordings))[:MOST_WORDINGS]


def _narrowest_first(words: Sequence[str], subjects: Thesaurus) -> list[tuple[str, Wording]]:
    return sorted(subjects.find(words).items(), key=lambda item: len(subjects.wordings[item[0]]))


def wider_wordings(words: Sequence[str], subjects: Thesaurus) -> list[Wording]:
    """Return looser ways to say a search, for where few things say it whole.

    Of one subject, its wordings without the other words of the search; of two, a wording of each.

    >>> wider_wordings(("velo", "sur"), Thesaurus({"vélo": "vélo, cyclable"}))
    [('velo',), ('cyclabl',)]
    """
    subjects_of: dict[Wording, list[str]] = {}
    for subject, wording in _narrowest_first(words, subjects):
        subjects_of.setdefault(wording, []).append(subject)
    # A wording within a longer one of the search says nothing more: its other wordings would only widen it.
    groups = {
        wording: list(dict.fromkeys([wording, *(other for _, other in subjects.rank_wordings(names))]))
        for wording, names in subjects_of.items()
        if not any(set(wording) < set(longer) for longer in subjects_of)
    }
    if len(groups) == 1:
        return next(iter(groups.values()))
    if len(groups) != 2:
        return []
    rest = tuple(word for word in words if not any(word in wording for wording in groups))
    first, second = (others[:_MOST_OF_TWO] for others in groups.values())
    pairs = ((*rest, *one, *two) for one in first for two in second)
    return list(dict.fromkeys(tuple(dict.fromkeys(pair)) for pair in pairs))


OTHER_WORDING, WIDER_WORDING, LOOSE_WORDING = 0.6, 0.4, 0.15
"""What multiplies the score of what another wording of a search finds, a looser one, one of a subject of it alone."""
FURTHER_WORDING = 0.95
"""What multiplies it again for each wording that is nearer than this one."""
IN_PART = 0.3
"""What is added, of the score of a title that says a part of the words that were typed."""
COVERED = 0.3
"""Share of a score that says how much of the search a title covers, in any words."""
_WHOLE = 0.999
"""Share from which a title tells all of a search: shares are sums of fractions."""
ENOUGH, FEW = 80, 40
"""Things found from which looser wordings are not tried, nor each subject of the search alone."""
_SMALL, _LARGE = 30_000, 100_000
NEAR_SIZE = 2.0
"""Ratio of populations up to which two territories are of a near size."""


class SizeBand(Labelled):
    """Size of the territory of an action, by inhabitants."""

    SMALL = "small", "moins de 30 000 habitants", "under 30,000 inhabitants"
    MEDIUM = "medium", "de 30 000 à 100 000 habitants", "30,000 to 100,000 inhabitants"
    LARGE = "large", "plus de 100 000 habitants", "over 100,000 inhabitants"

    @classmethod
    def of(cls, population: int) -> "SizeBand":
        """Return the band of a population.

        >>> SizeBand.of(30_000).value
        'medium'
        """
        if population < _SMALL:
            return cls.SMALL
        return cls.MEDIUM if population <= _LARGE else cls.LARGE


class TerritoryKind(Labelled):
    """Legal kind of the territory of an action; a plan of several territories is of each of their kinds."""

    CC = "CC", "communauté de communes", "community of municipalities"
    CA = "CA", "communauté d’agglomération", "agglomeration community"
    CU = "CU", "communauté urbaine", "urban community"
    METRO = "METRO", "métropole", "metropolis"

    @classmethod
    def of(cls, code: str) -> "TerritoryKind | None":
        """Return the kind of a code of the register; the metropolis of Lyon is a metropolis, others have none.

        >>> TerritoryKind.of("MET69").value, TerritoryKind.of("SMF")
        ('METRO', None)
        """
        return next((kind for kind in cls if kind.value == code.replace("MET69", "METRO")), None)


class Climate(Labelled):
    """Winters of the territory of an action: zones of the thermal regulation, told by its main department."""

    H1 = "H1", "hivers froids, nord et est (H1)", "cold winters, north and east (H1)"
    H2 = "H2", "hivers doux, ouest et sud-ouest (H2)", "mild winters, west and south-west (H2)"
    H3 = "H3", "méditerranéen (H3)", "Mediterranean (H3)"


class ActionOrigin(Labelled):
    """Where a found action comes from."""

    FILED = "filed", "plans déposés", "filed plans"
    NETWORK = "network", "réseaux suivis ici", "networks followed here"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionQuery(ListFilter):
    """What a search asks for."""

    text: str = text_parameter("texte", Sentence("Mots"))
    theme: ActionTheme | None = choice_parameter("theme", Sentence("Thème"), ActionTheme)
    size: SizeBand | None = choice_parameter("taille", Sentence("Taille du territoire"), SizeBand)
    kind: TerritoryKind | None = choice_parameter(
        "nature", Sentence("Sorte de territoire"), TerritoryKind, is_folded=True
    )
    climate: Climate | None = choice_parameter("climat", Sentence("Climat"), Climate, is_folded=True)
    origin: ActionOrigin | None = choice_parameter("source", Text("Source", "Source"), ActionOrigin, is_folded=True)

    @property
    def asks_more(self) -> bool:
        """True when it asks for more than words."""
        return bool(self.theme or self.origin or self.asks_place)

    @property
    def asks_place(self) -> bool:
        """True when the territory matters: its size, its kind or its climate."""
        return bool(self.size or self.kind or self.climate)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFound:
    """One action that answers a search, or resembles another.

    Attributes:
        key: `filed:` and the key of a filed action, or `sheet:` and the identifier of a sheet.
        is_theme_stated: False when its themes are told from its title.
        place: names of its territories, or of whoever files its plan.
        score: how well it answers, 0 to 1.
    """

    key: str
    title: str
    origin: ActionOrigin
    themes: tuple[ActionTheme, ...]
    is_theme_stated: bool
    place: str
    sirens: tuple[str, ...]
    population: int | None
    kinds: frozenset[TerritoryKind] = frozenset()
    climates: frozenset[Climate] = frozenset()
    score: float = 0.0
    is_invented: bool = False


class Search(Protocol):
    """Searches some words: `SearchIndex.search`, or several of them."""

    def __call__(self, words: Sequence[str], *, needs_all: bool) -> Sequence[tuple[str, float]]:
        """Answer keys and scores."""


def search_wordings(text: str, search: Search, subjects: Thesaurus) -> list[tuple[str, float]]:
    """Search a text, then each other wording of its subjects; answer keys and scores, best first.

    What lacks a word is found only where no wording finds anything whole, nor the same words with a letter mended.
    Words that a hyphen joins are one word too: « bio-déchets ». What tells every idea of the search comes before what
    tells a part of them.
    """
    words = search_words(text)
    best = dict(_search_words(words, search, subjects))
    if _HYPHEN.search(text):
        joined = search_words(_HYPHEN.sub("", text))
        for key, score in _search_words(joined, search, subjects):
            best[key] = max(best.get(key, 0.0), score)
    if covered := _covered_shares(words, search, subjects):
        most = max(best.values(), default=0.0)
        whole = (key for key, share in covered.items() if share > _WHOLE)
        best = {
            key: (1 - COVERED) * best.get(key, 0.0) + COVERED * most * covered.get(key, 0.0) for key in (*best, *whole)
        }
    return sorted(best.items(), key=lambda item: -item[1])


def _covered_shares(words: Sequence[str], search: Search, subjects: Thesaurus) -> dict[str, float]:
    """Return which share of the ideas of a search each title tells, 0 to 1, a rare idea for more than a common one.

    An idea is a wording of subjects, the longest first, or a word of none. Empty where the search has but one.
    """
    words = tuple(subjects.complete(word) for word in words)
    subjects_of: dict[Wording, list[str]] = {(word,): [] for word in words if word not in _ACTS}
    for subject, wording in subjects.find(words).items():
        subjects_of.setdefault(wording, []).append(subject)
    covered_words: set[str] = set()
    ideas: list[set[str]] = []
    for wording in sorted(subjects_of, key=lambda wording: (-len(wording), not subjects_of[wording])):
        if covered_words.isdisjoint(wording):
            covered_words.update(wording)
            others = (other for _, other in subjects.rank_wordings(subjects_of[wording]))
            ideas.append({key for other in (wording, *others) for key, _score in search(other, needs_all=True)})
    rarities = [1 / math.log(2 + len(keys)) if keys else 0.0 for keys in ideas]
    shares: dict[str, float] = {}
    for keys, rarity in zip(ideas, rarities, strict=True):
        for key in keys:
            shares[key] = shares.get(key, 0.0) + rarity / sum(rarities)
    return shares if sum(map(bool, ideas)) > 1 else {}


def _search_words(words: Sequence[str], search: Search, subjects: Thesaurus) -> list[tuple[str, float]]:
    words = tuple(subjects.complete(word) for word in words)
    best: dict[str, float] = dict(search(words, needs_all=True))
    in_part = {} if len(best) >= FEW else dict(search(words, needs_all=False))
    _search_more(best, other_wordings(words, subjects), OTHER_WORDING, search)
    if len(best) < ENOUGH:
        _search_more(best, wider_wordings(words, subjects), WIDER_WORDING, search)
    if len(best) < FEW:
        # The first subject is the noun that the others bear on: « toits photovoltaïques des écoles ».
        loose = [other for _, other in subjects.rank_wordings(subjects.find(words))]
        _search_more(best, dict.fromkeys(loose), LOOSE_WORDING, search)
    if best and len(best) < FEW and (fewer := _fewer_words(words, search)):
        for key, score in _search_words(fewer, search, subjects):
            best[key] = max(best.get(key, 0.0), score * WIDER_WORDING)
    if not best:
        spelled = respelled(words, lambda word: len(search((word,), needs_all=True)))
        if spelled != words and (mended := _search_words(spelled, search, subjects)):
            return mended
        return list(in_part.items())
    return [(key, score + IN_PART * in_part.get(key, 0.0)) for key, score in best.items()]


def _fewer_words(words: Sequence[str], search: Search) -> Wording:
    """Return a search without its verbs, else without the words that nothing has, else without the commonest of two."""
    numbers = {word: len(search((word,), needs_all=True)) for word in words}
    without = [{word for word in words if word in _ACTS}, {word for word in words if not numbers[word]}]
    for left_out in (*without, {max(words, key=numbers.__getitem__)}):
        if left_out and left_out < set(words):
            return tuple(word for word in words if word not in left_out)
    return ()


def _search_more(best: dict[str, float], wordings: Iterable[Wording], weight: float, search: Search) -> None:
    for rank, wording in enumerate(wordings):
        for key, score in search(wording, needs_all=True):
            best[key] = max(best.get(key, 0.0), score * weight * FURTHER_WORDING**rank)


def is_kept(action: ActionFound, action_query: ActionQuery) -> bool:
    """Say whether the filters of a search keep an action; what is not known of its territory is kept by no filter."""
    if action_query.theme and action_query.theme not in action.themes:
        return False
    if action_query.origin and action_query.origin is not action.origin:
        return False
    if (action_query.kind and action_query.kind not in action.kinds) or (
        action_query.climate and action_query.climate not in action.climates
    ):
        return False
    if action_query.size is None:
        return True
    return action.population is not None and SizeBand.of(action.population) is action_query.size


def is_near_size(one: int | None, other: int | None) -> bool:
    """Say whether two populations are near; never when one is unknown.

    >>> is_near_size(50_000, 90_000), is_near_size(50_000, None)
    (True, False)
    """
    if not one or not other:
        return False
    return max(one, other) <= NEAR_SIZE * min(one, other)
