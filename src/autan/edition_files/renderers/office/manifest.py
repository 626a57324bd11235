"""What a document says of its own marks, as the XML text that it keeps beside."""

from lxml import etree

from autan.edition_files.core.document_marks import MANIFEST_NAMESPACE, DocumentManifest
from autan.evidence.core.printable_characters import replace_unprintable


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
