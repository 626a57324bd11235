"""Writing a file whole or not at all."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

from autan.ground.errors import Fault, ImportFileError, RuleError
from autan.ground.wordings import Sentence

if TYPE_CHECKING:
    import polars as pl

FRAME_FORMATS = (".parquet", ".csv")


def write_whole(target: Path, data: bytes, *, force: bool) -> None:
    """Write beside the target, then put in its place: what stands is never half-written."""
    if not force:
        refuse_standing(target)
    temporary = target.with_name(f".{target.name}.partial")
    try:
        temporary.write_bytes(data)
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        message = "« {target} » ne peut pas être écrit ({strerror})"
        raise RuleError(message, target=target, strerror=error.strerror) from None


def refuse_standing(target: Path) -> None:
    """Refuse to write over a file."""
    if target.exists():
        message = "« {target} » existe déjà ; ajoutez --force pour le remplacer"
        raise RuleError(message, target=target)


def require_frame_format(target: Path) -> None:
    """Refuse a file that a frame is not written in."""
    if target.suffix not in FRAME_FORMATS:
        one, other = FRAME_FORMATS
        expected = Sentence("un fichier {one} ou {other}", one=one, other=other)
        raise ImportFileError(str(target), [Fault(value=target.suffix, expected=expected)])


def require_document_format(target: Path, *kinds: str) -> None:
    """Refuse a document that would be of another kind than its name says."""
    if target.suffix.lower() not in kinds:
        expected = Sentence("un fichier {suffixes}", suffixes=", ".join(kinds))
        raise ImportFileError(str(target), [Fault(value=target.suffix or None, expected=expected)])


def write_frame(target: Path, frame: "pl.DataFrame", *, force: bool) -> None:
    """Write a frame, as the name of the file says."""
    buffer = io.BytesIO()
    if target.suffix == ".csv":
        frame.write_csv(buffer)
    else:
        frame.write_parquet(buffer)
    write_whole(target, buffer.getvalue(), force=force)
