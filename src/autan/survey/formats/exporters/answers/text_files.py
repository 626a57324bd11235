"""Answers written as text: a table as CSV that a spreadsheet opens without harm, or everything as JSON."""

import csv
import io
import json
from collections.abc import Iterator
from itertools import batched
from typing import Any

from autan.survey.campaigns.core.exchange import SheetAnswer
from autan.survey.formats.core.answer_files.cells import escape_formula
from autan.survey.formats.core.answer_files.formats import JSON_FORMAT, JSON_VERSION
from autan.survey.formats.core.answer_files.tables import INVENTED_MARK, AnswerExport, AnswerTable
from autan.survey.questionnaires.core.answers.values import write_float
from autan.survey.questionnaires.core.spread.columns import FlatCell

_ROWS = 200  # written together


def csv_pieces(table: AnswerTable, *, separator: str = ",") -> Iterator[bytes]:
    """Give a CSV file piece by piece, in UTF-8 with a byte-order mark so that accents are read right."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    text.write("\ufeff")
    writer.writerow([escape_formula(column.heading) for column in table.columns])
    for rows in batched(table.rows, _ROWS):
        writer.writerows(map(_written, row) for row in rows)
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode()


def _written(cell: FlatCell) -> FlatCell:
    """A cell that no spreadsheet takes for a formula, and no reader for another number."""
    return escape_formula(cell) if isinstance(cell, str) else write_float(cell) if isinstance(cell, float) else cell


def json_pieces(export: AnswerExport) -> Iterator[bytes]:
    """Give the JSON file a territory at a time; see docs/reference/answer-files.md for its keys."""
    sheet = export.sheet
    content = {
        "format": JSON_FORMAT,
        "format_version": JSON_VERSION,
        "campaign": sheet.campaign,
        "title": {"fr": export.title.fr, "en": export.title.en},
        "network": {"fr": export.network.fr, "en": export.network.en},
        "is_invented": sheet.is_invented,
        "mark": INVENTED_MARK.fr if sheet.is_invented else None,
        "questionnaire": export.questionnaire.slug,
        "version": export.questionnaire.version.isoformat(),
        "territories": [],
    }
    head, tail = _json(content).rsplit("[]", 1)
    yield f"{head}[".encode()
    for rank, row in enumerate(sheet.rows):
        territory = {"siren": row.siren, "name": row.name, "answers": [_answer(answer) for answer in row.answers]}
        yield f"{',' if rank else ''}\n{_json(territory)}".encode()
    yield f"]{tail}\n".encode()


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)


def _answer(answer: SheetAnswer) -> dict[str, Any]:
    same = ("value", "is_partial", "author", "recorded_at", "source", "confidence", "is_on_behalf", "revision")
    return {
        "question": answer.question,
        "state": answer.state.value,
        **{name: getattr(answer, name) for name in same},
        "note": {"fr": answer.note, "en": answer.note_en} if answer.note or answer.note_en else None,
        "facts": list(answer.facts),
    }
