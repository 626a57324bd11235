"""What the room gives to the others."""

from autan.foresight.actions.personal import erase_named
from autan.foresight.presenters import evidence_kinds, sections
from autan.foresight.presenters.personal_data import FORESIGHT_DATA
from autan.foresight.queries.personal import export_named
from autan.registry import register

register(*evidence_kinds.EVIDENCE, *sections.PAGE_EXTENSIONS, FORESIGHT_DATA(export=export_named, erase=erase_named))
