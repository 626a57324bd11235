"""The cards of the sources that ship with the product, and the tables that ship with some of them.

A card without a table that ships is the model for the editions of its source: what it is, what its columns are. Its
dates are those of the last edition known when it was written.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from autan.ground.plugins import plugin_objects
from autan.ground.tables.importers.yaml_document import read_shipped_yaml
from autan.opendata.sources.core.source_cards import SourceCard, parse_card

ROOM = Path(__file__).parent
SOURCE_CARDS = ROOM / "definitions" / "sources"
SHIPPED_TABLES = ROOM / "tables"


def read_card(file: Path) -> SourceCard:
    """Read the card of a source."""
    return parse_card(read_shipped_yaml(file.read_text(encoding="utf-8")))


class ShippedCards(Mapping[str, SourceCard]):
    """Cards by source, in alphabetical order, each read when it is first asked for: all of them take 60 ms of CPU.

    Those of plug-ins never take the place of ours.
    """

    def __init__(self) -> None:
        """Nothing is read yet: a file bears the name of its source."""
        self._files = {file.stem: file for file in SOURCE_CARDS.glob("*.yaml")}
        self._cards = {card.source: card for card in plugin_objects(SourceCard) if card.source not in self._files}
        self._sources = sorted({*self._files, *self._cards})

    def __getitem__(self, source: str) -> SourceCard:
        """Read the card of a source."""
        if source not in self._cards:
            self._cards[source] = read_card(self._files[source])
        return self._cards[source]

    def __iter__(self) -> Iterator[str]:
        """The sources, in alphabetical order."""
        return iter(self._sources)

    def __len__(self) -> int:
        """How many cards there are."""
        return len(self._sources)


@cache
def shipped_cards() -> ShippedCards:
    """Cards of the sources that ship and of those of plug-ins."""
    return ShippedCards()


@cache
def shipped_table_cards() -> dict[str, SourceCard]:
    """Cards of the tables that ship, by source."""
    return {source: shipped_cards()[source] for source in shipped_cards() if _has_table(source)}


def _has_table(source: str) -> bool:
    return (SHIPPED_TABLES / f"{source}.parquet").is_file()
