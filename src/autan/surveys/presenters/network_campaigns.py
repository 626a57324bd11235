"""The campaigns of a network on its home page."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from autan.extension_points import NetworkSection, PageSection
from autan.surveys.queries.campaigns import campaigns_of_network, respondent_figures, view_of, whole_coverage
from autan.surveys.queries.readable_answers import hides_unvalidated


def campaign_sections(network: str, reader: Any) -> Iterable[PageSection]:
    """Give the latest campaign, with how much is answered for who may read it, and the earlier ones; none without."""
    campaigns = campaigns_of_network(network)
    if not campaigns:
        return
    latest = campaigns[0]
    view = view_of(latest)
    can_read = reader.has_perm("surveys.read_results", latest)
    yield PageSection(
        anchor="enquetes",
        title=_("Les enquêtes"),
        template="surveys/network_campaigns.html",
        context={
            "latest": latest,
            "coverage": whole_coverage(latest, is_draft_hidden=hides_unvalidated(latest)) if can_read else None,
            "named": respondent_figures(view) if latest.is_documented else (),
            "earlier": campaigns[1:],
        },
        count=len(campaigns),
        is_open=True,
    )


NETWORK_CAMPAIGNS = NetworkSection(rank=50, build=campaign_sections)
