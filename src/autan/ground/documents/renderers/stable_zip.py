"""Rewrites an office document (a zip) so that the same content is the same bytes: fixed dates, one order of parts."""

import io
import zipfile
from collections.abc import Sequence

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
