"""The page of an import: a file weighed, kept for who gave it, confirmed once, as it was shown."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from autan.evidence.imports import forms as intake_forms
from autan.evidence.imports.actions import MOST_PENDING
from autan.evidence.imports.models import PendingImport
from autan.evidence.imports.queries import KEPT_FOR
from autan.evidence.imports.views import answer_import
from autan.ground.errors import NotAllowedError, RuleError
from autan.people.accounts.actions import register_person
from autan.people.accounts.models import Person
from tests.evidence.imports.stock import Stock

type Ask = Callable[..., Any]


@pytest.fixture
def person(db: None) -> Person:
    return register_person(by=None, email="ana@exemple.fr", name="Ana", password="un-mot-de-passe-de-test")


@pytest.fixture
def stock() -> Stock:
    return Stock({"c": "3"})


@pytest.fixture
def ask(person: Person, stock: Stock) -> Ask:
    def ask(text: str = "", by: Person = person, **fields: Any) -> HttpResponse:
        data = fields | ({"file": SimpleUploadedFile("choses.csv", text.encode())} if text else {})
        request: Any = RequestFactory().post("/choses/", data) if data else RequestFactory().get("/choses/")
        request.user = by
        request.session = {}
        request._messages = FallbackStorage(request)
        answer: Any = answer_import(request, stock.importing, "intake/preview.html", {}, next_url="/vues/")
        answer.told = [str(message) for message in request._messages]
        return answer

    return ask


def page(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def confirmation(answer: HttpResponse) -> dict[str, str]:
    digest = page(answer).partition('name="digest" value="')[2].partition('"')[0]
    return {"confirm": str(PendingImport.objects.latest("pk").pk), "digest": digest}


def test_the_form_then_the_preview_then_the_end(ask: Ask, stock: Stock) -> None:
    assert "Vérifier sans écrire" in page(ask())
    weighed = ask("name;size\na;1\n")
    assert (weighed.status_code, stock.written) == (200, 0)
    assert "choses.csv : 1 ajout, 1 retrait proposé" in page(weighed)
    assert "Faire aussi le retrait proposé" in page(weighed)
    done = ask(**confirmation(weighed))
    assert (done.status_code, done["Location"]) == (302, "/vues/")
    assert done.told == ["choses.csv est enregistré\u00a0: 1 ajout."]
    assert stock.sizes == {"c": "3", "a": "1"}
    assert not PendingImport.objects.exists()


def test_removals_are_done_when_they_are_asked_for(ask: Ask, stock: Stock) -> None:
    ask(**confirmation(ask("name;size\na;1\n")), removes="1")
    assert stock.sizes == {"a": "1"}


def test_a_file_that_changes_nothing_waits_for_nobody(ask: Ask, stock: Stock) -> None:
    answer = ask("name;size\nc;3\n")
    assert (answer.status_code, "Rien à écrire" in page(answer)) == (200, True)
    assert not PendingImport.objects.exists()


@pytest.mark.parametrize(
    ("text", "place"),
    [("name;size\na;beaucoup\n", '<td>size</td><td class="as-typed">beaucoup</td><td>un nombre</td>'),
     ("name\na\n", "une colonne « size »")],
)  # fmt: skip
def test_a_refused_file_shows_its_faults_and_is_not_kept(ask: Ask, stock: Stock, text: str, place: str) -> None:
    answer = ask(text)
    assert (answer.status_code, place in page(answer), "rien n’a été écrit" in page(answer)) == (422, True, True)
    assert "Enregistrer" not in page(answer)
    assert not PendingImport.objects.exists()


def test_a_form_without_a_file_or_with_one_too_large_is_refused(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(other="x").status_code == 422
    monkeypatch.setattr(intake_forms, "MAX_UPLOAD_BYTES", 5)
    answer = ask("name;size\na;1\n")
    assert (answer.status_code, "dépasse 20 Mo" in page(answer)) == (422, True)


def test_nobody_confirms_the_file_of_another(ask: Ask, stock: Stock) -> None:
    confirmed = confirmation(ask("name;size\na;1\n"))
    other = register_person(by=None, email="ben@exemple.fr", name="Ben", password="un-mot-de-passe-de-test")
    answer = ask(by=other, **confirmed)
    assert (answer.status_code, "n’est plus gardé" in page(answer), stock.written) == (410, True, 0)
    assert ask(**confirmed).status_code == 302


@pytest.mark.parametrize("number", ["", "un", "0", "9" * 30])
def test_a_number_of_no_file_confirms_nothing(ask: Ask, number: str) -> None:
    assert ask(confirm=number, digest="x").status_code == 410


def test_a_file_confirmed_twice_is_written_once(ask: Ask, stock: Stock) -> None:
    confirmed = confirmation(ask("name;size\na;1\n"))
    assert [ask(**confirmed).status_code for _ in range(2)] == [302, 410]
    assert stock.written == 1


def test_a_file_of_one_kind_is_not_confirmed_for_another(ask: Ask) -> None:
    confirmed = confirmation(ask("name;size\na;1\n"))
    PendingImport.objects.update(kind="autre")
    assert ask(**confirmed).status_code == 410


def test_a_file_waits_a_day_at_most(ask: Ask, stock: Stock) -> None:
    confirmed = confirmation(ask("name;size\na;1\n"))
    PendingImport.objects.update(at=timezone.now() - KEPT_FOR)
    assert ask(**confirmed).status_code == 410
    ask("name;size\nb;1\n")
    assert PendingImport.objects.count() == 1


def test_few_files_wait_for_one_person(ask: Ask) -> None:
    for rank in range(MOST_PENDING + 2):
        ask(f"name;size\na;{rank}\n")
    assert PendingImport.objects.count() == MOST_PENDING
    oldest = PendingImport.objects.last()
    assert oldest is not None
    assert oldest.upload.data.decode().endswith("a;2\n")


def test_what_has_changed_since_is_shown_again(ask: Ask, stock: Stock) -> None:
    confirmed = confirmation(ask("name;size\nc;4\n"))
    stock.sizes["c"] = "9"
    answer = ask(**confirmed)
    assert (answer.status_code, stock.sizes) == (409, {"c": "9"})
    assert "n’est plus ce qui était montré" in page(answer)
    assert ask(**confirmation(answer)).status_code == 302
    assert stock.sizes == {"c": "4"}


def test_a_confirmation_without_what_was_shown_is_shown_again(ask: Ask, stock: Stock) -> None:
    confirmed = confirmation(ask("name;size\nc;4\n"))
    assert ask(confirm=confirmed["confirm"]).status_code == 409


def test_a_refusal_of_the_room_is_told(ask: Ask, stock: Stock) -> None:
    confirmed = confirmation(ask("name;size\na;1\n"))
    stock.refusal = RuleError("la liste est close")
    answer = ask(**confirmed)
    assert (answer.status_code, "La liste est close." in page(answer)) == (422, True)
    stock.refusal = NotAllowedError("pas vous")
    with pytest.raises(NotAllowedError):
        ask(**confirmed)
    assert PendingImport.objects.exists()


def test_faults_that_came_since_refuse_the_file(ask: Ask, stock: Stock) -> None:
    confirmed = confirmation(ask("name;size\na;1\n"))
    PendingImport.objects.update(content=b"name;size\na;x\n")
    answer = ask(**confirmed)
    assert (answer.status_code, "un nombre" in page(answer), stock.written) == (422, True, 0)


def test_a_second_file_waits_beside_the_first(person: Person) -> None:
    pending = PendingImport(
        by=person, at=timezone.now() - timedelta(hours=1), kind="x", file="a.csv", content=b"a",
        companion_file="b.lss", companion=b"b", options={"skip": True},
    )  # fmt: skip
    pending.save()
    upload = PendingImport.objects.get().upload
    assert (upload.file, upload.data, upload.companion, upload.options) == (
        "a.csv",
        b"a",
        ("b.lss", b"b"),
        {"skip": True},
    )
    assert str(pending) == "x: a.csv"
