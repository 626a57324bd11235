"""Where the published files of editions are."""

from pathlib import Path

from django.conf import settings


def edition_folder(slug: str) -> Path:
    """Folder of the published files that the site serves."""
    return Path(settings.AUTAN_HOME) / "editions" / slug


def file_name(slug: str, extension: str) -> str:
    """Name of a published file."""
    return f"synthese-{slug}.{extension}"


def published_file(slug: str, extension: str) -> Path | None:
    """The file that the site serves for a format, or None when it was not made."""
    path = edition_folder(slug) / file_name(slug, extension)
    return path if path.is_file() else None


def picture_path(file: str) -> Path:
    """Return the path of a picture; `file` is the name that its text gives it."""
    return Path(settings.AUTAN_HOME) / "edition-pictures" / file
