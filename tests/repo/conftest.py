"""What the tests of the repository share."""

from collections.abc import Iterator

import pytest

from tests.repo.tree import forget_files


@pytest.fixture(scope="session", autouse=True)
def _trees_are_let_go() -> Iterator[None]:
    """Let go of the trees of the sources before pytest looks for cycles among them, which takes seconds."""
    yield
    forget_files()
