"""The counts of the surveys of a network, for who writes a text about it."""

from collections.abc import Sequence

from autan.evidence.core.texts import Text
from autan.extension_points import CatalogueFigure, CatalogueTopic
from autan.results.presenters.published import open_campaigns
from autan.results.queries.results import tabulate_questions


def catalogue_figures(network: str) -> Sequence[CatalogueFigure]:
    """Return what each campaign of a network says, question by question, where anybody may read its results."""
    found: list[CatalogueFigure] = []
    for view in open_campaigns(network):
        for result in tabulate_questions(view, view.questionnaire.questions):
            question = result.tabulation.question
            told = [figure for figure in result.tabulation.figures if figure.is_known]
            said = f"{question.text.fr} {question.text.en}"
            found += [CatalogueFigure(figure=figure, source=view.record.title, said=said) for figure in told]
    return found


CATALOGUE = CatalogueTopic(rank=30, title=Text("Les enquêtes", "Surveys"), build=catalogue_figures)
