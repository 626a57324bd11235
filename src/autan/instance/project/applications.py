"""Rooms that keep the label under which their tables and templates were first named: Django would label the folder.

One closed list beside `INSTALLED_APPS`, not an `apps.py` in each: a new room keeps the label of its folder.
"""

from typing import Any

from django.apps import AppConfig


def _labelled(name: str, label: str) -> type[Any]:
    return type(label, (AppConfig,), {"name": name, "label": label})


Codings = _labelled("autan.coding.codings", "coding")
CodingResults = _labelled("autan.coding.results", "coding_results")  # `results` is the label of those of surveys
Figures = _labelled("autan.evidence.figures", "evidence")
Imports = _labelled("autan.evidence.imports", "intake")
Scenarios = _labelled("autan.foresight.scenarios", "foresight")
Updates = _labelled("autan.opendata.updates", "data_updates")
PersonalData = _labelled("autan.people.personal_data", "privacy")
Editions = _labelled("autan.publishing.editions", "synthesis")
Campaigns = _labelled("autan.survey.campaigns", "surveys")
Networks = _labelled("autan.territories.networks", "territories")
