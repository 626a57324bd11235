"""The raw answers of the services, kept as they came, each harvest with its card.

Layout: `<lake>/<source>/raw/<time>-<checksum>/{01.json, 02.csv..., card.json}`. A harvest is written beside and renamed
whole; the same answers again are the same folder only within the same second, for a card tells when they were taken.
"""

import hashlib
import json
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from autan.observatory.connectors.harvest import Harvest
from autan.observatory.core.cards import Card
from autan.observatory.lake import CARD, lake_root

RAW = "raw"


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
    beside = Path(tempfile.mkdtemp(prefix=".coming-", dir=folder.parent))
    try:
        files = [_keep(beside, number, answer.body) for number, answer in enumerate(harvest.answers, start=1)]
        card = {
            "source": model.source,
            "licence": model.licence,
            "taken_at": taken_at.isoformat(timespec="seconds"),
            "file": harvest.name,
            "data_date": harvest.data_date,
            "geography_vintage": harvest.geography_vintage or model.geography_vintage,
            "checksum": checksum,
            "answers": [{"file": file, "url": answer.url} for file, answer in zip(files, harvest.answers, strict=True)],
        }
        if len(files) > 1:  # faults are counted in the rows of the whole file, so it is kept beside its pages
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
