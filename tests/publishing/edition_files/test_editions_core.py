"""The hash of an edition, and what has changed since a publication."""

from hypothesis import given
from hypothesis import strategies as st

from autan.publishing.edition_files.core import FrozenFigure, changes_since, edition_hash
from tests.evidence.figures.making import make_figure


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
