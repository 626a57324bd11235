"""A trace in one line, for a note at the foot of a page."""

from collections.abc import Sequence

from autan.edition_files.presenters.annex_entries import AnnexEntry, SourceLine
from autan.evidence.core.texts import Text
from autan.evidence.language import colon, words

_MOST_SOURCES = 3
_LINES_BESIDE_AN_ANNEX = 2
_SOURCE = (Text("Source", "Source"), Text("Sources", "Sources"))


def short_trace(entry: AnnexEntry, sources: Sequence[SourceLine], *, is_whole: bool) -> str:
    """Return what an entry measures, its terms, and its first sources, in one line.

    Its first terms alone without `is_whole`, where the annex that says the rest is in the document.
    """
    named = {source.mark: source.words for source in sources}
    marks = dict.fromkeys(piece.source_mark for piece in entry.evidence if piece.source_mark)
    most = _MOST_SOURCES if is_whole else 1
    told = [named[mark] for mark in list(marks)[:most] if mark in named]
    if len(marks) > most:
        told.append("…")
    head = f"{entry.title}{colon()} {entry.printed}" if entry.printed else entry.title
    parts = [
        head,
        *(
            f"{term}{colon()} {said}"
            for term, said in (entry.lines if is_whole else entry.lines[:_LINES_BESIDE_AN_ANNEX])
        ),
    ]
    if told:
        parts.append(f"{words(_SOURCE[len(marks) > 1])}{colon()} {'; '.join(told)}")
    return ". ".join(part.rstrip(".") for part in parts) + "."
