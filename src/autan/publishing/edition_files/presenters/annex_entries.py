"""What the annex of traces is made of, once in words, and a trace in one line for a note at the foot of a page."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from autan.evidence.figures.core.sources import Source
from autan.ground.texts.core.notation import shortened, write_source_date
from autan.ground.texts.language import colon, current_language, typeset, words
from autan.ground.wordings import Text
from autan.publishing.living_text.core.annex import EntryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One source in words, under the mark that the entries give it.

    `mark`: `A`, `B`… in the order of the annex.
    """

    mark: str
    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """One piece of evidence in words.

    Attributes:
        locator: where in the source, or empty; for several pieces, what their locators have in common.
        count: how many pieces of the same title and source it stands for.
    """

    title: str
    statement: str
    source_mark: str
    locator: str
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexRow:
    """One value under an entry: a row of a chart, a place of a map, an input of a calculation."""

    label: str
    words: str
    remark: str
    figure_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexEntry:
    """One entry of the annex in words.

    Attributes:
        key: id of the figure, name of the illustration, what a citation names.
        printed: number and unit; empty for an illustration or a citation.
    """

    number: int
    kind: EntryKind
    key: str
    title: str
    printed: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    rows: tuple[AnnexRow, ...] = ()
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """The entries, and the sources that they point to."""

    entries: tuple[AnnexEntry, ...]
    sources: tuple[SourceLine, ...]


@dataclass(slots=True, kw_only=True)
class SourceMarks:
    """Gives each source a mark, in the order in which the entries call for it."""

    sources: dict[str, Source] = field(default_factory=dict)

    def mark(self, source: Source) -> str:
        """Return the mark of a source, a new one the first time."""
        self.sources.setdefault(source.slug, source)
        return _letters(list(self.sources).index(source.slug))

    def lines(self) -> tuple[SourceLine, ...]:
        """Return every source marked so far, in words."""
        return tuple(
            SourceLine(mark=_letters(rank), words=self._words(source), url=source.url)
            for rank, source in enumerate(self.sources.values())
        )

    def _words(self, source: Source) -> str:
        day = write_source_date(source.published, language=current_language())
        parts = (source.producer, source.title, day, source.licence, source.document)
        return typeset(", ".join(part for part in parts if part))


def _letters(rank: int) -> str:
    """Write a rank as A, B… Z, AA, AB and so on."""
    tens, ones = divmod(rank, 26)
    return (_letters(tens - 1) if tens else "") + chr(ord("A") + ones)


_MOST_SOURCES = 3
_LINES_BESIDE_AN_ANNEX, _SOURCE_BESIDE_AN_ANNEX = 1, 80
_SOURCE = (Text("Source", "Source"), Text("Sources", "Sources"))


def short_trace(entry: AnnexEntry, sources: Sequence[SourceLine], *, is_whole: bool, longest: int = 0) -> str:
    """Return what an entry measures, its terms, and its first sources, in one line.

    Its first terms alone without `is_whole`, where the annex that says the rest is in the document. `longest`: letters
    kept of each term and of one source, all if 0: the notes of a document of four pages fill no page.
    """
    named = {source.mark: source.words for source in sources}
    marks = dict.fromkeys(piece.source_mark for piece in entry.evidence if piece.source_mark)
    most = _MOST_SOURCES if is_whole and not longest else 1
    source_words = [named[mark] for mark in list(marks)[:most] if mark in named]
    if len(marks) > most:
        source_words.append("…")
    if not is_whole or longest:
        source_words = [shortened(source, _SOURCE_BESIDE_AN_ANNEX) for source in source_words]
    head = f"{entry.title}{colon()} {entry.printed}" if entry.printed else entry.title
    parts = [
        head,
        *(
            f"{term}{colon()} {shortened(value, longest) if longest else value}"
            for term, value in (entry.lines if is_whole else entry.lines[:_LINES_BESIDE_AN_ANNEX])
        ),
    ]
    if source_words:
        parts.append(f"{words(_SOURCE[len(marks) > 1])}{colon()} {'; '.join(source_words)}")
    line = ". ".join(part.rstrip(".") for part in parts)
    return line if line.endswith("…") else f"{line}."
