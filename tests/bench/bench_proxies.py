"""The site behind nginx and behind Caddy, as `deploy/` sets them: only addresses, certificates and folders are changed.

Each is started on this machine, and asked by HTTPS under the name of its file: a page, a style, a sign-in, a file of
19 MB sent and read again, a body above what is taken, and visitors who say that they come from elsewhere. One that is
not installed is said so (`apt-get install nginx caddy`).
"""

import hashlib
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.core.cache import cache

from autan.cooperation.workshops.models import Workshop
from autan.ground.wordings import Text
from autan.people.accounts.actions import register_person
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.models import Mandate
from tests.bench.measures import Measure
from tests.functional.demonstration import free_port
from tests.functional.served import Served, served
from tests.repo.tree import REPOSITORY

HOST, EMAIL, PASSWORD = "energie.exemple.fr", "serveur@exemple.fr", "un-mot-de-passe-long"
FILE = b"%PDF-1.7\n" + os.urandom(19_000_000)
READY_WITHIN_SECONDS = 60
NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; {user}
events {{}}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/site;
}}
"""


def run() -> list[Measure]:
    """All that the guide promises of a proxy, by each of them."""
    _prepare()
    measures = []
    variables = {"AUTAN_HOSTS": HOST, "AUTAN_SITE": f"https://{HOST}", "AUTAN_BEHIND_PROXY": "1"}
    with served(Path(settings.AUTAN_HOME), **variables) as server:
        for name, start in (("nginx", _nginx), ("caddy", _caddy)):
            if shutil.which(name) is None:
                measures.append(Measure(name=name, result="not installed", goal="installed", is_met=False))
                continue
            with start(server) as port:
                measures += [_measure(name, words, check, port) for words, check in CHECKS.items()]
    return measures


def _prepare() -> None:
    """Somebody who keeps a workshop."""
    network = create_network(by=None, slug="serveur", name=Text("Réseau du serveur", "Network of the server"))
    person = register_person(by=None, email=EMAIL, name="Marie", password=PASSWORD)
    grant_mandate(by=None, person=person, role=Mandate.Role.COORDINATOR, network=network)
    Workshop.objects.create(
        slug="serveur",
        network=network,
        title="Visite",
        link_token="s" * 43,
        format="visit",
        status="held",
        day=date(2026, 1, 1),
        host=follow_territory(by=None, siren="243100633"),
    )


def _measure(name: str, words: str, check: Callable[["Visitor"], str], port: int) -> Measure:
    try:
        fault = check(Visitor(port))
    except (OSError, http.client.HTTPException, AssertionError) as error:
        fault = repr(error)
    return Measure(name=f"{name}: {words}", result=fault or "as said", goal="as said", is_met=not fault)


class Visitor:
    """A browser that comes to the proxy by HTTPS, from an address of this machine."""

    def __init__(self, port: int, source: str = "127.0.0.1") -> None:
        self.port, self.source, self.cookies = port, source, dict[str, str]()

    def ask(self, path: str, body: bytes | None = None, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Status, headers and body of an answer."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=120, source_address=(self.source, 0))
        line = http.client.HTTPConnection(HOST, timeout=120)
        line.sock = context.wrap_socket(raw, server_hostname=HOST)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            sent |= {"Origin": f"https://{HOST}", "Referer": f"https://{HOST}/"}
        try:
            line.request("GET" if body is None else "POST", path, body, sent)
            answer = line.getresponse()
            content = answer.read()
        finally:
            line.close()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers, content

    def post(self, path: str, fields: dict[str, str], page: str = "", **headers: str) -> int:
        """Send a form as its page does; its status."""
        fields |= {"csrfmiddlewaretoken": self._token(page or path)}
        headers["Content_Type"] = "application/x-www-form-urlencoded"
        return self.ask(path, urlencode(fields).encode(), **headers)[0]

    def send_file(self, path: str, page: str, name: str, content: bytes) -> int:
        """Send a form that holds a file."""
        fields = {"csrfmiddlewaretoken": self._token(page), "title": "Fichier", "consent": "nobody"}
        parts = [
            f'--limite\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        ]
        head = f'--limite\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        body = b"".join((*parts, head, content, b"\r\n--limite--\r\n"))
        return self.ask(path, body, Content_Type="multipart/form-data; boundary=limite")[0]

    def _token(self, page: str) -> str:
        found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', self.ask(page)[2])
        return found[1].decode() if found else ""

    def sign_in(self, password: str = PASSWORD, **headers: str) -> bool:
        """True when the account opens."""
        self.post("/compte/login/", {"login": EMAIL, "password": password}, **headers)
        return "sessionid" in self.cookies


def _page(visitor: Visitor) -> str:
    status, headers, body = visitor.ask("/", Accept_Encoding="gzip")
    style = re.search(rb'href="(/static/[^"]+\.css)"', visitor.ask("/")[2])
    kept = visitor.ask(style[1].decode())[1] if style else None
    return _faults(
        (status, 200), (headers["Content-Encoding"], "gzip"), (len(body) > 1000, True),
        ("max-age" in (headers["Strict-Transport-Security"] or ""), True),
        (kept is not None and "immutable" in (kept["Cache-Control"] or ""), True),
    )  # fmt: skip


def _files(visitor: Visitor) -> str:
    is_in = visitor.sign_in()
    page = "/ateliers/serveur/?ouvrir=tout"
    sent = visitor.send_file("/ateliers/serveur/fichiers/", page, "plan.pdf", FILE)
    address = re.findall(rb'href="(/ateliers/serveur/fichiers/\d+/)"', visitor.ask(page)[2])
    status, headers, body = visitor.ask(address[-1].decode()) if address else (0, None, b"")
    same = hashlib.sha256(body).digest() == hashlib.sha256(FILE).digest()
    length = headers["Content-Length"] if headers else ""
    return _faults((is_in, True), (sent, 302), (status, 200), (same, True), (length, str(len(FILE))))


def _large_body(visitor: Visitor) -> str:
    try:
        status = visitor.ask("/compte/login/", b"a" * 65_000_000, Content_Type="text/plain")[0]
    except OSError:  # refused before it was read: the line is closed on who goes on sending
        return ""
    return _faults((status, 413))


def _addresses(visitor: Visitor) -> str:
    """Five failures close the account to one address, whatever the visitor says of itself."""
    for rank in range(6):
        Visitor(visitor.port).sign_in("pas-le-bon-mot-de-passe", X_Forwarded_For=f"192.0.2.{rank}")
    here = Visitor(visitor.port).sign_in(X_Forwarded_For="198.51.100.9")
    elsewhere = Visitor(visitor.port, "127.0.0.2").sign_in()
    cache.clear()
    return _faults((here, False), (elsewhere, True))


def _insecure(visitor: Visitor) -> str:
    visitor.ask("/compte/login/", X_Forwarded_Proto="http", X_Forwarded_Host="ailleurs.exemple.fr")
    body = visitor.ask("/robots.txt", X_Forwarded_Proto="http", X_Forwarded_Host="ailleurs.exemple.fr")[2]
    return _faults((f"Sitemap: https://{HOST}/sitemap.xml" in body.decode(), True))


CHECKS: dict[str, Callable[[Visitor], str]] = {
    "a page compressed, HSTS, a style kept by browsers": _page,
    "a file of 19 MB sent, then read the same with its length": _files,
    "a body of 65 MB refused": _large_body,
    "failures counted by the address that the proxy saw": _addresses,
    "its own scheme and name, not those that a visitor says": _insecure,
}


def _faults(*pairs: tuple[object, object]) -> str:
    return ", ".join(f"{seen!r} instead of {wanted!r}" for seen, wanted in pairs if seen != wanted)


@contextmanager
def _nginx(server: Served) -> Iterator[int]:
    port, folder = free_port(), Path(settings.AUTAN_HOME).parent / "nginx"
    _certificate(folder)
    site = (REPOSITORY / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    site = site.replace("/etc/ssl/certs/ssl-cert-snakeoil.pem", f"{folder}/certificate.pem")
    site = site.replace("/etc/ssl/private/ssl-cert-snakeoil.key", f"{folder}/key.pem")
    site = re.sub(r"^ +listen \[::\].*\n", "", site, flags=re.MULTILINE).replace("/var/log/nginx", str(folder))
    site = site.replace("listen 80;", f"listen 127.0.0.1:{free_port()};").replace(
        "listen 443", f"listen 127.0.0.1:{port}"
    )
    (folder / "site").write_text(site.replace("127.0.0.1:8000", f"127.0.0.1:{server.port}"), encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""  # its own user does not enter a folder of tests
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, user=user), encoding="utf-8")
    with _running(["nginx", "-c", str(folder / "nginx.conf")], port, folder):
        yield port


@contextmanager
def _caddy(server: Served) -> Iterator[int]:
    port, folder = free_port(), Path(settings.AUTAN_HOME).parent / "caddy"
    _certificate(folder)
    site = (REPOSITORY / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    site = site.replace("{\n", f"{{\n\tadmin off\n\thttp_port {free_port()}\n\thttps_port {port}\n", 1)
    own = f"{HOST} {{\n\tbind 127.0.0.1\n\ttls {folder}/certificate.pem {folder}/key.pem\n"
    site = site.replace(f"{HOST} {{\n", own).replace("127.0.0.1:8000", f"127.0.0.1:{server.port}")
    (folder / "Caddyfile").write_text(site, encoding="utf-8")
    with _running(["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"], port, folder):
        yield port


@contextmanager
def _running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    with (folder / "said.txt").open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=os.environ | {"HOME": str(folder)})
    try:
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
                break
            time.sleep(0.2)
        if process.poll() is not None:
            raise OSError((folder / "said.txt").read_text(encoding="utf-8"))
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _certificate(folder: Path) -> None:
    """A certificate of our own for the name of the site, and its key."""
    folder.mkdir()
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    made = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=9)
    )
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
    signed = made.sign(key, hashes.SHA256())
    (folder / "certificate.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    form, secret = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, secret))
