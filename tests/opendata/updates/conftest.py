"""Editions that were adopted once, for the tests that begin after them."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def adopted_lakes() -> dict[str, Path]:
    """For each source, a lake that holds its good edition alone."""
    return {}


@pytest.fixture
def adopt(
    give: Any, lake_folder: Path, adopted_lakes: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], None]:
    """Puts the good edition of a source in the lake, which the command adopts the first time."""

    def adopt(source: str) -> None:
        if source in adopted_lakes:
            shutil.copytree(adopted_lakes[source], lake_folder)
        else:
            assert give(source).exit_code == 0
            adopted_lakes[source] = shutil.copytree(lake_folder, tmp_path_factory.mktemp("adopted") / "lake")

    return adopt
