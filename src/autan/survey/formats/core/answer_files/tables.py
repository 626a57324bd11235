"""Tables that hold the answers of a campaign: one row a territory (wide), or one row a cell (long).

Headings and closed answers are written in codes, or in the words of the questionnaire. Words that would not lead back
to one code (two choices worded alike) are left in codes, so that every table reads back as it was written.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.core.exchange import AnswerRow, AnswerSheet, SheetAnswer
from autan.survey.formats.core.answer_files.formats import Headings
from autan.survey.questionnaires.core.answers.values import write_float
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import OTHER, Question, Questionnaire
from autan.survey.questionnaires.core.spread.columns import CellKind, FlatCell, FlatColumn
from autan.survey.questionnaires.core.spread.flattening import PARTLY, flatten_questionnaire, lengths_of, write_state

INVENTED_MARK = Sentence("réseau inventé")
_OTHER_LABEL = Sentence("autre")
_PARTLY_LABEL = Sentence("répondu en partie")
STATE_LABELS = {state.value: state.label for state in AnswerState} | {PARTLY: _PARTLY_LABEL}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerExport:
    """Everything that a file of answers is written from."""

    sheet: AnswerSheet
    questionnaire: Questionnaire
    title: Text
    network: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """One column of a table of answers.

    Attributes:
        labels: wording of each code that the cells hold; empty when they hold none.
        flat: the column of the questionnaire, or None for what tells the territory.
    """

    heading: str
    label: Text
    kind: CellKind = CellKind.TEXT
    labels: Mapping[str, Text] | None = None
    flat: FlatColumn | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTable:
    """A rectangular table: as many cells in each row as there are columns; rows are made each time they are read."""

    columns: tuple[TableColumn, ...]
    rows: Iterable[tuple[FlatCell, ...]]


type _ColumnsOf = Callable[[str, int], Sequence[FlatColumn]]
"""Columns of a question, by its code and how many rows its answer has."""


@dataclass(frozen=True, slots=True)
class _RereadableRows:
    """Rows that are made as they are read, and may be read again."""

    make: Callable[[], Iterator[tuple[FlatCell, ...]]]

    def __iter__(self) -> Iterator[tuple[FlatCell, ...]]:
        return self.make()


FIXED = (
    TableColumn(heading="siren", label=Text("SIREN", "SIREN")),
    TableColumn(heading="territory", label=Sentence("Collectivité")),
)
MARK = TableColumn(heading="network_mark", label=Sentence("Mention"))
LONG = (
    TableColumn(heading="question", label=Text("Question", "Question")),
    TableColumn(heading="question_text", label=Sentence("Texte de la question")),
    TableColumn(heading="item", label=Sentence("Colonne")),
    TableColumn(heading="value", label=Sentence("Réponse")),
    TableColumn(heading="value_label", label=Sentence("Libellé de la réponse")),
    TableColumn(heading="state", label=Sentence("État de la réponse")),
    TableColumn(heading="note", label=Sentence("Remarque")),
    TableColumn(heading="note_en", label=Sentence("Remarque en anglais")),
    TableColumn(heading="author", label=Sentence("Auteur")),
    TableColumn(heading="recorded_at", label=Sentence("Enregistrée le")),
    TableColumn(heading="source", label=Sentence("Document source")),
    TableColumn(heading="confidence", label=Sentence("Confiance")),
    TableColumn(heading="is_on_behalf", label=Sentence("Saisie pour la collectivité")),
    TableColumn(heading="facts", label=Sentence("Faits cités")),
    TableColumn(heading="revision", label=Sentence("Version de la réponse"), kind=CellKind.WHOLE),
)


def build_wide_table(
    sheet: AnswerSheet, questionnaire: Questionnaire, headings: Headings = Headings.CODES
) -> AnswerTable:
    """Return one row a territory, its answers spread over the columns of the questionnaire."""
    lengths = lengths_of(
        questionnaire, ((answer.question, answer.value) for row in sheet.rows for answer in row.answers)
    )
    flat = flatten_questionnaire(questionnaire, lengths)
    columns = (*_fixed_columns(sheet, headings), *name_columns(flat, headings))
    by_question: dict[str, list[TableColumn]] = {}
    for column in columns:
        if column.flat:
            by_question.setdefault(column.flat.question, []).append(column)
    questions = [(question, by_question[question.code]) for question in questionnaire.questions if question.is_asked]

    def rows() -> Iterator[tuple[FlatCell, ...]]:
        return ((*_respondent_cells(sheet, row), *_wide_cells(row, questions, headings)) for row in sheet.rows)

    return AnswerTable(columns=columns, rows=_RereadableRows(rows))


def _wide_cells(
    row: AnswerRow, questions: Sequence[tuple[Question, Sequence[TableColumn]]], headings: Headings
) -> Iterator[FlatCell]:
    answers = {answer.question: answer for answer in row.answers}
    for question, columns in questions:
        answer = answers.get(question.code)
        if answer is None:
            yield from (None,) * len(columns)
            continue
        *own, state = columns
        flat = [column.flat for column in own if column.flat]
        cells = kind_of(question).spread(answer.value, flat, is_partial=answer.is_partial)
        yield from (write_cell(column, cell, headings) for column, cell in zip(own, cells, strict=True))
        yield write_cell(state, write_state(answer.state, is_partial=answer.is_partial), headings)


def build_long_table(
    sheet: AnswerSheet, questionnaire: Questionnaire, headings: Headings = Headings.CODES
) -> AnswerTable:
    """Return one row a filled cell, with its state, author, day, source and confidence; the order is that asked.

    An answer without a value (« la donnée n’existe pas »...) has one row, whose item is the question itself.
    """
    columns = (*_fixed_columns(sheet, headings), *_worded_columns(LONG, headings))
    ranked = {question.code: (rank, question) for rank, question in enumerate(questionnaire.questions)}

    @cache
    def columns_of(code: str, length: int) -> Sequence[FlatColumn]:
        question = ranked[code][1]
        return tuple(kind_of(question).columns(question, length))

    def rows() -> Iterator[tuple[FlatCell, ...]]:
        return (
            (*_respondent_cells(sheet, row), *cells)
            for row in sheet.rows
            for answer in sorted(
                (answer for answer in row.answers if answer.question in ranked), key=lambda a: ranked[a.question][0]
            )
            for cells in _long_cells(answer, ranked[answer.question][1], columns_of)
        )

    return AnswerTable(columns=columns, rows=_RereadableRows(rows))


def _long_cells(answer: SheetAnswer, question: Question, columns: _ColumnsOf) -> Iterator[tuple[FlatCell, ...]]:
    flat = columns(question.code, len(answer.value) if isinstance(answer.value, list | tuple) else 1)
    cells = kind_of(question).spread(answer.value, flat, is_partial=answer.is_partial)
    filled = [(column, cell) for column, cell in zip(flat, cells, strict=True) if cell is not None]
    words = (answer.note, answer.note_en, answer.author, answer.recorded_at, answer.source, answer.confidence)
    others = ("1" if answer.is_on_behalf else "", " ".join(answer.facts), answer.revision)
    common = (
        write_state(answer.state, is_partial=answer.is_partial),
        *(part or None for part in (*words, *others)),
    )
    # a state in place of an answer has its line too
    if not filled:
        yield (question.code, question.text.fr, question.code, None, None, *common)
    for column, cell in filled:
        label = labels_of(column).get(str(cell)) if column.choices else None
        wording = label.fr if label else None
        yield (question.code, question.text.fr, column.heading, _as_text(cell), wording, *common)


def _as_text(cell: FlatCell) -> FlatCell:
    """A cell of the long table, whose values are of many kinds: written as text."""
    return write_float(cell) if isinstance(cell, float) else str(cell)


def name_columns(flat: Sequence[FlatColumn], headings: Headings) -> tuple[TableColumn, ...]:
    """Give each column a heading of its own, in codes or in French words.

    Words borne by two columns, and a code made of the same signs as another, are told apart by the code or a number.
    """
    words = Counter(column.label.fr for column in flat)
    taken: set[str] = {words for column in (*FIXED, MARK) for words in (column.heading, column.label.fr)}
    columns = []
    for column in flat:
        name = column.heading
        if headings is Headings.TEXTS:
            name = f"{column.label.fr} ({name})" if words[column.label.fr] > 1 else column.label.fr
        heading, rank = name, 1
        while heading in taken:
            rank += 1
            heading = f"{name} {rank}"
        taken.add(heading)
        columns.append(
            TableColumn(heading=heading, label=column.label, kind=column.kind, labels=labels_of(column), flat=column)
        )
    return tuple(columns)


def labels_of(column: FlatColumn) -> Mapping[str, Text]:
    """Return the wording of each code that the cells of a column hold; empty when they hold none."""
    if column.kind is CellKind.STATE:
        return STATE_LABELS
    if column.choices is None:
        return {}
    return {choice.code: choice.label for choice in column.choices.choices} | {OTHER: _OTHER_LABEL}


def write_cell(column: TableColumn, cell: FlatCell, headings: Headings) -> FlatCell:
    """Return a cell in codes, or in French words when these lead back to its code and to no other."""
    if headings is Headings.CODES or not column.labels or not isinstance(cell, str) or cell not in column.labels:
        return cell
    words = column.labels[cell].fr
    return words if code_of_words(column.labels, words) == cell else cell


def code_of_words(labels: Mapping[str, Text], words: str) -> str | None:
    """Return the code that a word of a file stands for: a code, or the wording of one and only one in either language.

    >>> code_of_words({"yes": Text("Oui", "Yes"), "no": Text("Non", "No")}, "oui")
    'yes'
    """
    if words in labels:
        return words
    folded = words.strip().casefold()
    codes = {code for code, label in labels.items() if folded in {label.fr.casefold(), label.en.casefold()}}
    return codes.pop() if len(codes) == 1 else None


def _fixed_columns(sheet: AnswerSheet, headings: Headings) -> tuple[TableColumn, ...]:
    return _worded_columns((*FIXED, MARK) if sheet.is_invented else FIXED, headings)


def _worded_columns(columns: Sequence[TableColumn], headings: Headings) -> tuple[TableColumn, ...]:
    if headings is Headings.CODES:
        return tuple(columns)
    return tuple(TableColumn(heading=column.label.fr, label=column.label, kind=column.kind) for column in columns)


def _respondent_cells(sheet: AnswerSheet, row: AnswerRow) -> tuple[FlatCell, ...]:
    identity = (row.siren, row.name)
    return (*identity, INVENTED_MARK.fr) if sheet.is_invented else identity
