"""What an edition says of its own publication."""

from dataclasses import dataclass
from datetime import date

from autan.evidence.core.notation import format_date

_SHORT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Colophon:
    """Date, hash and names.

    Attributes:
        published_on: day of publication.
        content_hash: hash of everything printed.
        network_name: name of the network.
        is_invented: True when its territories are made up; every page and export says so.
        language: language of the words.
    """

    published_on: date
    content_hash: str
    network_name: str
    is_invented: bool = False
    language: str = "fr"

    @property
    def day(self) -> str:
        """Day of publication, in full."""
        return format_date(self.published_on, language=self.language)

    @property
    def short_hash(self) -> str:
        """Beginning of the hash: enough to tell two editions apart."""
        return self.content_hash[:_SHORT]
