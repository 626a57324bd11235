"""What a reader who takes nothing makes the server keep: no copy of a file that stands, no large answer in memory."""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase

from autan.instance.project.lane import Lane
from autan.instance.project.rsgi import BodyLimits, Gateway

LARGE = bytes(range(256)) * 8_000


class Reader:
    """A client that notes how it is answered: at once, or piece by piece as it takes them."""

    def __init__(self) -> None:
        self.at_once, self.pieces = 0, list[bytes]()

    def response_bytes(self, _status: int, _headers: object, body: bytes) -> None:
        """Take an answer that the server keeps in memory until it is read."""
        self.at_once += len(body)

    def response_stream(self, _status: int, _headers: object) -> "Reader":
        """Begin to take pieces."""
        return self

    async def send_bytes(self, piece: bytes) -> None:
        """Take a piece."""
        self.pieces.append(piece)


def read(make: Callable[[], HttpResponseBase], folder: Path) -> Reader:
    """Answer one request by the gateway of the server."""

    def application(_environ: dict[str, Any], start_response: Any) -> Any:
        response = make()
        start_response("200 OK", list(response.items()))
        return response

    fields = {"method": "GET", "path": "/", "query_string": "", "scheme": "http", "http_version": "1.1"}
    scope = SimpleNamespace(server="127.0.0.1:80", client="127.0.0.1:5", authority="a", headers={}, **fields)
    reader = Reader()
    gateway = Gateway(application, limits=BodyLimits(), lane=Lane(folder))
    asyncio.run(gateway.__rsgi__(scope, reader))
    return reader


def test_a_file_that_stands_is_sent_without_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "edition.pdf"
    path.write_bytes(LARGE)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no-such-folder"))
    reader = read(lambda: FileResponse(path.open("rb")), tmp_path)
    assert b"".join(reader.pieces) == LARGE
    assert max(map(len, reader.pieces)) < 100_000


def test_a_large_answer_waits_on_the_disk_for_its_reader(tmp_path: Path) -> None:
    reader = read(lambda: HttpResponse(LARGE), tmp_path)
    assert (reader.at_once, b"".join(reader.pieces)) == (0, LARGE)
    assert read(lambda: HttpResponse(b"short"), tmp_path).at_once == 5
