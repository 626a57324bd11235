"""Answers read from a file of any format that we know; our own JSON, every fault with its place."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import Any

from autan.ground.errors import Fault, ImportFileError
from autan.ground.plugins import run_or_leave_aside
from autan.ground.registry import registered
from autan.ground.tables.core.findings import MAX_SHOWN, Findings
from autan.ground.tables.core.tables import Table
from autan.ground.tables.importers.archives import only_file
from autan.ground.tables.importers.delimited import decode_text
from autan.ground.tables.importers.tables import SEPARATED, TABLES, read_tables
from autan.ground.wordings import Sentence
from autan.survey.campaigns.core.exchange import AnswerRow, AnswerSheet, SheetAnswer
from autan.survey.formats.core.answer_files.cells import restore_text
from autan.survey.formats.core.answer_files.formats import JSON_FORMAT, JSON_VERSION
from autan.survey.formats.importers.answers.our_tables import read_our_tables
from autan.survey.formats.importers.answers.readers import AnswerReader, AnswerSource, LookAtRows, look_at
from autan.survey.formats.importers.answers.reading import check_answer
from autan.survey.questionnaires.core.answers.values import AnswerValue, InvalidAnswerError
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire

_UNKEPT = re.compile("[\0\ud800-\udfff]")


def read_json(data: bytes, source: AnswerSource) -> AnswerSheet:
    """Return the respondents of a file.

    Raises ImportFileError: no JSON, that of something else, or a text with a sign that nothing can keep.
    """
    file = source.file
    try:
        content = json.loads(decode_text(data, file))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise ImportFileError(file, [Fault(row=line, expected="un fichier JSON entier et bien formé")]) from None
    _require_texts(content, file)
    signature = (content.get("format"), content.get("format_version")) if isinstance(content, dict) else ()
    if signature != (JSON_FORMAT, JSON_VERSION):
        fault = Fault(
            column="format",
            expected=Sentence(
                "« {json_format} », version {json_version}", json_format=JSON_FORMAT, json_version=JSON_VERSION
            ),
        )
        raise ImportFileError(file, [fault])
    look_at(source.look, _respondents(content))
    reader = _Reader({question.code: question for question in source.questionnaire.questions}, source.findings)
    return AnswerSheet(
        file=file,
        rows=tuple(reader.rows(content)),
        faults=tuple(reader.findings.faults),
        campaign=_text(content, "campaign"),
        is_invented=content.get("is_invented") is True,
    )


def _respondents(content: Mapping[str, Any]) -> Iterator[AnswerRow]:
    """Give who answers, without the answers."""
    for place, territory in _list_items(content, "territories"):
        if isinstance(territory, dict) and isinstance(siren := territory.get("siren"), str):
            yield AnswerRow(key=siren or place, siren=siren, name=_text(territory, "name"))


def _require_texts(content: object, file: str) -> None:
    """Refuse half of a surrogate pair and the null sign: JSON can write them, no database and no file keeps them."""
    pending = [content]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending += [*value, *value.values()]
        elif isinstance(value, list):
            pending += value
        elif isinstance(value, str) and _UNKEPT.search(value):
            shown = value[:MAX_SHOWN].encode("ascii", "backslashreplace").decode()
            raise ImportFileError(file, [Fault(value=shown, expected="un texte sans signe nul ni moitié de signe")])


class _Reader:
    """Reads territories and answers, and keeps what is wrong with them."""

    def __init__(self, questions: Mapping[str, Question], findings: Findings) -> None:
        self.questions = questions
        self.findings = findings

    def rows(self, content: Mapping[str, Any]) -> Iterator[AnswerRow]:
        """Give the territories."""
        for place, territory in self.findings.until_full(_list_items(content, "territories")):
            if not isinstance(territory, dict) or not isinstance(territory.get("siren"), str):
                self.findings.refuse("un objet avec « siren » et « answers »", column=place, value=territory)
                continue
            answers = (self._answer(entry, f"{place}.{inner}") for inner, entry in _list_items(territory, "answers"))
            siren = territory["siren"]
            right_answers = tuple(filter(None, answers))
            yield AnswerRow(key=siren or place, siren=siren, name=_text(territory, "name"), answers=right_answers)

    def _answer(self, entry: object, place: str) -> SheetAnswer | None:
        code = entry.get("question") if isinstance(entry, dict) else entry
        if not isinstance(entry, dict) or not isinstance(code, str) or code not in self.questions:
            self.findings.refuse("un objet dont « question » est le code d’une question", column=place, value=code)
            return None
        if entry.get("state") not in list(AnswerState):
            self.findings.refuse(
                Sentence("un état parmi : {states}", states=", ".join(AnswerState)),
                column=f"{place}.state",
                value=entry.get("state"),
            )
            return None
        state, value = AnswerState(entry["state"]), entry.get("value")
        try:
            checked = check_answer(
                self.questions[code],
                state,
                value,
                is_filled=value is not None,
                is_partial=entry.get("is_partial") is True,
            )
            return _as_answer(entry, state, checked, place)
        except InvalidAnswerError as error:
            for problem in error.problems:
                self.findings.refuse(problem, column=f"{place}.value", value=value)
            return None


def _as_answer(fields: Mapping[str, Any], state: AnswerState, value: AnswerValue, place: str) -> SheetAnswer:
    note = fields.get("note") if isinstance(fields.get("note"), dict) else {}
    return SheetAnswer(
        question=fields["question"],
        state=state,
        value=value,
        is_partial=fields.get("is_partial") is True,
        note=_text(note, "fr"),
        note_en=_text(note, "en"),
        author=_text(fields, "author"),
        recorded_at=_text(fields, "recorded_at"),
        source=_text(fields, "source"),
        confidence=_text(fields, "confidence"),
        is_on_behalf=fields.get("is_on_behalf") is True,
        facts=tuple(str(fact) for _, fact in _list_items(fields, "facts")),
        place=place,
    )


def _list_items(fields: Mapping[str, Any], key: str) -> Iterator[tuple[str, Any]]:
    """Give the items of a list, each with its place; what is no list has none."""
    items = fields.get(key)
    for rank, item in enumerate(items if isinstance(items, list) else ()):
        yield f"{key}[{rank}]", item


def _text(fields: Mapping[str, Any] | None, key: str) -> str:
    value = (fields or {}).get(key)
    return value if isinstance(value, str) else ""


def read_answers(
    data: bytes,
    file: str,
    questionnaire: Questionnaire,
    *,
    structure: tuple[bytes, str] | None = None,
    findings: Findings | None = None,
    look: LookAtRows | None = None,
    decimal_mark: str = "",
) -> AnswerSheet:
    """Read the answers of a file, or of the only one of a zip, to a questionnaire, with what is wrong with its cells.

    `structure` is the content and the name of the LimeSurvey structure (.lss or .lsa) that explains columns named by
    numbers. Reading stops once the findings keep no more faults, unless they say otherwise. `look` is given the first
    respondents before their answers are read, and may refuse the file. `decimal_mark` tells 12.500 from 12,5 in texts.

    Raises ImportFileError: another kind of file than its extension says, cut short, or without any answer to read.
    """
    readers = registered(AnswerReader)
    endings = [".json", *sorted({extension for reader in readers for extension in reader.extensions}), *TABLES]
    if PurePath(file).suffix.lower() == ".zip":
        data, file = only_file(data, file, set(endings))
    name, suffix = PurePath(file).name, PurePath(file).suffix.lower()
    findings = Findings() if findings is None else findings
    source = AnswerSource(
        file=name,
        questionnaire=questionnaire,
        findings=findings,
        structure=structure,
        look=look,
        decimal_mark=decimal_mark,
    )
    if suffix == ".json":
        return read_json(data, source)
    for reader in readers:
        if reader.read_file and suffix in reader.extensions:
            return reader.read_file(data, source)
    if suffix not in TABLES:
        expected = Sentence("un fichier {listed}", listed=", ".join(endings))
        raise ImportFileError(name, [Fault(value=suffix or None, expected=expected)])
    tables = read_tables(data, name, formulas_as_text=True)  # an answer may begin with « = »
    knowing = (
        reader for reader in readers if run_or_leave_aside(reader, partial(reader.knows, tables), otherwise=False)
    )
    return next((reader.read_tables for reader in knowing), _read_ours)(tables, source)


def _read_ours(tables: Sequence[Table], source: AnswerSource) -> AnswerSheet:
    is_separated = PurePath(source.file).suffix.lower() in SEPARATED
    return read_our_tables(list(map(_restore, tables)) if is_separated else tables, source)


def _restore(table: Table) -> Table:
    """A table without the apostrophes that guard texts from spreadsheets."""
    return replace(
        table,
        headings=tuple(map(restore_text, table.headings)),
        rows=tuple(tuple(restore_text(cell) if isinstance(cell, str) else cell for cell in row) for row in table.rows),
    )
