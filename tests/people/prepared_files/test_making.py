"""One file from its asking to its sweep: asked once, made piece by piece, told where it stands, given for a day."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from autan.ground.errors import DomainError, NotAllowedError, UnknownError
from autan.ground.extension_points import DataSubject
from autan.ground.registry import register
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.people.prepared_files.actions import ask_for_file, erase_files, keep_answer, make_file, purge_files
from autan.people.prepared_files.core import (
    KEPT,
    SILENT,
    FileMaker,
    FileState,
    KeptAnswer,
    TellProgress,
    settle_state,
)
from autan.people.prepared_files.models import PreparedFile, files_folder
from autan.people.prepared_files.queries import (
    answer_path,
    export_files,
    get_own_file,
    kept_answer,
    own_files,
    progress_of,
)
from tests.cast import make_people


def scope_of(_person: Person, fields: Mapping[str, Any]) -> str:
    if fields["of"] == "secret":
        raise NotAllowedError("ce n’est pas à vous")
    return "all"


def make(_person: Person, fields: Mapping[str, Any], tell: TellProgress) -> Iterator[bytes]:
    yield b"un "
    tell(1, 2)
    if fields["of"] == "wrong":
        raise DomainError("ce format ne tient pas tout")
    if fields["of"] == "broken":
        raise ZeroDivisionError
    yield b"deux"
    tell(2, 2)


@pytest.fixture(autouse=True)
def _words(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any, db: None) -> None:
    """A registry of this test alone, with one maker, and a home of its own."""
    settings.AUTAN_HOME = settings.AUTAN_CACHE = tmp_path
    monkeypatch.setattr("autan.ground.registry._objects", {})
    register(FileMaker(kind="other", scope=scope_of, make=lambda *_parts: iter(())))
    register(FileMaker(kind="words", scope=scope_of, make=make))


@pytest.fixture
def ana() -> Person:
    return make_people("ana")[0]


def ask(by: Person, of: str = "all", **more: Any) -> PreparedFile:
    return ask_for_file(by=by, kind="words", fields={"of": of}, title=Text("Mots", "Words"), name="mots.txt", **more)


def state_of(file: PreparedFile) -> tuple[str, str, int]:
    file.refresh_from_db()
    return file.state, file.error, file.size


def test_a_file_that_waits_is_asked_for_once(ana: Person) -> None:
    first = ask(ana, network="essai")
    line = JournalEntry.objects.get(act="ask_for_file")
    assert (line.object_id, line.network, line.by_id) == (str(first.pk), "essai", ana.pk)
    assert line.summary == "Fichier demandé\u00a0: mots.txt"
    assert (first.title.en, first.scope, first.state) == ("Words", "all", FileState.WAITING)
    assert ask(ana) == first
    (other,) = make_people("bea")
    assert ask(other) != first
    assert ask(ana, "more") != first
    with pytest.raises(NotAllowedError):
        ask(ana, "secret")
    assert JournalEntry.objects.filter(act="ask_for_file").count() == PreparedFile.objects.count() == 3


def test_a_file_that_is_over_or_silent_is_asked_for_anew(ana: Person) -> None:
    first = ask(ana)
    make_file.func(first.pk)
    second = ask(ana)
    assert second != first
    PreparedFile.objects.filter(pk=second.pk).update(reported_at=timezone.now() - SILENT - timedelta(seconds=1))
    third = ask(ana)
    assert third not in {first, second}
    PreparedFile.objects.filter(pk=third.pk).update(asked_at=timezone.now() - KEPT)
    assert ask(ana) != third, "it is given no more"


def test_a_file_is_made_piece_by_piece_and_only_once(ana: Person) -> None:
    file = ask(ana)
    assert make_file.func(file.pk) == "mots.txt"
    assert state_of(file) == (FileState.READY, "", 7)
    assert file.path.read_bytes() == b"un deux"
    assert [path.name for path in files_folder().iterdir()] == [file.path.name], "nothing is left beside"
    assert make_file.func(file.pk) == make_file.func(0) == ""
    assert (progress_of(file).done, progress_of(file).size) == (0, 7)


def test_a_making_that_fails_says_why_and_leaves_nothing(ana: Person) -> None:
    wrong, broken = ask(ana, "wrong"), ask(ana, "broken")
    make_file.func(wrong.pk)
    with pytest.raises(ZeroDivisionError):
        make_file.func(broken.pk)
    assert state_of(wrong)[:2] == (FileState.FAILED, "ce format ne tient pas tout")
    assert state_of(broken)[:2] == (FileState.FAILED, str(broken.error))
    assert "qui tient le site en a la trace" in broken.error
    assert list(files_folder().iterdir()) == []


def test_how_far_a_making_is_stands_beside_it(ana: Person) -> None:
    file = ask(ana)
    assert progress_of(file).reported_at == file.reported_at
    files_folder().mkdir(exist_ok=True)
    file.progress_path.write_text("3 9 120")
    told = progress_of(file)
    assert (told.done, told.total, told.size) == (3, 9, 120)
    assert abs(timezone.now() - told.reported_at) < timedelta(minutes=1)
    file.progress_path.write_text("3 ")
    assert (progress_of(file).done, progress_of(file).total) == (0, 0), "being written at this instant"


def test_a_making_is_cut_short_once_it_is_silent_for_ten_minutes() -> None:
    now = timezone.now()
    for state in FileState:
        assert settle_state(state, reported_at=now - SILENT, now=now) is state
        late = settle_state(state, reported_at=now - SILENT - timedelta(seconds=1), now=now)
        assert late is (FileState.FAILED if state.is_open else state)
    assert [state.value for state in FileState if state.is_open] == ["waiting", "making"]


def test_a_person_reads_her_own_files_for_a_day(ana: Person) -> None:
    (bea,) = make_people("bea")
    first, second, other, now = ask(ana), ask(ana, "more"), ask(bea), timezone.now()
    assert set(own_files(ana, now=now)) == {first, second}
    assert get_own_file(ana, first.key, now=now) == first
    for person, file, moment in ((bea, first, now), (ana, other, now), (ana, first, first.asked_at + KEPT)):
        with pytest.raises(UnknownError, match="gardé un jour"):
            get_own_file(person, file.key, now=moment)
    assert own_files(ana, now=max(first.asked_at, second.asked_at) + KEPT) == []
    assert [row["name"] for row in export_files(DataSubject(email="", person=bea.pk))] == ["mots.txt"]
    assert export_files(DataSubject(email="x@exemple.fr")) == []


def test_what_is_older_than_a_day_is_swept_with_the_bytes_of_nobody(ana: Person) -> None:
    old, young = ask(ana), ask(ana, "more")
    for file in (old, young):
        make_file.func(file.pk)
    stray = files_folder() / "absent.part"
    stray.write_bytes(b"x")
    PreparedFile.objects.filter(pk=old.pk).update(asked_at=timezone.now() - KEPT)
    now = timezone.now()
    assert purge_files(now=now, dry_run=True) == 1
    assert (PreparedFile.objects.count(), stray.exists(), old.path.exists()) == (2, True, True)
    assert purge_files(now=now, dry_run=False) == 1
    assert list(PreparedFile.objects.all()) == [young]
    assert [path.name for path in files_folder().iterdir()] == [young.path.name]


def test_who_is_erased_has_no_file_left_and_those_made_for_others_are_made_again(ana: Person) -> None:
    (bea,) = make_people("bea")
    mine, waiting, ready = ask(ana), ask(bea), ask(bea, "more")
    make_file.func(ready.pk)
    path, kept = ready.path, answer_path("page")
    keep_answer(kept, KeptAnswer(headers={}, body=b"Ana"))
    assert erase_files(DataSubject(email=ana.email, person=ana.pk)) == 1
    assert list(PreparedFile.objects.all()) == [waiting]
    assert (path.exists(), kept_answer(kept), mine.path.exists()) == (False, None, False)
    assert erase_files(DataSubject(email="x@exemple.fr")) == 0


def test_an_answer_is_kept_while_nothing_is_written(ana: Person) -> None:
    path = answer_path("page", 1)
    assert path == answer_path("page", 1) != answer_path("page", 2)
    answer = KeptAnswer(headers={"Content-Type": "text/html"}, body=b"a\nb")
    assert kept_answer(path) is None
    keep_answer(path, answer)
    assert kept_answer(path) == answer
    path.write_bytes(b"not json\nx")
    assert kept_answer(path) is None
    keep_answer(path, answer)
    ask(ana)
    later = answer_path("page", 1)
    assert later != path
    keep_answer(later, answer)
    assert (kept_answer(path), kept_answer(later)) == (None, answer), "what was kept of before goes"


def test_the_oldest_answers_go_when_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autan.people.prepared_files.actions._MOST_ANSWER_BYTES", 1)
    keep_answer(answer_path("page"), KeptAnswer(headers={}, body=b"too large"))
    assert kept_answer(answer_path("page")) is None
