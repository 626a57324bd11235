"""A questionnaire printed as a PDF: tagged, archivable, the same bytes when made twice."""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, cast

import typst

from autan.evidence.core.printable_characters import make_printable, refused_characters, resembling
from autan.evidence.core.texts import Text
from autan.evidence.language import current_language, words
from autan.evidence.renderers.fonts import typst_fonts
from autan.questionnaires.core.printing.values import PrintedQuestionnaire

STANDARDS = ("ua-1", "a-2a")
INVENTED = Text(
    "Réseau inventé pour essayer\u00a0: rien ici ne décrit une vraie collectivité.",
    "Network made up for trying: nothing here describes a real authority.",
)
TERRITORY = Text("Collectivité", "Territory")
_TICKED = Text("coché", "ticked")
_TEMPLATE = Path(__file__).parent / "typst" / "questionnaire.typ"


def write_pdf(printed: PrintedQuestionnaire, *, day: date) -> bytes:
    """Return a questionnaire as PDF/UA-1 and PDF/A-2a, in the current language.

    A sign that no font at hand draws is written by its number, since the standards refuse a document for one of them.
    """
    lost: frozenset[str] = frozenset()
    while True:
        try:
            return _compile(make_printable(printed, resembling(lost)), day)
        except typst.TypstError as error:
            refused = refused_characters(str(error)) - lost
            if not refused:
                raise
            lost |= refused


def _compile(printed: PrintedQuestionnaire, day: date) -> bytes:
    data = {
        **_as_data(printed),
        "language": current_language(),
        "words": _as_data({"invented": INVENTED, "territory": TERRITORY, "ticked": _TICKED}),
        "date": [day.year, day.month, day.day],
    }
    inputs = {"sheet": json.dumps(data, ensure_ascii=False)}
    compiler = typst.Compiler(input=_TEMPLATE, root=_TEMPLATE.parent, font_paths=typst_fonts(), sys_inputs=inputs)
    moment = datetime.combine(day, time(12), tzinfo=UTC)
    standards = cast("Any", list(STANDARDS))
    return cast("bytes", compiler.compile(format="pdf", pdf_standards=standards, timestamp=moment))


def _as_data(value: Any) -> Any:
    """A value of texts, tuples and frozen classes as what JSON holds, each wording in the current language."""
    if isinstance(value, Text):
        return words(value)
    if is_dataclass(value):
        return {part.name: _as_data(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, dict):
        return {key: _as_data(part) for key, part in value.items()}
    return [_as_data(part) for part in value] if isinstance(value, tuple) else value
