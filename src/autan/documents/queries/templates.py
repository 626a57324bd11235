"""Where the Word template of a network is, into which its editions and its action sheets are written."""

from pathlib import Path

from django.conf import settings


def template_path(network: str) -> Path:
    """Where the Word template of a network is kept."""
    return Path(settings.AUTAN_HOME) / "edition-templates" / f"{network}.docx"


def word_template(network: str) -> bytes | None:
    """The Word template that a network gave for its documents, or None."""
    path = template_path(network)
    return path.read_bytes() if path.is_file() else None
