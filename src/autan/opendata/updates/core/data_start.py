"""What a network can have of each source, and what it cannot and why: one line a source."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text


class AcquisitionMode(Labelled):
    """How a source comes to a network."""

    SHIPPED = "shipped", "livrée", "ships"
    SERVICE = "service", "service", "service"
    FILE = "file", "fichier", "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatusLine:
    """Where one source stands for a network.

    Attributes:
        covered: members that the edition in use tells of.
        is_context: True for a series of regions or of France, which tells of what is around the members.
        failure: why its service gave nothing at this run; empty when it was not asked, or gave something.
    """

    source: str
    title: str
    way: AcquisitionMode
    covered: int
    members: int
    is_held: bool
    is_context: bool = False
    failure: str = ""

    @property
    def is_whole(self) -> bool:
        """True when nothing more can be had: every member is told of."""
        return self.is_held and self.covered >= self.members

    @property
    def reason(self) -> Text:
        """What lacks and why, and what to do; empty when nothing does."""
        if self.is_whole:
            return NO_TEXT
        if self.failure:
            return Sentence("son service n’a pas répondu : {failure}", failure=self.failure)
        return _REASONS[self.way, self.is_held]


_REASONS = {
    (AcquisitionMode.SHIPPED, True): Sentence(
        "la table livrée ne parle pas de tous ces membres ; aucun service ne donne les autres, un fichier les ajoute"
    ),
    (AcquisitionMode.SHIPPED, False): Sentence("à reprendre : elle est livrée"),
    (AcquisitionMode.SERVICE, True): Sentence(
        "l’édition tenue ne parle pas de tous ces membres : son service donne les autres"
    ),
    (AcquisitionMode.SERVICE, False): Sentence("à demander à son service"),
    (AcquisitionMode.FILE, True): Sentence(
        "l’édition tenue ne parle pas de tous ces membres : un autre fichier les ajoute"
    ),
    (AcquisitionMode.FILE, False): Sentence("aucun service ne la donne : un fichier de son producteur est à ajouter"),
}


def sources_to_ask(lines: Sequence[SourceStatusLine]) -> tuple[str, ...]:
    """Sources whose service may give what lacks, in order: a run that was stopped goes on where it was."""
    return tuple(line.source for line in lines if line.way is AcquisitionMode.SERVICE and not line.is_whole)
