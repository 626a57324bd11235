"""The page of workflows is printed from their tables."""

import os

from django.utils.functional import Promise

from autan.people.workflows.actions import GONE, KEPT, Transition, Workflow
from tests.people.workflows.test_workflows import WORKFLOWS
from tests.repo.tree import REPOSITORY

PAGE = REPOSITORY / "docs" / "reference" / "workflows.md"
HEAD = """# Workflows

What becomes of things, act by act: from which state to which, whose right it is, why not otherwise, what is kept of it.
Each act is done once, in one transaction; where the thing is already where the act leads to, nothing is written.
Sentences are those of the pages, in French. This page is printed from the tables (`actions/workflow.py` of each room).
"""
STATES = {KEPT: "kept", GONE: "gone"}


def row_of(transition: Transition) -> str:
    begins, ends = ", ".join(sorted(transition.begins)), transition.ends or "the same"
    refusals = [f"{', '.join(states)}: « {text} »" for text, states in by_sentence(transition).items()]
    needs = [f"without {name}: « {text} »" for name, text in transition.needs.items() if text]
    conditions = ["on conditions of its own"] if transition.guard else []
    journal = "made of the act" if callable(transition.journal) else transition.journal
    told = " (told what goes with it, then confirmed)" if transition.tells else ""
    said = transition.done if isinstance(transition.done, str | Promise) else "made of the act"
    refused = "; ".join([*refusals, *needs, *conditions])
    cells = (f"`{transition.name}`{told}", f"{begins} → {ends}", refused, journal, str(said))
    return f"| {' | '.join(cell or '—' for cell in cells)} |"


def by_sentence(transition: Transition) -> dict[str, list[str]]:
    sentences: dict[str, list[str]] = {}
    for state, text in transition.refusals.items():
        sentences.setdefault(text, []).append(state)
    return sentences


def section_of(workflow: Workflow) -> str:
    right = f"`{workflow.right}`" if isinstance(workflow.right, str) else "that of the meeting"
    rows = "\n".join(row_of(transition) for transition in workflow.transitions)
    head = "| Act | From → to | Refused | Journal | Said |\n|---|---|---|---|---|"
    return f"## {workflow.name}\nRight: {right}.\n\n{head}\n{rows}\n"


def test_the_page_says_what_the_tables_say() -> None:
    page = "\n".join([HEAD, *(section_of(WORKFLOWS[name]) for name in sorted(WORKFLOWS))])
    if os.environ.get("WRITE_SNAPSHOTS"):
        PAGE.write_text(page)
    assert PAGE.read_text() == page
