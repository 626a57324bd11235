"""What `autan doctor` says: of a folder by system, of a site by its settings, of messages; and how it ends."""

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from autan.instance.cli.doctor import (
    HealthCheck,
    _look_at_database,
    _look_at_home,
    _look_at_machine,
    _look_at_mail,
    _look_at_site,
    doctor,
)
from autan.people.mail.actions import queue_message

app = typer.Typer()
app.command()(doctor)


def found(looks: Iterator[HealthCheck]) -> dict[str, tuple[str, str]]:
    return {check.subject: (check.state, check.words.replace("\u202f", " ")) for check in looks}


@pytest.mark.parametrize(("system", "state"), [("linux", "warning"), ("darwin", "warning"), ("win32", "ok")])
def test_modes_are_looked_at_where_a_system_has_them(
    system: str, state: str, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", system)
    tmp_path.chmod(0o755)
    settings.AUTAN_HOME = tmp_path
    assert found(_look_at_home())["Droits"][0] == state


def test_what_others_may_read_in_a_folder_is_named_five_at_most(tmp_path: Path, settings: Any) -> None:
    settings.AUTAN_HOME = tmp_path
    tmp_path.chmod(0o700)
    for name in "abcdefg":
        (tmp_path / name).touch(mode=0o600)
    assert found(_look_at_home())["Droits"] == ("ok", "pour son propriétaire seul")
    for name in "abcdefg":
        (tmp_path / name).chmod(0o640)
    state, words = found(_look_at_home())["Droits"]
    named = words.partition(" : ")[2].partition(" ; ")[0].split(", ")
    assert (state, len(named), set(named) <= set("abcdefg")) == ("warning", 5, True)


@pytest.mark.parametrize(("free", "state"), [(500_000_000, "ok"), (499_999_999, "warning")])
def test_a_disk_that_fills_is_told(
    free: int, state: str, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.AUTAN_HOME = tmp_path
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=free))
    told, words = found(_look_at_home())["Disque"]
    assert (told, f"{free // 1_000_000} Mo libres" in words) == (state, True)


def test_a_folder_that_is_not_there_is_all_that_is_told_of_it(tmp_path: Path, settings: Any) -> None:
    settings.AUTAN_HOME = tmp_path / "absent"
    checks = found(_look_at_home())
    assert list(checks) == ["Dossier"]
    assert checks["Dossier"] == ("failed", f"{tmp_path}/absent n’existe pas encore ; « autan migrate » le fait")


def test_a_site_on_this_machine_alone_is_asked_for_nothing_more(settings: Any) -> None:
    settings.IS_LOCAL, settings.DEBUG, settings.ALLOWED_HOSTS = True, False, ["localhost", "a.exemple.fr"]
    assert found(_look_at_site()) == {
        "Noms": ("ok", "localhost, a.exemple.fr (cette machine seule)"),
        "Mise au point": ("ok", "pages techniques fermées"),
    }
    settings.DEBUG = True
    assert found(_look_at_site())["Mise au point"] == ("failed", "AUTAN_DEBUG est mis")


def test_a_site_for_all_has_https_links_and_somebody_to_warn(settings: Any) -> None:
    settings.IS_LOCAL, settings.DEBUG, settings.ALLOWED_HOSTS = False, False, ["a.exemple.fr"]
    settings.SESSION_COOKIE_SECURE, settings.SECURE_PROXY_SSL_HEADER = True, ("HTTP_X_FORWARDED_PROTO", "https")
    settings.AUTAN_SITE, settings.AUTAN_ALERTS_TO = "https://a.exemple.fr", ["moi@exemple.fr"]
    checks = found(_look_at_site())
    assert {state for state, _words in checks.values()} == {"ok"}
    assert (checks["Noms"][1], checks["Liens"][1]) == ("a.exemple.fr", "https://a.exemple.fr")
    settings.SECURE_PROXY_SSL_HEADER, settings.AUTAN_SITE, settings.AUTAN_ALERTS_TO = None, "http://localhost:8000", []
    states = {subject: state for subject, (state, _words) in found(_look_at_site()).items()}
    assert (states["HTTPS"], states["Liens"], states["Alertes"]) == ("warning", "failed", "warning")
    settings.SECURE_PROXY_SSL_HEADER, settings.SESSION_COOKIE_SECURE = ("HTTP_X_FORWARDED_PROTO", "https"), False
    assert found(_look_at_site())["HTTPS"][0] == "warning"


@pytest.mark.django_db
def test_messages_that_wait_are_counted_and_a_server_is_told_apart_from_files(settings: Any) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend"}}
    checks = found(_look_at_mail())
    assert checks["Courriel"] == ("warning", "écrit sur place, rien ne part (AUTAN_MAIL)")
    assert (checks["Messages"], "Serveur de courriel" in checks) == (("ok", "aucun en échec"), False)
    message = queue_message(kind="essai.mot", to="a@exemple.fr", subject="Bonjour", body="Bonjour")
    type(message).objects.update(status="failed")
    state, words = found(_look_at_mail())["Messages"]
    assert (state, words.startswith("1 en échec, 0 en retard")) == ("warning", True)


@pytest.mark.django_db
def test_a_database_of_this_version_is_sound() -> None:
    checks = found(_look_at_database())
    assert checks["Base"][0] == "ok"
    assert checks.get("Intégrité", ("ok", "base saine")) == ("ok", "base saine")


def test_an_engine_without_its_extra_is_a_failure(settings: Any) -> None:
    settings.AUTAN_ENGINE = "duckdb"
    checks = found(_look_at_machine())
    assert ("Moteur" in checks, checks["Machine"][0]) == (False, "ok")
    assert checks["Compléments"][1].split(", ")[0] == "server"
    settings.AUTAN_ENGINE = "spark://localhost"
    assert found(_look_at_machine())["Moteur"][0] == ("ok" if find_spec("pyspark") else "failed")


@pytest.mark.django_db
def test_a_failure_ends_the_command_and_a_warning_does_not(tmp_path: Path, settings: Any) -> None:
    settings.AUTAN_HOME, settings.DEBUG = tmp_path, False
    tmp_path.chmod(0o755)
    warned = CliRunner().invoke(app, [])
    signs = {line.split("\t")[1]: line.split("\t")[0] for line in warned.stdout.splitlines()}
    assert (warned.exit_code, signs["Dossier"], signs["Droits"]) == (0, "✓", "!")
    settings.DEBUG = True
    failed = CliRunner().invoke(app, ["--json"])
    states = {check["subject"]: check["state"] for check in json.loads(failed.stdout)}
    assert (failed.exit_code, states["Mise au point"], states["Dossier"]) == (3, "failed", "ok")
