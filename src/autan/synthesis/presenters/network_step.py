"""Where the syntheses of a network stand, for who coordinates it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.evidence.language import number
from autan.extension_points import NetworkStep, NetworkStepView
from autan.synthesis.queries.editions import editions_to_prepare
from autan.territories.queries.networks import get_network


def edition_step(slug: str, reader: Any) -> NetworkStepView:
    """Count the editions, published and in preparation. Three queries."""
    del reader
    editions = editions_to_prepare([get_network(slug)])
    published = [edition for edition in editions if edition.publications.all() and not edition.withdrawn_on]
    prepared = len(editions) - len(published)
    told = ngettext("%(count)s édition publiée.", "%(count)s éditions publiées.", len(published))
    lacks = ngettext("%(count)s en préparation ou retirée.", "%(count)s en préparation ou retirées.", prepared)
    return NetworkStepView(
        title=_("Synthèse"),
        is_done=bool(published),
        known=told % {"count": number(len(published))} if published else _("Aucune édition n’est publiée."),
        lacks=(lacks % {"count": number(prepared)},) if prepared else (),
        url=reverse("synthesis:editions_in_preparation"),
        label=_("Préparer une édition"),
    )


EDITION_STEP = NetworkStep(rank=60, build=edition_step, is_public=True)
