"""`autan serve`, before it serves: a port that is taken, an address that is none, a level that is unknown."""

import socket

import pytest
import typer
from typer.testing import CliRunner

from autan.ground.errors import RuleError
from autan.instance.cli.serve import refuse_busy_port, serve

app = typer.Typer()
app.command()(serve)


def test_a_port_that_another_program_holds_is_refused_with_the_next_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(RuleError, match=f"écouter sur 127.0.0.1:{port} .* par exemple {port % 65535 + 1}"):
            refuse_busy_port(port)
    refuse_busy_port(port)


def test_an_address_that_is_not_of_a_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_asked: object, **_options: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", nowhere)
    with pytest.raises(RuleError, match="« nulle-part » n’est pas celle d’une machine"):
        refuse_busy_port(8000, "nulle-part")


def test_a_port_of_the_system_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_asked: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("socket.socket.bind", refuse)
    with pytest.raises(RuleError, match="le port 80 est réservé au système"):
        refuse_busy_port(80)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("--log-level", "bavard"), "niveau « bavard » inconnu ; attendu : debug, info, warning, error"),
        (("--port", "0"), "Invalid value"),
        (("--port", "65536"), "Invalid value"),
        (("--workers", "0"), "Invalid value"),
        (("--workers", "65"), "Invalid value"),
    ],
)
def test_what_is_not_an_option_serves_nothing(
    words: tuple[str, ...], refusal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[object] = []
    monkeypatch.setattr("granian.Granian", lambda *_words, **_options: served.append(1))
    done = CliRunner().invoke(app, list(words))
    assert refusal in f"{done.output}{done.exception}"
    assert (done.exit_code != 0, served) == (True, [])
