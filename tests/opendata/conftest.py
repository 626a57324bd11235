"""What tests of open data share: the lake of every table that ships, read where it is."""

from pathlib import Path

import pytest

from tests.conftest import ShippedTables


@pytest.fixture
def read_lake(shipped_once: ShippedTables, settings) -> Path:
    """The lake that holds every table that ships, for tests that only read it: nothing is copied, nothing is written.

    The database has none of its rows: see `shipped` where they are needed.
    """
    settings.AUTAN_LAKE = shipped_once.lake
    return shipped_once.lake
