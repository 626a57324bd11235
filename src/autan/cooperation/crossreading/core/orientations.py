"""Shared orientations as figures: how many members carry a part of the frame, how strongly, and who is unknown."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autan.cooperation.crossreading.core.addresses import READING_KIND, CrossreadAddress, ReadingKey
from autan.cooperation.crossreading.core.alignments import CoverageStatus, DecisionState, MemberReading
from autan.cooperation.crossreading.core.frame import Cell, CommonFrame
from autan.cooperation.crossreading.core.passages import AgreementNote, Passage, Strength
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState, state_of_count
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.periods import Period
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text

_MEMBERS = Sentence("collectivités")
_PASSAGES = Text("passages", "passages")
_WHY_NOT_KNOWN = {
    CoverageStatus.PLANLESS: Sentence("Sans plan, et c’est énoncé"),
    CoverageStatus.NO_PLAN: Sentence("Aucun plan relevé ici"),
    CoverageStatus.UNREAD: Sentence("Plan pas encore lu en entier"),
    CoverageStatus.OPEN: Sentence("Plan que personne n’a dit complet"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameReading:
    """A network as the plans of its members were read on the frame.

    Attributes:
        names: short names of members by SIREN, for those that are not known.
        note: what is printed beside every count.
    """

    slug: str
    frame: CommonFrame
    members: tuple[MemberReading, ...]
    names: Mapping[str, str]
    note: AgreementNote

    def shared(self, domain: str, theme: str = "") -> Figure:
        """Count the members whose plan carries a domain, or a cell of the frame: « k of n plans ».

        Known are the members found there, and those stated without: whose plan is stated complete and was read whole,
        or that are stated to have none. The others are unknown, never absent, and named in the note of the figure.

        Raises FrameError: the frame has no such domain or theme.
        """
        label = self.frame.domain(domain).label
        if theme:
            label = Sentence.joined(" × ", (label, self.frame.theme(theme).label))
        opposed = opposed_targets(self.members, domain, theme)
        carriers = [
            member
            for member in self.members
            if member.coverage(domain, theme) is CoverageStatus.CARRIED and member.siren not in opposed.against
        ]
        address = CrossreadAddress(network=self.slug, what="shared", details=(domain, theme) if theme else (domain,))
        figure = self._count(address, Sentence("Plans qui portent : {label}", label=label), carriers, domain, theme)
        return _beside_opposed(figure, opposed, self.names) if opposed.targets else figure

    def strength(self, domain: str, least: Strength) -> Figure:
        """Count the members that go as far as a strength, or further, on a domain; read as `shared`."""
        label = self.frame.domain(domain).label
        carriers = [
            member for member in self.members if (reached := member.strength(domain)) and reached.rank >= least.rank
        ]
        address = CrossreadAddress(network=self.slug, what="strength", details=(least.value, domain))
        words = Sentence("{label} : au moins {least}", label=label, least=least.label)
        return self._count(address, words, carriers, domain, "")

    def _count(
        self, address: CrossreadAddress, label: Text, counted: Sequence[MemberReading], domain: str, theme: str
    ) -> Figure:
        known = [member for member in self.members if member.coverage(domain, theme).is_known]
        keys = [ReadingKey(network=self.slug, siren=member.siren, domain=domain, theme=theme) for member in known]
        return Figure(
            id=str(address),
            label=label,
            value=len(counted) if known else None,
            unit=get_unit("territories"),
            period=Period.undated(),
            territories=tuple(member.siren for member in self.members),
            known=len(known),
            total=len(self.members),
            part=_MEMBERS,
            state=state_of_count(len(known), len(self.members)),
            boundary=f"crossread_{address.what}",
            method=Method(
                name="count_aligned",
                formula=Sentence("membres dont un passage au moins est aligné là, parmi ceux dont le plan est lu"),
            ),
            evidence=tuple(EvidenceRef(kind=READING_KIND, key=str(key)) for key in keys),
            note=self._note(domain, theme),
        )

    def _note(self, domain: str, theme: str) -> Text:
        fr, en = [self.note.words.fr], [self.note.words.en]
        for status, words in _WHY_NOT_KNOWN.items():
            names = [
                self.names.get(member.siren, member.siren)
                for member in self.members
                if member.coverage(domain, theme) is status
            ]
            if names:
                fr.append(f"{words.fr} : {', '.join(names)}.")
                en.append(f"{words.en}: {', '.join(names)}.")
        return Text(" ".join(fr), " ".join(en))

    def progress(self) -> Figure:
        """Count the passages that somebody put on the frame or left out, over all of those of the plans."""
        passages = {
            decided_passage.passage.key: decided_passage for member in self.members for decided_passage in member.read
        }
        plans = dict.fromkeys(member.plan for member in self.members if member.plan)
        decided = sum(passage.state is DecisionState.STANDS for passage in passages.values())
        return Figure(
            id=str(CrossreadAddress(network=self.slug, what="progress")),
            label=Sentence("Passages lus"),
            value=decided if passages else None,
            unit=get_unit("count"),
            period=Period.undated(),
            territories=tuple(member.siren for member in self.members),
            known=len(passages),
            total=len(passages),
            part=_PASSAGES,
            state=ValueState.OBSERVED if passages else ValueState.MISSING,
            boundary="crossread_progress",
            method=Method(name="count_decided", formula=Sentence("passages décidés un à un")),
            evidence=tuple(EvidenceRef(kind="plan", key=plan) for plan in plans),
        )


def _beside_opposed(figure: Figure, opposed: "OpposedTargets", names: Mapping[str, str]) -> Figure:
    """Say beside a count the targets that go opposite ways; nothing is established where they are even."""
    words = "; ".join(f"{names.get(siren, siren)}, {text}" for siren, text in opposed.targets)
    contrary = Text(
        f"Des objectifs vont en sens contraires : {words.replace('; ', ' ; ')}. ",
        f"Targets go opposite ways: {words}. ",
    )
    note = Text(contrary.fr + (figure.note or NO_TEXT).fr, contrary.en + (figure.note or NO_TEXT).en)
    if opposed.is_even:
        return replace(figure, value=None, state=ValueState.NOT_ESTABLISHED, note=note)
    return replace(figure, note=note)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpposedTargets:
    """Targets of one quantity that go opposite ways, so that their members do not share an orientation.

    Attributes:
        against: members whose targets go against those of the most.
        is_even: True when as many go one way as the other.
        targets: member and words of each target of such a quantity.
    """

    against: frozenset[str] = frozenset()
    is_even: bool = False
    targets: tuple[tuple[str, str], ...] = ()


def opposed_targets(members: Sequence[MemberReading], domain: str, theme: str = "") -> OpposedTargets:
    """Return the targets put on a cell that members set in opposite ways; a member that does both is on no side."""
    targets = [
        (member.siren, passage) for member in members for passage in member.on(domain, theme) if passage.direction
    ]
    against: set[str] = set()
    is_even, words = False, []
    for quantity in dict.fromkeys((passage.quantity, passage.part) for _, passage in targets):
        of_quantity = [(siren, target) for siren, target in targets if (target.quantity, target.part) == quantity]
        ways = {
            direction: {siren for siren, target in of_quantity if target.direction == direction}
            for direction in ("down", "up")
        }
        down, up = ways["down"] - ways["up"], ways["up"] - ways["down"]
        if not down or not up:
            continue
        is_even = is_even or len(down) == len(up)
        against |= min(down, up, key=len)
        words += [(siren, target.text) for siren, target in of_quantity if siren in down | up]
    return OpposedTargets(against=frozenset(against), is_even=is_even, targets=tuple(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class CellReading:
    """One member on one part of the frame, as a table shows it."""

    siren: str
    coverage: CoverageStatus
    strength: Strength | None
    passages: tuple[Passage, ...]


def read_cell(member: MemberReading, domain: str, theme: str = "") -> CellReading:
    """Return a member on a domain, or on one of its cells."""
    return CellReading(
        siren=member.siren,
        coverage=member.coverage(domain, theme),
        strength=member.strength(domain, theme),
        passages=member.on(domain, theme),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SoleMemberCell:
    """A cell of the frame that one member alone carries among those that are known."""

    domain: str
    theme: str
    siren: str
    known: int


def carried_alone(members: Sequence[MemberReading]) -> tuple[SoleMemberCell, ...]:
    """Return the cells that one member alone carries; that others are unknown is told by `known`."""
    carriers: dict[Cell, list[str]] = {}
    for member in members:
        for cell in member.carried:
            carriers.setdefault(cell, []).append(member.siren)
    return tuple(
        SoleMemberCell(
            domain=domain,
            theme=theme,
            siren=sirens[0],
            known=sum(member.coverage(domain, theme).is_known for member in members),
        )
        for (domain, theme), sirens in sorted(carriers.items())
        if len(sirens) == 1
    )


def themes_carried(members: Sequence[MemberReading], domain: str) -> tuple[str, ...]:
    """Return the themes of a domain that somebody carries, those of most members first."""
    counts = Counter(theme for member in members for carried, theme in member.carried if carried == domain)
    return tuple(sorted(counts, key=lambda theme: (-counts[theme], theme)))
