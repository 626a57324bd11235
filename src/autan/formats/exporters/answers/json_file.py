"""How are answers written as JSON, whole: states, values, authors, days, sources, confidence, versions?"""

import json
from typing import Any

from autan.formats.core.tables import INVENTED_MARK, AnswerExport
from autan.surveys.core.exchange.answer_sheets import SheetAnswer

FORMAT, FORMAT_VERSION = "autan-answers", 1


def write_answers_json(export: AnswerExport) -> bytes:
    """Return the whole file; see docs/reference/answer-files.md for its keys."""
    sheet = export.sheet
    content = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "campaign": sheet.campaign,
        "title": {"fr": export.title.fr, "en": export.title.en},
        "network": {"fr": export.network.fr, "en": export.network.en},
        "is_invented": sheet.is_invented,
        "mark": INVENTED_MARK.fr if sheet.is_invented else None,
        "questionnaire": export.questionnaire.slug,
        "version": export.questionnaire.version.isoformat(),
        "territories": [
            {"siren": row.siren, "name": row.name, "answers": [_answer(answer) for answer in row.answers]}
            for row in sheet.rows
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _answer(answer: SheetAnswer) -> dict[str, Any]:
    return {
        "question": answer.question,
        "state": answer.state.value,
        "value": answer.value,
        "is_partial": answer.is_partial,
        "note": {"fr": answer.note, "en": answer.note_en} if answer.note or answer.note_en else None,
        "author": answer.author,
        "recorded_at": answer.recorded_at,
        "source": answer.source,
        "confidence": answer.confidence,
        "is_on_behalf": answer.is_on_behalf,
        "facts": list(answer.facts),
        "revision": answer.revision,
    }
