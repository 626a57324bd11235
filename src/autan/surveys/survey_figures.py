"""Where is the figure of this address? Every figure of this room is computed again from it."""

from autan.evidence.core.figures import Figure
from autan.questionnaires.core.questionnaire import Question
from autan.questionnaires.core.tabulation.tabulate import find_measure
from autan.surveys.core.tabulation.crossing import find_crossed
from autan.surveys.core.tabulation.grouped import hear_group
from autan.surveys.queries.campaigns import (
    CampaignView,
    UnknownCampaignError,
    coverage_of,
    published_figures,
    view_campaign,
)
from autan.surveys.queries.comparison import find_change
from autan.surveys.queries.results import AMONG, WITH, find_grouping, find_question, hear_questions

SINCE = "since_"


def campaigns_of(figure_id: str) -> list[str]:
    """Return the slugs of the campaigns that a figure is computed from: its own, and the earlier one of a change."""
    _, campaign, _, measure = [*figure_id.split(".", 3), "", "", ""][:4]
    head = measure.partition(".")[0]
    return [campaign, head.removeprefix(SINCE)] if head.startswith(SINCE) else [campaign]


def find_survey_figure(figure_id: str) -> Figure | None:
    """Compute the figure `survey.<campaign>.<place>.<measure>`; None when there is no such thing. Six queries at most.

    The place is a question, a section, or `campaign`. The measure of a question may begin with a group
    (`by_kind.CA.count_yes`, `with_q3.yes.median`) or with an earlier campaign (`since_2013.rose`).
    """
    _, campaign, place, measure = [*figure_id.split(".", 3), "", "", ""][:4]
    try:
        view = view_campaign(campaign)
    except UnknownCampaignError:
        return None
    if measure.startswith("published"):
        return next((figure for figure in published_figures(view) if figure.id == figure_id), None)
    question = find_question(view, place)
    if question is None:
        shown = [member for member in view.respondents if measure.endswith(f"_{member.siren}")]
        return next((figure for figure in coverage_of(view, shown=shown).figures if figure.id == figure_id), None)
    head, _, rest = measure.partition(".")
    if head.startswith(SINCE):
        return find_change(view, question, earlier=head.removeprefix(SINCE), figure_id=figure_id)
    if head.startswith(("by_", WITH, AMONG)):
        return _find_grouped(view, question, head, rest)
    return find_measure(question, hear_questions(view, [question])[0], measure)


def _find_grouped(view: CampaignView, question: Question, code: str, rest: str) -> Figure | None:
    name, _, measure = rest.partition(".")
    grouping = find_grouping(view, code)
    group = grouping.find(name) if grouping else None
    if grouping is None or group is None:
        return None
    hearing = hear_group(hear_questions(view, [question])[0], grouping, group)
    return find_crossed(question, hearing, measure) or find_measure(question, hearing, measure)
