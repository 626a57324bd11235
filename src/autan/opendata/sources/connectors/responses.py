"""Responses of services, checked: JSON or a CSV table, whole, and never a web page with status 200."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urljoin, urlsplit

from autan.ground.tables.importers.delimited import Content, cell_reader, decode, detect_content
from autan.ground.wordings import Sentence
from autan.opendata.sources.connectors.source_errors import SourceChangedError


class ResponseFormat(StrEnum):
    """What a response must be."""

    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A whole response of a service. `mirror_of`: the machine of the producer, when a mirror answered in its place."""

    url: str
    body: bytes
    headers: Mapping[str, str]
    mirror_of: str = ""

    @property
    def text(self) -> str:
        """The response as text, in UTF-8 or else in the letters of Windows; a byte order mark is left out."""
        return decode(self.body)

    @property
    def json(self) -> Any:
        """The response as JSON."""
        return json.loads(self.text)

    @property
    def next_link(self) -> str:
        """Address of the next page by the header `Link`, or empty on the last page.

        Raises SourceChangedError: the next page would be on another host.
        """
        links = next((value for name, value in self.headers.items() if name.lower() == "link"), "")
        return self.follow(next((_address(link) for link in links.split(",") if _is_next(link)), ""))

    def follow(self, link: object) -> str:
        """The address of a page that this one names; empty stays empty."""
        if not link:
            return ""
        try:
            url = urljoin(self.url, link) if isinstance(link, str) else ""
        except ValueError:
            url = ""
        if not url:
            raise SourceChangedError(
                self.url, Sentence("une suite «\u202f{link!s:.80}\u202f»", link=link), expected="une adresse"
            )
        if urlsplit(url).hostname not in {urlsplit(self.url).hostname, urlsplit(f"//{self.mirror_of}").hostname}:
            expected = Sentence("une page de {hostname}", hostname=urlsplit(self.url).hostname)
            raise SourceChangedError(
                self.url, Sentence("une suite chez {hostname}", hostname=urlsplit(url).hostname), expected=expected
            )
        return url


def _is_next(link: str) -> bool:
    return link.replace('"', "").replace(" ", "").endswith("rel=next")


def _address(link: str) -> str:
    return link.partition("<")[2].partition(">")[0]


def check_format(response: Response, form: ResponseFormat) -> None:
    """Refuse a response that is not of the form asked for."""
    expected = "JSON" if form is ResponseFormat.JSON else "un tableau CSV"
    kind = detect_content(response.body)
    if kind is Content.PAGE:
        start = response.text[:500].lstrip()[:40].lower()
        raise SourceChangedError(
            response.url, Sentence("une page web («\u202f{start}\u202f»)", start=start), expected=expected
        )
    if kind is Content.EMPTY:
        raise SourceChangedError(response.url, "une réponse vide", expected=expected)
    if kind is Content.OTHER:
        raise SourceChangedError(response.url, "un fichier d’une autre sorte", expected=expected)
    if form is ResponseFormat.JSON:
        _check_json(response)
    elif kind is Content.OBJECT or _stops_in_a_row(response):
        raise SourceChangedError(response.url, "autre chose, ou une table coupée", expected=expected)


def _check_json(response: Response) -> None:
    try:
        json.loads(response.body.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SourceChangedError(response.url, "un texte qui n’est pas de l’UTF-8", expected="JSON") from error
    except RecursionError as error:
        raise SourceChangedError(response.url, "du JSON sans fond", expected="JSON") from error
    except ValueError as error:
        raise SourceChangedError(
            response.url, Sentence("du JSON qui s’arrête ou se trompe ({error})", error=error), expected="JSON"
        ) from error


def _stops_in_a_row(response: Response) -> bool:
    """True when the last row has fewer cells than the header: a table sent without its length may be cut there."""
    if response.body.endswith(b"\n"):
        return False
    rows = list(cell_reader(response.text, strict=False))
    return len(rows[-1]) < len(rows[0])
