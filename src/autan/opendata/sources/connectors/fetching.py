"""Editions as a service gives them: what is asked, the raw responses, and the files that these make together."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from autan.ground.errors import DomainError
from autan.ground.wordings import Sentence, Text
from autan.opendata.sources.connectors.headings import Names, match_headings
from autan.opendata.sources.connectors.responses import Response, ResponseFormat
from autan.opendata.sources.connectors.source_errors import ServiceError, SourceChangedError
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.source_cards import IndicatorTraits, SourceCard

MOST_PAGES = 2000  # a service that never says that it has ended is not followed for ever


class PlacesNeededError(DomainError):
    """A service is asked place by place, and no place was given."""

    def __init__(self, source: str) -> None:
        self.source = source
        super().__init__("{source}\u00a0: service interrogé lieu par lieu, donnez --network", source=source)


class DatasetNeededError(DomainError):
    """A portal of many data sets is asked for one of them, and none was named."""

    def __init__(self, source: str) -> None:
        self.source = source
        super().__init__(
            "{source}\u00a0: dites quel jeu de données avec --dataset (nom court ou identifiant)", source=source
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """What is asked of a service.

    Attributes:
        from_year: first year wanted; None for the latest alone. A source with one date gives that date.
        sirens: territories wanted, for the services that are asked place by place; the others response for all France.
        communes: communes of these territories, for the services that know communes alone.
        today: day of the refresh: what is announced for later is not asked for; None when it is not known.
    """

    from_year: int | None = None
    sirens: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    dataset: str = ""
    today: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What tells one data set of a portal of many from the others, for its card.

    `source`: slug that the lake files it under.
    """

    source: str
    title: str
    producer: str
    licence: str
    url: str
    traits: IndicatorTraits

    def fill(self, model: SourceCard) -> SourceCard:
        """The card of this data set, from the card of its portal."""
        return replace(
            model,
            source=self.source,
            title=self.title,
            producer=self.producer or model.producer,
            licence=self.licence or model.licence,
            url=self.url or model.url,
            counts=Text(f"{self.title} ({self.traits.unit}).", f"{self.title} ({self.traits.unit})."),
            indicator=self.traits,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedEdition:
    """One edition of a source, as brought back.

    Attributes:
        name: name of the file that the responses make; it carries the date where the rows do not.
        content: that file, in the form that the producer publishes.
        data_date: year or day of the data, as asked for; the reader checks it in the rows. Empty when the rows tell it.
        geography_vintage: year of the geographic code that the responses state, or None.
        sirens: territories that were asked for, whose rows alone are replaced; empty for all France.
        parts: files, by name, when the edition is made of several; `content` is then empty.
        identity: what its card says, for a portal of many data sets.
        remarks: what was done to the responses before they were kept, in French.
    """

    name: str
    content: bytes = b""
    data_date: str = ""
    responses: tuple[Response, ...]
    geography_vintage: int | None = None
    sirens: tuple[str, ...] = ()
    parts: tuple[tuple[str, bytes], ...] = ()
    identity: Identity | None = None
    remarks: tuple[str, ...] = ()

    @property
    def files(self) -> dict[str, bytes]:
        """What is read, by name of file."""
        return dict(self.parts) or {self.name: self.content}


def pages(
    transport: Transport, url: str, parameters: Mapping[str, object], *, next_of: Callable[[Response], str]
) -> Iterator[Response]:
    """Pages of JSON, from the first to the one that names no next.

    `next_of`: the address of the page after one; empty after the last.

    Raises:
        SourceUnreachableError: a page did not come whole.
        SourceChangedError: a page is of another format, or names one that was read already.
    """
    return _pages(transport, url, parameters, ResponseFormat.JSON, next_of)


def csv_pages(transport: Transport, url: str, parameters: Mapping[str, object]) -> Iterator[Response]:
    """Pages of a CSV table, from the first to the one whose header `Link` names no next."""
    return _pages(transport, url, parameters, ResponseFormat.CSV, lambda response: response.next_link)


def _pages(
    transport: Transport,
    url: str,
    parameters: Mapping[str, object],
    format_asked: ResponseFormat,
    next_of: Callable[[Response], str],
) -> Iterator[Response]:
    response = transport.get(url, parameters, form=format_asked)
    seen = {response.url}
    for _ in range(MOST_PAGES):
        yield response
        link = next_of(response)
        if not link:
            return
        if link in seen:
            raise SourceChangedError(response.url, "une suite qui revient en arrière", expected="la page d’après")
        seen.add(link)
        response = transport.get(link, form=format_asked)
    raise SourceChangedError(
        url, Sentence("plus de {most_pages} pages", most_pages=MOST_PAGES), expected="une dernière page"
    )


def member_of(response: Response, *names: str) -> object:
    """What a JSON object holds under a name, and a name in it; None where there is none."""
    node = response.json
    for name in names:
        node = node.get(name) if isinstance(node, dict) else None
    return node


def rows_of(responses: Sequence[Response], name: str, *, total: Sequence[str]) -> list[dict[str, Any]]:
    """Rows of every page, under a name; as many as the first page announces."""
    rows = [row for response in responses for row in _rows(response, name)]
    announced = member_of(responses[0], *total)
    if len(rows) != announced:
        text, expected = f"{len(rows)} lignes", Sentence("les {announced} lignes annoncées", announced=announced)
        raise SourceChangedError(responses[0].url, text, expected=expected)
    return rows


def _rows(response: Response, name: str) -> list[dict[str, Any]]:
    rows = member_of(response, name)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SourceChangedError(
            response.url, "une réponse sans lignes", expected=Sentence("«\u202f{name}\u202f», une liste", name=name)
        )
    return rows


def as_csv(rows: Iterable[Mapping[str, Any]], columns: Iterable[str] | None = None, *, separator: str = ",") -> bytes:
    """Rows of JSON as a CSV table: what is no text is written as JSON, and what a row lacks is an empty cell.

    `columns`: columns wanted; every one that a row has when None.
    """
    # read twice below
    records = list(rows)
    names = list(columns) if columns else list(dict.fromkeys(name for row in records for name in row))
    cells = {name: [_cell(row.get(name)) for row in records] for name in names}
    return pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String)).write_csv(separator=separator).encode()


