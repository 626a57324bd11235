"""Each command loads its own file and what it needs, and no more; help loads none."""

import subprocess
import sys

import pytest

from autan.instance.cli.commands import COMMANDS, load_command, module_of
from autan.instance.cli.outline import outline_group

HEAVY = ("pyxform", "docx", "pyreadstat", "xlsxwriter", "openpyxl")
COMPUTES = ("polars", "numpy", "duckdb")
LOADED = """
import sys
from autan.instance.cli.commands import load_command
for command in {commands!r}:
    load_command(command)
print([name for name in {absent!r} if name in sys.modules])
"""
HELP = """
import sys
from autan.instance.cli.main import run
sys.argv = ["autan", {words}"--help"]
try:
    run()
except SystemExit as end:
    print(end.code, [name for name in ("django.db", "polars", "duckdb") if name in sys.modules])
"""

FIGURES = """
import sys
import django
django.setup()
from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource, PlaceSource, SourceFinder
from autan.ground.registry import registered
from autan.evidence.figures.queries.codable_texts import TextSource
kinds = (EvidenceKind, FigureSource, PlaceSource, SourceFinder, TextSource)
before = [len(registered(kind)) for kind in kinds]
loaded = [name for name in sys.modules if name.endswith(".registration") or name.endswith(".presenters.sections")]
from autan.ground.registry import load_rooms
load_rooms()
print(loaded, [len(registered(kind)) for kind in kinds] == before, all(before))
"""


def run_apart(code: str) -> list[str]:
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    return done.stdout.strip().splitlines()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_table_says_what_the_command_says(name: str) -> None:
    help_of = (load_command(name).help or "").strip().partition("\n")[0]
    assert help_of == COMMANDS[name]


@pytest.mark.parametrize(
    ("commands", "absent"), [(["questionnaire", "answers"], HEAVY), (["network", "plan", "mail"], COMPUTES)]
)
def test_what_a_command_has_no_use_for_is_not_loaded(commands: list[str], absent: tuple[str, ...]) -> None:
    assert run_apart(LOADED.format(commands=commands, absent=absent))[-1] == "[]"


def test_what_asks_for_figures_loads_no_page_and_misses_none() -> None:
    assert run_apart(FIGURES)[-1] == "[] True True"


def test_help_loads_neither_django_nor_a_room_and_names_every_command() -> None:
    lines = run_apart(HELP.format(words=""))
    assert lines[-1] == "0 []"
    assert all(any(f" {name} " in line for line in lines) for name in COMMANDS)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_of_a_group_is_that_of_its_commands_and_loads_none(
    name: str, language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTAN_LANGUAGE", language)
    group = load_command(name)
    outlined = outline_group(name, module_of(name))
    assert (outlined is None) is not hasattr(group, "commands")
    pages = []
    for command in (group, outlined or group):
        command.main(args=["--help"], prog_name=f"autan {name}", standalone_mode=False)
        pages.append(capsys.readouterr().out)
    assert pages[0] == pages[1]


def test_help_of_a_group_loads_neither_django_nor_a_room() -> None:
    lines = run_apart(HELP.format(words='"scenario", '))
    assert lines[-1] == "0 []"
    assert any(" compare " in line for line in lines)
