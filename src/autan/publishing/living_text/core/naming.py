"""The members that a text names, by its words, by its figures and by the facts that it cites."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.figures import Figure
from autan.publishing.living_text.core.document import (
    Block,
    FigureStrip,
    IllustrationMark,
    PictureMark,
    Quote,
    TextList,
    lines_of,
    words_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedMember:
    """A member that a text names, and how.

    Attributes:
        times: how often the words of the text name it.
        figures: names in the text of the figures, charts and maps that rest on its data.
        facts: identifiers of the cited facts that are about it.
    """

    siren: str
    name: str
    times: int
    figures: tuple[str, ...]
    facts: tuple[str, ...]


def named_members(
    blocks: Sequence[Block],
    figures: Sequence[tuple[str, Figure]],
    facts: Mapping[str, str],
    members: Sequence[tuple[str, str]],
) -> tuple[NamedMember, ...]:
    """List the members that a text names, in the order of the network.

    `figures` are those printed or drawn, under their name in the text; `facts` gives the SIREN that each cited fact is
    about, empty for the network as a whole; `members`, SIREN and name of each member.
    """
    words = " ".join(_words_of_blocks(blocks))
    rests_on: dict[str, dict[str, None]] = {}
    for name, figure in figures:
        for siren in _territories(figure):
            rests_on.setdefault(siren, {})[name] = None
    named = []
    for siren, called in members:
        member = NamedMember(
            siren=siren,
            name=called,
            # whole words only: the name of a member may begin that of another
            times=len(re.findall(rf"(?<!\w){re.escape(called)}(?!\w)", words)),
            figures=tuple(rests_on.get(siren, ())),
            facts=tuple(fact for fact, about in facts.items() if about == siren),
        )
        if member.times or member.figures or member.facts:
            named.append(member)
    return tuple(named)


def _territories(figure: Figure) -> set[str]:
    territories = set(figure.territories)
    return territories.union(*(_territories(part) for part in figure.inputs))


def _words_of_blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case TextList(items=items):
                for item in items:
                    yield from _words_of_blocks(item)
            case Quote(children=children):
                yield from _words_of_blocks(children)
            case FigureStrip() | IllustrationMark() | PictureMark():
                pass  # their figures say whom they are about
            case _:
                yield from (text for line in lines_of(block) for text in words_of(line, lambda mark: mark.written))
