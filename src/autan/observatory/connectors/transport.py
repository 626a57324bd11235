"""How a service of data is asked: politely, patiently, and without ever taking half an answer for a whole one.

This is the only module of the house that opens the network. It waits between requests, retries when the service is
busy or broken, resumes an answer that stopped half-way, and refuses a web page given for data.
"""

import http.client
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode, urlsplit

from autan.observatory.connectors.answers import Answer, Form, check_form
from autan.observatory.connectors.source_errors import SourceChangedError, SourceUnreachableError
from autan.observatory.connectors.unfinished import Unfinished

USER_AGENT = "autan/0.1 (observatoire de territoires)"
CHUNK_BYTES = 1 << 16
MINUTE_S = 60.0
TOO_MANY_REQUESTS, PARTIAL_CONTENT, RANGE_REFUSED, SERVER_ERRORS = 429, 206, 416, 500

Progress = Callable[[str, int, int | None], None]
"""Called as an answer comes in: what was asked, bytes received, bytes expected (None when the server hides it)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """Limits that a client of public services keeps.

    Attributes:
        timeout_s: how long the service may stay silent.
        tries: how many times one thing is asked.
        first_wait_s: wait after the first failure; it doubles each time.
        longest_wait_s: no wait is longer, even when the service asks for more.
        requests_a_minute: most requests to one host in a minute.
        slow_hosts: hosts that allow fewer, and how many.
        largest_bytes: a larger answer is refused.
    """

    timeout_s: float = 30
    tries: int = 5
    first_wait_s: float = 1
    longest_wait_s: float = 60
    requests_a_minute: int = 60
    slow_hosts: Mapping[str, int] = field(default_factory=lambda: {"api.insee.fr": 30})
    largest_bytes: int = 600_000_000


def stay_silent(url: str, received: int, expected: int | None) -> None:
    """Progress that nobody looks at."""


@dataclass(slots=True)
class _Part:
    """What came in so far of one answer."""

    body: bytearray = field(default_factory=bytearray)
    headers: Message = field(default_factory=Message)

    @property
    def mark(self) -> str:
        """What tells one version of the answer from another; empty when the server gives nothing of the sort."""
        tag = self.headers.get("ETag", "")
        return self.headers.get("Last-Modified", "") if not tag or tag.startswith("W/") else tag


class _TryAgainError(Exception):
    """One try failed in a way that another may not."""

    def __init__(self, answer: str, wait_s: float | None = None) -> None:
        self.answer = answer
        self.wait_s = wait_s
        super().__init__(answer)


class Transport:
    """Asks services of data for whole answers.

    Args:
        manners: limits to keep.
        mirrors: host of a producer, and the address (`http://127.0.0.1:8000`) of the server to ask in its place.
        progress: told of what comes in.
        wait: pauses for that many seconds.
        clock: seconds that never go back.
        unfinished: where the answers of a harvest are kept until it ends; None keeps nothing.
    """

    def __init__(
        self,
        manners: Manners | None = None,
        *,
        mirrors: Mapping[str, str] | None = None,
        progress: Progress = stay_silent,
        wait: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        unfinished: Unfinished | None = None,
    ) -> None:
        self.manners = manners or Manners()
        self._mirrors = dict(mirrors or {})
        self._progress = progress
        self._wait = wait
        self._clock = clock
        self._unfinished = unfinished
        self._asked: dict[str, deque[float]] = {}

    def get(
        self, url: str, parameters: Mapping[str, object] | None = None, *, form: Form, may_be_kept: bool = True
    ) -> Answer:
        """Ask for one thing.

        Args:
            url: address, `https` (or `http` for a mirror).
            parameters: what is added to the address after `?`.
            form: what the answer must be.
            may_be_kept: False for an answer that may not be written as it came, as one with people in it.

        Returns:
            The answer, whole, in the form asked for.

        Raises:
            SourceUnreachableError: no whole answer after every try.
            SourceChangedError: an answer that is not of this form, too large, or a refusal (4xx).
        """
        asked = self._mirrored(f"{url}?{urlencode(parameters)}" if parameters else url)
        held = self._unfinished.find(asked) if self._unfinished and may_be_kept else None
        if held:
            self._progress(asked, len(held.body), len(held.body))
            return held
        answer = self._ask(asked, form)
        if self._unfinished and may_be_kept:
            self._unfinished.keep(answer)
        return answer

    def forget(self) -> None:
        """Leave nothing of the harvest that ends."""
        if self._unfinished:
            self._unfinished.forget()

    def _ask(self, asked: str, form: Form) -> Answer:
        part, problem = _Part(), _TryAgainError("rien")
        for attempt in range(self.manners.tries):
            if attempt:
                self._wait(self._pause(attempt, problem.wait_s))
            self._keep_pace(urlsplit(asked).netloc)
            try:
                self._receive(asked, part)
            except _TryAgainError as error:
                problem = error
                continue
            answer = Answer(url=asked, body=bytes(part.body), headers=dict(part.headers.items()))
            check_form(answer, form)
            return answer
        raise SourceUnreachableError(asked, problem.answer, tries=self.manners.tries)

    def _mirrored(self, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"}:
            raise SourceChangedError(url, f"une adresse en {parts.scheme or 'rien'}", expected="une adresse en https")
        mirror = self._mirrors.get(parts.netloc)
        return url.replace(f"{parts.scheme}://{parts.netloc}", mirror.rstrip("/"), 1) if mirror else url

    def _pause(self, attempt: int, asked_s: float | None) -> float:
        backoff = self.manners.first_wait_s * 2 ** (attempt - 1)
        return min(backoff if asked_s is None else asked_s, self.manners.longest_wait_s)

    def _keep_pace(self, host: str) -> None:
        """Wait until the last minute holds fewer requests to this host than its limit."""
        limit = self.manners.slow_hosts.get(host, self.manners.requests_a_minute)
        asked = self._asked.setdefault(host, deque(maxlen=limit))
        if len(asked) == asked.maxlen:
            left = MINUTE_S - (self._clock() - asked[0])
            if left > 0:
                self._wait(left)
        asked.append(self._clock())

    def _receive(self, url: str, part: _Part) -> None:
        """Take in an answer, or the rest of it."""
        headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
        if part.body and part.mark:
            headers |= {"Range": f"bytes={len(part.body)}-", "If-Range": part.mark}
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 - the scheme was checked
        try:
            with urllib.request.urlopen(request, timeout=self.manners.timeout_s) as response:  # noqa: S310 - the same
                self._read(url, response, part)
        except urllib.error.HTTPError as error:
            with error:
                raise _judge_refusal(url, error, part) from error
        except (http.client.HTTPException, OSError) as error:
            raise _TryAgainError(_say_failure(error)) from error

    def _read(self, url: str, response: http.client.HTTPResponse, part: _Part) -> None:
        start = len(part.body)
        if response.status != PARTIAL_CONTENT or _start_of_range(response) != start:
            part.body.clear()
            if response.status == PARTIAL_CONTENT:
                part.headers = Message()  # without a mark, the next try asks for the whole
                raise _TryAgainError("une suite qui n’est pas celle demandée")
        part.headers = response.headers
        length = response.headers.get("Content-Length", "")
        whole = len(part.body) + int(length) if length.isdecimal() else None
        self._refuse_size(url, whole or 0)
        while chunk := response.read1(CHUNK_BYTES):
            part.body += chunk
            self._refuse_size(url, len(part.body))
            self._progress(url, len(part.body), whole)
        if whole is not None and len(part.body) < whole:
            received = f"une réponse coupée à {len(part.body)} octets sur {whole}"
            raise _TryAgainError(received)

    def _refuse_size(self, url: str, size: int) -> None:
        if size > self.manners.largest_bytes:
            expected = f"{self.manners.largest_bytes} octets au plus"
            raise SourceChangedError(url, f"une réponse de {size} octets ou plus", expected=expected)


def _start_of_range(response: http.client.HTTPResponse) -> int | None:
    """First byte of `Content-Range: bytes 500-999/1000`, or None."""
    start = response.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    return int(start) if start.isdecimal() else None


def _judge_refusal(url: str, error: urllib.error.HTTPError, part: _Part) -> Exception:
    if error.code == RANGE_REFUSED and part.body:
        part.body.clear()
        return _TryAgainError("une suite refusée (416)")
    if error.code == TOO_MANY_REQUESTS or error.code >= SERVER_ERRORS:
        return _TryAgainError(f"une réponse {error.code}", _retry_after(error.headers))
    return SourceChangedError(url, f"un refus ({error.code} {error.reason})", expected="données (200)")


def _retry_after(headers: Message) -> float | None:
    """Seconds that the server asks to wait, given as a number or as a date against its own clock."""
    asked = headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return float(asked)
    try:
        delay = parsedate_to_datetime(asked) - parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError):
        return None
    return max(0.0, delay.total_seconds())


def _say_failure(error: Exception) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return "un silence trop long"
    if isinstance(reason, http.client.HTTPException):
        return "une réponse interrompue"
    return f"une connexion qui échoue ({type(reason).__name__})"
