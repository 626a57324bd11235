"""Which commands need a database of this version, and what is said of one that is not."""

import os
import socket
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db.migrations.recorder import MigrationRecorder

from autan.instance.cli.commands import COMMANDS, WITHOUT_DATABASE, load_command, require_home
from autan.instance.home import HomeError
from autan.instance.home_folder import DEMONSTRATION, HOME, default_home
from tests.instance.cli.conftest import Command


def add_migration(name: str) -> None:
    MigrationRecorder.Migration.objects.create(app="lessons", name=name)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_base_of_a_later_version_is_refused_by_what_reads_it_alone(name: str) -> None:
    add_migration("9999_later")
    if name in WITHOUT_DATABASE:
        require_home(name)
        return
    with pytest.raises(HomeError, match="version plus récente") as refused:
        require_home(name)
    assert refused.value.exit_code == 7


@pytest.mark.django_db
def test_a_base_of_an_earlier_version_is_led_to_its_migration() -> None:
    MigrationRecorder.Migration.objects.filter(app="lessons").delete()
    with pytest.raises(HomeError, match="lancez «\u202fautan migrate\u202f»"):
        require_home("plan")


@pytest.mark.django_db
def test_a_file_is_no_home(tmp_path: Path, settings: Any) -> None:
    settings.AUTAN_HOME = tmp_path / "a.txt"
    settings.AUTAN_HOME.touch()
    with pytest.raises(HomeError, match="n’est pas un dossier"):
        require_home("plan")


@pytest.mark.django_db
def test_a_home_that_is_up_to_date_has_nothing_to_migrate(settings: Any) -> None:
    done = CliRunner().invoke(load_command("migrate"), [])
    assert (done.exit_code, done.output) == (
        0,
        f"Rien à faire : la base de {settings.AUTAN_HOME} est celle de cette version.\n",
    )
    add_migration("9999_later")
    refused = CliRunner().invoke(load_command("migrate"), [])
    assert isinstance(refused.exception, HomeError)


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("plan", "", default_home(HOME)),
        ("plan", "  ", default_home(HOME)),
        ("demo", "", default_home(DEMONSTRATION)),
        ("plan", "/srv/autan", Path("/srv/autan")),
        ("demo", "/srv/autan", Path("/srv/autan")),
    ],
)
def test_a_command_works_in_the_folder_that_is_given_or_in_that_of_its_kind(
    name: str, given: str, expected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTAN_HOME", given)
    load_command(name)
    assert os.environ["AUTAN_HOME"] == str(expected)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_is_called_by_its_name_and_adds_no_option_of_its_own(name: str) -> None:
    command = load_command(name)
    assert command.name == name
    options = {option for parameter in command.params for option in parameter.opts}
    assert not options & {"--install-completion", "--show-completion"}


@pytest.mark.django_db
def test_a_command_that_is_run_asks_for_its_home_and_its_help_does_not(autan: Command) -> None:
    add_migration("9999_later")
    refused = autan("plan", "list")
    assert (refused.code, refused.out, "version plus récente" in refused.err) == (7, "", True)
    for words in (("plan", "list", "--help"), ("plan", "--help"), ("--help",)):
        shown = autan(*words)
        assert (shown.code, shown.out.startswith("Usage : "), shown.err) == (0, True, "")


def test_a_port_that_is_taken_is_refused_before_the_demonstration_is_prepared(
    autan: Command, tmp_path: Path, settings: Any
) -> None:
    settings.AUTAN_HOME = tmp_path / "demo"
    with socket.create_server(("127.0.0.1", 0)) as server:
        refused = autan("demo", "--port", str(server.getsockname()[1]))
    assert (refused.code, refused.out, "le port est peut-être déjà pris" in refused.err) == (6, "", True)
    assert not settings.AUTAN_HOME.exists()
