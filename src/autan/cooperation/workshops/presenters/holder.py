"""Workshops as meetings whose minutes are kept."""

from collections.abc import Sequence

from django.urls import reverse

from autan.cooperation.minutes.queries import MinutesHolder
from autan.cooperation.workshops.models import Workshop
from autan.cooperation.workshops.presenters.words import attendance_words, day_words
from autan.cooperation.workshops.queries import find_workshop
from autan.ground.texts.language import FRENCH, in_language, words


def minutes_heading(workshop: Workshop) -> Sequence[tuple[str, str]]:
    """Give the lines above the text of the minutes of a workshop, in French; those that are empty are left out."""
    heading = workshop.as_core()
    with in_language(FRENCH):
        lines = [
            ("Format", words(heading.format.label)),
            ("Date", ", ".join(part for part in (day_words(workshop), workshop.hours) if part)),
            ("Lieu", workshop.place),
            ("Hôte", workshop.host.name),
            ("Copilotes", ", ".join(place.name for place in workshop.copilots.all())),
            ("Site", ", ".join(site.name_fr for site in workshop.sites.all())),
            ("Cible du plan", heading.target.label if heading.target else ""),
            ("Présences", attendance_words(heading)),
            ("Présents, avec leur accord", ", ".join(attendee.name for attendee in workshop.attendees.all())),
        ]
    return [(label, text) for label, text in lines if text]


WORKSHOP_MINUTES = MinutesHolder(
    room="workshops",
    kind="workshop",
    find=find_workshop,
    heading=minutes_heading,
    page=lambda key: reverse("workshops:workshop", kwargs={"slug": key}),
    read="workshops.read_notes",
    amend="workshops.amend_minutes",
    write="workshops.keep_workshop",
)
