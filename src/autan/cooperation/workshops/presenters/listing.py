"""The workshops of a network as pages and commands show them: by year, on a map, and in figures."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from autan.cooperation.workshops.core.formats import WorkshopFormat, WorkshopStatus
from autan.cooperation.workshops.core.workshops import WorkshopHeading, attendances_figure, held_figure
from autan.cooperation.workshops.models import Workshop
from autan.cooperation.workshops.presenters.page import attendance_words, day_words, status_words, target_words
from autan.cooperation.workshops.queries import headings_of
from autan.evidence.figures.core.charts import MapKind, MapPlace, MapSpec, Series
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import has_some
from autan.ground.texts.core.texts import NO_TEXT, plural
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.exporters import CalendarEntry
from autan.territories.networks.queries.contours import contours_credit
from autan.territories.networks.queries.networks import network_members

_LABELS = {
    "held": Sentence("a reçu un atelier"),
    "planned": Sentence("atelier annoncé"),
    "unknown": Sentence("aucun atelier connu ici"),
}


def brief_row(workshop: Workshop) -> dict[str, Any]:
    """Give one workshop in few words; nothing is read but its host."""
    return {
        "slug": workshop.slug,
        "title": workshop.title,
        "day": day_words(workshop),
        "status": status_words(workshop),
        "host": workshop.host.short_name,
        "siren": workshop.host.siren,
    }


def workshop_row(workshop: Workshop) -> dict[str, Any]:
    """Give one workshop in words."""
    heading = workshop.as_core()
    year = heading.day.year if heading.day else heading.year
    return brief_row(workshop) | {
        "year": str(year or _("sans date")),
        "format": words(heading.format.label),
        "sites": tuple((site.slug, site.name_fr) for site in workshop.sites.all()),
        "target": target_words(heading),
        "attendance": attendance_words(heading),
    }


def calendar(workshops: Sequence[Workshop]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Give workshops year by year, newest first."""
    years: dict[str, list[dict[str, Any]]] = {}
    for workshop in workshops:
        row = workshop_row(workshop)
        years.setdefault(row["year"], []).append(row)
    return sorted(years.items(), reverse=True)


def calendar_entries(workshops: Sequence[Workshop]) -> list[CalendarEntry]:
    """Give the workshops of a known day that were not cancelled, as days of a calendar."""
    return [
        CalendarEntry(
            uid=f"workshop-{workshop.slug}",
            day=workshop.day,
            title=workshop.title,
            description=" · ".join(part for part in (workshop.host.name, workshop.hours, workshop.place) if part),
        )
        for workshop in workshops
        if workshop.day is not None and workshop.status != WorkshopStatus.CANCELLED
    ]


def network_figures(network: str, workshop_headings: Sequence[WorkshopHeading]) -> list[Figure]:
    """Give how many workshops of each format were held, those of the network’s own first, then the attendances."""
    figures = [held_figure(network, workshop_headings, kind) for kind in WorkshopFormat]
    return [
        figures[0],
        *(figure for figure in figures[1:] if has_some(figure)),
        attendances_figure(network, workshop_headings),
    ]


def workshops_map(network: str) -> MapSpec | None:
    """Give the map of who hosted a workshop, who is to, and who did not; None when there is no workshop."""
    headings = headings_of(network)
    if not headings:
        return None
    members = network_members(network)
    hosts = {heading.host for heading in headings if heading.status is WorkshopStatus.HELD}
    coming = {heading.host for heading in headings if heading.status is WorkshopStatus.PLANNED} - hosts
    count = sum(heading.status is WorkshopStatus.HELD for heading in headings)
    noun = plural(count, Sentence("atelier tenu"), Sentence("ateliers tenus"))
    return MapSpec(
        id=f"{network}-workshops",
        kind=MapKind.CATEGORIES,
        title=Sentence("Ateliers de co-formation : qui reçoit"),
        sentence=Sentence(
            "{count} {noun}, chez {len} des {len2} membres ; annoncés ailleurs : {len3}.",
            count=count,
            noun=noun,
            len=len(hosts),
            len2=len(members),
            len3=len(coming),
        ),
        places=tuple(
            MapPlace(
                siren=member.siren,
                label=Text(member.short_name, member.short_name),
                category="held" if member.siren in hosts else "planned" if member.siren in coming else "unknown",
            )
            for member in members
        ),
        categories=tuple(Series(code=code, label=label) for code, label in _LABELS.items()),
        source=contours_credit([member.siren for member in members]) or NO_TEXT,
    )


def as_object(workshop: Workshop) -> dict[str, Any]:
    """Give a workshop as an object for JSON."""
    heading = workshop.as_core()
    return {
        "slug": heading.slug,
        "title": heading.title,
        "network": workshop.network.slug,
        "format": heading.format.value,
        "status": heading.status.value,
        "day": heading.day.isoformat() if heading.day else None,
        "year": heading.year,
        "host": heading.host,
        "copilots": list(heading.copilots),
        "sites": list(heading.sites),
        "target": heading.target.label if heading.target else None,
        "attendance": {count.kind.value: count.count for count in heading.attendance},
        "is_documented": heading.is_documented,
    }
