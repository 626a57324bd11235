"""Proposals in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.evidence.core.texts import Text
from autan.evidence.language import colon, words
from autan.plans.core.proposals import ProposalSource, ProposedLine
from autan.plans.core.sections import read_line
from autan.plans.importers.definitions import find_section
from autan.plans.presenters.words import value_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """One proposal: what the source says, and the line that it would become, in words."""

    key: str
    source: ProposalSource
    statement: Text
    words: str


def proposal_views(proposals: Sequence[ProposedLine]) -> list[ProposalView]:
    """Give proposals in words."""
    return [
        ProposalView(
            key=proposal.key, source=proposal.source, statement=proposal.statement, words=_line_words(proposal)
        )
        for proposal in proposals
    ]


def _line_words(proposal: ProposedLine) -> str:
    section = find_section(proposal.section)
    key = proposal.line or "1"
    line = read_line(section, key, proposal.typed)
    told = [
        f"{words(each.label)}{colon()} {value_words(section, line, each.code)}"
        for each in section.fields
        if line.typed.get(each.code)
    ]
    return f"{words(section.label)} — {' · '.join(told)}"
