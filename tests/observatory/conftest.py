"""A lake of its own for the tests that write, and the shipped for those that read."""

from pathlib import Path

import pytest

from autan.observatory.actions.snapshots import adopt_shipped_tables


@pytest.fixture
def lake_folder(settings, tmp_path) -> Path:
    """An empty lake, for one test."""
    settings.AUTAN_LAKE = tmp_path / "lake"
    return settings.AUTAN_LAKE


@pytest.fixture
def shipped(db, lake_folder) -> Path:
    """A lake that holds everything that ships."""
    adopt_shipped_tables(by=None)
    return lake_folder
