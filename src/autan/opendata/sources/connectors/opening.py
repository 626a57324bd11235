"""Addresses are opened by one client, urllib3: the certificates and the proxy are those of the machine.

Redirections are followed inside the site of a service, never to a file, another site, or out of HTTPS. The files of
data.gouv.fr lie at other hosts, and their stable address leads there: only these may move from one site to another. A
mirror stands for its producer here too.
"""

import ipaddress
from collections.abc import Callable
from functools import cache
from typing import cast
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3

from autan.ground.wordings import Sentence
from autan.opendata.sources.connectors.source_errors import SourceChangedError

MOST_REDIRECTS = 10
LABELS_OF_A_SITE = 2  # `agenceore.fr`


def open_address(
    url: str, headers: dict[str, str], *, timeout_s: float, may_move: bool, mirrored: Callable[[str], str]
) -> urllib3.HTTPResponse:
    """Ask for an address; the response is not read yet, and whoever has it closes it.

    `may_move`: True when the response may lie on another site.
    `mirrored`: gives the address to ask in the place of a producer's.

    Raises:
        SourceChangedError: a redirection that may not be followed.
        urllib3.exceptions.HTTPError: nothing answers.
        ValueError: no such address can be.
    """
    for _ in range(MOST_REDIRECTS):
        pool = pool_of(proxy_of(url))
        response = pool.request(
            "GET", url, headers=headers, timeout=timeout_s, redirect=False, retries=False, preload_content=False,
            decode_content=False, enforce_content_length=False,
        )  # fmt: skip
        location = response.get_redirect_location()
        if not location:
            break
        response.close()
        address = mirrored(urljoin(url, location))
        refuse_address(url, address, may_move=may_move)
        url = address
    return cast("urllib3.HTTPResponse", response)


@cache
def pool_of(proxy: str) -> urllib3.PoolManager:
    """Connections, kept open from one page of a service to the next."""
    if not proxy:
        return urllib3.PoolManager()
    auth = unquote(urlsplit(proxy).netloc.rpartition("@")[0])
    return urllib3.ProxyManager(proxy, proxy_headers=urllib3.make_headers(proxy_basic_auth=auth) if auth else None)


def proxy_of(url: str) -> str:
    """Return the proxy of the machine for an address; empty when there is none."""
    parts = urlsplit(url)
    return "" if proxy_bypass(parts.netloc) else getproxies().get(parts.scheme, "")


def refuse_address(address: str, new: str, *, may_move: bool) -> None:
    """Refuse an address that a response may not come from."""
    message, expected = (
        Sentence("une redirection vers {new}", new=new[:120]),
        Sentence("une réponse de {hostname}", hostname=urlsplit(address).hostname),
    )
    schemes = {"https"} if urlsplit(address).scheme == "https" else {"https", "http"}
    host = urlsplit(new).hostname or ""
    is_elsewhere = site_of(host) != site_of(urlsplit(address).hostname or "")
    may_move = may_move and not is_inside(host)
    if urlsplit(new).scheme not in schemes or (is_elsewhere and not may_move):
        raise SourceChangedError(address, message, expected=expected)


def is_inside(host: str) -> bool:
    """Say whether a machine is named as those of a private network are, where no producer publishes.

    >>> is_inside("169.254.169.254"), is_inside("localhost"), is_inside("[::1]"), is_inside("data.gouv.fr")
    (True, True, True, False)
    """
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        name = host.rstrip(".").lower()
        return "." not in name or name.endswith((".local", ".internal", ".localhost"))


def site_of(host: str) -> str:
    """The site of a machine: the end of its name, or the whole of an address in numbers.

    >>> site_of("www.data.gouv.fr"), site_of("opendata.agenceore.fr"), site_of("127.0.0.1")
    ('data.gouv.fr', 'agenceore.fr', '127.0.0.1')
    """
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        labels = host.lower().split(".")
        count = LABELS_OF_A_SITE + (labels[-2:] == ["gouv", "fr"])
        return ".".join(labels[-count:])
