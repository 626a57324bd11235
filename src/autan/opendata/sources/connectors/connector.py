"""A connector: how the files of one source are read, and how its service is asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from autan.opendata.sources.connectors.fetching import FetchedEdition, FetchRequest
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.readings import Expectation, Reading
from autan.opendata.sources.core.source_cards import SourceCard


class ReadFile(Protocol):
    """Reads one file into a tidy table."""

    def __call__(self, content: bytes, *, file: str, expectation: Expectation) -> Reading:
        """Read the bytes of a file, named in the faults."""


class MultiFileReader(Protocol):
    """Reads several files of one source into one tidy table."""

    def __call__(self, files: Mapping[str, bytes], *, expectation: Expectation) -> Reading:
        """Read files by name."""


type ReadFiles = Callable[[Mapping[str, bytes], SourceCard, Expectation], Sequence[Reading]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Connector:
    """How one source comes in.

    Attributes:
        fetch: asks its service; None for a source of files alone.
        clean: leaves out of a file what may never be kept, such as names of people.
        needs_places: True when its service is asked place by place.
        is_slow: True when its service takes hundreds of requests for the whole country.
        is_portal: True for a portal of many data sets, each of which becomes a source of its own in the lake.
    """

    source: str
    read: ReadFiles
    fetch: Callable[[Transport, FetchRequest], tuple[FetchedEdition, ...]] | None = None
    clean: Callable[[bytes, str], bytes] | None = None
    needs_places: bool = False
    is_slow: bool = False
    is_portal: bool = False


def one_by_one(
    read: ReadFile, *, recognises: Callable[[bytes], bool] = lambda _content: False, published: ReadFile | None = None
) -> ReadFiles:
    """Read each file by itself: in the form that the producer publishes where it is recognised, else the usual one."""

    def read_files(files: Mapping[str, bytes], _card: SourceCard, expectation: Expectation) -> list[Reading]:
        return [
            (published if published and recognises(content) else read)(content, file=name, expectation=expectation)
            for name, content in files.items()
        ]

    return read_files


def together(read: MultiFileReader) -> ReadFiles:
    """Read all files into one table."""

    def read_files(files: Mapping[str, bytes], _card: SourceCard, expectation: Expectation) -> list[Reading]:
        return [read(files, expectation=expectation)]

    return read_files
