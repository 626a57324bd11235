"""Lines proposed to a plan, in words."""

from autan.evidence.language import colon, words
from autan.plans.core.proposals import ProposedLine
from autan.plans.core.sections import read_line
from autan.plans.importers.definitions import find_section
from autan.plans.presenters.words import value_words


def proposal_words(proposal: ProposedLine) -> str:
    """Give the line that a proposal would become."""
    section = find_section(proposal.section)
    line = read_line(section, proposal.line or "1", proposal.typed)
    told = [
        f"{words(each.label)}{colon()} {value_words(section, line, each.code)}"
        for each in section.fields
        if line.typed.get(each.code)
    ]
    return f"{words(section.label)} — {' · '.join(told)}"
