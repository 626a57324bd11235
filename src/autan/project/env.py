"""Reads the environment: refuses bad values, names the variable, and works on a laptop with none set."""

import os
import secrets
from pathlib import Path

from autan.errors import AutanError


class SettingError(AutanError):
    """An environment variable has a value that cannot be used.

    Attributes:
        variable: its name.
        expected: what it takes.
    """

    exit_code = 2

    def __init__(self, variable: str, value: str, expected: str) -> None:
        self.variable = variable
        self.expected = expected
        super().__init__(f"{variable}={value!r} : valeur refusée ; attendu : {expected}")


def read_home() -> Path:
    """Return the one folder that holds all state (`AUTAN_HOME`); a per-user data folder by default."""
    given = os.environ.get("AUTAN_HOME", "").strip()
    if given:
        return Path(given).expanduser().resolve()
    data = os.environ.get("XDG_DATA_HOME", "").strip()
    return (Path(data) if data else Path.home() / ".local" / "share") / "autan"


def read_flag(variable: str, *, default: bool) -> bool:
    """Return a yes/no variable.

    Raises:
        SettingError: the value is neither.
    """
    value = os.environ.get(variable, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "oui"}:
        return True
    if value in {"0", "false", "no", "non"}:
        return False
    raise SettingError(variable, value, "1, 0, oui, non, true ou false")


def read_hosts() -> list[str]:
    """Return the host names that the site answers to (`AUTAN_HOSTS`, comma-separated); loopback by default."""
    given = [host.strip() for host in os.environ.get("AUTAN_HOSTS", "").split(",") if host.strip()]
    for host in given:
        if "/" in host or " " in host:
            raise SettingError("AUTAN_HOSTS", host, "des noms de machine séparés par des virgules, sans http://")
    return given or ["localhost", "127.0.0.1", "[::1]"]


def read_mirrors() -> dict[str, str]:
    """Return the servers asked in place of producers of data (`AUTAN_MIRRORS`, `host=address`, comma-separated).

    Raises:
        SettingError: a pair is not one, or its address is not `http://` or `https://`.
    """
    given = [pair.strip() for pair in os.environ.get("AUTAN_MIRRORS", "").split(",") if pair.strip()]
    for pair in given:
        host, _, address = pair.partition("=")
        if not host or not address.startswith(("http://", "https://")):
            raise SettingError("AUTAN_MIRRORS", pair, "des couples machine=adresse séparés par des virgules")
    return dict(pair.split("=", 1) for pair in given)


def read_secret_key(home: Path) -> str:
    """Return the secret key: `AUTAN_SECRET_KEY`, or one made on first run and kept in the home for its owner only."""
    given = os.environ.get("AUTAN_SECRET_KEY", "").strip()
    if given:
        if len(given) < 32:
            raise SettingError("AUTAN_SECRET_KEY", "…", "au moins 32 caractères")
        return given
    path = home / "secret-key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()
