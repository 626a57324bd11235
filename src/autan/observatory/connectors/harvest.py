"""What a connector brings back from a service: the raw answers, and the file that they make together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autan.errors import DomainError
from autan.observatory.connectors.answers import Answer, Form
from autan.observatory.connectors.source_errors import SourceChangedError
from autan.observatory.connectors.transport import Transport

MOST_PAGES = 2000  # a service that never says that it has ended is not followed for ever


class PlacesNeededError(DomainError):
    """A service is asked place by place, and no place was given.

    Attributes:
        source: slug of the source.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        super().__init__(f"{source}\u00a0: service interrogé lieu par lieu, donnez --network")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a refresh asks a connector for.

    Attributes:
        from_year: first year wanted; None for the latest alone. A source with one date gives that date.
        sirens: territories wanted, for the services that are asked place by place; the others answer for all France.
    """

    from_year: int | None = None
    sirens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """One edition of a source, as brought back.

    Attributes:
        name: name of the file that the answers make; it carries the date where the rows do not.
        content: that file, in the form that the producer publishes.
        data_date: year or day of the data, as asked for; the reader checks it in the rows.
        answers: the raw answers, in order.
        geography_vintage: year of the geographic code that the answers state, or None.
        sirens: territories that were asked for, whose rows alone are replaced; empty for all France.
    """

    name: str
    content: bytes
    data_date: str
    answers: tuple[Answer, ...]
    geography_vintage: int | None = None
    sirens: tuple[str, ...] = ()


def csv_pages(transport: Transport, url: str, parameters: Mapping[str, object]) -> Iterator[Answer]:
    """Pages of a table, from the first to the one whose header `Link` names no next."""
    answer = transport.get(url, parameters, form=Form.CSV)
    for _ in range(MOST_PAGES):
        yield answer
        link = answer.next_link
        if not link:
            return
        answer = transport.get(link, form=Form.CSV)
    raise SourceChangedError(url, f"plus de {MOST_PAGES} pages", expected="une dernière page")


def join_tables(answers: tuple[Answer, ...]) -> bytes:
    """One table from its pages: the header of the first, the rows of all.

    Raises:
        SourceChangedError: a page has another header than the first.
    """
    header = _header(answers[0])
    for answer in answers:
        if _header(answer) != header:
            said = f"une page aux colonnes «\u202f{_header(answer)[:80]}\u202f»"
            raise SourceChangedError(answer.url, said, expected=f"les colonnes «\u202f{header[:80]}\u202f»")
    rows = [answer.text.partition("\n")[2].strip("\r\n") for answer in answers]
    return ("\n".join([header, *(text for text in rows if text)]) + "\n").encode()


def _header(answer: Answer) -> str:
    return answer.text.partition("\n")[0].strip("\r")
