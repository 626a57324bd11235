"""What a plug-in imports, and all that it may count on: the objects that it may give, each loaded when asked for.

`docs/guide/ajouter-une-source.md` writes one from beginning to end.
"""

from importlib import import_module
from typing import Any

_KINDS_OF = {
    "autan.ground.plugins": "Plugin",
    # a source of open data
    "autan.opendata.producers.connectors.yearly_series": "SeriesForm series_connector",
    "autan.opendata.sources.connectors.connector": "Connector",
    "autan.opendata.sources.core.readings": "Reading",
    "autan.opendata.sources.core.source_cards": "SourceCard",
    "autan.opendata.sources.importers": "read_card",
    # formats in and out
    "autan.survey.formats.exporters.answers.files": "ForeignFormat",
    "autan.survey.campaigns.core.exchange": "AnswerRow AnswerSheet SheetAnswer",
    "autan.survey.formats.importers.answers.readers": "AnswerReader",
    "autan.survey.questionnaires.core.questionnaire": "Choice ChoiceList Question Questionnaire Section",
    "autan.survey.questionnaires.core.kinds": "QuestionKind",
    "autan.survey.questionnaires.queries": "QuestionnaireFormat",
    # what is read of the open data, and what is chosen of the future
    "autan.foresight.engine.core.assumptions": "Assumption",
    "autan.foresight.engine.core.levers": "LeverKind",
    "autan.foresight.engine.importers.levers": "read_levers",
    "autan.opendata.data_quality.core.alerts": "AlertSeverity QualityAlert QualityCheck QualityRule",
    # the look of the site, its pages, what is published and looked for
    "autan.evidence.figures.queries.registry": "UnknownFigureError find_figure",
    "autan.evidence.figures.core.charts": "MapKind MapPlace MapSpec Series",
    "autan.ground.extension_points": "NewsFeed NewsItem PageSection PublishedColumn PublishedColumnKind PublishedTable "
    "SearchHit SearchSource TerritorySection ThematicMap",
    "autan.instance.site.core": "SiteTheme",
    # words in two languages
    "autan.ground.texts.core.texts": "Text",
}
"""Names by the file that holds them."""
_KINDS = {name: module for module, names in _KINDS_OF.items() for name in names.split()}
__all__ = sorted(_KINDS)


def __getattr__(name: str) -> Any:
    """Load a kind of objects."""
    if name not in _KINDS:
        message = f"module 'autan.plugins' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_KINDS[name]), name)
