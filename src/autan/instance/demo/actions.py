"""Loads the actions and projects that facts document for the eleven, and the actions of the invented network."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from autan.evidence.figures.core.sources import fact_refs
from autan.ground.tables.importers.yaml_document import read_yaml_file
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.plans.action_files.actions.intake import record_actions
from autan.plans.action_files.core.action_rows import ActionRow
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.projects import keep_project
from autan.plans.projects.actions.sheets import SheetInput, add_sheet, change_sheet
from autan.plans.projects.core.fields import BY_CODE
from autan.plans.projects.core.projects import ProjectHeading, ProjectLine, ProjectState, ProjectTopic, StateKind
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Network, Territory

CONTENT = Path(__file__).parent / "content"
_JOINT = (
    ("ysaure-plan", "malaure-plan", "Créer une ligne de covoiturage"),
    ("orsanne-plan", "sarvenne-plan", "Étendre le transport à la demande"),
)
"""Plans of the invented network that carry one action together, and how its title begins."""


@transaction.atomic
def load_actions(*, content: Path = CONTENT) -> None:
    """Take in the actions of the real network and of the invented one; what a person changed since is kept."""
    for described in read_yaml_file(content / "actions" / "dialogue-toulouse.yaml")["actions"]:
        _keep_documented(described)
    _keep_projects(content / "actions" / "projects.yaml")
    _keep_invented((content / "invented" / "actions.csv").read_text(encoding="utf-8"))


def _keep_documented(described: Mapping[str, Any]) -> None:
    """Record an action that facts state, or what the content says of it now, unless a person changed it."""
    sheet_input = SheetInput(
        typed={code: str(described.get(code, "")) for code in BY_CODE},
        carriers=[Territory.objects.get(siren=described["siren"])],
        lines={"funding": described["funding"]} if "funding" in described else None,
        evidence=fact_refs(described["facts"]),
    )
    action_sheet = ActionSheet.objects.filter(slug=described["slug"]).first()
    if action_sheet is None:
        plan = Plan.objects.get(slug=described["plan"]) if "plan" in described else None
        add_sheet(by=None, sheet_input=sheet_input, plan=plan, slug=described["slug"])
    elif action_sheet.revision == 1:
        change_sheet(by=None, sheet=action_sheet, sheet_input=sheet_input)


def _keep_projects(path: Path) -> None:
    described = read_yaml_file(path)
    network = Network.objects.get(slug=described["network"])
    for project in described["projects"]:
        keep_project(by=None, network=network, heading=_project(project), sheets=project.get("sheets", ()))


def _project(described: Mapping[str, Any]) -> ProjectHeading:
    return ProjectHeading(
        slug=described["slug"],
        name=Text(**described["name"]),
        ambition=Text(**described["ambition"]),
        commune=described.get("commune", ""),
        sirens=tuple(described["sirens"]),
        lines=tuple(
            ProjectLine(topic=ProjectTopic(topic), text=NO_TEXT, evidence=fact_refs(facts))
            for topic, facts in described["lines"].items()
        ),
        states=tuple(
            ProjectState(
                kind=StateKind(state["kind"]),
                label=Text(state["fr"], state["en"]),
                since=state["since"],
                until=state.get("until"),
                chain=state.get("chain", ""),
                evidence=fact_refs(state["facts"]),
            )
            for state in described["states"]
        ),
        evidence=fact_refs(described["facts"]),
    )


def _keep_invented(text: str) -> None:
    """Record the actions of each invented plan that has none yet, then those that two territories carry."""
    rows: dict[str, list[ActionRow]] = {}
    for line, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        rows.setdefault(row["plan"], []).append(_row(line, row))
    is_changed = False
    for slug, actions in rows.items():
        plan = Plan.objects.get(slug=slug)
        if not plan.action_sheets.exists():
            record_actions(by=None, plan=plan, rows=actions, file="actions.csv")
            is_changed = True
    for first, second, title in _JOINT if is_changed else ():
        sheet = ActionSheet.objects.filter(plan__slug=first, title__startswith=title).order_by("rank")[0]
        places: Iterable[Territory] = Territory.objects.filter(plans__slug__in=(first, second)).order_by("id")
        change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={}, carriers=list(places)))


def _row(line: int, row: Mapping[str, str]) -> ActionRow:
    funding = {code: text for code, text in (("funder", row["funder1"]), ("amount", row["amount1"])) if text}
    return ActionRow(
        line=line,
        sheet="",
        title=row["title"],
        part="",
        axis=(row["axis1"], row["axis2"]),
        typed={code: row[code] for code in BY_CODE if row.get(code)},
        funding=(funding,) if funding else (),
    )
