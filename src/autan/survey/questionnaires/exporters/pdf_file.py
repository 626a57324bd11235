"""A questionnaire printed as a PDF: tagged, archivable, the same bytes when made twice."""

from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from autan.ground.documents.renderers.printing import print_pdf
from autan.ground.texts.language import current_language, words
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.printing.values import PrintedQuestionnaire

INVENTED = Text(
    "Réseau inventé pour essayer\u00a0: rien ici ne décrit une vraie collectivité.",
    "Network made up for trying: nothing here describes a real authority.",
)
TERRITORY = Text("Collectivité", "Territory")
_TICKED = Sentence("coché")
_TEMPLATE = Path(__file__).parent / "typst" / "questionnaire.typ"


def write_pdf(printed: PrintedQuestionnaire, *, day: date) -> bytes:
    """Return a questionnaire as PDF/UA-1 and PDF/A-2a, in the current language.

    A sign that no font at hand draws is written by its number, since the standards refuse a document for one of them.
    """
    data = {
        **_as_data(printed),
        "language": current_language(),
        "words": _as_data({"invented": INVENTED, "territory": TERRITORY, "ticked": _TICKED}),
        "date": [day.year, day.month, day.day],
    }
    return print_pdf(_TEMPLATE, data, on=day)


def _as_data(value: Any) -> Any:
    """A value of texts, tuples and frozen classes as what JSON holds, each wording in the current language."""
    if isinstance(value, Text):
        return words(value)
    if is_dataclass(value):
        return {part.name: _as_data(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, dict):
        return {key: _as_data(part) for key, part in value.items()}
    return [_as_data(part) for part in value] if isinstance(value, tuple) else value
