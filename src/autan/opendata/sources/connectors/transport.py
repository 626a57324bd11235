"""The client of services of data: it keeps rate limits, retries, and never takes half a response for a whole one.

This is the only module of the house that opens the network. It waits between requests, retries when the service is
busy or broken, resumes a response that stopped half-way, and refuses a web page given for data.
"""

import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode, urlsplit

import urllib3

from autan.ground.wordings import Sentence
from autan.opendata.sources.connectors.http_semantics import (
    PARTIAL_CONTENT,
    TryAgainError,
    classify_refusal,
    decoded,
    describe_failure,
    start_of_range,
    whole_size,
)
from autan.opendata.sources.connectors.opening import open_address
from autan.opendata.sources.connectors.partial_downloads import PartialDownloads
from autan.opendata.sources.connectors.responses import Response, ResponseFormat, check_format
from autan.opendata.sources.connectors.source_errors import SourceChangedError, SourceUnreachableError

USER_AGENT = "autan/0.1 (observatoire de territoires)"
CHUNK_BYTES = 1 << 16
MINUTE_S = 60.0
SUCCESSES, RANGE_REFUSED = range(200, 300), 416

Progress = Callable[[str, int, int | None], None]
"""Called as a response comes in: what was asked, bytes received, bytes expected (None when the server hides it)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimits:
    """Limits that a client of public services keeps.

    Attributes:
        timeout_s: how long the service may stay silent.
        first_wait_s: wait after the first failure; it doubles each time.
        longest_asked_s: a service that asks for a longer wait than this is left, and never asked sooner than it says.
        slow_hosts: hosts that allow fewer, and how many.
        slowest_bytes_s: a response that comes more slowly, after `slow_after_s`, is dropped and asked for again.
    """

    timeout_s: float = 30
    tries: int = 5
    first_wait_s: float = 1
    longest_wait_s: float = 60
    longest_asked_s: float = 600
    requests_a_minute: int = 60
    slow_hosts: Mapping[str, int] = field(default_factory=lambda: {"api.insee.fr": 30})
    largest_bytes: int = 600_000_000
    slowest_bytes_s: float = 500
    slow_after_s: float = 60


Pausing = Callable[[str, float, str], None]
"""Called before a wait: the machine, seconds, why."""


def ignore_progress(*_progress: object) -> None:
    """Progress that nobody looks at."""


@dataclass(slots=True)
class _Part:
    """What came in so far of one response."""

    body: bytearray = field(default_factory=bytearray)
    headers: Mapping[str, str] = field(default_factory=urllib3.HTTPHeaderDict)

    @property
    def mark(self) -> str:
        """What tells one version of the response from another; empty when the server gives nothing of the sort."""
        tag = self.headers.get("ETag", "")
        return self.headers.get("Last-Modified", "") if not tag or tag.startswith("W/") else tag


class Transport:
    """Asks services of data for whole responses.

    Args:
        mirrors: host of a producer, and the address (`http://127.0.0.1:8000`) of the server to ask in its place.
        wait: pauses for that many seconds; by default `time.sleep`.
        clock: seconds that never go back.
        partial: where the responses of an edition are kept until it ends; None keeps nothing.
    """

    def __init__(
        self,
        limits: RateLimits | None = None,
        *,
        mirrors: Mapping[str, str] | None = None,
        progress: Progress = ignore_progress,
        pausing: Pausing = ignore_progress,
        wait: Callable[[float], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
        partial: PartialDownloads | None = None,
    ) -> None:
        self.limits = limits or RateLimits()
        self._mirrors = dict(mirrors or {})
        self._progress = progress
        self._pausing = pausing
        self._wait = wait or time.sleep
        self._clock = clock
        self._unfinished = partial
        self._asked: dict[str, deque[float]] = {}

    def get(
        self,
        url: str,
        parameters: Mapping[str, object] | None = None,
        *,
        form: ResponseFormat = ResponseFormat.JSON,
        may_be_kept: bool = True,
        may_move: bool = False,
    ) -> Response:
        """Ask for one thing.

        Returns the response, whole, in the form asked for.

        `url`: address, `https` (or `http` for a mirror).
        `parameters`: what is added to the address after `?`.
        `may_be_kept`: False for a response that may not be written as it came, as one with people in it.
        `may_move`: True for a file whose stable address leads to another site.

        Raises:
            SourceUnreachableError: no whole response after every try.
            SourceChangedError: a response that is not of this form, too large, from elsewhere, or a refusal (4xx).
        """
        whole = f"{url}?{urlencode(parameters)}" if parameters else url
        mirrored = self._mirror_url(whole)
        unfinished = self._unfinished.find(mirrored) if self._unfinished and may_be_kept else None
        if unfinished:
            self._progress(mirrored, len(unfinished.body), len(unfinished.body))
            return unfinished
        response = self._fetch(mirrored, form, may_move=may_move)
        if mirrored != whole:
            response = replace(response, mirror_of=urlsplit(whole).netloc)
        if self._unfinished and may_be_kept:
            self._unfinished.keep(response)
        return response

    def forget(self) -> None:
        """Delete the partial downloads of the current edition."""
        if self._unfinished:
            self._unfinished.forget()

    def _fetch(self, url: str, form: ResponseFormat, *, may_move: bool) -> Response:
        part, problem = _Part(), TryAgainError("rien")
        for attempt in range(self.limits.tries):
            if attempt:
                self._pause(url, attempt, problem)
            self._keep_pace(urlsplit(url).netloc)
            try:
                self._receive(url, part, may_move=may_move)
            except TryAgainError as error:
                problem = error
                continue
            body = decoded(url, bytes(part.body), part.headers, largest=self.limits.largest_bytes)
            response = Response(url=url, body=body, headers=dict(part.headers.items()))
            check_format(response, form)
            return response
        raise SourceUnreachableError(url, problem.response, tries=self.limits.tries)

    def _mirror_url(self, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"}:
            raise SourceChangedError(
                url,
                Sentence("une adresse en {scheme}", scheme=parts.scheme or Sentence("rien")),
                expected="une adresse en https",
            )
        mirror = self._mirrors.get(parts.netloc)
        return url.replace(f"{parts.scheme}://{parts.netloc}", mirror.rstrip("/"), 1) if mirror else url

    def _pause(self, url: str, attempt: int, problem: TryAgainError) -> None:
        """Wait as long as the service asks, or twice as long each time."""
        wait_s = problem.wait_s
        if wait_s is None:
            wait_s = min(self.limits.first_wait_s * 2 ** (attempt - 1), self.limits.longest_wait_s)
        elif wait_s > self.limits.longest_asked_s:
            message = Sentence(
                "{response}, qui demande d’attendre {wait_s:.0f} s", response=problem.response, wait_s=wait_s
            )
            raise SourceUnreachableError(url, message, tries=attempt)
        self._pausing(urlsplit(url).netloc, wait_s, problem.response)
        self._wait(wait_s)

    def _keep_pace(self, host: str) -> None:
        """Wait until the last minute holds fewer requests to this host than its limit."""
        limit = self.limits.slow_hosts.get(host, self.limits.requests_a_minute)
        times = self._asked.setdefault(host, deque(maxlen=limit))
        # full, the deque drops its oldest by itself: that one must be a minute old first
        if len(times) == times.maxlen:
            left = MINUTE_S - (self._clock() - times[0])
            if left > 0:
                self._pausing(host, left, Sentence("{limit} demandes par minute au plus", limit=limit))
                self._wait(left)
        times.append(self._clock())

    def _receive(self, url: str, part: _Part, *, may_move: bool) -> None:
        """Take in a response, or the rest of it."""
        headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
        if part.body and part.mark:
            headers |= {"Range": f"bytes={len(part.body)}-", "If-Range": part.mark}
        try:
            response = open_address(
                url, headers, timeout_s=self.limits.timeout_s, may_move=may_move, mirrored=self._mirror_url
            )
            with closing(response):
                if response.status not in SUCCESSES:
                    raise self._judge(url, response, part)
                self._read(url, response, part)
        except ValueError as error:
            raise SourceChangedError(
                url, Sentence("une redirection impossible ({error})", error=error), expected="une adresse"
            ) from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise TryAgainError(describe_failure(error)) from error

    @staticmethod
    def _judge(url: str, response: urllib3.HTTPResponse, part: _Part) -> Exception:
        if response.status == RANGE_REFUSED and part.body:
            part.body.clear()
            return TryAgainError("une suite refusée (416)")
        return classify_refusal(url, response)

    def _read(self, url: str, response: urllib3.HTTPResponse, part: _Part) -> None:
        start = len(part.body)
        if response.status != PARTIAL_CONTENT or start_of_range(response) != start:
            part.body.clear()
            if response.status == PARTIAL_CONTENT:
                part.headers = {}  # without a mark, the next try asks for the whole
                raise TryAgainError("une suite qui n’est pas celle demandée")
        is_rest = response.status == PARTIAL_CONTENT
        if is_rest and "Link" in part.headers and "Link" not in response.headers:
            response.headers["Link"] = part.headers["Link"]  # the rest of a page does not tell the next one
        part.headers = response.headers
        whole = whole_size(response, start=len(part.body))
        self._refuse_size(url, whole or 0)
        began, start = self._clock(), len(part.body)
        while chunk := response.read1(CHUNK_BYTES, decode_content=False):
            part.body += chunk
            self._refuse_size(url, len(part.body))
            self._refuse_slowness(len(part.body) - start, self._clock() - began)
            self._progress(url, len(part.body), whole)
        if whole is not None and len(part.body) < whole:
            received = Sentence("une réponse coupée à {count} octets sur {whole}", count=len(part.body), whole=whole)
            raise TryAgainError(received)

    def _refuse_slowness(self, received: int, spent_s: float) -> None:
        if spent_s > self.limits.slow_after_s and received < self.limits.slowest_bytes_s * spent_s:
            message = Sentence(
                "une réponse au compte-gouttes ({received} octets en {spent_s:.0f} s)",
                received=received,
                spent_s=spent_s,
            )
            raise TryAgainError(message)

    def _refuse_size(self, url: str, size: int) -> None:
        if size > self.limits.largest_bytes:
            expected = Sentence("{largest_bytes} octets au plus", largest_bytes=self.limits.largest_bytes)
            raise SourceChangedError(
                url, Sentence("une réponse de {size} octets ou plus", size=size), expected=expected
            )
