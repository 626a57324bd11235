"""The readers of campaigns, of whom they ask and of what was published of them. Results are read by `results`."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import Count, QuerySet

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import Reader
from autan.ground.errors import UnknownError
from autan.ground.heavy_work import enter_lane_for
from autan.ground.request_cache import cached_in_request
from autan.ground.texts.core.periods import Period
from autan.people.journal.queries import kept_until_written, last_mark
from autan.survey.campaigns.core.documented.coverage import CoverageGrid, measure_coverage
from autan.survey.campaigns.core.documented.published import (
    DocumentedRespondent,
    PublishedResult,
    count_respondents,
    publish_figure,
)
from autan.survey.campaigns.core.exchanges import find_exchange
from autan.survey.campaigns.models import Answer, Campaign, CampaignRespondent, PublishedNumber
from autan.survey.campaigns.queries.answers import hides_unvalidated, read_revisions, shared_answers
from autan.survey.campaigns.queries.questionnaires import NotAsked, find_not_asked, questionnaire_of, questions_behind
from autan.survey.questionnaires.core.answers.answer import MANY, QuestionResponses, RecordedAnswer, Respondent
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire, Section
from autan.survey.questionnaires.queries import parse_questionnaire
from autan.territories.networks.queries.networks import network_members

_COUNTED: dict[str, tuple[object, Mapping[str, int]]] = {}
"""By campaign: the last change, and how many members answered each question; one line for each large campaign."""


class UnknownCampaignError(UnknownError):
    """No campaign has this slug."""

    def __init__(self, slug: str, known: Sequence[str]) -> None:
        self.slug = slug
        self.known = tuple(known)
        super().__init__(
            "aucune campagne «\u202f{slug}\u202f»\u202f; campagnes connues\u00a0: {known}",
            slug=slug,
            known=", ".join(self.known) or "aucune",
        )


class UnknownSectionError(UnknownError):
    """A questionnaire has no section of this code."""

    def __init__(self, code: str) -> None:
        super().__init__("aucune section «\u202f{code}\u202f»", code=code)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignView:
    """A campaign with what it asks and whom, read once for a page.

    Attributes:
        respondents: territories asked, in the order of the network.
        kinds: kind of each territory today, by SIREN.
    """

    record: Campaign
    questionnaire: Questionnaire
    respondents: tuple[Respondent, ...]
    kinds: Mapping[str, str]

    @property
    def period(self) -> Period:
        """Time that the answers are about."""
        return Period.parse(self.record.period)

    @property
    def sirens(self) -> tuple[str, ...]:
        """SIREN codes of the territories asked."""
        return tuple(respondent.siren for respondent in self.respondents)

    def section(self, code: str) -> Section:
        """Return a section of the questionnaire."""
        for section in self.questionnaire.sections:
            if section.code == code:
                return section
        raise UnknownSectionError(code)

    @property
    def asks_exchanges(self) -> bool:
        """True when it asks what members need and what they offer, on the same subjects."""
        return find_exchange(self.questionnaire) is not None

    def responses(
        self, question: Question, answers: Mapping[str, RecordedAnswer], not_asked: NotAsked | None = None
    ) -> QuestionResponses:
        """Return the answers to one question, by SIREN, with those who were asked and whom its rule leaves out.

        What a publication documents counts whatever the rule says.
        """
        left_out = not_asked or {}
        if self.record.is_documented:
            left_out = {siren: refs for siren, refs in left_out.items() if siren not in answers}
        return QuestionResponses(
            question=question,
            campaign=self.record.slug,
            period=self.period,
            members=self.respondents,
            answers={s: answers[s] for s in answers if s not in left_out} if left_out else answers,
            is_documented=self.record.is_documented,
            unasked=left_out,
        )


@kept_until_written
def every_campaign() -> tuple[Campaign, ...]:
    """Return every campaign, latest first, to be read and not to be changed. One query after something was written."""
    return tuple(_with_questionnaires())


def list_campaigns() -> tuple[Campaign, ...]:
    """Return the campaigns that are not archived, as `every_campaign`."""
    return tuple(campaign for campaign in every_campaign() if campaign.archived_at is None)


def questionnaires_by_campaign() -> dict[str, Callable[[], Questionnaire]]:
    """Return what reads the questionnaire of each campaign, by slug, latest campaign first. One query."""
    documents = Campaign.objects.filter(archived_at=None).values_list("slug", "questionnaire__document")
    return {slug: partial(parse_questionnaire, document, slug) for slug, document in documents}


@cached_in_request
def campaigns_of_network(network: str) -> list[Campaign]:
    """Return the campaigns of a network that are not archived, latest first. One query, once in a request."""
    return list(_with_questionnaires().filter(network__slug=network, archived_at=None))


def campaigns_by_slug(slugs: Collection[str]) -> dict[str, Campaign]:
    """Return campaigns with their networks and questionnaires, those that exist. One query."""
    return {campaign.slug: campaign for campaign in _with_questionnaires().filter(slug__in=slugs)}


def get_campaign(slug: str) -> Campaign:
    """Return a campaign with its network and questionnaire. One query."""
    campaign = _with_questionnaires().filter(slug=slug).first()
    if campaign is None:
        raise UnknownCampaignError(slug, _cached_slugs())
    return campaign


def _with_questionnaires() -> QuerySet[Campaign]:
    return Campaign.objects.select_related("questionnaire", "network")


def view_campaign(slug: str) -> CampaignView:
    """Return a campaign with its questionnaire and those it asks. Three queries."""
    return view_of(get_campaign(slug))


def view_campaign_for(slug: str, reader: Reader) -> CampaignView:
    """Return a campaign whose pages a reader may open: an archived one only by whoever runs it."""
    view = view_campaign(slug)
    if view.record.archived_at and not reader.has_perm("surveys.run_campaign", view.record):
        raise UnknownCampaignError(slug, _cached_slugs())
    return view


def _cached_slugs() -> list[str]:
    return list(Campaign.objects.filter(archived_at=None).values_list("slug", flat=True))


def view_of(record: Campaign) -> CampaignView:
    """Return a campaign that was read already, with those it asks. Two queries.

    In a documented campaign, territories bear their names of the time that it is about.
    """
    members = network_members(record.network_id, on=record.opened_on)
    return CampaignView(
        record=record,
        questionnaire=questionnaire_of(record),
        respondents=tuple(
            Respondent(siren=member.siren, name=member.short_name_in(record.names_year)) for member in members
        ),
        kinds={member.siren: member.kind for member in members},
    )


def not_asked_in(view: CampaignView) -> Mapping[str, NotAsked]:
    """Return, for each question with a rule, whom it is not asked of. One query, none where no question has a rule."""
    every = {question.code: question for question in view.questionnaire.questions}
    behind = questions_behind((question for question in every.values() if question.relevance), every)
    if not behind:
        return {}
    answers: dict[str, dict[str, RecordedAnswer]] = {code: {} for code in behind}
    for answer in read_revisions(shared_answers(view.record).filter(question__in=behind)):
        answers[answer.question][answer.siren] = answer
    is_large = len(view.respondents) > MANY
    return find_not_asked(behind, answers, view.sirens, campaign=view.record.slug, is_large=is_large)


def coverage_of(view: CampaignView, *, shown: Sequence[Respondent] | None = None) -> CoverageGrid:
    """Count what is documented, members by sections, with the lines of all the members or of some. Two queries.

    An answer that is not validated yet, where the campaign keeps it, is not counted.
    """
    answered = shared_answers(view.record).filter(state=AnswerState.ANSWERED).order_by()
    not_asked = not_asked_in(view)
    counted = None
    if len(view.respondents) > MANY and shown is not None:
        counted = _count_answered(view, answered, not_asked)
        answered = answered.filter(territory_id__in=[member.siren for member in shown])
    return measure_coverage(
        view.questionnaire,
        campaign=view.record.slug,
        period=view.period,
        members=view.respondents,
        answered=_pairs(answered) if shown or counted is None else (),
        shown=shown,
        unasked={(siren, code) for code, refs in not_asked.items() for siren in refs},
        counted=counted,
    )


@kept_until_written
def whole_coverage(record: Campaign, *, is_draft_hidden: bool) -> Figure:
    """Return how much of a whole campaign is documented, as `coverage_of`. Two queries after something was written.

    It is kept apart for each value of `is_draft_hidden`, what `hides_unvalidated` says of the campaign today.
    """
    del is_draft_hidden
    return coverage_of(view_of(record), shown=()).whole


def _pairs(answers: QuerySet[Answer]) -> set[tuple[str, str]]:
    """SIREN and question of answers. One query."""
    return {(str(siren), code) for siren, code in answers.values_list("territory_id", "question")}


def _count_answered(
    view: CampaignView, answered: QuerySet[Answer], not_asked: Mapping[str, NotAsked]
) -> Mapping[str, int]:
    """Count the members that answered each question, kept until somebody answers or validates. One query, or three."""
    change = (last_mark("surveys", "territories"), hides_unvalidated(view.record))
    cached = _COUNTED.get(view.record.slug)
    if cached is not None and cached[0] == change:
        return cached[1]
    enter_lane_for(len(view.respondents))
    ruled = [code for code, refs in not_asked.items() if refs]
    of_members = answered.filter(territory_id__in=view.sirens)
    counts = of_members.exclude(question__in=ruled).values_list("question").annotate(count=Count("pk"))
    counted = dict(counts)
    for siren, code in _pairs(of_members.filter(question__in=ruled)) if ruled else ():
        counted[code] = counted.get(code, 0) + (siren not in not_asked[code])
    _COUNTED[view.record.slug] = (change, counted)
    return counted


@kept_until_written
def documented_respondents(record: Campaign) -> list[DocumentedRespondent]:
    """Return what sources say of each territory asked, in the order of the file; none when nothing does.

    One query after something was written.
    """
    return [line.as_core() for line in CampaignRespondent.objects.filter(campaign=record)]


def respondents_in_documents(siren: str) -> dict[Campaign, DocumentedRespondent]:
    """Return what sources say of one territory in each documented campaign, latest first. One query."""
    respondents = CampaignRespondent.objects.filter(territory_id=siren).select_related("campaign")
    return {respondent.campaign: respondent.as_core() for respondent in respondents.order_by("-campaign__period")}


def respondent_figures(view: CampaignView) -> tuple[Figure, ...]:
    """Return how many territories are named as members, and as respondents; nothing when it is not told. One query."""
    lines = documented_respondents(view.record)
    return count_respondents(lines, campaign=view.record.slug, period=view.period) if lines else ()


def published_results(view: CampaignView) -> list[PublishedResult]:
    """Return what was published of a campaign, in the order of the file. One query."""
    return [number.as_core() for number in PublishedNumber.objects.filter(campaign=view.record)]


def published_figures(view: CampaignView) -> list[Figure]:
    """Return what was published of a campaign as figures. One query."""
    return [publish_figure(view.record.slug, result, view.sirens) for result in published_results(view)]


def campaign_figures(view: CampaignView) -> list[Figure]:
    """Return the published figures about the campaign as a whole, tied to no question. One query."""
    results = [result for result in published_results(view) if not result.question]
    return [publish_figure(view.record.slug, result, view.sirens) for result in results]
