"""A codebook written as a file of REFI-QDA (`.qdc`), valid against its schema."""

from autan.coding.codings.core.project import OWN_ORIGIN, QdaCodebook
from autan.coding.codings.exporters.project import add_codes, document, root_element
from autan.ground.errors import DomainError

_NAMESPACE = "urn:QDA-XML:codebook:1.0"


def write_qda_codebook(codebook: QdaCodebook) -> bytes:
    """Return the whole file.

    Notes, which this file cannot hold, are left out.

    Raises:
        DomainError: no code: the format knows no empty codebook.
    """
    if not codebook.codes:
        message = "un livre de codes REFI-QDA a au moins un code"
        raise DomainError(message)
    root = root_element("CodeBook", _NAMESPACE, {"origin": codebook.origin or OWN_ORIGIN})
    add_codes(root, codebook.codes, has_notes=False)
    return document(root)
