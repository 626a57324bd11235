"""The page of the library, run from top to bottom as a notebook runs it, on a home that the site serves meanwhile."""

import subprocess
import sys
from pathlib import Path

from tests.functional.demonstration import environment_of
from tests.repo.tree import REPOSITORY

PAGE = REPOSITORY / "docs" / "guide" / "bibliotheque.md"
NOTEBOOK = """
import asyncio, doctest, re, sys
async def main():
    page, folder = sys.argv[1:]
    cells = "\\n".join(re.findall(r"```python\\n(.*?)```", open(page, encoding="utf-8").read(), re.DOTALL))
    parsed = doctest.DocTestParser().get_doctest(cells, {"FOLDER": folder}, "page", page, 0)
    failed, tried = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(parsed)
    assert tried > 30 and not failed
asyncio.run(main())
"""


def contents(home: Path) -> dict[str, int]:
    """Files of a home and their sizes, those that the site writes while it serves apart."""
    return {
        str(path.relative_to(home)): path.stat().st_size
        for path in home.rglob("*")
        if path.is_file() and "sqlite3" not in path.name
    }


def test_the_examples_of_the_library_run_in_a_notebook(demo_home: Path, tmp_path: Path) -> None:
    before = contents(demo_home)
    run = subprocess.run(
        [sys.executable, "-c", NOTEBOOK, str(PAGE), str(demo_home)],
        env=environment_of(tmp_path / "none"),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert contents(demo_home) == before
    assert list(tmp_path.iterdir()) == []
