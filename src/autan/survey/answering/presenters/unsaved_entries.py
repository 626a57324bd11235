"""What a person typed and was not recorded, under the labels of its fields."""

from collections.abc import Mapping

from autan.ground.texts.language import colon
from autan.survey.campaigns.models import UnsavedEntry
from autan.survey.questionnaires.core.answers.parts import Parts
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire
from autan.survey.questionnaires.presenters.question_inputs import AnswerInputView, InputMaker


def typed_lines(question: Question, parts: Parts) -> tuple[str, ...]:
    """Return what the fields of a question hold, one line a field, under its label where it is not the only one."""
    maker = InputMaker(question, parts)
    if question.columns:
        filled = [(f"{row.label} · {field.label}", _held(field)) for row in maker.rows() for field in row.inputs]
    else:
        fields = maker.inputs()
        filled = [(field.label if len(fields) > 1 else "", _held(field)) for field in fields]
    return tuple(f"{label}{colon()} {text}" if label else text for label, text in filled if text)


def unsaved_lines(
    questionnaire: Questionnaire, unsaved: Mapping[str, UnsavedEntry]
) -> tuple[tuple[Question, tuple[str, ...]], ...]:
    """Return what was typed and not recorded, in the order of the questionnaire; a very long text as it was typed."""
    lines = []
    for question in questionnaire.questions:
        entry = unsaved.get(question.code)
        if entry is not None:
            value = entry.value if isinstance(entry.value, Mapping) else {}
            parts = {name: tuple(texts) for name, texts in value.items()}
            lines.append((question, typed_lines(question, parts) or (entry.text,)))
    return tuple(lines)


def _held(field: AnswerInputView) -> str:
    if field.options:
        return ", ".join(option.label for option in field.options if option.is_chosen and option.value)
    return field.value.strip()
