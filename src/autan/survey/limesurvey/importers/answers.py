"""Files of responses of LimeSurvey (tables, archives) read as answers, every fault with its place."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePath

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import CellValue, Table, text_of
from autan.ground.tables.importers.tables import SEPARATED
from autan.ground.wordings import Sentence
from autan.survey.campaigns.core.exchange import AnswerRow, AnswerSheet
from autan.survey.formats.importers.answers.readers import AnswerSource, look_at, with_participants
from autan.survey.formats.importers.answers.reading import FileColumn, TableReading
from autan.survey.limesurvey.core.answer_columns import ColumnRole, LimeColumn, list_answer_columns
from autan.survey.limesurvey.core.headings import LimeNumbers, code_before, is_numbered, read_numbers, resolve_headings
from autan.survey.limesurvey.importers.cells import read_lime_cell, says_not_asked, shows_words
from autan.survey.limesurvey.importers.xml import participants_of, read_lime_archive, read_lime_file, table_of
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.spread.columns import CellKind, FlatCell, Path

_FIELD_OF: Mapping[str, str] = {
    **dict.fromkeys(("id", "response id", "id de la réponse", "id de réponse"), "key"),
    **dict.fromkeys(("submitdate", "date submitted", "date de soumission"), "submitted_at"),
    **dict.fromkeys(("startlanguage", "start language", "langue de départ"), "language"),
    **dict.fromkeys(("token", "access code", "code d'accès", "code d’accès", "invitation", "jeton"), "token"),
    **dict.fromkeys(("email", "email address", "adresse courriel", "courriel"), "email"),
}
_TECHNICAL = frozenset(
    {"lastpage", "last page", "dernière page", "seed", "graine", "tête de série", "startdate", "date started"}
    | {"date de lancement", "datestamp", "date last action", "date de la dernière action", "interviewtime"}
)
_PERSONAL = frozenset({"ipaddr", "ip address", "adresse ip", "refurl", "referrer url", "url référente"})
_NAMED = frozenset(_FIELD_OF) | _TECHNICAL | _PERSONAL
_GROUP_TIME = re.compile(r"(group ?time|question time|total time)\b.*|grouptime\d+")
_NEVER = "1980-01-01 00:00:00"  # submission date of anonymised responses
_LOOKED_AT = 12  # headings that may be those of LimeSurvey itself
_EMPTY_IS_ZERO = frozenset({QuestionKind.MULTIPLE, QuestionKind.SPLIT})


def is_limesurvey(headings: Sequence[str]) -> bool:
    """True when a file begins with the columns of LimeSurvey's responses.

    >>> is_limesurvey(["id", "submitdate", "lastpage", "Q01"]), is_limesurvey(["siren", "q1"])
    (True, False)
    """
    folded = [_fold_heading(heading) for heading in headings[:_LOOKED_AT]]
    columns = {_FIELD_OF.get(heading) for heading in folded}
    return "key" in columns and ("submitted_at" in columns or not _TECHNICAL.isdisjoint(folded))


def unescape_formulas(table: Table) -> Table:
    """Return a table without the apostrophe that LimeSurvey puts before « = » in its CSV files."""
    rows = (
        tuple(cell[1:] if isinstance(cell, str) and cell.startswith("'=") else cell for cell in row)
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _fold_heading(heading: str) -> str:
    """A heading in small letters; the code alone where it stands before its words (« id. Response ID »)."""
    code = code_before(heading).casefold()
    return code if code in _NAMED else heading.strip().rstrip(".:").strip().casefold()


def read_lime_answers(table: Table, source: AnswerSource, numbers: Mapping[str, LimeNumbers]) -> AnswerSheet:
    """Return the respondents of a table of responses, its headings in any of the forms of LimeSurvey.

    `numbers` are those of the questions in LimeSurvey, by code; none when its structure is not at hand.

    Raises ImportFileError: no column answers a question: its headings are numbers, or those of another survey.
    """
    columns = resolve_headings(table.headings, list_answer_columns(source.questionnaire), numbers)
    if table.headings and not columns:
        raise ImportFileError(source.file, [_unknown_columns(table)])
    shown = {shows_words(column, text) for column, text in _cells(table, columns)} - {None}
    read = partial(read_lime_cell, is_in_words=shown.pop() if len(shown) == 1 else None)
    own = {
        place: FileColumn(question=column.question, read=partial(read, column), when_empty=_when_empty(column))
        for place, column in columns.items()
    }
    reading = TableReading(table, own, ticks_answer=False, findings=source.findings, decimal_mark=source.decimal_mark)
    others = _other_columns(table, columns)
    look_at(
        source.look, (_respondent(others, cells, line) for cells, line in zip(table.rows, table.lines, strict=True))
    )
    rows = [
        replace(_respondent(others, cells, line), answers=tuple(reading.answers(cells, line)))
        for cells, line in reading.rows()
    ]
    expected = "une réponse envoyée (celle-ci n’a pas été terminée)"
    findings = source.findings
    findings.warn(*_warnings(table, columns))
    unsent = (row for row in rows if not row.submitted_at)
    findings.warn(*(Fault(row=row.line, column="submitdate", value=row.key, expected=expected) for row in unsent))
    faults, warnings = tuple(findings.faults), tuple(findings.warnings)
    return AnswerSheet(file=source.file, rows=tuple(rows), faults=faults, warnings=warnings)


def _cells(table: Table, columns: Mapping[int, LimeColumn]) -> Iterator[tuple[LimeColumn, str]]:
    """The cells that are not empty, each with its column."""
    for place, column in columns.items():
        texts = {text_of(row[place]) for row in table.rows if row[place] is not None}
        yield from ((column, text) for text in texts)


def _unknown_columns(table: Table) -> Fault:
    """No column answers a question: say which file would tell what they are."""
    left = [heading for heading in table.headings if heading and _fold_heading(heading) not in _NAMED]
    expected = "au moins une question de la campagne"
    if any(map(is_numbered, left)):
        expected = "la structure de l’enquête (--structure), qui dit à quelles questions répondent ces colonnes"
    return Fault(row=1, value=", ".join(left)[:80] or None, expected=expected)


def _when_empty(lime_column: LimeColumn) -> dict[Path, FlatCell]:
    """A box left empty beside a ticked one is not ticked; a part of a split is 0, as LimeSurvey adds them up."""
    is_filled = lime_column.question.kind in _EMPTY_IS_ZERO and lime_column.flat is not None
    if lime_column.flat and is_filled and lime_column.flat.kind in {CellKind.FLAG, CellKind.NUMBER}:
        return {lime_column.flat.path: 0}
    return {}


def _other_columns(table: Table, columns: Collection[int]) -> dict[int, tuple[bool, str]]:
    """Columns that hold no answer and may tell the respondent, by place: whether they are known, and their names."""
    folded = {place: _fold_heading(heading) for place, heading in enumerate(table.headings) if place not in columns}
    return {
        place: (name in _FIELD_OF, _FIELD_OF.get(name, table.headings[place]))
        for place, name in folded.items()
        if name not in _PERSONAL | _TECHNICAL
    }


def _respondent(columns: Mapping[int, tuple[bool, str]], cells: Sequence[CellValue], line: int) -> AnswerRow:
    """Return the respondent of a line, without the answers."""
    fields: dict[str, str] = {}
    others: dict[str, str] = {}
    for place, (is_known, name) in columns.items():
        if cells[place] is not None:
            (fields if is_known else others)[name] = text_of(cells[place])
    # without a number of response, the line tells respondents apart
    fields.setdefault("key", str(line))
    if fields.get("submitted_at") == _NEVER:
        fields["submitted_at"] = "date inconnue"
    return AnswerRow(**fields, others=others, answers=(), line=line)


def _warnings(table: Table, columns: Mapping[int, LimeColumn]) -> Iterator[Fault]:
    left = [heading for place, heading in enumerate(table.headings) if heading and place not in columns]
    codes = {column.code.casefold() for column in columns.values()}
    technical = [heading for heading in left if _fold_heading(heading) in _TECHNICAL or _is_timing(heading, codes)]
    personal = [heading for heading in left if _fold_heading(heading) in _PERSONAL]
    if technical:
        yield Fault(row=1, value=", ".join(technical), expected="des colonnes de réponses (celles-ci sont techniques)")
    if personal:
        expected = "aucune donnée de connexion (celles-ci ne sont pas lues)"
        yield Fault(row=1, value=", ".join(personal), expected=expected)
    for place, column in columns.items():
        is_filled = any(row[place] is not None for row in table.rows)
        if column.role is ColumnRole.NOTHING and column.question.kind is QuestionKind.DISPLAY and is_filled:
            expected = "la réponse à une question (celle-ci, calculée ou choisie avant, n’est pas lue)"
            yield Fault(row=1, column=table.headings[place], expected=expected)
    yield from _not_asked(table, columns)
    yield from _empty_comments(table, columns)
    for heading in left:
        if heading not in technical and heading not in personal and _fold_heading(heading) not in _FIELD_OF:
            expected = "une question de la campagne (cette colonne peut servir à reconnaître la collectivité)"
            if is_numbered(heading):
                expected = "la structure de l’enquête (--structure), qui dit à quelle question répond cette colonne"
            yield Fault(row=1, column=heading, expected=expected)


def _not_asked(table: Table, columns: Mapping[int, LimeColumn]) -> Iterator[Fault]:
    """Say which columns hold words such as « N/A » that no choice of their question has: they are no answer."""
    for place, column in columns.items():
        texts = [text_of(row[place]) for row in table.rows if row[place] is not None]
        left = [text for text in texts if says_not_asked(column, text)]
        if left:
            expected = Sentence(
                "une réponse (cases laissées vides, qui ne disent rien d’autre\u00a0: {count})", count=len(left)
            )
            yield Fault(row=1, column=table.headings[place], value=left[0], expected=expected)


def _empty_comments(table: Table, columns: Mapping[int, LimeColumn]) -> Iterator[Fault]:
    """Say which comments a full-text export may have left out: all are empty, beside choices written in words."""
    in_words = {column.question.code for column, text in _cells(table, columns) if _is_in_words(column, text)}
    for place, column in columns.items():
        is_comment = column.role is ColumnRole.NOTE or (column.flat is not None and column.flat.path == ("text",))
        if is_comment and column.question.code in in_words and all(row[place] is None for row in table.rows):
            expected = "des commentaires (LimeSurvey les laisse vides en toutes lettres\u202f; exportez en codes)"
            yield Fault(row=1, column=table.headings[place], expected=expected)


def _is_in_words(column: LimeColumn, text: str) -> bool:
    """True for a choice that is written by its words, and not by its code."""
    if column.flat is None or column.role is ColumnRole.NOTE:
        return False
    if column.flat.kind is CellKind.FLAG:
        return text.casefold() in {"oui", "yes"}
    return column.flat.kind is CellKind.CHOICE and text not in column.codes


def _is_timing(heading: str, codes: Collection[str]) -> bool:
    """True for the time spent on a group or on a question, which exports may hold beside the answers."""
    folded = _fold_heading(heading)
    return bool(_GROUP_TIME.fullmatch(folded)) or (folded.endswith("time") and folded.removesuffix("time") in codes)


def is_responses(tables: Sequence[Table]) -> bool:
    """True when the first table begins with the columns of LimeSurvey’s responses."""
    return is_limesurvey(tables[0].headings)


def read_responses(tables: Sequence[Table], source: AnswerSource) -> AnswerSheet:
    """Return the respondents of a table of responses.

    Raises ImportFileError: no column answers a question, or the structure beside it is none of LimeSurvey.
    """
    is_separated = PurePath(source.file).suffix.lower() in SEPARATED
    return read_lime_answers(unescape_formulas(tables[0]) if is_separated else tables[0], source, _numbers(source))


def read_response_file(data: bytes, source: AnswerSource) -> AnswerSheet:
    """Return the respondents of an .lsr or of an .lsa, with what its participants tell of them.

    Raises ImportFileError: a damaged file, an archive without responses, or no column that answers a question.
    """
    if PurePath(source.file).suffix.lower() == ".lsr":
        lime_file = read_lime_file(data, source.file, kinds=("Responses",))
        return read_lime_answers(table_of(lime_file), source, _numbers(source))
    archive = read_lime_archive(data, source.file)
    if archive.responses is None:
        expected = "des réponses (cette archive n’a que la structure de l’enquête)"
        raise ImportFileError(source.file, [Fault(expected=expected)])
    inner, structure = archive.structure
    numbers = _numbers(source) or read_numbers(read_lime_file(structure, f"{source.file}/{inner}"))
    sheet = read_lime_answers(table_of(archive.responses), source, numbers)
    left = [Fault(value=name, expected="un fichier de réponses (celui-ci n’est pas lu)") for name in archive.left]
    sheet = replace(sheet, warnings=(*sheet.warnings, *left))
    return with_participants(sheet, participants_of(archive.participants)) if archive.participants else sheet


def _numbers(source: AnswerSource) -> Mapping[str, LimeNumbers]:
    """Numbers that the structure beside the file gives to its questions; none without a structure."""
    if source.structure is None:
        return {}
    data, file = source.structure
    if PurePath(file).suffix.lower() == ".lsa":
        inner, data = read_lime_archive(data, file).structure
        file = f"{file}/{inner}"
    return read_numbers(read_lime_file(data, file))
