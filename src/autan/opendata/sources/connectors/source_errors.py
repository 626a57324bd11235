"""Errors of a service of data: it cannot be reached, or it is no longer what it was."""

from urllib.parse import urlsplit

from autan.ground.errors import SourceError
from autan.ground.wordings import Sentence

ADVICE = "Téléchargez le fichier dans un navigateur et déposez-le avec «\u202fautan data add SOURCE FICHIER\u202f»."
"""What the user can do when a service fails: the same content is taken from a file."""


class ServiceError(SourceError):
    """A service of data did not give what it was asked for.

    Attributes:
        host: the machine that was asked.
        response: what came back, in French.
        reason: the host and what it answered, in French, for a page.
    """

    def __init__(self, url: str, response: str, detail: str) -> None:
        self.url = url
        self.host = urlsplit(url).netloc
        self.response = response
        self.reason = Sentence(
            "{host}\u00a0: {response}{said}", host=self.host, response=Sentence(response), said=detail
        )
        super().__init__("{reason}, pour {url}. {advice}", reason=self.reason, url=url, advice=Sentence(ADVICE))


class SourceUnreachableError(ServiceError):
    """A service did not give a whole response, after every try."""

    def __init__(self, url: str, response: str, *, tries: int) -> None:
        self.tries = tries
        super().__init__(url, response, Sentence(" (essais\u00a0: {tries})", tries=tries) if tries > 1 else "")


class SourceChangedError(ServiceError):
    """A service answered, and its response is not what this connector reads; `expected` says what is, in French."""

    def __init__(self, url: str, response: str, *, expected: str) -> None:
        self.expected = expected
        super().__init__(url, response, Sentence(", au lieu de {expected}", expected=Sentence(expected)))
