"""The trees that actions stand in, of axes and of actions: headings, numbers that contradict their place, loops."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from autan.ground.errors import DomainError
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.wordings import Sentence

MAX_DEPTH = 6
SEPARATOR = " › "
_NUMBERED = re.compile(
    r"\s*(?:(?:axe|orientation|objectif|action|fiche)\s+)?(?:n°\s*)?(\d+(?:\.\d+)*)\.?\s*[-–:.)]?\s+(.*)", re.I | re.S
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisHeading:
    """An axis as it is written: its number, empty when it has none, and its title without it."""

    number: str
    title: str


def read_axis(text: str) -> AxisHeading:
    """Read the number and the title of an axis.

    >>> read_axis("1.2. Rénover le bâti"), read_axis("Mobilités")
    (AxisHeading(number='1.2', title='Rénover le bâti'), AxisHeading(number='', title='Mobilités'))
    """
    plain = " ".join(text.split())
    match = _NUMBERED.fullmatch(plain)
    return AxisHeading(number=match[1], title=match[2]) if match else AxisHeading(number="", title=plain)


def number_fault(path: Sequence[str]) -> str | None:
    """Say where the number of an axis contradicts that of the axis above it; None when all agree.

    >>> number_fault(["1. Bâtiments", "2.1. Rénover"])
    'un numéro qui commence par 1, comme celui de l’axe « 1. Bâtiments »'
    >>> number_fault(["1. Bâtiments", "1.1. Rénover"]) is None
    True
    """
    for above, below in pairwise(path):
        upper, lower = read_axis(above).number, read_axis(below).number
        if upper and "." in lower and not lower.startswith(f"{upper}."):
            return Sentence(
                "un numéro qui commence par {upper}, comme celui de l’axe « {above} »", upper=upper, above=above
            )
    return None


def title_faults(paths: Sequence[Sequence[str]]) -> list[str | None]:
    """Say, of each place in the tree, where a number has a title other than before, or a title another number.

    >>> title_faults([["1. Bâtir"], ["1. Rouler"], ["2. Bâtir"], ["1. Bâtir"]])[1:]
    ['le titre « Bâtir » que ce numéro a plus haut', 'le numéro 1 que ce titre a plus haut', None]
    """
    titles: dict[tuple[str, str], str] = {}
    numbers: dict[tuple[str, str], str] = {}
    faults = []
    for path in paths:
        fault = [_fault_at(path[: depth + 1], titles, numbers) for depth in range(len(path))]
        faults.append(next(filter(None, fault), None))
    return faults


def _fault_at(
    path: Sequence[str], titles: dict[tuple[str, str], str], numbers: dict[tuple[str, str], str]
) -> str | None:
    """What is wrong with the last axis of a path; a number and a title hold among those of one axis above."""
    above, here = axis_key(path[:-1]), read_axis(path[-1])
    if not here.number:
        return None
    plain = fold_accents(here.title)
    number = numbers.setdefault((above, plain), here.number)
    title = titles.setdefault((above, here.number), here.title)
    if number != here.number:
        return Sentence("le numéro {number} que ce titre a plus haut", number=number)
    return (
        Sentence("le titre « {title} » que ce numéro a plus haut", title=title)
        if fold_accents(title) != plain
        else None
    )


def cyclic_actions(parts: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Return the actions that would be, at length, parts of themselves, by their titles in plain letters.

    >>> sorted(cyclic_actions([("A", "B"), ("B", "C"), ("C", "B"), ("D", "A")]))
    ['b', 'c']
    """
    above: dict[str, set[str]] = {}
    for part, whole in parts:
        above.setdefault(fold_accents(part), set()).add(fold_accents(whole))

    def is_above(target: str) -> bool:
        seen, left = set(), [*above[target]]
        while left:
            one = left.pop()
            if one == target:
                return True
            if one not in seen:
                seen.add(one)
                left += above.get(one, ())
        return False

    return frozenset(title for title in above if is_above(title))


def axis_key(path: Sequence[str]) -> str:
    """Return what tells a place of the tree from the others: titles without accents, capitals or double spaces.

    >>> axis_key(["1. Bâtiments ", "1.1 Rénover"])
    '1 batiments/1 1 renover'
    """
    return "/".join(fold_accents(title) for title in path if title.strip())


def check_no_cycle(key: int, parent: int | None, parents: Mapping[int, int | None], *, title: str) -> None:
    """Refuse a parent that would make a loop of actions, or a tree too deep."""
    depth, above = 1, parent
    while above is not None:
        if above == key:
            message = "l’action «\u202f{title}\u202f» ne peut pas être une partie d’elle-même"
            raise DomainError(message, title=title)
        depth, above = depth + 1, parents.get(above)
    if depth > MAX_DEPTH:
        message = "un arbre d’au plus {max_depth} niveaux d’actions est attendu"
        raise DomainError(message, max_depth=MAX_DEPTH)
