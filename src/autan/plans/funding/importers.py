"""Reads calls and funds from a table, one a line."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from autan.evidence.imports.core import Upload
from autan.ground.descriptions.importers import column_labels, read_cells
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence
from autan.plans.funding.core.calls import CALL_COLUMNS, REQUIRED, CallKind, FundingCall, call_faults, call_key

_COLUMN_OF = {name: column for column, name in CALL_COLUMNS.items()}


def read_calls(
    upload: Upload, existing: Mapping[str, FundingCall], codes: Collection[str], findings: Findings
) -> list[tuple[int, FundingCall, Collection[str]]]:
    """Return the calls of a table with their line and the fields that it tells, each over what stands of it.

    `existing` holds those of the network by `call_key`; `codes` are those of duties.

    Raises ImportFileError: it is no such table.
    """
    read: dict[str, tuple[int, FundingCall, Collection[str]]] = {}
    labels = column_labels(CALL_COLUMNS, FundingCall)
    for row in findings.until_full(read_text_rows(upload.data, upload.file, required=REQUIRED, labels=labels)):
        values = read_cells(row, CALL_COLUMNS, FundingCall, findings)
        # one without its kind or its name is refused already, and what else is wrong with it is said
        call = FundingCall(**{"kind": CallKind.CALL, "name": ""} | values)
        key = call_key(call)
        if key and key in read:
            findings.add(row.fault("nom", "une seule ligne par appel"))
        if key in existing:  # which keeps its name as it is written
            call = replace(existing[key], **values | {"name": existing[key].name})
        for code in sorted({*call.duties} - {*codes}):
            expected = Sentence("le code d’une règle\u00a0: {code} n’en est pas", code=code)
            findings.add(row.fault("obligations", expected))
        for name, text in call_faults(call):
            findings.add(row.fault(_COLUMN_OF[name], words(text)))
        read[key] = (row.line, call, values.keys())
    return list(read.values())
