"""Rooms that keep the label under which their tables and templates were first named: Django would label the folder.

One closed list beside `INSTALLED_APPS`, not an `apps.py` in each: a new room keeps the label of its folder.
"""

from django.apps import AppConfig

LABELS = {
    "Codings": ("autan.coding.codings", "coding"),
    "CodingResults": ("autan.coding.results", "coding_results"),
    "Figures": ("autan.evidence.figures", "evidence"),
    "Imports": ("autan.evidence.imports", "intake"),
    "Scenarios": ("autan.foresight.scenarios", "foresight"),
    "Updates": ("autan.opendata.updates", "data_updates"),
    "PersonalData": ("autan.people.personal_data", "privacy"),
    "Editions": ("autan.publishing.editions", "synthesis"),
    "Campaigns": ("autan.survey.campaigns", "surveys"),
    "Networks": ("autan.territories.networks", "territories"),
}
"""Room and label of each configuration, by the name under which `INSTALLED_APPS` calls it."""

for configuration, (room, kept_label) in LABELS.items():
    globals()[configuration] = type(configuration, (AppConfig,), {"name": room, "label": kept_label})
