"""The only writers of second readings: a tenth drawn, then read blind."""

from collections.abc import Sequence

from autan.accounts.models import Person
from autan.crossreading.actions.alignments import ROOM
from autan.crossreading.core.alignments import DecisionState
from autan.crossreading.core.double_reading import draw_passages
from autan.crossreading.core.passages import Passage
from autan.crossreading.models import Alignment, BlindAlignment, SecondReading
from autan.crossreading.queries.readings import frame_of, network_reading
from autan.errors import ConflictError, DomainError, NotAllowedError
from autan.journal.actions import Actor, acting
from autan.journal.core.objects import ObjectRef
from autan.territories.models import Network

_DRAWS = "seule la coordination du réseau tire les passages relus"
_READS = "seules la coordination et les personnes chargées de mission des membres relisent"


class AlreadyReadError(ConflictError):
    """Somebody has read the passage a second time meanwhile; nothing is written."""

    def __init__(self) -> None:
        super().__init__("ce passage vient d’être relu par quelqu’un d’autre ; rien n’a été écrit")


def draw_second_reading(*, by: Actor | None, network: Network, seed: int) -> SecondReading:
    """Draw a tenth of the passages that are decided today.

    Raises:
        DomainError: none is.
        NotAllowedError: `by` does not coordinate the network.
    """
    with acting(
        by=by, act="draw_second_reading", permission="crossreading.coordinate", on=network, refusal=_DRAWS
    ) as act:
        reading = network_reading(network.slug)
        decided = {
            each.passage.key for member in reading.members for each in member.read if each.state is DecisionState.STANDS
        }
        if not decided:
            raise DomainError("rien n’est encore lu\u00a0: il n’y a rien à relire")
        made = SecondReading.objects.create(
            network=network,
            seed=seed,
            frame_version=reading.frame.version,
            passages=list(draw_passages(sorted(decided), seed=seed)),
            by_name=act.by_name,
        )
        act.record(
            ObjectRef(ROOM, "second_reading", str(made.pk)),
            summary=f"Seconde lecture tirée : {len(made.passages)} passages sur {len(decided)}, graine {seed}",
            network=network.slug,
        )
    return made


def read_blind(
    *, by: Actor | None, draw: SecondReading, passage: Passage, domains: Sequence[str], by_name: str = ""
) -> BlindAlignment:
    """Keep where a second person puts a passage of a draw; no domain leaves it out of the frame.

    Raises:
        AlreadyReadError: somebody else did.
        DomainError: the passage is not of the draw.
        FrameError: a domain is not on the frame.
        NotAllowedError: `by` holds no such role in the network, or read the passage first.
    """
    frame = frame_of(draw.network)
    for code in domains:
        frame.domain(code)
    if passage.key not in draw.passages:
        raise DomainError("ce passage n’est pas de ce tirage")
    with acting(
        by=by, act="read_blind", permission="crossreading.align", on=draw.network, refusal=_READS, by_name=by_name
    ) as act:
        first = Alignment.objects.filter(network=draw.network, passage=passage.key).first()
        if by is not None and first is not None and first.by_id == by.pk:
            raise NotAllowedError("vous avez lu ce passage la première fois\u00a0: une autre personne le relit")
        if BlindAlignment.objects.filter(reading=draw, passage=passage.key).exists():
            raise AlreadyReadError
        made = BlindAlignment.objects.create(
            reading=draw,
            passage=passage.key,
            fingerprint=passage.fingerprint,
            domains=[each.code for each in frame.domains if each.code in domains],
            by=by if isinstance(by, Person) else None,
            by_name=act.by_name,
        )
        act.record(
            ObjectRef(ROOM, "second_reading", str(draw.pk)),
            summary="Passage relu sans voir la première lecture",
            network=draw.network.slug,
            details={"passage": passage.key},
        )
    return made
