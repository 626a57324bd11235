"""The environment: a default for everything, and a bad value refused by the name of its variable."""

import stat
from pathlib import Path

import pytest

from autan.instance.project.env import (
    SettingError,
    read_engine,
    read_flag,
    read_home,
    read_hosts,
    read_log_format,
    read_log_level,
    read_mailer,
    read_mirrors,
    read_secret_key,
    read_site_address,
    read_time_zone,
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1", True),
        ("oui", True),
        ("TRUE", True),
        ("yes", True),
        ("0", False),
        ("non", False),
        ("False", False),
        ("no", False),
    ],
)
def test_a_flag_is_read_in_both_languages(written, meant, monkeypatch) -> None:
    monkeypatch.setenv("AUTAN_DEBUG", f" {written} ")
    assert read_flag("AUTAN_DEBUG", default=not meant) is meant


@pytest.mark.parametrize("default", [True, False])
def test_a_flag_that_is_not_set_keeps_its_default(default, monkeypatch) -> None:
    monkeypatch.delenv("AUTAN_DEBUG", raising=False)
    assert read_flag("AUTAN_DEBUG", default=default) is default


def test_a_flag_that_says_neither_is_refused_by_name(monkeypatch) -> None:
    monkeypatch.setenv("AUTAN_DEBUG", "peut-être")
    with pytest.raises(SettingError, match="AUTAN_DEBUG") as refused:
        read_flag("AUTAN_DEBUG", default=False)
    assert refused.value.exit_code == 2


