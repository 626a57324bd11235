"""What pages and documents show, one file for each page or part of a page. Nothing is computed again here."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.evidence.figures.queries.registry import Reader
from autan.ground.extension_points import MenuEntry, NetworkSection, NetworkStep, NetworkStepView, PageSection, StepDay
from autan.ground.texts.language import colon, day, name_some, number, words
from autan.ground.web.presenters import french_address
from autan.survey.campaigns.models import Invitation, OpenLink
from autan.survey.campaigns.queries.answering_access import get_asked_territory
from autan.survey.campaigns.queries.answers import hides_unvalidated, readable_answers_of
from autan.survey.campaigns.queries.campaigns import (
    CampaignView,
    campaigns_of_network,
    respondent_figures,
    view_of,
    whole_coverage,
)
from autan.survey.campaigns.queries.tracking import unfinished_members
from autan.survey.questionnaires.core.printing.layout import describe_version, print_questionnaire
from autan.survey.questionnaires.core.printing.values import PrintedQuestionnaire

# Addresses that a personal link opens.


def site_of(request: HttpRequest) -> str:
    """Return the address of the site, without a final slash."""
    return request.build_absolute_uri("/").rstrip("/")


def personal_link(token: str, *, site: str) -> str:
    """Return the whole address of a personal link. `site` is the address of the site, without a final slash."""
    return french_address("answering:link", site=site, token=token)


def open_address(link: OpenLink, *, site: str) -> str:
    """Return the whole address of an open link."""
    return french_address("answering:open_form", site=site, token=link.token)


def opt_out_link(invitation: Invitation, *, site: str) -> str:
    """Return the whole address by which the holder of a link asks for no more messages."""
    return french_address("answering:opt_out", site=site, token=invitation.opt_out_token)


# The questionnaire of a campaign laid out for print, blank or with the answers of one of its territories.


def print_campaign(
    view: CampaignView, *, siren: str, reader: Reader, holds_lead_link: bool = False
) -> PrintedQuestionnaire:
    """Lay out the questionnaire of a campaign, with the answers of a territory that a reader may read.

    See `readable_answers_of` for `holds_lead_link`. Two queries when a territory is given, and those of the right
    where the campaign hides some answers.
    """
    questionnaire, is_invented = view.questionnaire, view.record.network.is_invented
    subtitle = describe_version(view.record.title, questionnaire.version)
    if not siren:
        return print_questionnaire(questionnaire, subtitle=subtitle, is_invented=is_invented)
    territory = get_asked_territory(view.record, siren)
    readable = readable_answers_of(view.record, territory, reader, holds_lead_link=holds_lead_link)
    answers = readable.by_question
    return print_questionnaire(
        questionnaire,
        subtitle=subtitle,
        respondent=territory.name,
        answers=answers,
        is_invented=is_invented,
        is_documented=view.record.is_documented,
        are_validated_only=readable.are_validated_only,
        answered_on=max((timezone.localdate(answer.at) for answer in answers.values()), default=None),
    )


# What the room gives to other pages: the campaigns on the home of a network, a step of its coordinator, the menu.


def campaign_sections(network: str, reader: Any) -> Iterable[PageSection]:
    """Give the latest campaign, with its progress where the reader may see it, and the earlier ones; none without."""
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
    """Give the latest campaign or the way to a first one; to whoever coordinates, whom it waits for. Six queries."""
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
    view, is_open = view_of(latest), latest.opening.refusal(timezone.localdate()) is None
    count = len(view.respondents)
    count_text = ngettext("%(count)s membre interrogé", "%(count)s membres interrogés", count) % {
        "count": number(count)
    }
    until = _("ouverte jusqu’au %(day)s") % {"day": day(latest.closed_on)} if latest.closed_on else _("ouverte")
    # this step is read on the home too: whom a survey waits for is told to its coordination alone
    tells = is_open and reader.has_perm("territories.coordinate_network", latest.network)
    waited = name_some([member.name for member in unfinished_members(view)]) if tells else ""
    return NetworkStepView(
        title=_("Enquête"),
        is_done=True,
        known=f"{words(latest.title)}{colon()} {count_text}, {until if is_open else _('terminée')}.",
        lacks=(_("Réponses attendues\u00a0: %(names)s.") % {"names": waited},)
        if waited and not latest.closed_on
        else (),
        days=(StepDay(day=latest.closed_on, what=_("fin des réponses"), who=waited),)
        if is_open and latest.closed_on
        else (),
        url=reverse("surveys:tracking", kwargs={"slug": latest.slug}),
        label=_("Suivre l’enquête"),
    )


SURVEY_STEP = NetworkStep(rank=40, build=survey_step, is_public=True, code="enquete", menu="surveys:campaigns")