def _cell(value: Any) -> str | None:
    return value if isinstance(value, str) or value is None else json.dumps(value)


def check_columns(url: str, content: bytes, names: Names) -> None:
    """Refuse a table that lacks a column."""
    if not match_headings(content, names):
        message = Sentence(
            "des colonnes «\u202f{header}\u202f»", header=content.partition(b"\n")[0].decode(errors="replace")[:160]
        )
        raise SourceChangedError(url, message, expected=", ".join(name[0] for name in names.values()))


def first_or_second[T](first: Callable[[], T], second: Callable[[], T]) -> T:
    """Ask at one address, else at another; when both fail, the failure of the first is the one to speak of."""
    try:
        return first()
    except ServiceError as error:
        try:
            return second()
        except ServiceError:
            raise error from None


def join_tables(responses: Sequence[Response]) -> bytes:
    """One table from its pages: the header of the first, the rows of all."""
    header = _header(responses[0])
    for response in responses:
        if _header(response) != header:
            message = Sentence("une page aux colonnes «\u202f{header}\u202f»", header=_header(response)[:80])
            raise SourceChangedError(
                response.url, message, expected=Sentence("les colonnes «\u202f{header}\u202f»", header=header[:80])
            )
    rows = [response.text.partition("\n")[2].strip("\r\n") for response in responses]
    return ("\n".join([header, *(text for text in rows if text)]) + "\n").encode()


def _header(response: Response) -> str:
    return response.text.partition("\n")[0].strip("\r")
