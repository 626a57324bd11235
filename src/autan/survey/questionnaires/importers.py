"""Reads a questionnaire from a YAML text, and the questionnaires that ship with the product."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.importers.yaml_document import parse_document, read_yaml_file
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.questionnaire import Questionnaire
from autan.survey.questionnaires.core.reading import build_questionnaire

DEFINITIONS = Path(__file__).parent / "definitions"


@cache
def questionnaire_models() -> tuple[Questionnaire, ...]:
    """Return the questionnaires that a network may start from, as `definitions/models.yaml` lists them."""
    return tuple(
        _model(entry["code"], entry["file"], entry.get("title"), entry.get("questions"))
        for entry in read_yaml_file(DEFINITIONS / "models.yaml")
    )


def _model(code: str, file: str, title: dict[str, str] | None, questions: list[str] | None) -> Questionnaire:
    whole = read_questionnaire((DEFINITIONS / file).read_text(encoding="utf-8"), file)
    if title is None or questions is None:
        return replace(whole, slug=code)
    # its note tells of the whole, which this is not
    return replace(whole.with_questions(questions), slug=code, title=Text(**title), note=NO_TEXT)


def read_questionnaire(text: str, file: str) -> Questionnaire:
    """Read a questionnaire; warnings are left aside (see `check_questionnaire`)."""
    return check_questionnaire(text, file)[0]


def check_questionnaire(text: str, file: str) -> tuple[Questionnaire, tuple[Fault, ...]]:
    """Read a questionnaire and what could be better in it, as warnings with their place."""
    document, faults = parse_document(text, file)
    try:
        questionnaire = build_questionnaire(document, file)
    except ImportFileError as error:
        places = {fault.column for fault in faults}
        raise ImportFileError(file, [*faults, *(f for f in error.faults if f.column not in places)]) from None
    if faults:
        raise ImportFileError(file, faults)
    return questionnaire
