"""What the room gives to the others."""

from autan.crossreading.actions.personal import erase_named
from autan.crossreading.presenters import evidence_kinds, sections
from autan.crossreading.presenters.personal_data import CROSSREADING_DATA
from autan.crossreading.queries.personal import export_named
from autan.crossreading.queries.proposals import recommendations_that_quote
from autan.evidence.queries.registry import QuotationFinder
from autan.registry import register

register(
    *evidence_kinds.EVIDENCE,
    QuotationFinder(find=recommendations_that_quote),
    *sections.PAGE_EXTENSIONS,
    CROSSREADING_DATA(export=export_named, erase=erase_named),
)
