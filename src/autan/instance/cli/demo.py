"""`autan demo`: prepare the real network, publish its synthesis, serve the site, say where to look."""

import time

import typer
from django.conf import settings

from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import make_console
from autan.instance.cli.serve import refuse_busy_port, serve_site
from autan.instance.demo.home import claim_home, empty_home
from autan.instance.demo.people import LOGINS, PASSWORD
from autan.instance.demo.preparation import is_prepared, preparation_steps, remember_preparation
from autan.instance.home import secure_home

_console = make_console()


def demo(
    port: int = typer.Option(8000, min=1, max=65535, help="Port du site."),
    reset: bool = typer.Option(
        False, "--reset", help="Effacer d’abord ce que la démonstration a fait, et rien d’autre."
    ),
    serve: bool = typer.Option(True, "--serve/--no-serve", help="Servir le site, ou seulement préparer et publier."),
) -> None:
    """Préparer le réseau de démonstration, publier sa synthèse et ouvrir le site."""
    if serve:
        refuse_busy_port(port)
    if reset:
        empty_home()
    claim_home()
    prepare()
    secure_home()
    if serve:
        print_logins(port)
        serve_site(port)


def prepare() -> None:
    """Run each step once, saying which; do nothing when this home is up to date."""
    if is_prepared():
        _console.print(_("Déjà prêt dans {home}").format(home=settings.AUTAN_HOME))
        return
    steps = preparation_steps()
    for number, (words, act) in enumerate(steps, start=1):
        started = time.monotonic()
        with _console.status(f"{number}/{len(steps)} {words}…"):
            act()
        _console.print(f"[green]✓[/green] {words} [dim]{time.monotonic() - started:.1f} s[/dim]")
    remember_preparation()


def print_logins(port: int) -> None:
    """Print the address and the log-ins."""
    words = _("[bold]Autan est ouvert : {address}[/bold]   (Ctrl+C pour arrêter)")
    _console.print(f"\n{words}\n".format(address=f"http://localhost:{port}/"))
    _console.print(_("Comptes de démonstration, mot de passe [bold]{password}[/bold] :").format(password=PASSWORD))
    for login in LOGINS:
        _console.print(f"  {login.email:<34} {login.name}")
    _console.print()
