"""The matrix of members and domains, and the passages of one domain side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from autan.cooperation.crossreading.core.alignments import CoverageStatus, MemberReading
from autan.cooperation.crossreading.core.frame import FrameDomain, FrameTheme
from autan.cooperation.crossreading.core.orientations import CellReading, carried_alone, read_cell, themes_carried
from autan.cooperation.crossreading.core.passages import Passage, PassageKind
from autan.cooperation.crossreading.queries.readings import NetworkReading
from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.language import words

MOST_PASSAGES = 8
"""Passages of a member that a page lists; the rest is counted, and opens on its plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One member: its cells in the order of the domains, each with the page of its domain."""

    siren: str
    name: str
    plan: str
    cells: tuple[tuple[CellReading, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SoleMemberLine:
    """What one member alone carries."""

    name: str
    domain: str
    theme: str
    url: str
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainMatrix:
    """Members by domains, ready to be drawn."""

    domains: tuple[FrameDomain, ...]
    rows: tuple[MatrixRow, ...]
    figures: tuple[Figure, ...]
    alone: tuple[SoleMemberLine, ...]


def make_matrix(reading: NetworkReading, members: Sequence[MemberReading]) -> DomainMatrix:
    """Return the matrix of some members: a column a domain, « k of n plans » of all below, what is alone."""
    frame, names, slug = reading.frame, reading.held.names, reading.network.slug
    pages = {
        domain.code: reverse("crossreading:domain", kwargs={"slug": slug, "domain": domain.code})
        for domain in frame.domains
    }
    return DomainMatrix(
        domains=frame.domains,
        rows=tuple(
            MatrixRow(
                siren=member.siren,
                name=names[member.siren],
                plan=member.plan,
                cells=tuple((read_cell(member, code), page) for code, page in pages.items()),
            )
            for member in members
        ),
        figures=tuple(reading.shared(domain.code) for domain in frame.domains),
        alone=tuple(
            SoleMemberLine(
                name=names[member_cell.siren],
                domain=words(frame.domain(member_cell.domain).label),
                theme=words(frame.theme(member_cell.theme).label),
                url=pages[member_cell.domain],
                known=member_cell.known,
            )
            for member_cell in carried_alone(reading.members)
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPassages:
    """What one member carries on a cell: its passages, each with its page, and how many more there are."""

    siren: str
    name: str
    coverage: str
    is_known: bool
    lines: tuple[tuple[Passage, str], ...]
    more: int
    plan: str


def theme_parts(reading: NetworkReading, domain: str) -> list[tuple[FrameTheme, Figure]]:
    """Return the themes of a domain that somebody carries, each with « k of n »."""
    return [
        (reading.frame.theme(code), reading.shared(domain, code)) for code in themes_carried(reading.members, domain)
    ]


def side_by_side(reading: NetworkReading, domain: str, theme: str) -> list[MemberPassages]:
    """Return what each member carries on a domain or a cell, those who carry it first, the unknown last."""
    members = [_member(reading, member, domain, theme) for member in reading.members]
    order = [words(status.label) for status in CoverageStatus]
    return sorted(members, key=lambda member: order.index(member.coverage))


def _member(reading: NetworkReading, member: MemberReading, domain: str, theme: str) -> MemberPassages:
    passages = sorted(member.on(domain, theme), key=lambda passage: (-passage.strength.rank, passage.text))
    coverage = member.coverage(domain, theme)
    return MemberPassages(
        siren=member.siren,
        name=reading.held.names[member.siren],
        coverage=words(coverage.label),
        is_known=coverage.is_known,
        lines=tuple((passage, passage_url(passage)) for passage in passages[:MOST_PASSAGES]),
        more=max(0, len(passages) - MOST_PASSAGES),
        plan=member.plan,
    )


def passage_url(passage: Passage) -> str:
    """Return the page of a passage: that of an action, or of the plan."""
    if passage.kind is PassageKind.ACTION:
        return reverse("projects:sheet", kwargs={"slug": passage.ref.key})
    if passage.kind is PassageKind.AXIS:
        return reverse("projects:plan", kwargs={"slug": passage.plan})
    return reverse("plans:plan", kwargs={"slug": passage.plan})
