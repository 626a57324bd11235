"""Tables out of the files that a person gives, archives opened.

INSEE and others publish a table as a ZIP, with a second table that explains the codes. A table in another wrapping
(gzip, Parquet, a spreadsheet) is taken out of it: see `intake.importers.wrappings`.
"""

from collections.abc import Mapping

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import NATIONAL_LIMITS
from autan.ground.tables.importers.archives import ZIP_MARK, read_archive
from autan.ground.tables.importers.tables import is_workbook, unwrap

TABLE_ENDINGS = (".csv", ".txt", ".json", ".gz", ".parquet", ".xlsx", ".xls", ".ods")
MOST_FILES = 200


def open_archives(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files given, each archive replaced by the tables that it holds, and each table out of its wrapping.

    Raises ImportFileError: an archive is damaged, holds no table, or is too large once open.
    """
    opened: dict[str, bytes] = {}
    for name, content in files.items():
        is_archive = content.startswith(ZIP_MARK) and not is_workbook(content)
        for member, table in (_open(name, content) if is_archive else {name: content}).items():
            opened[_free_name(member, name, opened)] = unwrap(member, table)
    return opened


def _free_name(path: str, archive: str, taken: Mapping[str, bytes]) -> str:
    """The name of a file without its folders, unless another has it already: then the whole of it."""
    short = path.rpartition("/")[2]
    return next(name for name in (short, path, f"{archive}/{path}", f"{path} ({len(taken)})") if name not in taken)


def _open(name: str, content: bytes) -> dict[str, bytes]:
    def is_table(member: str) -> bool:
        return member.lower().endswith(TABLE_ENDINGS)

    tables = read_archive(content, name, max_members=MOST_FILES, limits=NATIONAL_LIMITS, accepts=is_table)
    if not tables:
        raise ImportFileError(name, [Fault(expected="une archive qui contient un tableau CSV")])
    return tables
