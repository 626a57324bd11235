"""HTTP semantics of a response: length, start of a range, content coding, whether to ask again."""

import http.client
import socket
import ssl
import urllib.error
from email.message import Message
from email.utils import parsedate_to_datetime

from autan.ground.errors import ImportFileError, Sentence
from autan.ground.tables.importers.wrappings import gunzip
from autan.opendata.sources.connectors.source_errors import SourceChangedError

TOO_MANY_REQUESTS, PARTIAL_CONTENT, SERVER_ERRORS, BAD_REQUEST = 429, 206, 500, 400


class TryAgainError(Exception):
    """One try failed in a way that another may not."""

    def __init__(self, response: str, wait_s: float | None = None) -> None:
        self.response = response
        self.wait_s = wait_s
        super().__init__(response)


def start_of_range(response: http.client.HTTPResponse) -> int | None:
    """First byte of `Content-Range: bytes 500-999/1000`, or None."""
    start = response.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    return int(start) if start.isdecimal() else None


def whole_size(response: http.client.HTTPResponse, *, start: int) -> int | None:
    """Bytes of the whole response, as announced; None when they are not."""
    total = response.headers.get("Content-Range", "").rpartition("/")[2]
    if response.status == PARTIAL_CONTENT and total.isdecimal():
        return int(total)
    length = response.headers.get("Content-Length", "")
    return start + int(length) if length.isdecimal() else None


def decoded(url: str, body: bytes, headers: Message, *, largest: int) -> bytes:
    """The response out of the coding that a server gave it though none was asked for.

    Raises:
        SourceChangedError: the coding is not known, is damaged, or hides more than can be read.
    """
    coding = headers.get("Content-Encoding", "identity").strip().lower()
    if coding == "identity" or not body:
        return body
    if coding not in {"gzip", "x-gzip"}:
        raise SourceChangedError(
            url, Sentence("une réponse codée en {coding}", coding=coding), expected="une réponse en clair"
        )
    try:
        return gunzip(url, body, largest=largest)
    except ImportFileError as error:
        message = Sentence(
            "une réponse en gzip qui ne s’ouvre pas ({reason})", reason=error.faults[0].value or Sentence("trop grande")
        )
        raise SourceChangedError(url, message, expected=error.faults[0].expected) from error


def classify_refusal(url: str, error: urllib.error.HTTPError) -> Exception:
    """What a refusal of a server is: another try may do, or none will."""
    if error.code == TOO_MANY_REQUESTS or error.code >= SERVER_ERRORS:
        return TryAgainError(Sentence("une réponse {code}", code=error.code), _retry_after(error.headers))
    if error.code < BAD_REQUEST:  # redirections in a circle, or to another scheme
        return SourceChangedError(
            url, Sentence("une redirection sans issue ({code})", code=error.code), expected="données (200)"
        )
    return SourceChangedError(
        url, Sentence("un refus ({code} {reason})", code=error.code, reason=error.reason), expected="données (200)"
    )


def _retry_after(headers: Message) -> float | None:
    """Seconds that the server asks to wait, given as a number or as a date against its own clock."""
    text = headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        delay = parsedate_to_datetime(text) - parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError):
        return None
    return max(0.0, delay.total_seconds())


def describe_failure(error: Exception) -> str:
    """What cut the line, in French."""
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, TimeoutError):
        return Sentence("un silence trop long")
    if isinstance(reason, socket.gaierror):
        return Sentence("une machine introuvable (nom inconnu, ou pas de réseau)")
    if isinstance(reason, ssl.SSLError):
        return Sentence("un certificat refusé")
    if isinstance(reason, http.client.HTTPException):
        return Sentence("une réponse interrompue")
    return Sentence("une connexion qui échoue ({name})", name=type(reason).__name__)
