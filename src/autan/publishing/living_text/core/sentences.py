"""Sentences that state something which neither a figure, nor a claim, nor a citation supports; members named."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.figures import Figure
from autan.publishing.living_text.core.definitions import LivingText
from autan.publishing.living_text.core.document import (
    Block,
    FigureStrip,
    Heading,
    IllustrationMark,
    Inline,
    Paragraph,
    PictureMark,
    Quote,
    TableBlock,
    TextList,
    Words,
    lines_of,
    plain_text,
    words_of,
)

_DATE = re.compile(r"(?<!\d)(?:\d{1,2}(?:er|ᵉʳ)?\s+[A-Za-zéû]{3,9}\s+)?(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")
_END = re.compile(r"(?<=[.!?…])\s+")
UNWRITTEN = "À écrire"
_BETWEEN_CELLS = " | "
_CITED = "\x00"
_CLAIMED = "\x01"
_COMPARING = re.compile(
    r"\b(?:plus|moins|davantage|autant|supérieure?s?|inférieure?s?|dépass\w+|double|triple|moitié|tiers|quart|premiers?|"
    r"premières?|derniers?|dernières?|majorité|principal\w*|le plus|la plus|les plus|more than|less than|fewer than|"
    r"greater|higher|lower|highest|lowest|largest|smallest|exceeds?|twice|half|third|quarter|most of|the most|first|"
    r"last)\b",
    re.IGNORECASE,
)
_ABSENCE = re.compile(
    r"\b(?:n[’'](?:a|ont|est|sont) (?:pas )?(?:été )?(?:re)?(?:lue?s?|trouvée?s?|connue?s?|disponibles?|datée?s?)|"
    r"aucune? \w+ (?:lue?|trouvée?|connue?|disponible)|rien n[’']|introuvables?|sans suite|"
    r"not (?:found|available|known|read)|(?:was|were) not \w+|nothing (?:was|is|tells)|no \w+ (?:was|is|tells))\b",
    re.IGNORECASE,
)
_NOT_COMPARING = re.compile(
    r"\b(?:n(?:e |’|')[^.;]{1,40}? plus|non plus|de plus en plus|au moins|plus ou moins|d’abord|plus tard|plus haut|"
    r"plus bas|de plus|en plus|à plus|no more|at least|at first|last year|more or less)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|two|three|four|"
    r"five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|twenty)\b",
    re.IGNORECASE,
)


_QUOTED = re.compile(r"«([^«»]+)»")
_BETWEEN_QUOTES = re.compile(r"«([^«»]+)»|“([^“”]+)”|\"([^\"]+)\"")


def quotations_to_find(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Give the letters of each quotation « … » that counts or compares in a line without any citation.

    Somebody's own words need no trace of their numbers, once they are found word for word in what was written.
    """
    for line in map(_flatten, _lines(blocks)):
        for quoted in _QUOTED.findall(line) if _CITED not in line else ():
            if any(sign.search(quoted) for sign in (_NUMBER, _COMPARING, _COUNT)):
                yield alphanumerics_of(quoted)


def quoted_passages(text: LivingText) -> Iterator[str]:
    """Give everything that a text quotes, wherever it is printed: between quotation marks, or set apart by `>`.

    A quotation that holds another is given whole, and so is the other.
    """
    for words in text.head_words():
        yield from _quoted_in(words)
    yield from _quoted_in_blocks(text.blocks, is_set_apart=False)


def _quoted_in_blocks(blocks: tuple[Block, ...], *, is_set_apart: bool) -> Iterator[str]:
    for block in blocks:
        match block:
            case Quote(children=inner):
                yield from _quoted_in_blocks(inner, is_set_apart=True)
            case TextList(items=items):
                for item in items:
                    yield from _quoted_in_blocks(item, is_set_apart=is_set_apart)
            case Heading() | Paragraph() | TableBlock():
                for line in map(plain_text, lines_of(block)):
                    yield from _quoted_in(line)
                    if is_set_apart:
                        yield line
            case _:
                pass  # the words of drawings and pictures are in the head of the text


def _quoted_in(line: str) -> Iterator[str]:
    for match in _BETWEEN_QUOTES.finditer(line):
        yield next(filter(None, match.groups()))
    for opening, closing in ("«»", "“”"):
        if opening in (whole := line[line.find(opening) : line.rfind(closing) + 1]):
            yield whole


