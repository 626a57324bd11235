"""Archives of text parts (XLSX, ODS) made while their texts are: no text is held whole."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

_MADE_ON = (2000, 1, 1, 0, 0, 0)  # a fixed day, so that the same content gives the same file
_PIECE = 1_000_000  # signs of a part that are compressed together


class _WriteOnlyFile:
    """A file that cannot be read back: what was written since last time is taken out of it."""

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def taken(self) -> bytes:
        data, self.written = b"".join(self.written), []
        return data


type Parts = Iterable[tuple[str, Iterable[str]]]
"""Name and text of each part, the text itself in pieces."""


def zip_pieces(parts: Parts) -> Iterator[bytes]:
    """Give an archive piece by piece, while its parts are read."""
    file = _WriteOnlyFile()
    for _written in _write(file, parts):
        yield file.taken()


def zip_whole(parts: Parts) -> bytes:
    """Return an archive; the part `mimetype` is not compressed: some readers look at it first."""
    buffer = io.BytesIO()
    for _written in _write(buffer, parts):
        pass
    return buffer.getvalue()


def _write(file: Any, parts: Parts) -> Iterator[None]:
    """Write an archive; pause after each piece."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, texts in parts:
            info = zipfile.ZipInfo(name, _MADE_ON)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as part:
                for piece in _gathered(texts):
                    part.write(piece.encode())
                    yield
    yield


def _gathered(texts: Iterable[str]) -> Iterator[str]:
    kept: list[str] = []
    size = 0
    for text in texts:
        kept.append(text)
        size += len(text)
        if size > _PIECE:
            yield "".join(kept)
            kept, size = [], 0
    yield "".join(kept)
