"""What the room gives to other pages: the campaigns on the home of a network, a step of its coordinator, the menu."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.ground.extension_points import MenuEntry, NetworkSection, NetworkStep, NetworkStepView, PageSection
from autan.ground.texts.language import colon, day, number, words
from autan.survey.campaigns.queries.campaigns import campaigns_of_network, respondent_figures, view_of, whole_coverage
from autan.survey.campaigns.queries.readable_answers import hides_unvalidated


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


SURVEYS_ENTRY = MenuEntry(
    label=gettext_lazy("Enquête"),
    url_name="surveys:campaigns",
    rank=40,
    also=("surveys:", "answering:", "results:", "questionnaires:", "formats:"),
    called=gettext_lazy("questionnaires,campagnes"),
)


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
        known=f"{words(latest.title)}{colon()} {counted}, {until if is_open else _('terminée')}.",
        url=reverse("surveys:tracking", kwargs={"slug": latest.slug}),
        label=_("Suivre l’enquête"),
    )


SURVEY_STEP = NetworkStep(rank=50, build=survey_step, is_public=True)
