"""Small LimeSurvey files for the tests, a few rows a table."""

from collections.abc import Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape

from autan.ground.errors import Fault
from autan.survey.limesurvey.importers.structure import read_limesurvey
from autan.survey.questionnaires.core.questionnaire import Questionnaire

type Rows = Sequence[Mapping[str, str]]
DAY = date(2020, 1, 1)


def lime_text(
    tables: Mapping[str, Rows], *, kind: str = "Survey", version: str = "641", languages: str = "fr en"
) -> str:
    """The text of a document, one line a row."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<document>"]
    lines += [f"<LimeSurveyDocType>{kind}</LimeSurveyDocType>", f"<DBVersion>{version}</DBVersion>", "<languages>"]
    lines += [f"<language>{language}</language>" for language in languages.split()]
    lines.append("</languages>")
    for table, rows in tables.items():
        cells = ("".join(f"<{k}>{escape(v)}</{k}>" for k, v in row.items()) for row in rows)
        lines += [f"<{table}><rows>", *(f"<row>{row}</row>" for row in cells), f"</rows></{table}>"]
    return "\n".join([*lines, "</document>"])


def read_lime(tables: Mapping[str, Rows], **fields: str) -> tuple[Questionnaire, tuple[Fault, ...]]:
    """Read a document made of these tables."""
    return read_limesurvey(lime_text(tables, **fields).encode(), "essai.lss", version=DAY)


def question_row(qid: int, letter: str, **fields: str) -> dict[str, str]:
    """A row of the table of questions."""
    row = {"qid": str(qid), "parent_qid": "0", "sid": "12345", "gid": "1", "type": letter, "title": f"Q{qid}"}
    return {**row, "question_order": str(qid), "other": "N", "mandatory": "N", "relevance": "1", **fields}


def part_row(qid: int, parent: int, code: str, scale: str = "0") -> dict[str, str]:
    """A row of the table of sub-questions."""
    return {"qid": str(qid), "parent_qid": str(parent), "title": code, "scale_id": scale, "question_order": str(qid)}


def answer_row(aid: int, qid: int, code: str, scale: str = "0") -> dict[str, str]:
    """A row of the table of answers."""
    return {"aid": str(aid), "qid": str(qid), "code": code, "scale_id": scale, "sortorder": str(aid)}


ALL_LETTERS = "15ABCDEFGHIKLMNOPQRSTUXY!|*:;WZ"
_WITH_PARTS = "MPKQABCEFH1:;"
_WITH_ANSWERS = "LO!RFHWZ1"


def every_letter() -> dict[str, Rows]:
    """One question a type, with the parts and answers that it needs."""
    numbered = list(enumerate(ALL_LETTERS, start=1))
    parts = [part_row(qid * 100 + n, qid, f"SQ00{n}") for qid, t in numbered if t in _WITH_PARTS for n in (1, 2)]
    parts += [part_row(qid * 100 + n, qid, f"C{n}", "1") for qid, t in numbered if t in ":;" for n in (3, 4)]
    answers = [answer_row(qid * 100 + n, qid, f"A{n}") for qid, t in numbered if t in _WITH_ANSWERS for n in (1, 2)]
    answers += [answer_row(qid * 100 + 9, qid, "1", "1") for qid, t in numbered if t == "1"]
    return {
        "groups": [{"gid": "1", "group_order": "1"}],
        "group_l10ns": [
            {"gid": "1", "group_name": "Énergie", "language": "fr"},
            {"gid": "1", "group_name": "Energy", "language": "en"},
        ],
        "questions": [question_row(qid, letter) for qid, letter in numbered],
        "subquestions": parts,
        "question_l10ns": [
            {"qid": str(qid), "question": f"Question <b>{qid}</b> ?", "language": "fr"} for qid, _ in numbered
        ],
        "answers": answers,
        "answer_l10ns": [{"aid": row["aid"], "answer": f"Réponse {row['code']}", "language": "fr"} for row in answers],
    }
