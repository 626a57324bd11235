"""What an edition says of its own publication."""

from dataclasses import dataclass
from datetime import date

from autan.evidence import language

_SHORT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Colophon:
    """Date, hash and names.

    Attributes:
        is_invented: True when its territories are made up; every page and export says so.
        note: what this version changes, when it corrects an earlier one.
        cover_map: outlines of its territories as SVG, for the cover; empty when none is at hand.
    """

    published_on: date
    content_hash: str
    network_name: str
    is_invented: bool = False
    cover_map: str = ""
    note: str = ""

    @property
    def day(self) -> str:
        """Day of publication, in full, in the language under way."""
        return language.day(self.published_on)

    @property
    def short_hash(self) -> str:
        """Beginning of the hash: enough to tell two editions apart."""
        return self.content_hash[:_SHORT]
