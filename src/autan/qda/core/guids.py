"""Identifiers of the exchange format: read in any of their forms, or made from our own keys, always the same."""

import hashlib
import re

_GUID = re.compile(r"\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?")


def read_guid(text: str) -> str:
    """Return an identifier in lower case and without braces; empty when the text is none.

    >>> read_guid("{0A1B2C3D-0000-4000-8000-00000000000F}"), read_guid("code-1")
    ('0a1b2c3d-0000-4000-8000-00000000000f', '')
    """
    found = _GUID.fullmatch(text.strip().lower())
    return found[1] if found else ""


def make_guid(*parts: str) -> str:
    """Make the identifier of a thing of ours from what names it (a UUID of version 8).

    >>> make_guid("code", "obstacles", "time")
    '21dd6da3-3f96-8854-8de3-0788b8c11415'
    """
    digits = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"
