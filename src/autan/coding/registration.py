"""What the room gives to the others."""

from autan.coding.presenters.desk import CODING_ENTRY, CODING_LINES, IDEA_SEARCH
from autan.coding.queries.documents import DOCUMENT_TEXTS
from autan.coding.queries.survey_texts import SURVEY_TEXTS
from autan.registry import register

register(SURVEY_TEXTS, DOCUMENT_TEXTS, CODING_LINES, CODING_ENTRY, IDEA_SEARCH)
