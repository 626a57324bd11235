"""Which heading of a KoBo export holds which part of which answer? In codes or in full text, with groups or without."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autan.evidence.core.texts import Text
from autan.surveys.core.answer_cells import Path
from autan.surveys.core.answer_columns import FlatColumn, flatten_question
from autan.surveys.core.kinds import QuestionKind
from autan.surveys.core.questionnaire import OTHER, ChoiceList, Question, Questionnaire
from autan.surveys.exporters.xlsform.names import codes_in_form, name_form
from autan.surveys.exporters.xlsform.rules import FormNames

K = QuestionKind
_LISTED = frozenset({K.MULTIPLE, K.RANKING})


@dataclass(frozen=True, slots=True, kw_only=True)
class KoboField:
    """What a column of an export holds.

    Attributes:
        question: the question that it answers.
        path: what leads from the value of the answer to the cell; without the rank of the row, for a table.
        column: the flat column that reads the cell; None for the codes of several choices in one cell.
        choices: list that the cell draws on, or None.
    """

    question: Question
    path: Path
    column: FlatColumn | None = None
    choices: ChoiceList | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KoboFields:
    """The columns that an export of a questionnaire can hold, by heading in codes and by heading in full text."""

    by_code: Mapping[str, KoboField]
    by_label: Mapping[str, KoboField]

    def find(self, heading: str) -> KoboField | None:
        """Return what a heading names, whatever groups stand before it; None when it is no question."""
        parts = heading.split("/")
        for begun in range(len(parts)):
            rest = "/".join(parts[begun:]).strip()
            found = self.by_code.get(rest) or self.by_label.get(fold(rest))
            if found:
                return found
        return None


def fold(words: str) -> str:
    """Return words as they are compared: without case, with plain blanks."""
    return " ".join(words.casefold().split())


def list_fields(questionnaire: Questionnaire) -> KoboFields:
    """Return every column that an export can hold; a wording that two questions share leads to neither."""
    names = name_form(questionnaire)
    by_code: dict[str, KoboField] = {}
    labels: dict[str, list[KoboField]] = {}
    for question in questionnaire.questions:
        if not question.is_asked:
            continue
        for code, words, found in _fields(question, names):
            by_code.setdefault(code, found)
            for label in {fold(words.fr), fold(words.en)} - {""}:
                labels.setdefault(label, []).append(found)
    alone = {label: found[0] for label, found in labels.items() if len(found) == 1}
    return KoboFields(by_code=by_code, by_label=alone)


def _fields(question: Question, names: FormNames) -> Iterator[tuple[str, Text, KoboField]]:
    """Give the code, the wording and the meaning of each column of a question."""
    columns = {column.path: column for column in flatten_question(question)}
    name = names.names[question.code]
    parts = names.parts.get(question.code, ())

    def field(path: Path, *, choices: ChoiceList | None = None, is_listed: bool = False) -> KoboField:
        column = None if is_listed else columns.get((1, *path) if question.kind is K.TABLE else path)
        return KoboField(question=question, path=path, column=column, choices=choices)

    if question.kind in _LISTED:
        yield name, question.text, field((), choices=question.choices, is_listed=True)
        yield from _boxes(question, name, columns)
    elif question.kind is K.HALF_OPEN:
        yield parts[0], question.text, field(("choice",), choices=question.choices)
        yield parts[1], Text("", ""), field(("text",))
    elif question.kind is K.FILE:
        yield name, question.text, field(("name",))
        yield f"{name}_URL", Text(f"{question.text.fr}_URL", f"{question.text.en}_URL"), field(("link",))
    elif question.kind in {K.SPLIT, K.MATRIX, K.TABLE}:
        for code, (words, path, choices) in zip(parts, _inner(question), strict=True):
            yield code, words, field(path, choices=choices)
    else:
        yield name, question.text, field((), choices=question.choices)
    if question.allows_other:
        yield f"{name}_{OTHER}", Text("", ""), field((OTHER,))


def _boxes(question: Question, name: str, columns: Mapping[Path, FlatColumn]) -> Iterator[tuple[str, Text, KoboField]]:
    """One column a choice, 1 or 0, as KoBo gives beside or in place of the list of codes."""
    choices = question.choices.choices if question.choices and question.kind is K.MULTIPLE else ()
    for choice, code in zip(choices, codes_in_form(question.choices), strict=False):
        path = ("choices", choice.code)
        words = _joined(question.text, choice.label)
        yield f"{name}/{code}", words, KoboField(question=question, path=path, column=columns[path])


def _inner(question: Question) -> Iterator[tuple[Text, Path, ChoiceList | None]]:
    """Wording, path and list of each part of a split, cell of a grid or column of a table."""
    if question.kind is K.TABLE:
        for column in question.columns:
            yield column.label, (column.code,), column.choices
    elif question.kind is K.SPLIT:
        for choice in question.choices.choices if question.choices else ():
            yield _joined(question.text, choice.label), (choice.code,), None
    else:
        for row in question.rows.choices if question.rows else ():
            for column in question.columns:
                words = _joined(_joined(question.text, row.label), column.label)
                yield words, (row.code, column.code), column.choices


def _joined(first: Text, second: Text) -> Text:
    return Text(f"{first.fr}/{second.fr}", f"{first.en or first.fr}/{second.en or second.fr}")
