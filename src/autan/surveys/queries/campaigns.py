"""The readers of campaigns, their answers and what was published of them. Results are read by `results`."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import Q

from autan.errors import UnknownError
from autan.evidence.core.figures import Figure
from autan.evidence.core.periods import Period
from autan.questionnaires.core.answers.answer import MANY, Hearing, RecordedAnswer, Respondent
from autan.questionnaires.core.kinds import AnswerState
from autan.questionnaires.core.questionnaire import WHOLE_CAMPAIGN, Question, Questionnaire, Section
from autan.questionnaires.core.rules.relevance import settle_relevance
from autan.questionnaires.queries.versions import parse_questionnaire
from autan.surveys.core.documented.coverage import CoverageGrid, measure_coverage
from autan.surveys.core.documented.published import PublishedResult, publish_figure
from autan.surveys.models import Answer, Campaign, PublishedNumber
from autan.surveys.queries.relevance import Sparing, find_unasked, questions_behind
from autan.territories.queries.networks import network_members

# said again, for one campaign at hand, by `Campaign.has_public_results`
_IS_PUBLIC = (
    Q(campaign__is_documented=True) | Q(campaign__network__is_invented=True) | Q(campaign__results_are_public=True)
)


class UnknownCampaignError(UnknownError):
    """No campaign has this slug.

    Attributes:
        slug: what was asked for.
        known: slugs of the campaigns that there are.
    """

    def __init__(self, slug: str, known: Sequence[str]) -> None:
        self.slug = slug
        self.known = tuple(known)
        super().__init__(f"aucune campagne {slug!r} ; campagnes connues : {', '.join(self.known) or 'aucune'}")


class UnknownSectionError(UnknownError):
    """A questionnaire has no section of this code.

    Attributes:
        code: what was asked for.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"aucune section {code!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignView:
    """A campaign with what it asks and whom, read once for a page.

    Attributes:
        record: the campaign.
        questionnaire: the version that was asked.
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
        """Return a section of the questionnaire.

        Raises:
            UnknownSectionError: there is none of this code.
        """
        for section in self.questionnaire.sections:
            if section.code == code:
                return section
        raise UnknownSectionError(code)

    def hear(self, answers: Mapping[str, RecordedAnswer], unasked: Sparing | None = None) -> Hearing:
        """Put the answers to one question, by SIREN, beside those who were asked and those whom its rule spares.

        What a publication documents is heard whatever the rule says.
        """
        spared = {siren: refs for siren, refs in (unasked or {}).items() if not self._is_documented(answers.get(siren))}
        return Hearing(
            campaign=self.record.slug,
            period=self.period,
            members=self.respondents,
            answers={siren: answer for siren, answer in answers.items() if siren not in spared} if spared else answers,
            is_documented=self.record.is_documented,
            unasked=spared,
        )

    def _is_documented(self, answer: RecordedAnswer | None) -> bool:
        return self.record.is_documented and answer is not None


def list_campaigns() -> Sequence[Campaign]:
    """Return every campaign, latest first. One query."""
    return list(Campaign.objects.select_related("questionnaire", "network"))


def questionnaires_by_campaign() -> dict[str, Callable[[], Questionnaire]]:
    """Return what reads the questionnaire of each campaign, by slug, latest campaign first. One query."""
    found = Campaign.objects.values_list("slug", "questionnaire__document")
    return {slug: partial(parse_questionnaire, document, slug) for slug, document in found}


def view_latest_campaign(network: str) -> CampaignView | None:
    """Return the latest campaign of a network, or None. Three queries."""
    record = Campaign.objects.select_related("questionnaire", "network").filter(network__slug=network).first()
    return _view(record) if record else None


def find_campaign(slug: str) -> Campaign | None:
    """Return a campaign with its network, or None. One query."""
    return Campaign.objects.select_related("network").filter(slug=slug).first()


def campaigns_by_slug(slugs: Collection[str]) -> dict[str, Campaign]:
    """Return campaigns with their networks, those that exist. One query."""
    return {found.slug: found for found in Campaign.objects.select_related("network").filter(slug__in=slugs)}


def view_campaign(slug: str) -> CampaignView:
    """Return a campaign with its questionnaire and those it asks. Three queries.

    Raises:
        UnknownCampaignError: there is none, with those that there are.
    """
    record = Campaign.objects.select_related("questionnaire", "network").filter(slug=slug).first()
    if record is None:
        raise UnknownCampaignError(slug, list(Campaign.objects.values_list("slug", flat=True)))
    return _view(record)


def _view(record: Campaign) -> CampaignView:
    members = network_members(record.network_id, on=record.opened_on)
    return CampaignView(
        record=record,
        questionnaire=parse_questionnaire(record.questionnaire.document, record.questionnaire.slug),
        respondents=tuple(Respondent(siren=member.siren, name=member.short_name) for member in members),
        kinds={member.siren: member.kind for member in members},
    )


def current_answers(view: CampaignView, questions: Sequence[Question] = ()) -> list[RecordedAnswer]:
    """Return the answers as they stand, to some questions or to all. One query."""
    found = Answer.objects.filter(campaign=view.record, is_current=True)
    if questions:
        found = found.filter(question__in=[question.code for question in questions])
    return [answer.as_core(view.record.slug) for answer in found]


def answer_history(campaign: Campaign, siren: str, question: str) -> Sequence[Answer]:
    """Return every revision of one answer, newest first. One query."""
    found = Answer.objects.filter(campaign=campaign, territory_id=siren, question=question)
    return list(found.select_related("by").order_by("-revision"))


def standing_answers(keys: Sequence[str]) -> dict[str, tuple[Question, Answer]]:
    """Return answers as they stand, with their questions, by `<campaign>/<siren>/<question>`. One query."""
    wanted = set(keys)
    parts = [key.split("/") for key in wanted]
    slugs, sirens = ({part[rank] for part in parts if len(part) > rank} for rank in (0, 1))
    found = Answer.objects.select_related("campaign__questionnaire", "territory", "by").filter(
        campaign__slug__in=slugs, territory_id__in=sirens, is_current=True
    )
    placed = {}
    for answer in found:
        key = answer.as_core(answer.campaign.slug).ref.key
        if key in wanted:
            version = answer.campaign.questionnaire
            placed[key] = (parse_questionnaire(version.document, version.slug).question(answer.question), answer)
    return placed


def answers_of_territory(siren: str) -> list[tuple[Campaign, Question, RecordedAnswer]]:
    """Return the public answers of one territory as they stand, by campaign then in the order asked. One query.

    Those of a campaign whose results stay among the network are left out.
    """
    found = Answer.objects.filter(_IS_PUBLIC, territory_id=siren, is_current=True).select_related(
        "campaign__questionnaire", "campaign__network"
    )
    by_campaign: dict[str, list[Answer]] = {}
    for answer in found:
        by_campaign.setdefault(answer.campaign.slug, []).append(answer)
    return [placed for slug in sorted(by_campaign) for placed in _in_order(slug, by_campaign[slug])]


def _in_order(slug: str, rows: Sequence[Answer]) -> list[tuple[Campaign, Question, RecordedAnswer]]:
    """The answers of one territory to one campaign, in the order asked; what is no longer asked is left out."""
    campaign = rows[0].campaign
    version = campaign.questionnaire
    questions = {q.code: q for q in parse_questionnaire(version.document, version.slug).questions}
    answers = {row.question: row.as_core(slug) for row in rows}
    relevant = {} if campaign.is_documented else settle_relevance(questions, answers, silence=None)
    return [
        (campaign, question, answers[code])
        for code, question in questions.items()
        if code in answers and relevant.get(code, True) is not False
    ]


def unasked_of(view: CampaignView) -> Mapping[str, Sparing]:
    """Say of each question with a rule whom it is not asked of. One query, or none where no question has a rule."""
    every = {question.code: question for question in view.questionnaire.questions}
    behind = questions_behind((question for question in every.values() if question.relevance), every)
    if not behind:
        return {}
    answers: dict[str, dict[str, RecordedAnswer]] = {code: {} for code in behind}
    for answer in current_answers(view, list(behind.values())):
        answers[answer.question][answer.siren] = answer
    is_large = len(view.respondents) > MANY
    return find_unasked(behind, answers, view.sirens, campaign=view.record.slug, is_large=is_large)


def coverage_of(view: CampaignView, *, shown: Sequence[Respondent] | None = None) -> CoverageGrid:
    """Count what is documented, members by sections, with the lines of all the members or of some. Two queries."""
    answered = Answer.objects.filter(campaign=view.record, is_current=True, state=AnswerState.ANSWERED)
    return measure_coverage(
        view.questionnaire,
        campaign=view.record.slug,
        period=view.period,
        members=view.respondents,
        answered={(str(siren), code) for siren, code in answered.order_by().values_list("territory_id", "question")},
        shown=shown,
        unasked={(siren, code) for code, sparing in unasked_of(view).items() for siren in sparing},
    )


def published_results(view: CampaignView) -> list[PublishedResult]:
    """Return what was published of a campaign, in the order of the file. One query."""
    return [number.as_core() for number in PublishedNumber.objects.filter(campaign=view.record)]


def published_figures(view: CampaignView) -> list[Figure]:
    """Return what was published of a campaign as figures. One query."""
    return [publish_figure(view.record.slug, result, view.sirens) for result in published_results(view)]


def campaign_figures(view: CampaignView) -> list[Figure]:
    """Return the published figures about the campaign as a whole, tied to no question. One query."""
    start = f"survey.{view.record.slug}.{WHOLE_CAMPAIGN}."
    return [figure for figure in published_figures(view) if figure.id.startswith(start)]
