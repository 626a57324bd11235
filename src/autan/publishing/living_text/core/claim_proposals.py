"""What may be written of a figure, proposed to who writes: itself, its number, its count, a bound, a first place."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.units import Dimension
from autan.ground.wordings import Sentence, Text
from autan.publishing.living_text.core.address_marks import ANY_MEMBER
from autan.publishing.living_text.core.definitions import MEMBER

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

    Attributes:
        factor: how many units of the figure make one of these.
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
    proposals += _count(figure) or _bound(figure, readable)
    proposals += _first(ranked)
    if members:
        pattern = members.replace(MEMBER, ANY_MEMBER)
        chart = Sentence("Graphique par membre")
        proposals.append(MarkProposal(label=chart, mark=f"{{{{chart: {pattern}}}}}", is_block=True))
        proposals.append(MarkProposal(label=Sentence("Carte"), mark=f"{{{{map: {pattern}}}}}", is_block=True))
    return tuple(proposals)


def _count(figure: Figure) -> list[MarkProposal]:
    """« 10 des 11 », of a count of the parts of a network."""
    lies = figure.interval
    if figure.unit.dimension not in _COUNTED or lies is None or not lies.is_exact or figure.total < 2:
        return []
    number = int(lies.low)
    if number != lies.low or number > figure.total:
        return []
    words = Sentence("{number} des {total}", number=number, total=figure.total)
    mark = f"{{{{{figure.id} | text: {words.fr} | claim: value == {number} of {figure.total}}}}}"
    return [MarkProposal(label=Sentence("« {words} »", words=words), mark=mark)]


def _bound(figure: Figure, readable: ReadableNumber | None) -> list[MarkProposal]:
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
    lies, others = top.interval, [figure.interval or Interval() for _, figure in ranked[1:]]
    if lies is None or any(lies.low <= other.high for other in others) or any(sign in name for sign in "|{}"):
        return []
    mark = f"{{{{{top.id} | text: {name} | claim: value > {after.id}}}}}"
    return [MarkProposal(label=Sentence("« {name} », en tête", name=name), mark=mark)]
