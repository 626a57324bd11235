"""The campaigns that wait for a person: those to run, and the territories to answer for, with what remains."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.ground.extension_points import DeskItem, DeskLine, DueDay, PersonDays
from autan.ground.texts.language import day, number, words
from autan.people.accounts.models import Person
from autan.survey.answering.queries import members_left, questions_left
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.answering_access import territories_answered_by
from autan.survey.campaigns.queries.answers import answers_of
from autan.survey.campaigns.queries.campaigns import list_campaigns, view_of
from autan.survey.questionnaires.core.answers.answer import MANY

_TO_ANSWER, _TO_RUN, _OVER = 20, 30, 70


def campaign_items(person: Any) -> Iterable[DeskItem]:
    """Give what is expected of a person in each collected campaign, latest first. A few queries for each."""
    for campaign in list_campaigns() if isinstance(person, Person) else ():
        if campaign.is_documented:
            continue
        if person.has_perm("surveys.run_campaign", campaign):
            refusal = campaign.opening.refusal(timezone.localdate())
            yield DeskItem(
                title=_("Suivre et relancer\u00a0: %(campaign)s") % {"campaign": words(campaign.title)},
                url=reverse("surveys:tracking", kwargs={"slug": campaign.slug}),
                detail=words(refusal) if refusal else _members_left(campaign),
                rank=_OVER if refusal else _TO_RUN,
            )
        elif campaign.opening.refusal(timezone.localdate()) is None:
            yield from _to_answer(person, campaign)


def campaign_days(person: Any, today: date) -> Iterable[DueDay]:
    """Give the last day of the open campaigns that a person runs or answers. A few queries for each."""
    for campaign in list_campaigns() if isinstance(person, Person) else ():
        if campaign.is_documented or not campaign.closed_on or campaign.opening.refusal(today) is not None:
            continue
        uid, title = f"campaign-{campaign.slug}", words(campaign.title)
        if person.has_perm("surveys.run_campaign", campaign):
            url = reverse("surveys:tracking", kwargs={"slug": campaign.slug})
            yield DueDay(uid=uid, day=campaign.closed_on, title=title, url=url, detail=_("dernier jour de la campagne"))
            continue
        for territory in territories_answered_by(person, campaign):
            url = reverse("answering:respond", kwargs={"slug": campaign.slug, "siren": territory.siren})
            detail = _("répondre pour %(territory)s") % {"territory": territory.marked_name}
            yield DueDay(uid=f"{uid}-{territory.siren}", day=campaign.closed_on, title=title, url=url, detail=detail)


def _members_left(campaign: Campaign) -> str:
    """Count the members with questions left, in a campaign small enough to count them here, and give the last day."""
    view = view_of(campaign)
    notes = []
    if len(view.respondents) <= MANY:
        left = members_left(campaign)
        counts = {"left": number(left), "all": number(len(view.sirens))}
        words_left = ngettext(
            "%(left)s collectivité sur %(all)s n’a pas terminé",
            "%(left)s collectivités sur %(all)s n’ont pas terminé",
            left,
        )
        notes.append(words_left % counts)
    return " · ".join((*notes, *_last_day(campaign)))


def _to_answer(person: Person, campaign: Campaign) -> Iterator[DeskItem]:
    for territory in territories_answered_by(person, campaign):
        left = questions_left(campaign, answers_of(campaign, territory.siren))
        remaining = ngettext("%(count)s question reste", "%(count)s questions restent", left) % {"count": number(left)}
        values = {"territory": territory.sentence_name, "campaign": words(campaign.title)}
        yield DeskItem(
            title=_("Répondre pour %(territory)s\u00a0: %(campaign)s") % values,
            url=reverse("answering:respond", kwargs={"slug": campaign.slug, "siren": territory.siren}),
            detail=" · ".join((remaining if left else _("Tout est répondu."), *_last_day(campaign))),
            rank=_TO_ANSWER if left else _OVER,
        )


def _last_day(campaign: Campaign) -> Iterator[str]:
    if campaign.closed_on:
        yield _("à rendre avant la fin du %(day)s") % {"day": day(campaign.closed_on)}


CAMPAIGN_LINES = DeskLine(build=campaign_items)
CAMPAIGN_DAYS = PersonDays(build=campaign_days)
