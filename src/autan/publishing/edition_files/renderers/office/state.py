"""What grows while a document of an edition is written: marked figures, titles, notes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from autan.ground.documents.core import replace_unprintable
from autan.ground.documents.renderers.office import TITLES, Element, OfficeDocument, OutlineEntry
from autan.publishing.edition_files.core import MANIFEST_NAMESPACE, SECTION, DocumentManifest, DocumentMark

_MOST_LINES, _MOST_UNDER_COVER = 34, 18  # of the contents, to hold on one page, or on that of the cover


@dataclass(slots=True, kw_only=True)
class DocumentState:
    """What grows while a document is written.

    `note_of`: note and its number, by the number of the entry of the annex that it shortens.
    """

    document: OfficeDocument
    marks: list[DocumentMark] = field(default_factory=list)
    outline: list[OutlineEntry] = field(default_factory=list)
    note_of: dict[int, int] = field(default_factory=dict)

    @property
    def titles(self) -> dict[str, str]:
        """Words of each title, by rank."""
        return {str(rank): entry.words for rank, entry in enumerate(self.outline, 1)}

    def title(self, level: int, content: Sequence[Element], text: str, *, begins_page: bool = False) -> Element:
        """Write a title under a bookmark of its own, by which it is known when the document comes back."""
        anchor = f"{SECTION}{len(self.outline) + 1}"
        self.outline.append(OutlineEntry(level=level, anchor=anchor, words=text))
        marked = self.document.bookmarked(anchor, content)
        return self.document.paragraph(TITLES[level], marked, begins_page=begins_page)

    def mark(self, *, name: str, figure_id: str, label: str, printed: str, looks: Sequence[Element]) -> list[Element]:
        """Return a printed figure under its mark."""
        rank = len(self.marks) + 1
        section = str(len(self.outline)) if self.outline else ""
        self.marks.append(DocumentMark(rank=rank, name=name, figure_id=figure_id, words=printed, section=section))
        return self.document.marked(rank, figure_id, label, looks)

    def contents(self, title: str) -> list[Element]:
        """Give the contents under their title, with the parts of the chapters where they hold on one page."""
        levels = 2 if sum(entry.level <= 2 for entry in self.outline) <= _MOST_LINES else 1
        entries = [entry for entry in self.outline if entry.level <= levels]
        is_long = len(entries) > _MOST_UNDER_COVER
        heading = self.document.paragraph("subtitle", [self.document.run(title)], begins_page=is_long)
        return [heading, *self.document.contents(entries)]


def write_manifest(manifest: DocumentManifest) -> bytes:
    """Return the manifest as XML."""
    root = etree.Element(f"{{{MANIFEST_NAMESPACE}}}edition", nsmap={None: MANIFEST_NAMESPACE})
    root.set("slug", manifest.edition)
    root.set("hash", manifest.content_hash)
    for rank, words in manifest.titles.items():
        title = etree.SubElement(root, f"{{{MANIFEST_NAMESPACE}}}title", rank=rank)
        title.text = replace_unprintable(words)
    for mark in manifest.marks:
        element = etree.SubElement(root, f"{{{MANIFEST_NAMESPACE}}}mark")
        for name in ("rank", "name", "figure_id", "section"):
            element.set(name, str(getattr(mark, name)))
        element.text = replace_unprintable(mark.words)
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return xml
