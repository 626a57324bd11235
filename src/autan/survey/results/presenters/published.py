"""What is published of the campaigns whose results anybody may read; nothing of the others, not even a count."""

from collections.abc import Iterator, Sequence
from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.importers import read_columns
from autan.evidence.figures.presenters.trace_record import figure_cells
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.extension_points import CatalogueFigure, PublishedFigures, PublishedTable, quoted_topics
from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.queries.campaigns import (
    CampaignView,
    campaign_figures,
    campaigns_of_network,
    coverage_of,
    view_of,
)
from autan.survey.results.queries.results import QuestionResult, tabulate_questions


def open_campaigns(slug: str) -> Iterator[CampaignView]:
    """Give the campaigns of a network whose results anybody may read."""
    for campaign in campaigns_of_network(slug):
        if PUBLIC.has_perm("surveys.read_results", campaign):
            yield view_of(campaign)


def _results(view: CampaignView) -> list[QuestionResult]:
    return tabulate_questions(view, [question for question in view.questionnaire.questions if question.is_asked])


def _figures_of(result: QuestionResult) -> Iterator[tuple[Text | None, Figure]]:
    """Give each figure with what it counts: recomputed ones, then published ones."""
    yield None, result.tabulation.answered
    for row in result.tabulation.rows:
        yield row.label, row.figure
    for comparison in result.comparisons:
        yield None, comparison.published


def _figures(slug: str, siren: str) -> Iterator[Figure]:
    for view in open_campaigns(slug) if not siren else ():  # counts are of the network
        yield from (*coverage_of(view, shown=()).figures, *campaign_figures(view))
        for result in _results(view):
            yield from (figure for _counted, figure in _figures_of(result))


def _rows(slug: str) -> Iterator[tuple[Any, ...]]:
    for view in open_campaigns(slug):
        for result in _results(view):
            question = result.tabulation.question
            for counted, figure in _figures_of(result):
                words = counted.fr if counted else None
                head = (slug, view.record.slug, question.code, question.text.fr, words)
                yield (*head, *figure_cells(figure), view.record.network.is_invented)


PUBLISHED_RESULTS = PublishedTable(
    name="survey_results",
    rank=50,
    title=Sentence("Résultats des enquêtes"),
    description=Sentence(
        "Un chiffre d’une question par ligne, pour les campagnes dont les résultats sont publics ; "
        "les autres n’ont aucune ligne, pour qu’aucun petit effectif ne trahisse une réponse."
    ),
    columns=read_columns("results", "survey_results"),
    key=("network", "figure_id"),
    rows=_rows,
)
PUBLISHED_COUNTS = PublishedFigures(rank=30, figures=_figures)


def catalogue_figures(network: str) -> Sequence[CatalogueFigure]:
    """Return what each campaign whose results anybody may read says, as a whole then question by question."""
    catalogue: list[CatalogueFigure] = []
    for view in open_campaigns(network):
        figures = [*coverage_of(view, shown=()).figures, *campaign_figures(view)]
        catalogue += [CatalogueFigure(figure=figure, source=view.record.title) for figure in figures]
        for result in tabulate_questions(view, view.questionnaire.questions):
            question = result.tabulation.question
            text = f"{question.text.fr} {question.text.en}"
            catalogue += [
                CatalogueFigure(figure=figure, source=view.record.title, search_words=text)
                for figure in result.tabulation.figures
            ]
    return catalogue


CATALOGUE = quoted_topics(rank=30, title=Text("Les enquêtes", "Surveys"), build=catalogue_figures)
