"""What the annex of traces is made of, once in words, and a trace in one line for a note at the foot of a page."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from autan.evidence.figures.core.sources import Source
from autan.ground.texts.core.notation import shortened, write_source_date
from autan.ground.texts.language import colon, current_language, semicolon, typeset, words
from autan.ground.wordings import Sentence, Text
from autan.publishing.living_text.core.annex import EntryKind

TERMS = {
    "period": Sentence("Période"),
    "territories": Sentence("Territoires"),
    "coverage": Sentence("Couverture"),
    "state": Sentence("État"),
    "method": Sentence("Méthode"),
    "note": Text("À savoir", "Note"),
    "kept": Sentence("Affirmation non vérifiable, gardée par l’auteur"),
    "id": Sentence("Identifiant"),
    "page": Text("Page", "Page"),
}
"""What each line of an entry says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One source in words, under the mark that the entries give it: A, B… in the order of the annex."""

    mark: str
    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """One piece of evidence in words, or `count` pieces of the same title and source, and what their places share."""

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
    """One entry of the annex in words; `key` is the id of the figure, the name of the drawing or what is cited."""

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

    sources: dict[tuple[str, ...], Source] = field(default_factory=dict)

    def mark(self, source: Source) -> str:
        """Return the mark of a source, a new one the first time; one that no list names is known by its words."""
        key = (source.slug,) if source.slug else (source.producer, source.title, source.published, source.document)
        self.sources.setdefault(key, source)
        return _letters(list(self.sources).index(key))

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
_SOURCE = (Text("Source", "Source"), Text("Sources", "Sources"))
_LONGEST_NOTE, _LONGEST_HEAD, _SHORTEST_SOURCE = 92, 76, 24  # letters of a note of one line, and of its parts


def whole_trace(entry: AnnexEntry, sources: Sequence[SourceLine]) -> str:
    """Return what an entry measures, all its terms, and its first sources, in one paragraph."""
    title, names = entry.title.rstrip("."), _source_names(entry, sources)
    parts = [f"{title}{colon()} {entry.printed}" if entry.printed else title]
    parts += [f"{term}{colon()} {value}".rstrip(".") for term, value in entry.lines]
    if names:
        shown = [*names[:_MOST_SOURCES], *(["…"] if len(names) > _MOST_SOURCES else [])]
        parts.append(f"{words(_SOURCE[len(names) > 1])}{colon()} {f'{semicolon()} '.join(shown)}")
    return _with_full_stop(". ".join(parts))


def note_trace(entry: AnnexEntry, sources: Sequence[SourceLine], *, has_annex: bool) -> str:
    """Return the note of an entry at the foot of a page: about one line, and its identifier where no annex gives it."""
    values = dict(entry.lines)
    head, period = shortened(entry.title, _LONGEST_HEAD).rstrip("."), values.get(words(TERMS["period"]), "")
    measure = ", ".join(part for part in (entry.printed, period) if part)
    line = f"{head}{colon()} {measure}" if measure else head
    for name in _source_names(entry, sources)[:1]:
        between = " " if line.endswith("…") else ". "
        line += f"{between}{shortened(name, max(_SHORTEST_SOURCE, _LONGEST_NOTE - len(line)))}"
    identifier = "" if has_annex else values.get(words(TERMS["id"]), "")
    return _with_full_stop(f"{line} ({identifier})" if identifier else line)


def _source_names(entry: AnnexEntry, sources: Sequence[SourceLine]) -> list[str]:
    words_by_mark = {source.mark: source.words for source in sources}
    return [
        words_by_mark[mark]
        for mark in dict.fromkeys(piece.source_mark for piece in entry.evidence)
        if mark in words_by_mark
    ]


def _with_full_stop(line: str) -> str:
    return line if line.endswith(("…", ".")) else f"{line}."
