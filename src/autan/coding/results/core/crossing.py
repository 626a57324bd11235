"""Codes crossed with what territories have in common."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.coding.codings.core.codebook import Code
from autan.coding.codings.core.corpus import CodedCorpus
from autan.coding.results.core.counts import CodeCount, CodeTable, count_codes
from autan.evidence.figures.core.codable_texts import AttributeGroup
from autan.ground.wordings import Sentence

UNKNOWN = "unknown"
_UNKNOWN_LABEL = Sentence("non renseigné")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCrossing:
    """Codes by groups of territories: each cell is a count of its own, with its mentions."""

    groups: tuple[AttributeGroup, ...]
    tables: tuple[CodeTable, ...]

    @property
    def rows(self) -> tuple[tuple[Code, tuple[CodeCount, ...]], ...]:
        """Each code with its cells, one a group."""
        by_code = zip(*(table.rows for table in self.tables), strict=True)
        return tuple((cells[0].code, cells) for cells in by_code)


def cross_codes(corpus: CodedCorpus, groups: Sequence[AttributeGroup], *, attribute: str) -> CodeCrossing:
    """Count every code in every group.

    A territory may be in several groups, or in none; `attribute` is its place in the ids of figures (`by_kind`).
    Returns the table of each group; territories in no group come last, as not known.
    """
    placed = frozenset[str]().union(*(group.sirens for group in groups))
    unplaced = frozenset(territory.siren for territory in corpus.asked) - placed
    if unplaced:
        groups = [*groups, AttributeGroup(code=f"{attribute}.{UNKNOWN}", label=_UNKNOWN_LABEL, sirens=unplaced)]
    tables = []
    for group in groups:
        members = [territory for territory in corpus.asked if territory.siren in group.sirens]
        tables.append(count_codes(corpus.among(members, group=group.code, basis=group.basis)))
    return CodeCrossing(groups=tuple(groups), tables=tuple(tables))
