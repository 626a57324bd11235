"""A lake of its own for the tests that write, and the shelf for those that read."""

from pathlib import Path

import pytest

from autan.observatory.actions.snapshots import adopt_shelf


@pytest.fixture
def lake_folder(settings, tmp_path) -> Path:
    """An empty lake, for one test."""
    settings.AUTAN_LAKE = tmp_path / "lake"
    return settings.AUTAN_LAKE


@pytest.fixture
def shelf(db, lake_folder) -> Path:
    """A lake that holds everything that ships."""
    adopt_shelf(by=None)
    return lake_folder
