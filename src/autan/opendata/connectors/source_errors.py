"""Errors of a service of data: it cannot be reached, or it is no longer what it was."""

from urllib.parse import urlsplit

from autan.errors import SourceError


class SourceUnreachableError(SourceError):
    """A service did not give a whole response, after every try.

    Attributes:
        host: the machine that was asked.
        response: what came back, in French.
        said: the host and what it answered, in French, for a page.
    """

    def __init__(self, url: str, response: str, *, tries: int) -> None:
        self.url = url
        self.host = urlsplit(url).netloc
        self.response = response
        self.tries = tries
        self.said = f"{self.host}\u00a0: {response} ({tries} essai{'s' if tries > 1 else ''})"
        super().__init__(f"{self.said}, pour {url}. {ADVICE}")


class SourceChangedError(SourceError):
    """A service answered, and its response is not what this connector reads.

    Attributes:
        host: the machine that was asked.
        response: what came back, in French.
        expected: what was expected, in French.
        said: the host and what it answered, in French, for a page.
    """

    def __init__(self, url: str, response: str, *, expected: str) -> None:
        self.url = url
        self.host = urlsplit(url).netloc
        self.response = response
        self.expected = expected
        self.said = f"{self.host}\u00a0: {response}, au lieu de {expected}"
        super().__init__(f"{self.said}, pour {url}. {ADVICE}")


ADVICE = "Téléchargez le fichier dans un navigateur et déposez-le avec «\u202fautan data add SOURCE FICHIER\u202f»."
"""What the user can do when a service fails: the same content is taken from a file."""
