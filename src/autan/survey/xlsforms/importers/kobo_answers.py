"""Responses exported from KoBo, read as answers to our questions, every fault with its place.

The first sheet holds one response a line, in codes or in labels; each repeat has a sheet of its own, whose rows name
their response by `_parent_index` or `_submission__id`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import CellValue, Table, text_of
from autan.ground.wordings import Sentence
from autan.survey.campaigns.core.exchange import AnswerRow, AnswerSheet, SheetAnswer
from autan.survey.formats.core.answer_files.cells import UnreadableCellError, list_expected, read_cell
from autan.survey.formats.core.answer_files.tables import code_of_words
from autan.survey.formats.importers.answers.readers import AnswerSource, look_at
from autan.survey.formats.importers.answers.reading import AnswerParts, FileColumn, TableReading
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import OTHER, ChoiceList, Question, Questionnaire
from autan.survey.questionnaires.core.spread.columns import FlatCell, Path
from autan.survey.xlsforms.core.kobo_columns import INVENTED, KoboColumn, KoboColumns, list_kobo_columns
from autan.survey.xlsforms.core.names import codes_by_form

_OTHER_WORDS = frozenset({OTHER, "autre, à préciser", "other, please specify"})


def read_kobo_cell(column: KoboColumn, raw: str | float) -> AnswerParts:
    """Return the cells of an answer that one cell gives.

    Raises UnreadableCellError when it does not hold what its question expects.
    """
    text = text_of(raw)
    if column.flat is None and not column.rank:
        return AnswerParts(_read_several(column, text))
    if column.choices is None:
        return AnswerParts({column.path: read_cell(column.flat, raw)} if column.flat else {})
    choice = _read_choice(column.question, column.choices, text)
    return AnswerParts({(choice,): column.rank} if column.rank else {column.path: choice})


def _read_several(column: KoboColumn, text: str) -> dict[Path, FlatCell]:
    """Codes of several choices, separated by blanks; in full text, the labels stand whole in their order."""
    known = codes_by_form(column.choices) if column.choices else {}
    words = text.split()
    if column.choices and not all(word in known or word == OTHER for word in words):
        words = _labels_in(text, column.choices)
    codes = [OTHER if word == OTHER else known.get(word, word) for word in words]
    if column.question.kind is QuestionKind.RANKING:
        return {(code,): rank for rank, code in enumerate(codes, start=1)}
    return {("choices", code): 1 for code in codes if code != OTHER}


def _labels_in(text: str, choices: ChoiceList) -> list[str]:
    """Cut a text into labels of a list, the longest first; what is no label is refused."""
    labels = sorted(
        ((label, choice.code) for choice in choices.choices for label in (choice.label.fr, choice.label.en) if label),
        key=lambda pair: -len(pair[0]),
    )
    rest, codes = text.strip(), []
    while rest:
        match = next(((label, code) for label, code in labels if rest.casefold().startswith(label.casefold())), None)
        if match is None:
            expected = Sentence("des choix parmi : {labels}", labels=", ".join(c.label.fr for c in choices.choices))
            raise UnreadableCellError(expected)
        codes.append(match[1])
        rest = rest[len(match[0]) :].lstrip(" ,;")
    return codes


def _read_choice(question: Question, choices: ChoiceList, text: str) -> str:
    """One choice, by the code that the form gives it or by its label."""
    known = codes_by_form(choices)
    if text in known:
        return known[text]
    if question.allows_other and text.casefold() in _OTHER_WORDS:
        return OTHER
    code = code_of_words({choice.code: choice.label for choice in choices.choices}, text)
    if code is None:
        labels = [f"{theirs} ({choices.label_of(ours).fr})" for theirs, ours in known.items()]
        raise UnreadableCellError(list_expected(labels))
    return code


_INDEX = "index"
_ROW, _PARENT = "_index", "_parent_table_name"  # columns of a sheet of repeated rows
_FIELD_OF = {
    "_index": _INDEX,
    "_id": "key",
    "_submission_time": "submitted_at",
    "email": "email",
    "courriel": "email",
    "username": "name",
    "_submitted_by": "name",
}
_TECHNICAL = frozenset(
    {"_uuid", "_validation_status", "_notes", "_status", "_tags", "_version_", "__version__", "start", "end", "today"}
    | {"meta/instanceid", "meta/rootuuid", "meta/instancename", "instanceid", "formhub/uuid", "_xform_id_string"}
    | {"_attachments", "_bamboo_dataset_id", "_geolocation", "audit"}
    | {INVENTED}
)
_PERSONAL = frozenset({"deviceid", "imei", "simserial", "subscriberid", "phonenumber", "_geolocation"})


def is_kobo(headings: Sequence[str]) -> bool:
    """True when a table ends with the columns that KoBo adds to every export.

    >>> is_kobo(["plan", "_id", "_uuid", "_submission_time"]), is_kobo(["siren", "plan"])
    (True, False)
    """
    known = {heading.strip().lower() for heading in headings}
    return "_uuid" in known and bool(known & {"_id", "_submission_time", "_index"})


def is_export(tables: Sequence[Table]) -> bool:
    """True when one of the tables of a file ends as those of KoBo do."""
    return any(is_kobo(table.headings) for table in tables)


def read_kobo_answers(tables: Sequence[Table], source: AnswerSource) -> AnswerSheet:
    """Return the respondents of an export, whose first sheet holds the responses and the others the repeats."""
    questionnaire, findings = source.questionnaire, source.findings
    columns = list_kobo_columns(questionnaire)
    main = next(table for table in tables if is_kobo(table.headings) and "_parent_index" not in table.headings)
    reading = _reading_of(main, columns, source, is_repeat=False)
    others = [table for table in tables if table is not main and "_parent_index" in table.headings]
    repeats = [_Repeat(_reading_of(table, columns, source, is_repeat=True)) for table in others]
    outer = _nest(repeats)
    if not any(table_reading.columns for table_reading in (reading, *(repeat.reading for repeat in repeats))):
        shown, expected = ", ".join(main.headings)[:80], "au moins une question de la campagne"
        raise ImportFileError(source.file, [Fault(row=main.line, value=shown, expected=expected)])
    lines = zip(main.rows, main.lines, strict=True)
    look_at(source.look, (_respondent(reading, cells, line)[0] for cells, line in lines))
    rows = []
    for cells, line in reading.rows():
        row, index, key = _respondent(reading, cells, line)
        answers = [*reading.answers(cells, line), *(a for repeat in outer for a in repeat.answers(index, key))]
        rows.append(replace(row, answers=tuple(answers)))
    return AnswerSheet(
        file=source.file,
        rows=tuple(rows),
        faults=tuple(findings.faults),
        warnings=tuple(_warnings(reading, repeats, questionnaire)),
        is_invented=INVENTED in main.headings,
    )


def _reading_of(table: Table, columns: KoboColumns, source: AnswerSource, *, is_repeat: bool) -> TableReading:
    by_place = {place: columns.find(heading) for place, heading in enumerate(table.headings)}
    own = {
        place: FileColumn(question=column.question, read=partial(read_kobo_cell, column))
        for place, column in by_place.items()
        if column and (column.question.kind is QuestionKind.TABLE) is is_repeat
    }
    return TableReading(table, own, ticks_answer=False, findings=source.findings, decimal_mark=source.decimal_mark)


def _nest(repeats: Sequence["_Repeat"]) -> list["_Repeat"]:
    """Put each repeat in the one around it, which its rows name; return those that stand under the responses."""
    by_name = {repeat.reading.table.name: repeat for repeat in repeats}
    outer: list[_Repeat] = []
    for repeat in repeats:
        around = by_name.get(repeat.parent)
        (outer if around is None or around is repeat else around.children).append(repeat)
    return outer


def _warnings(reading: TableReading, repeats: Sequence["_Repeat"], questionnaire: Questionnaire) -> Iterator[Fault]:
    """Say which columns and sheets are not read; what a device writes of itself is left aside on purpose."""
    sheet = reading.table.name or None
    for place, heading in enumerate(reading.table.headings):
        name = heading.strip().lower()
        if name in _PERSONAL:
            expected = "aucune donnée d’appareil (celle-ci n’est pas lue)"
            yield Fault(sheet=sheet, row=1, column=heading, expected=expected)
        elif heading and place not in reading.columns and name not in _TECHNICAL | {*_FIELD_OF, "siren"}:
            if all(cells[place] is None for cells in reading.table.rows):  # a note: KoBo exports it, always empty
                continue
            expected = "une question de la campagne (cette colonne peut servir à reconnaître la collectivité)"
            yield Fault(sheet=sheet, row=1, column=heading, expected=expected)
    for repeat in repeats:
        if not repeat.reading.columns:
            expected = "les lignes d’un tableau du questionnaire (cette feuille n’est pas lue)"
            yield Fault(sheet=repeat.reading.table.name, row=1, expected=expected)
    tables = {question.code for question in questionnaire.questions if question.kind is QuestionKind.TABLE}
    for code in sorted(tables.difference(*(repeat.reading.groups for repeat in repeats))):
        yield Fault(column=code, expected="une feuille pour ce tableau (un export XLSX en a une, pas un CSV)")


class _Repeat:
    """One sheet of repeated rows, by the response that they belong to."""

    def __init__(self, reading: TableReading) -> None:
        self.reading = reading
        self.children: list[_Repeat] = []
        headings = reading.table.headings
        self._by_index = self._by_cell(headings.index("_parent_index"))
        self._by_key = self._by_cell(headings.index("_submission__id")) if "_submission__id" in headings else {}

    @property
    def parent(self) -> str:
        """Name of the sheet that its rows stand under; empty when they do not say."""
        table = self.reading.table
        if _PARENT not in table.headings or not table.rows:
            return ""
        return text_of(table.rows[0][table.headings.index(_PARENT)])

    def _by_cell(self, place: int) -> Mapping[str, Sequence[tuple[int, Sequence[CellValue]]]]:
        """The lines of each response, in the order of the sheet, by what a column tells of it."""
        table = self.reading.table
        lines: dict[str, list[tuple[int, Sequence[CellValue]]]] = {}
        for cells, line in zip(table.rows, table.lines, strict=True):
            lines.setdefault(text_of(cells[place]), []).append((line, cells))
        return lines

    def answers(self, index: str, key: str) -> Iterator[SheetAnswer]:
        """Give the answers that the sheet holds for one response, those of the repeats inside it among them."""
        rows = self.rows_of(index, key)
        codes = dict.fromkeys((*self.reading.groups, *(code for child in self.children for code in child.codes)))
        for code in codes:
            before = self.left_out
            lines = list(self.lines_of(code, rows))
            cells = {(rank, *path): cell for rank, line in enumerate(lines, start=1) for path, cell in line.items()}
            # with one wrong row left out, the table would seem whole
            if cells and self.left_out == before:
                heading, question = self.place_of(code)
                answer = self.reading.settle(question, AnswerParts(cells), rows[0][0], heading)
                if answer is not None:
                    yield answer

    @property
    def codes(self) -> Iterator[str]:
        """Codes of the questions that the sheet answers, or a repeat inside it."""
        yield from self.reading.groups
        for child in self.children:
            yield from child.codes

    @property
    def left_out(self) -> int:
        """How many cells were left out so far, here and in the repeats inside."""
        return self.reading.left_out + sum(child.reading.asked.total() for child in self.children)

    def rows_of(self, index: str, key: str) -> Sequence[tuple[int, Sequence[CellValue]]]:
        """The lines of one response, or of one row of the repeat around."""
        by_response, response_key = (self._by_index, index) if index else (self._by_key, key)
        return by_response.get(response_key, ()) if response_key else ()

    def place_of(self, code: str) -> tuple[str, Question]:
        """Return the first heading that answers a question, and the question."""
        if code in self.reading.groups:
            place = self.reading.groups[code][0]
            return self.reading.table.headings[place], self.reading.columns[place].question
        return next(child.place_of(code) for child in self.children if code in set(child.codes))

    def lines_of(self, code: str, rows: Sequence[tuple[int, Sequence[CellValue]]]) -> Iterator[Mapping[Path, FlatCell]]:
        """Rows of a table: one a row of the sheet, or one a row of the repeat inside, under what stands around it.

        What is written around is said again in each, except numbers: they would be added as many times.
        """
        places = self.reading.groups.get(code, ())
        headings = self.reading.table.headings
        own_index = headings.index(_ROW) if _ROW in headings else None
        for line, cells in rows:
            filled = [place for place in places if cells[place] is not None]
            parts = self.reading.gather(filled, cells, line) if filled else None
            around = dict(parts.cells) if parts else {}
            index = "" if own_index is None else text_of(cells[own_index])
            inner = [row for child in self.children for row in child.lines_of(code, child.rows_of(index, ""))]
            yield {**around, **inner[0]} if inner else around
            words = {path: cell for path, cell in around.items() if isinstance(cell, str)}
            yield from ({**words, **row} for row in inner[1:])


def _respondent(reading: TableReading, cells: Sequence[CellValue], line: int) -> tuple[AnswerRow, str, str]:
    """Return the respondent of a line, without the answers; then the index and the key that repeated rows refer to."""
    fields: dict[str, str] = {}
    others: dict[str, str] = {}
    for place, (heading, raw) in enumerate(zip(reading.table.headings, cells, strict=True)):
        name = heading.strip().lower()
        if raw is None or name in _PERSONAL:
            continue
        if name.rpartition("/")[2] == "siren":  # who answers, even where the form asks it as a question
            fields["siren"] = text_of(raw)
        elif place not in reading.columns and name in _FIELD_OF:
            fields.setdefault(_FIELD_OF[name], text_of(raw))
        elif place not in reading.columns and name not in _TECHNICAL:
            others[heading.rpartition("/")[2]] = text_of(raw)
    index, key = fields.pop(_INDEX, ""), fields.pop("key", "")
    name = reading.table.name
    row = AnswerRow(key=key or index or str(line), **fields, others=others, answers=(), line=line, sheet=name)
    return row, index, key
