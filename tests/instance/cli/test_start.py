"""`autan start`: a network and its first account from nothing, once."""

import socket
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
import typer
from django.test import Client
from typer.testing import CliRunner

from autan.ground.errors import RuleError
from autan.instance.cli.serve import serve_site
from autan.instance.cli.start import has_screen, open_page, start
from autan.territories.networks.models import Mandate, Network, PersonInvitation
from tests.cast import PASSWORD

app = typer.Typer()
app.command()(start)


def run(*options, **more):
    return CliRunner().invoke(app, ["--no-serve", *options], **more)


def link_in(text: str) -> str:
    return urlsplit(next(word for word in text.split() if "/invitation/" in word)).path


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    return


def test_what_is_not_given_is_asked_and_the_link_opens_the_first_account():
    result = run(input="Pôle de la Garonne\nmarie@exemple.fr\nMarie Durand\n")
    assert result.exit_code == 0, result.output
    assert "Ouvrez le premier compte par ce lien ; il sert une fois, pendant sept jours :" in result.output
    network = Network.objects.get()
    assert (network.slug, network.name_fr, network.is_invented) == ("pole-de-la-garonne", "Pôle de la Garonne", False)
    answer = Client().post(link_in(result.output), {"name": "Marie Durand", "password": PASSWORD})
    assert answer.status_code == 302
    mandate = Mandate.objects.get()
    assert (mandate.person.email, mandate.role, mandate.network) == ("marie@exemple.fr", "coordinator", network)
    again = run()
    assert "Ce dossier a déjà son réseau : « Pôle de la Garonne »" in again.output


def test_a_link_that_nobody_used_is_given_again():
    given = ("--network", "Pays", "--email", "marie@exemple.fr", "--name", "Marie")
    first, second = link_in(run(*given).output), link_in(run(*given).output)
    assert first != second
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 200
    assert PersonInvitation.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_on_a_server_the_link_begins_with_the_address_of_the_site(settings):
    settings.IS_LOCAL, settings.AUTAN_SITE = False, "https://energie.exemple.fr"
    result = run("--network", "Pays", "--email", "marie@exemple.fr", "--name", "Marie")
    assert "https://energie.exemple.fr/invitation/" in result.output


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--network", "!!", "--email", "m@exemple.fr", "--name", "M"), "lettres"),
        (("--network", "Pays", "--email", "marie", "--name", "M"), "n’est pas une adresse"),
    ],
)
def test_what_is_refused_is_said(options, words):
    result = run(*options)
    assert isinstance(result.exception, RuleError)
    assert words in str(result.exception)
    assert not PersonInvitation.objects.exists()
    assert not Network.objects.exists()


def test_a_port_that_is_taken_is_refused_before_a_network_is_made():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        options = ("--network", "Pays", "--email", "marie@exemple.fr", "--name", "Marie", "--port", port)
        refused = CliRunner().invoke(app, options)
    assert isinstance(refused.exception, RuleError)
    assert not Network.objects.exists()
    assert run(*options).exit_code == 0  # nothing is served: no port is asked for


def test_a_page_is_opened_once_the_port_answers(monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda url: opened.append(url) or True)
    with socket.create_server(("localhost", 0)) as server:
        port = server.getsockname()[1]
        assert open_page("http://localhost/", port)
    assert opened == ["http://localhost/"]
    assert not open_page("http://localhost/", port, seconds=0.3)


@pytest.mark.parametrize(("system", "workers"), [("win32", 1), ("linux", 4)])
def test_windows_has_one_worker_since_it_shares_no_socket(system, workers, monkeypatch):
    asked = {}

    def server(*_target, **options):
        asked.update(options)
        return SimpleNamespace(serve=lambda: asked.update(served=True))

    monkeypatch.setattr("granian.Granian", server)
    monkeypatch.setattr("multiprocessing.set_start_method", lambda method, **_: asked.update(method=method))
    monkeypatch.setattr("sys.platform", system)
    serve_site(8000, workers=4)
    assert (asked["workers"], asked["method"], asked["served"]) == (workers, "spawn", True)


@pytest.mark.parametrize(("system", "is_shown"), [("linux", False), ("darwin", True), ("win32", True)])
def test_a_linux_without_desktop_has_no_screen(system, is_shown, monkeypatch):
    monkeypatch.setattr("sys.platform", system)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert has_screen() is is_shown
    monkeypatch.setenv("DISPLAY", ":0")
    assert has_screen()
