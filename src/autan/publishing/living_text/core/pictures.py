"""Pictures of a text: how their files are named, and what an author gives with one."""

import hashlib
import re
from dataclasses import dataclass

_FILE = re.compile(r"[0-9a-f]{32}\.jpg")


def picture_file(data: bytes) -> str:
    """Return the name of the file of a picture: what it holds tells it from any other.

    >>> picture_file(b"")
    'e3b0c44298fc1c149afbf4c8996fb924.jpg'
    """
    return f"{hashlib.sha256(data).hexdigest()[:32]}.jpg"


def is_picture_file(name: str) -> bool:
    """Say whether a text can be the name of such a file.

    >>> is_picture_file("../secret"), is_picture_file("e3b0c44298fc1c149afbf4c8996fb924.jpg")
    (False, True)
    """
    return bool(_FILE.fullmatch(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPicture:
    """A picture as its author gives it.

    Attributes:
        alternative: what it shows, for who does not see it.
    """

    name: str
    data: bytes
    alternative: str
    credit: str
    caption: str = ""
