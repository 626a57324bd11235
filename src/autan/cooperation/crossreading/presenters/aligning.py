"""The passages of one plan as a person reads them, the plans and their progress, and what two people read otherwise."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autan.cooperation.crossreading.core.alignments import DecisionState
from autan.cooperation.crossreading.core.frame import CommonFrame
from autan.cooperation.crossreading.core.passages import Passage
from autan.cooperation.crossreading.models import BlindAlignment
from autan.cooperation.crossreading.presenters.matrix import passage_url
from autan.cooperation.crossreading.queries.alignments import PassageToRead
from autan.cooperation.crossreading.queries.readings import NetworkReading
from autan.ground.texts.language import words


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLineView:
    """A plan of the members, and how far it was read."""

    slug: str
    title: str
    members: str
    decided: int
    total: int


def plan_lines(reading: NetworkReading) -> list[PlanLineView]:
    """Return the plans that stand for members, those with most to read first."""
    names: dict[str, list[str]] = {}
    read: dict[str, tuple[int, int]] = {}
    for member in reading.members:
        if member.plan:
            names.setdefault(member.plan, []).append(reading.held.names[member.siren])
            read[member.plan] = (member.decided, len(member.read))
    lines = [
        PlanLineView(
            slug=slug,
            title=reading.held.titles[slug],
            members=", ".join(names[slug]),
            decided=decided,
            total=total,
        )
        for slug, (decided, total) in read.items()
    ]
    return sorted(lines, key=lambda line: line.decided - line.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageRow:
    """One passage: its text, what is suggested and why, what was decided, by whom and when."""

    key: str
    text: str
    kind: str
    url: str
    state: str
    is_decided: bool
    suggested: str
    reason: str
    chosen: frozenset[str]
    theme: str
    decided: str
    by_name: str
    at: object
    revision: int


def passage_rows(passages: Iterable[PassageToRead], frame: CommonFrame) -> list[PassageRow]:
    """Return passages in the language of the page."""
    return [_row(to_read, frame) for to_read in passages]


def _row(to_read: PassageToRead, frame: CommonFrame) -> PassageRow:
    passage, decision, suggestion = to_read.read.passage, to_read.read.decision, to_read.suggestion
    chosen = frozenset(suggestion.domains if suggestion else decision.domains if decision else ())
    theme = suggestion.theme if suggestion else decision.theme if decision else ""
    return PassageRow(
        key=passage.key,
        text=passage.text,
        kind=words(passage.kind.label),
        url=passage_url(passage),
        state=words(to_read.read.state.label),
        is_decided=to_read.read.state is DecisionState.STANDS,
        suggested=cell_words(frame, suggestion.domains, suggestion.theme) if suggestion else "",
        reason=words(suggestion.reason) if suggestion else "",
        chosen=chosen,
        theme=theme,
        decided=cell_words(frame, decision.domains, decision.theme) if decision and decision.is_accepted else "",
        by_name=to_read.record.by_name if to_read.record else "",
        at=to_read.record.at if to_read.record else None,
        revision=to_read.record.revision if to_read.record else 0,
    )


def cell_words(frame: CommonFrame, domains: Sequence[str], theme: str) -> str:
    """Return cells as a reader reads them: « D1, D3 × Bâtiments et habitat »; codes that are gone as they are."""
    shorts: Mapping[str, str] = {domain.code: domain.short for domain in frame.domains}
    labels = {theme.code: words(theme.label) for theme in frame.themes}
    return f"{', '.join(shorts.get(code, code) for code in domains)} × {labels.get(theme, theme)}"


def blind_lines(reading: NetworkReading) -> list[tuple[Passage, str, str, str]]:
    """Return what two people read otherwise: the passage, its page, the domains of each. One query."""
    if reading.agreement is None or not reading.agreement.differing:
        return []
    wanted = set(reading.agreement.differing)
    alignments = BlindAlignment.objects.filter(reading__network=reading.network, passage__in=wanted).order_by("id")
    second = {alignment.passage: alignment.domains for alignment in alignments}
    shorts = {domain.code: domain.short for domain in reading.frame.domains}

    def domain_names(domains: Iterable[str]) -> str:
        return ", ".join(shorts.get(code, code) for code in domains) or "—"

    return [
        (
            passage,
            passage_url(passage),
            domain_names(reading.decisions[passage.key].domains),
            domain_names(second[passage.key]),
        )
        for passage in reading.held.passages
        if passage.key in wanted
    ]
