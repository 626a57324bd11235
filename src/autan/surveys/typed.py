"""What a person typed and could not be recorded, in words that they recognise: labels, and not names of fields."""

from collections.abc import Mapping

from autan.evidence.core.notation import write_colon
from autan.questionnaires.core.answers.entries import Parts
from autan.questionnaires.core.questionnaire import Question, Questionnaire
from autan.questionnaires.presenters.question_inputs import InputMaker, InputView
from autan.surveys.models import KeptEntry


def typed_lines(question: Question, parts: Parts, language: str) -> tuple[str, ...]:
    """Return what the fields of a question hold, one line a field, under its label where it is not the only one."""
    maker = InputMaker(question, parts, (), language)
    if question.columns:
        filled = [(f"{row.label} · {field.label}", _held(field)) for row in maker.rows() for field in row.inputs]
    else:
        fields = maker.inputs()
        filled = [(field.label if len(fields) > 1 else "", _held(field)) for field in fields]
    colon = write_colon(language)
    return tuple(f"{label}{colon} {words}" if label else words for label, words in filled if words)


def kept_lines(
    questionnaire: Questionnaire, kept: Mapping[str, KeptEntry], language: str
) -> tuple[tuple[Question, tuple[str, ...]], ...]:
    """Return what is kept of each question, in the order of the questionnaire; a very long text is kept as it is."""
    found = []
    for question in questionnaire.questions:
        entry = kept.get(question.code)
        if entry is None:
            continue
        given = entry.value if isinstance(entry.value, Mapping) else {}
        parts = {name: tuple(texts) for name, texts in given.items()}
        found.append((question, typed_lines(question, parts, language) or (entry.text,)))
    return tuple(found)


def _held(field: InputView) -> str:
    if field.options:
        return ", ".join(option.label for option in field.options if option.is_chosen and option.value)
    return field.value.strip()
