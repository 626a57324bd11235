"""Numbers of the annex, hash of an edition, and what has changed since a publication."""

from hypothesis import given
from hypothesis import strategies as st

from autan.publishing.edition_files.core import FrozenFigure, changes_since, edition_hash
from autan.publishing.living_text.core.annex import EntryKind, number_by_name, number_entries
from tests.evidence.figures.making import make_figure
from tests.publishing.living_text.writing import read, with_body


def test_entries_are_numbered_in_the_order_of_reading_without_a_gap():
    entries = number_entries(read())
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    assert [(entry.kind, entry.key) for entry in entries] == [
        (EntryKind.FIGURE, "facts.F1"),
        (EntryKind.FIGURE, "facts.F2"),
        (EntryKind.CITATION, "F3"),
        (EntryKind.ILLUSTRATION, "both"),
        (EntryKind.ILLUSTRATION, "forms"),
    ]


def test_two_names_of_a_figure_and_the_citation_of_its_fact_share_an_entry():
    source = with_body("{{one}} {{two}} [@F1] [@F2]", figures="  one: facts.F1\n  two: facts.F1\n")
    entries = number_entries(read(source))
    assert [(entry.key, entry.names) for entry in entries] == [("facts.F1", ("one", "two")), ("F2", ())]
    assert number_by_name(entries) == {"one": 1, "two": 1, "F1": 1, "F2": 2}


@given(st.text(), st.lists(st.text(max_size=5), max_size=4), st.text(min_size=1, max_size=3))
def test_the_hash_changes_with_the_text_and_with_any_figure(source, hashes, more):
    whole = edition_hash(source, hashes)
    assert whole == edition_hash(source, hashes)
    assert whole != edition_hash(source + more, hashes)
    assert whole != edition_hash(source, [*hashes, more])


def test_a_figure_that_says_something_else_is_a_change_and_so_is_one_that_is_gone():
    figures = [make_figure(value, id=f"x.{value}") for value in (1, 2, 3)]
    frozen = [
        FrozenFigure(name=f"n{item.value}", figure_id=item.id, printed=str(item.value), content_hash=item.content_hash)
        for item in figures
    ]
    other = make_figure(20, id="x.2")
    today = {("n1", "x.1"): (figures[0], "1"), ("n2", "x.2"): (other, "20")}
    changes = changes_since(frozen, today)
    assert [(change.name, change.published, change.today) for change in changes] == [("n2", "2", "20"), ("n3", "3", "")]
