"""How do the responses exported from KoBo become answers to our questions, every fault with its place?

The first sheet holds one response a line, in codes or in labels; each repeat has a sheet of its own, whose rows name
their response by `_parent_index` or `_submission__id`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autan.errors import Fault
from autan.formats.core.cell_reading import UnreadableCellError, read_cell
from autan.formats.importers.kobo.cells import read_choice, read_several
from autan.formats.importers.kobo.fields import KoboField, KoboFields, list_fields
from autan.intake.core.findings import Findings
from autan.intake.core.tables import CellValue, Table, text_of
from autan.questionnaires.core.answers.values import InvalidAnswerError, check_value
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import Question, Questionnaire
from autan.questionnaires.core.spread.cells import FlatCell, Path, gather_value
from autan.surveys.core.exchange.answer_sheets import AnswerSheet, SheetAnswer, SheetRow

_TOLD = {
    "_id": "key",
    "_submission_time": "submitted_at",
    "email": "email",
    "courriel": "email",
    "username": "name",
    "_submitted_by": "name",
}
INVENTED = "_reseau_invente"  # a column that our own exports have when the network is invented
_TECHNICAL = frozenset(
    {"_uuid", "_index", "_validation_status", "_notes", "_status", "_tags", "_version_", "__version__", "start", "end"}
    | {
        "today",
        "meta/instanceid",
        "meta/rootuuid",
        "meta/instancename",
        "instanceid",
        "formhub/uuid",
        "_xform_id_string",
    }
    | {"_attachments", "_bamboo_dataset_id", "_geolocation", "audit"}
)
_PERSONAL = frozenset({"deviceid", "imei", "simserial", "subscriberid", "phonenumber", "_geolocation"})


def is_kobo(headings: Sequence[str]) -> bool:
    """True when a table ends with the columns that KoBo adds to every export.

    >>> is_kobo(["plan", "_id", "_uuid", "_submission_time"]), is_kobo(["siren", "plan"])
    (True, False)
    """
    known = {heading.strip().lower() for heading in headings}
    return "_uuid" in known and bool(known & {"_id", "_submission_time", "_index"})


def read_kobo_answers(tables: Sequence[Table], file: str, questionnaire: Questionnaire) -> AnswerSheet:
    """Return the respondents of an export.

    Args:
        tables: its sheets: the responses, then the repeats.
        file: name of the file.
        questionnaire: the questions that the campaign asked.
    """
    main = next(table for table in tables if is_kobo(table.headings) and "_parent_index" not in table.headings)
    reading = _Reading(main, list_fields(questionnaire))
    repeats = [
        _Repeat(table, reading.fields) for table in tables if table is not main and "_parent_index" in table.headings
    ]
    rows = tuple(reading.row(cells, line, repeats) for cells, line in zip(main.rows, main.lines, strict=True))
    warnings = (*_warnings(reading), *(fault for repeat in repeats for fault in repeat.warnings()))
    missing = _missing_repeats(questionnaire, repeats)
    return AnswerSheet(
        file=file,
        rows=rows,
        faults=tuple(reading.findings.faults),
        warnings=(*warnings, *missing),
        is_invented=INVENTED in main.headings,
    )


def _missing_repeats(questionnaire: Questionnaire, repeats: Sequence["_Repeat"]) -> Iterator[Fault]:
    found = {each.question.code for repeat in repeats for each in repeat.fields.values()}
    wanted = {question.code for question in questionnaire.questions if question.kind is QuestionKind.TABLE}
    for code in sorted(wanted - found):
        yield Fault(column=code, expected="une feuille pour ce tableau (un export XLSX en a une, pas un CSV)")


def _warnings(reading: "_Reading") -> Iterator[Fault]:
    """Say which columns are not read; what a device writes of itself is left aside on purpose."""
    sheet = reading.table.name or None
    for place, heading in enumerate(reading.table.headings):
        name = heading.strip().lower()
        if name in _PERSONAL:
            yield Fault(
                sheet=sheet, row=1, column=heading, expected="aucune donnée d’appareil (celle-ci n’est pas lue)"
            )
        elif heading and place not in reading.columns and name not in _TECHNICAL | {*_TOLD, "siren", INVENTED}:
            expected = "une question de la campagne (cette colonne peut servir à reconnaître la collectivité)"
            yield Fault(sheet=sheet, row=1, column=heading, expected=expected)


class _Repeat:
    """One sheet of repeated rows, by the response that they belong to."""

    def __init__(self, table: Table, fields: KoboFields) -> None:
        self.table = table
        found = {place: fields.find(heading) for place, heading in enumerate(table.headings)}
        self.fields = {
            place: each for place, each in found.items() if each and each.question.kind is QuestionKind.TABLE
        }
        self._parent = table.headings.index("_parent_index")
        ids = [place for place, heading in enumerate(table.headings) if heading == "_submission__id"]
        self._id = ids[0] if ids else None

    def rows_of(self, index: str, key: str) -> Iterator[tuple[int, Sequence[CellValue]]]:
        """Give the lines of one response, in the order of the sheet."""
        for cells, line in zip(self.table.rows, self.table.lines, strict=True):
            raw, wanted = (cells[self._parent], index) if index else (cells[self._id] if self._id else None, key)
            if raw is not None and wanted and text_of(raw) == wanted:
                yield line, cells

    def warnings(self) -> Iterator[Fault]:
        """Say when the sheet is that of no table of the questionnaire."""
        if not self.fields:
            expected = "les lignes d’un tableau du questionnaire (cette feuille n’est pas lue)"
            yield Fault(sheet=self.table.name, row=1, expected=expected)


@dataclass(slots=True)
class _Reading:
    """What grows while one export is read."""

    table: Table
    fields: KoboFields
    findings: Findings = field(default_factory=Findings)
    columns: dict[int, KoboField] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place, heading in enumerate(self.table.headings):
            found = self.fields.find(heading)
            if found is not None and found.question.kind is not QuestionKind.TABLE:
                self.columns[place] = found

    def row(self, cells: Sequence[CellValue], line: int, repeats: Sequence[_Repeat]) -> SheetRow:
        """Return one respondent."""
        told: dict[str, str] = {}
        others: dict[str, str] = {}
        index = ""
        for place, (heading, raw) in enumerate(zip(self.table.headings, cells, strict=True)):
            name = heading.strip().lower()
            if raw is None or name in _PERSONAL:
                continue
            if name.rpartition("/")[2] == "siren":  # who answers, even where the form asks it as a question
                told["siren"] = text_of(raw)
            if place in self.columns:
                continue
            if name == "_index":
                index = text_of(raw)
            elif name in _TOLD:
                told.setdefault(_TOLD[name], text_of(raw))
            elif name not in _TECHNICAL | {INVENTED} and name.rpartition("/")[2] != "siren":
                others[heading.rpartition("/")[2]] = text_of(raw)
        answers = [*self._answers(cells, line), *self._tables(repeats, index, told.get("key", ""))]
        return SheetRow(
            key=told.get("key") or index or str(line),
            siren=told.get("siren", ""),
            email=told.get("email", ""),
            name=told.get("name", ""),
            submitted_at=told.get("submitted_at", ""),
            others=others,
            answers=tuple(answers),
            line=line,
            sheet=self.table.name,
        )

    def _answers(self, cells: Sequence[CellValue], line: int) -> Iterator[SheetAnswer]:
        """Give the answers of one line of the first sheet."""
        gathered: dict[str, dict[Path, FlatCell]] = {}
        first: dict[str, int] = {}
        broken: set[str] = set()
        for place, each in self.columns.items():
            if cells[place] is None:
                continue
            code = each.question.code
            first.setdefault(code, place)
            found = self._read(each, cells[place], self.table, line, place)
            if found is None:
                broken.add(code)
            else:
                gathered.setdefault(code, {}).update(found)
        for code, found in gathered.items():
            question = self.columns[first[code]].question
            if code not in broken and _says_something(question, found):
                answer = self._check(question, found, self.table, line, first[code])
                if answer is not None:
                    yield answer

    def _tables(self, repeats: Sequence[_Repeat], index: str, key: str) -> Iterator[SheetAnswer]:
        """Give the answers that the sheets of repeats hold for one response."""
        for repeat in repeats:
            found: dict[str, dict[Path, FlatCell]] = {}
            place_of: dict[str, tuple[int, int]] = {}
            for rank, (line, cells) in enumerate(repeat.rows_of(index, key), start=1):
                for place, each in repeat.fields.items():
                    read = self._read(each, cells[place], repeat.table, line, place) if cells[place] is not None else {}
                    place_of.setdefault(each.question.code, (line, place))
                    gathered = found.setdefault(each.question.code, {})
                    gathered.update({(rank, *path): cell for path, cell in (read or {}).items()})
            for code, gathered in found.items():
                line, place = place_of[code]
                answer = self._check(repeat.fields[place].question, gathered, repeat.table, line, place)
                if gathered and answer is not None:
                    yield answer

    def _check(
        self, question: Question, found: Mapping[Path, FlatCell], table: Table, line: int, place: int
    ) -> SheetAnswer | None:
        """Return an answer in its written form, or None after having told what is wrong with it."""
        if not found:
            return None
        try:
            value = check_value(question, gather_value(question, found))
        except InvalidAnswerError as error:
            for problem in error.problems:
                self._refuse(table, line, place, None, problem)
            return None
        return SheetAnswer(question=question.code, value=value, place=table.headings[place])

    def _read(
        self, each: KoboField, raw: CellValue, table: Table, line: int, place: int
    ) -> dict[Path, FlatCell] | None:
        """Return the cells of an answer that one cell gives; None after having told that it gives none."""
        text = text_of(raw)
        try:
            if each.rank and each.choices is not None:
                return {(read_choice(each.question, each.choices, text),): each.rank}
            if each.column is None:
                return read_several(each, text)
            if each.choices is not None:
                return {each.path: read_choice(each.question, each.choices, text)}
            return {each.path: read_cell(each.column, text)}
        except UnreadableCellError as error:
            self._refuse(table, line, place, text, error.expected)
            return None

    def _refuse(self, table: Table, line: int, place: int, value: str | None, expected: str) -> None:
        self.findings.refuse(expected, sheet=table.name, row=line, column=table.headings[place], value=value)


def _says_something(question: Question, found: Mapping[Path, FlatCell]) -> bool:
    """No box ticked and nothing written is no answer."""
    if question.kind is QuestionKind.MULTIPLE:
        return any(cell not in {None, 0} for cell in found.values())
    return bool(found)
