"""Redirections that are followed: inside the site of a service, never to a file, another site, or out of HTTPS.

The files of data.gouv.fr lie at other hosts, and their stable address leads there: only these may move from one site to
another. A mirror stands for its producer here too.
"""

import ipaddress
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from autan.ground.errors import Sentence
from autan.opendata.sources.connectors.source_errors import SourceChangedError

LABELS_OF_A_SITE = 2  # `agenceore.fr`


class Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirection, or refuses it by name.

    Args:
        may_move: True when the response may lie on another site.
        mirrored: the address to ask in the place of a producer's.
    """

    def __init__(self, *, may_move: bool, mirrored: Callable[[str], str]) -> None:
        self._may_move = may_move
        self._mirrored = mirrored

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        """The request to the new address.

        Raises:
            SourceChangedError: it is not one that may be followed.
        """
        address = self._mirrored(newurl)
        refuse_address(req.full_url, address, may_move=self._may_move)
        return super().redirect_request(req, fp, code, msg, headers, address)


def refuse_address(address: str, new: str, *, may_move: bool) -> None:
    """Refuse an address that a response may not come from.

    Raises:
        SourceChangedError: it is another site, or is not safe any more.
    """
    message, expected = (
        Sentence("une redirection vers {new}", new=new[:120]),
        Sentence("une réponse de {hostname}", hostname=urlsplit(address).hostname),
    )
    schemes = {"https"} if urlsplit(address).scheme == "https" else {"https", "http"}
    is_elsewhere = site_of(urlsplit(new).hostname or "") != site_of(urlsplit(address).hostname or "")
    if urlsplit(new).scheme not in schemes or (is_elsewhere and not may_move):
        raise SourceChangedError(address, message, expected=expected)


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
