"""Each command loads its own file and what it needs, and no more."""

import subprocess
import sys

from autan.cli.commands import app
from autan.cli.one_command import GROUPS, command_for

HEAVY = ("pyxform", "docx", "pyreadstat", "xlsxwriter", "openpyxl")
ASKED = f"""
import sys
import django
django.setup()
from autan.cli.one_command import command_for
command_for(["questionnaire", "check"])
command_for(["answers", "import"])
print([name for name in {HEAVY!r} if name in sys.modules])
"""


def test_every_group_has_its_file() -> None:
    named = {group.name: group.typer_instance for group in app.registered_groups}
    assert set(named) == set(GROUPS)
    for name, found in named.items():
        (alone,) = command_for([name, "--help"]).registered_groups
        assert (alone.name, alone.typer_instance) == (name, found)


def test_another_line_knows_every_command() -> None:
    assert command_for([]) is app
    assert command_for(["--help"]) is app
    assert command_for(["demo"]) is app


def test_what_only_writes_or_reads_a_workbook_is_not_loaded_to_check_a_file() -> None:
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == "[]"
