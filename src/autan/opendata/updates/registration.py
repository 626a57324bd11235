"""What the room gives to the others."""

from autan.ground.descriptions.presenters import DescribedObject
from autan.ground.registry import register
from autan.opendata.sources.core.file_mappings import FileMapping
from autan.opendata.updates.presenters import DATA_ENTRY, DATA_STEP, DESK_LINE

register(DATA_ENTRY, DATA_STEP, DESK_LINE, DescribedObject(room="observatory", kind="mapping", document=FileMapping))
