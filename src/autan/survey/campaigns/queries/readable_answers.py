"""The answers that somebody may read: those not validated yet are their territory's and the coordination's alone."""

from collections.abc import Collection, Iterable

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from autan.evidence.figures.queries.registry import Reader
from autan.people.accounts.models import Person
from autan.survey.campaigns.models import Answer, Campaign, SectionValidation
from autan.survey.campaigns.queries.answering_access import ANSWERING_ROLES
from autan.survey.campaigns.queries.questionnaires import questionnaire_of
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.people import mandates_of


def hides_unvalidated(campaign: Campaign) -> bool:
    """Say whether the answers that are not validated are kept, today, from other readers of the results."""
    return campaign.hides_unvalidated(timezone.localdate())


def shared_answers(campaign: Campaign, *, including: Collection[str] = ()) -> QuerySet[Answer]:
    """Return the current answers that every reader of the results may read; results and figures rest on these alone.

    Those of the territories in `including`, by SIREN, are wanted validated or not.
    """
    return _current([campaign], Q(territory__in=list(including)) if including else Q())


def answers_open_to(reader: Reader, campaigns: Collection[Campaign]) -> QuerySet[Answer]:
    """Return the current answers that a reader may read, among campaigns whose results this reader may read.

    Whoever runs a campaign or serves a territory reads its answers as soon as they are given. One query and those of
    the right for each campaign that hides some.
    """
    hiding = [campaign for campaign in campaigns if hides_unvalidated(campaign)]
    if not hiding:
        return _current(campaigns, Q())
    run = [campaign for campaign in hiding if reader.has_perm("surveys.run_campaign", campaign)]
    return _current(campaigns, Q(campaign__in=run) | Q(territory__in=served_by(reader)))


def reads_unvalidated(reader: Reader, campaign: Campaign, territory: Territory) -> bool:
    """Say whether a reader may read the answers of one territory before they are validated.

    No query where the campaign hides none, else those of the right.
    """
    if not hides_unvalidated(campaign):
        return True
    return reader.has_perm("surveys.record_answer", Answer(campaign=campaign, territory=territory))


def served_by(reader: Reader) -> set[str]:
    """Return the SIREN codes of the territories that a reader answers for. One query for an account, none else."""
    mandates = mandates_of(reader) if isinstance(reader, Person) else ()
    return {mandate.territory.siren for mandate in mandates if mandate.territory and mandate.role in ANSWERING_ROLES}


def _current(campaigns: Collection[Campaign], also: Q) -> QuerySet[Answer]:
    """The current answers of campaigns: all of those that hide none, else the validated ones and `also`."""
    answers = Answer.objects.filter(campaign__in=campaigns, is_current=True)
    hiding = [campaign for campaign in campaigns if hides_unvalidated(campaign)]
    if not hiding:
        return answers
    part = Case(*_sections(hiding), default=Value(""), output_field=CharField())
    current = SectionValidation.objects.filter(
        Q(section="") | Q(section=OuterRef("part")),
        campaign=OuterRef("campaign"),
        territory=OuterRef("territory"),
        withdrawn_at__isnull=True,
    )
    shared = Exists(current) | ~Q(campaign__in=hiding)
    return answers.annotate(part=part).filter(shared | also if also else shared)


def _sections(campaigns: Iterable[Campaign]) -> list[When]:
    return [
        When(
            campaign=campaign, question__in=[question.code for question in section.questions], then=Value(section.code)
        )
        for campaign in campaigns
        for section in questionnaire_of(campaign).sections
    ]
