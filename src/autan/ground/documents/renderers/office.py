"""What a document of a word processor can be asked, whichever its kind."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypedDict, Unpack

from autan.ground.documents.renderers.native_charts import ChartLayout, NativeChart

type Element = Any
"""An element of lxml."""

TITLES = {1: "heading_1", 2: "heading_2", 3: "heading_3"}
"""Role of a title of each depth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """A title, for the contents."""

    level: int
    anchor: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMetadata:
    """Metadata of a document, for its properties; `identifier` tells its content from any other."""

    title: str
    subject: str
    language: str
    identifier: str
    moment: datetime


MOST_WHOLE_ROWS = 16
"""A table of no more rows stays on one page."""


def fitted(width: int, points_wide: int, points_tall: int) -> tuple[int, int]:
    """Return the size of a picture in a column: as wide as it, and no taller than wide.

    >>> fitted(9000, 300, 200), fitted(9000, 100, 200)
    ((9000, 6000), (4500, 9000))
    """
    wide = min(width, round(width * points_wide / points_tall))
    return wide, round(wide * points_tall / points_wide)


_ROW, _AROUND, _LINES = 380, 500, 5000  # twentieths of a point: a bar, axis and legend, a chart of lines


def chart_height(chart: NativeChart) -> int:
    """Return how tall a native chart stands, in twentieths of a point: each bar as thick as in any other."""
    return _LINES if chart.layout is ChartLayout.LINES else _AROUND + _ROW * len(chart.categories)


type Item = tuple[int, int] | None
"""Number of a list, and depth in it; None for a paragraph outside any."""
type TableRows = Sequence[Sequence[Sequence[Element]]]
"""Paragraphs of each cell of each row."""


class RunLook(TypedDict, total=False):
    """Look of a text; `half_points` is its size when it is not that of its paragraph."""

    bold: bool
    italic: bool
    half_points: int
    language: str


class ParagraphPlace(TypedDict, total=False):
    """Where a paragraph stands: with what follows, at the top of a page; `align` is `center` or `right`."""

    is_kept: bool
    begins_page: bool
    align: str


class OfficeDocument(Protocol):
    """A document that is written piece by piece, then saved: the same bytes when written twice.

    A role is what a paragraph is for: `title`, `subtitle`, `heading_1` to `heading_3`, `body`, `list`, `quote`,
    `caption`, `contents`, `source`, `cell`, `key_number`, `notice`; `link` and `note_mark` are those of a run.
    """

    width: int
    """Width of a column of text, in twentieths of a point."""

    is_own: bool
    """True when the template of an agency is followed: its headers and footers are left as they are."""

    def run(self, text: str, *, role: str = "", **look: Unpack[RunLook]) -> Element:
        """Text in one look."""

    def paragraph(
        self, role: str, children: Sequence[Element], *, item: Item = None, **place: Unpack[ParagraphPlace]
    ) -> Element:
        """A paragraph, or an item of a list."""

    def new_list(self, *, is_ordered: bool) -> int:
        """Number of a new list, which counts from 1."""

    def marked(self, rank: int, address: str, label: str, content: Sequence[Element]) -> list[Element]:
        """Text under a mark that word processors keep: its rank in the document, and an address."""

    def bookmarked(self, name: str, content: Sequence[Element]) -> list[Element]:
        """Text under a bookmark."""

    def note(self, anchor: str, text: str) -> list[Element]:
        """The mark of a new numbered note, which `anchor` names."""

    def note_again(self, anchor: str, number: int) -> list[Element]:
        """The mark of a note that was already given, under its number."""

    def link(self, url: str, content: Sequence[Element]) -> list[Element]:
        """Text that leads to an address outside."""

    def caption(self, kind: str, content: Sequence[Element]) -> Element:
        """A numbered caption, such as « Figure 3 »."""

    def picture(self, data: bytes, *, title: str, description: str, share: float = 1) -> Element:
        """A picture as wide as this share of a column of text, with its alternative text."""

    def chart(
        self, chart: NativeChart, picture: Callable[[], bytes], *, title: str, description: str, share: float = 1
    ) -> Element:
        """A chart that is edited in the document, of a share of its height; or its picture, where it can hold none."""

    def table(self, rows: TableRows, widths: Sequence[int], *, has_head: bool, title: str = "") -> Element:
        """A table of full lines; `has_head` repeats the first row on each page."""

    def contents(self, entries: Sequence[OutlineEntry]) -> list[Element]:
        """The contents, which the word processor fills with pages."""

    def set_margins(self, header: str, footer: str) -> None:
        """Words of the header and of the footer, which ends with the number of the page."""

    def keep_beside(self, data: bytes) -> None:
        """Put an XML text of Autan in the file, which word processors keep when they save it."""

    def save(self, elements: Sequence[Element], metadata: DocumentMetadata) -> bytes:
        """The document, made of these paragraphs and tables."""


_DAY = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can tell


def stable_zip(data: bytes, *, first: Sequence[str] = ()) -> bytes:
    """Return the same archive with its parts in alphabetical order, all of one date.

    The parts of `first` come before the others; the part `mimetype` is never compressed.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    ordered = [name for name in first if name in parts]
    ordered += sorted(name for name in parts if name not in first)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ordered:
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.create_system = 3  # what a zip made on any machine says here, so that its bytes are the same
            info.external_attr = 0o600 << 16
            archive.writestr(info, parts[name])
    return buffer.getvalue()
