"""The catalogue of who writes: what a network holds, in words, and what may be inserted of each thing."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.evidence.core.figures import Figure
from autan.evidence.core.notation import NO_BREAK_SPACE
from autan.evidence.core.texts import Text
from autan.evidence.language import typeset, words
from autan.evidence.presenters.figures import present_figure, readable_figure
from autan.synthesis.core.claim_proposals import Proposal, ReadableNumber, propose_marks
from autan.synthesis.queries.catalogue import FoundFigure, ranked_members, search_catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueLine:
    """One thing of the catalogue.

    Attributes:
        topic: what it belongs to.
        label: what is measured or stated.
        printed: number and unit; empty for a statement without a number.
        facts: period, coverage, state.
        url: its trace.
        marks: words of each button, the mark that it inserts, and whether it stands alone on its line.
    """

    topic: str
    label: str
    printed: str
    facts: str
    url: str
    marks: Sequence[tuple[str, str, bool]]


def present_catalogue(network: str, text: str) -> list[CatalogueLine]:
    """Search what a network holds. The queries are those of the search, and of the members of each figure shown."""
    return [_line(network, found) for found in search_catalogue(network, text)]


def _line(network: str, found: FoundFigure) -> CatalogueLine:
    figure = found.item.figure
    view = present_figure(figure)
    proposals = list(_quoted(found)) if found.fact else []
    if figure.is_known and figure.has_evidence:
        ranked = ranked_members(network, found.item.members)
        proposals = [*propose_marks(figure, _readable(figure), found.item.members, ranked), *proposals]
    return CatalogueLine(
        topic=words(found.topic),
        label=typeset(words(figure.label)),
        printed=f"{view.number}{NO_BREAK_SPACE}{view.unit}".strip() if figure.is_known else "",
        facts=", ".join(part for part in (view.period, view.coverage, view.state) if part),
        url=view.trace_url,
        marks=[(words(each.label), each.mark, each.is_block) for each in proposals],
    )


def _readable(figure: Figure) -> ReadableNumber | None:
    shown = readable_figure(figure)
    if figure.value is None or shown.value is None or figure.value <= 0 or figure.unit.code.startswith("stated:"):
        return None
    unit = words(shown.unit.written(shown.value))
    return ReadableNumber(value=shown.value, unit=unit, factor=figure.value / shown.value)


def _quoted(found: FoundFigure) -> list[Proposal]:
    fact = found.fact
    if fact is None:
        return []
    said = " ".join(fact.statement_fr.replace("[", "(").replace("]", ")").split())
    return [
        Proposal(label=Text("Appel de source", "Citation"), mark=f"[@{fact.id}]"),
        Proposal(label=Text("Citation entière", "Whole quotation"), mark=f"> {said} [@{fact.id}]", is_block=True),
    ]
