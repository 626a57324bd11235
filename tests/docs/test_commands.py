"""Every command, with each of its options and arguments, is in the reference, and nothing else is."""

import re
from collections.abc import Iterator

import pytest

from autan.instance.cli.commands import COMMANDS as TABLE
from autan.instance.cli.commands import load_command
from tests.docs.pages import read, sections

GIVEN_BY_TYPER = {"--help", "--install-completion", "--show-completion"}


def walk(command: object, path: str) -> Iterator[tuple[str, object]]:
    """Each command that does something, with the words that call it."""
    children = getattr(command, "commands", {})
    if not children:
        yield path, command
    for name, child in children.items():
        yield from walk(child, f"{path} {name}")


COMMANDS = {path: found for name in TABLE for path, found in walk(load_command(name), f"autan {name}")}
SECTIONS = sections(read("docs/reference/commands.md"))


def test_the_reference_names_exactly_the_commands() -> None:
    documented = {title.strip("`") for title in SECTIONS if title.strip("`").startswith("autan ")}
    assert documented == set(COMMANDS)


@pytest.mark.parametrize("path", sorted(COMMANDS))
def test_the_reference_explains_each_option_and_argument(path: str) -> None:
    section = next(text for title, text in SECTIONS.items() if title.strip("`") == path)
    parameters = getattr(COMMANDS[path], "params", [])
    options = {max(item.opts, key=len) for item in parameters if item.param_type_name == "option"} - GIVEN_BY_TYPER
    arguments = {item.name.upper() for item in parameters if item.param_type_name == "argument"}
    assert {name for name in options | arguments if f"`{name}" not in section} == set()
    assert set(re.findall(r"^\| `(--[a-z-]+)", section, flags=re.MULTILINE)) <= options


@pytest.mark.parametrize("path", sorted(COMMANDS))
def test_each_command_says_what_it_does(path: str) -> None:
    assert getattr(COMMANDS[path], "help", "")
