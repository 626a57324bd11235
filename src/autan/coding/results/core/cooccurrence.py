"""Ideas said together, and ideas by groups of territories."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from autan.coding.codings.core.codebook import Code
from autan.coding.codings.core.corpus import CodedCorpus, Mention, MentionState
from autan.coding.results.core.counts import MENTIONS, CodeCount, CodeTable, count_codes, count_figure
from autan.evidence.figures.core.codable_texts import AttributeGroup
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import falling_order
from autan.evidence.figures.core.units import get_unit
from autan.ground.lists.core import ListFilter, choice_parameter, code_parameter
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text

_NONE, _MOST_SAID, _TERRITORIES = Text("—", "—"), Sentence("le plus dit d’abord"), Sentence("les collectivités")
_ORDERS = {"livre": Sentence("celui du livre, avec ses titres")}
_TOGETHER, _UNITS = Sentence("Idées dites ensemble"), {"mentions": Sentence("aussi les passages")}


class CooccurrenceUnit(Labelled):
    """What must hold two ideas for them to be said together; also what is counted."""

    TERRITORY = "territory", "par la même collectivité", "by one authority"
    TEXT = "text", "dans la même réponse", "in one answer"
    PASSAGE = "passage", "dans le même passage", "in one passage"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsFilter(ListFilter):
    """How the counts of a corpus are ordered, and what is asked beside them."""

    order: str | None = choice_parameter("ordre", Sentence("Ordre"), (), also=_ORDERS, blank=_MOST_SAID)
    unit: str | None = choice_parameter("unite", Sentence("Compter"), (), also=_UNITS, blank=_TERRITORIES)
    grouping: str = code_parameter("par", Sentence("Croiser avec"), blank=_NONE)
    together: CooccurrenceUnit | None = choice_parameter("ensemble", _TOGETHER, CooccurrenceUnit, blank=_NONE)
    since: str = code_parameter("depuis", Sentence("Comparer avec"), blank=_NONE)
    version: str = code_parameter("version", Sentence("Version du livre d’alors"), blank=_NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooccurrence:
    """Two ideas said together."""

    codes: tuple[Code, Code]
    figure: Figure
    mentions: tuple[Mention, ...]


def count_cooccurrences(table: CodeTable, where: CooccurrenceUnit) -> tuple[Cooccurrence, ...]:
    """Count every two ideas that are said together at least once; those one above the other are no two ideas.

    The unit is the territory, the answer, or two passages that share words. Returned from the most frequent; equal ones
    in the order of the codebook. Two ideas never said together are left out.
    """
    rows = [row for row in table.rows if row.mentions]
    codebook = table.corpus.codebook
    cooccurrences = []
    for first, second in combinations(rows, 2):
        if second.code.key in codebook.below(first.code.key):
            continue
        pairs = _together(first, second, where)
        if pairs:
            cooccurrences.append(_cooccurrence(table, first, second, where, pairs))
    return tuple(sorted(cooccurrences, key=lambda pair: falling_order(pair.figure)))


def _together(first: CodeCount, second: CodeCount, where: CooccurrenceUnit) -> list[tuple[Mention, Mention]]:
    pairs = _candidates(first, second, by_text=where is not CooccurrenceUnit.TERRITORY)
    if where is CooccurrenceUnit.PASSAGE:
        return [(one, other) for one, other in pairs if one.start < other.end and other.start < one.end]
    return list(pairs)


def _candidates(first: CodeCount, second: CodeCount, *, by_text: bool) -> Iterable[tuple[Mention, Mention]]:
    mentions: dict[str, list[Mention]] = {}
    for other in second.mentions:
        mentions.setdefault(other.text.key if by_text else other.text.siren, []).append(other)
    for mention in first.mentions:
        for other in mentions.get(mention.text.key if by_text else mention.text.siren, ()):
            yield mention, other


def _cooccurrence(
    table: CodeTable, first: CodeCount, second: CodeCount, where: CooccurrenceUnit, pairs: list[tuple[Mention, Mention]]
) -> Cooccurrence:
    sirens = {one.text.siren for one, _ in pairs}
    values = {
        CooccurrenceUnit.TERRITORY: len(sirens),
        CooccurrenceUnit.TEXT: len({one.text.key for one, _ in pairs}),
        CooccurrenceUnit.PASSAGE: len(pairs),
    }
    units = {
        CooccurrenceUnit.TERRITORY: get_unit("territories"),
        CooccurrenceUnit.TEXT: get_unit("answers"),
        CooccurrenceUnit.PASSAGE: MENTIONS,
    }
    mentions = tuple(dict.fromkeys(mention for pair in pairs for mention in pair))
    labels = first.code.label, second.code.label
    figure = count_figure(
        table.corpus,
        f"{first.code.key}.with_{second.code.key}.{where.value}",
        Text(" + ".join(label.fr for label in labels), " + ".join(label.en for label in labels)),
        value=values[where],
        states=_joint_states(first, second, sirens, table.corpus.unread),
        mentions=mentions,
        unit=units[where],
    )
    return Cooccurrence(codes=(first.code, second.code), figure=figure, mentions=mentions)


def _joint_states(
    first: CodeCount, second: CodeCount, together: set[str], unread: frozenset[str]
) -> dict[str, MentionState]:
    """Return the state of each territory for both ideas: one that is not mentioned is enough to know."""

    def state(siren: str) -> MentionState:
        if siren in together:
            return MentionState.MENTIONED
        both = {first.states[siren], second.states[siren]}
        if MentionState.NOT_MENTIONED in both:
            return MentionState.NOT_MENTIONED
        if both == {MentionState.MENTIONED}:  # both said, apart, in what was read
            return MentionState.NOT_READ if siren in unread else MentionState.NOT_MENTIONED
        return (both - {MentionState.MENTIONED}).pop()

    return {siren: state(siren) for siren in first.states}


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
