"""Headings of a KoBo export, and the part of an answer that each holds: in codes or in words, in groups or not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import OTHER, Choice, ChoiceList, Question, Questionnaire
from autan.survey.questionnaires.core.spread.columns import FlatColumn, Path
from autan.survey.xlsforms.core.names import LEVELS, FormNames, codes_in_form, form_traits, name_form

K = QuestionKind
INVENTED = "_reseau_invente"
"""Heading that our own exports have when the network is invented."""
_SIGNS = ("/", ">", "|", ":", "-", ".")
_LISTED = frozenset({K.MULTIPLE, K.RANKING})

type _Named = tuple[str, Text, "KoboColumn"]
"""Code of a heading, its words, and what it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KoboColumn:
    """What a column of an export holds.

    Attributes:
        path: what leads from the value of the answer to the cell; without the rank of the row, for a table.
        flat: the flat column that reads the cell; None for the codes of several choices in one cell.
        rank: the rank that the cell gives to its choice, for a ranking asked level by level; else 0.
    """

    question: Question
    path: Path = ()
    flat: FlatColumn | None = None
    choices: ChoiceList | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class KoboColumns:
    """The columns that an export of a questionnaire can hold.

    `others`: by heading in the codes of the blocks that only KoBo has.
    """

    by_code: Mapping[str, KoboColumn]
    by_label: Mapping[str, KoboColumn]
    others: Mapping[str, KoboColumn]

    def find(self, heading: str) -> KoboColumn | None:
        """Return what a heading names, whatever groups stand before it; None when it is no question.

        Groups are set apart by « / », or by the sign that was chosen for the export.
        """
        for sign in _SIGNS:
            parts = heading.split(sign)
            for begun in range(len(parts) if sign in heading or sign == "/" else 0):
                rest = "/".join(part.strip() for part in parts[begun:])
                column = self.by_code.get(rest) or self.others.get(rest) or self.by_label.get(_fold(rest))
                if column:
                    return column
        return None


def _fold(words: str) -> str:
    """Words as they are compared: without case, with plain blanks."""
    return " ".join(words.casefold().split())


def list_kobo_columns(questionnaire: Questionnaire) -> KoboColumns:
    """Return every column that an export can hold; a wording that two questions share leads to neither."""
    names = name_form(questionnaire)
    by_code: dict[str, KoboColumn] = {}
    others: dict[str, KoboColumn] = {}
    labels: dict[str, list[KoboColumn]] = {}
    for question in questionnaire.questions:
        if question.is_asked:
            for code, words, column in _columns(question, names):
                by_code.setdefault(code, column)
                for label in {_fold(words.fr), _fold(words.en)} - {""}:
                    labels.setdefault(label, []).append(column)
            others |= dict(_of_blocks(question, names.names[question.code]))
    alone = {label: columns[0] for label, columns in labels.items() if len(columns) == 1}
    return KoboColumns(by_code=by_code, by_label=alone, others=others)


def _columns(question: Question, names: FormNames) -> Iterator[_Named]:
    """Give the columns of one question."""
    flat = {column.path: column for column in kind_of(question).columns(question)}
    name, text = names.names[question.code], question.text
    parts = names.parts.get(question.code, ())

    def column(path: Path = (), choices: ChoiceList | None = None) -> KoboColumn:
        place = (1, *path) if question.kind is K.TABLE else path
        return KoboColumn(question=question, path=path, flat=flat[place], choices=choices)

    if question.kind in _LISTED:
        yield name, text, KoboColumn(question=question, choices=question.choices)
        yield from (
            (f"{name}/{code}", _join_labels(text, choice.label), column(box))
            for choice, code in _coded_choices(question.choices)
            if (box := ("choices", choice.code)) in flat
        )
    elif question.kind is K.HALF_OPEN:
        yield parts[0], text, column(("choice",), question.choices)
        yield parts[1], NO_TEXT, column(("text",))
    elif question.kind is K.FILE:
        yield name, text, column(("name",))
        yield f"{name}_URL", Text(f"{text.fr}_URL", f"{text.en}_URL"), column(("link",))
    elif question.kind in {K.SPLIT, K.MATRIX, K.TABLE}:
        for code, (words, path, choices) in zip(parts, _inner(question), strict=True):
            yield code, words, column(path, choices)
    else:
        yield name, text, column((), question.choices)
    if (OTHER,) in flat:
        yield f"{name}_{OTHER}", NO_TEXT, column((OTHER,))


def _coded_choices(choices: ChoiceList | None) -> Iterator[tuple[Choice, str]]:
    """Each choice of a list with its code in the form."""
    return zip(choices.choices, codes_in_form(choices), strict=True) if choices else iter(())


def _of_blocks(question: Question, name: str) -> Iterator[tuple[str, KoboColumn]]:
    """Give the columns of a score (`score/line`) and of a ranking asked level by level (`ranking/level`)."""
    if question.kind is K.RANKING:
        for rank, level in enumerate(form_traits(question.kept).get(LEVELS, "").split(), start=1):
            yield f"{name}/{level}", KoboColumn(question=question, choices=question.choices, rank=rank)
    if question.kind is K.MATRIX and len(question.columns) == 1:
        (column,) = question.columns
        for (line, code), flat in zip(_coded_choices(question.rows), kind_of(question).columns(question), strict=True):
            path = (line.code, column.code)
            yield f"{name}/{code}", KoboColumn(question=question, path=path, flat=flat, choices=column.choices)


def _inner(question: Question) -> Iterator[tuple[Text, Path, ChoiceList | None]]:
    """Wording, path and list of each part of a split, cell of a grid or column of a table."""
    if question.kind is K.TABLE:
        for column in question.columns:
            yield column.text, (column.code,), column.choices
    for choice, _ in _coded_choices(question.choices):
        yield _join_labels(question.text, choice.label), (choice.code,), None
    for line, _ in _coded_choices(question.rows):
        for column in question.columns:
            words = _join_labels(_join_labels(question.text, line.label), column.text)
            yield words, (line.code, column.code), column.choices


def _join_labels(first: Text, second: Text) -> Text:
    return Text(f"{first.fr}/{second.fr}", f"{first.en or first.fr}/{second.en or second.fr}")
