"""A codebook from a file: YAML, as the ones that ship, or REFI-QDA (`.qdc`, or the codes of a `.qdpx`)."""

import unicodedata
from datetime import date
from pathlib import PurePath

from autan.coding.codings.core.codebook import Codebook
from autan.coding.codings.core.codebook_reading import read_codebook
from autan.coding.codings.core.qda.incoming import incoming_codebook
from autan.coding.codings.importers.codes import read_qda_codebook
from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.findings import ResultRemark
from autan.ground.tables.importers.delimited import decode_text
from autan.ground.tables.importers.yaml_document import read_document
from autan.ground.wordings import Text

_YAML, _QDC = frozenset({".yaml", ".yml"}), ".qdc"


def read_codebook_file(data: bytes, file: str, *, day: date = date.min) -> tuple[Codebook, tuple[ResultRemark, ...]]:
    """Read a codebook.

    The extension of `file` tells the form; the slug of a `.qdc` is made of its name. `day` is that of a codebook whose
    file has none.

    Raises:
        ImportFileError: neither form, or faults, each with its line or its path.
    """
    suffix = PurePath(file).suffix.lower()
    if suffix in _YAML:
        return _read_yaml(decode_text(data, file), file), ()
    if suffix == _QDC:
        qda_codebook, remarks = read_qda_codebook(data, file)
        stem = PurePath(file).stem
        codebook, _keys = incoming_codebook(qda_codebook, slug=slug_of(stem), title=Text(stem, ""), day=day)
        return codebook, remarks
    raise ImportFileError(file, [Fault(value=suffix or None, expected="un livre de codes .yaml ou .qdc")])


def _read_yaml(text: str, file: str) -> Codebook:
    codebook, faults = read_codebook(read_document(text, file))
    if codebook is None:
        raise ImportFileError(file, faults)
    return codebook


def slug_of(name: str) -> str:
    """Make an identifier of a name.

    >>> slug_of("Éxemple 2 (final)")
    'exemple-2-final'
    """
    plain = unicodedata.normalize("NFKD", name.lower().replace("’", " ")).encode("ascii", "ignore").decode()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    joined = "-".join(words)[:60].strip("-")
    return joined if joined[:1].isalpha() else f"livre-{joined}".strip("-")
