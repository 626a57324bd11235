"""A home opened to be read: settings of this process, one thread that asks, nothing written.

A notebook runs an event loop, in whose thread the database refuses to be asked. Everything is therefore asked in one
thread of its own, which keeps its connection; nothing is relaxed for the other code of the notebook.
"""

import atexit
import os
import secrets
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from pathlib import Path
from threading import Thread, current_thread
from typing import Any

from autan.ground.errors import AutanError
from autan.instance.extras import has_server, install_command

LAKE = "lake"  # where the tables of open data are, in the folder of a home
_SQLITE_READ_ONLY = "PRAGMA query_only=ON; PRAGMA foreign_keys=ON; PRAGMA mmap_size=134217728;"
_POSTGRES_READ_ONLY = "-c default_transaction_read_only=on"


class HomeNotOpenError(AutanError):
    """A home cannot be opened in this process; says why and what to do."""

    exit_code = 7


class _Reader:
    """The one home that this process reads."""

    home: Path | None = None
    thread: Thread | None = None
    worker: ThreadPoolExecutor


def open_folder(path: Path) -> None:
    """Make this process read a home; once for each process, since its settings are those of the process.

    Without the site nothing is to be set: the lake is read where it is.

    Raises:
        HomeNotOpenError: it is no folder, this process already reads another one, or it has no lake to be read alone.
        HomeError: its database is not that of this version.
    """
    folder = path.expanduser().resolve()
    if not folder.is_dir():
        message = "{folder} n’est pas un dossier ; donnez celui que sert « autan serve » (AUTAN_HOME)"
        raise HomeNotOpenError(message, folder=folder)
    if not has_server() and (folder / LAKE).is_dir():
        return
    require_server()
    if _Reader.home is None:
        _read_settings(folder)
        _Reader.home = folder
        _Reader.worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="autan", initializer=_remember_thread)
    if _Reader.home != folder:
        message = "{home} est déjà ouvert ; un autre dossier demande un autre processus (relancez le noyau)"
        raise HomeNotOpenError(message, home=_Reader.home)
    ask(_require_current)


def require_server() -> None:
    """Refuse what only the site reads. Raises HomeNotOpenError: it is not installed, with what adds it."""
    if not has_server():
        message = (
            "seul le lac d’un dossier (lake, sql) se lit avec la bibliothèque seule ; installez autan[server] : {how}"
        )
        raise HomeNotOpenError(message, how=install_command("server"))


def ask[T](question: Callable[[], T]) -> T:
    """Run a question in the thread that reads, and wait for its answer; a question may ask others."""
    require_server()
    if current_thread() is _Reader.thread:
        return question()
    return _Reader.worker.submit(question).result()


def in_reading_thread[**P, R](question: Callable[P, R]) -> Callable[P, R]:
    """Have a method run in the thread that reads."""

    @wraps(question)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        return ask(lambda: question(*args, **kwargs))

    return run


def _remember_thread() -> None:
    _Reader.thread = current_thread()


def _read_settings(folder: Path) -> None:
    """Read the settings of a home, and take from them whatever writes: key, cache, logs, changes of the database."""
    from django.conf import settings

    if settings.configured and settings.SETTINGS_MODULE != "autan.instance.project.settings":
        message = "ce processus a déjà les réglages d’un autre site ; ouvrez le dossier dans un autre processus"
        raise HomeNotOpenError(message)
    previous = {name: os.environ.get(name) for name in ("AUTAN_HOME", "AUTAN_SECRET_KEY", "DJANGO_SETTINGS_MODULE")}
    os.environ["AUTAN_HOME"] = str(folder)
    os.environ["AUTAN_SECRET_KEY"] = secrets.token_urlsafe(50)  # nothing is signed here
    os.environ["DJANGO_SETTINGS_MODULE"] = "autan.instance.project.settings"
    try:
        settings.LOGGING_CONFIG = None
        _make_read_only(settings.DATABASES["default"])
        cache = tempfile.TemporaryDirectory(prefix="autan-")
        atexit.register(cache.cleanup)
        settings.AUTAN_CACHE = Path(cache.name)
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
        import django

        django.setup()
    finally:
        # only the settings were to see these: what this process starts must not
        for name, value in previous.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def _make_read_only(database: Any) -> None:
    if "sqlite" in database["ENGINE"]:
        database["OPTIONS"] = {"timeout": 5, "init_command": _SQLITE_READ_ONLY}
    else:
        database["OPTIONS"] = {**database.get("OPTIONS", {}), "options": _POSTGRES_READ_ONLY}


def _require_current() -> None:
    from autan.instance.home import require_current_database

    require_current_database()
