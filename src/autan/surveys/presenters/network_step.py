"""Where the survey of a network stands, for who coordinates it."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.evidence.language import day, number, words
from autan.extension_points import NetworkStep, NetworkStepView
from autan.surveys.queries.campaigns import campaigns_of_network, view_of


def survey_step(slug: str, reader: Any) -> NetworkStepView:
    """Give the latest campaign, or the way to a first one. Three queries at most."""
    del reader
    campaigns = [campaign for campaign in campaigns_of_network(slug) if not campaign.is_documented]
    if not campaigns:
        return NetworkStepView(
            title=_("Enquête"),
            is_done=False,
            known=_("Aucune enquête n’a été menée auprès des membres."),
            url=reverse("questionnaires:index"),
            label=_("Préparer une enquête"),
        )
    latest = campaigns[0]
    asked = len(view_of(latest).respondents)
    counted = ngettext("%(count)s membre interrogé", "%(count)s membres interrogés", asked) % {"count": number(asked)}
    is_open = latest.opening.refusal(timezone.localdate()) is None
    until = _("ouverte jusqu’au %(day)s") % {"day": day(latest.closed_on)} if latest.closed_on else _("ouverte")
    return NetworkStepView(
        title=_("Enquête"),
        is_done=True,
        known=f"{words(latest.title)}\u00a0: {counted}, {until if is_open else _('terminée')}.",
        url=reverse("surveys:tracking", kwargs={"slug": latest.slug}),
        label=_("Suivre l’enquête"),
    )


SURVEY_STEP = NetworkStep(rank=50, build=survey_step, is_public=True)
