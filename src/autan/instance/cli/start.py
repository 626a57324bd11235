"""`autan start`: one's own network from nothing: a name, a first account, and the site opened on it."""

import os
import socket
import sys
import threading
import time
import webbrowser

import typer
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from autan.ground.errors import RuleError
from autan.ground.wordings import Text
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import make_console, say_sentence
from autan.instance.cli.serve import LOCAL, refuse_busy_port
from autan.instance.cli.serve import serve as serve_home
from autan.instance.home import migrate_home, require_current_database
from autan.people.accounts.models import Person
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.person_invitations import invite_person, renew_person_invitation
from autan.territories.networks.models import Mandate, Network
from autan.territories.networks.queries.networks import list_networks
from autan.territories.networks.queries.people import unused_invitations

_SECONDS = 30


def has_screen() -> bool:
    """Say whether a browser can be shown: on Linux, a desktop is needed, or a text browser would take the terminal."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_when_served(url: str, port: int) -> None:
    """Open a page as soon as the port answers, beside what this command does next."""
    threading.Thread(target=open_page, args=(url, port), daemon=True).start()


def open_page(url: str, port: int, *, seconds: float = _SECONDS) -> bool:
    """Open a page once the port answers; False when it does not within some seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection(("localhost", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return webbrowser.open(url)
    return False


_console = make_console()


def start(
    network: str = typer.Option("", help="Nom du réseau ; demandé sans elle."),
    email: str = typer.Option("", help="Adresse électronique du premier compte ; demandée sans elle."),
    name: str = typer.Option("", help="Nom de la personne qui coordonne ; demandé sans elle."),
    port: int = typer.Option(8000, min=1, max=65535, help="Port du site."),
    host: str = typer.Option(LOCAL, help="Adresse d’écoute ; 0.0.0.0 dans un conteneur."),
    serve: bool = typer.Option(True, "--serve/--no-serve", help="Servir le site, ou seulement préparer le réseau."),
    browser: bool = typer.Option(True, "--browser/--no-browser", help="Ouvrir la page dans le navigateur."),
) -> None:
    """Commencer votre réseau : son nom, un premier compte, puis le site ouvert sur la page du réseau."""
    if serve:
        refuse_busy_port(port, host)
    migrate_home(now=timezone.now(), say=say_sentence)
    require_current_database()
    site = f"http://localhost:{port}" if settings.IS_LOCAL else settings.AUTAN_SITE
    networks = [network for network in list_networks() if not network.is_invented]
    link = _first_link(networks[0], site) if networks else _make_network(network, email, name, site)
    if link:
        _console.print("\n" + _("Ouvrez le premier compte par ce lien ; il sert une fois, pendant sept jours :"))
        _console.print(f"  [bold]{link}[/bold]\n", soft_wrap=True)
    else:
        words = _("Ce dossier a déjà son réseau : « {network} ». Connectez-vous : {address}")
        _console.print(words.format(network=networks[0].name_fr, address=f"{site}/compte/login/"))
    if serve:
        if browser and settings.IS_LOCAL and has_screen():
            open_when_served(link or site, port)
        serve_home(port=port, host=host, workers=2, log_level="")


def _make_network(name: str, email: str, person: str, site: str) -> str:
    """Make the network and invite who coordinates it; return the link of the first account."""
    name = name or typer.prompt("Nom du réseau").strip()
    email = email or typer.prompt("Votre adresse électronique").strip()
    person = person or typer.prompt("Votre nom").strip()
    slug = slugify(name)[:60].strip("-")
    if not slug:
        message = "le nom du réseau doit contenir des lettres"
        raise RuleError(message)
    with transaction.atomic():
        network = create_network(by=None, slug=slug, name=Text(name, name))
        role = Mandate.Role.COORDINATOR
        invited = invite_person(
            by=None, email=email, name=person, role=role, network=network, site=site, is_mailed=False
        )
    return invited.link


def _first_link(network: Network, site: str) -> str:
    """Return a new link for the first account, while nobody has opened it; empty once somebody has one."""
    waiting = [invitation for invitation in unused_invitations(network) if invitation.role == Mandate.Role.COORDINATOR]
    if Person.objects.exists() or not waiting:
        return ""
    return renew_person_invitation(by=None, invitation=waiting[0], site=site, is_mailed=False).link
