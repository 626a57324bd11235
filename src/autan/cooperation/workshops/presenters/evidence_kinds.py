"""How a workshop that a figure counts is described in a trace, and where the figures of workshops are computed."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from autan.cooperation.workshops.core.figures import SOURCE, WORKSHOP_KIND
from autan.cooperation.workshops.models import Workshop
from autan.cooperation.workshops.presenters.words import attendance_words, day_words
from autan.cooperation.workshops.queries import find_workshop_figure
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource, Reader, version_of_rooms
from autan.ground.texts.language import in_both_languages
from autan.ground.wordings import Sentence, Text

_MADE_UP = Sentence("Atelier inventé, pour essayer.")


def describe_workshops(keys: Sequence[str], _reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe workshops by their title, day and attendance, all of it public. Three queries."""
    workshops = Workshop.objects.filter(slug__in=keys).select_related("network", "host")
    return {workshop.slug: _card(workshop) for workshop in workshops.prefetch_related("copilots", "sites", "counts")}


def _card(workshop: Workshop) -> EvidenceCard:
    heading = workshop.as_core()

    def summary_line() -> str:
        return ", ".join(part for part in (day_words(workshop), attendance_words(heading)) if part)

    return EvidenceCard(
        ref=EvidenceRef(kind=WORKSHOP_KIND, key=workshop.slug),
        title=Text(workshop.title, workshop.title),
        statement=in_both_languages(summary_line),
        note=_MADE_UP if workshop.network.is_invented else None,
        whole_list=reverse("workshops:workshop", kwargs={"slug": workshop.slug}),
    )


EVIDENCE = (
    EvidenceKind(
        kind=WORKSHOP_KIND, describe=describe_workshops, page=lambda key: reverse("workshops:workshop", args=[key])
    ),
    FigureSource(name=SOURCE, find=find_workshop_figure, version=version_of_rooms("workshops", "territories")),
)
