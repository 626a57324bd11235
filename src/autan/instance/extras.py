"""Which size of Autan is installed here, and the command that adds what is missing: read without any of it."""

import os
import sys
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from json import loads
from pathlib import Path
from urllib.parse import urlsplit

_NEEDED = ("django", "typer", "typst", "polars")


def has_server() -> bool:
    """Say whether the site and its commands are installed, beside the library."""
    return all(find_spec(name) for name in _NEEDED)


def install_command(extra: str) -> str:
    """Return the command that adds an extra, from the file or folder that this installation was made of."""
    requirement, environment = f'"{_origin()}[{extra}]"', Path(sys.prefix)
    if (environment / "uv-receipt.toml").is_file():
        return f"uv tool install --force {requirement}"
    if (environment / "pipx_metadata.json").is_file():
        return f"pipx install --force {requirement}"
    python = f'"{sys.executable}"'
    return (
        f"{python} -m pip install {requirement}"
        if find_spec("pip")
        else f"uv pip install --python {python} {requirement}"
    )


def _origin() -> str:
    try:
        direct_url = distribution("autan").read_text("direct_url.json")
    except PackageNotFoundError:
        direct_url = None
    url = urlsplit(loads(direct_url)["url"] if direct_url else "")
    if url.scheme != "file":
        return url.geturl() or "./autan.whl"
    from urllib.request import url2pathname  # brings the whole of http, for one path

    path = url2pathname(url.path)
    return path if os.sep == "/" else path.lstrip("/")
