"""What became of each printed figure of a document: changed, removed, moved, repeated; pure."""

from hypothesis import given
from hypothesis import strategies as st

from autan.publishing.edition_files.core import (
    DocumentManifest,
    DocumentMark,
    FoundMark,
    ReturnedDocument,
    ReworkKind,
    reworks_of,
)

TITLES = {"1": "Résumé", "2": "Chapitre"}


def left(count: int) -> DocumentManifest:
    marks = tuple(
        DocumentMark(
            rank=n, name=f"f{n}", figure_id=f"facts.F{n}", words=f"{n}\u202f000 GWh", section="1" if n < 4 else "2"
        )
        for n in range(1, count + 1)
    )
    return DocumentManifest(edition="essai", content_hash="0", marks=marks, titles=TITLES)


def returned(marks: list[FoundMark], count: int = 6, sections: str = "12") -> ReturnedDocument:
    return ReturnedDocument(manifest=left(count), found=tuple(marks), sections=frozenset(sections))


def mark(rank: int, words: str = "", section: str = "") -> FoundMark:
    return FoundMark(rank=rank, words=words or f"{rank} 000 GWh", section=section or ("1" if rank < 4 else "2"))


def told(document: ReturnedDocument) -> list[tuple[str, str]]:
    return [(rework.kind.value, rework.mark.name) for rework in reworks_of(document)]


def test_a_document_that_was_only_saved_says_nothing():
    assert told(returned([mark(n) for n in range(1, 7)])) == []


def test_changed_and_removed():
    found = [mark(1, "7 GWh"), mark(2), mark(4), mark(5), mark(6)]
    assert told(returned(found)) == [("changed", "f1"), ("removed", "f3")]
    assert reworks_of(returned(found))[0].words == "7 GWh"


def test_the_fewest_figures_are_said_to_have_moved():
    assert told(returned([mark(n) for n in (1, 3, 4, 5, 2, 6)])) == [("moved", "f2")]
    assert told(returned([mark(n) for n in (6, 2, 3, 4, 5, 1)])) == [("moved", "f1"), ("moved", "f6")]


def test_a_figure_that_leaves_its_section_has_moved_unless_the_title_is_gone():
    marks = [mark(n, section="2" if n == 3 else "") for n in range(1, 7)]
    assert told(returned(marks)) == [("moved", "f3")]
    assert told(returned(marks, sections="2")) == []


def test_a_figure_copied_elsewhere_is_repeated_and_a_stranger_is_left_alone():
    found = [*(mark(n) for n in range(1, 7)), mark(2), mark(99)]
    assert told(returned(found)) == [("repeated", "f2")]
    assert told(returned([])) == [("removed", f"f{n}") for n in range(1, 7)]
    assert {kind.label.en for kind in ReworkKind} == {"changed", "removed", "moved", "repeated"}


@given(st.permutations(range(1, 7)))
def test_what_has_not_moved_keeps_its_order(order):
    moved = {name for _kind, name in told(returned([mark(n, section="1" if n < 4 else "2") for n in order]))}
    kept = [n for n in order if f"f{n}" not in moved]
    assert kept == sorted(kept)
    assert kept
