"""The matrix of members and domains, one domain side by side, and the passages of one plan as a person reads them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from autan.cooperation.crossreading.core.alignments import CoverageStatus, DecisionState, MemberReading
from autan.cooperation.crossreading.core.frame import CommonFrame, FrameTheme
from autan.cooperation.crossreading.core.orientations import carried_alone, read_cell, themes_carried
from autan.cooperation.crossreading.core.passages import Passage, PassageKind
from autan.cooperation.crossreading.models import BlindAlignment
from autan.cooperation.crossreading.queries.readings import NetworkReading, PassageToRead
from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.language import words

MOST_PASSAGES = 8
"""Passages of a member that a page lists; the rest is counted, and opens on its plan."""


def make_matrix(reading: NetworkReading, members: Sequence[MemberReading]) -> dict[str, Any]:
    """Return the matrix of some members: a column a domain, « k of n plans » of all below, what is alone."""
    frame, names, slug = reading.frame, reading.corpus.names, reading.network.slug
    pages = {
        domain.code: reverse("crossreading:domain", kwargs={"slug": slug, "domain": domain.code})
        for domain in frame.domains
    }
    return {
        "domains": frame.domains,
        "rows": tuple(
            {
                "siren": member.siren,
                "name": names[member.siren],
                "plan": member.plan,
                "cells": tuple((read_cell(member, code), page) for code, page in pages.items()),
            }
            for member in members
        ),
        "figures": tuple(reading.shared(domain.code) for domain in frame.domains),
        "alone": tuple(
            {
                "name": names[member_cell.siren],
                "domain": words(frame.domain(member_cell.domain).label),
                "theme": words(frame.theme(member_cell.theme).label),
                "url": pages[member_cell.domain],
                "known": member_cell.known,
            }
            for member_cell in carried_alone(reading.members)
        ),
    }


def theme_parts(reading: NetworkReading, domain: str) -> list[tuple[FrameTheme, Figure]]:
    """Return the themes of a domain that somebody carries, each with « k of n »."""
    return [
        (reading.frame.theme(code), reading.shared(domain, code)) for code in themes_carried(reading.members, domain)
    ]


def side_by_side(reading: NetworkReading, domain: str, theme: str) -> list[dict[str, Any]]:
    """Return what each member carries on a domain or a cell, those who carry it first, the unknown last."""
    members = [_member(reading, member, domain, theme) for member in reading.members]
    order = [words(status.label) for status in CoverageStatus]
    return sorted(members, key=lambda member: order.index(member["coverage"]))


def _member(reading: NetworkReading, member: MemberReading, domain: str, theme: str) -> dict[str, Any]:
    passages = sorted(member.on(domain, theme), key=lambda passage: (-passage.strength.rank, passage.text))
    coverage = member.coverage(domain, theme)
    return {
        "siren": member.siren,
        "name": reading.corpus.names[member.siren],
        "coverage": words(coverage.label),
        "is_known": coverage.is_known,
        "lines": tuple((passage, passage_url(passage)) for passage in passages[:MOST_PASSAGES]),
        "more": max(0, len(passages) - MOST_PASSAGES),
        "plan": member.plan,
    }


def passage_url(passage: Passage) -> str:
    """Return the page of a passage: that of an action, or of the plan."""
    if passage.kind is PassageKind.ACTION:
        return reverse("projects:sheet", kwargs={"slug": passage.ref.key})
    if passage.kind is PassageKind.AXIS:
        return reverse("projects:plan", kwargs={"slug": passage.plan})
    return reverse("plans:plan", kwargs={"slug": passage.plan})


def plan_lines(reading: NetworkReading) -> list[dict[str, Any]]:
    """Return the plans that stand for members, those with most to read first."""
    names: dict[str, list[str]] = {}
    read: dict[str, tuple[int, int]] = {}
    for member in reading.members:
        if member.plan:
            names.setdefault(member.plan, []).append(reading.corpus.names[member.siren])
            read[member.plan] = (member.decided, len(member.read))
    lines = [
        {
            "slug": slug,
            "title": reading.corpus.titles[slug],
            "members": ", ".join(names[slug]),
            "decided": decided,
            "total": total,
        }
        for slug, (decided, total) in read.items()
    ]
    return sorted(lines, key=lambda line: line["decided"] - line["total"])


def passage_rows(passages: Iterable[PassageToRead], frame: CommonFrame) -> list[dict[str, Any]]:
    """Return passages in the language of the page."""
    return [_row(to_read, frame) for to_read in passages]


def _row(to_read: PassageToRead, frame: CommonFrame) -> dict[str, Any]:
    passage, decision, suggestion = to_read.read.passage, to_read.read.decision, to_read.suggestion
    chosen = frozenset(suggestion.domains if suggestion else decision.domains if decision else ())
    theme = suggestion.theme if suggestion else decision.theme if decision else ""
    return {
        "key": passage.key,
        "text": passage.text,
        "kind": words(passage.kind.label),
        "url": passage_url(passage),
        "state": words(to_read.read.state.label),
        "is_decided": to_read.read.state is DecisionState.STANDS,
        "suggested": cell_words(frame, suggestion.domains, suggestion.theme) if suggestion else "",
        "reason": words(suggestion.reason) if suggestion else "",
        "chosen": chosen,
        "theme": theme,
        "decided": cell_words(frame, decision.domains, decision.theme) if decision and decision.is_accepted else "",
        "by_name": to_read.record.by_name if to_read.record else "",
        "at": to_read.record.at if to_read.record else None,
        "revision": to_read.record.revision if to_read.record else 0,
    }


def cell_words(frame: CommonFrame, domains: Sequence[str], theme: str) -> str:
    """Return cells as a reader reads them: « D1, D3 × Bâtiments et habitat »; codes that are gone as they are."""
    shorts: Mapping[str, str] = {domain.code: domain.short for domain in frame.domains}
    labels = {theme.code: words(theme.label) for theme in frame.themes}
    return f"{', '.join(shorts.get(code, code) for code in domains)} × {labels.get(theme, theme)}"


def blind_lines(reading: NetworkReading) -> list[tuple[Passage, str, str, str]]:
    """Return what two people read otherwise: the passage, its page, the domains of each. One query."""
    if reading.agreement is None or not reading.agreement.differing:
        return []
    differing = set(reading.agreement.differing)
    alignments = BlindAlignment.objects.filter(reading__network=reading.network, passage__in=differing).order_by("id")
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
        for passage in reading.corpus.passages
        if passage.key in differing
    ]
