"""Rooms that keep the label under which their tables and templates were first named: Django would label the folder.

One closed list beside `INSTALLED_APPS`, not an `apps.py` in each: a new room keeps the label of its folder.
"""

from django.apps import AppConfig


class Codings(AppConfig):
    """Codebooks and codings."""

    name, label = "autan.coding.codings", "coding"


class CodingResults(AppConfig):
    """Results of codings; `results` is the label of those of surveys."""

    name, label = "autan.coding.results", "coding_results"


class Figures(AppConfig):
    """Figures, facts and sources."""

    name, label = "autan.evidence.figures", "evidence"


class Imports(AppConfig):
    """Files taken in after a preview."""

    name, label = "autan.evidence.imports", "intake"


class Scenarios(AppConfig):
    """Scenarios and what places give for them."""

    name, label = "autan.foresight.scenarios", "foresight"


class Updates(AppConfig):
    """New editions of open data."""

    name, label = "autan.opendata.updates", "data_updates"


class PersonalData(AppConfig):
    """What is known of a person, given to her and erased."""

    name, label = "autan.people.personal_data", "privacy"


class Editions(AppConfig):
    """Editions and their reviews."""

    name, label = "autan.publishing.editions", "synthesis"


class Campaigns(AppConfig):
    """Campaigns, answers and personal links."""

    name, label = "autan.survey.campaigns", "surveys"


class Networks(AppConfig):
    """Networks, territories and roles."""

    name, label = "autan.territories.networks", "territories"
