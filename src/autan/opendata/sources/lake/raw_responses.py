"""The raw responses of the services, kept as they came, each edition with its card.

Layout: `<lake>/<source>/raw/<time>-<checksum>/{0001.json, 0002.csv..., card.json}`. An edition is written beside and
renamed whole; the same responses again are the same folder only within the same second, for a card tells when they were
taken.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from autan.ground.whole_files import set_mode
from autan.opendata.sources.core.source_cards import SourceCard
from autan.opendata.sources.lake.locks import COMING
from autan.opendata.sources.lake.snapshots import CARD, lake_root

RAW = "raw"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawResponses:
    """What a service answered, and the file that its responses make together.

    Attributes:
        name: name of that file.
        content: that file; empty when the responses are the files.
        responses: address and body of each response, in order.
    """

    name: str
    content: bytes
    data_date: str
    responses: Sequence[tuple[str, bytes]]
    geography_vintage: int
    remarks: Sequence[str] = ()


def keep_responses(edition: RawResponses, *, model: SourceCard, taken_at: datetime) -> Path:
    """Write the raw responses of an edition with their card, and return their folder. Called by `actions` only."""
    checksum = hashlib.sha256(b"".join(body for _url, body in edition.responses)).hexdigest()
    folder = lake_root() / model.source / RAW / f"{taken_at:%Y%m%dT%H%M%S}-{checksum[:8]}"
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=COMING, dir=folder.parent))
    try:
        files = [_store(temporary, number, body) for number, (_url, body) in enumerate(edition.responses, start=1)]
        card = {
            "source": model.source,
            "licence": model.licence,
            "taken_at": taken_at.isoformat(timespec="seconds"),
            "file": edition.name,
            "data_date": edition.data_date,
            "remarks": list(edition.remarks),
            "geography_vintage": edition.geography_vintage,
            "checksum": checksum,
            "answers": [
                {"file": file, "url": url} for file, (url, _body) in zip(files, edition.responses, strict=True)
            ],
        }
        if len(files) > 1 and edition.content:  # faults are counted in the rows of the whole file: it is kept too
            (temporary / edition.name).write_bytes(edition.content)
        (temporary / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        set_mode(temporary, 0o755)  # as in the lake: a site and a command line may be two people
        temporary.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return folder


def _store(folder: Path, number: int, body: bytes) -> str:
    name = f"{number:04}.{'json' if body.lstrip()[:1] in (b'{', b'[') else 'csv'}"
    (folder / name).write_bytes(body)
    return name
