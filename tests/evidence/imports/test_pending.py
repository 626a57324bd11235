"""Files that wait, what is decided of them meanwhile, and tables of documents compared with what stands."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.utils import timezone

from autan.evidence.imports.actions import MOST_PENDING, confirm_pending, decide_pending, keep_pending
from autan.evidence.imports.core import (
    DECISIONS,
    SKIPS,
    Outcome,
    Preview,
    Question,
    Record,
    Upload,
    compare,
    show_plainly,
)
from autan.evidence.imports.forms import UploadForm
from autan.evidence.imports.importers import documents_import
from autan.evidence.imports.models import PendingImport
from autan.evidence.imports.presenters import present_preview, question_groups
from autan.evidence.imports.queries import KEPT_FOR, UnknownPendingImportError, find_pending
from autan.evidence.imports.views import answer_import
from autan.ground.descriptions.core.fields import choice, number, text
from autan.ground.errors import ConflictError, Fault, ImportFileError
from autan.ground.tables.core.findings import Findings
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.texts.language import in_language
from autan.ground.wordings import Text
from autan.people.accounts.actions import register_person
from autan.people.accounts.models import Person
from tests.evidence.imports.stock import Stock

NOW = timezone.now()


@pytest.fixture
def person(db: None) -> Person:
    return register_person(by=None, email="ana@exemple.fr", name="Ana", password="un-mot-de-passe-de-test")


def keep(by: Person, *, kind: str = "stock", now=NOW, **fields: Any) -> PendingImport:
    plain = {"file": "choses.csv", "data": b"name;size\na;1\n"}
    return keep_pending(by=by, kind=kind, upload=Upload(**plain | fields), now=now)


def test_a_file_that_waits_is_the_one_that_was_given(person: Person):
    long = "a" * 300
    pending = keep(person, file=long, options={"keep": True, "year": 2025}, companion=(long, b"b"))
    pending.refresh_from_db()
    assert pending.upload == Upload(
        file="a" * 255,
        data=b"name;size\na;1\n",
        options={"keep": True, "year": 2025},
        companion=("a" * 255, b"b"),
    )
    assert keep(person).upload.companion is None


def test_those_that_waited_a_day_are_swept_whoever_gave_them(person: Person):
    other = register_person(by=None, email="ben@exemple.fr", name="Ben", password="un-mot-de-passe-de-test")
    old, recent = keep(other, now=NOW - KEPT_FOR), keep(other, now=NOW - KEPT_FOR + timedelta(seconds=1))
    new = keep(person)
    assert set(PendingImport.objects.all()) == {recent, new}
    assert old.pk not in set(PendingImport.objects.values_list("pk", flat=True))


def test_the_oldest_of_one_person_go_and_not_those_of_others(person: Person):
    other = register_person(by=None, email="ben@exemple.fr", name="Ben", password="un-mot-de-passe-de-test")
    theirs = keep(other)
    mine = [keep(person, now=NOW + timedelta(seconds=rank)) for rank in range(MOST_PENDING + 1)]
    assert set(PendingImport.objects.all()) == {theirs, *mine[1:]}


def test_a_file_is_found_by_who_gave_it_for_its_kind_within_a_day(person: Person):
    other = register_person(by=None, email="ben@exemple.fr", name="Ben", password="un-mot-de-passe-de-test")
    pending = keep(person)
    number_of_it = str(pending.pk)
    ask = {"by": person, "kind": "stock", "number": number_of_it, "now": NOW + KEPT_FOR - timedelta(seconds=1)}
    assert find_pending(**ask) == pending
    for change in (
        {"by": other},
        {"kind": "autre"},
        {"now": NOW + KEPT_FOR},
        {"number": ""},
        {"number": "-1"},
        {"number": f"{number_of_it}x"},
        {"number": "9" * 19},
        {"number": "9" * 18},
    ):
        with pytest.raises(UnknownPendingImportError, match="donnez-le de nouveau"):
            find_pending(**ask | change)


def test_a_file_waits_a_day_and_its_mark_is_short(person: Person):
    pending = keep(person)
    ask = {"by": person, "kind": "stock", "number": str(pending.pk)}
    assert find_pending(**ask, now=NOW + timedelta(hours=23, minutes=59)) == pending
    with pytest.raises(UnknownPendingImportError):
        find_pending(**ask, now=NOW + timedelta(hours=24))
    assert len(Stock().read(pending.upload).digest) == 32


def test_decisions_are_added_and_an_empty_one_takes_back_the_one_before(person: Person):
    pending = keep(person, options={"year": 2025})
    decide_pending(pending, {"a": "1", "b": "2", "c": ""}, skips=True)
    decide_pending(pending, {"a": "", "b": "3"}, skips=False)
    pending.refresh_from_db()
    assert pending.options == {"year": 2025, DECISIONS: {"b": "3"}, SKIPS: False}
    assert pending.upload.decisions == {"b": "3"}
    assert Upload(file="a", data=b"").decisions == {}


def test_a_file_that_is_taken_in_waits_no_more_and_one_that_is_not_does(person: Person):
    stock, pending = Stock(), keep(person)
    with pytest.raises(ConflictError):
        confirm_pending(stock.importing, pending, by=person, digest="autre", removes=False)
    assert (PendingImport.objects.count(), stock.written) == (1, 0)
    digest = stock.read(pending.upload).digest
    confirm_pending(stock.importing, pending, by=person, digest=digest, removes=False)
    assert (PendingImport.objects.count(), stock.sizes) == (0, {"a": "1"})


# What becomes of each thing.


def record(key: str = "a", **fields: Any) -> Record[None]:
    return Record(key=key, name=Text(key, key), fields=fields, content=None)


@pytest.mark.parametrize(
    ("said", "stands", "outcome", "changes"),
    [
        ({"size": 1}, None, Outcome.ADDED, [("size", None, 1)]),
        ({"size": 1}, {"size": 1}, Outcome.SAME, []),
        ({"size": 1}, {"size": 1, "note": "x"}, Outcome.SAME, []),
        ({"size": 2}, {"size": 1, "note": "x"}, Outcome.CHANGED, [("size", 1, 2)]),
        ({"size": None}, {"size": 1}, Outcome.CHANGED, [("size", 1, None)]),
        ({"size": None}, {}, Outcome.SAME, []),
        ({}, {"size": 1}, Outcome.SAME, []),
        ({"size": 1, "note": "y"}, {"size": 1}, Outcome.CHANGED, [("note", None, "y")]),
    ],
)
def test_a_thing_is_compared_on_what_the_file_tells_alone(said, stands, outcome, changes):
    (item,) = compare([record(**said)], {} if stands is None else {"a": record(**stands)})
    assert item.outcome is outcome
    assert [(change.field, change.before, change.after) for change in item.changes] == changes


def test_what_the_file_does_not_tell_is_removed_only_where_it_is_proposed():
    stands = {key: record(key, size=1) for key in "abc"}
    assert [item.record.key for item in compare([record("b", size=1)], stands)] == ["b"]
    items = compare([record("b", size=1)], stands, proposes_removals=True)
    assert [(item.record.key, item.outcome.value) for item in items] == [
        ("b", "same"),
        ("a", "removed"),
        ("c", "removed"),
    ]


def test_a_preview_is_refused_for_its_faults_unless_they_are_left_out():
    fault = Fault(expected="un nombre")
    cases = [((), False), ((fault,), False), ((fault,), True)]
    previews = [Preview(file="a", faults=faults, skips_faults=skips) for faults, skips in cases]
    assert [preview.is_refused for preview in previews] == [False, True, False]


@pytest.mark.parametrize(("value", "shown"), [(None, "—"), ("", "—"), (0, "0"), (False, "False"), ("x", "x")])
def test_a_value_is_shown_as_it_is_and_nothing_as_a_dash(value, shown):
    assert show_plainly(None, "size", value) == shown


def test_each_outcome_has_its_words_in_both_languages():
    for outcome in Outcome:
        assert all(text.fr and text.en and text.fr != text.en for text in (outcome.label, outcome.one, outcome.many))


# What a file leaves to be decided.


def question(key: str, *, group: str = "", **fields: Any) -> Question:
    return Question(key=key, group=Text(group, group), text="Quel territoire ?", **fields)


def test_questions_stand_under_their_headings_the_open_ones_first():
    choices = (("1", Text("Ici", "Here")),)
    asked = (
        question("a", group="Lieux", decision="1", proposal="2", choices=choices),
        question("b", group="Mots", value="ecole", proposal="école"),
        question("c", group="Lieux", is_open=True),
    )
    places, words_of_it = question_groups(Preview(file="a.csv", questions=asked))
    assert (places["title"], places["open"], places["left"]) == ("Lieux", 1, 0)
    first, second = places["questions"]
    assert (first.name, first.answer, first.is_open, first.is_decided) == (
        "d-c",
        "",
        True,
        False,
    ) or first.name.endswith("c")
    assert (second.answer, second.is_decided, second.choices) == ("1", True, (("1", "Ici"),))
    (word,) = words_of_it["questions"]
    assert (word.answer, word.value, word.is_decided) == ("école", "ecole", False)
    assert len({first.id, second.id, word.id}) == 3
    with in_language("en"):
        (places, _words) = question_groups(Preview(file="a.csv", questions=asked))
        assert places["questions"][1].choices == (("1", "Here"),)


class AskingStock(Stock):
    """A stock whose file asks one thing before it is taken in."""

    def read(self, upload: Upload) -> Preview[str]:
        preview = super().read(upload)
        decided = upload.decisions.get("unit", "")
        faults = () if decided else (Fault(expected="une unité"),)
        asked = question("unit", decision=decided, is_open=not decided)
        return replace(preview, faults=faults, questions=(asked,), skips_faults=bool(upload.options.get(SKIPS)))


@pytest.fixture
def ask(person: Person):
    stock = AskingStock()

    def ask(data: dict | None = None, *, query: str = "", **options: Any):
        path = f"/choses/{query}"
        request: Any = RequestFactory().get(path) if data is None else RequestFactory().post(path, data)
        request.user, request.session = person, {}
        request._messages = FallbackStorage(request)
        answer: Any = answer_import(request, stock.importing, "intake/preview.html", {}, **options)
        answer.page = "" if answer.status_code == 302 else answer.content.decode()
        return answer

    ask.stock = stock  # type: ignore[attr-defined]  # beside the function, for what a test asks of it
    return ask


def sent() -> dict[str, Any]:
    return {"file": SimpleUploadedFile("choses.csv", b"name;size\na;1\n")}


def test_a_file_that_asks_something_waits_for_its_decision_then_is_taken_in(ask):
    shown = ask(sent())
    pending = PendingImport.objects.get()
    assert (shown.status_code, "Quel territoire" in shown.page, "une unité" in shown.page) == (200, True, True)
    decided = ask({"decide": str(pending.pk), name_of(shown.page): " MWh "})
    assert (decided.status_code, decided["Location"]) == (302, f"/choses/?fichier={pending.pk}#apercu")
    pending.refresh_from_db()
    assert pending.upload.decisions == {"unit": "MWh"}
    again = ask(query=f"?fichier={pending.pk}")
    assert (again.status_code, "une unité" in again.page) == (200, False)
    digest = again.page.partition('name="digest" value="')[2].partition('"')[0]
    assert ask({"confirm": str(pending.pk), "digest": digest}).status_code == 302
    assert ask.stock.sizes == {"a": "1"}


def name_of(page: str) -> str:
    return next(part.partition('"')[0] for part in page.split('name="') if part.partition('"')[0].endswith("unit"))


def test_what_is_in_doubt_may_be_left_out(ask):
    ask(sent())
    pending = PendingImport.objects.get()
    ask({"decide": str(pending.pk), SKIPS: "1"})
    pending.refresh_from_db()
    assert pending.options[SKIPS] is True
    ask({"decide": str(pending.pk)})
    pending.refresh_from_db()
    assert pending.options[SKIPS] is False


def test_a_file_that_no_longer_waits_is_said_to_be_gone(ask):
    for answer in (ask(query="?fichier=1"), ask({"decide": "1"}), ask({"confirm": "1"})):
        assert (answer.status_code, "n’est plus gardé" in answer.page) == (410, True)


def test_a_file_that_can_no_longer_be_read_is_refused_where_it_is_shown(ask):
    ask(sent())
    PendingImport.objects.update(content=b"name\na\n")
    answer = ask(query=f"?fichier={PendingImport.objects.get().pk}")
    assert (answer.status_code, "une colonne « size »" in answer.page) == (422, True)


def test_a_heavy_file_is_kept_at_once_and_read_behind_its_address(ask):
    answer = ask({"file": SimpleUploadedFile("choses.csv", b"illisible")}, is_heavy=True)
    pending = PendingImport.objects.get()
    assert answer["Location"] == f"/choses/?fichier={pending.pk}#apercu"
    assert ask(query=f"?fichier={pending.pk}").status_code == 422


def test_options_and_a_second_file_come_with_the_first(person: Person):

    class Form(UploadForm):
        companion = forms.FileField(required=False)
        year = forms.IntegerField()

    files = {"file": SimpleUploadedFile("a.csv", b"a"), "companion": SimpleUploadedFile("b.lss", b"b")}
    form = Form({"year": "2025"}, files)
    assert form.is_valid()
    assert form.upload == Upload(file="a.csv", data=b"a", options={"year": 2025}, companion=("b.lss", b"b"))


# A table of documents.


class Kind(Labelled):
    WOOD = "wood", "bois", "wood"
    SUN = "sun", "soleil", "sun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    name: str = text(Text("Nom", "Name"))
    kind: Kind = choice(Text("Sorte", "Kind"), Kind)
    size: float | None = number(Text("Taille", "Size"))


STANDING = (Thing(name="a", kind=Kind.WOOD, size=1.5), Thing(name="b", kind=Kind.SUN, size=None))


def read_lines(upload: Upload, standing, findings: Findings) -> Iterator[tuple[int, Thing, list[str]]]:
    for line, name in enumerate(upload.data.decode().split(), start=1):
        if name == "!":
            findings.refuse("un nom", row=line)
        elif name == "?":
            findings.warn(Fault(expected="mieux"))
        else:
            known = standing.get(name, Thing(name=name, kind=Kind.SUN, size=None))
            yield line, replace(known, size=2.5), ["name", "size"]


def things(written: list[Thing]):
    return documents_import(
        kind="things",
        document=Thing,
        key=lambda thing: thing.name,
        existing=lambda: STANDING,
        read=lambda *given: list(read_lines(*given)),
        write=lambda _by, contents: written.extend(contents),
    )


def test_a_table_of_documents_is_compared_field_by_field_with_those_that_stand():
    written: list[Thing] = []
    importing = things(written)
    preview = importing.read(Upload(file="a.csv", data=b"a c ?"))
    assert [(item.record.key, item.outcome.value, item.record.line) for item in preview.items] == [
        ("a", "changed", 1),
        ("c", "added", 2),
    ]
    assert len(preview.warnings) == 1
    importing.write(None, preview)
    assert [(thing.name, thing.size) for thing in written] == [("a", 2.5), ("c", 2.5)]
    view = present_preview(preview, importing)
    changed = next(outcome for outcome in view.outcomes if outcome.code == "changed")
    assert [(change.field, change.before, change.after) for change in changed.items[0].changes] == [
        ("Taille", "1,5", "2,5")
    ]
    assert changed.items[0].group == "bois"


def test_a_table_with_a_fault_is_refused_whole_with_its_faults_in_order():
    preview = things([]).read(Upload(file="a.csv", data=b"a ! c !"))
    assert ([fault.row for fault in preview.faults], preview.items, preview.is_refused) == ([2, 4], (), True)


def test_what_has_no_group_is_of_none():
    assert record().group == NO_TEXT
    with pytest.raises(ImportFileError):
        Stock().read(Upload(file="a.csv", data=b"rien\n"))
