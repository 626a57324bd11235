"""The tables that ship, in a lake of their own."""

from pathlib import Path

import pytest

from autan.observatory.actions.snapshots import adopt_shipped_tables


@pytest.fixture
def shipped(db, lake_folder) -> Path:
    """A lake that holds everything that ships."""
    adopt_shipped_tables(by=None)
    return lake_folder
