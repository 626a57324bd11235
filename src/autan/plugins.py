"""What a plug-in imports, and all that it may count on: the objects that it may give, each loaded when asked for.

`docs/guide/ajouter-une-source.md` writes one from beginning to end.
"""

from importlib import import_module
from typing import Any

_KINDS = {
    "Plugin": "autan.ground.plugins",
    # a source of open data
    "Connector": "autan.opendata.sources.connectors.connector",
    "SeriesForm": "autan.opendata.producers.connectors.yearly_series",
    "SourceCard": "autan.opendata.sources.core.source_cards",
    "read_card": "autan.opendata.sources.importers",
    "series_connector": "autan.opendata.producers.connectors.yearly_series",
    # formats in and out
    "AnswerReader": "autan.survey.formats.importers.answers.readers",
    "ForeignFormat": "autan.survey.formats.exporters.answers.files",
    "QuestionnaireFormat": "autan.survey.questionnaires.queries",
    # what is read of the open data, and what is chosen of the future
    "AlertSeverity": "autan.opendata.data_quality.core.rules",
    "Assumption": "autan.foresight.engine.core.assumptions",
    "LeverKind": "autan.foresight.engine.core.levers",
    "QualityAlert": "autan.opendata.data_quality.core.alerts",
    "QualityCheck": "autan.opendata.data_quality.core.rules",
    "QualityRule": "autan.opendata.data_quality.core.rules",
    "read_levers": "autan.foresight.engine.importers.levers",
    # the look of the site, and the page of a territory
    "PageSection": "autan.ground.extension_points",
    "find_figure": "autan.evidence.figures.queries.registry",
    "SiteTheme": "autan.instance.site.core",
    "TerritorySection": "autan.ground.extension_points",
    # what is published, and what is looked for
    "NewsFeed": "autan.ground.extension_points",
    "PublishedColumn": "autan.ground.extension_points",
    "PublishedColumnKind": "autan.ground.extension_points",
    "PublishedTable": "autan.ground.extension_points",
    "SearchSource": "autan.ground.extension_points",
    "ThematicMap": "autan.ground.extension_points",
    "UnknownFigureError": "autan.evidence.figures.queries.registry",
    # words in two languages
    "Text": "autan.ground.texts.core.texts",
}
__all__ = sorted(_KINDS)


def __getattr__(name: str) -> Any:
    """Load a kind of objects."""
    if name not in _KINDS:
        message = f"module 'autan.plugins' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_KINDS[name]), name)
