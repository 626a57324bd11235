"""The counts of the surveys of a network, for who writes a text about it."""

from collections.abc import Sequence

from autan.evidence.core.texts import Text
from autan.evidence.queries.registry import PUBLIC
from autan.extension_points import CatalogueFigure, CatalogueTopic
from autan.results.queries.results import tabulate_questions
from autan.surveys.queries.campaigns import campaigns_of_network, view_of


def catalogue_figures(network: str) -> Sequence[CatalogueFigure]:
    """Return what each campaign of a network says, question by question, where anybody may read its results."""
    found: list[CatalogueFigure] = []
    for campaign in campaigns_of_network(network):
        if not PUBLIC.has_perm("surveys.read_results", campaign):
            continue
        view = view_of(campaign)
        title = campaign.title
        for result in tabulate_questions(view, view.questionnaire.questions):
            question = result.tabulation.question
            told = [figure for figure in result.tabulation.figures if figure.is_known]
            said = f"{question.text.fr} {question.text.en}"
            found += [CatalogueFigure(figure=figure, source=title, said=said) for figure in told]
    return found


CATALOGUE = CatalogueTopic(rank=30, title=Text("Les enquêtes", "Surveys"), build=catalogue_figures)
