"""The kinds of document that can be written."""

from autan.ground.documents.renderers.odt.document import OdtDocument
from autan.ground.documents.renderers.office import OfficeDocument
from autan.ground.documents.renderers.word.document import WordDocument

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
"""Type of the file of each kind."""


def new_document(kind: str, template: bytes | None = None) -> OfficeDocument:
    """Return a new document of a kind (`docx` or `odt`), in the template of an agency or the look of the house.

    Raises ImportFileError: the template cannot be one.
    """
    return OdtDocument(template) if kind == "odt" else WordDocument(template)
