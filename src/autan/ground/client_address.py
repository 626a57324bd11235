"""The address that a request comes from, as the first of our own proxies saw it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings


def client_address(environ: Mapping[str, Any]) -> str:
    """Return the address of who asks; `X-Forwarded-For` counts for as many proxies as the settings name."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    seen = [part.strip() for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return seen[-proxies] if proxies and len(seen) >= proxies else str(environ.get("REMOTE_ADDR", ""))
