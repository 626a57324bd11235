"""`autan serve`: the site on this machine, until it is stopped."""

import multiprocessing
import os
import socket
import sys

import typer
from django.db import connection
from django.utils import timezone

from autan.ground.errors import RuleError
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import say_sentence
from autan.instance.home import migrate_home, require_current_database, secure_home

LOCAL = "127.0.0.1"
LOG_LEVELS = ("debug", "info", "warning", "error")
_WORKERS = 2
_STOPPED_WITHIN = 10  # seconds; a worker told to stop while it starts does not hear it, and is killed then


def serve(
    port: int = typer.Option(8000, min=1, max=65535, help="Port du site."),
    host: str = typer.Option(LOCAL, help="Adresse d’écoute ; 0.0.0.0 dans un conteneur."),
    workers: int = typer.Option(_WORKERS, min=1, max=64, help="Processus qui répondent, un par cœur."),
    log_level: str = typer.Option("", help="debug, info, warning ou error ; AUTAN_LOG_LEVEL sinon."),
) -> None:
    """Servir le site de ce dossier sur cette machine."""
    from django.core.management import call_command

    if log_level and log_level not in LOG_LEVELS:
        message = "niveau « {log_level} » inconnu ; attendu : {log_levels}"
        raise RuleError(message, log_level=log_level, log_levels=", ".join(LOG_LEVELS))
    refuse_busy_port(port, host)
    if connection.vendor == "sqlite":
        migrate_home(now=timezone.now(), say=say_sentence)
    require_current_database()
    secure_home()
    call_command("collectstatic", interactive=False, verbosity=0)
    address = f"http://{'localhost' if host == LOCAL else host}:{port}/"
    words = _("Autan s’ouvre dans quelques secondes : {address}   (Ctrl+C pour arrêter)")
    typer.echo(words.format(address=address))
    serve_site(port, host=host, workers=workers, log_level=log_level)


def refuse_busy_port(port: int, host: str = LOCAL) -> None:
    """Say at once that another program holds the port, or that this machine has no such address."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        message = "l’adresse « {host} » n’est pas celle d’une machine"
        raise RuleError(message, host=host) from None
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError:
            message = "le port {port} est réservé au système ; choisissez-en un de 1024 à 65535"
            raise RuleError(message, port=port) from None
        except OSError as error:
            message = (
                "impossible d’écouter sur {host}:{port} ({strerror}) ; le port est peut-être déjà pris "
                ": choisissez-en un autre, par exemple {value}"
            )
            raise RuleError(message, host=host, port=port, strerror=error.strerror, value=port % 65535 + 1) from None


def serve_site(port: int, *, host: str = LOCAL, workers: int = _WORKERS, log_level: str = "") -> None:
    """Serve until this command is stopped: it watches over its workers, each a process begun anew."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    if log_level:
        os.environ["AUTAN_LOG_LEVEL"] = log_level
    sys.stdout.flush()
    connection.close()
    multiprocessing.set_start_method("spawn", force=True)  # no system copies threads and open files of this process
    Granian(
        "autan.instance.project.rsgi:make_gateway",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        factory=True,
        websockets=False,
        workers=1 if sys.platform == "win32" else workers,  # granian cannot share a socket of Windows
        workers_kill_timeout=_STOPPED_WITHIN,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()
