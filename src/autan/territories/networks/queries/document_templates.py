"""Where the templates of the documents of a network are, and what they hold."""

from pathlib import Path

from django.conf import settings


def template_path(network: str, kind: str = "docx") -> Path:
    """Where the template of a network is kept, for a kind of document: `docx` or `odt`."""
    return Path(settings.AUTAN_HOME) / "edition-templates" / f"{network}.{kind}"


def document_template(network: str, kind: str = "docx") -> bytes | None:
    """The template that a network gave for its documents of a kind, or None."""
    path = template_path(network, kind)
    return path.read_bytes() if path.is_file() else None
