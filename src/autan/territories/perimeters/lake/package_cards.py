"""The card of a packaged file: producer, title, licence, date, what was done to it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from autan.ground.tables.importers.yaml_document import read_document


@cache
def read_card(path: Path) -> Mapping[str, Any]:
    """Return a card as it is written, read once.

    Raises:
        ImportFileError: it is not YAML; a packaged card always is.
    """
    return cast("Mapping[str, Any]", read_document(path.read_text(encoding="utf-8"), path.name).value)
