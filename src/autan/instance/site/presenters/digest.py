"""The one page of a territory or a network, read in two minutes: findings, plan, money, decisions, what lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import islice
from typing import Any

from django.urls import reverse

from autan.evidence.figures.core.charts import MapSpec
from autan.evidence.figures.presenters.figures import FigureView, present_figure
from autan.ground.extension_points import DigestLine, DigestPart, NetworkDigest, TerritoryDigest
from autan.ground.registry import registered
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.notation import shortened
from autan.ground.texts.language import count_others, words
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.presenters.perimeters import department_map, member_map, neighbours_map, perimeter_map
from autan.territories.networks.queries.bodies import find_territory
from autan.territories.networks.queries.networks import get_network, network_members, networks_of
from autan.territories.perimeters.core.bodies import EpciKind

MOST_FIGURES = 6
_MOST_ASKED, _MOST_MISSING = 3, 8
_MOST_FINDINGS, _MOST_PLAN, _MOST_MONEY, _MOST_DECIDED = 3, 5, 3, 3
_LONGEST_LINE = 170


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestView:
    """What the page shows.

    Attributes:
        code: SIREN of the territory, or slug of the network.
        kind: kind of territory; empty for a network.
        drawn: the map, of the network with the territory apart, else of its communes or its department; None without
            contours.
        figures: of the first six, in the order of the rooms, those that no finding tells; unknown ones too.
        more_asked: how many further lines there are, in words.
    """

    code: str
    name: str
    kind: str
    network: Network | None
    is_invented: bool
    whole_url: str
    pdf_url: str
    drawn: MapSpec | None
    figures: tuple[FigureView, ...]
    sources: tuple[str, ...]
    findings: tuple[DigestLine, ...]
    plan: tuple[DigestLine, ...]
    money: tuple[DigestLine, ...]
    decided: tuple[DigestLine, ...]
    asked: tuple[DigestLine, ...]
    more_asked: str
    asked_by: str
    missing: tuple[str, ...]
    more_missing: str


def digest_page(siren: str, reader: Any) -> DigestView:
    """Put a territory on one page, as far as a reader may read what the rooms hold of it."""
    place = find_territory(siren)
    network = next(iter(networks_of(siren)), None)
    return _view(
        [digest.build(siren, reader) for digest in registered(TerritoryDigest)],
        code=siren,
        name=place.name,
        kind=words(EpciKind(place.kind).label),
        network=network,
        is_invented=place.is_invented,
        whole_url=reverse("site:territory", kwargs={"siren": siren}),
        pdf_url=reverse("site:territory_digest_pdf", kwargs={"siren": siren}),
        drawn=_map(place, network),
    )


def network_digest_page(slug: str, reader: Any) -> DigestView:
    """Put a network on one page."""
    network = get_network(slug)
    return _view(
        [digest.build(slug, reader) for digest in registered(NetworkDigest)],
        code=slug,
        name=words(network.name),
        kind="",
        network=None,
        is_invented=network.is_invented,
        whole_url=reverse("site:network", kwargs={"slug": slug}),
        pdf_url=reverse("site:network_digest_pdf", kwargs={"slug": slug}),
        drawn=member_map(network, network_members(slug)),
    )


def first_lines(slug: str, reader: Any) -> dict[str, tuple[DigestLine, ...]]:
    """Return what the home of a network opens on: the findings of its one page, and the first thing asked of it."""
    parts = [digest.build(slug, reader) for digest in registered(NetworkDigest) if digest.opens_home]
    return {
        "findings": _lines((line for part in parts for line in part.findings), _MOST_FINDINGS),
        "asked": _lines((line for part in parts for line in part.asked), 1),
    }


def _view(parts: Sequence[DigestPart], **heading: Any) -> DigestView:
    figures = [figure for part in parts for figure in part.figures][:MOST_FIGURES]
    texts = (words(figure.source) for figure in figures if figure.figure.is_known)
    findings = _lines((line for part in parts for line in part.findings), _MOST_FINDINGS)
    views = [present_figure(figure.figure) for figure in figures]
    waiting, missing = [line for part in parts for line in part.asked], [one for part in parts for one in part.missing]
    return DigestView(
        **heading,
        figures=tuple(view for view in views if view.trace_url not in {line.url for line in findings}),
        sources=tuple(dict.fromkeys(source for source in texts if source)),
        findings=findings,
        plan=_lines((line for part in parts for line in part.plan), _MOST_PLAN),
        money=_lines((line for part in parts for line in part.money), _MOST_MONEY),
        decided=_lines((line for part in parts for line in part.decided), _MOST_DECIDED),
        asked=_lines(waiting, _MOST_ASKED),
        more_asked=count_others(len(waiting) - _MOST_ASKED),
        asked_by=" ".join(part.asked_by for part in parts if part.asked_by),
        missing=tuple(missing[:_MOST_MISSING]),
        more_missing=count_others(len(missing) - _MOST_MISSING),
    )


# What a sheet that was printed said: a mark of each of its lines goes with it, in the address that its foot leads to.

PRINTED = "imprime"
"""What holds, in an address, the day of a printed sheet and the marks of its lines."""
_MARK = 5


def sheet_lines(view: DigestView) -> dict[str, str]:
    """Return what the page says, line by line, by a mark of each."""
    lists = (view.findings, view.plan, view.money, view.decided, view.asked)
    texts = [" ".join(filter(None, (f.label, f.number, f.unit, f.period, f.coverage, f.state))) for f in view.figures]
    texts += [line.words for lines in lists for line in lines]
    texts += view.missing
    return {sha256(line.encode()).hexdigest()[:_MARK]: line for line in texts}


def sheet_code(view: DigestView) -> str:
    """Return a code of all that the page says: a sheet that bears another one has moved since."""
    return sha256("".join(sheet_lines(view)).encode()).hexdigest()[:8]


def printed_address(view: DigestView, on: date) -> str:
    """Return the address that says what moved since the page was printed on a day."""
    page = view.pdf_url.removesuffix("pdf/")
    return f"{page}?{PRINTED}={on.isoformat()}.{''.join(sheet_lines(view))}"


def changes_since(view: DigestView, printed: str) -> dict[str, Any] | None:
    """Say what moved since a sheet was printed; None for what is no day and marks."""
    day_printed, _dot, marks = printed.partition(".")
    when = PartialDate.parse(day_printed)
    if when is None or not when.day or not marks:
        return None
    before = {marks[at : at + _MARK] for at in range(0, len(marks), _MARK)}
    lines = sheet_lines(view)
    moved = tuple(line for mark, line in lines.items() if mark not in before)
    return {"printed_on": when.first_day, "lines": moved, "gone": len(before - lines.keys())}


def _lines(lines: Iterable[DigestLine], most: int) -> tuple[DigestLine, ...]:
    return tuple(replace(line, words=shortened(line.words, _LONGEST_LINE)) for line in islice(lines, most))


def _map(place: Territory, network: Network | None) -> MapSpec | None:
    members = network_members(network.slug) if network else ()
    if members:
        return neighbours_map(place, members)
    return None if place.is_invented else perimeter_map(place.siren) or department_map(place)
