"""Marks by which a screen knows whether a part of a draft has changed since it was shown."""

import hashlib
import json
from typing import Any

_SHOWN = 16


def fingerprint(value: Any) -> str:
    """Return a short mark of a value of a document, the same for the same content.

    >>> fingerprint({"code": "q1", "kind": "open"}) == fingerprint({"kind": "open", "code": "q1"})
    True
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:_SHOWN]
