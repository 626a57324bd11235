"""The cards of the sources that ship with the product, and the tables that ship with some of them.

A card without a table that ships is the model for the editions of its source: what it is, what its columns are. Its
dates are those of the last edition known when it was written.
"""

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


@cache
def shipped_cards() -> dict[str, SourceCard]:
    """Cards by source, in alphabetical order; those of plug-ins never take the place of Autan."""
    own_cards = [read_card(file) for file in SOURCE_CARDS.glob("*.yaml")]
    cards = {card.source: card for card in (*plugin_objects(SourceCard), *own_cards)}
    return dict(sorted(cards.items()))


@cache
def shipped_table_cards() -> dict[str, SourceCard]:
    """Cards of the tables that ship, by source."""
    cards = shipped_cards().items()
    return {source: card for source, card in cards if (SHIPPED_TABLES / f"{source}.parquet").is_file()}
