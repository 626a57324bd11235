"""What a connector brings back from a service: the raw answers, and the file that they make together."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from autan.errors import DomainError
from autan.evidence.core.texts import Text
from autan.observatory.connectors.answers import Answer, Form
from autan.observatory.connectors.source_errors import SourceChangedError
from autan.observatory.connectors.transport import Transport
from autan.observatory.core.cards import Card, IndicatorTraits

MOST_PAGES = 2000  # a service that never says that it has ended is not followed for ever


class PlacesNeededError(DomainError):
    """A service is asked place by place, and no place was given.

    Attributes:
        source: slug of the source.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        super().__init__(f"{source}\u00a0: service interrogé lieu par lieu, donnez --network")


class DatasetNeededError(DomainError):
    """A portal of many data sets is asked for one of them, and none was named.

    Attributes:
        source: slug of the source.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        super().__init__(f"{source}\u00a0: dites quel jeu de données avec --dataset (nom court ou identifiant)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a refresh asks a connector for.

    Attributes:
        from_year: first year wanted; None for the latest alone. A source with one date gives that date.
        sirens: territories wanted, for the services that are asked place by place; the others answer for all France.
        communes: communes of these territories, for the services that know communes alone.
        dataset: data set wanted, for a portal that holds many.
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

    Attributes:
        source: slug that the lake files it under.
        title: title as published.
        producer: who made it.
        licence: terms of reuse.
        url: page of the data set, or empty.
        traits: what goes with its rows.
    """

    source: str
    title: str
    producer: str
    licence: str
    url: str
    traits: IndicatorTraits

    def fill(self, model: Card) -> Card:
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
class Harvest:
    """One edition of a source, as brought back.

    Attributes:
        name: name of the file that the answers make; it carries the date where the rows do not.
        content: that file, in the form that the producer publishes.
        data_date: year or day of the data, as asked for; the reader checks it in the rows. Empty when the rows tell it.
        answers: the raw answers, in order.
        geography_vintage: year of the geographic code that the answers state, or None.
        sirens: territories that were asked for, whose rows alone are replaced; empty for all France.
        parts: files, by name, when the edition is made of several; `content` is then empty.
        identity: what its card says, for a portal of many data sets.
        remarks: what was done to the answers before they were kept, in French.
    """

    name: str
    content: bytes
    data_date: str
    answers: tuple[Answer, ...]
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
    transport: Transport,
    url: str,
    parameters: Mapping[str, object],
    *,
    form: Form,
    next_of: Callable[[Answer], str],
) -> Iterator[Answer]:
    """Pages of an answer, from the first to the one that names no next.

    Args:
        transport: who asks.
        url: address of the first page.
        parameters: what is asked.
        form: what each page is.
        next_of: the address of the page after one; empty after the last.

    Raises:
        SourceUnreachableError: a page did not come whole.
        SourceChangedError: a page is of another form, or names one that was read already.
    """
    answer = transport.get(url, parameters, form=form)
    seen = {answer.url}
    for _ in range(MOST_PAGES):
        yield answer
        link = next_of(answer)
        if not link:
            return
        if link in seen:
            raise SourceChangedError(answer.url, "une suite qui revient en arrière", expected="la page d’après")
        seen.add(link)
        answer = transport.get(link, form=form)
    raise SourceChangedError(url, f"plus de {MOST_PAGES} pages", expected="une dernière page")


def member_of(answer: Answer, *names: str) -> object:
    """What a JSON object holds under a name, and a name in it; None where there is none."""
    found = answer.json
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def csv_pages(transport: Transport, url: str, parameters: Mapping[str, object]) -> Iterator[Answer]:
    """Pages of a table, from the first to the one whose header `Link` names no next."""
    return pages(transport, url, parameters, form=Form.CSV, next_of=lambda answer: answer.next_link)


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
