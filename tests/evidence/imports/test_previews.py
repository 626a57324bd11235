"""What an import would write: outcomes, counts, words, and the one way in which a file is taken in."""

import pytest
from django.utils.translation import override

from autan.evidence.imports.actions import run_import
from autan.evidence.imports.core import Outcome, Preview, Upload
from autan.evidence.imports.presenters import MOST_LINES, describe_counts, present_preview
from autan.ground.errors import ConflictError, ImportFileError
from tests.evidence.imports.stock import Stock

pytestmark = pytest.mark.django_db
HEAD = "name;size\n"


def given(*rows: str, **options: bool) -> Upload:
    return Upload(file="choses.csv", data=(HEAD + "".join(f"{row}\n" for row in rows)).encode(), options=options)


def test_each_thing_of_a_file_meets_one_outcome() -> None:
    stock = Stock({"a": "1", "b": "2", "c": "3"})
    preview = stock.read(given("a;1", "b;20", "d;4"))
    assert [(item.record.key, item.outcome.value) for item in preview.items] == [
        ("a", "same"), ("b", "changed"), ("d", "added"), ("c", "removed"),
    ]  # fmt: skip
    assert [(change.field, change.before, change.after) for change in preview.items[1].changes] == [("size", "2", "20")]
    assert [(change.field, change.before, change.after) for change in preview.items[2].changes] == [("size", None, "4")]
    assert [item.record.key for item in preview.to_write] == ["b", "d", "c"]
    assert [item.record.key for item in preview.without_removals().to_write] == ["b", "d"]
    kept = stock.read(given("a;1", "b;20", keep=True))
    assert (kept.count(Outcome.KEPT), kept.count(Outcome.CHANGED)) == (1, 0)


def test_two_previews_that_write_the_same_have_the_same_mark() -> None:
    stock = Stock({"a": "1"})
    first = stock.read(given("a;2"))
    assert first.digest == stock.read(given("a;2")).digest
    assert first.digest != stock.read(given("a;3")).digest
    stock.sizes["a"] = "5"
    assert first.digest != stock.read(given("a;2")).digest


def test_a_preview_in_words() -> None:
    stock = Stock({"b": "2", "c": "3"})
    preview = stock.read(given("b;20", "d;4", "e;5"))
    view = present_preview(preview, stock.importing)
    assert view.summary == "2 ajouts, 1 modification, 1 retrait proposé"
    assert [(outcome.title, outcome.count) for outcome in view.outcomes] == [
        ("Ajouté", 2), ("Modifié", 1), ("Absent du fichier, retrait proposé", 1),
    ]  # fmt: skip
    (item,) = view.outcomes[1].items
    assert (item.name, item.line, item.group) == ("b", 2, "Grands")
    assert [(change.field, change.before, change.after) for change in item.changes] == [("Taille", "2", "20")]
    assert view.outcomes[0].items[0].changes[0].before == ""
    assert view.groups == (("Grands", (0, 1, 0)), ("", (2, 0, 1)))
    assert (view.removals, view.is_empty) == (1, False)
    with override("en"):
        assert describe_counts(preview) == "2 additions, 1 change, 1 removal proposed"
        assert describe_counts(Preview(file="x")) == "nothing in this file"


def test_a_long_preview_lists_the_first_things_and_counts_the_others() -> None:
    stock = Stock({f"s{rank}": "1" for rank in range(5)})
    rows = [*(f"n{rank};1" for rank in range(MOST_LINES + 7)), *(f"s{rank};1" for rank in range(5))]
    added, same = present_preview(stock.read(given(*rows)), stock.importing).outcomes
    assert (added.count, len(added.items), added.left) == (MOST_LINES + 7, MOST_LINES, 7)
    assert (same.count, same.items, same.left) == (5, (), 0)


def test_a_file_is_taken_in_once() -> None:
    stock = Stock({"c": "3"})
    done = run_import(stock.importing, given("a;1"), by=None)
    assert (stock.sizes, stock.written, done.count(Outcome.REMOVED)) == ({"c": "3", "a": "1"}, 1, 0)
    assert run_import(stock.importing, given("a;1"), by=None).to_write == ()
    assert stock.written == 1
    run_import(stock.importing, given("a;1"), by=None, removes=True)
    assert stock.sizes == {"a": "1"}


def test_what_is_no_longer_what_was_shown_is_not_written() -> None:
    stock = Stock({"a": "1"})
    digest = stock.read(given("a;2")).digest
    stock.sizes["a"] = "7"
    with pytest.raises(ConflictError):
        run_import(stock.importing, given("a;2"), by=None, digest=digest)
    assert stock.sizes == {"a": "7"}


def test_a_file_with_faults_is_refused_unless_they_are_left_out() -> None:
    stock = Stock()
    with pytest.raises(ImportFileError) as caught:
        run_import(stock.importing, given("a;1", "b;beaucoup"), by=None)
    assert [(fault.row, fault.column, fault.value) for fault in caught.value.faults] == [(3, "size", "beaucoup")]
    assert stock.sizes == {}
    run_import(stock.importing, given("a;1", "b;beaucoup", skip=True), by=None)
    assert stock.sizes == {"a": "1"}
