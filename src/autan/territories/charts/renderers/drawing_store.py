"""Keeps drawn maps on disk, so that a page does not place the same names again.

A drawing is found by what it says and by the code that draws it: a change of either makes another. Two workers may
write the same drawing at once: each writes its own file and moves it into place whole. A disk that refuses only
costs time.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from django.conf import settings

from autan.ground.whole_files import whole_file
from autan.territories.perimeters.lake.contours import FOLDER as CONTOURS

_MOST_KEPT = 600
_KEPT_AFTER_CLEARING = 400
_CODE = Path(__file__).parent / "drawing"


def remembered(content: object, make: Callable[[], str]) -> str:
    """Return the drawing kept for what it says, or make it and keep it.

    `content`: everything that the drawing shows; its `repr` tells two drawings apart.
    """
    key = hashlib.sha256(f"{_fingerprint()}{content!r}".encode()).hexdigest()[:40]
    path = Path(settings.AUTAN_CACHE) / "drawings" / f"{key}.svg"
    with suppress(OSError):
        return path.read_text(encoding="utf-8")
    drawing = make()
    with suppress(OSError):
        _keep(path, drawing)
    return drawing


@cache
def _fingerprint() -> str:
    """Changes with the code that draws and with the contours that ship."""
    files = [*sorted(_CODE.glob("*")), *sorted(CONTOURS.glob("*.geojson")), *sorted(CONTOURS.glob("*.parquet"))]
    contents = [file.read_bytes() for file in files if file.is_file()]
    return hashlib.sha256(b"".join(contents)).hexdigest()


def _keep(path: Path, drawing: str) -> None:
    with whole_file(path) as file:
        file.write(drawing.encode())
    _clear(path.parent)


def _clear(folder: Path) -> None:
    """Drop the drawings that were made first when there are too many."""
    kept = sorted(folder.glob("*"), key=lambda file: file.stat().st_mtime)
    if len(kept) > _MOST_KEPT:
        for file in kept[: len(kept) - _KEPT_AFTER_CLEARING]:
            file.unlink(missing_ok=True)
