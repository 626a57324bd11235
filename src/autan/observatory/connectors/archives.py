"""Which tables does a person give: files, or the tables inside an archive.

INSEE and others publish a table as a ZIP, with a second table that explains the codes. An archive is opened in memory:
its names are never written to a disk, and what it holds is bounded before it is read. A table in another wrapping
(gzip, Parquet, a spreadsheet) is taken out of it: see `wrappings`.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping

from autan.errors import Fault, ImportFileError
from autan.observatory.connectors.wrappings import LARGEST_BYTES, ZIP_MARK, is_workbook, unwrap

TABLE_ENDINGS = (".csv", ".txt", ".json", ".gz", ".parquet", ".xlsx", ".ods")
ENCRYPTED = 1  # first bit of the flags of a member
KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
MOST_FILES = 200


def open_archives(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files given, each archive replaced by the tables that it holds, and each table out of its wrapping.

    Raises:
        ImportFileError: an archive is damaged, holds no table, or is too large once open.
    """
    opened: dict[str, bytes] = {}
    for name, content in files.items():
        is_archive = content.startswith(ZIP_MARK) and not is_workbook(content)
        for found, table in (_open(name, content) if is_archive else {name: content}).items():
            opened[_free_name(found, name, opened)] = unwrap(found, table)
    return opened


def _free_name(found: str, archive: str, taken: Mapping[str, bytes]) -> str:
    """The name of a file without its folders, unless another has it already: then the whole of it."""
    short = found.rpartition("/")[2]
    return next(name for name in (short, found, f"{archive}/{found}", f"{found} ({len(taken)})") if name not in taken)


def _open(name: str, content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [item for item in archive.infolist() if item.filename.lower().endswith(TABLE_ENDINGS)]
            _refuse(name, members)
            return {item.filename: archive.read(item) for item in members}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise ImportFileError(name, [Fault(value=str(error)[:80], expected="une archive ZIP entière")]) from error


def _refuse(name: str, members: list[zipfile.ZipInfo]) -> None:
    if not members:
        raise ImportFileError(name, [Fault(expected="une archive qui contient un tableau CSV")])
    closed = [item.filename for item in members if item.flag_bits & ENCRYPTED or item.compress_type not in KNOWN]
    if closed:
        raise ImportFileError(name, [Fault(value=closed[0], expected="une archive ZIP ordinaire, sans mot de passe")])
    size = sum(item.file_size for item in members)
    if len(members) > MOST_FILES or size > LARGEST_BYTES:
        expected = f"une archive de {MOST_FILES} tableaux et {LARGEST_BYTES // 1_000_000} Mo au plus"
        raise ImportFileError(name, [Fault(value=f"{len(members)} tableaux, {size} octets", expected=expected)])
