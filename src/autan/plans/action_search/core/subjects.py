"""Other ways to say a search of actions, by the wordings of its subjects."""

from collections.abc import Sequence

from autan.ground.search.core.thesaurus import Thesaurus, Wording

MOST_WORDINGS = 24
_MOST_OF_TWO = 6
"""Wordings of each of two subjects that are put in place of both at once."""


def other_wordings(words: Sequence[str], subjects: Thesaurus) -> list[Wording]:
    """Return other ways to say a search: each subject of it replaced by each of its other wordings, one at a time.

    The narrowest subject, which has the fewest wordings, comes first; its wordings in the order of the thesaurus.

    >>> other_wordings(("velo", "sur"), Thesaurus({"vélo": "vélo, cyclable"}))
    [('sur', 'cyclabl')]
    """
    wordings: dict[Wording, None] = {}
    for subject, wording in _narrowest_first(words, subjects):
        rest = tuple(word for word in words if word not in wording)
        for other in subjects.wordings[subject]:
            if other != wording:
                wordings[(*rest, *(word for word in other if word not in rest))] = None
    return list(wordings)[:MOST_WORDINGS]


def _narrowest_first(words: Sequence[str], subjects: Thesaurus) -> list[tuple[str, Wording]]:
    return sorted(subjects.find(words).items(), key=lambda item: len(subjects.wordings[item[0]]))


def wider_wordings(words: Sequence[str], subjects: Thesaurus) -> list[Wording]:
    """Return looser ways to say a search, for where few things say it whole.

    Of one subject, its wordings without the other words of the search; of two, a wording of each.

    >>> wider_wordings(("velo", "sur"), Thesaurus({"vélo": "vélo, cyclable"}))
    [('velo',), ('cyclabl',)]
    """
    groups: dict[Wording, list[Wording]] = {}
    for subject, wording in _narrowest_first(words, subjects):
        groups.setdefault(wording, []).extend(subjects.wordings[subject])
    # A wording within a longer one of the search says nothing more: its other wordings would only widen it.
    groups = {
        shorter: others
        for shorter, others in groups.items()
        if not any(set(shorter) < set(longer) for longer in groups)
    }
    if len(groups) == 1:
        return list(dict.fromkeys(*groups.values()))
    if len(groups) != 2:
        return []
    rest = tuple(word for word in words if not any(word in wording for wording in groups))
    first, second = (others[:_MOST_OF_TWO] for others in groups.values())
    pairs = ((*rest, *one, *two) for one in first for two in second)
    return list(dict.fromkeys(tuple(dict.fromkeys(pair)) for pair in pairs))
