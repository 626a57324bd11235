"""What the room gives to the others, its evidence apart."""

from autan.crossreading.actions.personal import erase_named
from autan.crossreading.presenters.personal_data import CROSSREADING_DATA
from autan.crossreading.presenters.sections import MENU, NETWORK_READING, QUESTIONS
from autan.crossreading.queries.personal import export_named
from autan.crossreading.queries.proposals import recommendations_that_quote
from autan.evidence.queries.registry import QuotationFinder
from autan.registry import register

register(
    QuotationFinder(find=recommendations_that_quote),
    NETWORK_READING,
    QUESTIONS,
    MENU,
    CROSSREADING_DATA(export=export_named, erase=erase_named),
)
