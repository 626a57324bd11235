"""What a new edition is judged against, by source: see `definitions/plausibility.yaml`."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from autan.ground.tables.importers.yaml_document import read_shipped_yaml
from autan.ground.wordings import Text
from autan.opendata.updates.core.plausibility import PeopleBounds
from autan.opendata.updates.core.reconciliation import Cells, SecondProducer

_DEFINITIONS = Path(__file__).parent / "definitions" / "plausibility.yaml"


@cache
def _definitions() -> Mapping[str, Any]:
    definitions: Mapping[str, Any] = read_shipped_yaml(_DEFINITIONS.read_text(encoding="utf-8"))
    return definitions


@cache
def people_bounds(source: str) -> tuple[PeopleBounds, ...]:
    """What the numbers of a source may be worth for an inhabitant, a delivery point or a plant."""
    return tuple(PeopleBounds(**bounds) for bounds in _definitions()["bounds"].get(source, ()))


@cache
def second_producers(source: str) -> tuple[SecondProducer, ...]:
    """The other sources that tell of the same thing as a source."""
    return tuple(second for pair in _definitions()["second_producers"] for second in _seconds(source, **pair))


@cache
def column_words() -> Mapping[str, Text]:
    """What the columns of the tables of the lake are called in a sentence, by name."""
    return {name: Text(**words) for name, words in _definitions()["columns"].items()}


def _seconds(
    source: str, *, sources: Mapping[str, Any], other: Mapping[str, Any] | None = None, **traits: Any
) -> Iterator[SecondProducer]:
    if source in sources:
        for name, cells in (other or sources).items():
            if other or name != source:
                yield SecondProducer(source=name, own=Cells(**sources[source]), other=Cells(**cells), **traits)
