"""Which heading of a KoBo export holds which part of which answer? In codes or in full text, with groups or without."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autan.evidence.core.texts import Text
from autan.formats.exporters.xlsform.names import codes_in_form, kept_of, name_form
from autan.formats.exporters.xlsform.rules import FormNames
from autan.formats.importers.xlsform.kobo_blocks import LEVELS
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.kinds.registry import kind_of
from autan.questionnaires.core.questionnaire import OTHER, ChoiceList, Question, Questionnaire
from autan.questionnaires.core.spread.columns import FlatColumn, Path

K = QuestionKind
_SIGNS = ("/", ">", "|", ":", "-", ".")
_LISTED = frozenset({K.MULTIPLE, K.RANKING})


@dataclass(frozen=True, slots=True, kw_only=True)
class KoboField:
    """What a column of an export holds.

    Attributes:
        question: the question that it answers.
        path: what leads from the value of the answer to the cell; without the rank of the row, for a table.
        column: the flat column that reads the cell; None for the codes of several choices in one cell.
        choices: list that the cell draws on, or None.
        rank: the rank that the cell gives to its choice, for a ranking asked level by level; else 0.
    """

    question: Question
    path: Path
    column: FlatColumn | None = None
    choices: ChoiceList | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class KoboFields:
    """The columns that an export of a questionnaire can hold.

    Attributes:
        by_code: by heading in codes.
        by_label: by heading in full text.
        others: by heading in the codes of the blocks that only KoBo has.
    """

    by_code: Mapping[str, KoboField]
    by_label: Mapping[str, KoboField]
    others: Mapping[str, KoboField]

    def find(self, heading: str) -> KoboField | None:
        """Return what a heading names, whatever groups stand before it; None when it is no question.

        Groups are set apart by « / », or by the sign that was chosen for the export.
        """
        for sign in _SIGNS:
            parts = heading.split(sign)
            for begun in range(len(parts) if sign in heading or sign == "/" else 0):
                rest = "/".join(part.strip() for part in parts[begun:])
                found = self.by_code.get(rest) or self.others.get(rest) or self.by_label.get(fold(rest))
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
    others: dict[str, KoboField] = {}
    labels: dict[str, list[KoboField]] = {}
    for question in questionnaire.questions:
        if not question.is_asked:
            continue
        for code, words, found in _fields(question, names):
            by_code.setdefault(code, found)
            for label in {fold(words.fr), fold(words.en)} - {""}:
                labels.setdefault(label, []).append(found)
        others |= dict(_of_blocks(question, names))
    alone = {label: found[0] for label, found in labels.items() if len(found) == 1}
    return KoboFields(by_code=by_code, by_label=alone, others=others)


def _fields(question: Question, names: FormNames) -> Iterator[tuple[str, Text, KoboField]]:
    """Give the code, the wording and the meaning of each column of a question."""
    columns = {column.path: column for column in kind_of(question).columns(question)}
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


def _of_blocks(question: Question, names: FormNames) -> Iterator[tuple[str, KoboField]]:
    """Give the columns of a score (`score/line`) and of a ranking asked level by level (`ranking/level`)."""
    name = names.names[question.code]
    if question.kind is K.RANKING:
        for rank, level in enumerate(kept_of(question.kept).get(LEVELS, "").split(), start=1):
            yield f"{name}/{level}", KoboField(question=question, path=(), choices=question.choices, rank=rank)
    if question.kind is K.MATRIX and question.rows and len(question.columns) == 1:
        (column,) = question.columns
        columns = {each.path: each for each in kind_of(question).columns(question)}
        for row, code in zip(question.rows.choices, codes_in_form(question.rows), strict=True):
            path = (row.code, column.code)
            field = KoboField(question=question, path=path, column=columns[path], choices=column.choices)
            yield f"{name}/{code}", field


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
            yield column.text, (column.code,), column.choices
    elif question.kind is K.SPLIT:
        for choice in question.choices.choices if question.choices else ():
            yield _joined(question.text, choice.label), (choice.code,), None
    else:
        for row in question.rows.choices if question.rows else ():
            for column in question.columns:
                words = _joined(_joined(question.text, row.label), column.text)
                yield words, (row.code, column.code), column.choices


def _joined(first: Text, second: Text) -> Text:
    return Text(f"{first.fr}/{second.fr}", f"{first.en or first.fr}/{second.en or second.fr}")
