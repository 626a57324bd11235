"""Documents and templates that are damaged anywhere are read, or refused in words: a library may stop on them."""

import io
from collections.abc import Callable
from random import Random
from typing import Any

import docx
import pptx
import pytest

from autan.ground.documents.renderers.slide_template import open_slide_template
from autan.ground.documents.renderers.word.template import open_template
from autan.ground.errors import ImportFileError
from autan.plans.action_files.importers.actions import read_actions
from tests.ground.workbook_making import unzipped, zipped
from tests.plans.action_files.plan_documents import document, pdf, printed

ROWS = [["N°", "Action", "Porteur"], ["1.1", "Rénover les écoles", "Syndicat"], ["1.2", "Planter des haies", "Pays"]]
SEED, TIMES = 20261202, 24


def written(made: Any) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def damaged(data: bytes, chance: Random) -> bytes:
    """Cut a file, or write another byte in it: in one part of an archive, or across the whole of it."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        parts = unzipped(data)
        name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
        return zipped({**parts, name: damaged(parts[name], chance)})
    place = chance.randrange(len(data))
    return data[:place] if chance.random() < 0.4 else data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]


@pytest.mark.parametrize(
    ("data", "read"),
    [
        (document(ROWS), lambda data: read_actions(data, "plan.docx", own={})),
        (pdf(printed(ROWS)), lambda data: read_actions(data, "plan.pdf", own={})),
        (written(docx.Document()), open_template),
        (written(pptx.Presentation()), open_slide_template),
    ],
    ids=["plan in Word", "plan in PDF", "template of Word", "template of slides"],
)
def test_what_is_damaged_is_read_or_refused(data: bytes, read: Callable[[bytes], Any]) -> None:
    read(data)
    chance = Random(SEED)  # noqa: S311 - no secret
    refusals: list[ImportFileError] = []
    for _ in range(TIMES):
        try:
            read(damaged(data, chance))
        except ImportFileError as refusal:
            refusals.append(refusal)
    assert refusals
    assert all(refusal.faults[0].expected for refusal in refusals)


def test_an_archive_whose_table_is_cut_is_refused() -> None:
    data = document(ROWS)
    table = data.index(b"PK\x05\x06")
    shifted = data[: table + 16] + (2**31).to_bytes(4, "little") + data[table + 20 :]
    with pytest.raises(ImportFileError, match="archive zip"):
        read_actions(shifted, "plan.docx", own={})
