"""Lessons, adoptions and needs for the tests."""

from dataclasses import replace
from datetime import date
from typing import Any

from autan.cooperation.lessons.core.adoption import AdoptionRecord, AdoptionStage, AdoptionStep
from autan.cooperation.lessons.core.lessons import (
    ConditionKind,
    ConditionWeight,
    Difficulty,
    LessonContent,
    Maturity,
    Reproducibility,
    TransferCondition,
)
from autan.cooperation.lessons.core.needs import NeedKind, NeedRecord
from autan.cooperation.lessons.importers import french_vocabulary
from autan.plans.projects.core.themes import ActionTheme

TODAY = date(2026, 11, 26)


VOCABULARY = replace(french_vocabulary(), lemma=lambda word: word.removesuffix("s"))
"""The words of the field, with a lexicon of the tests: plurals alone."""


def whole_content(**changes: Any) -> LessonContent:
    """A lesson that lacks nothing."""
    conditions = tuple(
        TransferCondition(kind=kind, weight=ConditionWeight.REQUIRED, words="il faut", evidence="vu")
        for kind in ConditionKind
    )
    values: dict[str, Any] = {
        "title": "Prêter des capteurs aux communes",
        "understood": "La chaudière de l’école tourne le dimanche.",
        "ambition": "Claire Exemple a ouvert les portes.",
        "transferable": "La valise de capteurs.",
        "not_to_copy": "Le rapport envoyé sans lecture.",
        "conditions": conditions,
        "difficulties": (Difficulty(obstacle="Rapports non lus", remedy="Lire ensemble", code="facilitation"),),
        "levers": ("early_action",),
        "maturity": Maturity.RUNNING,
        "maturity_source": "Bilan",
        "reproducibility": Reproducibility.EASY,
        "reproducibility_source": "Visiteurs",
        "themes": (ActionTheme.BUILDING,),
        "sources": ("Bilan 2023",),
    }
    return LessonContent(**(values | changes))


def step(stage: str, on: date, **changes: Any) -> AdoptionStep:
    return AdoptionStep(stage=AdoptionStage(stage), on=on, **changes)


def adoption(siren: str, *stages: str, lesson: str = "capteurs", workshop: bool = True) -> AdoptionRecord:
    """An adoption whose stages follow one another by a year."""
    steps = tuple(step(stage, date(2020 + rank, 1, 1)) for rank, stage in enumerate(stages))
    return AdoptionRecord(
        lesson=lesson, title=lesson, host="H", siren=siren, is_from_workshop=workshop, steps=steps, is_invented=True
    )


def need(slug: str = "besoin", **changes: Any) -> NeedRecord:
    values: dict[str, Any] = {"slug": slug, "title": slug, "kind": NeedKind.TECHNICAL, "asked_on": date(2026, 11, 1)}
    return NeedRecord(**(values | changes))
