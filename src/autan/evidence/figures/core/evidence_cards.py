"""One piece of evidence, described for a reader."""

from dataclasses import dataclass

from autan.evidence.figures.core.sources import Citation, EvidenceRef
from autan.ground.wordings import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceTable:
    """Rows that a figure rests on, as text, ready to be shown.

    Attributes:
        rows: cells, in the order of the columns; an unknown cell is an empty text.
        total_rows: how many rows there are when only the first are given.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total_rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCard:
    """One piece of evidence, described for a reader who has never seen it.

    Attributes:
        recorded: who recorded it and when, in words, or empty.
        is_free_text: True when the statement is in French whatever the language of the page.
        whole_list: address of the page that lists all that it stands for, or empty.
    """

    ref: EvidenceRef
    title: Text
    statement: Text = Text("", "")
    citation: Citation | None = None
    recorded: str = ""
    table: EvidenceTable | None = None
    note: Text | None = None
    is_free_text: bool = False
    whole_list: str = ""
