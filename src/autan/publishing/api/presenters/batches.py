"""What became of each row of a batch, for the program that sent it."""

from collections.abc import Sequence
from typing import Any

from autan.evidence.imports.core import Outcome, Preview
from autan.ground.errors import Fault
from autan.ground.extension_points import WritableTable
from autan.publishing.api.core import content_digest


def batch_tag(preview: Preview[Any]) -> str:
    """Return the tag of what stands under the rows of a batch."""
    stands = ((item.record.key, item.current) for item in preview.items)
    texts = [[key, sorted(record.fields.items()) if record else None] for key, record in stands]
    return f'"{content_digest(repr(texts))[:32]}"'


def batch_answer(table: str, preview: Preview[Any], *, tag: str, is_written: bool) -> dict[str, Any]:
    """Return what was done, or would be, of each row; the tag is that of what stands now."""
    return {
        "table": table,
        "is_written": is_written,
        "counts": {outcome.value: count for outcome, count in preview.counts.items() if count},
        "rows": [
            {"row": item.record.line, "outcome": item.outcome.value} for item in preview.items if item.record.line
        ],
        "tag": tag,
    }


def fault_rows(faults: Sequence[Fault]) -> list[dict[str, Any]]:
    """Return faults, each at its row."""
    return [
        {"row": fault.row, "column": fault.column, "value": fault.value,
         "expected": str(fault.expected)}
        for fault in faults
    ]  # fmt: skip


_CELL = {"type": ["string", "number", "null"]}
_FAULT = {
    "type": "object",
    "properties": {
        "row": {"type": ["integer", "null"]},
        "column": {"type": ["string", "null"]},
        "value": {"type": ["string", "null"]},
        "expected": {"type": "string"},
    },
}
_PROBLEMS = {
    400: "Demande illisible",
    401: "Clé absente, inconnue, révoquée ou après son dernier jour",
    403: "Clé hors de sa portée",
    409: "Idempotency-Key d’une autre demande",
    412: "Ce qui est enregistré a changé depuis la lecture",
    413: "Corps de plus de 12 Mo",
    422: "Fautes, ligne par ligne ; rien n’est écrit",
    429: "Trop de demandes en une minute",
}


def write_operation(table: WritableTable) -> dict[str, Any]:
    """Describe how a table is written, after OpenAPI 3.1."""
    cells = dict.fromkeys((*table.columns, *table.more_columns), _CELL)
    row = {"type": "object", "properties": cells, "required": list(table.columns), "additionalProperties": False}
    rows = {"type": "array", "minItems": 1, "maxItems": 10_000, "items": row}
    body = {"type": "object", "properties": {"rows": rows}, "required": ["rows"]}
    problem = {
        "type": "object",
        "properties": {
            **{name: {"type": "string"} for name in ("type", "title", "detail")},
            "status": {"type": "integer"},
            "rows": {"type": "array", "items": _FAULT},
        },
    }
    refused = {
        str(status): {"description": words, "content": {"application/problem+json": {"schema": problem}}}
        for status, words in _PROBLEMS.items()
    }
    return {
        "operationId": f"write_{table.name}",
        "summary": table.title.fr,
        "description": table.description.fr,
        "tags": [table.name],
        "security": [{"key": []}],
        "parameters": [
            _parameter("essai", "query", "1 : dire ce qui serait écrit, et ne rien écrire."),
            _parameter("Idempotency-Key", "header", "Nom de la demande : envoyée deux fois, elle est écrite une fois."),
            _parameter("If-Match", "header", "ETag lu avant : refusée si ce qui est enregistré a changé."),
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": body, "example": {"rows": [dict(table.example)]}}},
        },
        "responses": {
            "200": {
                "description": "Ce qui est devenu de chaque ligne",
                "content": {"application/json": {"schema": _answer_schema()}},
            },
            **refused,
        },
    }


def _parameter(name: str, place: str, words: str) -> dict[str, Any]:
    return {"name": name, "in": place, "required": False, "description": words, "schema": {"type": "string"}}


def _answer_schema() -> dict[str, Any]:
    outcomes = {"type": "string", "enum": [outcome.value for outcome in Outcome]}
    row = {"type": "object", "properties": {"row": {"type": "integer"}, "outcome": outcomes}}
    return {
        "type": "object",
        "properties": {
            "table": {"type": "string"},
            "is_written": {"type": "boolean"},
            "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
            "rows": {"type": "array", "items": row},
            "tag": {"type": "string"},
        },
    }
