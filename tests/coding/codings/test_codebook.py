"""A codebook is a tree; its edits give versions; codings are read in any of them, and none is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.coding.codings.core.codebook import (
    ChangeKind,
    Code,
    Codebook,
    CodebookCycleError,
    CodebookError,
    labels_of_several_ideas,
)
from autan.coding.codings.core.codebook_edits import (
    add_code,
    merge_codes,
    move_code,
    redefine_code,
    rename_code,
    retire_code,
    split_code,
)
from autan.coding.codings.core.codings import read_in_version
from autan.ground.wordings import Text
from tests.coding.codings.making import DAY, make_code, make_codebook, make_coding

TREE = make_codebook("means", "means/staff", "means/money", "politics", "politics/priority", "politics/priority/term")


def keys(codebook: Codebook) -> list[str]:
    return [f"{'.' * depth}{code.key}" for depth, code in codebook.walk()]


def test_a_tree_is_walked_in_order() -> None:
    assert keys(TREE) == ["means", ".staff", ".money", "politics", ".priority", "..term"]
    assert [code.key for code in TREE.ancestors("term")] == ["politics", "priority"]
    assert TREE.below("politics") == {"politics", "priority", "term"}
    assert [code.key for code in TREE.children("means")] == ["staff", "money"]
    assert "staff" in TREE
    assert "nobody" not in TREE


def test_a_very_deep_tree_is_walked() -> None:
    deep = make_codebook("/".join(f"c{rank}" for rank in range(3000)))
    assert len(deep.below("c0")) == 3000
    assert max(depth for depth, _ in deep.walk()) == 2999


@pytest.mark.parametrize(
    ("codes", "reason", "at"),
    [
        ([make_code("a"), make_code("a")], "deux fois", "a"),
        ([make_code("a", parent="b")], "lu : b", "a"),
        ([make_code("a", parent="b"), make_code("b", parent="c"), make_code("c", parent="a")], "a → b → c → a", "a"),
        ([make_code("a"), make_code("b", parent="b")], "b → b", "b"),
    ],
)
def test_what_is_no_tree_is_refused(codes: list[Code], reason: str, at: str) -> None:
    with pytest.raises(CodebookError) as refused:
        Codebook(slug="x", title=Text("X", "X"), version=1, day=DAY, codes=tuple(codes))
    assert reason in refused.value.reason
    assert refused.value.code == at


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(CodebookError, match="nobody"):
        TREE.code("nobody")


LATER = date(2026, 12, 1)
EDITS: dict[ChangeKind, Callable[[Codebook], Codebook]] = {
    ChangeKind.ADD: lambda book: add_code(book, make_code("data", parent="means"), day=LATER),
    ChangeKind.RENAME: lambda book: rename_code(book, "staff", Text("Postes", "Posts"), day=LATER),
    ChangeKind.REDEFINE: lambda book: redefine_code(book, replace(book.code("staff"), keywords=("poste",)), day=LATER),
    ChangeKind.MOVE: lambda book: move_code(book, "priority", "means", day=LATER),
    ChangeKind.RETIRE: lambda book: retire_code(book, "staff", day=LATER),
    ChangeKind.MERGE: lambda book: merge_codes(book, ["staff", "money"], "staff", day=LATER),
    ChangeKind.SPLIT: lambda book: split_code(book, "staff", [make_code("hiring"), make_code("training")], day=LATER),
}


@pytest.mark.parametrize("kind", ChangeKind)
def test_each_edit_is_a_version_that_says_what_it_changed(kind: ChangeKind) -> None:
    edited = EDITS[kind](TREE)
    assert (edited.version, edited.day, TREE.version) == (2, LATER, 1)
    assert [(change.version, change.kind, change.day) for change in edited.changes] == [(2, kind, LATER)]
    assert kind.label.fr
    assert TREE.changes == ()


def test_a_new_code_comes_last_under_its_parent() -> None:
    assert keys(EDITS[ChangeKind.ADD](TREE))[:4] == ["means", ".staff", ".money", ".data"]


def test_a_renaming_keeps_the_rest() -> None:
    renamed = EDITS[ChangeKind.RENAME](TREE).code("staff")
    assert renamed == replace(TREE.code("staff"), label=Text("Postes", "Posts"))


def test_a_new_definition_keeps_label_and_place() -> None:
    given_code = Code(key="staff", label=Text("Autre", "Other"), parent="politics", keywords=("poste",))
    redefined = redefine_code(TREE, given_code, day=LATER).code("staff")
    assert (redefined.label, redefined.parent, redefined.keywords) == (TREE.code("staff").label, "means", ("poste",))


def test_a_moved_code_takes_what_is_under_it() -> None:
    assert keys(EDITS[ChangeKind.MOVE](TREE))[:5] == ["means", ".staff", ".money", ".priority", "..term"]
    assert keys(move_code(TREE, "term", "", day=LATER))[-1] == "term"


@pytest.mark.parametrize("parent", ["politics", "priority", "term"])
def test_a_code_cannot_go_under_itself(parent: str) -> None:
    with pytest.raises(CodebookCycleError) as refused:
        move_code(TREE, "politics", parent, day=LATER)
    assert "politics" in refused.value.cycle


def test_a_retired_code_stays() -> None:
    assert not EDITS[ChangeKind.RETIRE](TREE).code("staff").is_codable


def test_merging_into_a_new_code() -> None:
    merged = merge_codes(TREE, ["priority", "money"], make_code("choice", parent="means"), day=LATER)
    assert keys(merged) == ["means", ".staff", ".choice", "..term", "politics"]


@pytest.mark.parametrize(
    ("merged", "into", "wanted"),
    [
        (["politics", "term"], "term", ["means", ".staff", ".money", "priority", ".term"]),
        (["politics", "priority"], "priority", ["means", ".staff", ".money", "priority", ".term"]),
        (["politics", "priority"], "politics", ["means", ".staff", ".money", "politics", ".term"]),
        (["means", "staff", "term"], "staff", ["staff", ".money", "politics", ".priority"]),
    ],
)
def test_merging_codes_one_above_the_other(merged: list[str], into: str, wanted: list[str]) -> None:
    assert keys(merge_codes(TREE, merged, into, day=LATER)) == wanted


def test_splitting_keeps_the_code_as_a_heading() -> None:
    split = EDITS[ChangeKind.SPLIT](TREE)
    assert keys(split)[:4] == ["means", ".staff", "..hiring", "..training"]
    assert not split.code("staff").is_codable


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (lambda: add_code(TREE, make_code("staff"), day=LATER), "jamais servi"),
        (lambda: add_code(EDITS[ChangeKind.MERGE](TREE), make_code("money"), day=LATER), "jamais servi"),
        (lambda: add_code(TREE, make_code("x", parent="nobody"), day=LATER), "lu : nobody"),
        (lambda: merge_codes(TREE, ["staff", "staff"], "staff", day=LATER), "deux codes"),
        (lambda: merge_codes(TREE, [], "staff", day=LATER), "deux codes"),
        (lambda: merge_codes(TREE, ["staff", "money"], "term", day=LATER), "l’un des codes fusionnés"),
        (lambda: merge_codes(TREE, ["staff", "money"], make_code("term"), day=LATER), "jamais servi"),
        (lambda: merge_codes(TREE, ["staff", "nobody"], "staff", day=LATER), "un code de cette version"),
        (lambda: split_code(TREE, "staff", [make_code("one")], day=LATER), "deux codes"),
        (lambda: split_code(TREE, "staff", [make_code("one"), make_code("one")], day=LATER), "jamais servi"),
    ],
)
def test_impossible_edits_are_refused(act: Callable[[], Codebook], reason: str) -> None:
    with pytest.raises(CodebookError) as refused:
        act()
    assert reason in refused.value.reason


trees = st.lists(st.integers(-1, 8), min_size=3, max_size=9).map(
    lambda parents: Codebook(
        slug="x",
        title=Text("X", "X"),
        version=1,
        day=DAY,
        codes=tuple(
            make_code(f"c{rank}", parent=f"c{parent}" if 0 <= parent < rank else "")
            for rank, parent in enumerate(parents)
        ),
    )
)


@given(trees, st.data())
def test_merging_loses_no_other_code(tree: Codebook, data) -> None:
    every = [code.key for code in tree.codes]
    merged = data.draw(st.lists(st.sampled_from(every), min_size=2, max_size=4, unique=True))
    into = data.draw(st.sampled_from(merged))
    after = merge_codes(tree, merged, into, day=LATER)
    assert {code.key for code in after.codes} == set(every) - (set(merged) - {into})
    assert sorted(key.lstrip(".") for key in keys(after)) == sorted(code.key for code in after.codes)


def test_codings_are_read_onwards() -> None:
    book = merge_codes(TREE, ["staff", "money"], make_code("means_all"), day=LATER)
    book = split_code(book, "term", [make_code("short"), make_code("long")], day=LATER)
    codings = [make_coding(key, code) for key, code in (("1", "staff"), ("2", "money"), ("3", "term"), ("4", "term"))]
    version_reading = read_in_version(codings, book, 3, allocations={"3": "short", "4": "nowhere"})
    assert {coding.key: coding.code for coding in version_reading.codings} == {
        "1": "means_all",
        "2": "means_all",
        "3": "short",
        "4": "term",
    }
    assert {coding.codebook_version for coding in version_reading.codings} == {3}
    assert version_reading.unresolved == ()
    assert [coding.code for coding in codings] == ["staff", "money", "term", "term"]
    middle = read_in_version(codings, book, 2)
    assert [coding.code for coding in middle.codings] == ["means_all", "means_all", "term", "term"]


def test_codings_are_read_backwards_where_they_can_be() -> None:
    book = add_code(TREE, make_code("data"), day=LATER)
    book = split_code(book, "term", [make_code("short"), make_code("long")], day=LATER)
    book = merge_codes(book, ["staff", "money"], "staff", day=LATER)
    codings = [make_coding(code, code, version=4) for code in ("short", "staff", "data", "priority", "term")]
    version_reading = read_in_version(codings, book, 1)
    assert {coding.key: coding.code for coding in version_reading.codings} == {
        "short": "term",
        "priority": "priority",
        "term": "term",
    }
    assert [coding.key for coding in version_reading.unresolved] == ["staff", "data"]
    assert [coding.codebook_version for coding in version_reading.unresolved] == [4, 4]


def test_a_coding_without_a_code_today_is_set_apart() -> None:
    version_reading = read_in_version([make_coding("1", "gone")], TREE, 1)
    assert (version_reading.codings, [coding.key for coding in version_reading.unresolved]) == ((), ["1"])


@pytest.mark.parametrize(("version", "of_coding"), [(2, 1), (0, 1), (1, 2)])
def test_a_version_out_of_reach_is_refused(version: int, of_coding: int) -> None:
    with pytest.raises(CodebookError, match="version"):
        read_in_version([make_coding("1", "staff", version=of_coding)], TREE, version)


@given(st.lists(st.sampled_from(sorted(EDITS)), max_size=1), st.sampled_from([code.key for code in TREE.codes]))
def test_every_coding_is_read_or_set_apart(kinds: list[ChangeKind], code: str) -> None:
    book = TREE
    for kind in kinds:
        book = EDITS[kind](book)
    version_reading = read_in_version([make_coding("1", code)], book, book.version)
    assert len(version_reading.codings) + len(version_reading.unresolved) == 1
    assert version_reading.unresolved == ()


@pytest.mark.parametrize(
    ("french", "english", "is_doubtful"),
    [
        ("Animation et concertation", "Facilitation", True),
        ("Données", "Data, figures", True),
        ("Étude de faisabilité", "Feasibility", False),
    ],
)
def test_labels_of_several_ideas_are_seen(french: str, english: str, is_doubtful: bool) -> None:  # noqa: FBT001 — a case
    code = Code(key="x", label=Text(french, english))
    assert labels_of_several_ideas([code]) == ((code,) if is_doubtful else ())
