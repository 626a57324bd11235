"""`autan demo`: prepare the real network, publish its synthesis, serve the site, say where to look."""

import shutil
import time
from pathlib import Path

import typer
from django.conf import settings
from rich.console import Console

from autan.cli.serve import refuse_busy_port, serve_site
from autan.demo.people import LOGINS, PASSWORD
from autan.demo.preparation import is_prepared, preparation_steps, remember_preparation

_console = Console(highlight=False)


def demo(
    port: int = typer.Option(8000, min=1, max=65535, help="Port du site."),
    reset: bool = typer.Option(False, "--reset", help="Repartir d’un dossier vide."),
    serve: bool = typer.Option(True, "--serve/--no-serve", help="Servir le site, ou seulement préparer et publier."),
) -> None:
    """Préparer le réseau de démonstration, publier sa synthèse et ouvrir le site."""
    home = Path(settings.AUTAN_HOME)
    if serve:
        refuse_busy_port(port)
    if reset:
        empty_home(home)
    prepare()
    if serve:
        greet(port)
        serve_site(port)


def empty_home(home: Path) -> None:
    """Remove everything that Autan keeps in this home, and nothing else."""
    from django.db import connections

    connections.close_all()
    for name in ("lake", "cache", "static", "editions"):
        shutil.rmtree(home / name, ignore_errors=True)
    for pattern in ("autan.sqlite3*", "prepared.json"):
        for path in home.glob(pattern):
            path.unlink()


def prepare() -> None:
    """Run each step once, saying which; do nothing when this home is up to date."""
    if is_prepared():
        _console.print(f"Déjà prêt dans {settings.AUTAN_HOME}")
        return
    steps = preparation_steps()
    for number, (words, act) in enumerate(steps, start=1):
        started = time.monotonic()
        with _console.status(f"{number}/{len(steps)} {words}…"):
            act()
        _console.print(f"[green]✓[/green] {words} [dim]{time.monotonic() - started:.1f} s[/dim]")
    remember_preparation()


def greet(port: int) -> None:
    """Print the address and the log-ins."""
    _console.print(f"\n[bold]Autan est ouvert : http://localhost:{port}/[/bold]   (Ctrl+C pour arrêter)\n")
    _console.print(f"Comptes de démonstration, mot de passe [bold]{PASSWORD}[/bold] :")
    for login in LOGINS:
        _console.print(f"  {login.email:<34} {login.name}")
    _console.print()
