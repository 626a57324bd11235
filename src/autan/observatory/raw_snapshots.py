"""The raw answers of the services, kept as they came, each harvest with its card; and what was put in quarantine.

Layout: `<lake>/<source>/raw/<time>-<checksum>/{01.json, 02.csv..., card.json}`. A harvest is written beside and renamed
whole; the same answers again are the same folder only within the same second, for a card tells when they were taken.
What was refused is in `<lake>/<source>/quarantine/<time>-<file>.csv`: one line for each fault, which spreadsheets open.
"""

import csv
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from autan.errors import Fault
from autan.intake.importers.delimited import decode
from autan.observatory.connectors.harvest import Harvest
from autan.observatory.core.cards import Card
from autan.observatory.lake import CARD, lake_root
from autan.observatory.one_at_a_time import COMING

RAW, QUARANTINE = "raw", "quarantine"
QUARANTINE_HEADINGS = ("fichier", "ligne", "colonne", "valeur lue", "attendu", "contenu de la ligne")


def keep_answers(harvest: Harvest, *, model: Card, taken_at: datetime) -> Path:
    """Write the raw answers of a harvest with their card. Called by `actions` only.

    Args:
        harvest: what a connector brought back.
        model: card of the source.
        taken_at: when it was brought back.

    Returns:
        The folder of the answers.
    """
    checksum = hashlib.sha256(b"".join(answer.body for answer in harvest.answers)).hexdigest()
    folder = lake_root() / model.source / RAW / f"{taken_at:%Y%m%dT%H%M%S}-{checksum[:8]}"
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=COMING, dir=folder.parent))
    try:
        files = [_keep(beside, number, answer.body) for number, answer in enumerate(harvest.answers, start=1)]
        card = {
            "source": model.source,
            "licence": model.licence,
            "taken_at": taken_at.isoformat(timespec="seconds"),
            "file": harvest.name,
            "data_date": harvest.data_date,
            "remarks": list(harvest.remarks),
            "geography_vintage": harvest.geography_vintage or model.geography_vintage,
            "checksum": checksum,
            "answers": [{"file": file, "url": answer.url} for file, answer in zip(files, harvest.answers, strict=True)],
        }
        if (
            len(files) > 1 and harvest.content
        ):  # faults are counted in the rows of the whole file, so it is kept beside its pages
            (beside / harvest.name).write_bytes(harvest.content)
        (beside / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        beside.chmod(0o755)  # as in the lake: a site and a command line may be two people
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return folder


def _keep(folder: Path, number: int, body: bytes) -> str:
    name = f"{number:04}.{'json' if body.lstrip()[:1] in (b'{', b'[') else 'csv'}"
    (folder / name).write_bytes(body)
    return name


def keep_quarantine(*, source: str, file: str, faults: Sequence[Fault], content: bytes, at: datetime) -> Path:
    """Write what was refused of a file, with the reason of each refusal. Called by `actions` only.

    Args:
        source: slug of the source.
        file: name of the file.
        faults: every fault found.
        content: the file, whose faulty lines are copied; empty when it is not at hand.
        at: when it was read.

    Returns:
        The file written: CSV in UTF-8 with a byte order mark, semicolons.
    """
    folder = lake_root() / source / QUARANTINE
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.-]+", "-", file).strip(".-")[:80] or "fichier"
    path = folder / f"{at:%Y%m%dT%H%M%S%f}-{name.removesuffix('.csv')}.csv"
    lines = _lines(content)
    rows = [
        (file, fault.row or "", fault.column or "", fault.value or "", fault.expected, _line(lines, fault.row))
        for fault in faults
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out, delimiter=";").writerows([QUARANTINE_HEADINGS, *(map(_defuse, row) for row in rows)])
    return path


def latest_quarantine(source: str) -> Path | None:
    """The last file of refused rows of a source, or None."""
    return max((lake_root() / source / QUARANTINE).glob("*.csv"), default=None)


def _lines(content: bytes) -> list[str]:
    """Lines as readers count them: nothing but a line feed ends one."""
    return [line.removesuffix("\r") for line in decode(content).split("\n")]


def _line(lines: Sequence[str], row: int | None) -> str:
    return lines[row - 1][:500] if row and row <= len(lines) else ""


def _defuse(cell: object) -> str:
    """A cell that a spreadsheet would take for a formula is shown as text."""
    text = str(cell)
    return (
        f"'{text}" if text[:1] in {"=", "+", "@", "\t", "\r"} or (text[:1] == "-" and not text[1:2].isdigit()) else text
    )
