"""HTTP semantics of a response: length, start of a range, content coding, whether to ask again."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from http.client import HTTPException

import urllib3
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError, ReadTimeoutError, SSLError

from autan.ground.errors import ImportFileError
from autan.ground.tables.importers.tables import gunzip
from autan.ground.wordings import Sentence
from autan.opendata.sources.connectors.source_errors import SourceChangedError

TOO_MANY_REQUESTS, PARTIAL_CONTENT, SERVER_ERRORS, BAD_REQUEST = 429, 206, 500, 400


class TryAgainError(Exception):
    """One try failed in a way that another may not."""

    def __init__(self, response: str, wait_s: float | None = None) -> None:
        self.response = response
        self.wait_s = wait_s
        super().__init__(response)


def start_of_range(response: urllib3.HTTPResponse) -> int | None:
    """First byte of `Content-Range: bytes 500-999/1000`, or None."""
    start = response.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    return int(start) if start.isdecimal() else None


def whole_size(response: urllib3.HTTPResponse, *, start: int) -> int | None:
    """Bytes of the whole response, as announced; None when they are not."""
    total = response.headers.get("Content-Range", "").rpartition("/")[2]
    if response.status == PARTIAL_CONTENT and total.isdecimal():
        return int(total)
    length = response.headers.get("Content-Length", "")
    return start + int(length) if length.isdecimal() else None


def decoded(url: str, body: bytes, headers: Mapping[str, str], *, largest: int) -> bytes:
    """The response out of the coding that a server gave it though none was asked for."""
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


def classify_refusal(url: str, response: urllib3.HTTPResponse) -> Exception:
    """What a refusal of a server is: another try may do, or none will."""
    code = response.status
    if code == TOO_MANY_REQUESTS or code >= SERVER_ERRORS:
        return TryAgainError(Sentence("une réponse {code}", code=code), _retry_after(response.headers))
    if code < BAD_REQUEST:  # redirections in a circle, or to nowhere
        return SourceChangedError(
            url, Sentence("une redirection sans issue ({code})", code=code), expected="données (200)"
        )
    return SourceChangedError(
        url, Sentence("un refus ({code} {reason})", code=code, reason=response.reason), expected="données (200)"
    )


def _retry_after(headers: Mapping[str, str]) -> float | None:
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
    if isinstance(error, NameResolutionError):
        return Sentence("une machine introuvable (nom inconnu, ou pas de réseau)")
    if isinstance(error, NewConnectionError):
        return _failing(error.__cause__ or error)
    if isinstance(error, (ConnectTimeoutError, ReadTimeoutError)):
        return Sentence("un silence trop long")
    if isinstance(error, SSLError):
        return Sentence("un certificat refusé")
    reason = error.args[-1] if error.args and isinstance(error.args[-1], Exception) else error
    if isinstance(reason, OSError) and not isinstance(reason, HTTPException):
        return _failing(reason)
    return Sentence("une réponse interrompue")


def _failing(error: BaseException) -> Sentence:
    return Sentence("une connexion qui échoue ({name})", name=type(error).__name__)
