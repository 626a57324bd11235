"""The list of sources in groups: data first, then by who states the facts read in them, the surest first."""

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from autan.evidence.figures.core.confidence import Confidence
from autan.evidence.figures.models import Source
from autan.evidence.figures.queries.facts import list_sources
from autan.ground.texts.language import words


def sources_by_confidence() -> list[tuple[str, Sequence[Source]]]:
    """Return the groups of sources, each with its title. One query."""
    return [
        (_title(confidence_rank), list(group))
        for confidence_rank, group in groupby(
            list_sources(), key=lambda source: int(getattr(source, "confidence_rank", -1))
        )
    ]


def _title(confidence_rank: int) -> str:
    if confidence_rank < 0:
        return _("Données ouvertes et documents de référence")
    label = words(list(Confidence)[confidence_rank].label)
    return label[0].upper() + label[1:]
