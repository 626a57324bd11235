"""The figure of an address: each is computed again, as a whole, by group, or between campaigns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Model, OuterRef, Subquery

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import FigureSource, Reader
from autan.ground.request_cache import cached_in_request
from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.core.addresses import AMONG, BY_KIND, BY_SIZE, PUBLISHED, SURVEY, WITH, SurveyFigureAddress
from autan.survey.campaigns.models import Answer, Campaign, CampaignRespondent, PublishedNumber, SectionValidation
from autan.survey.campaigns.queries.answers import hides_unvalidated
from autan.survey.campaigns.queries.campaigns import (
    CampaignView,
    UnknownCampaignError,
    campaigns_by_slug,
    coverage_of,
    published_figures,
    respondent_figures,
    view_campaign,
    view_of,
)
from autan.survey.campaigns.queries.questionnaires import questionnaire_of
from autan.survey.questionnaires.core.answers.answer import MANY, Respondent
from autan.survey.questionnaires.core.kinds.kind import ClassLabel
from autan.survey.questionnaires.core.kinds.registry import find_measure
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.results.core.changes_between_campaigns import QuestionChange, compare_answers
from autan.survey.results.core.crossing import find_crossed
from autan.survey.results.core.grouped import group_responses
from autan.survey.results.core.groups import (
    MemberGrouping,
    can_group,
    group_by_question,
    group_chosen,
    group_members,
    size_class,
    size_classes,
)
from autan.survey.results.core.question_matching import MatchedQuestion, match_questions
from autan.survey.results.queries.results import find_question, read_responses
from autan.territories.networks.queries.bodies import known_bodies
from autan.territories.perimeters.core.bodies import Epci, EpciKind
from autan.territories.perimeters.lake.register import LATEST

_LABELS = {
    BY_KIND: Sentence("Nature de l’intercommunalité, aujourd’hui"),
    BY_SIZE: Sentence("Population municipale, registre de {latest}", latest=LATEST),
}
_INVENTED_LABELS = {
    BY_KIND: Sentence("Nature de l’intercommunalité, inventée avec le réseau"),
    BY_SIZE: Sentence("Population, inventée avec le réseau"),
}


def list_groupings(view: CampaignView) -> list[ClassLabel]:
    """Return what the members of a campaign may be told apart by: code and label, questions after kind and size."""
    questions = [question for question in view.questionnaire.questions if can_group(question)]
    by_answer = ((f"{WITH}{question.code}", question.text) for question in questions)
    return [*((code, _label(code, view)) for code in (BY_KIND, BY_SIZE)), *by_answer]


def _label(code: str, view: CampaignView) -> Text:
    """No register holds the kind or the population of a territory that does not exist."""
    return (_INVENTED_LABELS if view.record.network.is_invented else _LABELS)[code]


def find_grouping(view: CampaignView, code: str) -> MemberGrouping | None:
    """Return the members in groups, or None when no grouping has this code. One query for a question, else none.

    Codes: `by_kind`, `by_size`, `with_<question>`, `among_<siren>-<siren>…` for the members that a reader chose.
    """
    if code.startswith(AMONG):
        chosen = set(code.removeprefix(AMONG).split("-")) & set(view.sirens)
        return group_chosen(view.respondents, chosen) if chosen else None
    if code.startswith(WITH):
        return _group_by_answers(view, code.removeprefix(WITH))
    return {BY_KIND: _group_by_kind, BY_SIZE: _group_by_size}.get(code, lambda _view: None)(view)


def _group_by_answers(view: CampaignView, code: str) -> MemberGrouping | None:
    question = find_question(view, code)
    if question is None or not can_group(question):
        return None
    return group_by_question(read_responses(view, [question])[0])


def _group_by_kind(view: CampaignView) -> MemberGrouping:
    bodies = known_bodies(view.sirens)
    return group_members(
        BY_KIND,
        _label(BY_KIND, view),
        view.respondents,
        classes=[(kind.value, kind.label) for kind in EpciKind],
        class_of=view.kinds.get,
        evidence_of=lambda members: _register_evidence(view, members, bodies),
    )


def _group_by_size(view: CampaignView) -> MemberGrouping:
    bodies = known_bodies(view.sirens)
    populations = {siren: body.population for siren, body in bodies.items()}
    return group_members(
        BY_SIZE,
        _label(BY_SIZE, view),
        view.respondents,
        classes=size_classes(),
        class_of=lambda siren: size_class(populations.get(siren)),
        evidence_of=lambda members: _register_evidence(view, members, bodies),
    )


def _register_evidence(
    view: CampaignView, members: Sequence[Respondent], bodies: Mapping[str, Epci]
) -> tuple[EvidenceRef, ...]:
    """The rows of the register, or the campaign where there are too many: its members are those that it asked."""
    if len(view.respondents) > MANY:
        return (EvidenceRef(kind="campaign", key=view.record.slug),)
    return tuple(EvidenceRef(kind="register", key=f"{m.siren}@{LATEST}") for m in members if m.siren in bodies)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignComparison:
    """Two campaigns side by side.

    Attributes:
        changes: matched questions, in the order of the later one.
        joined: names of the territories that only the later one asks.
        left: names of those that only the earlier one asked.
    """

    later: CampaignView
    earlier: CampaignView
    changes: tuple[QuestionChange, ...]
    only_later: tuple[Question, ...]
    only_earlier: tuple[Question, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]


def earlier_campaigns(view: CampaignView) -> list[Campaign]:
    """Return the other campaigns of the network that have questions in common with this one, latest first. One query.

    Those of another network are not compared: their members would all seem to have left or joined, and an invented
    network would stand beside a real one.
    """
    others = Campaign.objects.select_related("questionnaire", "network").exclude(pk=view.record.pk)
    others = others.filter(network__slug=view.record.network_id, archived_at=None)
    return [other for other in others if other.period <= view.record.period and _matches(view, other)]


def _matches(view: CampaignView, other: Campaign) -> tuple[MatchedQuestion, ...]:
    return match_questions(view.questionnaire, questionnaire_of(other), earlier_campaign=other.slug)


def compare_campaigns(later: CampaignView, earlier: CampaignView) -> CampaignComparison:
    """Compare two campaigns at the questions that match. Two queries."""
    matches = _matches(later, earlier.record)
    matched = {match.later.code for match in matches}, {match.earlier.code for match in matches}
    sirens = {member.siren for member in later.respondents}, {member.siren for member in earlier.respondents}
    return CampaignComparison(
        later=later,
        earlier=earlier,
        changes=tuple(_changes(later, earlier, matches)),
        only_later=_unmatched_questions(later, matched[0]),
        only_earlier=_unmatched_questions(earlier, matched[1]),
        joined=tuple(member.name for member in later.respondents if member.siren not in sirens[1]),
        left=tuple(member.name for member in earlier.respondents if member.siren not in sirens[0]),
    )


def _unmatched_questions(view: CampaignView, matched: set[str]) -> tuple[Question, ...]:
    return tuple(q for q in view.questionnaire.questions if q.is_asked and q.code not in matched)


def _changes(later: CampaignView, earlier: CampaignView, matches: Sequence[MatchedQuestion]) -> list[QuestionChange]:
    asked_later = read_responses(later, [match.later for match in matches])
    asked_earlier = read_responses(earlier, [match.earlier for match in matches])
    return [compare_answers(*triple) for triple in zip(matches, asked_later, asked_earlier, strict=True)]


def find_change(view: CampaignView, question: Question, *, earlier: str, figure_id: str) -> Figure | None:
    """Compute a figure of the change since an earlier campaign; None when there is none. Five queries."""
    try:
        before = view_campaign(earlier)
    except UnknownCampaignError:
        return None
    if before.record.network_id != view.record.network_id:
        return None
    matches = [match for match in _matches(view, before.record) if match.later.code == question.code]
    figures = (figure for change in _changes(view, before, matches) for figure in change.figures)
    return next((figure for figure in figures if figure.id == figure_id), None)


def find_survey_figure(address: FigureAddress) -> Figure | None:
    """Compute the figure of an address; None when there is no such thing. Seven queries at most.

    Its campaign, and what was published of it, are read once in a request.
    """
    parsed = SurveyFigureAddress.of(address)
    view = _view(parsed.campaign)
    if view is None:
        return None
    if parsed.measure.startswith(PUBLISHED):
        return _published_figures(parsed.campaign).get(str(address))
    question = find_question(view, parsed.place)
    if question is None:
        shown = [member for member in view.respondents if parsed.measure.endswith(f"_{member.siren}")]
        return _find_named([*coverage_of(view, shown=shown).figures, *respondent_figures(view)], address)
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
def _published_figures(slug: str) -> dict[str, Figure]:
    view = _view(slug)
    return {figure.id: figure for figure in reversed(published_figures(view))} if view else {}


def _find_named(figures: Sequence[Figure], address: FigureAddress) -> Figure | None:
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
    models = (Answer, PublishedNumber, CampaignRespondent, SectionValidation)
    rows = Campaign.objects.filter(pk=campaign.pk).order_by().values_list(*map(_last_row, models)).first()
    hides = hides_unvalidated(campaign)
    return (*columns, hides, view.respondents, sorted(view.kinds.items()), populations, rows)


def _last_row(model: type[Model]) -> Subquery:
    rows = model._default_manager.filter(campaign=OuterRef("pk"))  # noqa: SLF001 — documented by Django
    return Subquery(rows.order_by("-pk").values("pk")[:1])


SURVEY_FIGURES = FigureSource(
    name=SURVEY, find=find_survey_figure, may_read=may_read_survey_figure, version=version_of_survey_figures
)
