"""What is sent to another machine: once, without following where it leads, and never inside a private network.

The name is looked up once and the connection goes to the address that was judged: a name that changes in between
leads nowhere else. Behind a proxy of this machine, the proxy looks names up, and its own rules hold.
"""

import socket
import threading
from collections.abc import Collection, Mapping
from http.client import HTTPException
from urllib.parse import urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from autan.ground.errors import AutanError, RuleError
from autan.opendata.sources.connectors.opening import is_inside, pool_of, proxy_of

_SILENCES = (urllib3.exceptions.HTTPError, HTTPException, OSError)
_PORTS = {"https": 443, "http": 80}
MOST_SIGNS = 500


class NotSentError(AutanError):
    """Nothing was answered, or the address may not be asked."""


def refuse_target(url: str, *, inside: Collection[str]) -> None:
    """Refuse an address by its words alone: whoever types one is told at once.

    `inside` are machines of the private network that may be asked all the same, in HTTP too.

    Raises RuleError: it is no address in HTTPS of a machine of the open network, or it holds a password.
    """
    try:
        parts = urlsplit(url)
        host, is_whole = parts.hostname or "", parts.port != 0
    except ValueError:
        host, is_whole = "", False
    if not host or not is_whole or len(url) > MOST_SIGNS or not url.isascii() or not url.isprintable() or " " in url:
        message = "une adresse entière est attendue, comme https://logiciel.exemple.fr/autan, en {most} signes au plus"
        raise RuleError(message, most=MOST_SIGNS)
    if parts.username is not None or parts.password is not None:
        raise RuleError("l’adresse ne porte ni nom ni mot de passe\u00a0: la signature dit d’où vient l’envoi")
    if host in inside and parts.scheme in _PORTS:
        return
    if parts.scheme != "https":
        raise RuleError("l’adresse commence par https://")
    if is_inside(host):
        raise RuleError("{host} est une machine d’un réseau privé\u00a0: rien n’y est envoyé", host=host)


def post_outside(
    url: str, body: bytes, headers: Mapping[str, str], *, longest_s: float, inside: Collection[str]
) -> int:
    """Send bytes to an address, and return the status that it answers; the answer itself is not read.

    The exchange is cut after `longest_s`, however slowly the machine answers.

    Raises:
        NotSentError: nobody answers in time, or the machine is one of a private network.
        RuleError: the address may not be asked.
    """
    refuse_target(url, inside=inside)
    try:
        if proxy := proxy_of(url):
            wait = urllib3.Timeout(total=longest_s)
            response = pool_of(proxy).request(
                "POST", url, body=body, headers=dict(headers), timeout=wait, redirect=False, retries=False,
                preload_content=False,
            )  # fmt: skip
            response.close()
            return response.status
        return _post(url, body, headers, longest_s, inside)
    except urllib3.exceptions.TimeoutError as error:
        raise NotSentError("aucune réponse en {seconds}\u00a0s", seconds=f"{longest_s:g}") from error
    except _SILENCES as error:
        raise NotSentError("pas de réponse ({reason})", reason=type(error).__name__) from error


def _post(url: str, body: bytes, headers: Mapping[str, str], longest_s: float, inside: Collection[str]) -> int:
    parts = urlsplit(url)
    host, port = str(parts.hostname), parts.port or _PORTS[parts.scheme]
    address = _checked_address(host, port, inside)
    connection = (
        HTTPSConnection(address, port, timeout=longest_s, server_hostname=host, assert_hostname=host)
        if parts.scheme == "https"
        else HTTPConnection(address, port, timeout=longest_s)
    )
    is_cut = threading.Event()
    timer = threading.Timer(longest_s, _close_connection, (connection, is_cut))
    timer.daemon = True
    timer.start()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", path, body=body, headers={"Host": parts.netloc, **headers}, preload_content=False)
        return connection.getresponse().status
    except _SILENCES as error:
        if is_cut.is_set():
            raise NotSentError("aucune réponse en {seconds}\u00a0s", seconds=f"{longest_s:g}") from error
        raise
    finally:
        timer.cancel()
        connection.close()


def _checked_address(host: str, port: int, inside: Collection[str]) -> str:
    """The address of a machine, once every one that its name has is seen to be of the open network."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(place[0]) for *_kind, place in rows]
    if host not in inside and any(is_inside(address.partition("%")[0]) for address in addresses):
        raise NotSentError("{host} mène à une machine d’un réseau privé\u00a0: rien n’y est envoyé", host=host)
    return addresses[0]


def _close_connection(connection: HTTPConnection, is_cut: threading.Event) -> None:
    """End an exchange that lasts: each sign that a machine sends would begin its wait again."""
    is_cut.set()
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it has just ended
