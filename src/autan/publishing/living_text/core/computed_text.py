"""A living text read beside its figures: what it calls for, looked up on one day; and claims proposed for them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.units import Dimension, UnitMismatchError, get_unit
from autan.ground.wordings import Sentence, Text
from autan.publishing.living_text.core.address_marks import ANY_MEMBER
from autan.publishing.living_text.core.definitions import MEMBER, LivingText


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptQuotation:
    """A passage whose words are in a text that the readers of the publication may not read.

    Attributes:
        label: what was asked, or what the texts are.
        group: what they belong to (a campaign).
    """

    passage: str
    label: Text
    group: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedText:
    """A living text with what it calls for, looked up today.

    Attributes:
        figures: figure of each name of the table, in its own unit; a name is absent when no room knows the figure.
        illustrations: chart or map of each name, put together; absent when one of its figures is unknown.
        unknown_ids: for each illustration that is absent, the ids that no room knows.
        dead_citations: what it cites that no longer exists, or that its readers may not read.
        lost_pictures: names of the pictures whose file is not kept here.
        maps_without_contour: names of the maps of which no place has a contour here.
        dead_evidence: pieces of evidence that figures point to and that no longer exist.
        quoted: letters of the quotations that are found in what the members wrote.
        kept_quotations: what it quotes of texts that its readers may not read.
    """

    text: LivingText
    figures: Mapping[str, Figure]
    illustrations: Mapping[str, Chart | MapSpec]
    unknown_ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dead_citations: frozenset[str] = frozenset()
    dead_evidence: frozenset[EvidenceRef] = frozenset()
    lost_pictures: frozenset[str] = frozenset()
    maps_without_contour: frozenset[str] = frozenset()
    quoted: frozenset[str] = frozenset()
    kept_quotations: tuple[KeptQuotation, ...] = ()

    def printed_figures(self) -> Mapping[str, Figure]:
        """Figure of each name in the unit in which it is printed; in its own where the unit asked for does not fit."""
        return {name: in_asked_unit(figure, self._unit_of(name)) for name, figure in self.figures.items()}

    def all_figures(self) -> Iterator[tuple[str, Figure]]:
        """Every figure that is printed or drawn, with the name under which the text calls it."""
        yield from self.figures.items()
        for name, illustration in self.illustrations.items():
            for figure in illustration.figures:
                yield name, figure

    def _unit_of(self, name: str) -> str:
        return next((item.unit for item in self.text.figures if item.name == name), "")


def in_asked_unit(figure: Figure, unit: str) -> Figure:
    """Return a figure in the unit of this code; as it is when none is asked for, or when it does not fit."""
    try:
        return figure.in_unit(get_unit(unit)) if unit else figure
    except UnitMismatchError:
        return figure


def evidence_of(figure: Figure) -> Iterator[EvidenceRef]:
    """Give every piece of evidence that a figure rests on, directly or through its inputs."""
    yield from figure.evidence
    for item in figure.inputs:
        yield from evidence_of(item)


_COUNTED = frozenset({Dimension.TERRITORIES, Dimension.ANSWERS, Dimension.COUNT})
_LEAST_BOUND = 10
_DIGITS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkProposal:
    """One mark that may be inserted.

    Attributes:
        mark: the mark, the figure called by its address.
        is_block: True for what stands alone on its line.
    """

    label: Text
    mark: str
    is_block: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadableNumber:
    """A figure in the unit that it is read in: its value there, how a number is written in it, and its factor.

    `factor`: how many units of the figure make one of these.
    """

    value: float
    unit: str
    factor: float


def propose_marks(
    figure: Figure, readable: ReadableNumber | None, members: str, ranked: Sequence[tuple[str, Figure]]
) -> tuple[MarkProposal, ...]:
    """List what may be written of a figure, every claim true today.

    `readable` is its number in the unit that it is read in; `members`, the address of the same figure of a member;
    `ranked`, the members whose value is known, the highest first.
    """
    proposals = [
        MarkProposal(label=Sentence("Chiffre"), mark=f"{{{{{figure.id}}}}}"),
        MarkProposal(label=Sentence("Nombre seul"), mark=f"{{{{{figure.id} | form: number}}}}"),
    ]
    if figure.total > 1:
        proposals.append(MarkProposal(label=Sentence("Couverture"), mark=f"{{{{{figure.id} | form: coverage}}}}"))
    proposals += _count(figure) or _lower_bound_text(figure, readable)
    proposals += _first(ranked)
    if members:
        pattern = members.replace(MEMBER, ANY_MEMBER)
        chart = Sentence("Graphique par membre")
        proposals.append(MarkProposal(label=chart, mark=f"{{{{chart: {pattern}}}}}", is_block=True))
        proposals.append(MarkProposal(label=Sentence("Carte"), mark=f"{{{{map: {pattern}}}}}", is_block=True))
    return tuple(proposals)


def _count(figure: Figure) -> list[MarkProposal]:
    """« 10 des 11 », of a count of the parts of a network."""
    interval = figure.interval
    if figure.unit.dimension not in _COUNTED or interval is None or not interval.is_exact or figure.total < 2:
        return []
    number = int(interval.low)
    if number != interval.low or number > figure.total:
        return []
    words = Sentence("{number} des {total}", number=number, total=figure.total)
    mark = f"{{{{{figure.id} | text: {words.fr} | claim: value == {number} of {figure.total}}}}}"
    return [MarkProposal(label=Sentence("« {words} »", words=words), mark=mark)]


def _lower_bound_text(figure: Figure, readable: ReadableNumber | None) -> list[MarkProposal]:
    """« plus de 7 800 GWh »: the number cut to its first two digits."""
    if readable is None or readable.value < _LEAST_BOUND:
        return []
    step = 10 ** (math.floor(math.log10(readable.value)) + 1 - _DIGITS)
    least = math.floor(readable.value / step) * step
    if least == readable.value:
        least -= step
    bound = f"{least * readable.factor:.10g}"
    if "e" in bound:
        return []
    text = f"{least:,.0f}".replace(",", " ")
    words = Text(f"plus de {text} {readable.unit}".strip(), f"more than {text} {readable.unit}".strip())
    mark = f"{{{{{figure.id} | text: {words.fr} | claim: value > {bound}}}}}"
    return [MarkProposal(label=Sentence("« {words} »", words=words), mark=mark)]


def _first(ranked: Sequence[tuple[str, Figure]]) -> list[MarkProposal]:
    """« Toulouse Métropole », first of all: said only where it surely is, the others being complete."""
    if len(ranked) < 2 or any(figure.is_partial for _, figure in ranked[:2]):
        return []
    (name, top), (_other, after) = ranked[:2]
    interval, others = top.interval, [figure.interval or Interval() for _, figure in ranked[1:]]
    if interval is None or any(interval.low <= other.high for other in others) or any(sign in name for sign in "|{}"):
        return []
    mark = f"{{{{{top.id} | text: {name} | claim: value > {after.id}}}}}"
    return [MarkProposal(label=Sentence("« {name} », en tête", name=name), mark=mark)]
