"""The only writers of alignments and of the frame of a network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from autan.cooperation.crossreading.core.alignments import AlignmentSuggestion, DecisionState
from autan.cooperation.crossreading.core.frame import CommonFrame, FrameDomain, FrameError, FrameTheme, extend_frame
from autan.cooperation.crossreading.core.passages import Passage, draw_passages
from autan.cooperation.crossreading.models import Alignment, BlindAlignment, FrameVersion, SecondReading
from autan.cooperation.crossreading.queries.readings import frame_of, frame_versions, network_reading
from autan.ground.errors import ConflictError, DomainError, NotAllowedError
from autan.ground.wordings import Text
from autan.people.journal.actions import Act, Actor, acting
from autan.people.journal.core import ChangedSinceError, ObjectRef, list_changes
from autan.territories.networks.models import Network

ROOM = "crossreading"
_REFUSAL = "seules la coordination et les personnes chargées de mission des membres lisent les plans sur le cadre"
_COORDINATES = "seule la coordination du réseau change le cadre"
_aligning = partial(acting, permission="crossreading.align", refusal=_REFUSAL)
_coordinating = partial(acting, permission="crossreading.coordinate")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentInput:
    """Where a person puts one passage.

    `seen` is the revision of the decision that the person saw; 0 when there was none; None where nobody saw any.
    """

    passage: Passage
    domains: tuple[str, ...] = ()
    theme: str = ""
    suggestion: AlignmentSuggestion | None = None
    seen: int | None = None


def align_passages(
    *, by: Actor | None, network: Network, alignment_inputs: Sequence[AlignmentInput], by_name: str = ""
) -> list[Alignment]:
    """Keep where a person puts passages, or that they are left out; one line of the journal for each plan.

    `by`: who decides; None for the product, that loads what `by_name` decided.

    Raises:
        ChangedSinceError: somebody decided of one of them since; nothing is written.
        FrameError: a domain or a theme is not on the frame.
    """
    frame = frame_of(network)
    with _aligning(by=by, act="align_passages", on=network, by_name=by_name, network=network.slug) as act:
        keys = [alignment_input.passage.key for alignment_input in alignment_inputs]
        existing = Alignment.objects.select_for_update().filter(network=network, passage__in=keys)
        current = {alignment.passage: alignment for alignment in existing}
        before = {key: _cells(alignment) for key, alignment in current.items()}
        alignments = [
            _keep(act, network, frame, alignment_input, current.get(alignment_input.passage.key))
            for alignment_input in alignment_inputs
        ]
        Alignment.objects.bulk_create([alignment for alignment in alignments if alignment.pk is None])
        for row in alignments:
            if row.revision > 1:
                row.save()
        for plan in dict.fromkeys(alignment_input.passage.plan for alignment_input in alignment_inputs):
            _record(act, network, plan, [alignment for alignment in alignments if alignment.plan == plan], before)
    return alignments


def _keep(
    act: Act, network: Network, frame: CommonFrame, alignment_input: AlignmentInput, current: Alignment | None
) -> Alignment:
    """Return the decision as it is to be kept: the row that stands, changed, or a new one, not saved yet."""
    for code in alignment_input.domains:
        frame.domain(code)
    if alignment_input.domains:
        frame.theme(alignment_input.theme)
    elif alignment_input.theme:
        raise FrameError("un thème seul ne place rien\u00a0: choisissez un domaine au moins")
    if alignment_input.seen is not None and alignment_input.seen != (current.revision if current else 0):
        raise ChangedSinceError({"alignement": _cells(current) if current else ""})
    domains = [domain.code for domain in frame.domains if domain.code in alignment_input.domains]
    passage, suggested = alignment_input.passage, alignment_input.suggestion
    row = current or Alignment(network=network, passage=passage.key, revision=0)
    row.plan, row.text, row.fingerprint = passage.plan, passage.text, passage.fingerprint
    row.frame_version, row.domains, row.is_accepted = frame.version, domains, bool(domains)
    row.theme = alignment_input.theme if domains else ""
    row.suggestion = {"domains": list(suggested.domains), "theme": suggested.theme} if suggested else {}
    row.by_id = act.author_id
    row.revision += 1
    return row


def _record(act: Act, network: Network, plan: str, alignments: Sequence[Alignment], before: Mapping[str, str]) -> None:
    """One line for a plan: how many passages were put on the frame, how many were left out, and what changed."""
    accepted = sum(alignment.is_accepted for alignment in alignments)
    summary = f"Lecture croisée : {accepted} passage(s) aligné(s), {len(alignments) - accepted} laissé(s) hors du cadre"
    after = {alignment.passage: _cells(alignment) for alignment in alignments}
    act.record(
        ObjectRef(ROOM, "plan", plan or network.slug),
        summary=summary,
        network=network.slug,
        changes=list_changes({key: before.get(key) for key in after}, after),
    )


def _cells(alignment: Alignment) -> str:
    return f"{'+'.join(alignment.domains)} × {alignment.theme}" if alignment.is_accepted else "hors du cadre"


def extend_network_frame(
    *,
    by: Actor | None,
    network: Network,
    since: date,
    reason: str,
    domains: Sequence[tuple[str, str, Text]] = (),
    themes: Sequence[tuple[str, Text]] = (),
) -> FrameVersion:
    """Add domains or themes to the frame of a network, from a day on; passages that were left out are asked again.

    `domains`: code, abbreviation and label of each domain; its rank, such as D10, where it has no abbreviation.

    Raises FrameError: nothing is added, a code is taken, or the day is before that of the version before.
    """
    if not reason.strip():
        raise DomainError("dites pourquoi le cadre change\u00a0: la raison reste avec la version")
    with _coordinating(by=by, act="extend_frame", on=network, refusal=_COORDINATES) as act:
        frame = frame_of(network)
        ranks = enumerate(domains, start=len(frame.domains) + 1)
        domains = [(code, short or f"D{rank}", label) for rank, (code, short, label) in ranks]
        extend_frame(
            frame,
            version="",
            since=since,
            domains=[FrameDomain(code=code, short=short, label=label) for code, short, label in domains],
            themes=[FrameTheme(code=code, label=label) for code, label in themes],
        )
        version = FrameVersion.objects.create(
            network=network,
            rank=len(frame_versions(network)) + 1,
            since=since,
            domains=[{"code": code, "short": short, "fr": label.fr, "en": label.en} for code, short, label in domains],
            themes=[{"code": code, "fr": label.fr, "en": label.en} for code, label in themes],
            reason=reason.strip(),
            by_id=act.author_id,
        )
        act.record(
            ObjectRef(ROOM, "frame", network.slug),
            summary=f"Cadre commun étendu : version {version.version}",
            network=network.slug,
            details={"domains": version.domains, "themes": version.themes, "reason": version.reason},
        )
    return version


_DRAWS = "seule la coordination du réseau tire les passages relus"
_READS = "seules la coordination et les personnes chargées de mission des membres relisent"


def draw_second_reading(*, by: Actor | None, network: Network, seed: int) -> SecondReading:
    """Draw a tenth of the passages that are decided today."""
    with _coordinating(by=by, act="draw_second_reading", on=network, refusal=_DRAWS) as act:
        reading = network_reading(network.slug)
        decided = {
            decided_passage.passage.key
            for member in reading.members
            for decided_passage in member.read
            if decided_passage.state is DecisionState.STANDS
        }
        if not decided:
            raise DomainError("rien n’est encore lu\u00a0: il n’y a rien à relire")
        draw = SecondReading.objects.create(
            network=network,
            seed=seed,
            frame_version=reading.frame.version,
            passages=list(draw_passages(sorted(decided), seed=seed)),
            by_id=act.author_id,
        )
        act.record(
            ObjectRef(ROOM, "second_reading", str(draw.pk)),
            summary=f"Seconde lecture tirée : {len(draw.passages)} passages sur {len(decided)}, graine {seed}",
            network=network.slug,
        )
    return draw


def read_blind(
    *, by: Actor | None, draw: SecondReading, passage: Passage, domains: Sequence[str], by_name: str = ""
) -> BlindAlignment:
    """Keep where a second person puts a passage of a draw; no domain leaves it out of the frame.

    Raises FrameError: a domain is not on the frame.
    """
    frame = frame_of(draw.network)
    for code in domains:
        frame.domain(code)
    if passage.key not in draw.passages:
        raise DomainError("ce passage n’est pas de ce tirage")
    network = draw.network
    with _aligning(by=by, act="read_blind", on=network, refusal=_READS, by_name=by_name, network=network.slug) as act:
        first = Alignment.objects.filter(network=draw.network, passage=passage.key).first()
        if by is not None and first is not None and first.by_id == by.pk:
            raise NotAllowedError("vous avez lu ce passage la première fois\u00a0: une autre personne le relit")
        if BlindAlignment.objects.filter(reading=draw, passage=passage.key).exists():
            raise ConflictError("ce passage vient d’être relu par quelqu’un d’autre\u202f; rien n’a été écrit")
        blind_alignment = BlindAlignment.objects.create(
            reading=draw,
            passage=passage.key,
            fingerprint=passage.fingerprint,
            domains=[domain.code for domain in frame.domains if domain.code in domains],
            by_id=act.author_id,
        )
        act.record(
            ObjectRef(ROOM, "second_reading", str(draw.pk)),
            summary="Passage relu sans voir la première lecture",
            network=draw.network.slug,
            details={"passage": passage.key},
        )
    return blind_alignment
