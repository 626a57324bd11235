"""The commands shown in the documents: thirty run as written on the demonstration, all of them are read by `autan`."""

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from autan.instance.cli.commands import load_command
from tests.docs.pages import documents, read, sections, shell_lines

TRIED = shell_lines(sections(read("docs/reference/commands.md"))["Trente commandes à essayer"].replace("\\#", "#"))
SHOWN = sorted(
    {
        line.partition("autan ")[2]
        for page in documents()
        for line in shell_lines(page.read_text())
        if line.startswith(("autan ", ".venv/bin/autan ", "AUTAN_HOME=")) and "autan " in line
    }
)


def test_there_are_thirty() -> None:
    assert len(TRIED) >= 30


def test_each_command_runs_on_the_demonstration(
    demo_network: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in TRIED:
        _autan, name, *arguments = shlex.split(line)
        result = CliRunner().invoke(load_command(name), arguments)
        assert result.exit_code == 0, (line, result.output[-400:], result.exception)
        assert result.output, line


@pytest.mark.parametrize("line", SHOWN)
def test_each_command_shown_is_one_that_autan_reads(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name, *arguments = shlex.split(line)
    if name.startswith("-"):
        return
    command = load_command(name)
    while children := getattr(command, "commands", {}):
        name = arguments.pop(0)
        command = children[name]
    for file in (argument for argument in arguments if Path(argument).suffix in {".csv", ".json"}):
        Path(file).touch()  # some commands ask that what they read is there
    command.make_context(name, arguments)  # reads the arguments, refuses what it does not know, and does nothing
