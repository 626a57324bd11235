"""Reads the environment: refuses bad values, names the variable, and works on a laptop with none set."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from autan.ground.errors import AutanError
from autan.instance.home_folder import default_home


class SettingError(AutanError):
    """An environment variable has a value that cannot be used."""

    exit_code = 2

    def __init__(self, variable: str, value: str, expected: str) -> None:
        self.variable = variable
        self.expected = expected
        super().__init__(
            "{variable}={value!r} : valeur refusée ; attendu : {expected}",
            variable=variable,
            value=value,
            expected=expected,
        )


def read_home() -> Path:
    """Return the one folder that holds all state (`AUTAN_HOME`); a per-user data folder by default."""
    path = _read("AUTAN_HOME")
    return Path(path).expanduser().resolve() if path else default_home()


def _read(variable: str) -> str:
    return os.environ.get(variable, "").strip()


def _read_list(variable: str) -> list[str]:
    return [part.strip() for part in os.environ.get(variable, "").split(",") if part.strip()]


def read_flag(variable: str, *, default: bool) -> bool:
    """Return a yes/no variable."""
    value = _read(variable).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "oui"}:
        return True
    if value in {"0", "false", "no", "non"}:
        return False
    raise SettingError(variable, value, "1, 0, oui, non, true ou false")


def read_log_level() -> str:
    """Return the lowest level that is logged (`AUTAN_LOG_LEVEL`). Raises SettingError: it is no level."""
    return _read_choice("AUTAN_LOG_LEVEL", "info", ("debug", "info", "warning", "error")).upper()


def read_log_format() -> str:
    """Return how logs are written (`AUTAN_LOG_FORMAT`): `text` or `json`. Raises SettingError: it is neither."""
    return _read_choice("AUTAN_LOG_FORMAT", "text", ("text", "json"))


def _read_choice(variable: str, default: str, choices: tuple[str, ...]) -> str:
    value = _read(variable).lower() or default
    if value not in choices:
        raise SettingError(variable, value, " ou ".join((", ".join(choices[:-1]), choices[-1])))
    return value


def read_time_zone() -> str:
    """Return the time zone of the site (`AUTAN_TIME_ZONE`), that of Paris when none is named."""
    name = _read("AUTAN_TIME_ZONE") or "Europe/Paris"
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingError(
            "AUTAN_TIME_ZONE", name, "un fuseau horaire, comme Europe/Paris ou Indian/Reunion"
        ) from error


def read_proxies() -> int:
    """Return how many proxies of Autan stand before the site (`AUTAN_BEHIND_PROXY`): none, or the number of them."""
    value = _read("AUTAN_BEHIND_PROXY")
    if value.isdecimal() and len(value) == 1:
        return int(value)
    try:
        return int(read_flag("AUTAN_BEHIND_PROXY", default=False))
    except SettingError:
        raise SettingError("AUTAN_BEHIND_PROXY", value, "le nombre de serveurs mandataires, de 0 à 9") from None


def read_addresses(variable: str) -> list[str]:
    """Return a list of e-mail addresses, comma-separated."""
    addresses = _read_list(variable)
    for address in addresses:
        if address.count("@") != 1 or any(sign.isspace() for sign in address) or address.startswith("@"):
            raise SettingError(variable, address, "des adresses électroniques séparées par des virgules")
    return addresses


def read_days(variable: str, *, default: int) -> int:
    """Return how many days something is kept; 0 for without limit."""
    value = _read(variable)
    if not value:
        return default
    if not value.isdecimal() or len(value) > 5:
        raise SettingError(variable, value, "un nombre de jours ; 0 pour sans limite")
    return int(value)


def read_hosts() -> list[str]:
    """Return the host names that the site answers to (`AUTAN_HOSTS`, comma-separated); loopback by default."""
    return _read_machines("AUTAN_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]


def read_inside() -> frozenset[str]:
    """Return the machines of a private network that may be told of changes (`AUTAN_WEBHOOKS_INSIDE`)."""
    return frozenset(host.lower() for host in _read_machines("AUTAN_WEBHOOKS_INSIDE"))


def _read_machines(variable: str) -> list[str]:
    hosts = _read_list(variable)
    for host in hosts:
        if "/" in host or " " in host:
            raise SettingError(variable, host, "des noms de machine séparés par des virgules, sans http://")
    return hosts


def read_mirrors() -> dict[str, str]:
    """Return the servers asked in place of producers of data (`AUTAN_MIRRORS`, `host=address`, comma-separated)."""
    pairs = _read_list("AUTAN_MIRRORS")
    for pair in pairs:
        host, _, address = pair.partition("=")
        if not host or not address.startswith(("http://", "https://")):
            raise SettingError("AUTAN_MIRRORS", pair, "des couples machine=adresse séparés par des virgules")
    # cut once: an address may hold the same sign
    return dict(pair.split("=", 1) for pair in pairs)


def read_engine() -> str:
    """Return the engine that reads the lake (`AUTAN_ENGINE`): `duckdb`, or the address of a Spark."""
    engine = _read("AUTAN_ENGINE") or "duckdb"
    is_spark = engine.startswith("spark://") and len(engine) > len("spark://")
    if engine != "duckdb" and not is_spark:
        raise SettingError("AUTAN_ENGINE", engine, "duckdb, spark://local ou spark://machine:port")
    return engine


def read_site_address() -> str:
    """Return the address that links in e-mails begin with (`AUTAN_SITE`), without a final slash."""
    address = _read("AUTAN_SITE").rstrip("/")
    if address and not (address.startswith(("http://", "https://")) and urlsplit(address).hostname):
        raise SettingError("AUTAN_SITE", address, "une adresse comme https://energie.exemple.fr")
    return address or "http://localhost:8000"


def read_identity_provider() -> dict[str, Any]:
    """Return who says who people are (`AUTAN_OIDC_…`), as django-allauth takes it; no `APPS` when none is set."""
    provider_class = "autan.people.accounts.connectors.IdentityProvider"
    server = _read("AUTAN_OIDC_SERVER").rstrip("/")
    if not server:
        return {"openid_connect": {"provider_class": provider_class, "APPS": []}}
    host = urlsplit(server).hostname or ""
    # plain http never leaves this machine
    if not server.startswith("https://") and host not in {"localhost", "127.0.0.1"}:
        raise SettingError("AUTAN_OIDC_SERVER", server, "l’adresse https:// d’un fournisseur d’identité")
    credentials = {name: _read(name) for name in ("AUTAN_OIDC_CLIENT", "AUTAN_OIDC_SECRET")}
    for name, value in credentials.items():
        if not value:
            raise SettingError(name, "", "ce que le fournisseur d’identité a donné pour ce site")
    is_proconnect = host.endswith((".agentconnect.gouv.fr", ".proconnect.gouv.fr", ".dev-agentconnect.fr"))
    app = {
        "provider_id": server.removeprefix("https://"),  # an account is known by this and `sub`
        "name": _read("AUTAN_OIDC_NAME") or ("ProConnect" if is_proconnect else host),
        "client_id": credentials["AUTAN_OIDC_CLIENT"],
        "secret": credentials["AUTAN_OIDC_SECRET"],
        "settings": {"server_url": server},
    }
    return {"openid_connect": {"provider_class": provider_class, "APPS": [app]}}


def read_mailer(home: Path) -> dict[str, Any]:
    """Return how e-mails leave (`AUTAN_MAIL`): `file` (in the home, the default), `console`, or a server.

    Raises SettingError: it is none of them.
    """
    mailer = _read("AUTAN_MAIL") or "file"
    if mailer == "file":
        folder = home / "outbox"
        return {"BACKEND": "autan.people.mail.connectors.FolderBackend", "OPTIONS": {"file_path": str(folder)}}
    if mailer == "console":
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": _read_mail_server(mailer)}


def _read_mail_server(text: str) -> dict[str, Any]:
    """`smtp://` is clear to this machine and STARTTLS to any other; `smtps://` is ciphered from the start."""
    expected = "file, console, smtp://compte:motdepasse@machine:587 ou smtps://compte:motdepasse@machine:465"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise SettingError("AUTAN_MAIL", "…", expected) from None
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise SettingError("AUTAN_MAIL", "…", expected)
    is_ciphered = parts.scheme == "smtps"
    return {
        "host": parts.hostname,
        "port": port or (465 if is_ciphered else 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": is_ciphered,
        "use_tls": not is_ciphered and parts.hostname not in {"localhost", "127.0.0.1", "::1"},
        "timeout": 20,
    }


def read_secret_key(home: Path) -> str:
    """Return the secret key: `AUTAN_SECRET_KEY`, or one kept in the home for its owner only.

    It is made once the home is there; before, what this process signs is good for itself alone.
    """
    key = _read("AUTAN_SECRET_KEY")
    if key:
        if len(key) < 32:
            raise SettingError("AUTAN_SECRET_KEY", "…", "au moins 32 caractères")
        return key
    path = home / "secret-key"
    if not home.is_dir():
        return secrets.token_urlsafe(50)
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()