def alphanumerics_of(text: str) -> str:
    """Return the letters and digits of a text: what two typings of the same words share.

    >>> alphanumerics_of("L’an 2014 !") == alphanumerics_of("l'an 2014")
    True
    """
    return "".join(filter(str.isalnum, text.casefold()))


def uncited_numbers(blocks: tuple[Block, ...], quoted: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Give each number typed by hand in a sentence without any citation, with that sentence.

    A year or a day is a date, not a result, and needs no citation; nor does a heading. A citation counts for the
    sentence in which it stands; placed after the full stop, it counts for the sentence that has just ended. A row of
    a table is read as one line: a citation in one of its cells counts for the others.

    Quotations found in what was written (`quoted`, their letters) are left out.

    Returns pairs of the number and its sentence, in the order of reading.
    """
    for sentence in _sentences(blocks, quoted):
        match = None if _CITED in sentence else _NUMBER.search(_DATE.sub("", sentence))
        if match:
            yield match[0], _plain(sentence)


def unclaimed_comparisons(blocks: tuple[Block, ...], quoted: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Give each word that compares in a sentence without claim nor citation, with that sentence; French and English."""
    return _unbacked_sentences(blocks, quoted, lambda sentence: _COMPARING.search(_NOT_COMPARING.sub("", sentence)))


def unclaimed_absences(blocks: tuple[Block, ...], quoted: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Give each « not found », « none read » in a sentence without claim nor citation, with that sentence.

    Such a sentence turns false when data arrive, and only a claim says so.
    """
    return _unbacked_sentences(blocks, quoted, _ABSENCE.search)


def uncited_counts(blocks: tuple[Block, ...], quoted: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Give each number spelled out in a sentence without figure, claim nor citation, with that sentence."""
    return _unbacked_sentences(blocks, quoted, _COUNT.search)


def _unbacked_sentences(
    blocks: tuple[Block, ...], quoted: Collection[str], find: Callable[[str], re.Match[str] | None]
) -> Iterator[tuple[str, str]]:
    """Yield the first match in each sentence without claim nor citation, with that sentence, in the order of reading.

    Quotations found in what was written (`quoted`, their letters) are left out.
    """
    for sentence in _sentences(blocks, quoted):
        if _CITED not in sentence and _CLAIMED not in sentence and (match := find(sentence)):
            yield match[0], _plain(sentence)


def unwritten_passages(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Give each paragraph or cell that a model left to be written: it begins with « À écrire »."""
    for line in _lines(blocks):
        for words in _plain(_flatten(line)).split(_BETWEEN_CELLS):
            if words.startswith(UNWRITTEN):
                yield words


_CITED_AFTER_STOP = re.compile(rf"([.!?…])(\s*{_CITED})")


def _sentences(blocks: tuple[Block, ...], quoted: Collection[str]) -> Iterator[str]:
    for line in map(_flatten, _lines(blocks)):
        if not line.startswith(UNWRITTEN):
            own = _QUOTED.sub(lambda match: "" if alphanumerics_of(match[1]) in quoted else match[0], line)
            yield from _END.split(_CITED_AFTER_STOP.sub(r"\2\1", own))


def _plain(sentence: str) -> str:
    return sentence.replace(_CLAIMED, "").strip()


def _lines(blocks: tuple[Block, ...]) -> Iterator[tuple[Inline, ...]]:
    for block in blocks:
        match block:
            case Paragraph(children=children):
                yield children
            case TextList(items=items):
                for item in items:
                    yield from _lines(item)
            case Quote(children=inner):
                yield from _lines(inner)
            case TableBlock(caption=caption, header=header, rows=rows):
                yield caption
                yield from map(_row, (header, *rows))
            case _:
                pass  # titles, key figures and drawings are no sentences


def _row(cells: tuple[tuple[Inline, ...], ...]) -> tuple[Inline, ...]:
    between = Words(text=_BETWEEN_CELLS)
    return tuple(child for cell in cells for child in (between, *cell))[1:]


def _flatten(children: tuple[Inline, ...]) -> str:
    # a figure has its own trace, and its words their claim
    return "".join(words_of(children, lambda _mark: _CLAIMED, _CITED))


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
    names = []
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
            names.append(member)
    return tuple(names)


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
