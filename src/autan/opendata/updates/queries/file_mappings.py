"""Mappings that networks keep, and those that ship to start from."""

from functools import cache
from pathlib import Path

from autan.ground.descriptions.core.documents import from_json
from autan.ground.errors import UnknownError
from autan.ground.tables.importers.yaml_document import read_shipped_yaml
from autan.opendata.observatory.models import FileMappingRecord
from autan.opendata.sources.core.file_mappings import FileMapping
from autan.territories.networks.models import Network

_SHIPPED = Path(__file__).parent.parent / "definitions" / "file_mappings.yaml"


class UnknownMappingError(UnknownError):
    """No mapping has this number or this name."""

    def __init__(self, name: object) -> None:
        self.name = name
        super().__init__("aucune correspondance «\u202f{name}\u202f» n’est gardée ici", name=str(name))


def mappings_of(network: Network) -> tuple[FileMappingRecord, ...]:
    """Mappings of a network, by name. One query."""
    return tuple(FileMappingRecord.objects.filter(network=network))


def all_mappings() -> tuple[FileMappingRecord, ...]:
    """Mappings of every network, by name, with their network. One query."""
    return tuple(FileMappingRecord.objects.select_related("network"))


def find_mapping(pk: int) -> FileMappingRecord:
    """Return a mapping with its network.

    Raises:
        UnknownMappingError: there is none.
    """
    record = FileMappingRecord.objects.select_related("network").filter(pk=pk).first()
    if record is None:
        raise UnknownMappingError(pk)
    return record


def mapping_named(network: Network, name: str) -> FileMappingRecord:
    """Return the mapping of a network that has a name.

    Raises:
        UnknownMappingError: there is none.
    """
    record = FileMappingRecord.objects.filter(network=network, name=name).select_related("network").first()
    if record is None:
        raise UnknownMappingError(name)
    return record


@cache
def shipped_mappings() -> tuple[FileMapping, ...]:
    """Mappings to start from, in the order of their file."""
    mappings = read_shipped_yaml(_SHIPPED.read_text(encoding="utf-8"))
    return tuple(from_json(FileMapping, mapping) for mapping in mappings)