def test_the_home_is_the_folder_that_is_given(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("AUTAN_HOME", str(tmp_path / "un dossier"))
    assert read_home() == tmp_path / "un dossier"


def test_the_home_is_otherwise_a_folder_of_the_person(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("AUTAN_HOME", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert read_home() == tmp_path / "autan"
    monkeypatch.delenv("XDG_DATA_HOME")
    assert read_home() == Path.home() / ".local" / "share" / "autan"


def test_on_windows_it_is_in_the_data_of_the_person(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("AUTAN_HOME", "")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert read_home() == tmp_path / "autan"
    monkeypatch.delenv("LOCALAPPDATA")
    assert read_home() == Path.home() / "AppData" / "Local" / "autan"


def test_the_time_of_the_site_is_that_of_paris_unless_another_is_named(monkeypatch) -> None:
    assert read_time_zone() == "Europe/Paris"
    monkeypatch.setenv("AUTAN_TIME_ZONE", "Indian/Reunion")
    assert read_time_zone() == "Indian/Reunion"
    monkeypatch.setenv("AUTAN_TIME_ZONE", "La Réunion")
    with pytest.raises(SettingError, match="AUTAN_TIME_ZONE"):
        read_time_zone()


def test_hosts_are_this_machine_unless_given(monkeypatch) -> None:
    monkeypatch.delenv("AUTAN_HOSTS", raising=False)
    assert read_hosts() == ["localhost", "127.0.0.1", "[::1]"]
    monkeypatch.setenv("AUTAN_HOSTS", "energie.exemple.fr, autan.exemple.fr,")
    assert read_hosts() == ["energie.exemple.fr", "autan.exemple.fr"]


@pytest.mark.parametrize("host", ["http://exemple.fr", "exemple.fr/autan", "un nom"])
def test_a_host_that_is_an_address_is_refused(host, monkeypatch) -> None:
    monkeypatch.setenv("AUTAN_HOSTS", host)
    with pytest.raises(SettingError, match="AUTAN_HOSTS"):
        read_hosts()


def test_producers_are_asked_themselves_unless_a_mirror_is_given(monkeypatch) -> None:
    monkeypatch.delenv("AUTAN_MIRRORS", raising=False)
    assert read_mirrors() == {}
    monkeypatch.setenv("AUTAN_MIRRORS", "a.fr=http://127.0.0.1:8000/x=1, b.fr=https://c.fr,")
    assert read_mirrors() == {"a.fr": "http://127.0.0.1:8000/x=1", "b.fr": "https://c.fr"}


@pytest.mark.parametrize("pair", ["a.fr", "=http://b.fr", "a.fr=b.fr", "a.fr=file:///etc"])
def test_a_mirror_that_is_no_address_is_refused(pair, monkeypatch) -> None:
    monkeypatch.setenv("AUTAN_MIRRORS", pair)
    with pytest.raises(SettingError, match="AUTAN_MIRRORS"):
        read_mirrors()


def test_the_secret_key_is_made_once_and_read_by_its_owner_only(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("AUTAN_SECRET_KEY", raising=False)
    assert read_secret_key(tmp_path / "home") != read_secret_key(tmp_path / "home")
    assert not (tmp_path / "home").exists(), "reading settings makes no folder"
    (tmp_path / "home").mkdir()
    (tmp_path / "another").mkdir()
    made = read_secret_key(tmp_path / "home")
    assert len(made) >= 50
    assert read_secret_key(tmp_path / "home") == made
    assert stat.S_IMODE((tmp_path / "home" / "secret-key").stat().st_mode) == 0o600
    assert read_secret_key(tmp_path / "another") != made


def test_a_given_key_is_used_and_a_short_one_refused_without_being_shown(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("AUTAN_SECRET_KEY", "k" * 32)
    assert read_secret_key(tmp_path) == "k" * 32
    monkeypatch.setenv("AUTAN_SECRET_KEY", "short-secret")
    with pytest.raises(SettingError) as refused:
        read_secret_key(tmp_path)
    assert "short-secret" not in str(refused.value)


def test_mail_goes_to_a_folder_of_the_home_unless_told(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("AUTAN_MAIL", raising=False)
    mailer = read_mailer(tmp_path)
    assert mailer["BACKEND"].endswith(".mail.connectors.FolderBackend")
    assert mailer["OPTIONS"] == {"file_path": str(tmp_path / "outbox")}
    monkeypatch.setenv("AUTAN_MAIL", "console")
    assert read_mailer(tmp_path)["BACKEND"].endswith("console.EmailBackend")


@pytest.mark.parametrize(
    ("written", "host", "port", "is_ciphered", "starts_ciphering"),
    [
        ("smtp://moi%40exemple.fr:p%40sse@courrier.exemple.fr", "courrier.exemple.fr", 587, False, True),
        ("smtps://moi%40exemple.fr:p%40sse@courrier.exemple.fr", "courrier.exemple.fr", 465, True, False),
        ("smtp://moi%40exemple.fr:p%40sse@127.0.0.1:2525", "127.0.0.1", 2525, False, False),
    ],
)
def test_a_mail_server_is_read_from_an_address(
    tmp_path, monkeypatch, written, host, port, is_ciphered, starts_ciphering
) -> None:
    monkeypatch.setenv("AUTAN_MAIL", written)
    options = read_mailer(tmp_path)["OPTIONS"]
    assert (options["host"], options["port"]) == (host, port)
    assert (options["use_ssl"], options["use_tls"]) == (is_ciphered, starts_ciphering)
    assert (options["username"], options["password"]) == ("moi@exemple.fr", "p@sse")


@pytest.mark.parametrize(
    "written", ["ftp://moi:secret@exemple.fr", "smtp://", "smtp://moi:secret@machine:port", "courrier"]
)
def test_another_mail_server_is_refused_without_telling_its_password(tmp_path, monkeypatch, written) -> None:
    monkeypatch.setenv("AUTAN_MAIL", written)
    with pytest.raises(SettingError, match="AUTAN_MAIL") as refused:
        read_mailer(tmp_path)
    assert "secret" not in str(refused.value)


def test_the_address_of_the_site_has_no_final_slash(monkeypatch) -> None:
    monkeypatch.setenv("AUTAN_SITE", "https://energie.exemple.fr/")
    assert read_site_address() == "https://energie.exemple.fr"
    monkeypatch.setenv("AUTAN_SITE", "energie.exemple.fr")
    with pytest.raises(SettingError, match="AUTAN_SITE"):
        read_site_address()


def test_the_engine_is_duckdb_unless_told(monkeypatch) -> None:
    monkeypatch.delenv("AUTAN_ENGINE", raising=False)
    assert read_engine() == "duckdb"
    monkeypatch.setenv("AUTAN_ENGINE", "spark://grappe.exemple.fr:15002")
    assert read_engine() == "spark://grappe.exemple.fr:15002"


@pytest.mark.parametrize("written", ["spark://", "sqlite", "sc://machine:15002"])
def test_an_engine_that_is_none_is_refused_by_name(monkeypatch, written) -> None:
    monkeypatch.setenv("AUTAN_ENGINE", written)
    with pytest.raises(SettingError, match="AUTAN_ENGINE"):
        read_engine()


def test_logs_are_told_by_level_and_form(monkeypatch) -> None:
    monkeypatch.delenv("AUTAN_LOG_LEVEL", raising=False)
    monkeypatch.setenv("AUTAN_LOG_FORMAT", " JSON ")
    assert (read_log_level(), read_log_format()) == ("INFO", "json")
    monkeypatch.setenv("AUTAN_LOG_LEVEL", "loud")
    with pytest.raises(SettingError, match="AUTAN_LOG_LEVEL"):
        read_log_level()
