"""What leaves the house leaves through queries that know for whom: no page, drawing or file reads a table by itself."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import fields

import pytest

from autan.evidence.figures.queries.registry import EvidenceKind
from autan.ground.registry import registered
from tests.repo.tree import nodes, python_files, relative

pytestmark = pytest.mark.xdist_group("sources")  # each file is parsed once for all

OUTER = {"views", "presenters", "exporters", "renderers", "templatetags"}
READ_IN_PLACE = {
    "coding/results/presenters/evidence_kinds.py": {"CodingRecord", "Document"},
    "cooperation/crossreading/presenters/evidence_kinds.py": {"BlindAlignment", "SecondReading"},
    "cooperation/lessons/presenters/evidence_kinds.py": {"Lesson", "Need"},
    "cooperation/working_group/presenters/decisions.py": {"Body", "Decision"},
    "cooperation/workshops/presenters/page.py": {"Workshop"},
    "foresight/scenarios/presenters/evidence_kinds.py": {"KeptScenario"},
    "plans/indicators/presenters/evidence_kinds.py": {"Indicator", "Network", "RecordedValue"},
    "plans/plans/presenters/evidence_kinds.py": {"Plan", "PlanLine"},
    "plans/projects/presenters/evidence_kinds.py": {"ActionSheet"},
    # described for those to whom `readable` gave the keys, asked before
    "cooperation/crossreading/presenters/matrix.py": {"BlindAlignment"},  # a page of the working group alone
    "cooperation/crossreading/presenters/contradictions.py": {"Territory"},  # no state: names are public
    "cooperation/lessons/presenters/sections.py": {"Lesson", "Need"},  # counts what is published; tasks of who writes
    "cooperation/working_group/presenters/sections.py": {"Body", "Objective"},  # asks `read_group` on the next line
    "plans/obligations/presenters/evidence_kinds.py": {"StatedCompetence"},  # no state: what a source states is public
}
"""Rows read where they are described, by file: a line comes here with its reason, and leaves as soon as it can."""
FOR_EVERYBODY = {
    "action-list": "counts what is published alone",
    "adoption": "of lessons that are published: its figures are asked for by network",
    "aligned-passages": "of published plans alone; who aligned them is told inside",
    "blind-reading": "of published plans alone, in numbers",
    "completeness": "that a list of a territory is whole, and since when, is public; who says so is not in the card",
    "estate": "counts what is published alone",
    "own-quantity": "a starting state is public; who gave it is told to who may give another",
    "own-value": "a value that a member gave is public with its reason",
    "project": "projects have no draft: everybody reads them",
    "workshop": "the list of workshops is public; notes and people are not in the card",
    **dict.fromkeys(
        (
            "assumption", "competence-base", "deposit", "duty-act", "fact", "filed-plan", "foresight-reference",
            "indicator",
            "lake", "membership", "obligation-rule", "price", "register", "source", "stated-competence",
            "territorial-body",
        ),
        "what a source states is public",
    ),
}  # fmt: skip
"""Kinds of evidence that anybody may read, and why."""


def reads(attributes: Iterable[ast.Attribute]) -> Iterator[str]:
    """Names of the tables that a piece of code opens by their manager."""
    for part in attributes:
        if part.attr in {"objects", "_base_manager", "_default_manager"}:
            yield ast.unparse(part.value)


def test_what_leaves_is_read_by_queries() -> None:
    found = {
        name: tables
        for path in python_files("src/")
        if OUTER & set((name := relative(path).removeprefix("src/autan/")).removesuffix(".py").split("/"))
        and (tables := set(reads(nodes(path, ast.Attribute))))
    }
    assert found == READ_IN_PLACE, "a query takes `reader=` and returns what she may read"


def test_the_room_that_is_a_model_does_so_too() -> None:
    files = [path for path in python_files("tests/equipment/") if path.stem in OUTER]
    assert {path.stem: set(reads(nodes(path, ast.Attribute))) for path in files} == {
        "views": set(),
        "presenters": set(),
    }


def test_a_table_that_is_opened_is_seen() -> None:
    tree = ast.parse("rows = Plan.objects.filter(slug=slug)")
    assert list(reads(node for node in ast.walk(tree) if isinstance(node, ast.Attribute))) == ["Plan"]


def test_each_kind_of_evidence_says_who_reads_it() -> None:
    default = next(field.default for field in fields(EvidenceKind) if field.name == "readable")
    open_to_all = {kind.kind for kind in registered(EvidenceKind) if kind.readable is default}
    assert open_to_all == set(FOR_EVERYBODY), "what has a state gives `readable`"
