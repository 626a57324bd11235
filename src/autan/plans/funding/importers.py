"""Reads calls and funds from a table, one a line."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from autan.ground.descriptions.importers import one_of, read_cells
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence
from autan.plans.funding.core.calls import CallKind, FundingCall, call_faults
from autan.plans.funding.core.columns import CALL_COLUMNS, REQUIRED

_COLUMN_OF = {name: column for column, name in CALL_COLUMNS.items()}


def read_calls(
    data: bytes, file: str, standing: Mapping[str, FundingCall], rules: Collection[str], findings: Findings
) -> list[tuple[int, FundingCall, tuple[str, ...]]]:
    """Return the calls of a table with their line and the fields that it tells, each over what stands of it.

    `standing` holds those of the network by name, its accents and capitals folded; `rules`, the codes of duties.

    Raises:
        ImportFileError: it is no such table.
    """
    read, seen = [], set[str]()
    for row in findings.until_full(read_text_rows(data, file, required=REQUIRED)):
        values = read_cells(row, CALL_COLUMNS, FundingCall, findings)
        if not _is_named(row, values, seen, findings):
            continue
        key = fold_accents(values["name"])
        seen.add(key)
        values["name"] = standing[key].name if key in standing else values["name"]
        call = replace(standing[key], **values) if key in standing else FundingCall(**values)
        for code in set(call.duties) - set(rules):
            findings.add(
                row.fault("obligations", Sentence("le code d’une règle\u00a0: {code} n’en est pas", code=code))
            )
        for faulty, text in call_faults(call):
            findings.add(row.fault(_COLUMN_OF[faulty], words(text)))
        read.append((row.line, call, tuple(values)))
    return read


def _is_named(row: TextRow, values: Mapping[str, object], seen: Collection[str], findings: Findings) -> bool:
    """Say whether a line tells a call of its own; a kind that is not one is a fault already."""
    if not row.cells.get("sorte"):
        findings.add(row.fault("sorte", one_of(CallKind)))
    if "name" not in values:
        findings.add(row.fault("nom", "le nom de l’appel ou du fonds"))
    elif fold_accents(str(values["name"])) in seen:
        findings.add(row.fault("nom", "une seule ligne par appel"))
        return False
    return "kind" in values and "name" in values
