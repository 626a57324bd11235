"""A survey of ours, answered in LimeSurvey: whatever the answers, they come back as they were given."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autan.survey.formats.importers.answers.files import read_answers
from autan.survey.limesurvey.core.answer_columns import ColumnRole, LimeColumn, list_answer_columns
from autan.survey.limesurvey.core.headings import LimeNumbers, read_numbers
from autan.survey.limesurvey.exporters.structure import write_limesurvey
from autan.survey.limesurvey.importers.xml import read_lime_file
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.spread.columns import CellKind
from tests.survey.questionnaires.answer_making import EVERY_KIND, values_of
from tests.survey.questionnaires.making import make_question, make_questionnaire, spread_value

KINDS = list(EVERY_KIND)
QUESTIONNAIRE = make_questionnaire(
    *(
        make_question(kind, code=f"q_{kind.value}", allows_other=kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE})
        for kind in KINDS
    )
)
FIELDS = list_answer_columns(QUESTIONNAIRE)
STRUCTURE = write_limesurvey(QUESTIONNAIRE).encode()
NUMBERS = read_numbers(read_lime_file(STRUCTURE, "enquete.lss"))


def in_codes(field: LimeColumn) -> str:
    if len(field.parts) == 2 and field.parts[1].scale == "1":
        return f"{field.code}[{field.parts[0].code}_{field.parts[1].code}]"
    return field.code + "".join(f"[{part.code}]" for part in field.parts)


def by_numbers(field: LimeColumn) -> str:
    numbers: LimeNumbers = NUMBERS[field.code.casefold()]
    return f"777777X{numbers.gid}X{numbers.qid}" + "_".join(part.code for part in field.parts)


def in_words(field: LimeColumn) -> str:
    return field.question.text.fr + "".join(f" [{part.label.fr}]" for part in field.parts)


def answered(field: LimeColumn, value: Any) -> str:
    """What LimeSurvey keeps in a column for one answer of ours."""
    theirs = {ours: code for code, ours in field.codes.items()} | {"other": "-oth-"}
    if field.role is ColumnRole.RANK:
        rank = int(field.parts[0].code)
        return theirs[value[rank - 1]] if rank <= len(value) else ""
    if field.role is ColumnRole.FILE:
        return json.dumps([{"name": value["name"]}]) if "name" in value else ""
    if field.flat is None:
        return ""
    (cell,) = spread_value(field.question, value, [field.flat])
    if field.flat.kind is CellKind.CHOICE:
        return theirs[str(cell)] if cell is not None else ""
    if field.flat.kind is CellKind.FLAG:
        return "Y" if cell else ""
    # the database of LimeSurvey keeps ten decimals
    text = "" if cell is None else f"{cell:.10f}" if isinstance(cell, float) else str(cell)
    return f"'{text}" if text.startswith("=") else text


def file_of(values: Mapping[str, Any], heading: Any) -> bytes:
    fields = {"id": "1", "submitdate": "2013-05-02 10:00:00", "lastpage": "1"}
    cells = {heading(field): answered(field, values.get(field.question.code)) for field in asked(values)}
    text = io.StringIO()
    writer = csv.DictWriter(text, [*fields, *cells])
    writer.writeheader()
    writer.writerow({**fields, **cells})
    return text.getvalue().encode("utf-8-sig")


def asked(values: Mapping[str, Any]) -> list[LimeColumn]:
    return [field for field in FIELDS if field.question.code in values]


def says_something(value: Any) -> bool:
    """No box ticked is no answer in LimeSurvey, and its files write `'=` both for itself and for `=`."""
    return value != {"choices": []} and "\"'=" not in json.dumps(value)


def test_every_column_is_one_of_the_survey_that_is_written() -> None:
    for field in FIELDS:
        numbers = NUMBERS[field.code.casefold()]
        for part in field.parts:
            assert part.scale is None or (part.scale, part.code) in numbers.parts


@pytest.mark.parametrize("heading", [in_codes, by_numbers])
@settings(max_examples=60)
@given(data=st.data())
def test_answers_given_in_limesurvey_come_back(heading: Any, data: Any) -> None:
    question = data.draw(st.sampled_from(QUESTIONNAIRE.questions))
    value = data.draw(values_of(question).filter(says_something))
    if question.kind is QuestionKind.FILE:
        value = {"name": value.get("name", "plan.pdf")}
    values = {question.code: value}
    sheet = read_answers(file_of(values, heading), "r.csv", QUESTIONNAIRE, structure=(STRUCTURE, "enquete.lss"))
    assert sheet.faults == ()
    (row,) = sheet.rows
    assert {answer.question: answer.value for answer in row.answers} == values


def test_every_kind_at_once_in_words() -> None:
    """All the questions of this survey bear the same words: the order of the headings tells them apart."""
    only = make_questionnaire(make_question(QuestionKind.MULTIPLE, code="q_multiple", allows_other=True))
    fields = list_answer_columns(only)
    cells = {in_words(field): answered(field, {"choices": ["no"], "other": "Bois"}) for field in fields}
    headings = ["id", "submitdate", "lastpage", *cells]
    text = ",".join(headings) + "\n" + ",".join(["1", "2013-05-02", "1", *cells.values()]) + "\n"
    (row,) = read_answers(text.encode(), "r.csv", only).rows
    assert [answer.value for answer in row.answers] == [{"choices": ["no"], "other": "Bois"}]


def test_a_table_asked_as_a_text_is_told_and_left() -> None:
    table = make_questionnaire(make_question(QuestionKind.TABLE, code="actions"))
    sheet = read_answers(b"id,submitdate,lastpage,actions\n1,2013-05-02,1,Bois et soleil\n", "r.csv", table)
    (fault,) = sheet.faults
    assert (fault.column, "un tableau ne se relit pas" in fault.expected) == ("actions", True)
