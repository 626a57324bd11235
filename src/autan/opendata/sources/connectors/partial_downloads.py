"""Whole responses of an edition that stopped half-way: asked again within hours, it goes on from where it was.

Responses are kept by the address asked, outside the lake, and forgotten as soon as the edition ends, well or badly.
Only a service out of reach, or a person who stops the command, leaves some behind.
"""

import hashlib
import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from autan.ground.whole_files import whole_file
from autan.opendata.sources.connectors.responses import Response

LONGEST_S = 6 * 3600  # beyond, the service may have published something else


class PartialDownloads:
    """Responses in a folder, made when the first comes, until the edition ends; `now`: seconds since the epoch."""

    def __init__(self, folder: Path, *, now: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._now = now

    def find(self, url: str) -> Response | None:
        """The response kept for an address, or None."""
        path = self._path(url)
        try:
            if self._now() - path.stat().st_mtime > LONGEST_S:
                return None
            record = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            return Response(
                url=record["url"], body=path.read_bytes(), headers=record["headers"], mirror_of=record["mirror_of"]
            )
        except (OSError, ValueError, KeyError):
            return None

    def keep(self, response: Response) -> None:
        """Keep a whole response; its body is written last, so that half a response is never found."""
        path = self._path(response.url)
        record = {"url": response.url, "headers": dict(response.headers), "mirror_of": response.mirror_of}
        with suppress(FileNotFoundError):  # another command has just ended, and left nothing behind
            for place, content in ((path.with_suffix(".json"), json.dumps(record).encode()), (path, response.body)):
                with whole_file(place) as file:
                    file.write(content)

    def forget(self) -> None:
        """Leave nothing of the edition."""
        for path in self._folder.glob("*"):
            path.unlink(missing_ok=True)

    def _path(self, url: str) -> Path:
        return self._folder / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}.body"
