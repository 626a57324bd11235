"""The front page: two commands and nothing else to set the product up."""

import re
import tomllib

from autan import __version__
from tests.docs.pages import links, read, shell_lines
from tests.repo.tree import REPOSITORY

SETS_UP = re.compile(
    r"\b(?:make|pip|pipx|uv|uvx|apt|apt-get|docker|npm|npx|git|python3?|export|cp|createdb|manage\.py)\b"
)


def test_the_front_page_shows_exactly_the_two_commands() -> None:
    commands = [line for line in shell_lines(read("README.md")) if SETS_UP.search(line)]
    assert commands == ["make demo", "make test"]


def test_both_commands_exist() -> None:
    rules = re.findall(r"^([a-z]+):", read("Makefile"), flags=re.MULTILINE)
    assert {"demo", "test"} <= set(rules)


def test_the_front_page_shows_a_picture_that_is_there() -> None:
    pictures = [target for target in links(read("README.md")) if target.endswith((".png", ".jpg", ".webp"))]
    assert pictures
    assert [target for target in pictures if not (REPOSITORY / target).is_file()] == []


def test_the_tree_of_the_front_page_is_the_tree() -> None:
    named = set(re.findall(r"^  ([a-z_]+)/ ", read("README.md"), flags=re.MULTILINE))
    districts = {path.name for path in (REPOSITORY / "src" / "autan").iterdir() if (path / "__init__.py").is_file()}
    assert named == districts


def test_the_licence_is_the_one_that_is_announced() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert project["license"] == "EUPL-1.2"
    assert read("LICENSE").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "EUPL-1.2" in read("README.md")


def test_the_changelog_knows_this_version_and_is_read_in_one_sitting() -> None:
    changes = read("CHANGELOG.md")
    assert f"## {__version__}" in changes
    assert len(changes.encode()) < 40_000, "the oldest lines of what was mended in a version nobody has yet may go"
