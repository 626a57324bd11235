"""Keys as their pages list them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from autan.ground.texts.language import words
from autan.publishing.api.models import ReadKey
from autan.publishing.api.queries.writable import writable_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """A key, in words; what it is itself stays in `key`."""

    key: ReadKey
    network: str
    table: str
    is_open: bool


def key_lines(keys: Iterable[ReadKey], names: Mapping[str, str], *, today: date) -> Iterator[KeyLine]:
    """Give keys as they are listed; `names` are those of networks, by slug."""
    tables = writable_tables()
    for key in keys:
        table = words(tables[key.act].title) if key.act in tables else key.act
        name = names.get(key.network, key.network)
        yield KeyLine(key=key, network=name, table=table, is_open=key.is_open(today))
