"""Sentences that the product makes are listed, with what they rest on and the test that holds them.

They stand under drawings, at the head of a result or of one page (glances), in alerts on rows, and in mails.
"""

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repo.tree import PACKAGE, nodes

pytestmark = pytest.mark.xdist_group("sources")  # each file is parsed once for all

LISTED = list(csv.DictReader((Path(__file__).parent / "generated_sentences.csv").read_text("utf-8").splitlines()))
PASSED_ON = {
    ("coding/results/presenters/counts.py", "_line"),
    ("coding/results/views.py", "sentences"),
    ("foresight/scenarios/templatetags/foresight.py", "drawn"),
    ("instance/cli/action.py", "similar"),
    ("instance/cli/coding.py", "counts"),
    ("instance/site/renderers/digest.py", "_drawing"),
    ("plans/action_search/queries/indexes.py", "of"),
    ("publishing/api/presenters/embedding.py", "figure_object"),
    ("publishing/edition_files/queries/dossiers.py", "chart"),
    ("publishing/edition_files/queries/dossiers.py", "map"),
    ("publishing/edition_files/renderers/edition_data.py", "illustration"),
    ("publishing/editions/core/starter.py", "_chart"),
    ("publishing/living_text/core/address_marks.py", "drawing_entry"),
    ("publishing/living_text/importers/front_matter.py", "_caption"),
    ("survey/questionnaires/core/tabulation/results.py", "draw"),
    ("territories/charts/renderers/drawing/map_places.py", "_values"),
}
"""Places that pass on a sentence made elsewhere or written by a person, or give another thing this name."""
GIVEN = {"sentence", "sentences", "glance"}
KINDS = {"label", "count", "range", "compare", "change"}
"""A label names, a count says how many are known; the others state something that a world may contradict."""


def is_constant(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        return name in {"Text", "Sentence", "_"} and not node.keywords and all(map(is_constant, node.args))
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id == node.id.upper())


def computed_sentences(path: Path) -> Iterator[str]:
    """Functions of a file that give something a sentence which is not always the same."""
    given = [node for node in (*nodes(path, ast.Call), *nodes(path, ast.Dict)) if gives_a_sentence(node)]
    for function in nodes(path, ast.FunctionDef):
        if any(function.lineno <= node.lineno <= (function.end_lineno or 0) for node in given):
            yield function.name


def gives_a_sentence(node: ast.expr) -> bool:
    """True for what is given as the sentence of a drawing or a result, for a part of a digest and for alerts."""
    if isinstance(node, ast.Dict):  # a row of a page
        items = zip(node.keys, node.values, strict=True)
        return any(getattr(key, "value", "") in GIVEN and not is_constant(value) for key, value in items)
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "id", "")
    given = [keyword for keyword in node.keywords if keyword.arg in GIVEN and not is_constant(keyword.value)]
    # what a sentence names is a part of it, whatever its name
    return name in {"DigestPart", "raise_alerts"} or (name != "Sentence" and bool(given))


def test_every_sentence_that_is_made_is_listed() -> None:
    made = {
        (str(path.relative_to(PACKAGE)), function)
        for path in PACKAGE.rglob("*.py")
        for function in computed_sentences(path)
    }
    mails = {(str(path.relative_to(PACKAGE)), "") for path in PACKAGE.rglob("templates/*/mail/*.txt")}
    assert (made - PASSED_ON) | mails == {(row["file"], row["function"]) for row in LISTED}
    assert made >= PASSED_ON


@pytest.mark.parametrize("row", LISTED, ids=lambda row: f"{row['file']}::{row['function']}")
def test_what_a_world_may_contradict_is_held_by_a_test(row: dict[str, str]) -> None:
    assert row["kind"] in KINDS
    assert row["rests_on"]
    if row["kind"] in {"label", "count"}:
        assert not row["held_by"]
        return
    file, _, test = row["held_by"].partition("::")
    assert f"def {test}(" in (PACKAGE.parents[1] / file).read_text(encoding="utf-8")
