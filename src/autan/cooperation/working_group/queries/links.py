"""Links of messages: signed, good for one act and fourteen days."""

from django.core import signing

from autan.cooperation.working_group.models import MailLink
from autan.ground.errors import UnknownError

_SALT = "autan.cooperation.working_group.link"


def sign_link(link: MailLink) -> str:
    """Return what the address of a link holds: its number and its nonce, signed."""
    return signing.dumps([link.pk, link.nonce.hex], salt=_SALT)


def find_link(token: str) -> MailLink:
    """Return the link that an address holds, whether it may still serve or not. One query."""
    try:
        key, nonce = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise UnknownError("ce lien n’est pas valable\u00a0: reprenez celui du message, entier") from None
    links = MailLink.objects.select_related(
        "seat__body__network",
        "seat__territory",
        "participation__meeting__body__network",
        "decision__network",
        "task__network",
        "task__owner__body__network",
    )
    link = links.filter(pk=key).first()
    if link is None or link.nonce.hex != nonce:
        raise UnknownError("ce lien n’est plus valable")
    return link
