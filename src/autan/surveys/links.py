"""How is a personal link made, so that it can be sent again and yet is not kept?

The token comes from a random salt, kept beside the invitation, and from the secret key of the instance, which is not in
the database: whoever reads the database alone can make no link. Only the digest of the token is compared when a
link is followed, so that links given before a change of secret key still open.
"""

import base64

from django.urls import reverse
from django.utils.crypto import salted_hmac

_PURPOSE = "autan.surveys.links"


def make_token(salt: str) -> str:
    """Return the token of a salt, always the same for one secret key: 32 characters of an address."""
    digest = salted_hmac(_PURPOSE, salt, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:24]).decode()


def link_of(token: str, *, site: str) -> str:
    """Return the whole address of a personal link. `site` is the address of the site, without a final slash."""
    return site + reverse("surveys:link", kwargs={"token": token})


def opt_out_link_of(token: str, *, site: str) -> str:
    """Return the whole address by which the holder of a link asks for no more messages."""
    return site + reverse("surveys:opt_out", kwargs={"token": token})
