"""`autan serve`: the site on this machine, until it is stopped."""

import os
import socket
import sys
from typing import NoReturn

import typer
from django.db import connection
from django.utils import timezone

from autan.errors import RuleError
from autan.home import migrate_home, require_current_database


def serve(port: int = typer.Option(8000, help="Port du site.")) -> None:
    """Servir le site de ce dossier sur cette machine."""
    from django.core.management import call_command

    refuse_busy_port(port)
    if connection.vendor == "sqlite":
        migrate_home(now=timezone.now(), say=typer.echo)
    require_current_database()
    call_command("collectstatic", interactive=False, verbosity=0)
    typer.echo(f"Autan est ouvert : http://localhost:{port}/   (Ctrl+C pour arrêter)")
    serve_site(port)


def refuse_busy_port(port: int) -> None:
    """Say at once that another program holds the port.

    Raises:
        RuleError: it is taken.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            message = f"le port {port} est déjà pris ; choisissez-en un autre, par exemple {port + 1}"
            raise RuleError(message) from None


def serve_site(port: int) -> NoReturn:
    """Become the server, on loopback with two workers: what stops this command stops the server."""
    words = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "2", "--blocking-threads", "2", "--log-level", "warning", "--no-ws",
        "autan.project.wsgi:application",
    ]  # fmt: skip
    sys.stdout.flush()
    os.execv(sys.executable, words)  # noqa: S606 - our own interpreter and fixed words
