"""The figure of an address: every figure of the room is computed again from its address."""

from collections.abc import Sequence
from hashlib import sha256

from django.db.models import Model, OuterRef, Subquery

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import FigureSource, Reader
from autan.ground.request_cache import cached_in_request
from autan.survey.campaigns.core.addresses import PUBLISHED, SURVEY, SurveyFigureAddress
from autan.survey.campaigns.models import Answer, Campaign, CampaignRespondent, PublishedNumber, SectionValidation
from autan.survey.campaigns.queries.campaigns import (
    CampaignView,
    campaigns_by_slug,
    coverage_of,
    published_figures,
    respondent_figures,
    view_of,
)
from autan.survey.campaigns.queries.readable_answers import hides_unvalidated
from autan.survey.questionnaires.core.kinds.registry import find_measure
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.results.core.crossing import find_crossed
from autan.survey.results.core.grouped import group_responses
from autan.survey.results.queries.changes import find_change
from autan.survey.results.queries.groupings import find_grouping
from autan.survey.results.queries.results import find_question, read_responses
from autan.territories.networks.queries.bodies import known_bodies


def find_survey_figure(address: FigureAddress) -> Figure | None:
    """Compute the figure of an address; None when there is no such thing. Seven queries at most.

    Its campaign, and what was published of it, are read once in a request.
    """
    parsed = SurveyFigureAddress.of(address)
    view = _view(parsed.campaign)
    if view is None:
        return None
    if parsed.measure.startswith(PUBLISHED):
        return _published(parsed.campaign).get(str(address))
    question = find_question(view, parsed.place)
    if question is None:
        shown = [member for member in view.respondents if parsed.measure.endswith(f"_{member.siren}")]
        return _named([*coverage_of(view, shown=shown).figures, *respondent_figures(view)], address)
    if parsed.earlier:
        return find_change(view, question, earlier=parsed.earlier, figure_id=str(address))
    if parsed.grouping:
        return _find_grouped(view, question, parsed)
    return find_measure(read_responses(view, [question])[0], parsed.measure)


@cached_in_request
def _campaign(slug: str) -> Campaign | None:
    return campaigns_by_slug([slug]).get(slug)


@cached_in_request
def _view(slug: str) -> CampaignView | None:
    campaign = _campaign(slug)
    return view_of(campaign) if campaign else None


@cached_in_request
def _published(slug: str) -> dict[str, Figure]:
    view = _view(slug)
    return {figure.id: figure for figure in reversed(published_figures(view))} if view else {}


def _named(figures: Sequence[Figure], address: FigureAddress) -> Figure | None:
    return next((figure for figure in figures if figure.id == str(address)), None)


def _find_grouped(view: CampaignView, question: Question, address: SurveyFigureAddress) -> Figure | None:
    grouping = find_grouping(view, address.grouping)
    group = grouping.find(address.group) if grouping else None
    if grouping is None or group is None:
        return None
    responses = group_responses(read_responses(view, [question])[0], grouping, group)
    return find_crossed(responses, address.measure) or find_measure(responses, address.measure)


def may_read_survey_figure(reader: Reader, address: FigureAddress) -> bool:
    """Say whether somebody may read a figure of a campaign, or of two; what does not exist is kept from nobody."""
    campaigns = map(_campaign, SurveyFigureAddress.of(address).campaigns)
    return all(reader.has_perm("surveys.read_results", campaign) for campaign in campaigns if campaign)


def version_of_survey_figures(addresses: Sequence[FigureAddress]) -> str:
    """Return a digest of what these figures are computed from: answers, publications, campaigns and their members.

    An answer that changes is a new row, and so are a published number and a validation; what withdraws one is an
    answer that changes.
    """
    slugs = {slug for address in addresses for slug in SurveyFigureAddress.of(address).campaigns}
    return sha256(repr([state_of(slug) for slug in sorted(slugs)]).encode()).hexdigest()


@cached_in_request
def state_of(slug: str) -> tuple[object, ...]:
    """Return what the figures of a campaign stand on; three queries, once in a request. Empty without it."""
    campaign, view = _campaign(slug), _view(slug)
    if campaign is None or view is None:
        return ()
    populations = {siren: body.population for siren, body in known_bodies(view.sirens).items()}
    columns = (slug, campaign.questionnaire_id, campaign.period, campaign.opened_on, campaign.has_public_results)
    kept = (Answer, PublishedNumber, CampaignRespondent, SectionValidation)
    rows = Campaign.objects.filter(pk=campaign.pk).order_by().values_list(*map(_last_row, kept)).first()
    hides = hides_unvalidated(campaign)
    return (*columns, hides, view.respondents, sorted(view.kinds.items()), populations, rows)


def _last_row(model: type[Model]) -> Subquery:
    rows = model._default_manager.filter(campaign=OuterRef("pk"))  # noqa: SLF001 — documented by Django
    return Subquery(rows.order_by("-pk").values("pk")[:1])


SURVEY_FIGURES = FigureSource(
    name=SURVEY, find=find_survey_figure, may_read=may_read_survey_figure, version=version_of_survey_figures
)
