"""Texts that only the site can read, whoever holds a copy of the database: sealed by its secret key."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from autan.ground.errors import AutanError


class BrokenSealError(AutanError):
    """A text was sealed by another secret key, or is damaged."""


def seal(text: str, *, purpose: str) -> str:
    """Encrypt a text; `purpose` names what it is, and only the same name opens it."""
    return _cipher(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """Decrypt a text; `BrokenSealError` for one of another purpose or key, or damaged."""
    try:
        return _cipher(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        message = "texte illisible ({purpose}) : la clé secrète du site a changé, ou il est abîmé"
        raise BrokenSealError(message, purpose=purpose) from None


def _cipher(purpose: str) -> Fernet:
    # a key for each purpose: what was sealed for one cannot be passed off as another
    digest = hashlib.sha256(f"{purpose}:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
